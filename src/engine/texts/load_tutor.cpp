#include <algorithm>

#include "engine/calls/calls.hpp"
#include "engine/texts/load.hpp"
#include "engine/texts/send.hpp"

namespace tutorline::engine::texts {
namespace {

constexpr std::chrono::days week{7};
constexpr std::chrono::days reported_late{7 * 7};  ///< a break of some weeks, and the report that was forgotten before it
constexpr std::chrono::hours sent_again{48};  ///< a repeat or a correction of a report comes within this
constexpr base::Minutes spoke{10};
constexpr base::Minutes replan_ahead{7 * 24 * 60};

std::chrono::sys_days monday_of(std::chrono::sys_days day) {
    return day - std::chrono::days{base::CivilTime{day, base::Seconds{0}}.weekday()};
}

int level_shown(domain::Level level) {
    const int code = domain::code(level);
    return code >= 1 && code <= 5 ? code : 0;
}

/// What the gateway saw, where it dialled at all.
void load_gateway(const Scope& scope, domain::TutorSession& view, const domain::Session& session) {
    view.minutes_known = session.talk > base::Seconds{0} || session.kind == domain::SessionKind::onboarding;
    view.gateway_dials = scope.program().call_mode == domain::CallMode::bridged;
    if (!view.gateway_dials) return;
    view.gateway_saw_child_leg = session.talk >= spoke;
    view.gateway_saw_no_answer = session.attempts > 0 && session.talk == base::Seconds{0} &&
                                 session.phase == domain::Phase::closed && session.outcome == domain::Outcome::no_contact;
}

base::Instant starts_at(const domain::Session& session) { return session.booked_at.value_or(session.planned_at); }

/// It ended without a lesson and without anything to report.
bool is_over(const domain::Session& session) {
    return session.outcome == domain::Outcome::cancelled_programme || session.outcome == domain::Outcome::excused ||
           session.outcome == domain::Outcome::withdrawn;
}

/// A session that is tried again, or whose last dial nobody logged, has only logs of earlier dials: they do not stand for it.
bool is_logged(const domain::Session& session) {
    return session.phase == domain::Phase::closed && session.outcome != domain::Outcome::not_logged;
}

void load_logs(Scope& scope, domain::TutorSession& view, const domain::Session& session) {
    for (const ports::LogRow& row : scope.store.logs_of(view.session)) {
        if (row.counts && is_logged(session)) {
            view.log = log_of(row);
            view.reported_at = session.logged_at.value_or(base::Instant{});
        }
        if (row.doubtful) view.doubtful = log_of(row);
    }
}

void load_student(Scope& scope, domain::TutorSession& view, const domain::Session& session) {
    const auto student = scope.store.student(session.student);
    if (!student) return;
    view.first_name = student->student.first_name;
    view.level = level_shown(session.level_taught != domain::Level::not_assessed ? session.level_taught : student->placement.next);
    view.family_languages = text_languages(*student);
    view.family_zone = scope.calendars.zone(student->student.zone).name();
    if (const auto phone = text_phone(scope, *student)) view.family_phone = phone->number;
}

domain::TutorSession view_of(Scope& scope, const domain::Session& session, std::chrono::sys_days this_monday, const base::Zone& zone) {
    domain::TutorSession view;
    view.session = session.id;
    view.student = session.student;
    view.number = session.tutor_number;
    view.starts = starts_at(session);
    view.dialled = session.attempts > 0;
    view.this_week = zone.to_civil(view.starts).day >= this_monday;
    load_logs(scope, view, session);
    const bool waits_for_hour = session.phase == domain::Phase::planned && !session.booked_at;
    view.callable = !waits_for_hour && calls::can_be_called(scope, session.student);
    view.closed = is_over(session);
    load_gateway(scope, view, session);
    return view;
}

/// What was reported just now may be sent again.
bool just_reported(const domain::Session& session, base::Instant now) { return session.logged_at && now - *session.logged_at <= sent_again; }

/// Of the weeks before this one, sessions that may wait for a report, whatever was logged: last week's; older ones only
/// while they say so: after a break their report must not be taken for the next lesson's, which has the same number.
bool may_wait_for_report(const domain::Session& session, base::Instant last_monday) {
    const bool waits = session.phase == domain::Phase::awaiting_log || session.outcome == domain::Outcome::not_logged;
    return !is_over(session) && (starts_at(session) >= last_monday || waits);
}

domain::TutorView view_of(const Scope& scope, const ports::TutorRow& tutor) {
    domain::TutorView view;
    view.tutor = tutor.id;
    view.name = tutor.tutor.name;
    view.phone = tutor.tutor.phone;
    view.languages = tutor.tutor.languages;
    view.zone = scope.calendars.zone(tutor.tutor.zone).name();
    return view;
}

}  // namespace

domain::SessionLog log_of(const ports::LogRow& row) {
    using domain::ReportedOutcome;
    domain::SessionLog log;
    for (const ReportedOutcome outcome : {ReportedOutcome::completed, ReportedOutcome::short_call, ReportedOutcome::adult_contact,
                                          ReportedOutcome::no_contact, ReportedOutcome::excused, ReportedOutcome::withdrawn,
                                          ReportedOutcome::wrong_number, ReportedOutcome::dropped}) {
        if (domain::to_word(outcome) == row.outcome) log.outcome = outcome;
    }
    log.minutes = row.minutes;
    log.level = row.level;
    log.checkpoint = row.checkpoint;
    log.doubtful = row.doubtful;
    return log;
}

domain::TutorView load_tutor_calls(Scope& scope, const ports::TutorRow& tutor, base::Instant from, base::Instant to) {
    domain::TutorView view = view_of(scope, tutor);
    const auto booked = scope.store.booked(tutor.id, from, to);
    view.sessions.reserve(booked.size());
    for (const domain::Session& session : booked) {
        if (!calls::can_be_called(scope, session.student)) continue;
        domain::TutorSession call;
        call.session = session.id;
        call.student = session.student;
        call.number = session.tutor_number;
        call.starts = *session.booked_at;
        if (const auto student = scope.store.student(session.student)) {
            call.first_name = student->student.first_name;
            call.level = level_shown(session.level_taught != domain::Level::not_assessed ? session.level_taught : student->placement.next);
        }
        view.sessions.push_back(std::move(call));
    }
    return view;
}

domain::TutorView load_tutor(Scope& scope, const ports::TutorRow& tutor) {
    domain::TutorView view = view_of(scope, tutor);
    const base::Zone zone = scope.calendars.zone(tutor.tutor.zone);
    const auto phone = scope.store.phone(tutor.phone);
    view.texts_stopped = phone && phone->texts_stopped_at.has_value();
    if (phone) view.auto_replies_hour = auto_replies_in_hour(scope, *phone);
    const auto this_monday = monday_of(zone.to_civil(scope.now).day);
    const base::Instant from = zone.to_instant({this_monday - reported_late, base::Seconds{0}});
    const base::Instant last_monday = zone.to_instant({this_monday - week, base::Seconds{0}});
    const base::Instant to = zone.to_instant({this_monday + week, base::Seconds{0}});
    const base::Instant monday = zone.to_instant({this_monday, base::Seconds{0}});
    // Most of a round's sessions are over and reported: they are passed over before anything else of theirs is looked at.
    const auto matters = [&](const domain::Session& session) {
        return starts_at(session) >= monday || just_reported(session, scope.now) || may_wait_for_report(session, last_monday);
    };
    const auto planned = scope.store.planned(tutor.id, from, to, matters);
    view.sessions.reserve(planned.size());
    for (const domain::Session& session : planned) {
        domain::TutorSession each = view_of(scope, session, this_monday, zone);
        if (!each.this_week && each.log && !just_reported(session, scope.now)) continue;
        load_student(scope, each, session);
        view.sessions.push_back(std::move(each));
    }
    std::stable_sort(view.sessions.begin(), view.sessions.end(),
                     [](const domain::TutorSession& a, const domain::TutorSession& b) { return a.starts < b.starts; });
    for (const ports::ChildQuestionRow& question : scope.store.open_questions(tutor.id)) view.open_questions.push_back(question.inbox);
    if (const auto row = scope.store.question(tutor.phone); row && row->kind == "confirm_log") {
        view.question = domain::PendingQuestion{};
        view.question->kind = domain::PendingQuestion::Kind::confirm_log;
        view.question->session = row->session;
        view.question->asked_at = row->asked_at;
        view.question->value = row->value;
    }
    return view;
}

namespace {

/// Of the week after this one, what a tutor may speak of today: 'mañana no puedo' on a Sunday.
void load_next_week(Scope& scope, domain::TutorView& view, const base::Zone& zone, std::chrono::sys_days today) {
    const auto this_monday = monday_of(today);
    const base::Instant from = zone.to_instant({this_monday + week, base::Seconds{0}});
    const base::Instant to = zone.to_instant({today + week + std::chrono::days{1}, base::Seconds{0}});
    if (from >= to) return;
    for (const domain::Session& session : scope.store.planned(view.tutor, from, to, [](const domain::Session&) { return true; })) {
        if (std::any_of(view.sessions.begin(), view.sessions.end(), [&](const domain::TutorSession& known) { return known.session == session.id; })) continue;
        domain::TutorSession each = view_of(scope, session, this_monday, zone);
        load_student(scope, each, session);
        view.sessions.push_back(std::move(each));
    }
}

}  // namespace

void load_free_times(Scope& scope, domain::TutorView& view) {
    const auto zone = scope.calendars.zone(view.zone);
    const auto today = zone.to_civil(scope.now).day;
    load_next_week(scope, view, zone, today);
    const base::Instant tomorrow = zone.to_instant({today + std::chrono::days{1}, base::Seconds{0}});
    for (domain::TutorSession& session : view.sessions) {
        if (session.closed || session.log || session.starts < scope.now) continue;
        session.free_times = calls::free_times(scope, session.student, tomorrow, session.starts + replan_ahead, calls::all_times);
        drop_days_taken(scope, session.student, session.session, zone, session.free_times);
    }
}

}  // namespace tutorline::engine::texts
