// The evening before: a tutor's schedule and the reminders of his families; and the chases for missing logs.
#include <algorithm>

#include "domain/conversation/tutor.hpp"
#include "domain/messaging/segments.hpp"
#include "engine/calls/calls.hpp"
#include "engine/texts/load.hpp"
#include "engine/texts/send.hpp"
#include "engine/texts/week.hpp"

namespace tutorline::engine::texts {
namespace {

constexpr base::Minutes log_due{60};   ///< after the call's start
constexpr std::size_t names_max = 4;   ///< tutors named in one text to a facilitator
constexpr int days_ahead_max = 8;

/// The days whose calls this evening speaks of: tomorrow, and as long as tomorrow's evening is one without texts also the
/// day after it. None when today is no day for texts itself: an evening before spoke of them.
std::vector<std::chrono::sys_days> days_to_tell(const Scope& scope, const domain::Tutor& tutor, std::chrono::sys_days today) {
    const domain::DepartmentCalendar& calendar = scope.calendars.department(tutor.department);
    std::vector<std::chrono::sys_days> days;
    if (!calendar.works_on(today)) return days;
    for (int n = 1; n <= days_ahead_max; ++n) {
        days.push_back(today + std::chrono::days{n});
        if (calendar.works_on(days.back())) break;
    }
    return days;
}

struct Reminder {
    base::PhoneNumber phone;
    ports::Shared<ports::StudentRow> student;
    std::vector<std::string> names;
    domain::Session session;  ///< the first of that phone that day
};

/// One reminder a phone and day: siblings are named together.
std::vector<Reminder> reminders(Scope& scope, const std::vector<domain::Session>& sessions) {
    std::vector<Reminder> list;
    for (const domain::Session& session : sessions) {
        const auto student = scope.store.student(session.student);
        if (!student) continue;
        const auto phone = text_phone(scope, *student);
        if (!phone) continue;
        const std::string name = domain::short_name(student->student.first_name);
        const auto same = std::find_if(list.begin(), list.end(), [&](const Reminder& each) { return each.phone == phone->number; });
        if (same == list.end()) {
            list.push_back({phone->number, student, {name}, session});
        } else if (std::find(same->names.begin(), same->names.end(), name) == same->names.end()) {
            same->names.push_back(name);
        }
    }
    return list;
}

/// Two placeholders where the words between them stand in the text itself: "Mirna, Victor" and "Sonia".
void name_children(domain::Phrase& words, const std::vector<std::string>& names, bool first_call) {
    if (first_call || names.size() < 2) return domain::put_names(words, "child", names);
    std::string all_but_last;
    for (std::size_t i = 0; i + 1 < names.size(); ++i) all_but_last += (i == 0 ? "" : ", ") + names[i];
    words.arguments.emplace_back("child", all_but_last);
    words.arguments.emplace_back("sibling", names.back());
}

void remind(Scope& scope, const Reminder& reminder, const ports::TutorRow& tutor) {
    const bool first_call = reminder.session.kind == domain::SessionKind::onboarding;
    domain::NewText text;
    text.to = reminder.phone;
    text.kind = domain::TextKind::reminder;
    text.words.key = first_call ? "families.onboarding_reminder"
                                : reminder.names.size() > 1 ? "families.call_reminder_two" : "families.call_reminder";
    text.words.arguments = {{"tutor", domain::short_name(tutor.tutor.name)}, {"program", scope.program().name}};
    name_children(text.words, reminder.names, first_call);
    text.words.when = *reminder.session.booked_at;
    text.words.zone = scope.calendars.zone(reminder.student->student.zone).name();
    text.languages = text_languages(*reminder.student);
    text.priority = domain::Priority::schedule;
    text.not_after = *reminder.session.booked_at;
    text.student = reminder.student->id;
    text.session = reminder.session.id;
    text.once = "reminder:" + std::to_string(reminder.session.id.value) + ":" + base::format_instant(*reminder.session.booked_at);
    send(scope, text, {});
}

std::vector<domain::Session> waiting_for_log(Scope& scope, domain::TutorId tutor, base::Instant started_before) {
    std::vector<domain::Session> sessions = scope.store.awaiting_log(tutor);
    std::erase_if(sessions, [&](const domain::Session& session) { return session.planned_at > started_before; });
    return sessions;
}

}  // namespace

void evening(Scope& scope, domain::TutorId id) {
    const auto tutor = scope.store.tutor(id);
    if (!tutor || !tutor->active) return;
    if (const auto next = next_evening(scope, *tutor, scope.now)) scope.store.add_timer({*next, ports::TimerKind::tutor_schedule, id.value});
    const base::Zone zone = scope.calendars.zone(tutor->tutor.zone);
    const auto today = zone.to_civil(scope.now).day;
    bool view_loaded = false;
    domain::TutorView view;
    for (const auto day : days_to_tell(scope, tutor->tutor, today)) {
        const base::Instant from = zone.to_instant({day, base::Seconds{0}});
        const base::Instant to = zone.to_instant({day + std::chrono::days{1}, base::Seconds{0}});
        std::vector<domain::Session> sessions = scope.store.booked(id, from, to);
        std::erase_if(sessions, [&](const domain::Session& session) { return !calls::can_be_called(scope, session.student); });
        if (sessions.empty()) continue;
        if (!view_loaded) view = load_tutor_calls(scope, *tutor, from, from + std::chrono::days{days_ahead_max});
        view_loaded = true;
        domain::NewText schedule = domain::schedule_text(view, day, scope.now);
        schedule.once = "schedule:" + std::to_string(id.value) + ":" + base::format_date(day);
        schedule.not_after = *sessions.back().booked_at;
        send(scope, schedule, {});
        tell_checkpoints(scope, *tutor, sessions, {});
        for (const domain::Session& session : sessions)
            if (session.opens_with_question) tell_to_ask_first(scope, *tutor, session);
        for (const Reminder& reminder : reminders(scope, sessions)) remind(scope, reminder, *tutor);
    }
}

void chase_tutor(Scope& scope, domain::TutorId id) {
    const auto tutor = scope.store.tutor(id);
    if (!tutor || !tutor->active) return;
    if (const auto next = next_chase(scope, *tutor, scope.now)) scope.store.add_timer({*next, ports::TimerKind::tutor_chase, id.value});
    const std::vector<domain::Session> missing = waiting_for_log(scope, id, scope.now - log_due);
    if (missing.empty()) return;
    std::string list;
    for (const domain::Session& session : missing) {
        const auto student = scope.store.student(session.student);
        list += (list.empty() ? "#" : ", #") + std::to_string(session.tutor_number);
        if (student) list += " " + domain::short_name(student->student.first_name);
    }
    domain::NewText text;
    text.to = tutor->tutor.phone;
    text.kind = domain::TextKind::schedule;
    text.words.key = "tutors.log_missing";
    text.words.arguments = {{"tutor", domain::short_name(tutor->tutor.name)},
                            {"sessions", list},
                            {"session", std::to_string(missing.front().tutor_number)}};
    text.languages = tutor->tutor.languages;
    text.priority = domain::Priority::report;
    text.not_after = scope.now + base::Minutes{16 * 60};
    text.tutor = id;
    send(scope, text, {});
}

void chase_facilitator(Scope& scope) {
    if (const auto next = next_facilitator_chase(scope, scope.now)) scope.store.add_timer({*next, ports::TimerKind::facilitator_chase, 0});
    const base::Zone zone = scope.calendars.programme_zone();
    const base::Instant midnight = zone.to_instant({zone.to_civil(scope.now).day, base::Seconds{0}});
    std::vector<std::pair<std::size_t, std::string>> tutors;  // missing logs, name
    std::size_t count = 0;
    for (const domain::TutorId id : scope.store.tutors(scope.cohort)) {
        const std::size_t missing = waiting_for_log(scope, id, midnight).size();
        if (missing == 0) continue;
        count += missing;
        tutors.emplace_back(missing, domain::short_name(scope.store.tutor(id)->tutor.name));
    }
    if (count == 0 || scope.program().facilitators.empty()) return;
    std::stable_sort(tutors.begin(), tutors.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string names;
    for (std::size_t i = 0; i < tutors.size() && i < names_max; ++i) {
        names += (names.empty() ? "" : ", ") + tutors[i].second + " " + std::to_string(tutors[i].first);
    }
    for (const domain::StaffMember& person : scope.program().facilitators) {
        domain::NewText text;
        text.to = person.phone;
        text.kind = domain::TextKind::staff;
        text.words.key = "staff.logs_missing";
        text.words.arguments = {{"count", std::to_string(count)}, {"tutors", names}};
        text.languages = {scope.program().language};
        text.priority = domain::Priority::report;
        text.not_after = scope.now + base::Minutes{10 * 60};
        send(scope, text, {});
    }
}

}  // namespace tutorline::engine::texts
