// ports::Store over one SQLite connection. The functions stand in people.cpp, sessions.cpp, practice.cpp, mastery.cpp, texts.cpp,
// and work.cpp (timers, tasks, facts, outbox), by table.
#pragma once
#include <map>
#include <set>
#include <unordered_map>

#include "store/sqlite/checkpointer.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/remembered.hpp"
#include "store/store.hpp"

namespace tutorline::store {

class SqliteStore final : public ports::Store {
  public:
    /// Throws StoreFailure. The file has the schema already or is empty.
    explicit SqliteStore(const Options& options);

    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    std::unique_ptr<ports::Flush> split_flush() override;
    void savepoint() override;
    void release() override;
    void rollback_to() override;

    std::optional<ports::CohortRow> cohort(std::string_view key) override;
    domain::CohortId save(const ports::CohortRow& cohort) override;
    void add_match(const ports::MatchRow& match) override;
    void add_pause(domain::CohortId cohort, const domain::Blackout& pause, base::Instant now) override;
    std::vector<domain::Blackout> pauses(domain::CohortId cohort) override;
    domain::HouseholdId household(domain::CohortId cohort, std::string_view key) override;
    std::optional<ports::PhoneRow> phone(domain::PhoneId id) override;
    std::optional<ports::PhoneRow> phone(const base::PhoneNumber& number) override;
    domain::PhoneId save(const ports::PhoneRow& phone) override;
    std::optional<ports::QuestionRow> question(domain::PhoneId phone) override;
    void ask(const ports::QuestionRow& question) override;
    void forget_question(domain::PhoneId phone) override;
    std::vector<domain::StudentId> students_on(domain::PhoneId phone) override;
    std::vector<domain::TutorId> tutors_on(domain::PhoneId phone) override;
    ports::Shared<ports::StudentRow> student(domain::StudentId id) override;
    std::optional<ports::StudentRow> student(domain::CohortId cohort, std::string_view key) override;
    domain::StudentId save(const ports::StudentRow& student) override;
    void save_placement(domain::StudentId student, const domain::Placement& placement) override;
    std::vector<domain::StudentId> students_of(domain::HouseholdId household) override;
    std::vector<ports::StudentPhone> phones_of(domain::StudentId student) override;
    void save(domain::StudentId student, const ports::StudentPhone& phone) override;
    void set_consent(domain::StudentId student, const domain::Consent& consent, base::Instant now) override;
    void revoke_consent(domain::StudentId student, base::Instant now) override;
    ports::Shared<ports::TutorRow> tutor(domain::TutorId id) override;
    std::optional<ports::TutorRow> tutor(domain::CohortId cohort, std::string_view key) override;
    std::vector<domain::TutorId> tutors(domain::CohortId cohort) override;
    domain::TutorId save(const ports::TutorRow& tutor) override;
    void add_absence(const ports::TutorAbsence& absence) override;
    std::vector<ports::TutorAbsence> absences(domain::TutorId tutor, base::Instant from, base::Instant to) override;
    std::optional<ports::EnrollmentRow> enrollment(domain::EnrollmentId id) override;
    std::optional<ports::EnrollmentRow> enrollment_of(domain::StudentId student) override;
    std::vector<domain::EnrollmentId> enrollments(domain::CohortId cohort) override;
    std::vector<domain::EnrollmentId> enrollments_of(domain::TutorId tutor) override;
    domain::EnrollmentId save(const ports::EnrollmentRow& enrollment) override;
    void pair(domain::EnrollmentId enrollment, domain::TutorId tutor, std::string_view reason, base::Instant now) override;

    std::optional<domain::Session> session(domain::SessionId id) override;
    domain::SessionId save(const domain::Session& session) override;
    void hand_over(domain::SessionId session, domain::TutorId tutor, int tutor_number) override;
    std::vector<domain::Session> sessions_of(domain::StudentId student) override;
    std::optional<domain::Session> session_of(domain::StudentId student, domain::SessionKind kind, int number) override;
    std::optional<domain::Session> session_numbered(domain::TutorId tutor, int tutor_number, base::Instant now) override;
    std::vector<domain::Session> booked(domain::TutorId tutor, base::Instant from, base::Instant to) override;
    std::vector<base::Instant> booked_times(domain::TutorId tutor, base::Instant from, base::Instant to) override;
    std::vector<domain::Session> planned(domain::TutorId tutor, base::Instant from, base::Instant to,
                                         const std::function<bool(const domain::Session&)>& wanted) override;
    std::vector<domain::Session> awaiting_log(domain::TutorId tutor) override;
    void add_outcome(const ports::OutcomeRow& outcome) override;
    int outcome_versions(domain::SessionId session) override;
    std::optional<domain::Attempt> attempt(domain::AttemptId id) override;
    std::vector<domain::Attempt> attempts_of(domain::SessionId session) override;
    domain::AttemptId save(const domain::Attempt& attempt) override;
    std::vector<ports::LogRow> logs_of(domain::SessionId session) override;
    std::int64_t add_log(const ports::LogRow& log) override;

    domain::ItemSentId save(const ports::ItemSentRow& item) override;
    std::optional<ports::ItemSentRow> item_sent(domain::ItemSentId id) override;
    std::vector<ports::ItemSentRow> open_items(domain::StudentId student) override;
    std::vector<ports::ItemSentRow> items_of(domain::StudentId student) override;
    void add_answer(const ports::AnswerRow& answer) override;
    std::optional<ports::ModelState> mastery(domain::StudentId student, std::string_view skill) override;
    void save_mastery(domain::StudentId student, std::string_view skill, const ports::ModelState& state,
                      base::Instant now) override;
    ports::Shared<ports::ModelState> difficulty(std::string_view item) override;
    void save_difficulty(std::string_view item, ports::ModelState state) override;
    void change_difficulty(std::string_view item, const std::function<void(ports::ModelState&)>& change) override;

    void add_child_question(const ports::ChildQuestionRow& question) override;
    std::optional<ports::ChildQuestionRow> child_question(domain::InboxId inbox) override;
    std::vector<ports::ChildQuestionRow> open_questions(domain::TutorId tutor) override;
    void close_child_question(domain::InboxId inbox, base::Instant now) override;

    std::optional<domain::InboxId> claim(const ports::InboxRow& row) override;
    std::optional<ports::InboxRow> inbox(domain::InboxId id) override;
    void annotate(const ports::InboxRow& row) override;
    std::optional<domain::MessageId> enqueue(const ports::MessageRow& message) override;
    bool said(std::string_view once) override;
    std::optional<ports::MessageRow> message(domain::MessageId id) override;
    void save_state(const ports::MessageRow& message) override;
    int suppress_queued(domain::PhoneId phone, domain::StudentId student, std::string_view why, base::Instant now) override;
    void push(const ports::OutboxEntry& entry) override;
    void drop(const ports::OutboxEntry& entry) override;
    std::vector<ports::OutboxEntry> due_outbox(base::Instant now, int limit) override;
    std::optional<base::Instant> next_outbox() override;
    void add_inflight(ports::OutboxKind kind, std::int64_t id, base::Instant now) override;
    bool remove_inflight(ports::OutboxKind kind, std::int64_t id) override;
    std::vector<ports::OutboxEntry> inflight() override;

    void add_timer(const ports::Timer& timer) override;
    std::vector<ports::Timer> due_timers(base::Instant now, int limit) override;
    void remove_timer(const ports::Timer& timer) override;
    std::optional<base::Instant> next_timer() override;
    domain::TaskId open_task(const ports::TaskRow& task) override;
    std::optional<ports::TaskRow> task(domain::TaskId id) override;
    bool close_task(domain::TaskId id, std::string_view reason, base::Instant now) override;
    std::optional<domain::TaskId> open_task_like(const ports::TaskRow& task) override;
    std::optional<domain::TaskId> open_task_of(std::string_view kind, domain::StudentId student) override;
    std::vector<ports::TaskRow> open_tasks(std::string_view kind, domain::StudentId student) override;
    void add_fact(const ports::Fact& fact) override;
    void warm() override;
    std::optional<std::string> meta(std::string_view key) override;
    void set_meta(std::string_view key, std::string_view value) override;

    Database& database() { return database_; }
    /// Ends the one transaction of a disposable store, so that its rows can be copied.
    void settle();

  private:
    /// What is known of a queue's first due time; the outer one empty: ask the table.
    using Known = std::optional<std::optional<base::Instant>>;
    static void note_earlier(Known& known, base::Instant due) {
        if (known && (!*known || due < **known)) known = due;
    }

    static constexpr std::size_t people_max = 50'000;  ///< of each kind that are remembered for sure: they fit into one half

    void set_up(const Options& options);
    void mark();
    void warm_enrollments();
    /// What the texts of these families ask for; `students` are the first ones, in the order of their ids.
    void warm_items(const std::vector<domain::StudentId>& students);
    void warm_masteries(const std::vector<domain::StudentId>& students);
    void warm_sessions(const std::vector<domain::StudentId>& students);
    /// Keeps the list of a student's open items as its rows are.
    void note_open(const ports::ItemSentRow& row);
    std::set<domain::PhoneId>& asked();
    std::optional<ports::StudentRow> read_student(domain::StudentId id);
    std::optional<ports::TutorRow> read_tutor(domain::TutorId id);
    std::optional<ports::PhoneRow> read_phone(domain::PhoneId id);
    std::optional<ports::MessageRow> read_message(domain::MessageId id);
    std::optional<ports::EnrollmentRow> read_enrollment_of(domain::StudentId student);
    void update(const domain::Session& session);
    /// All of a tutor's sessions; a session keeps its tutor for good.
    const std::vector<domain::SessionId>& sessions_of(domain::TutorId tutor);
    /// Those of them that `wanted` takes, in the order of `key`, then by id.
    template <class Wanted, class Key>
    std::vector<domain::Session> sessions_where(domain::TutorId tutor, Wanted wanted, Key key);
    /// Rows of item_difficulty that changed since they were last written. All children share these few rows: one text
    /// after the other changes the same ones, and they are written once, by the commit.
    void write_difficulties();
    /// The same of a child's own part: an answer changes two skills, and they are one row.
    void write_masteries();
    struct Masteries;
    const Masteries& masteries(domain::StudentId student);
    void write_model() {
        write_difficulties();
        write_masteries();
    }
    struct Difficulty;
    Difficulty& known_difficulty(std::string_view item);
    /// After a rollback nothing remembered is sure.
    void forget() noexcept;

    Database database_;
    bool disposable_ = false;
    bool given_up_ = false;  ///< a disposable store that should have rolled back
    Known next_timer_;
    Known next_outbox_;
    Remembered<ports::Shared<ports::StudentRow>> students_{2 * people_max};  // about 1 kB each, the others less
    Remembered<ports::Shared<ports::TutorRow>> tutors_{5'000};
    Remembered<ports::PhoneRow> phones_{2 * people_max};
    Remembered<std::vector<ports::StudentPhone>> student_phones_{2 * people_max};
    Remembered<domain::Session> sessions_{240'000};  // about 400 bytes each; ten thousand children have 90,000, and they must fit into one half
    Remembered<std::vector<domain::SessionId>> sessions_of_tutor_{10'000};
    Remembered<std::vector<domain::SessionId>> sessions_of_student_{2 * people_max};
    std::optional<std::unordered_map<std::int64_t, std::vector<domain::TutorId>>> tutors_on_;  // by phone
    Remembered<std::vector<domain::AttemptId>> attempts_of_session_{20'000};
    Remembered<std::vector<ports::LogRow>> logs_{80'000};         // by session: ten thousand children have 20,000 in two weeks
    Remembered<ports::EnrollmentRow> enrollments_{2 * people_max};        // by student
    Remembered<domain::StudentId> enrolled_{20'000};              // by enrollment
    Remembered<ports::MessageRow> messages_{20'000};
    std::unordered_map<std::string, domain::PhoneId> phone_ids_;  // by number
    std::optional<std::set<domain::PhoneId>> asked_;  ///< phones with a question of ours open: few, and every text asks for its own
    Remembered<domain::Attempt> attempts_{20'000};
    Remembered<ports::ItemSentRow> items_{2 * people_max};
    Remembered<std::vector<domain::ItemSentId>> open_items_{2 * people_max};  // by student, in their order
    struct Masteries {
        std::vector<std::pair<std::string, ports::ModelState>> skills;
        bool stored = false;  ///< the file has a row
        base::Instant updated_at{};
    };
    Remembered<Masteries> masteries_{2 * people_max};  // all skills of a student
    std::unordered_map<std::int64_t, Masteries> unwritten_masteries_;  // changed since they were last written
    Remembered<std::vector<domain::StudentId>> students_on_{2 * people_max};  // by phone
    struct Difficulty {
        std::shared_ptr<ports::ModelState> state;  ///< null: there is no such row
        bool written = true;
    };
    std::map<std::string, Difficulty, std::less<>> difficulties_;
    std::unique_ptr<Checkpointer> checkpointer_;  ///< none in memory; stopped before the connection closes
};

}  // namespace tutorline::store
