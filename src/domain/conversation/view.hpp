// What a decision about an inbound text looks at: plain values, filled by the engine from the store. A view holds only
// what is known at the receive time; nothing in it changes while a decision is made.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "base/phone_number.hpp"
#include "domain/command/reading.hpp"
#include "domain/ids.hpp"
#include "domain/roster/phone.hpp"
#include "domain/roster/roster.hpp"

namespace tutorline::domain {

/// Life of an item that was sent. Closed items are never graded again.
enum class ItemState {
    waiting,  ///< no answer yet
    hinted,   ///< one hint given, the retry is open
    right,    ///< closed: answered right
    shown,    ///< closed: the worked answer was shown
    expired,  ///< closed: too old, or the child's level moved on
};

/// An item of a student that was sent and waits, oldest first in FamilyView::items.
struct OpenItem {
    ItemSentId id;
    StudentId student;
    std::string item;      ///< id in the bank
    std::string text;      ///< its sum, in the words that were sent
    std::string expected;  ///< answer key
    base::Instant sent_at{};
    ItemState state = ItemState::waiting;
    int texts_used = 1;        ///< texts sent about it: item, hint, asking again, worked answer
    bool asked_again = false;  ///< 'which one?' was asked; it is asked once
};

/// A planned call of a student or tutor.
struct PlannedCall {
    SessionId session;
    int number = 0;  ///< short number in the tutor's week
    base::Instant starts{};
    bool may_wait = true;  ///< not on the line, and holds its half hour: can be kept from being dialled
    base::Instant week_from{};  ///< midnight of the Monday of its programme week; before it another week's lesson has its days
};

/// A child that is reached on this phone.
struct ChildOnPhone {
    StudentId student;
    std::string first_name;
    std::vector<std::string> text_languages;  ///< in order; texts go out in the first that has them
    bool active = true;          ///< enrolled and not withdrawn
    bool texts_stopped = false;  ///< this child's texts alone were stopped
    std::optional<base::Instant> paused_until;
    bool rests = false;  ///< a child of the phone died: nothing automatic until a person has looked
    bool was_taught = false;  ///< the child was on the line in a lesson of this round
    std::optional<TutorId> tutor;
    std::string tutor_name;
    base::PhoneNumber tutor_phone;  ///< empty: nobody to text, or the tutor stopped texts
    std::vector<std::string> tutor_languages;
    std::string tutor_zone;
    base::PhoneNumber tutor_number;          ///< the tutor's number whatever the state: alerts never go there
    std::optional<PlannedCall> next_call;    ///< the next planned call, also while it is being tried
    std::vector<PlannedCall> calls_ahead;    ///< all planned calls of the coming eight days, ascending, next_call among them
    std::optional<PlannedCall> missed_call;  ///< ended as no_contact or adult_contact in the last two days
    std::vector<base::Instant> free_times;   ///< half hours inside both people's hours that the tutor has free, ascending;
                                             ///< only filled when the text asks for another time
};

/// What we asked this phone and still wait for. One at a time; the newest replaces the older.
struct PendingQuestion {
    enum class Kind { offer_time, withdraw_reason, which_child, confirm_answer, confirm_log, confirm_wrong_number, who_cannot, confirm_withdraw };
    Kind kind = Kind::offer_time;
    StudentId student;                      ///< none: about all children of the phone
    SessionId session;                      ///< offer_time: the call to move; confirm_log: the doubtful one
    std::optional<base::Instant> offered;   ///< offer_time: where to; none: the family says which hour
    ItemSentId item;                        ///< confirm_answer: whose answer was read with a guess
    std::string value;                      ///< confirm_answer: as it was read
    base::Instant asked_at{};
};

/// What a text says of a day on which they cannot, see turn_to_named_day().
enum class DayNamed {
    none,     ///< no day, or today: about the next call
    call,     ///< the children's next_call is that day's call
    no_call,  ///< nobody is called that day
    today_too,  ///< today, with a call, and days to come
    unsure,   ///< which day it is cannot be told
};

/// A phone that no tutor and no member of staff writes from. An unknown number is a view without children.
struct FamilyView {
    base::PhoneNumber phone;
    std::string text;  ///< what came in
    SenderKind sender = SenderKind::normal;
    Writer writer = Writer::unknown;
    PhoneStatus status = PhoneStatus::verified;
    bool texts_stopped = false;
    bool calls_stopped = false;
    std::vector<ChildOnPhone> children;
    std::vector<OpenItem> items;  ///< of all children, oldest first
    std::optional<PendingQuestion> question;
    int auto_replies_hour = 0;  ///< automatic replies to this number in the last hour
    int auto_replies_day = 0;   ///< in the last 24 hours
    int asks_hour = 0;          ///< texts of this hour that asked for something (may_wait), without the one at hand
    bool worrying_history = false;  ///< a safeguarding case, or words to watch, in the last 30 days
    std::string zone;               ///< IANA name of the family's clock
    DayNamed day_named = DayNamed::none;
    bool known() const { return !children.empty(); }
};

/// A session of the tutor who writes, under the short number of its week.
struct TutorSession {
    SessionId session;
    StudentId student;
    std::string first_name;
    int number = 0;      ///< unique for the tutor in its week
    bool this_week = true;  ///< false: of an earlier week, still open for a late log or reported a moment ago
    base::Instant starts{};  ///< of the half hour it holds now, or was planned for
    bool dialled = false;    ///< was tried before: a report may be about that dial, wherever the next one is
    int level = 0;           ///< of the operation taught, 1..5, as the schedule shows it; 0: none
    bool callable = true;    ///< a number is left that may be dialled, and it holds a half hour; else no schedule names the call
    bool closed = false;     ///< has an outcome that no log gave: cancelled, excused, withdrawn
    std::optional<SessionLog> log;       ///< the last log that counts
    base::Instant reported_at{};         ///< when that log came; 0: none, or not known
    std::optional<SessionLog> doubtful;  ///< the last one that we asked back about
    bool gateway_saw_child_leg = false;  ///< the gateway connected the family's leg for ten minutes or more
    bool gateway_dials = true;           ///< false: tutors dial when it suits both, also before the hour
    bool minutes_known = true;           ///< measured by the gateway, or not needed: a report without them is whole
    bool gateway_saw_no_answer = false;  ///< the gateway dialled and the family's leg never answered
    base::PhoneNumber family_phone;  ///< may be texted (not stopped, not wrong, consent for texts); else empty
    std::vector<std::string> family_languages;
    std::string family_zone;
    std::vector<base::Instant> free_times;  ///< like ChildOnPhone::free_times; only when the tutor cancels a day
};

struct TutorView {
    TutorId tutor;
    std::string name;
    std::string text;  ///< what came in
    base::PhoneNumber phone;
    std::vector<std::string> languages;
    std::string zone;
    bool texts_stopped = false;
    std::vector<TutorSession> sessions;  ///< this week's and last week's unlogged, by start
    std::vector<InboxId> open_questions;  ///< texts of children's questions that wait for this tutor, oldest first
    int auto_replies_hour = 0;
    std::optional<PendingQuestion> question;
};

}  // namespace tutorline::domain
