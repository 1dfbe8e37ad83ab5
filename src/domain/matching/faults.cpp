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
            say(List::problem, -1, "", "slots_per_day", {{"max", std::to_string(slots_per_day_max)}});
            return std::move(faults_);  // no slot can be judged
        }
        if (problem_.sessions_per_week < 1 || problem_.sessions_per_week > sessions_per_week_max)
            say(List::problem, -1, "", "sessions_per_week", {{"max", std::to_string(sessions_per_week_max)}});
        inspect_weights();
        for (std::size_t i = 0; i < problem_.students.size(); ++i) inspect_student(static_cast<int>(i));
        for (std::size_t i = 0; i < problem_.tutors.size(); ++i) inspect_tutor(static_cast<int>(i));
        inspect_pins();
        inspect_pinned_households();
        for (std::size_t i = 0; i < problem_.current.size(); ++i) inspect_promise(static_cast<int>(i));
        for (const auto& [name, members] : households_)
            if (static_cast<int>(members.size()) > household_members_max)
                say(List::students, members.front(), id_of(members.front()),
                    "household", {{"max", std::to_string(household_members_max)}});
        return std::move(faults_);
    }

  private:
    void say(List list, int index, const std::string& id, std::string what, Arguments arguments = {}) {
        faults_.push_back({list, index, id, std::move(what), std::move(arguments)});
    }
    const std::string& id_of(int student) const { return problem_.students[static_cast<std::size_t>(student)].id; }

    void number(List list, int index, const std::string& id, const std::string& name, std::int64_t value,
                std::int64_t max) {
        if (value < 0) say(list, index, id, "negative", {{"key", name}});
        if (value > max) say(list, index, id, "too_large", {{"key", name}, {"max", std::to_string(max)}});
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
                "slot_range", {{"slot", std::to_string(value)}, {"max", std::to_string(slot_count_ - 1)}});
        else if (!seen.insert(value).second)
            say(list, index, id, "slot_twice", {{"slot", std::to_string(value)}});
    }

    void names(List list, int index, const std::string& id, const std::vector<std::string>& languages) {
        if (languages.empty()) say(list, index, id, "no_language");
        std::set<std::string> seen;
        for (const std::string& language : languages) {
            if (language.empty()) say(list, index, id, "language_empty");
            if (!seen.insert(language).second) say(list, index, id, "language_twice", {{"language", language}});
        }
    }

    void inspect_student(int index) {
        const Student& student = problem_.students[static_cast<std::size_t>(index)];
        const std::string& id = student.id;
        if (id.empty()) say(List::students, index, id, "no_id");
        if (!students_.emplace(id, index).second) say(List::students, index, id, "id_twice");
        std::set<int> seen;
        for (const SlotWish& wish : student.slots) {
            slot(List::students, index, id, wish.slot, seen);
            number(List::students, index, id, "slots [" + std::to_string(wish.slot) + ", cost]", wish.cost, cost_max);
        }
        names(List::students, index, id, student.languages);
        number(List::students, index, id, "level", student.level, levels_max - 1);
        number(List::students, index, id, "need", student.need, need_max);
        if (!student.household.empty()) households_[student.household].push_back(index);
    }

    void inspect_tutor(int index) {
        const Tutor& tutor = problem_.tutors[static_cast<std::size_t>(index)];
        const std::string& id = tutor.id;
        if (id.empty()) say(List::tutors, index, id, "no_id");
        if (!tutors_.emplace(id, index).second) say(List::tutors, index, id, "id_twice");
        std::set<int> seen;
        for (const int value : tutor.slots) slot(List::tutors, index, id, value, seen);
        names(List::tutors, index, id, tutor.languages);
        std::set<int> levels;
        for (const int level : tutor.levels) {
            number(List::tutors, index, id, "levels", level, levels_max - 1);
            if (!levels.insert(level).second)
                say(List::tutors, index, id, "level_twice", {{"level", std::to_string(level)}});
        }
        number(List::tutors, index, id, "students_max", tutor.students_max, 1'000'000);
    }

    /// Known tutor, right number of slots, in range, on different days. False when the rest cannot be judged.
    bool inspect_calls(List list, int index, const std::string& id, const std::string& tutor,
                       const std::vector<int>& slots) {
        const std::size_t before = faults_.size();
        if (tutors_.find(tutor) == tutors_.end())
            say(list, index, id,
                "unknown_tutor", {{"tutor", tutor}});
        std::set<int> seen, days;
        for (const int value : slots) {
            slot(list, index, id, value, seen);
            if (value >= 0 && !days.insert(value / problem_.slots_per_day).second)
                say(list, index, id, "two_on_a_day");
        }
        if (static_cast<int>(slots.size()) != problem_.sessions_per_week)
            say(list, index, id,
                "slot_count", {{"slots", std::to_string(slots.size())}, {"sessions", std::to_string(problem_.sessions_per_week)}});
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
            const auto refuse_pin = [&](const std::string& why, Arguments more = {}) {
                more.emplace_back("tutor", tutor.id);
                say(List::students, index, student.id, "pin_" + why, std::move(more));
            };
            if (terms.language_position < 0) refuse_pin("language");
            if (terms.level_far)
                refuse_pin("level");
            if (terms.gender_refused) refuse_pin("gender");
            for (const int value : student.pin->slots) {
                const auto wished = [&](const SlotWish& wish) { return wish.slot == value; };
                const std::string slot_name = std::to_string(value);
                if (std::none_of(student.slots.begin(), student.slots.end(), wished))
                    refuse_pin("student_slot", {{"slot", slot_name}});
                if (std::find(tutor.slots.begin(), tutor.slots.end(), value) == tutor.slots.end())
                    refuse_pin("tutor_slot", {{"slot", slot_name}});
                const auto [seat, free] = seats.emplace(std::pair{tutor_index, value}, index);
                if (!free)
                    refuse_pin("seat", {{"slot", slot_name}, {"student", id_of(seat->second)}});
            }
            if (++load[tutor_index] == tutor.students_max + 1)
                refuse_pin("full", {{"max", std::to_string(tutor.students_max)}});
        }
    }

    /// A household sits with one tutor as a whole: pins to two, or to one without so many places, cannot be kept.
    void inspect_pinned_households() {
        for (const auto& [name, members] : households_) {
            int first = -1;
            for (const int index : members) {
                const auto& pin = problem_.students[static_cast<std::size_t>(index)].pin;
                const auto tutor = pin ? tutors_.find(pin->tutor) : tutors_.end();
                if (tutor == tutors_.end()) continue;
                const int places = problem_.tutors[static_cast<std::size_t>(tutor->second)].students_max;
                if (first < 0 && places >= 1 && places < static_cast<int>(members.size()))
                    say(List::students, index, id_of(index), "pin_household", {{"tutor", pin->tutor}, {"max", std::to_string(places)}, {"members", std::to_string(members.size())}});
                if (first < 0) first = index;
                if (const auto& other = problem_.students[static_cast<std::size_t>(first)].pin; other->tutor != pin->tutor)
                    say(List::students, index, id_of(index), "pin_sibling", {{"tutor", pin->tutor}, {"student", id_of(first)}, {"other", other->tutor}});
            }
        }
    }

    void inspect_promise(int index) {
        const Promise& promise = problem_.current[static_cast<std::size_t>(index)];
        if (students_.find(promise.student) == students_.end())
            say(List::current, index, promise.student, "unknown_student", {{"student", promise.student}});
        if (!promised_.insert(promise.student).second)
            say(List::current, index, promise.student, "student_twice");
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
