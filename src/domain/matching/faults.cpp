// What makes a problem impossible, row by row.
#include <algorithm>
#include <map>
#include <set>

#include "domain/matching/instance.hpp"
#include "domain/matching/problem.hpp"

namespace tutorline::domain::matching {
namespace {

using List = Fault::List;

class Inspection {
  public:
    explicit Inspection(const Problem& problem) : problem_(problem), slot_count_(problem.slots_per_day * days_a_week) {}

    std::vector<Fault> run() {
        if (problem_.slots_per_day < 1 || problem_.slots_per_day > slots_per_day_max) {
            say(List::problem, -1, "", "slots_per_day must be 1 to " + std::to_string(slots_per_day_max));
            return std::move(faults_);  // no slot can be judged
        }
        if (problem_.sessions_per_week < 1 || problem_.sessions_per_week > sessions_per_week_max)
            say(List::problem, -1, "", "sessions_per_week must be 1 to 7: calls are on different days");
        inspect_weights();
        for (std::size_t i = 0; i < problem_.students.size(); ++i) inspect_student(static_cast<int>(i));
        for (std::size_t i = 0; i < problem_.tutors.size(); ++i) inspect_tutor(static_cast<int>(i));
        inspect_pins();
        for (std::size_t i = 0; i < problem_.current.size(); ++i) inspect_promise(static_cast<int>(i));
        for (const auto& [name, members] : households_)
            if (static_cast<int>(members.size()) > household_members_max)
                say(List::students, members.front(), id_of(members.front()),
                    "the household has more than " + std::to_string(household_members_max) + " students");
        return std::move(faults_);
    }

  private:
    void say(List list, int index, const std::string& id, std::string what) {
        faults_.push_back({list, index, id, std::move(what)});
    }
    const std::string& id_of(int student) const { return problem_.students[static_cast<std::size_t>(student)].id; }

    void number(List list, int index, const std::string& id, const std::string& name, std::int64_t value,
                std::int64_t max) {
        if (value < 0) say(list, index, id, name + " is negative");
        if (value > max) say(list, index, id, name + " is above " + std::to_string(max));
    }

    void inspect_weights() {
        const Weights& w = problem_.weights;
        number(List::problem, -1, "", "weights.language_second", w.language_second, cost_max);
        number(List::problem, -1, "", "weights.level_near", w.level_near, cost_max);
        number(List::problem, -1, "", "weights.department_other", w.department_other, cost_max);
        number(List::problem, -1, "", "weights.tutor_changed", w.tutor_changed, cost_max);
    }

    void slot(List list, int index, const std::string& id, int value, std::set<int>& seen) {
        if (value < 0 || value >= slot_count_)
            say(list, index, id,
                "slot " + std::to_string(value) + " is out of range: the week has slots 0 to " +
                    std::to_string(slot_count_ - 1));
        else if (!seen.insert(value).second)
            say(list, index, id, "slot " + std::to_string(value) + " is named twice");
    }

    void names(List list, int index, const std::string& id, const std::vector<std::string>& languages) {
        if (languages.empty()) say(list, index, id, "no language is named");
        std::set<std::string> seen;
        for (const std::string& language : languages) {
            if (language.empty()) say(list, index, id, "a language is empty");
            if (!seen.insert(language).second) say(list, index, id, "language '" + language + "' is named twice");
        }
    }

    void inspect_student(int index) {
        const Student& student = problem_.students[static_cast<std::size_t>(index)];
        const std::string& id = student.id;
        if (id.empty()) say(List::students, index, id, "the id is missing");
        if (!students_.emplace(id, index).second) say(List::students, index, id, "the id is used twice");
        std::set<int> seen;
        for (const SlotWish& wish : student.slots) {
            slot(List::students, index, id, wish.slot, seen);
            number(List::students, index, id, "the cost of slot " + std::to_string(wish.slot), wish.cost, cost_max);
        }
        names(List::students, index, id, student.languages);
        number(List::students, index, id, "level", student.level, levels_max - 1);
        number(List::students, index, id, "need", student.need, need_max);
        if (!student.household.empty()) households_[student.household].push_back(index);
    }

    void inspect_tutor(int index) {
        const Tutor& tutor = problem_.tutors[static_cast<std::size_t>(index)];
        const std::string& id = tutor.id;
        if (id.empty()) say(List::tutors, index, id, "the id is missing");
        if (!tutors_.emplace(id, index).second) say(List::tutors, index, id, "the id is used twice");
        std::set<int> seen;
        for (const int value : tutor.slots) slot(List::tutors, index, id, value, seen);
        names(List::tutors, index, id, tutor.languages);
        std::set<int> levels;
        for (const int level : tutor.levels) {
            number(List::tutors, index, id, "a level", level, levels_max - 1);
            if (!levels.insert(level).second)
                say(List::tutors, index, id, "level " + std::to_string(level) + " is named twice");
        }
        number(List::tutors, index, id, "students_max", tutor.students_max, 1'000'000);
    }

    /// Known tutor, right number of slots, in range, on different days. False when the rest cannot be judged.
    bool inspect_calls(List list, int index, const std::string& id, const std::string& tutor,
                       const std::vector<int>& slots) {
        const std::size_t before = faults_.size();
        if (tutors_.find(tutor) == tutors_.end())
            say(list, index, id,
                "tutor '" + tutor + "' is not in tutors (a tutor who left stays listed with no slots)");
        std::set<int> seen, days;
        for (const int value : slots) {
            slot(list, index, id, value, seen);
            if (value >= 0 && !days.insert(value / problem_.slots_per_day).second)
                say(list, index, id, "two calls are on one day");
        }
        if (static_cast<int>(slots.size()) != problem_.sessions_per_week)
            say(list, index, id,
                std::to_string(slots.size()) + " slots where sessions_per_week is " +
                    std::to_string(problem_.sessions_per_week));
        return faults_.size() == before;
    }

    void inspect_pins() {
        std::map<std::pair<int, int>, int> seats;
        std::map<int, int> load;
        for (std::size_t i = 0; i < problem_.students.size(); ++i) {
            const Student& student = problem_.students[i];
            const int index = static_cast<int>(i);
            if (!student.pin ||
                !inspect_calls(List::students, index, student.id, student.pin->tutor, student.pin->slots))
                continue;
            const int tutor_index = tutors_.at(student.pin->tutor);
            const Tutor& tutor = problem_.tutors[static_cast<std::size_t>(tutor_index)];
            const PairTerms terms = pair_terms(student, tutor);
            const std::string pin = "the pin to tutor '" + tutor.id + "' cannot be kept: ";
            if (terms.language_position < 0) say(List::students, index, student.id, pin + "no language in common");
            if (terms.level_far)
                say(List::students, index, student.id, pin + "the level is not near one of the tutor's");
            if (terms.gender_refused) say(List::students, index, student.id, pin + "the wish on the tutor's gender");
            for (const int value : student.pin->slots) {
                const auto wished = [&](const SlotWish& wish) { return wish.slot == value; };
                const std::string slot_name = "slot " + std::to_string(value);
                if (std::none_of(student.slots.begin(), student.slots.end(), wished))
                    say(List::students, index, student.id, pin + slot_name + " is not among the student's");
                if (std::find(tutor.slots.begin(), tutor.slots.end(), value) == tutor.slots.end())
                    say(List::students, index, student.id, pin + slot_name + " is not among the tutor's");
                const auto [seat, free] = seats.emplace(std::pair{tutor_index, value}, index);
                if (!free)
                    say(List::students, index, student.id,
                        pin + slot_name + " is pinned for student '" + id_of(seat->second) + "' too");
            }
            if (++load[tutor_index] == tutor.students_max + 1)
                say(List::students, index, student.id,
                    pin + "more students are pinned there than students_max " + std::to_string(tutor.students_max));
        }
    }

    void inspect_promise(int index) {
        const Promise& promise = problem_.current[static_cast<std::size_t>(index)];
        if (students_.find(promise.student) == students_.end())
            say(List::current, index, promise.student, "student '" + promise.student + "' is not in students");
        if (!promised_.insert(promise.student).second)
            say(List::current, index, promise.student, "the student is named twice");
        inspect_calls(List::current, index, promise.student, promise.tutor, promise.slots);
    }

    const Problem& problem_;
    int slot_count_;
    std::map<std::string, int> students_, tutors_;
    std::map<std::string, std::vector<int>> households_;
    std::set<std::string> promised_;
    std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> faults(const Problem& problem) {
    return Inspection(problem).run();
}

}  // namespace tutorline::domain::matching
