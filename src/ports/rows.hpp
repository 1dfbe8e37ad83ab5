// The nouns of the store as values, where domain/ has no type of its own for them. One struct per table of
// store/schema.sql; an id of 0 means 'not stored yet' or 'none'. Lists of small things (languages, windows, slots) are
// values here and text in the row.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "base/phone_number.hpp"
#include "domain/effect.hpp"
#include "domain/ids.hpp"
#include "domain/program.hpp"
#include "domain/roster/phone.hpp"
#include "domain/roster/roster.hpp"
#include "domain/session/session.hpp"

namespace tutorline::ports {

using base::Instant;

struct CohortRow {
    domain::CohortId id;
    std::string key;
    std::string name;
    std::chrono::sys_days starts_on{};
    int weeks = 8;
    int sessions_per_week = 1;
    int call_minutes = 20;
    domain::CallMode call_mode = domain::CallMode::bridged;
    std::string content_hash;
    Instant created_at{};
};

/// How places were found, and how good that is (domain/matching/solve.hpp).
struct MatchRow {
    domain::CohortId cohort;
    Instant at{};
    std::string content_hash;  ///< of programme and sheets
    std::uint64_t seed = 0;    ///< the same files and seed give the same match
    int students = 0;          ///< who may be called
    int placed = 0;
    std::int64_t need_placed = 0, need_total = 0, calls_moved = 0, cost = 0;
    std::int64_t need_bound = 0, cost_bound = 0;
    bool optimal = false;
    std::vector<int> curve;    ///< students placed with 0, 1, 2, .. tutors more; empty: not worked out
};

struct PhoneRow {
    domain::PhoneId id;
    base::PhoneNumber number;
    domain::PhoneHealth health;
    std::optional<Instant> texts_stopped_at;
    std::optional<Instant> calls_stopped_at;
    std::vector<int> auto_reply_minutes;  ///< minutes since 1970-01-01 of the automatic answers of the last hour, ascending
    int auto_reply_day = 0;  ///< days since 1970-01-01
    int auto_replies = 0;    ///< on that day
    int texts_week = 0;      ///< the week (any count that does not repeat) which texts_in_week counts
    int texts_in_week = 0;   ///< automatic texts (B28)
    std::optional<int> answered_minute;  ///< minute of the local week in which a call was last answered
    std::optional<Instant> worried_at;  ///< words to watch, or a safeguarding case
};

/// The one question we asked a number and wait for.
struct QuestionRow {
    domain::PhoneId phone;
    std::string kind;
    domain::StudentId student;
    domain::SessionId session;
    std::optional<Instant> offered;
    domain::ItemSentId item;
    std::string value;
    Instant asked_at{};
};

/// A family's question for the tutor.
struct ChildQuestionRow {
    domain::InboxId inbox;
    domain::StudentId student;
    domain::TutorId tutor;
    Instant answer_by{};
    std::optional<Instant> closed_at;
};

struct StudentRow {
    domain::StudentId id;
    domain::CohortId cohort;
    domain::HouseholdId household;
    domain::Student student;     ///< `phones`, `consent`, `household` and `line` are empty: they have tables of their own
    domain::Placement placement; ///< where the child stands now; student.level is where it started
    std::uint64_t seed = 0;      ///< of the child's own order of items
    bool may_call = false;       ///< a live consent covers calls
    bool may_text = false;
    std::optional<Instant> texts_stopped_at;  ///< this child's texts alone, on a shared phone
};

struct StudentPhone {
    domain::PhoneId phone;
    int position = 0;     ///< in the order to try them
    std::string blocked;  ///< "", "wrong", "recycled", "withdrawn" (gone from the sheet): for this student only
};

struct TutorRow {
    domain::TutorId id;
    domain::CohortId cohort;
    domain::Tutor tutor;  ///< `phone` is filled; `line` is not
    domain::PhoneId phone;
    bool active = true;
};

struct TutorAbsence {
    domain::TutorId tutor;
    Instant from{};
    Instant to{};
    std::string reason;
};

struct EnrollmentRow {
    domain::EnrollmentId id;
    domain::StudentId student;
    domain::CohortId cohort;
    domain::TutorId tutor;   ///< none: unmatched
    std::vector<int> slots;  ///< half hours of the programme's week
    std::string status = "active";  ///< active, unmatched, waiting, withdrawn
    std::string reason;
    int missed_in_row = 0;   ///< lessons without the child that count for the child (B40), latest in a row
    int observed = 0;        ///< lessons that count
    int child_sessions = 0;  ///< of these, with the child on the line
    bool red = false;
    std::optional<Instant> withdrawn_at;
    std::optional<Instant> paused_until;  ///< the family is away until then
    Instant created_at{};
};

struct LogRow {
    std::int64_t id = 0;
    domain::SessionId session;
    domain::TutorId tutor;
    domain::InboxId inbox;
    Instant at{};
    std::string outcome;  ///< word of domain::ReportedOutcome; empty: the report did not say
    std::optional<int> minutes;
    std::optional<int> level;
    std::optional<bool> checkpoint;
    bool self_reported = false;
    bool doubtful = false;
    bool counts = false;  ///< decides the session; at most one per session
};

struct InboxRow {
    domain::InboxId id;
    std::string channel;
    std::string provider_id;
    Instant at{};
    bool call = false;        ///< an inbound call, not a text
    domain::PhoneId phone;    ///< none: a short code or an alphanumeric sender
    std::string sender;       ///< only without a phone
    std::string text;
    std::string cls;          ///< word of domain::Class
    std::string value;
    std::string verdict;
    domain::StudentId student;
    domain::TutorId tutor;
    std::string handled;      ///< "", "answered", "ignored", "task"
};

enum class MessageState { queued, sending, unknown, sent, delivered, failed, expired, suppressed };
std::string_view name(MessageState value);
std::optional<MessageState> message_state_from(std::string_view name);

enum class Audience { family, tutor, staff, stranger };
std::string_view name(Audience value);
std::optional<Audience> audience_from(std::string_view name);

/// One outbound text: rendered when it is enqueued, so `text` holds the exact words that will be sent.
struct MessageRow {
    domain::MessageId id;
    domain::PhoneId phone;
    domain::StudentId student;
    domain::TutorId tutor;
    domain::SessionId session;
    domain::InboxId inbox;  ///< the text it answers: a direct answer may leave in quiet hours for ten minutes (Q3)
    std::string kind;       ///< what it is for: "item", "reminder", "feedback", ..
    std::string key;        ///< message of the catalog
    std::string language;
    std::string text;
    int segments = 1;
    domain::Priority priority = domain::Priority::practice;
    Audience audience = Audience::family;
    bool automatic = true;    ///< nobody asked for it: counts towards the limit per phone and week
    bool final_word = false;  ///< the one confirmation of an opt-out
    Instant created_at{};
    Instant not_before{};
    Instant not_after{};  ///< never sent later
    MessageState state = MessageState::queued;
    Instant state_at{};
    int sends = 0;
    std::string provider_id;
    std::string error_code;
    std::string once;  ///< what may be said once only, for example "item:17:3"; empty: no such rule
};

struct ItemSentRow {
    domain::ItemSentId id;
    domain::StudentId student;
    std::string item;   ///< id of domain::Item
    std::string skill;
    int week = 0;
    domain::MessageId message;
    Instant sent_at{};
    std::string state = "waiting";  ///< waiting, hinted (one retry is open), right, shown, expired
    int tries = 0;
    int texts = 1;            ///< item, hint, worked answer: at most three (B27)
    bool asked_again = false; ///< 'which one?' was asked; it is asked once
    std::string verdict;  ///< of the last graded answer; empty: none yet
    std::optional<Instant> closed_at;
};

struct AnswerRow {
    domain::ItemSentId item_sent;
    domain::InboxId inbox;
    Instant at{};
    std::string given;    ///< canonical value
    std::string verdict;  ///< right, wrong, partial
    double predicted = 0; ///< chance the model gave before it saw the answer
};

/// Numbers of the practice model, in its own order.
struct ModelState {
    std::vector<double> numbers;
    int answers = 0;
};

struct TaskRow {
    domain::TaskId id;
    std::string kind;   ///< "facilitator_call", "visit_list", "number_check", "safeguarding", "question", ..
    int urgency = 2;    ///< 0 safeguarding .. 3 when there is time
    domain::StudentId student;
    domain::TutorId tutor;
    domain::SessionId session;
    domain::PhoneId phone;
    domain::InboxId inbox;
    std::string detail;  ///< a code, never a person's words
    Instant created_at{};
    Instant due_at{};
    std::optional<Instant> closed_at;
    std::string closed_reason;
};

/// B48: every send, call and change, for ever. `kind` is a constant of the code ("text_sent", "call_placed"); `ref` is the id
/// of the noun it is about; `detail` a short code or list of codes, never a person's words, name or number.
struct Fact {
    Instant at{};
    std::string_view kind;
    domain::StudentId student;
    domain::TutorId tutor;
    std::int64_t ref = 0;
    std::string_view detail;
};

struct OutcomeRow {
    domain::SessionId session;
    int version = 1;  ///< more than 1: a correction
    domain::Outcome outcome{};
    std::string reason;
    std::string author;  ///< "engine", "tutor", or a coordinator's name in the configuration
    Instant at{};
};

/// What a row of `timer` wakes. Its subject decides whether there is still something to do: timers are never cancelled.
enum class TimerKind : int {
    session = 1,           ///< subject: session
    week_open = 10,        ///< subject: enrollment; the week's texts of a student are due
    tutor_schedule = 11,   ///< subject: tutor; the evening before
    tutor_chase = 12,      ///< subject: tutor; missing logs at the end of the day
    question_open = 13,    ///< subject: inbox; a family's question without an answer
    alert_escalate = 14,   ///< subject: task; a safeguarding alert nobody acknowledged
    facilitator_chase = 15,///< subject: tutor; missing logs the day after
    callback = 16,         ///< subject: session
    moved_news = 17,       ///< subject: session; a pause moved it long before, now its family must know
    text_other = 20,       ///< subject: as the texts decide
};

struct Timer {
    Instant due{};
    TimerKind kind{};
    std::int64_t subject = 0;
};

enum class OutboxKind : char { message = 'm', query = 'q', call = 'c' };

struct OutboxEntry {
    domain::Priority priority{};
    Instant due{};
    OutboxKind kind{};
    std::int64_t id = 0;
};

}  // namespace tutorline::ports
