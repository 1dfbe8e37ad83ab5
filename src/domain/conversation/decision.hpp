// What is decided about a text, as values: the engine stores the changes, renders and enqueues the texts, opens the tasks,
// and writes the facts, all in the transaction of the event.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/conversation/view.hpp"
#include "domain/conversation/phrase.hpp"
#include "domain/effect.hpp"

namespace tutorline::domain {

/// What a text is for: decides which limits hold for it.
enum class TextKind {
    item,               ///< a practice item: counts for the week's limit of the phone
    reminder,           ///< of a call: counts for the week's limit
    follow_up,          ///< 'when is he at home?': counts for the week's limit
    feedback,           ///< direct answer to an answer of an item
    auto_reply,         ///< direct answer to anything else: at most one per number and hour
    notice,             ///< a change of a call somebody asked for or must know of
    stop_confirmation,  ///< the one text after an opt-out; may leave although the phone is stopped, and at any hour
    safety,             ///< where a child in danger finds help
    schedule,           ///< tutors' schedule, confirmations and chases
    alert,              ///< safeguarding, to staff: at least once
    staff,              ///< other texts to staff
};
std::string_view name(TextKind value);
std::optional<TextKind> text_kind_from(std::string_view name);

/// What a child gets back for an answer; practice/ finds the words (praise, hint, worked answer).
struct FeedbackText {
    std::string item;                 ///< id in the bank
    Verdict verdict = Verdict::none;  ///< none: the child does not know how, nothing was graded
    std::string value;                ///< what was answered, canonical
    int attempt = 1;                  ///< answers to this item, this one included
    std::string child;
};

/// A practice item as it goes out first.
struct ItemText {
    std::string item;  ///< id in the bank
    int week = 0;
    bool seen_before = false;  ///< a spaced return of something missed
    std::string child;
};

/// A text to send: its words are rendered in the first of `languages` that has them.
struct NewText {
    base::PhoneNumber to;
    TextKind kind = TextKind::auto_reply;
    Phrase words;
    std::optional<FeedbackText> feedback;  ///< instead of `words`
    std::optional<ItemText> item;          ///< instead of `words`
    std::vector<std::string> languages;
    Priority priority = Priority::direct_answer;
    std::optional<base::Instant> not_before;  ///< none: now
    std::optional<base::Instant> not_after;   ///< none: it never gets stale
    StudentId student;  ///< whom it is about, if one
    TutorId tutor;      ///< to whom, if a tutor
    SessionId session;
    std::string once;   ///< what is said once only; empty: no such rule
};

/// Something a person must do. Restricted tasks are shown to the focal person and deputy alone.
struct NewTask {
    std::string kind;  ///< "opt_out_calls", "contact_changed", "reschedule", "question", "duplicate_log", ...
    StudentId student;
    TutorId tutor;
    SessionId session;
    std::string note;  ///< for a coordinator; holds no number
    bool restricted = false;
};

/// Safeguarding: goes to the first of the focal person, the deputy and the facilitators whose number is not `excluded`.
struct NewAlert {
    StudentId student;                         ///< none: an unknown number or a tutor
    TutorId tutor;                             ///< the tutor who wrote, if one did
    std::vector<base::PhoneNumber> excluded;   ///< of the tutors concerned
};

struct NewFact {
    std::string kind;
    StudentId student;
    TutorId tutor;
    SessionId session;
    Arguments details;  ///< no names, no numbers, no words of a person
};

// ---- changes of state ----

struct StopPhone { bool calls = false; };      ///< texts always
struct OpenPhone {};
struct BlockNumber {};  ///< wrong number: no text and no call, for every child on it; a person finds the right one
struct StopChildTexts { StudentId student; };
struct WithdrawStudent { StudentId student; };
struct PauseStudent { StudentId student; base::Instant until{}; };
/// The child is back before its pause is over: the lessons it still can have are called again.
struct EndPause { StudentId student; };
/// A death in the family: no calls and no texts until a person closes the task about it, and none for the child lost.
struct RestStudent { StudentId student; };
/// The same for all children on the first number of this child, told by a tutor: nothing leaves for the family.
struct RestHousehold { StudentId student; };

/// An answer was counted, or the item moves on without one.
struct ItemStep {
    ItemSentId item;
    StudentId student;
    ItemState state = ItemState::waiting;
    int texts_used = 1;
    bool asked_again = false;
    Verdict verdict = Verdict::none;  ///< none: nothing was graded
    std::string given;                ///< canonical value of what was graded
    bool guessed = false;             ///< read with a guess (O for 0)
};

struct AskPhone { PendingQuestion question; };
struct ForgetQuestion {};
/// A family's question for the tutor; a coordinator's task when nobody answered by `answer_by`.
struct OpenChildQuestion { StudentId student; std::optional<TutorId> tutor; base::Instant answer_by{}; };
struct CloseChildQuestions { std::vector<InboxId> questions; };

/// The call will not take place, or did not, for a reason that is nobody's fault.
struct ExcuseSession { SessionId session; StudentId student; std::string reason; };
/// Should the call still fail, it ends as excused and not as a miss.
struct ExcuseIfMissed { SessionId session; StudentId student; std::string reason; };
struct MoveSession { SessionId session; StudentId student; base::Instant to{}; std::string reason; };
/// One more dial for a call that failed.
struct CallAgain { SessionId session; StudentId student; base::Instant to{}; };
/// The family wants another hour and has not said which: not dialled before it does. A person looks when the hour it had comes.
struct HoldSession { SessionId session; StudentId student; };
struct CancelSession { SessionId session; StudentId student; std::string reason; };  ///< cancelled_programme
/// A tutor's report of a session. One that does not count (doubtful, or a second opinion) is kept for a person.
struct ApplyLog { SessionId session; SessionLog log; bool correction = false; bool counts = true; };
struct TutorAway { TutorId tutor; base::Instant from{}; base::Instant to{}; };
struct StopTutorTexts { bool calls = false; };
struct OpenTutorTexts {};

using Change = std::variant<StopPhone, OpenPhone, BlockNumber, StopChildTexts, WithdrawStudent, PauseStudent, EndPause, RestStudent, RestHousehold, ItemStep, AskPhone,
                            ForgetQuestion, OpenChildQuestion, CloseChildQuestions, ExcuseSession, ExcuseIfMissed,
                            MoveSession, CallAgain, HoldSession, CancelSession, ApplyLog, TutorAway, StopTutorTexts, OpenTutorTexts>;

struct TextDecision {
    std::vector<Change> changes;
    std::vector<NewText> texts;
    std::vector<NewTask> tasks;
    std::vector<NewAlert> alerts;
    std::vector<NewFact> facts;
};
using FamilyDecision = TextDecision;
using TutorDecision = TextDecision;

}  // namespace tutorline::domain
