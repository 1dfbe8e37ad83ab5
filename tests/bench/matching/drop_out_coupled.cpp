#include "drop_out_coupled.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>

#include "base/random.hpp"
#include "domain/matching/beside.hpp"
#include "domain/matching/instance.hpp"
#include "domain/matching/solve.hpp"
#include "domain/roster/make_room.hpp"
#include "domain/roster/match_roster.hpp"
#include "measure.hpp"
#include "scarce.hpp"

namespace tutorline::bench {
namespace {

using namespace domain::matching;
using Clock = std::chrono::steady_clock;

constexpr int spare_percent = 10, leaver_students = 8, leavers_max = 12;

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }
std::size_t at(int index) { return static_cast<std::size_t>(index); }

Solution full_match(const Problem& problem) {
    SolveOptions options;
    options.work_max = domain::match_work(problem);
    options.exact_looks_max = domain::beside_looks_max;
    return solve(problem, options);
}

/// A spare place of the tutor: an hour on each of as many days as there are calls; false when no such hours are left.
bool add_place(Tutor& tutor, std::vector<int>& free, const Problem& problem, base::Random& random) {
    std::vector<int> left = free, hours;
    while (!left.empty() && std::ssize(hours) < problem.sessions_per_week) {
        hours.push_back(left[random.below(left.size())]);
        std::erase_if(left, [&](int slot) { return slot / problem.slots_per_day == hours.back() / problem.slots_per_day; });
    }
    if (std::ssize(hours) < problem.sessions_per_week) return false;
    for (const int hour : hours) tutor.slots.push_back(hour), std::erase(free, hour);
    ++tutor.students_max;
    return true;
}

/// Who found a place, with the promises; places are then a tenth more than students, spread over the tutors.
Problem running(const Problem& problem, const Solution& solution, bool hours_as_they_are) {
    Problem running = problem;
    running.students.clear();
    std::vector<std::vector<int>> used(problem.tutors.size());
    std::vector<int> load(problem.tutors.size(), 0);
    for (const Placement& place : solution.placed) {
        Tutor& tutor = running.tutors[at(place.tutor)];
        running.students.push_back(problem.students[at(place.student)]);
        running.students.back().previous_tutor = tutor.id;
        running.current.push_back({running.students.back().id, tutor.id, place.slots});
        used[at(place.tutor)].insert(used[at(place.tutor)].end(), place.slots.begin(), place.slots.end());
        ++load[at(place.tutor)];
    }
    base::Random random = base::Random(1).fork("spare places");
    int places = 0, spare = 0;
    for (std::size_t t = 0; t < used.size(); ++t) {
        Tutor& tutor = running.tutors[t];
        std::vector<int> free = problem.tutors[t].slots;
        std::erase_if(free, [&](int slot) { return std::find(used[t].begin(), used[t].end(), slot) != used[t].end(); });
        tutor.slots = used[t];
        tutor.students_max = load[t];
        places += load[t];
        while (spare < places * spare_percent / 100 && add_place(tutor, free, problem, random)) ++spare;
        if (hours_as_they_are) tutor.slots = problem.tutors[t].slots;
    }
    return running;
}

/// The tutor is gone, everybody else is pinned, as newer sheets of the service make it.
Problem without(const Problem& running, const std::string& tutor) {
    Problem left = running;
    std::erase_if(left.tutors, [&](const Tutor& row) { return row.id == tutor; });
    for (std::size_t s = 0; s < left.students.size(); ++s)
        if (running.current[s].tutor != tutor) left.students[s].pin = Pin{running.current[s].tutor, running.current[s].slots};
    return left;
}

struct Sum {
    std::vector<double> seconds;
    std::int64_t displaced = 0, others = 0, waiting = 0, waiting_unmoved = 0, need = 0, need_before = 0, unmoved = 0;
    bool valid = true;
};

void drop_out(const Problem& running, const std::string& tutor, Sum& sum) {
    const Problem left = without(running, tutor);
    const auto begun = Clock::now();
    const Solution beside = solve_beside_fixed(left, full_match);
    const Solution after = domain::make_room(left, left, beside, {});
    sum.seconds.push_back(seconds_since(begun));
    Problem open = left;
    for (Student& student : open.students) student.pin.reset();
    sum.valid = sum.valid && violation(open, after).empty();
    const Instance instance(open);
    for (const Placement& place : after.placed) {
        const bool stays = left.students[at(place.student)].pin.has_value();
        sum.others += stays && instance.calls_moved(place.student, place.tutor, place.slots) > 0 ? 1 : 0;
    }
    for (const Student& student : left.students) sum.displaced += student.pin ? 0 : 1;
    sum.waiting += std::ssize(after.unplaced), sum.waiting_unmoved += std::ssize(beside.unplaced);
    sum.need += after.need_placed, sum.unmoved += beside.need_placed, sum.need_before += after.need_total;
}

}  // namespace

void coupled_drop_outs(int students, int tutors) {
    ScarceOptions options;
    options.students = students;
    options.tutors = tutors;
    options.sessions_per_week = 2;
    options.siblings_percent = 15;
    options.room_percent = 60;
    const Problem problem = scarce_problem(options);
    const auto begun = Clock::now();
    const Solution solution = full_match(problem);
    const double full = seconds_since(begun);
    for (const bool hours_as_they_are : {true, false}) {
        const Problem now = running(problem, solution, hours_as_they_are);
        std::map<std::string, int> load;
        for (const Promise& promise : now.current) ++load[promise.tutor];
        Sum sum;
        for (const auto& [tutor, count] : load)
            if (count >= leaver_students && std::ssize(sum.seconds) < leavers_max) drop_out(now, tutor, sum);
        if (sum.seconds.empty()) continue;
        const double lost = static_cast<double>(sum.need_before - sum.need), lost_unmoved = static_cast<double>(sum.need_before - sum.unmoved);
        std::cout << students << "/" << tutors << " two calls and siblings, " << now.students.size() << " in a running match, " << sum.seconds.size() << " drop-outs of a tutor with " << leaver_students
                  << " students or more, " << spare_percent << " % spare places, " << (hours_as_they_are ? "hours as the tutors have them" : "no hours beyond the places") << ": " << median(sum.seconds) * 1000
                  << " ms each = 1/" << full / median(sum.seconds) << " of a full match (slowest " << *std::max_element(sum.seconds.begin(), sum.seconds.end()) * 1000 << " ms)" << (sum.valid ? "" : " NOT VALID") << "\n  others moved per displaced student: "
                  << static_cast<double>(sum.others) / static_cast<double>(sum.displaced) << ", left without a place: " << sum.waiting << " of " << sum.displaced << " (" << sum.waiting_unmoved
                  << " with nobody moved), need kept " << 100 - 100 * lost / static_cast<double>(sum.need_before) << " % of what was met before, the bound (" << 100 - 100 * lost_unmoved / static_cast<double>(sum.need_before)
                  << " % with nobody moved)" << std::endl;
    }
}

}  // namespace tutorline::bench
