// What the engine needs from a database: one writer, transactions, and each noun saved and found in the few ways the
// engine uses. Every function may throw StoreFailure (disk full, busy, broken): nothing of the transaction is kept then.
// Not thread-safe: the thread that owns the engine owns the store.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ports/rows.hpp"

namespace tutorline::ports {

/// The database could not do its part. `retryable`: busy, full or an I/O error; the same call may succeed later. False:
/// a rule of the schema refused the row, which is a defect of the code above.
class StoreFailure : public std::runtime_error {
  public:
    StoreFailure(const std::string& code, bool retryable) : std::runtime_error(code), retryable_(retryable) {}
    bool retryable() const { return retryable_; }

  private:
    bool retryable_;
};

/// A row as it stands, shared and not copied; null when there is none. Whoever changes one copies it first.
template <class Row>
using Shared = std::shared_ptr<const Row>;

/// Makes commits durable, apart from making them: see Store::split_flush().
class Flush {
  public:
    virtual ~Flush() = default;
    /// All that was committed before the call is durable when it returns. On any thread, one at a time. After a
    /// StoreFailure nobody knows what the disk holds of the commits since the flush before: only a new start does.
    virtual void flush() = 0;
};

class Store {
  public:
    virtual ~Store() = default;

    // Transactions: use Transaction and Savepoint below.
    virtual void begin() = 0;
    virtual void commit() = 0;  ///< durable when it returns, unless the flush is split from it
    virtual void rollback() noexcept = 0;
    /// From now on, and as long as what it gives lives, a commit is seen by all connections when it returns, survives
    /// the process, and is durable after the next flush(): the next transaction can be decided while the disk works on
    /// the last one. Whoever asks for it lets nothing leave before that flush. Null where commits are not flushed.
    virtual std::unique_ptr<Flush> split_flush() = 0;
    virtual void savepoint() = 0;  ///< one level only
    virtual void release() = 0;
    virtual void rollback_to() = 0;

    /// Reads the people and their phones into memory, as many as are kept there: after a start, above all after an
    /// outage, all families write at once. Changes nothing.
    virtual void warm() = 0;

    // Cohort and people.
    virtual std::optional<CohortRow> cohort(std::string_view key) = 0;
    virtual domain::CohortId save(const CohortRow& cohort) = 0;  ///< all save(): inserts when the id is none; gives the id
    virtual void add_match(const MatchRow& match) = 0;
    virtual void add_pause(domain::CohortId cohort, const domain::Blackout& pause, Instant now) = 0;
    virtual std::vector<domain::Blackout> pauses(domain::CohortId cohort) = 0;
    virtual domain::HouseholdId household(domain::CohortId cohort, std::string_view key) = 0;  ///< finds or makes it

    virtual std::optional<PhoneRow> phone(domain::PhoneId id) = 0;
    virtual std::optional<PhoneRow> phone(const base::PhoneNumber& number) = 0;
    virtual domain::PhoneId save(const PhoneRow& phone) = 0;
    virtual std::optional<QuestionRow> question(domain::PhoneId phone) = 0;
    virtual void ask(const QuestionRow& question) = 0;  ///< replaces an older one
    virtual void forget_question(domain::PhoneId phone) = 0;
    virtual std::vector<domain::StudentId> students_on(domain::PhoneId phone) = 0;  ///< not blocked, by id
    virtual std::vector<domain::TutorId> tutors_on(domain::PhoneId phone) = 0;  ///< by id, those who teach no more last

    virtual Shared<StudentRow> student(domain::StudentId id) = 0;
    virtual std::optional<StudentRow> student(domain::CohortId cohort, std::string_view key) = 0;
    virtual domain::StudentId save(const StudentRow& student) = 0;
    virtual void save_placement(domain::StudentId student, const domain::Placement& placement) = 0;
    virtual std::vector<domain::StudentId> students_of(domain::HouseholdId household) = 0;
    virtual std::vector<StudentPhone> phones_of(domain::StudentId student) = 0;  ///< in the order to try them
    virtual void save(domain::StudentId student, const StudentPhone& phone) = 0;
    /// The consent that holds from now on: others are revoked. The same paper again (day, method and text's version) is one
    /// consent, covers what is said now, and lives again when it was revoked. Sets may_call and may_text.
    virtual void set_consent(domain::StudentId student, const domain::Consent& consent, Instant now) = 0;
    virtual void revoke_consent(domain::StudentId student, Instant now) = 0;

    virtual Shared<TutorRow> tutor(domain::TutorId id) = 0;
    virtual std::optional<TutorRow> tutor(domain::CohortId cohort, std::string_view key) = 0;
    virtual std::vector<domain::TutorId> tutors(domain::CohortId cohort) = 0;
    virtual domain::TutorId save(const TutorRow& tutor) = 0;
    virtual void add_absence(const TutorAbsence& absence) = 0;
    virtual std::vector<TutorAbsence> absences(domain::TutorId tutor, Instant from, Instant to) = 0;  ///< that overlap it

    virtual std::optional<EnrollmentRow> enrollment(domain::EnrollmentId id) = 0;
    virtual std::optional<EnrollmentRow> enrollment_of(domain::StudentId student) = 0;
    virtual std::vector<domain::EnrollmentId> enrollments(domain::CohortId cohort) = 0;
    virtual std::vector<domain::EnrollmentId> enrollments_of(domain::TutorId tutor) = 0;
    virtual domain::EnrollmentId save(const EnrollmentRow& enrollment) = 0;
    virtual void pair(domain::EnrollmentId enrollment, domain::TutorId tutor, std::string_view reason, Instant now) = 0;

    // Sessions.
    virtual std::optional<domain::Session> session(domain::SessionId id) = 0;
    virtual domain::SessionId save(const domain::Session& session) = 0;  ///< the tutor of a stored one never changes here
    /// A lesson to come gets another tutor, and the short number it has with that one. It holds no half hour while it does.
    virtual void hand_over(domain::SessionId session, domain::TutorId tutor, int tutor_number) = 0;
    virtual std::vector<domain::Session> sessions_of(domain::StudentId student) = 0;  ///< by kind and number
    virtual std::optional<domain::Session> session_of(domain::StudentId student, domain::SessionKind kind, int number) = 0;
    /// The session of that short number of the tutor which was planned last at or before `now`, or the first one.
    virtual std::optional<domain::Session> session_numbered(domain::TutorId tutor, int tutor_number, Instant now) = 0;
    /// Sessions that hold a half hour of the tutor's calendar in [from, to), by time.
    virtual std::vector<domain::Session> booked(domain::TutorId tutor, Instant from, Instant to) = 0;
    virtual std::vector<Instant> booked_times(domain::TutorId tutor, Instant from, Instant to) = 0;
    /// Sessions of the tutor planned in [from, to), whatever became of them, by planned time; with `wanted` those it takes.
    virtual std::vector<domain::Session> planned(domain::TutorId tutor, Instant from, Instant to,
                                                 const std::function<bool(const domain::Session&)>& wanted = {}) = 0;
    /// Sessions of the tutor that wait for a log, oldest first.
    virtual std::vector<domain::Session> awaiting_log(domain::TutorId tutor) = 0;
    virtual void add_outcome(const OutcomeRow& outcome) = 0;  ///< before the session is saved with it
    virtual int outcome_versions(domain::SessionId session) = 0;
    virtual std::optional<domain::Attempt> attempt(domain::AttemptId id) = 0;
    virtual std::vector<domain::Attempt> attempts_of(domain::SessionId session) = 0;  ///< by n
    virtual domain::AttemptId save(const domain::Attempt& attempt) = 0;
    virtual std::vector<LogRow> logs_of(domain::SessionId session) = 0;  ///< oldest first
    virtual std::int64_t add_log(const LogRow& log) = 0;  ///< with `counts`, the earlier one stops counting

    // Practice.
    virtual domain::ItemSentId save(const ItemSentRow& item) = 0;
    virtual std::optional<ItemSentRow> item_sent(domain::ItemSentId id) = 0;
    virtual std::vector<ItemSentRow> open_items(domain::StudentId student) = 0;  ///< waiting or hinted, oldest first
    virtual std::vector<ItemSentRow> items_of(domain::StudentId student) = 0;    ///< all, oldest first
    virtual void add_answer(const AnswerRow& answer) = 0;
    virtual std::optional<ModelState> mastery(domain::StudentId student, std::string_view skill) = 0;
    virtual void save_mastery(domain::StudentId student, std::string_view skill, const ModelState& state, Instant now) = 0;
    virtual Shared<ModelState> difficulty(std::string_view item) = 0;
    virtual void save_difficulty(std::string_view item, ModelState state) = 0;
    /// Changes it where it is; `change` is given an empty one when there is none.
    virtual void change_difficulty(std::string_view item, const std::function<void(ModelState&)>& change) = 0;

    virtual void add_child_question(const ChildQuestionRow& question) = 0;
    virtual std::optional<ChildQuestionRow> child_question(domain::InboxId inbox) = 0;
    virtual std::vector<ChildQuestionRow> open_questions(domain::TutorId tutor) = 0;  ///< oldest first
    virtual void close_child_question(domain::InboxId inbox, Instant now) = 0;

    // Texts and calls in and out.
    /// Writes the row and so claims its inbox key: the new id, or none when this channel already gave us this provider id.
    virtual std::optional<domain::InboxId> claim(const InboxRow& row) = 0;
    virtual std::optional<InboxRow> inbox(domain::InboxId id) = 0;
    virtual void annotate(const InboxRow& row) = 0;  ///< class, value, verdict, student, tutor, handled
    /// Writes the text and puts it into the outbox; none when `once` was said before, and when the schema refuses it (the
    /// number stopped texts, no consent), which a fact then says. A caller asks before; this is the net below.
    virtual std::optional<domain::MessageId> enqueue(const MessageRow& message) = 0;
    virtual bool said(std::string_view once) = 0;
    virtual std::optional<MessageRow> message(domain::MessageId id) = 0;
    /// Saves state, sends, provider id and error code; the words never change.
    virtual void save_state(const MessageRow& message) = 0;
    /// Every queued text to this phone (one student only, where given) becomes suppressed. How many there were.
    virtual int suppress_queued(domain::PhoneId phone, domain::StudentId student, std::string_view why, Instant now) = 0;
    virtual void push(const OutboxEntry& entry) = 0;
    virtual void drop(const OutboxEntry& entry) = 0;
    virtual std::vector<OutboxEntry> due_outbox(Instant now, int limit) = 0;  ///< by priority, then due, then id
    virtual std::optional<Instant> next_outbox() = 0;
    virtual void add_inflight(OutboxKind kind, std::int64_t id, Instant now) = 0;
    virtual bool remove_inflight(OutboxKind kind, std::int64_t id) = 0;  ///< false when it was not there
    virtual std::vector<OutboxEntry> inflight() = 0;  ///< `due` is when it was leased

    // Time, people's work, history.
    virtual void add_timer(const Timer& timer) = 0;
    virtual std::vector<Timer> due_timers(Instant now, int limit) = 0;  ///< by due, kind, subject
    virtual void remove_timer(const Timer& timer) = 0;
    virtual std::optional<Instant> next_timer() = 0;
    /// Opens a task; the one that is already open for the same kind, student, tutor and phone is kept instead.
    virtual domain::TaskId open_task(const TaskRow& task) = 0;
    /// The oldest open one of the same kind, student, tutor, session and phone, whatever text it came with.
    virtual std::optional<domain::TaskId> open_task_like(const TaskRow& task) = 0;
    virtual std::optional<TaskRow> task(domain::TaskId id) = 0;
    virtual bool close_task(domain::TaskId id, std::string_view reason, Instant now) = 0;  ///< false when not open
    virtual std::optional<domain::TaskId> open_task_of(std::string_view kind, domain::StudentId student) = 0;  ///< the oldest
    virtual std::vector<TaskRow> open_tasks(std::string_view kind, domain::StudentId student = {}) = 0;  ///< all or the student's, by urgency, then age
    virtual void add_fact(const Fact& fact) = 0;
    virtual std::optional<std::string> meta(std::string_view key) = 0;
    virtual void set_meta(std::string_view key, std::string_view value) = 0;
};

/// Commits on commit(), else rolls back.
class Transaction {
  public:
    explicit Transaction(Store& store) : store_(&store) { store.begin(); }
    ~Transaction() {
        if (store_ != nullptr) store_->rollback();
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() {
        store_->commit();
        store_ = nullptr;
    }

  private:
    Store* store_;
};

}  // namespace tutorline::ports
