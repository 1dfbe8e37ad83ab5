// The one reader of inbound texts: what a text of a family or a tutor means, and what is right about its answers.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/practice/answer.hpp"

namespace tutorline::domain {

class LanguagePacks;

enum class Writer { student, caregiver, tutor, unknown };
/// Short codes and alphanumeric senders are machines: their texts read as Class::automated and are never answered.
enum class SenderKind { normal, short_code, alphanumeric };

/// The classes of tests/data/inbound-classes.md, which says what the service does for each.
enum class Class {
    answer, answer_multi, answer_for, ambiguous, echo, dont_know, help, question,
    greeting, ack, yes, no, empty, chatter,
    who, wrong_number, new_contact, number_change, reschedule,
    connectivity, no_credit, excused, absence_long, withdraw,
    opt_out, opt_in, boundary, safeguarding, automated,
    log, tutor_unavailable, schedule_request,
};
constexpr std::size_t class_count = 32;
std::string_view to_word(Class cls);
std::optional<Class> class_of_word(std::string_view word);

/// An item that still waits for its answer.
struct PendingItem {
    std::string label;     ///< number or letter it was sent under ("1", "b"); empty: its place in the list
    std::string expected;  ///< answer key, see parse_answer_key()
    bool simplify = false; ///< the item asks for lowest terms
    std::string text;      ///< the item's own words ("34 + 47 = ?"), to recognise a quote of it; may be empty
    std::optional<std::size_t> child;  ///< index into ReadRequest::children, where it is known whose item it is
};

/// A student of the tutor who writes, with one of this week's short session numbers; repeated for several sessions.
struct RosterEntry {
    std::string student;
    std::optional<int> session;
};

struct ReadRequest {
    std::string_view text;  ///< the raw text; any bytes
    Writer writer = Writer::unknown;
    std::vector<std::string> languages;  ///< tags, the household's first; empty: every pack
    std::string country;                 ///< ISO 3166 alpha-2: decides between decimal and thousands separators
    std::vector<PendingItem> pending;    ///< oldest first
    std::vector<std::string> children;   ///< first names of the children on this phone
    std::vector<RosterEntry> roster;     ///< of the tutor who writes
    bool yes_no_pending = false;         ///< a yes/no question waits for this number
    bool hour_pending = false;           ///< we asked for a day and hour, or offered one: a day or an hour is about the call
    bool hour_last = false;              ///< and asked nothing since: so is a number alone
    bool call_near = false;              ///< a call within the day is what this phone heard of last: 'cannot' is about it
    bool call_today = false;             ///< that call is today's
    SenderKind sender = SenderKind::normal;
};

/// One answer of the text and the item it belongs to.
struct Grade {
    std::optional<std::size_t> item;   ///< index into ReadRequest::pending; nothing: it belongs to no pending item
    std::optional<std::size_t> child;  ///< index into ReadRequest::children, when named or known by the item
    Answer given;
    Verdict verdict = Verdict::none;
};

/// What a tutor said of a session. `wrong_number` and `dropped` are mapped to outcomes by the session's rules.
enum class ReportedOutcome { completed, short_call, adult_contact, no_contact, excused, withdrawn, wrong_number, dropped };
std::string_view to_word(ReportedOutcome outcome);

/// One session of a tutor's report; only the fields that the text names are set.
struct SessionLog {
    std::optional<int> session;  ///< the short number; or
    std::string student;         ///< the name in the roster's spelling; neither: the text leaves open which session it means
    std::optional<ReportedOutcome> outcome;
    std::optional<int> minutes;
    std::optional<int> level;
    std::optional<bool> checkpoint;
    bool corrects = false;    ///< names no session and begins with a word of correction: 'perdon, eran 20 minutos'
    bool doubtful = false;    ///< ask back before it counts
    const char* ask_because = "";  ///< why, id of a Reason
};

/// What an opt-out covers. Without 'calls' or 'everything' it stops the texts, and calls become a coordinator's task.
enum class OptOutScope { texts, calls, everything, one_child };

/// The days on which somebody says that they cannot, as named; which dates they are, the one who knows today's decides.
struct DaysDenied {
    enum class Part { whole, morning, afternoon, evening };
    bool today = false;
    bool tomorrow = false;
    bool day_after = false;       ///< the day after tomorrow
    std::uint8_t weekdays = 0;    ///< a bit each, Monday first
    Part part = Part::whole;      ///< only then; with no day named: of any day ('de mañana no hay nadie')
    bool unsure = false;          ///< the next of that name, or the one a week later: 'el lunes que viene'

    bool later_day() const { return tomorrow || day_after || weekdays != 0; }
    bool operator==(const DaysDenied&) const = default;
};

/// One part of why a text was read so: an id under "understand." in config/languages/{es,en}/operator.yaml, and what
/// fills {detail} there (a place in the packs, a count). Holds no name and no quote.
struct Reason {
    const char* id = "";
    std::string detail = {};

    bool operator==(const Reason& other) const { return std::string_view{id} == other.id && detail == other.detail; }
};

/// What a question is about, where a programme can answer it truly by itself: the labels under `topics:` in phrases.yaml.
enum class QuestionTopic { cost, recording };
std::optional<QuestionTopic> topic_of_word(std::string_view word);

struct Reading {
    Class cls = Class::empty;
    std::string value;  ///< canonical text of inbound-classes.md; empty is none
    Verdict verdict = Verdict::none;  ///< of the whole text
    std::vector<Grade> grades;        ///< answers in the order of the text; verdict none where not graded
    std::vector<SessionLog> logs;
    OptOutScope opt_out_scope = OptOutScope::texts;     ///< only for Class::opt_out, or where it stops as well
    bool stops = false;  ///< beside an alarm ('BAJA me pegan'), or a refusal that answers no question of ours ('no autorizo' out of the blue):
                         ///< wants no more texts too, as an opt-out of this scope and child
    std::optional<std::size_t> child;  ///< the child an opt-out or an excuse names, index into children
    bool confirm = false;              ///< read with a guess (O for 0, l for 1): graded as if confirmed, ask
    std::string hour;                  ///< beside a right answer, where an hour is asked for: the same number as a reschedule's value;
                                       ///< of a tutor who cannot: the day it is about, likewise
    bool cannot = false;               ///< says that they cannot, and nothing of a sum
    DaysDenied days_denied;            ///< only of excuses, wishes for another time and tutors who cannot
    bool later = false;                ///< the sum comes later, or not today: nothing about a call
    bool all = false;                  ///< said of the whole household, not of one child
    bool loss = false;                 ///< Class::safeguarding for the death of a child, the named one where `child` says who
    bool words_to_watch = false;       ///< a hint of distress or abuse: have a person look, whatever the class
    std::string watch_place;             ///< the line of the packs that hints so; empty: only alike what tells of it
    std::optional<QuestionTopic> topic;  ///< only for Class::question
    std::vector<Reason> reasons;       ///< why, at least one; in words a coordinator understands
};

/// Pure; never throws for any bytes; time linear in the text, of which it reads the first text_bytes_max.
Reading read(const ReadRequest& request, const LanguagePacks& packs);
constexpr std::size_t text_bytes_max = 6400;

}  // namespace tutorline::domain
