#include "domain/matching/instance.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace tutorline::domain::matching {
namespace {

using Numbers = std::unordered_map<std::string_view, int>;  // looked up only

/// The number of a key, given out in order of first sight.
template <class Key>
int number_of(std::map<Key, int>& numbers, const Key& key) {
    return numbers.emplace(key, static_cast<int>(numbers.size())).first->second;
}

Numbers index_of_tutors(const Problem& problem) {
    Numbers index;
    for (std::size_t t = 0; t < problem.tutors.size(); ++t) index.emplace(problem.tutors[t].id, static_cast<int>(t));
    return index;
}

int find_tutor(const Numbers& index, std::string_view id) {
    if (id.empty()) return nobody;
    const auto found = index.find(id);
    return found == index.end() ? somebody : found->second;
}

std::vector<int> sorted(std::vector<int> slots) {
    std::sort(slots.begin(), slots.end());
    return slots;
}

}  // namespace

std::int64_t PairTerms::cost(const Weights& weights) const {
    return weights.language_second * language_position + (level_near ? weights.level_near : 0) +
           (department_other ? weights.department_other : 0) + (tutor_changed ? weights.tutor_changed : 0);
}

PairTerms pair_terms(const Student& student, const Tutor& tutor) {
    PairTerms terms;
    for (std::size_t i = 0; i < student.languages.size() && terms.language_position < 0; ++i)
        if (std::find(tutor.languages.begin(), tutor.languages.end(), student.languages[i]) != tutor.languages.end())
            terms.language_position = static_cast<int>(i);
    int distance = levels_max;
    for (const int level : tutor.levels) distance = std::min(distance, std::abs(level - student.level));
    terms.level_near = distance == 1;
    terms.level_far = distance > 1;
    terms.gender_refused = student.tutor_gender != Gender::any && student.tutor_gender != tutor.gender;
    terms.department_other = student.department != tutor.department;
    terms.tutor_changed = !student.previous_tutor.empty() && student.previous_tutor != tutor.id;
    return terms;
}

Instance::Instance(const Problem& problem)
    : slots_per_day(problem.slots_per_day),
      slot_count(problem.slots_per_day * days_a_week),
      sessions(problem.sessions_per_week),
      weights(problem.weights),
      has_promises(!problem.current.empty()) {
    const Numbers tutor_index = index_of_tutors(problem);
    Numbers household_index, student_index;
    std::map<std::string_view, int> departments;
    std::map<std::tuple<const std::vector<std::string>&, const int&, const Gender&>, int> student_kind_index;  // keys are rows of the problem
    std::map<std::tuple<std::vector<std::string>, std::vector<int>, Gender>, int> tutor_kind_index;
    std::vector<int> student_sample, tutor_sample;  // one row of each kind, to fill the table

    students.reserve(problem.students.size());
    student_index.reserve(problem.students.size());
    for (const Student& student : problem.students) {
        StudentRow row;
        const int number = static_cast<int>(students.size());
        row.wishes.reserve(student.slots.size());
        for (const SlotWish& wish : student.slots) row.wishes.push_back({wish.slot, wish.cost});
        std::sort(row.wishes.begin(), row.wishes.end(), [](const Wish& a, const Wish& b) { return a.slot < b.slot; });
        row.kind = number_of(student_kind_index, std::tie(student.languages, student.level, student.tutor_gender));
        if (row.kind == static_cast<int>(student_sample.size())) student_sample.push_back(number);
        row.department = number_of(departments, std::string_view{student.department});
        row.need = student.need;
        row.previous = find_tutor(tutor_index, student.previous_tutor);
        const auto known = student.household.empty() ? household_index.end() : household_index.find(student.household);
        row.household = known == household_index.end() ? static_cast<int>(households.size()) : known->second;
        if (known == household_index.end()) {
            households.emplace_back();
            if (!student.household.empty()) household_index.emplace(student.household, row.household);
        }
        households[static_cast<std::size_t>(row.household)].push_back(number);
        if (student.pin) {
            row.pin_tutor = find_tutor(tutor_index, student.pin->tutor);
            row.pin_slots = sorted(student.pin->slots);
        }
        student_index.emplace(student.id, number);
        students.push_back(std::move(row));
    }
    for (const Tutor& tutor : problem.tutors) {
        TutorRow row;
        row.slots = sorted(tutor.slots);
        std::vector<std::string> languages = tutor.languages;
        std::sort(languages.begin(), languages.end());
        row.kind = number_of(tutor_kind_index, {languages, sorted(tutor.levels), tutor.gender});
        if (row.kind == static_cast<int>(tutor_sample.size())) tutor_sample.push_back(static_cast<int>(tutors.size()));
        row.department = number_of(departments, std::string_view{tutor.department});
        row.students_max = std::min(tutor.students_max, static_cast<int>(tutor.slots.size()));
        tutors.push_back(std::move(row));
    }
    student_kinds = static_cast<int>(student_sample.size());
    tutor_kinds = static_cast<int>(tutor_sample.size());
    for (const int s : student_sample)
        for (const int t : tutor_sample) {
            PairTerms terms =
                pair_terms(problem.students[static_cast<std::size_t>(s)], problem.tutors[static_cast<std::size_t>(t)]);
            terms.department_other = terms.tutor_changed = false;
            kind_cost.push_back(terms.allowed() ? terms.cost(weights) : not_allowed);
        }
    for (const Promise& promise : problem.current) {
        StudentRow& row = students[static_cast<std::size_t>(student_index.at(promise.student))];
        row.promise_tutor = find_tutor(tutor_index, promise.tutor);
        row.promise_slots = sorted(promise.slots);
    }
}

std::int64_t Instance::pair_cost(int student, int tutor) const {
    const StudentRow& s = students[static_cast<std::size_t>(student)];
    const TutorRow& t = tutors[static_cast<std::size_t>(tutor)];
    const std::int64_t base = kind_pair(s.kind, t.kind);
    if (base == not_allowed) return not_allowed;
    const bool changed = s.previous != nobody && s.previous != tutor;
    return base + (s.department != t.department ? weights.department_other : 0) + (changed ? weights.tutor_changed : 0);
}

std::int64_t Instance::slot_cost(int student, int slot) const {
    const auto& wishes = students[static_cast<std::size_t>(student)].wishes;
    const auto found =
        std::lower_bound(wishes.begin(), wishes.end(), slot, [](const Wish& w, int s) { return w.slot < s; });
    return found == wishes.end() || found->slot != slot ? not_allowed : found->cost;
}

bool Instance::offers(int tutor, int slot) const {
    const auto& slots = tutors[static_cast<std::size_t>(tutor)].slots;
    return std::binary_search(slots.begin(), slots.end(), slot);
}

int Instance::calls_promised(int student) const {
    return static_cast<int>(students[static_cast<std::size_t>(student)].promise_slots.size());
}

int Instance::calls_moved(int student, int tutor, const std::vector<int>& slots) const {
    const StudentRow& row = students[static_cast<std::size_t>(student)];
    int kept = 0;
    if (row.promise_tutor == tutor)
        for (const int slot : row.promise_slots) kept += std::count(slots.begin(), slots.end(), slot) > 0 ? 1 : 0;
    return calls_promised(student) - kept;
}

bool Instance::couples_slots() const {
    return sessions > 1 || households.size() < students.size();
}

}  // namespace tutorline::domain::matching
