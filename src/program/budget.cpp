#include "program/budget.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "domain/calendar/week_slots.hpp"
#include "domain/messaging/messages.hpp"
#include "domain/messaging/segments.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::program {
namespace {

using domain::Program;
using domain::Roster;
using domain::Student;
using domain::Tutor;

constexpr double answered_share = 1.0 / 3;  // FIELD.md c5: about a third never reply, the mean household answers a third
constexpr double right_share = 0.65;        // of answers to an item at the child's level (config/simulator/behaviour.yaml)

int segments_of(const std::string& text) { return domain::measure_sms(text).segments; }

std::vector<std::string> text_languages(const Student& student) {
    std::vector<std::string> languages{student.text_language};
    for (const std::string& tag : student.languages)
        if (tag != student.text_language) languages.push_back(tag);
    return languages;
}

std::string before_call(const char* key, const Program& program, const domain::Catalog& catalog, const Student& student, const Tutor& tutor) {
    const domain::Arguments arguments{{"child", domain::short_name(student.first_name)},
                                      {"tutor", domain::short_name(tutor.name)},
                                      {"program", program.name},
                                      {"day", std::string(domain::longest_argument("day"))},
                                      {"hour", "17:30"}};
    return domain::render(catalog, text_languages(student), key, arguments);
}

std::string onboarding_words(const Program& program, const domain::Catalog& catalog, const Student& student, const Tutor& tutor) {
    return before_call("families.onboarding_reminder", program, catalog, student, tutor);
}

bool may_text(const Student& student) { return student.consent && student.consent->texts; }

/// Each answered item gets a text: praise, or a hint and, after the second answer, praise or the worked answer.
void count_replies(const Program& program, Budget& budget) {
    const double answered = static_cast<double>(budget.items.texts) * answered_share;
    const double wrong = answered * (1 - right_share);
    budget.answers.add(std::lround(answered - wrong), 1);
    if (program.practice.item_texts_max < 2) return;
    budget.follow_ups.add(std::lround(wrong), 1);
    budget.answers.add(std::lround(wrong * right_share), 1);
    if (program.practice.item_texts_max >= 3) budget.follow_ups.add(std::lround(wrong * (1 - right_share)), 1);
}

void count_family_texts(const Program& program, const Roster& roster, const domain::RosterMatch& match, const domain::Catalog& catalog, Budget& budget) {
    std::set<std::pair<std::string, int>> reminded;  // first phone and weekday
    std::map<std::string, int> weekly;               // texts a week by phone
    const int weeks = program.weeks;
    for (const auto& place : match.solution.placed) {
        const Student& student = roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
        const Tutor& tutor = roster.tutors[static_cast<std::size_t>(place.tutor)];
        if (!may_text(student)) continue;
        if (program.onboarding) budget.onboarding.add(1, segments_of(onboarding_words(program, catalog, student, tutor)));
        const std::string& phone = student.phones.front().e164();
        for (const int slot : place.slots)
            if (reminded.emplace(phone, domain::slot_weekday(slot)).second) {
                budget.reminders.add(weeks, segments_of(reminder_words(program, catalog, student, tutor)));
                ++weekly[phone];
            }
    }
    for (const auto& place : match.solution.placed) {
        const Student& student = roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
        if (!may_text(student)) continue;
        int& sent = weekly[student.phones.front().e164()];
        for (int n = 0; n < program.practice.items_per_week && sent < program.texts.per_phone_week; ++n, ++sent) budget.items.add(weeks, 1);
    }
    count_replies(program, budget);
}

/// The evening's schedule with its calls, and the answer to one report, as long as they usually get.
void count_tutor_texts(const Program& program, const Roster& roster, const domain::RosterMatch& match, const domain::Catalog& catalog, Budget& budget) {
    const int weeks = program.weeks + (program.onboarding ? 1 : 0);  // the week of onboarding calls is one more
    std::map<std::pair<int, int>, std::string> days;  // tutor and weekday -> the calls' words
    for (const auto& place : match.solution.placed) {
        const Student& student = roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
        const Tutor& tutor = roster.tutors[static_cast<std::size_t>(place.tutor)];
        const domain::Arguments arguments{{"hour", "17:30"}, {"session", "12"}, {"child", domain::short_name(student.first_name)}, {"level", "N3"}, {"details", "25 min N3"}};
        for (const int slot : place.slots) {
            std::string& calls = days[{place.tutor, domain::slot_weekday(slot)}];
            calls += (calls.empty() ? "" : "; ") + domain::render(catalog, tutor.languages, "tutors.schedule_call", arguments);
            const std::string line = domain::render(catalog, tutor.languages, "tutors.log_line", arguments);
            budget.log_replies.add(weeks, segments_of(domain::render(catalog, tutor.languages, "tutors.log_saved", {{"logs", line}})));
        }
    }
    for (const auto& [day, calls] : days) {
        const Tutor& tutor = roster.tutors[static_cast<std::size_t>(day.first)];
        const domain::Arguments arguments{{"tutor", domain::short_name(tutor.name)}, {"day", std::string(domain::longest_argument("day"))}, {"calls", calls}, {"session", "12"}};
        budget.schedules.add(weeks, segments_of(domain::render(catalog, tutor.languages, "tutors.schedule", arguments)));
    }
}

}  // namespace

TextCount Budget::all() const {
    TextCount sum;
    for (const TextCount* part : {&onboarding, &reminders, &items, &answers, &follow_ups, &schedules, &log_replies}) {
        sum.texts += part->texts;
        sum.segments += part->segments;
    }
    return sum;
}

std::string reminder_words(const Program& program, const domain::Catalog& catalog, const Student& student, const Tutor& tutor) {
    return before_call("families.call_reminder", program, catalog, student, tutor);
}

Budget round_budget(const Program& program, const Roster& roster, const domain::RosterMatch& match, const domain::Catalog& catalog) {
    Budget budget;
    count_family_texts(program, roster, match, catalog, budget);
    count_tutor_texts(program, roster, match, catalog, budget);
    const long placed = std::ssize(match.solution.placed);
    budget.sessions = placed * program.weeks * program.sessions_per_week;
    budget.call_minutes = budget.sessions * static_cast<long>(program.call_minutes.count());
    budget.legs = program.call_mode == domain::CallMode::bridged ? 2 : 0;
    const int per_call = domain::student_week_minutes(program) / program.sessions_per_week;
    budget.onboarding_calls = program.onboarding ? placed : 0;
    budget.onboarding_minutes = budget.onboarding_calls * static_cast<long>(program.call_minutes.count());
    budget.tutor_minutes = placed * program.weeks * domain::student_week_minutes(program) + budget.onboarding_calls * per_call;
    budget.cost_texts = static_cast<double>(budget.all().segments) * program.prices.text_segment;
    budget.cost_calls = static_cast<double>(budget.call_minutes) * budget.legs * program.prices.call_minute;
    budget.cost_onboarding = static_cast<double>(budget.onboarding_minutes) * budget.legs * program.prices.call_minute;
    budget.cost_tutors = static_cast<double>(budget.tutor_minutes) / 60 * program.prices.tutor_hour;
    return budget;
}

}  // namespace tutorline::program
