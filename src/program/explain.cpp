#include "program/explain.hpp"

#include <algorithm>
#include <map>

#include "domain/calendar/session_times.hpp"
#include "domain/calendar/week_slots.hpp"
#include "domain/matching/explain.hpp"
#include "domain/matching/reasons.hpp"
#include "domain/matching/sentence.hpp"
#include "domain/roster/seats.hpp"
#include "program/nearest_word.hpp"
#include "program/need_words.hpp"
#include "program/number.hpp"
#include "program/text_table.hpp"
#include "program/weekly_hours.hpp"

namespace tutorline::program {
namespace {

namespace matching = domain::matching;

constexpr int steps_max = domain::coupled_steps_max;
constexpr std::int64_t runner_up_share = 4;  ///< of a match's work
constexpr std::size_t near_max = 3;
constexpr int told_singly_max = 2;  ///< more hours than these are told as spans

using Progress = std::function<void(const matching::Progress&)>;

std::function<bool()> step_limit(const Progress& progress) {
    return [steps = 0, &progress]() mutable {
        if (progress) progress({"change", 0, 0});
        return ++steps > steps_max;
    };
}

/// Tells one student's explanation: all that the sentences need is at hand here.
class Teller {
  public:
    Teller(const MatchedProgram& matched, int student, const Words& words)
        : matched_(matched), problem_(matched.match.problem), family_(matched.checked.roster.students[at(student)]), words_(words) {}

    std::string student_label(int index) const {
        const domain::Student& student = matched_.checked.roster.students[at(matched_.match.students[at(index)])];
        return quotable(student.first_name) + " (" + quotable(student.key) + ")";
    }
    std::string family_label() const { return quotable(family_.first_name) + " (" + quotable(family_.key) + ")"; }

    std::string placed(const matching::PairExplanation& pair) const {
        std::string text = words_("explain.placed", {{"student", family_label()}, {"tutor", tutor_label(pair.tutor)}, {"hours", hours(pair.slots)}}) + "\n";
        text += words_(pair.terms.sum() == 0 ? "explain.cost_none" : "explain.cost", {{"cost", number(pair.terms.sum())}}) + "\n";
        text += terms(pair.student, pair.tutor, pair.terms);
        if (!pair.runner_up) return text + words_(siblings(pair.student) ? "explain.no_other_of" : "explain.no_other") + "\n";
        const auto& next = *pair.runner_up;
        text += words_("explain.next", {{"tutor", tutor_label(next.tutor)}, {"hours", hours(next.slots)}, {"cost", number(next.terms.sum())}}) + "\n";
        text += terms(pair.student, next.tutor, next.terms);
        std::vector<std::string> holders;
        for (const int holder : next.displaced) holders.push_back(student_label(holder));
        if (!holders.empty()) text += words_(holders.size() == 1 ? "explain.held" : "explain.held_by_several", {{"students", joined(holders, "explain.and")}}) + "\n";
        return text + wins(pair) + "\n";
    }

    std::string change(const matching::Change& change) const {
        domain::Arguments arguments{{"hours", hours(change.slots)}};
        if (change.tutor >= 0) {
            arguments.emplace_back("tutor", tutor_label(change.tutor));
            arguments.emplace_back("places", number(problem_.tutors[at(change.tutor)].students_max));
        }
        if (change.newcomer) arguments.emplace_back("places", number(change.newcomer->students_max));
        arguments.emplace_back("students_max", number(change.students_max));
        if (change.newcomer) {
            std::vector<std::string> tongues, levels;
            for (const std::string& tag : change.newcomer->languages) tongues.push_back(words_("language." + tag));
            for (const int level : change.newcomer->levels) levels.push_back(operation(level));
            arguments.emplace_back("languages", joined(tongues, "explain.and"));
            arguments.emplace_back("levels", joined(levels, "explain.and"));
            const auto gender = change.newcomer->gender;
            const bool several = change.newcomers > 1;
            arguments.emplace_back("@who", gender == matching::Gender::female ? (several ? "explain.women" : "explain.a_woman")
                                         : gender == matching::Gender::male ? (several ? "explain.men" : "explain.a_man") : (several ? "explain.tutors" : "explain.a_tutor"));
        }
        arguments.emplace_back("count", number(change.newcomers));
        arguments.emplace_back("need", number(change.need));
        static constexpr const char* ids[] = {"tutor_hour", "student_hour", "tutor_place", "any_gender", "new_tutor", "need"};
        std::string id = change.newcomers > 1 ? "new_tutors" : ids[static_cast<int>(change.kind)];
        if (change.kind == matching::Change::Kind::student_hour && siblings(change.student)) {
            id += "_of";
            arguments.emplace_back("student", student_label(change.student));
        }
        std::string text = words_("explain.change." + id, arguments);
        if (change.kind == matching::Change::Kind::tutor_place) text += place_needs(change, matched_, words_, hours(change.slots));
        if (change.newcomer && change.newcomers == 1 && change.newcomer->students_max > household_size(change.student)) text += words_("explain.change.with_places", arguments);
        std::map<int, std::vector<int>> asked;
        for (const auto& [student, slot] : change.family_hours) asked[student].push_back(slot);
        for (const auto& [student, slots] : asked) text += words_("explain.change.with_hour", {{"student", student_label(student)}, {"hours", hours(slots)}});
        if (change.newcomer && change.need > 0) text += words_("explain.change.with_need", arguments);
        return text;
    }

  private:
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }
    int household_size(int student) const { return static_cast<int>(domain::household_members(problem_, student).size()); }
    bool siblings(int student) const { return household_size(student) > 1; }

    std::string joined(const std::vector<std::string>& parts, const char* last) const {
        std::string text;
        for (std::size_t n = 0; n < parts.size(); ++n) text += (n == 0 ? "" : n + 1 == parts.size() ? " " + words_(last) + " " : ", ") + parts[n];
        return text;
    }

    std::string tutor_label(int tutor) const {
        const domain::Tutor& person = matched_.checked.roster.tutors[at(tutor)];
        return quotable(person.name) + " (" + quotable(person.key) + ")";
    }

    /// Hours of the programme's week as the family's clock shows them.
    std::string hours(const std::vector<int>& slots) const {
        const domain::Program& program = matched_.checked.program;
        const matching::WeekWords week{words_.language() == "es" ? matching::Tongue::spanish : matching::Tongue::english, domain::slots_per_day, 0};
        std::vector<std::string> parts;
        std::vector<domain::WeeklyWindow> windows;
        for (const int slot : on_family_clock(slots, family_, program)) {
            const int from = domain::slot_minute(slot);
            windows.push_back({domain::slot_weekday(slot), from, from + domain::slot_minutes});
            parts.push_back(words_("explain.slot", {{"slot", matching::slot_words(slot, week)}}));
        }
        if (std::ssize(parts) > told_singly_max) return format_weekly_hours(domain::merged(windows), words_.language());
        return joined(parts, "explain.and");
    }

    std::string operation(int code) const { return operation_words(code, words_); }

    std::string terms(int student, int tutor, const matching::CostTerms& cost) const {
        const matching::Student& row = problem_.students[at(student)];
        const matching::Tutor& other = problem_.tutors[at(tutor)];
        std::string text;
        const auto term = [&](std::int64_t value, const char* id, domain::Arguments arguments) {
            if (value == 0) return;
            arguments.emplace_back("points", number(value));
            arguments.emplace_back("tutor", tutor_label(tutor));
            text += "  - " + words_(id, arguments) + "\n";
        };
        term(cost.slots, "explain.term.hour", {});
        if (cost.language != 0) {
            const auto position = matching::pair_terms(row, other).language_position;
            term(cost.language, "explain.term.language", {{"@preferred", "language." + row.languages.front()}, {"@spoken", "language." + row.languages[static_cast<std::size_t>(position)]}});
        }
        std::vector<std::string> levels;
        for (const int level : other.levels) levels.push_back(operation(level));
        term(cost.level, "explain.term.level", {{"level", operation(row.level)}, {"levels", joined(levels, "explain.and")}});
        if (other.department.empty()) term(cost.department, "explain.term.department_unknown", {{"here", quotable(row.department)}});
        else term(cost.department, "explain.term.department", {{"here", quotable(row.department)}, {"there", quotable(other.department)}});
        term(cost.tutor_changed, "explain.term.tutor_changed", {});
        return text;
    }

    std::string wins_never(std::int64_t own, std::int64_t other, std::int64_t more) const {
        if (own == 0) return words_("explain.wins_even");
        if (other >= own) return words_("explain.wins_not");
        return words_("explain.wins_alone", {{"more", number(more)}});
    }

    std::string wins(const matching::PairExplanation& pair) const {
        const auto& next = *pair.runner_up;
        if (next.need_lost && *next.need_lost > 0) return words_("explain.wins_need", {{"need", number(*next.need_lost)}});
        const std::int64_t more = next.need_lost ? *next.cost_more : next.terms.sum() - pair.terms.sum();
        if (!next.need_lost && more <= 0) return words_("explain.wins_others");
        if (more == 0) return words_("explain.wins_tie");
        if (more >= next.terms.sum()) return wins_never(pair.terms.sum(), next.terms.sum(), more);  // nothing weighs less than nothing
        std::string text = words_(next.need_lost ? "explain.wins" : "explain.wins_pair", {{"less", number(more + 1)}, {"more", number(more)}});
        static constexpr const char* names[] = {"hour", "language", "level", "department", "tutor_changed"};
        if (next.enough) text += " " + words_(std::string("explain.without.") + names[static_cast<int>(*next.enough)]);
        return text;
    }

    const MatchedProgram& matched_;
    const matching::Problem& problem_;
    const domain::Student& family_;
    const Words& words_;
};

/// The change that the plan names is the one that was found enough.
bool same(const std::optional<matching::Change>& planned, const matching::Change& enough) {
    return planned && planned->kind == enough.kind && planned->tutor == enough.tutor && planned->slots == enough.slots;
}

std::string explain_without_place(const MatchedProgram& matched, int student, int index, const Teller& teller, const Words& words, const Progress& progress) {
    const auto known = std::ranges::find(matched.unplaced, student, &domain::Unplaced::student);
    std::string text = words("explain.unplaced", {{"student", teller.family_label()}, {"reason", reason_words(*known, matched, words)}}) + "\n";
    const domain::Program& program = matched.checked.program;
    const auto enough = index < 0 ? std::nullopt : domain::enough_for(program, matched.checked.roster, matched.match, *known, index, step_limit(progress), progress);
    if (!enough) return text + words("explain.first_step", {{"change", change_words(*known, matched, words, true)}}) + "\n";
    // The one that check and plan name comes first, so that all three say the same.
    if (known->change && !same(known->change, *enough)) text += words("explain.opens", {{"change", change_words(*known, matched, words)}}) + "\n";
    return text + words("explain.enough", {{"change", teller.change(*enough)}}) + "\n";
}

}  // namespace

std::optional<int> student_with_key(const domain::Roster& roster, std::string_view key) {
    const auto found = std::ranges::find(roster.students, key, &domain::Student::key);
    if (found == roster.students.end()) return std::nullopt;
    return static_cast<int>(found - roster.students.begin());
}

std::vector<std::string> near_keys(const domain::Roster& roster, std::string_view key) {
    std::vector<std::string> left, near;
    for (const domain::Student& student : roster.students) left.push_back(student.key);
    while (near.size() < near_max) {
        const std::string next = nearest(key, left);
        if (next.empty()) break;
        near.push_back(next);
        std::erase(left, next);
    }
    return near;
}

std::string explain_student(const MatchedProgram& matched, int student, const Words& words, const Progress& progress) {
    const Teller teller(matched, student, words);
    const auto& family = matched.checked.roster.students[static_cast<std::size_t>(student)];
    const bool with_need = matched.checked.program.need != domain::NeedRules{};
    const std::string need = with_need ? words("need.of_student", {{"need", need_words(family, matched.checked.program, words)}}) + "\n" : "";
    const auto& match = matched.match;
    const auto row = std::ranges::find(match.students, student);
    const int index = row == match.students.end() ? -1 : static_cast<int>(row - match.students.begin());
    if (index < 0 || std::ranges::find(match.solution.placed, index, &matching::Placement::student) == match.solution.placed.end())
        return explain_without_place(matched, student, index, teller, words, progress) + need;
    matching::SolveOptions options;
    options.seed = matched.checked.program.seed;
    options.work_max = domain::match_work(match.problem) / runner_up_share;
    if (matching::Instance(match.problem).couples_slots()) options.out_of_time = step_limit(progress);
    return teller.placed(matching::explain_pair(match.problem, match.solution, index, options)) + need;
}

}  // namespace tutorline::program
