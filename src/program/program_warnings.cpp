#include "program/program_warnings.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "domain/calendar/contact_hours.hpp"
#include "domain/calendar/department_calendar.hpp"
#include "domain/messaging/messages.hpp"
#include "domain/messaging/segments.hpp"
#include "domain/roster/tutor_load.hpp"
#include "program/number.hpp"
#include "program/people_warnings.hpp"

namespace tutorline::program {
namespace {

using domain::Program;
using domain::Roster;
using domain::SourcePlace;
using domain::Student;
using domain::Tutor;

struct Context {
    const ProgramFile& file;
    const Program& program;
    const Roster& roster;
    const std::string& students_file;
    const std::string& tutors_file;
    Diagnostics& diagnostics;

    void at_setting(const std::string& key, const char* id, domain::Arguments arguments = {}) const {
        const std::string section = key.substr(0, key.find('.'));
        const SourcePlace place = file.places.contains(key) ? file.place(key) : file.place(section);
        diagnostics.warning(place, id, std::move(arguments));
    }
};

/// Hours with one decimal where it is not whole: "10", "6.5".
std::string hours_of(long minutes) {
    const long tenths = (minutes * 10 + 30) / 60;
    return number(tenths / 10) + (tenths % 10 ? "." + number(tenths % 10) : "");
}

std::map<std::string, int> children_per_household(const Roster& roster) {
    std::map<std::string, int> children;
    for (const Student& student : roster.students) ++children[student.household];
    return children;
}

void warn_texts(const Context& c) {
    const int limit = c.program.texts.per_phone_week;
    int largest = 1;
    int over = 0;
    for (const auto& [household, children] : children_per_household(c.roster)) {
        largest = std::max(largest, children);
        over += weekly_texts(c.program, children).total() > limit ? 1 : 0;
    }
    const WeeklyTexts one = weekly_texts(c.program, 1);
    const WeeklyTexts most = weekly_texts(c.program, largest);
    if (most.total() <= limit) return;
    const domain::Arguments arguments{{"reminders", number(one.reminders)}, {"items", number(one.items)}, {"texts", number(one.total())},
                                      {"children", number(largest)}, {"most", number(most.total())}, {"limit", number(limit)}, {"households", number(over)}};
    const bool already_one = one.total() > limit;
    c.at_setting("texts.per_phone_and_week", already_one ? "warn.texts" : "warn.texts_siblings", arguments);
}

void warn_load(const Context& c) {
    const int per_student = domain::student_week_minutes(c.program);
    const auto students = std::ranges::count_if(c.roster.students, [](const Student& s) { return s.consent && s.consent->calls; });
    long offered = 0;
    long places = 0;
    for (const Tutor& tutor : c.roster.tutors) {
        const auto load = domain::tutor_load(tutor, c.program);
        offered += tutor.minutes_per_week;
        places += load.students_max;
        const SourcePlace place{c.tutors_file, tutor.line, 1};
        if (load.slots == 0) c.diagnostics.warning(place, "warn.tutor_no_slots", {{"tutor", quotable(tutor.key)}});
        else if (load.students_max == 0)
            c.diagnostics.warning(place, "warn.tutor_no_students", {{"tutor", quotable(tutor.key)}, {"minutes", number(tutor.minutes_per_week)}, {"needed", number(per_student)}});
        else if (load.by_slots * 2 <= load.by_minutes)
            c.diagnostics.warning(place, "warn.tutor_few_slots", {{"tutor", quotable(tutor.key)}, {"hours", hours_of(tutor.minutes_per_week)},
                                  {"by_minutes", number(load.by_minutes)}, {"slots", number(load.slots)}, {"students", number(load.students_max)}});
    }
    if (places >= students) return;
    c.at_setting("cohort.sessions_per_week", "warn.load",
                 {{"sessions", number(c.program.sessions_per_week)}, {"students", number(students)}, {"minutes", number(c.program.call_minutes.count())},
                  {"needed", hours_of(students * per_student)}, {"tutors", number(std::ssize(c.roster.tutors))}, {"offered", hours_of(offered)}, {"places", number(places)}});
}

void warn_languages(const Context& c) {
    for (const std::string& tag : c.program.languages) {
        const auto speaks = [&](const auto& person) { return std::ranges::find(person.languages, tag) != person.languages.end(); };
        const auto only = [&](const Student& s) { return s.languages.size() == 1 && speaks(s); };
        const auto tutors = std::ranges::count_if(c.roster.tutors, speaks);
        const auto students = std::ranges::count_if(c.roster.students, speaks);
        const auto only_students = std::ranges::count_if(c.roster.students, only);
        const domain::Arguments arguments{{"@language", "language." + tag}, {"students", number(students)}, {"only", number(only_students)}};
        if (students > 0 && tutors == 0) c.at_setting("program.languages", "warn.language_nobody", arguments);
        else if (students > 0 && tutors == 1 && c.roster.tutors.size() > 1) {
            const auto tutor = std::ranges::find_if(c.roster.tutors, speaks);
            auto named = arguments;
            named.emplace_back("tutor", quotable(tutor->key));
            c.diagnostics.warning({c.tutors_file, tutor->line, 1}, "warn.language_alone", named);
        }
    }
}

/// Days that somebody offers and the programme does not call on.
void warn_lost_days(const Context& c, const std::vector<domain::WeeklyWindow>& windows, const SourcePlace& place, const std::string& key) {
    std::set<int> called;
    for (const auto& hours : domain::callable_hours(c.program)) called.insert(hours.weekday);
    std::set<int> lost;
    for (const auto& window : windows)
        if (!called.contains(window.weekday)) lost.insert(window.weekday);
    for (const int day : lost) c.diagnostics.warning(place, "warn.day_lost", {{"key", quotable(key)}, {"@day", "weekday." + std::to_string(day)}});
}

void warn_windows(const Context& c) {
    for (const Student& student : c.roster.students) {
        const SourcePlace place{c.students_file, student.line, 1};
        const auto hours = domain::slots_of(student, c.program);
        const auto slots = hours.size();
        std::set<int> days;
        for (const int slot : hours) days.insert(domain::slot_weekday(slot));
        const domain::Arguments arguments{{"student", quotable(student.key)}, {"slots", number(static_cast<long>(slots))}};
        if (student.windows.empty()) c.diagnostics.warning(place, "warn.no_windows", arguments);
        else if (slots == 0) c.diagnostics.warning(place, "warn.windows_outside", arguments);
        else if (std::ssize(days) < c.program.sessions_per_week) c.diagnostics.warning(place, "warn.few_days", {{"student", quotable(student.key)}, {"calls", number(c.program.sessions_per_week)}});
        else if (slots < 2) c.diagnostics.warning(place, "warn.few_windows", arguments);
        if (slots > 0) warn_lost_days(c, student.windows, place, student.key);
    }
    for (const Tutor& tutor : c.roster.tutors)
        if (!domain::slots_of(tutor, c.program).empty()) warn_lost_days(c, tutor.windows, {c.tutors_file, tutor.line, 1}, tutor.key);
}

void warn_hours(const Context& c) {
    const auto allowed = domain::programme_call_hours(c.program);
    const int lost = domain::total_minutes(c.program.call_hours) - domain::total_minutes(allowed);
    const auto& quiet = c.program.quiet;
    if (lost > 0) c.at_setting("calls.hours", "warn.calls_in_quiet_hours", {{"hours", hours_of(lost)}, {"from", base::format_hour(quiet.calls_from)}, {"to", base::format_hour(quiet.calls_to)}});
    if (!quiet.days_off.contains(6)) c.at_setting("contact_hours.days_off", "warn.sunday");
}

/// The entry of `blackouts` that a department's paused weeks begin with: the one that covers most of the first week that
/// is not counted. The section itself where there is none.
std::string first_pause(const Program& program, const domain::DepartmentCalendar& calendar, const std::string& department) {
    constexpr std::chrono::days week{7};
    auto monday = program.starts_on;
    while (calendar.week_of(monday)) monday += week;
    std::string key = "blackouts";
    int most = 0;
    for (std::size_t n = 0; n < program.blackouts.size(); ++n) {
        const auto& pause = program.blackouts[n];
        const auto& where = pause.departments;
        if (!where.empty() && std::ranges::find(where, department) == where.end()) continue;
        const auto covered = static_cast<int>((std::min(pause.to, monday + std::chrono::days{6}) - std::max(pause.from, monday)).count()) + 1;
        if (covered <= most) continue;
        most = covered;
        key = "blackouts." + std::to_string(n);
    }
    return key;
}

void warn_calendar(const Context& c) {
    std::vector<std::string> departments = c.program.departments;
    for (const std::string& department : departments) {
        const domain::DepartmentCalendar calendar(c.program, department);
        const auto last = calendar.monday_of(c.program.weeks);
        if (!last) {
            c.at_setting(first_pause(c.program, calendar, department), "warn.round_never_ends", {{"department", quotable(department)}});
            continue;
        }
        const auto paused = (*last - c.program.starts_on).count() / 7 + 1 - c.program.weeks;
        if (calendar.monday_of(1) != c.program.starts_on)
            c.at_setting("cohort.starts_on", "warn.first_week_paused", {{"department", quotable(department)}, {"date", base::format_date(*calendar.monday_of(1))}});
        if (paused >= 2)
            c.at_setting(first_pause(c.program, calendar, department), "warn.weeks_paused", {{"department", quotable(department)}, {"weeks", number(paused)}, {"of", number(c.program.weeks)},
                         {"date", base::format_date(*last + std::chrono::days{6})}});
    }
}

/// A student to whom the rules give nothing gets no place; nobody should find that out by chance.
void warn_need(const Context& c) {
    const auto asks = [&](const Student& s) { return s.consent && s.consent->calls && !s.windows.empty(); };
    const auto nothing = [&](const Student& s) { return asks(s) && domain::need_of(s, c.program.need) == 0; };
    const auto left_out = std::ranges::count_if(c.roster.students, nothing);
    if (left_out == 0) return;
    const bool everybody = left_out == std::ranges::count_if(c.roster.students, asks);
    c.at_setting("need.everybody", everybody ? "warn.need_nobody" : "warn.need_some", {{"students", number(left_out)}});
}

/// The staff's numbers in the programme we ship are invented (all +5959510009..): an alert to one of them reaches nobody.
void warn_example_numbers(const Context& c) {
    constexpr std::string_view invented = "+5959510009", shipped_key = "paraguay-demo";
    if (c.program.key == shipped_key) return;
    const auto warn = [&](const domain::StaffMember& person, const char* setting) {
        if (person.phone.e164().starts_with(invented)) c.at_setting(setting, "warn.example_number", {{"name", quotable(person.name)}});
    };
    warn(c.program.safeguarding.focal_person, "safeguarding.focal_person");
    warn(c.program.safeguarding.deputy, "safeguarding.deputy");
    for (const auto& person : c.program.facilitators) warn(person, "facilitators");
}

/// A pause far from the round: a slip of the year, nearly always. A year's holidays may stand in the file.
void warn_pauses_outside(const Context& c) {
    std::chrono::sys_days last{};
    for (const std::string& department : c.program.departments) {
        const auto monday = domain::DepartmentCalendar(c.program, department).monday_of(c.program.weeks);
        if (!monday) return;  // that the round never ends is told
        last = std::max(last, *monday + std::chrono::days{6});
    }
    for (std::size_t n = 0; n < c.program.blackouts.size(); ++n) {
        const auto& pause = c.program.blackouts[n];
        constexpr std::chrono::days near{200};
        if (pause.to + near >= c.program.starts_on && pause.from <= last + near) continue;
        c.at_setting("blackouts." + std::to_string(n), "warn.pause_outside", {{"from", base::format_date(c.program.starts_on)}, {"to", base::format_date(last)}});
    }
}

/// Settings that undo what the programme counts on in the field (FIELD.md a1, b3, b6).
void warn_practice_of_the_field(const Context& c) {
    const Program& p = c.program;
    const int sessions = p.weeks * p.sessions_per_week;
    if (!p.onboarding) c.at_setting("cohort.onboarding_call", "warn.no_onboarding");
    if (p.attempts.attempts_max == 1) c.at_setting("calls.attempts", "warn.one_attempt");
    if (p.practice.inbound_free) c.at_setting("practice.answers_are_free", "warn.answers_free");
    if (p.dosage.adequate_checkpoints > sessions)
        c.at_setting("calls.completed", "warn.adequate_unreachable", {{"checkpoints", number(p.dosage.adequate_checkpoints)}, {"sessions", number(sessions)}});
    const auto& early = p.early_warning;
    if (early.ask_family > early.facilitator || early.facilitator > early.visit) c.at_setting("early_warning", "warn.early_order");
    constexpr int group_usual_min = 5;
    if (p.group_least < group_usual_min) c.at_setting("reports.smallest_group_shown", "warn.small_groups", {{"least", number(p.group_least)}});
}

void warn_settings(const Context& c) {
    warn_example_numbers(c);
    const Program& p = c.program;
    if (p.tutor_sees_number) c.at_setting("calls.tutor_sees_number", "warn.tutor_sees_number");
    if (p.call_mode == domain::CallMode::tutor_dials) c.at_setting("calls.mode", "warn.tutor_dials");
    if (p.prices.text_segment == 0) c.at_setting("prices.text_segment", "warn.price", {{"what", "text_segment"}});
    if (p.prices.call_minute == 0 && p.call_mode == domain::CallMode::bridged) c.at_setting("prices.call_minute_per_leg", "warn.price", {{"what", "call_minute_per_leg"}});
    if (p.prices.tutor_hour == 0) c.at_setting("prices.tutor_hour", "warn.price", {{"what", "tutor_hour"}});
    if (p.safeguarding.helpline.empty()) c.at_setting("safeguarding.helpline", "warn.helpline");
    if (p.facilitators.empty()) c.at_setting("safeguarding", "warn.facilitators");
    if (p.attempts.attempts_max > 1 && p.attempts.slots_min < 2) c.at_setting("calls.attempts", "warn.same_slot");
    if (p.attempts.retry_share == 0) c.at_setting("calls.attempts", "warn.no_retry_slots");
    if (p.texts.ucs2_allowed) c.at_setting("texts.accents_allowed", "warn.ucs2");
    if (p.practice.items_per_week + p.sessions_per_week >= 5) c.at_setting("practice.items_per_week", "warn.five_texts");
    for (const auto& [key, value] : {std::pair{"program", p.name}, std::pair{"contact", p.contact}}) {
        const auto longest = domain::longest_argument(key).size();
        if (longest > 0 && domain::fold_to_gsm7(value).size() > longest)
            c.at_setting(std::string("program.") + (key == std::string("program") ? "name" : key), "warn.long_word",
                         {{"value", quotable(value)}, {"max", number(static_cast<long>(longest))}});
    }
}

}  // namespace

WeeklyTexts weekly_texts(const Program& program, int children) {
    const int items = program.practice.items_per_week * children;
    return {program.sessions_per_week, items, items * (program.practice.item_texts_max - 1)};
}

void warn_about(const ProgramFile& file, const Roster& roster, const std::string& students_file, const std::string& tutors_file, Diagnostics& diagnostics) {
    const Context context{file, file.program, roster, students_file, tutors_file, diagnostics};
    warn_settings(context);
    warn_practice_of_the_field(context);
    warn_hours(context);
    warn_calendar(context);
    warn_pauses_outside(context);
    warn_texts(context);
    warn_load(context);
    warn_need(context);
    warn_languages(context);
    warn_windows(context);
    warn_about_people(file, roster, students_file, tutors_file, diagnostics);
}

}  // namespace tutorline::program
