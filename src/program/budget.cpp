#include "program/budget.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
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
constexpr double logged_same_day = 0.60;  // of reports by the evening, and by the next one (config/simulator/behaviour.yaml, log_delay)
constexpr double logged_next_day = 0.85;
constexpr const char* usual_checkpoint = "86 - 57 = 29";

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

/// The phone whose texts the engine sends to: the first that can receive any. None without consent, or with landlines only.
std::optional<std::string> text_phone(const Student& student) {
    if (!student.consent || !student.consent->texts) return std::nullopt;
    const auto phone = std::ranges::find_if(student.phones, base::can_receive_text);
    return phone == student.phones.end() ? std::nullopt : std::optional{phone->e164()};
}

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
    std::set<std::pair<std::string, int>> reminded;  // phone and weekday
    std::set<std::string> welcomed;                  // phones told of the call before week 1
    std::map<std::string, int> weekly;               // texts a week by phone
    const int weeks = program.weeks;
    for (const auto& place : match.solution.placed) {
        const Student& student = roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
        const Tutor& tutor = roster.tutors[static_cast<std::size_t>(place.tutor)];
        const auto phone = text_phone(student);
        if (!phone) continue;
        if (program.onboarding && welcomed.insert(*phone).second) budget.onboarding.add(1, segments_of(onboarding_words(program, catalog, student, tutor)));
        for (const int slot : place.slots)
            if (reminded.emplace(*phone, domain::slot_weekday(slot)).second) {
                budget.reminders.add(weeks, segments_of(reminder_words(program, catalog, student, tutor)));
                ++weekly[*phone];
            }
    }
    for (const auto& place : match.solution.placed) {
        const Student& student = roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
        const auto phone = text_phone(student);
        if (!phone) continue;
        int& sent = weekly[*phone];
        for (int n = 0; n < program.practice.items_per_week && sent < program.texts.per_phone_week; ++n, ++sent) budget.items.add(weeks, 1);
    }
    count_replies(program, budget);
}

/// One tutor's calls of one weekday.
struct TutorDay {
    std::string calls;                 ///< as the schedule writes them
    std::vector<std::string> children; ///< short names
};
using TutorDays = std::map<std::pair<int, int>, TutorDay>;  // by tutor and weekday

/// The calls of that day are yesterday's of the next; Sunday's come before Monday's.
int calls_on(const TutorDays& days, int tutor, int weekday) {
    const auto found = days.find({tutor, (weekday + 7) % 7});
    return found == days.end() ? 0 : static_cast<int>(found->second.children.size());
}

/// How likely a list of missing reports is: of `today` calls and of `before`, a day older.
double any_missing(int today, int before) { return 1 - std::pow(logged_same_day, today) * std::pow(logged_next_day, before); }

/// The checkpoint problems of a day's calls, as many to a text as one segment holds.
void count_checkpoints(const Program& program, const TutorDay& day, const Tutor& tutor, const domain::Catalog& catalog, Budget& budget) {
    const auto text = [&](const std::string& lines) {
        return domain::render(catalog, tutor.languages, "tutors.checkpoints", {{"day", std::string(domain::longest_argument("day"))}, {"checkpoints", lines}});
    };
    std::string lines;
    for (const std::string& child : day.children) {
        const std::string line = domain::render(catalog, tutor.languages, "tutors.checkpoint", {{"session", "12"}, {"child", child}, {"item", usual_checkpoint}});
        if (!lines.empty() && segments_of(text(lines + "; " + line)) <= 1) {
            lines += "; " + line;
            continue;
        }
        if (!lines.empty()) budget.checkpoints.add(program.weeks, segments_of(text(lines)));
        lines = line;
    }
    if (!lines.empty()) budget.checkpoints.add(program.weeks, segments_of(text(lines)));
}

/// Asking tutors in the evening, and facilitators the next morning, for reports that are usually late.
void count_missing_logs(const Program& program, const Roster& roster, const TutorDays& days, const domain::Catalog& catalog, Budget& budget) {
    double evenings = 0, segments = 0, mornings = 0;
    for (int weekday = 0; weekday < 7; ++weekday) {
        int all = 0, all_before = 0;
        for (int tutor = 0; tutor < static_cast<int>(roster.tutors.size()); ++tutor) {
            const int today = calls_on(days, tutor, weekday), before = calls_on(days, tutor, weekday - 1);
            all += today, all_before += before;
            if (today + before == 0) continue;
            const Tutor& person = roster.tutors[static_cast<std::size_t>(tutor)];
            std::string missing;
            for (long n = std::max(1L, std::lround(today * (1 - logged_same_day) + before * (1 - logged_next_day))); n > 0; --n) missing += (missing.empty() ? "#12 " : ", #12 ") + std::string("Ramona");
            const domain::Arguments arguments{{"tutor", domain::short_name(person.name)}, {"sessions", missing}, {"session", "12"}};
            const double likely = any_missing(today, before);
            evenings += likely;
            segments += likely * segments_of(domain::render(catalog, person.languages, "tutors.log_missing", arguments));
        }
        mornings += any_missing(all, all_before);
    }
    budget.missing_logs.texts += std::lround(evenings * program.weeks);
    budget.missing_logs.segments += std::lround(segments * program.weeks);
    budget.missing_logs.add(std::lround(mornings * program.weeks) * std::ssize(program.facilitators), 1);
}

/// The evening's schedule with its calls and their checkpoints, the answer to one report, as long as they usually get.
void count_tutor_texts(const Program& program, const Roster& roster, const domain::RosterMatch& match, const domain::Catalog& catalog, Budget& budget) {
    const int weeks = program.weeks + (program.onboarding ? 1 : 0);  // the week of onboarding calls is one more
    TutorDays days;
    for (const auto& place : match.solution.placed) {
        const Student& student = roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
        const Tutor& tutor = roster.tutors[static_cast<std::size_t>(place.tutor)];
        const domain::Arguments arguments{{"hour", "17:30"}, {"session", "12"}, {"child", domain::short_name(student.first_name)}, {"level", "N3"}, {"details", "25 min N3"}};
        for (const int slot : place.slots) {
            TutorDay& day = days[{place.tutor, domain::slot_weekday(slot)}];
            day.calls += (day.calls.empty() ? "" : "; ") + domain::render(catalog, tutor.languages, "tutors.schedule_call", arguments);
            day.children.push_back(domain::short_name(student.first_name));
            const std::string line = domain::render(catalog, tutor.languages, "tutors.log_line", arguments);
            budget.log_replies.add(weeks, segments_of(domain::render(catalog, tutor.languages, "tutors.log_saved", {{"logs", line}})));
        }
    }
    for (const auto& [whose, day] : days) {
        const Tutor& tutor = roster.tutors[static_cast<std::size_t>(whose.first)];
        const domain::Arguments arguments{{"tutor", domain::short_name(tutor.name)}, {"day", std::string(domain::longest_argument("day"))}, {"calls", day.calls}, {"session", "12"}};
        budget.schedules.add(weeks, segments_of(domain::render(catalog, tutor.languages, "tutors.schedule", arguments)));
        count_checkpoints(program, day, tutor, catalog, budget);
    }
    count_missing_logs(program, roster, days, catalog, budget);
}

}  // namespace

TextCount Budget::all() const {
    TextCount sum;
    for (const TextCount* part : {&onboarding, &reminders, &items, &answers, &follow_ups, &schedules, &checkpoints, &log_replies, &missing_logs}) {
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
