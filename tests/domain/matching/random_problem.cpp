#include "random_problem.hpp"

#include <algorithm>
#include <set>

#include "base/random.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::test {
namespace {

using namespace domain::matching;

struct Shape {
    int students = 9, tutors = 3, students_max = 4, student_slots = 5, tutor_slots = 6, slots_per_day = 4, days = 3;
    bool households = false, genders = false;
};

std::vector<std::string> draw_languages(base::Random& random) {
    switch (random.below(4)) {
        case 0:
            return {"es"};
        case 1:
            return {"gn"};
        case 2:
            return {"gn", "es"};
        default:
            return {"es", "gn"};
    }
}

std::set<int> draw_slots(base::Random& random, const Shape& shape, int most) {
    std::set<int> slots;
    const int count = static_cast<int>(random.between(1, most));
    int slot = 0;
    for (int i = 0; i < count; ++i) {  // half of the hours follow the one before, as windows do
        slot = i > 0 && random.chance(0.5)
                   ? slot + 1
                   : static_cast<int>(random.below(static_cast<std::uint64_t>(shape.days * shape.slots_per_day)));
        if (slot < shape.days * shape.slots_per_day) slots.insert(slot);
    }
    return slots;
}

std::string draw_department(base::Random& random) {
    return random.chance(0.5) ? "Central" : "Caaguazu";
}

Shape shape_of(const std::string& kind) {
    Shape shape;
    if (kind == "two_calls" || kind == "two_calls_siblings")
        shape.student_slots = 10, shape.tutor_slots = 14, shape.slots_per_day = 5;
    if (kind == "scarce") shape.students = 14, shape.tutors = 2;
    if (kind == "rich") shape.tutors = 6, shape.students_max = 8, shape.tutor_slots = 9;
    shape.households = kind == "siblings" || kind == "two_calls_siblings";
    shape.genders = kind == "gender";
    if (shape.households) shape.student_slots = 10, shape.tutor_slots = 14, shape.slots_per_day = 5;
    return shape;
}

void add_pins(Problem& problem, base::Random& random) {
    for (Student& student : problem.students) {
        if (!random.chance(0.25)) continue;
        const Tutor& tutor = problem.tutors[random.below(problem.tutors.size())];
        student.pin = Pin{tutor.id, {student.slots[random.below(student.slots.size())].slot}};
        if (!faults(problem).empty()) student.pin.reset();
    }
}

/// Promises come from a match before something happened: a tutor left, hours changed, students joined.
void add_promises(Problem& problem, base::Random& random) {
    Problem before = problem;
    const std::size_t joined = random.below(3);
    before.students.resize(before.students.size() - joined);
    for (Student& student : before.students) student.pin.reset();
    const Solution solution = solve(before);
    for (const Placement& placement : solution.placed)
        problem.current.push_back({problem.students[static_cast<std::size_t>(placement.student)].id,
                                   problem.tutors[static_cast<std::size_t>(placement.tutor)].id, placement.slots});
    if (random.chance(0.7)) problem.tutors[random.below(problem.tutors.size())].slots.clear();
    if (random.chance(0.5)) {
        auto& slots = problem.students[random.below(problem.students.size())].slots;
        if (slots.size() > 1) slots.erase(slots.begin());
    }
}

}  // namespace

Problem random_problem(const std::string& name, std::uint64_t seed) {
    base::Random random = base::Random(seed).fork(name);
    const bool rematch = name.starts_with("rematch");
    const std::string kind = name.starts_with("rematch_") ? name.substr(std::string("rematch_").size()) : name;
    const Shape shape = shape_of(kind);
    Problem problem;
    problem.slots_per_day = shape.slots_per_day;
    problem.sessions_per_week = kind == "two_calls" || kind == "two_calls_siblings" ? 2 : 1;
    problem.weights = {random.between(0, 9), random.between(0, 6), random.between(0, 4), random.between(0, 12)};
    for (int t = 0; t < shape.tutors; ++t) {
        Tutor tutor;
        tutor.id = "t" + std::to_string(t);
        const std::set<int> slots = draw_slots(random, shape, shape.tutor_slots);
        tutor.slots.assign(slots.begin(), slots.end());
        tutor.languages = draw_languages(random);
        for (int level = 1; level <= 4; ++level)
            if (random.chance(0.5) || (level == 4 && tutor.levels.empty())) tutor.levels.push_back(level);
        tutor.department = draw_department(random);
        tutor.gender = random.chance(0.6) ? Gender::female : Gender::male;
        tutor.students_max = static_cast<int>(random.between(1, shape.students_max));
        problem.tutors.push_back(std::move(tutor));
    }
    for (int s = 0; s < shape.students; ++s) {
        Student student;
        student.id = "s" + std::to_string(s);
        for (const int slot : draw_slots(random, shape, shape.student_slots))
            student.slots.push_back({slot, random.between(0, 5)});
        student.languages = draw_languages(random);
        student.level = static_cast<int>(random.between(1, 4));
        student.department = draw_department(random);
        student.need = random.between(random.chance(0.05) ? 0 : 1, 5);
        if (random.chance(0.3))
            student.previous_tutor = "t" + std::to_string(random.below(static_cast<std::uint64_t>(shape.tutors) + 1));
        if (shape.households && random.chance(0.5)) student.household = "h" + std::to_string(random.below(4));
        if (shape.genders && random.chance(0.5))
            student.tutor_gender = random.chance(0.5) ? Gender::female : Gender::male;
        problem.students.push_back(std::move(student));
    }
    if (rematch) add_promises(problem, random);
    if (kind == "pins") add_pins(problem, random);
    return problem;
}

}  // namespace tutorline::test
