#include "scarce.hpp"

#include <algorithm>
#include <set>

#include "base/random.hpp"

namespace tutorline::bench {
namespace {

using namespace domain::matching;

constexpr int days = 6, slots_a_day = 20;

std::string department(int number) {
    return "department-" + std::to_string(number);
}

/// Departments differ in size, as provinces do.
int draw_department(base::Random& random) {
    const int a = static_cast<int>(random.below(18)), b = static_cast<int>(random.below(18));
    return std::min(a, b);
}

Tutor draw_tutor(base::Random& random, int number, int room_percent) {
    Tutor tutor;
    tutor.id = "t" + std::to_string(number);
    const auto language = random.below(100);
    if (language < 55)
        tutor.languages = {"es"};
    else if (language < 92)
        tutor.languages = {"es", "gn"};
    else
        tutor.languages = {"gn"};
    const int low = static_cast<int>(random.between(1, 4)),
              high = std::min(5, low + static_cast<int>(random.between(1, 3)));
    for (int level = low; level <= high; ++level) tutor.levels.push_back(level);
    tutor.department = department(draw_department(random));
    tutor.gender = random.chance(0.65) ? Gender::female : Gender::male;
    std::set<int> slots;
    for (auto block = random.between(2, 6); block > 0; --block) {
        const int day = static_cast<int>(random.below(days)), start = static_cast<int>(random.below(slots_a_day - 4));
        const int length = static_cast<int>(random.between(3, 6));
        for (int n = start; n < std::min(slots_a_day, start + length); ++n) slots.insert(day * slots_a_day + n);
    }
    tutor.slots.assign(slots.begin(), slots.end());
    tutor.students_max = std::max(1, static_cast<int>(random.between(6, 14)) * room_percent / 100);
    return tutor;
}

Student draw_student(base::Random& random, int number, int tutors, int more_blocks) {
    Student student;
    student.id = "s" + std::to_string(number);
    const auto language = random.below(100);
    if (language < 35)
        student.languages = {"es"};
    else if (language < 60)
        student.languages = {"es", "gn"};
    else if (language < 85)
        student.languages = {"gn", "es"};
    else
        student.languages = {"gn"};
    student.level = static_cast<int>(random.between(1, 5));
    student.department = department(draw_department(random));
    student.need = random.between(1, 5);
    std::set<int> slots;
    for (auto block = random.between(1, 3) + more_blocks; block > 0; --block) {
        // Families prefer afternoons: later slots are drawn more often.
        const int day = static_cast<int>(random.below(days));
        const int start = static_cast<int>(std::max(random.below(slots_a_day - 3), random.below(slots_a_day - 3)));
        const int length = static_cast<int>(random.between(3, 8));
        for (int n = start; n < std::min(slots_a_day, start + length); ++n) slots.insert(day * slots_a_day + n);
    }
    for (const int slot : slots) student.slots.push_back({slot, random.between(0, 6)});
    if (random.chance(0.3))
        student.previous_tutor = "t" + std::to_string(random.below(static_cast<std::uint64_t>(tutors)));
    return student;
}

}  // namespace

Problem scarce_problem(const ScarceOptions& options) {
    Problem problem;
    problem.slots_per_day = slots_a_day;
    problem.sessions_per_week = options.sessions_per_week;
    problem.weights = {8, 5, 3, 12};
    base::Random tutors = base::Random(options.seed).fork("tutors"),
                 students = base::Random(options.seed).fork("students");
    for (int t = 0; t < options.tutors; ++t) problem.tutors.push_back(draw_tutor(tutors, t, options.room_percent));
    int siblings_left = 0;
    for (int s = 0; s < options.students; ++s) {
        Student student = draw_student(students, s, options.tutors, options.sessions_per_week - 1);
        if (siblings_left > 0) {  // a sibling: same home, same hours and languages, another level
            const Student& elder = problem.students.back();
            student.household = elder.household;
            student.slots = elder.slots;
            student.languages = elder.languages;
            student.department = elder.department;
            --siblings_left;
        } else if (static_cast<int>(students.below(100)) < options.siblings_percent) {
            student.household = "h" + std::to_string(s);
            siblings_left = students.chance(0.2) ? 2 : 1;
        }
        problem.students.push_back(std::move(student));
    }
    return problem;
}

}  // namespace tutorline::bench
