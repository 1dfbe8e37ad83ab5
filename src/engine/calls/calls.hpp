// What the rest of the engine asks of the part that keeps sessions: dials, what tutors report, moves, endings. All
// inside the event's transaction. Every function leaves a closed session alone and says so.
#pragma once
#include <string_view>
#include <vector>

#include "domain/command/reading.hpp"
#include "domain/event.hpp"
#include "domain/session/session.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::calls {

// ---- for coordinators ----

/// Students get a tutor, another one or another hour for the rest of the round, all at once; lessons to come move to the
/// new tutor and hour (one whose new hour has passed to a free half hour before it closes), those on the line or waiting
/// for their log stay with who gave them. Who joins has the lessons whose hour lies ahead. Without a tutor the lessons to
/// come are the programme's misses until a place is found again. Families and both tutors hear of it once: places that
/// are as they should be change nothing.
bool change_places(Scope& scope, const domain::ChangePlaces& change);

// ---- for the texts ----

/// A tutor's report. Stored as it came; with `counts` it decides the session: outcome, minutes, checkpoint, level (the
/// child moves along the ladder). A second report that counts corrects the first one (a new version of the outcome).
/// False when the session ended for a reason no log can change (cancelled, withdrawn), or when a child was on the line for
/// minutes that nobody says or measured.
bool apply_log(Scope& scope, domain::SessionId session, const domain::SessionLog& log, domain::InboxId inbox, bool counts);
/// Ends it as excused / cancelled_programme; false when it was closed before or is on the line right now.
bool excuse(Scope& scope, domain::SessionId session, std::string_view reason);
bool cancel(Scope& scope, domain::SessionId session, std::string_view reason);
/// Should the call still fail, it ends as excused and not as a miss.
bool excuse_if_missed(Scope& scope, domain::SessionId session, std::string_view reason);
/// The family wants another hour: gives up its half hour and is not dialled until it is moved. When the hour it had comes, a
/// task is opened; when the time for dials is over, it ends as excused. False when it is closed, on the line or waits already.
bool hold(Scope& scope, domain::SessionId session);
constexpr std::string_view wants_other_hour = "reschedule";  ///< Session::excuse_if_missed of one that is held
/// The time of a session that waits for its hour came: a person is told. Where nobody has it in hand already, it goes to the
/// hour they asked for, if that was offered, else back to the hour it was promised at, else, where that is too near, to the
/// offer that said so or a free hour a day on; family and tutor hear of it, and can say OTRO again. One in hand goes back to
/// its hour a day before it, if nobody settled another; where that is too near and the task's day is over, to a free hour of
/// another day.
void still_no_hour(Scope& scope, domain::Session& session);
/// To another half hour the tutor has free; false when it is taken or the session is closed or on the line.
bool move(Scope& scope, domain::SessionId session, base::Instant to, std::string_view reason);
/// The family asked for another call after one that failed: opens the session again (closed as no_contact or
/// adult_contact) for one dial at that time. False when the programme's rules leave no room for it: the planned attempts and
/// one callback are all a session gets.
bool call_again(Scope& scope, domain::SessionId session, base::Instant to);
/// All sessions still to come end as withdrawn, the enrollment too; queued texts about the student are suppressed.
void withdraw(Scope& scope, domain::StudentId student, std::string_view reason);
/// No calls and texts until then: sessions of that time end as excused.
void pause(Scope& scope, domain::StudentId student, base::Instant until, std::string_view reason);
constexpr std::string_view family_away = "family_away";  ///< reason of the sessions that such a pause excused
/// They are back before the pause is over: the lessons whose hour lies ahead are called again then, or at another hour of
/// their week a day on; one that finds none stays excused.
void end_pause(Scope& scope, domain::StudentId student);
/// A death in the family: no calls and texts until let_go_on; lessons of the next week end as excused at once, later ones when
/// their hour comes.
void rest(Scope& scope, domain::StudentId student);
bool rests(const ports::EnrollmentRow& enrollment, base::Instant now);
/// The children of this number who rest, without `lost`, are called and texted again.
void let_go_on(Scope& scope, domain::PhoneId phone, domain::StudentId lost);
/// Calls to this number stopped: students without another usable number end as withdrawn, and their tutors hear it.
void calls_stopped(Scope& scope, domain::PhoneId phone);
/// Texts stopped but calls not: the next call of each child on it opens with the question whether calls may go on.
void ask_at_next_call(Scope& scope, domain::PhoneId phone);
/// Texts are welcome again: no call asks any more.
void ask_no_more(Scope& scope, domain::PhoneId phone);
/// 'Wrong number', said by a person: blocks it for all students on it; sessions end or go to the next number.
void block_number(Scope& scope, domain::PhoneId phone, std::string_view why);
/// The absence is stored; sessions of that time that nobody moved end as cancelled_programme.
void tutor_away(Scope& scope, domain::TutorId tutor, base::Instant from, base::Instant to, std::string_view reason);
/// What the tutor teaches and asks in a lesson to come: fixed when the tutor is told, at the latest when the first dial
/// starts, so that schedule, log and plan agree. Saves the session when it was open until now.
void settle_lesson(Scope& scope, domain::Session& session);
/// The student has a number that may be dialled, and does not rest.
bool can_be_called(Scope& scope, domain::StudentId student);
constexpr std::size_t all_times = 1000;  ///< more half hours than three weeks have
/// The first half hours in [from, to) inside family's, tutor's and programme's hours that the tutor has free, ascending.
std::vector<base::Instant> free_times(Scope& scope, domain::StudentId student, base::Instant from, base::Instant to,
                                      std::size_t limit = 32);

}  // namespace tutorline::engine::calls
