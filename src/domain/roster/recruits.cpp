#include "domain/roster/recruits.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/index.hpp"
#include "domain/calendar/week_slots.hpp"
#include "domain/matching/changes.hpp"
#include "domain/matching/instance.hpp"
#include "domain/roster/seats.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain {
namespace {

using matching::Problem;
using matching::Solution;

constexpr std::size_t profiles_max = 12;  ///< with the most need left out

using base::at;

/// Somebody who speaks this language, teaches this operation and meets this wish.
struct Profile {
    std::string language;
    int level = 0;
    matching::Gender gender = matching::Gender::any;
    friend auto operator<=>(const Profile&, const Profile&) = default;
};

std::vector<Profile> profiles(const Problem& problem, const Solution& solution) {
    std::map<Profile, std::int64_t> need;
    for (const int index : solution.unplaced) {
        const matching::Student& student = problem.students[at(index)];
        if (!student.slots.empty()) need[{student.languages.front(), student.level, student.tutor_gender}] += student.need;
    }
    std::vector<std::pair<std::int64_t, Profile>> ranked;
    for (const auto& [profile, sum] : need) ranked.emplace_back(-sum, profile);
    std::sort(ranked.begin(), ranked.end());
    if (ranked.size() > profiles_max) ranked.resize(profiles_max);
    std::vector<Profile> best;
    for (const auto& [sum, profile] : ranked) best.push_back(profile);
    return best;
}

/// A tutor of that profile, free in every hour that those left out could have with one; what siblings learn is taught too.
matching::Tutor tutor_of(const Problem& problem, const Solution& solution, const Profile& profile, int places) {
    matching::Tutor tutor;
    std::set<std::string> homes;
    std::set<int> levels{profile.level};
    std::map<std::string, std::int64_t> departments;
    for (const int index : solution.unplaced) {
        const matching::Student& student = problem.students[at(index)];
        if (student.languages.front() != profile.language || student.level != profile.level) continue;
        homes.insert(student.household);
        departments[student.department] += student.need;
        if (tutor.id.empty()) tutor = matching::newcomer_for(problem, student);
    }
    homes.erase("");
    for (const int index : solution.unplaced) {
        const matching::Student& student = problem.students[at(index)];
        if (homes.contains(student.household) && std::abs(student.level - profile.level) > 1) levels.insert(student.level);
    }
    tutor.languages = {profile.language};
    tutor.levels.assign(levels.begin(), levels.end());
    tutor.gender = profile.gender;
    tutor.department = std::ranges::max_element(departments, {}, [](const auto& one) { return one.second; })->first;
    tutor.students_max = places;
    std::set<int> slots;
    for (const int index : solution.unplaced)
        if (matching::pair_terms(problem.students[at(index)], tutor).allowed())
            for (const auto& wish : problem.students[at(index)].slots) slots.insert(wish.slot);
    tutor.slots.assign(slots.begin(), slots.end());
    return tutor;
}

/// The tutor alone with those left out, as a problem of its own; `students[i]` of it is `numbers[i]` of the whole.
Problem beside_the_others(const Problem& problem, const Solution& solution, const matching::Tutor& tutor, std::vector<int>& numbers) {
    Problem part;
    part.slots_per_day = problem.slots_per_day;
    part.sessions_per_week = problem.sessions_per_week;
    part.weights = problem.weights;
    part.tutors = {tutor};
    std::map<std::string, int> whole, left;
    for (const matching::Student& student : problem.students) ++whole[student.household];
    for (const int index : solution.unplaced) ++left[problem.students[at(index)].household];
    for (const int index : solution.unplaced) {
        const matching::Student& student = problem.students[at(index)];
        if (student.pin || (!student.household.empty() && left[student.household] != whole[student.household])) continue;
        numbers.push_back(index);
        part.students.push_back(student);
    }
    return part;
}

/// Everybody who has a place keeps it, and the newcomer has these.
Solution joined(const Problem& with, const Solution& before, const Solution& part, const std::vector<int>& numbers) {
    Solution after = before;
    std::set<int> left(before.unplaced.begin(), before.unplaced.end());
    for (matching::Placement place : part.placed) {
        place.student = numbers[at(place.student)];
        place.tutor = static_cast<int>(with.tutors.size()) - 1;
        after.need_placed += with.students[at(place.student)].need;
        after.cost += place.cost;
        left.erase(place.student);
        after.placed.push_back(std::move(place));
    }
    after.unplaced.assign(left.begin(), left.end());
    std::ranges::sort(after.placed, {}, &matching::Placement::student);
    return after;
}

}  // namespace

std::vector<matching::Recruit> recruits(const Program& program, const RosterMatch& match, int count, int places, const std::function<Solution(const Problem&)>& solve) {
    std::vector<matching::Recruit> list;
    const std::vector<int> callable = slots_inside(callable_hours(program));
    Problem now = match.problem;
    Solution best = match.solution;
    for (int n = 0; n < count && !best.unplaced.empty(); ++n) {
        matching::Tutor chosen;
        Solution seated;
        std::vector<int> seated_numbers;
        for (const Profile& profile : profiles(now, best)) {
            const matching::Tutor tutor = tutor_of(now, best, profile, places);
            std::vector<int> numbers;
            Solution part = solve(beside_the_others(now, best, tutor, numbers));
            if (part.need_placed <= seated.need_placed) continue;
            chosen = tutor;
            seated = std::move(part);
            seated_numbers = std::move(numbers);
        }
        if (seated.placed.empty()) break;
        Problem with = now;
        chosen.id = "recruit-" + std::to_string(n + 1);
        with.tutors.push_back(chosen);
        Solution after = joined(with, best, seated, seated_numbers);
        if (Solution anew = solve(with); anew.need_placed > after.need_placed) after = std::move(anew);
        std::set<int> hours;
        int taught = 0;
        for (const matching::Placement& place : after.placed) {
            if (place.tutor != std::ssize(now.tutors)) continue;
            hours.insert(place.slots.begin(), place.slots.end());
            ++taught;
        }
        matching::Tutor& tutor = with.tutors.back();
        tutor.slots = with_spare_hours({hours.begin(), hours.end()}, taught, callable, program);
        tutor.students_max = taught;
        list.push_back({tutor, after.need_placed - best.need_placed, static_cast<int>(after.placed.size()) - static_cast<int>(best.placed.size())});
        now = std::move(with);
        best = std::move(after);
    }
    return list;
}

}  // namespace tutorline::domain
