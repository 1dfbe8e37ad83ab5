// What families and tutors hear when a call moved, failed or ended by itself, and when a family rings us.
#include <algorithm>
#include <iterator>

#include "domain/conversation/reply.hpp"
#include "domain/messaging/segments.hpp"
#include "engine/calls/calls.hpp"
#include "engine/texts/load.hpp"
#include "engine/texts/send.hpp"
#include "engine/texts/texts.hpp"
#include "engine/texts/week.hpp"

namespace tutorline::engine::texts {
namespace {

using domain::NewText;
using domain::Session;

constexpr base::Minutes callback_within{24 * 60};
constexpr base::Minutes news_kept{3 * 24 * 60};  ///< over a Sunday and a holiday

constexpr std::size_t gone_in_one_text = 12;  ///< two segments

std::string once_key(std::string_view what, const Session& session, base::Instant at) {
    return std::string(what) + ":" + std::to_string(session.id.value) + ":" + base::format_instant(at);
}

NewText to_tutor(Scope& scope, const ports::TutorRow& tutor, const Session& session, const std::string& child, std::string key) {
    NewText text;
    text.to = tutor.tutor.phone;
    text.kind = domain::TextKind::schedule;
    text.words.key = std::move(key);
    text.words.arguments = {{"session", std::to_string(session.tutor_number)}, {"child", child}};
    text.words.zone = scope.calendars.zone(tutor.tutor.zone).name();
    text.languages = tutor.tutor.languages;
    text.priority = domain::Priority::call_soon;
    text.tutor = tutor.id;
    text.session = session.id;
    return text;
}

NewText to_family(Scope& scope, const ports::StudentRow& student, const base::PhoneNumber& phone, const Session& session,
                  const std::string& tutor, domain::TextKind kind, std::string key) {
    NewText text;
    text.to = phone;
    text.kind = kind;
    text.words.key = std::move(key);
    text.words.arguments = {{"child", domain::short_name(student.student.first_name)}, {"tutor", tutor}};
    text.words.zone = scope.calendars.zone(student.student.zone).name();
    text.languages = text_languages(student);
    text.priority = domain::Priority::schedule;
    text.student = student.id;
    text.session = session.id;
    return text;
}

/// Whether this evening's schedule (or tomorrow's) will name the call anyway.
bool schedule_will_name(const Scope& scope, const ports::TutorRow& tutor, base::Instant at) {
    const base::Zone zone = scope.calendars.zone(tutor.tutor.zone);
    const auto day = zone.to_civil(at).day;
    const base::Instant told = zone.to_instant({day - std::chrono::days{1}, base::Minutes{schedule_minute}});
    return told > scope.now;
}

/// `for_good`: the hour of all lessons to come, which no schedule tells.
void tell_tutor_of_time(Scope& scope, const Session& session, const std::string& child, bool for_good = false) {
    const auto tutor = scope.store.tutor(session.tutor);
    if (!tutor || !session.booked_at) return;
    const bool told_anyway = schedule_will_name(scope, *tutor, *session.booked_at);
    if (told_anyway && !for_good) return;
    NewText text = to_tutor(scope, *tutor, session, child, "tutors.call_changed");
    text.words.when = session.booked_at;
    text.not_after = *session.booked_at;
    text.once = once_key("tutor_time", session, *session.booked_at);
    send(scope, text, {});
    if (told_anyway) return;
    if (session.checkpoint_item.empty()) tell_checkpoints(scope, *tutor, {session}, {});
    if (session.opens_with_question) tell_to_ask_first(scope, *tutor, session);
}

/// The same of calls that follow each other, in one text.
void tell_tutor_of_hour(Scope& scope, const std::vector<Session>& sessions, const std::vector<std::string>& names) {
    const Session& first = sessions.front();
    const auto tutor = scope.store.tutor(first.tutor);
    if (!tutor || !first.booked_at || schedule_will_name(scope, *tutor, *first.booked_at)) return;
    NewText text = to_tutor(scope, *tutor, first, {}, "tutors.call_changed");
    std::string numbers;
    for (const Session& session : sessions) numbers += (numbers.empty() ? "" : ", #") + std::to_string(session.tutor_number);
    text.words.arguments = {{"session", numbers}};
    domain::put_names(text.words, "child", names);
    text.words.when = first.booked_at;
    text.not_after = *first.booked_at;
    text.once = once_key("tutor_time", first, *first.booked_at);
    send(scope, text, {});
    std::vector<Session> untold;
    std::copy_if(sessions.begin(), sessions.end(), std::back_inserter(untold), [](const Session& session) { return session.checkpoint_item.empty(); });
    if (!untold.empty()) tell_checkpoints(scope, *tutor, untold, {});
    for (const Session& session : sessions)
        if (session.opens_with_question) tell_to_ask_first(scope, *tutor, session);
}

void tell_ask_first(Scope& scope, const Session& session) {
    const auto tutor = scope.store.tutor(session.tutor);
    if (tutor && session.booked_at && !schedule_will_name(scope, *tutor, *session.booked_at)) tell_to_ask_first(scope, *tutor, session);
}

void tell_unreachable(Scope& scope, const Session& session, const std::string& child) {
    const auto tutor = scope.store.tutor(session.tutor);
    if (!tutor || !session.booked_at || schedule_will_name(scope, *tutor, *session.booked_at)) return;
    NewText text = to_tutor(scope, *tutor, session, child, "tutors.no_number");
    text.not_after = *session.booked_at;
    text.once = once_key("no_number", session, *session.booked_at);
    send(scope, text, {});
}

void tell_family_of_time(Scope& scope, const ports::StudentRow& student, const Session& session) {
    const auto phone = text_phone(scope, student);
    const auto tutor = scope.store.tutor(session.tutor);
    if (!phone || !tutor || !session.booked_at) return;
    NewText text = to_family(scope, student, phone->number, session, domain::short_name(tutor->tutor.name), domain::TextKind::notice,
                             "families.call_changed");
    text.words.when = session.booked_at;
    text.not_after = *session.booked_at;
    text.once = once_key("moved", session, *session.booked_at);
    send(scope, text, {});
}

void tell_family_of_loss(Scope& scope, const ports::StudentRow& student, domain::TutorId gone) {
    const auto phone = text_phone(scope, student);
    const auto tutor = scope.store.tutor(gone);
    if (!phone || !tutor) return;
    NewText text = to_family(scope, student, phone->number, {}, domain::short_name(tutor->tutor.name), domain::TextKind::notice, "families.tutor_left");
    text.not_after = scope.now + news_kept;
    send(scope, text, {});
}

/// Six in the evening, two working days before the hour the family knows; none when that is over, so that now is the time.
std::optional<base::Instant> time_to_tell(const Scope& scope, const domain::Student& student, base::Instant known_hour) {
    constexpr int days_before = 2;
    constexpr int days_before_max = 14;
    const base::Zone zone = scope.calendars.zone(student.zone);
    const auto& calendar = scope.calendars.department(student.department);
    const auto day = zone.to_civil(known_hour).day;
    for (int n = days_before; n <= days_before_max; ++n) {
        if (!calendar.works_on(day - std::chrono::days{n})) continue;
        const base::Instant at = zone.to_instant({day - std::chrono::days{n}, base::Minutes{schedule_minute}});
        return at > scope.now ? std::optional(at) : std::nullopt;
    }
    return std::nullopt;
}

/// False when no text reaches the family: no consent for texts, a stop, no number that can receive any.
bool tell_family_of_place(Scope& scope, const ports::StudentRow& student, const ports::TutorRow& tutor, const Session& next, bool another) {
    const auto phone = text_phone(scope, student);
    if (!phone) return false;
    NewText text = to_family(scope, student, phone->number, next, domain::short_name(tutor.tutor.name), domain::TextKind::notice,
                             another ? "families.handover" : "families.call_changed");
    text.words.when = next.booked_at;
    text.not_after = *next.booked_at;
    return send(scope, text, {}).sent == Sent::queued;
}

/// A stranger's voice at another hour is refused or missed: a person tells the family that no text reaches.
void ask_to_tell_family(Scope& scope, const Session& next) {
    ports::TaskRow task{.kind = "tell_family", .urgency = 1, .student = next.student, .tutor = next.tutor, .session = next.id,
                        .created_at = scope.now, .due_at = std::min(*next.booked_at, scope.now + std::chrono::days{1})};
    if (!scope.store.open_task_like(task)) scope.store.open_task(task);
}

/// A lesson took place: what the child wanted to know was asked in it.
void close_questions(Scope& scope, const Session& session) {
    if (session.outcome != domain::Outcome::completed && session.outcome != domain::Outcome::short_session) return;
    for (const ports::ChildQuestionRow& question : scope.store.open_questions(session.tutor)) {
        if (question.student == session.student) scope.store.close_child_question(question.inbox, scope.now);
    }
}

}  // namespace

void session_changed(Scope& scope, const SessionChange& change) {
    using What = SessionChange::What;
    if (change.what == What::closed) return close_questions(scope, change.after);
    const bool told = scope.news_told && change.what != What::asks_first && change.what != What::unreachable;
    if (change.what == What::called || told) return;
    const auto student = scope.store.student(change.after.student);
    if (!student) return;
    if (change.what == What::asks_first) return tell_ask_first(scope, change.after);
    if (change.what == What::unreachable) return tell_unreachable(scope, change.after, domain::short_name(student->student.first_name));
    tell_tutor_of_time(scope, change.after, domain::short_name(student->student.first_name));
    if (change.what == SessionChange::What::moved) tell_family_of_time(scope, *student, change.after);
}

void paused_session_moved(Scope& scope, const Session& before, const Session& after) {
    const auto student = scope.store.student(after.student);
    if (!student || !before.booked_at) return;
    if (const auto later = time_to_tell(scope, student->student, *before.booked_at))
        scope.store.add_timer({*later, ports::TimerKind::moved_news, after.id.value});  // the tutor's schedule names it anyway
    else
        session_changed(scope, {SessionChange::What::moved, before, after});
}

void tell_of_move(Scope& scope, domain::SessionId id) {
    const auto session = scope.store.session(id);
    if (!session || session->phase != domain::Phase::planned || session->attempts > 0 || session->booked_at == session->planned_at) return;
    if (const auto student = scope.store.student(session->student)) tell_family_of_time(scope, *student, *session);
}

void hour_set(Scope& scope, const std::vector<Session>& sessions, bool as_promised) {
    std::vector<std::string> names;
    for (const Session& session : sessions)
        if (const auto student = scope.store.student(session.student)) names.push_back(domain::short_name(student->student.first_name));
    tell_tutor_of_hour(scope, sessions, names);
    const auto first = scope.store.student(sessions.front().student);
    const auto tutor = scope.store.tutor(sessions.front().tutor);
    const auto phone = first ? text_phone(scope, *first) : std::nullopt;
    if (!phone || !tutor) return;
    NewText text = to_family(scope, *first, phone->number, sessions.front(), domain::short_name(tutor->tutor.name), domain::TextKind::notice,
                             as_promised ? "families.call_kept" : "families.call_changed");
    std::erase_if(text.words.arguments, [](const auto& argument) { return argument.first == "child"; });
    domain::put_names(text.words, "child", names);
    text.words.when = sessions.front().booked_at;
    text.not_after = *sessions.front().booked_at;
    text.once = once_key("moved", sessions.front(), *sessions.front().booked_at);
    send(scope, text, {});
}

void place_changed(Scope& scope, const ports::EnrollmentRow& enrollment, domain::TutorId old_tutor, const std::optional<Session>& next) {
    const auto student = scope.store.student(enrollment.student);
    if (!student) return;
    const std::string child = domain::short_name(student->student.first_name);
    const bool waits = enrollment.status == "waiting";
    const bool another = waits || old_tutor != enrollment.tutor;
    if (waits) return tell_family_of_loss(scope, *student, enrollment.tutor);
    if (!next) return;
    const auto tutor = scope.store.tutor(enrollment.tutor);
    const bool told = tell_family_of_place(scope, *student, *tutor, *next, another);
    if (!told) ask_to_tell_family(scope, *next);
    if (!another) return tell_tutor_of_time(scope, *next, child, true);
    NewText text = to_tutor(scope, *tutor, *next, child, told ? "tutors.student_new" : "tutors.student_new_untold");
    const int code = domain::code(student->placement.next);
    std::vector<domain::Phrase> level;
    if (code >= 1 && code <= 5) level.push_back({"words.level", {{"level", std::to_string(code)}}, {}, {}, {}});
    text.words.arguments = {{"tutor", domain::short_name(tutor->tutor.name)}, {"child", child}};
    text.words.parts.push_back({"level", std::move(level), " "});
    text.words.when = next->booked_at;
    text.not_after = *next->booked_at;
    send(scope, text, {});
    if (!schedule_will_name(scope, *tutor, *next->booked_at)) tell_checkpoints(scope, *tutor, {*next}, {});
}

void students_gone(Scope& scope, domain::TutorId id, const std::vector<domain::StudentId>& students) {
    const auto tutor = scope.store.tutor(id);
    if (!tutor) return;
    std::vector<std::string> names;
    for (const domain::StudentId each : students)
        if (const auto student = scope.store.student(each)) names.push_back(domain::short_name(student->student.first_name));
    for (std::size_t from = 0; from < names.size(); from += gone_in_one_text) {
        const std::size_t to = std::min(names.size(), from + gone_in_one_text);
        const bool one = to - from == 1;
        NewText text = to_tutor(scope, *tutor, {}, {}, one ? "tutors.student_gone" : "tutors.students_gone");
        text.words.arguments = {{"tutor", domain::short_name(tutor->tutor.name)}};
        domain::put_names(text.words, one ? "child" : "children", std::span(names).subspan(from, to - from));
        text.session = {};
        text.not_after = scope.now + news_kept;
        send(scope, text, {});
    }
}

void missed(Scope& scope, const ports::EnrollmentRow& enrollment, const Session& session) {
    const bool adult = session.outcome == domain::Outcome::adult_contact;
    const int asked_after = scope.program().early_warning.ask_family * std::max(1, scope.program().sessions_per_week);
    if (!adult && enrollment.missed_in_row != asked_after) return;  // later misses are people's work
    const auto student = scope.store.student(session.student);
    const auto phone = student ? text_phone(scope, *student) : std::nullopt;
    if (!phone) return;
    NewText text = to_family(scope, *student, phone->number, session, {}, domain::TextKind::follow_up,
                             adult ? "families.when_home" : "families.missed_call");
    text.not_after = scope.now + base::Minutes{2 * 24 * 60};
    text.once = "missed:" + std::to_string(session.id.value);
    send(scope, text, {});
}

bool missed_call(Scope& scope, const ports::InboxRow& row) {
    const auto phone = row.phone ? scope.store.phone(row.phone) : std::nullopt;
    if (!phone) return false;
    domain::FamilyView view = load_family(scope, *phone, {});
    const auto child = std::find_if(view.children.begin(), view.children.end(), [](const domain::ChildOnPhone& each) {
        return each.active && each.tutor && (each.missed_call || each.next_call);
    });
    if (child == view.children.end()) return false;
    if (!domain::may_auto_reply(view, scope.program())) return false;  // somebody rings ten times: once is heard
    load_free_times(scope, view);
    const domain::PlannedCall call = child->missed_call ? *child->missed_call : *child->next_call;
    domain::NewText reply = domain::text_to_family(view, scope.program(), domain::TextKind::auto_reply, "families.callback_noted",
                                                   {{"tutor", domain::short_name(child->tutor_name)}}, scope.now);
    const bool soon = child->missed_call && !child->free_times.empty() && child->free_times.front() - scope.now <= callback_within;
    scope.news_told = true;
    const bool planned = soon && calls::call_again(scope, call.session, child->free_times.front());
    scope.news_told = false;
    if (planned) {
        reply.words.key = "families.callback_planned";
        reply.words.when = child->free_times.front();
        reply.words.zone = view.zone;
    }
    send(scope, reply, row.id);
    if (auto text = domain::text_to_tutor_of(*child, planned ? "tutors.call_changed" : "tutors.call_requested",
                                             {{"child", domain::short_name(child->first_name)}, {"session", std::to_string(call.number)}},
                                             scope.now)) {
        text->priority = domain::Priority::call_soon;
        if (planned) text->words.when = child->free_times.front();
        text->words.zone = child->tutor_zone;
        send(scope, *text, {});
    }
    scope.store.add_fact({scope.now, "callback_asked", child->student, *child->tutor, call.session.value, planned ? "planned" : "told"});
    return true;
}

}  // namespace tutorline::engine::texts
