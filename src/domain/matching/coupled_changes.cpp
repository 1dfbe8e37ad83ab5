// Changes for coupled slots: seats beside everybody else, with something added.
#include <algorithm>
#include <map>
#include <set>

#include "domain/matching/changes.hpp"
#include "domain/matching/units.hpp"

namespace tutorline::domain::matching {
namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

constexpr std::size_t solved_students_max = 60;
constexpr std::size_t solved_candidates_max = 8;

struct Candidate {
    int effort;  ///< hours and places added
    std::int64_t cost;
    Change change;
};

/// The problem with everybody who is placed pinned where they are: a seat for the household there is a proof that it
/// fits.
class Seating {
  public:
    Seating(const Problem& problem, const Solution& solution) : problem_(problem), load_(problem.tutors.size(), 0) {
        for (const Placement& placement : solution.placed) {
            ++load_[at(placement.tutor)];
            for (const int slot : placement.slots) taken_.insert({placement.tutor, slot});
        }
    }
    int load(int tutor) const { return load_[at(tutor)]; }

    /// The cheapest choice of these students with this tutor beside everybody else. `number`: the tutor's place in the
    /// problem, or one beyond for a newcomer.
    std::optional<Choice> seat(const std::vector<Student>& members, const Tutor& tutor, int number) const {
        const int before = number < static_cast<int>(load_.size()) ? load(number) : 0;
        if (tutor.students_max - before < static_cast<int>(members.size())) return std::nullopt;
        Problem alone;
        alone.slots_per_day = problem_.slots_per_day;
        alone.sessions_per_week = problem_.sessions_per_week;
        alone.weights = problem_.weights;
        alone.students = members;
        alone.tutors = {tutor};
        const Instance instance(alone);
        const Units units(instance);
        std::vector<Choice> choices;
        units.each_choice(
            0, 0,
            [&](int slot) {
                return !taken_.count({number, slot});
            },
            choices, 10'000);
        const auto least = std::min_element(choices.begin(), choices.end(),
                                            [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
        if (least == choices.end()) return std::nullopt;
        return *least;
    }

  private:
    const Problem& problem_;
    std::vector<int> load_;
    std::set<std::pair<int, int>> taken_;
};

constexpr std::int64_t extra_hour = 1'000'000'000;  // an hour more weighs more than any cost: the fewest win

/// The tutor with every hour that some member wishes: which of them a seat would need beyond the hours offered.
std::optional<Candidate> more_hours(const Seating& seating, std::vector<Student> members, Tutor tutor, int number) {
    const std::set<int> offered(tutor.slots.begin(), tutor.slots.end());
    std::set<int> wished;
    for (Student& member : members)
        for (SlotWish& wish : member.slots) {
            wished.insert(wish.slot);
            if (!offered.count(wish.slot)) wish.cost += extra_hour;
        }
    for (const int slot : wished)
        if (!offered.count(slot)) tutor.slots.push_back(slot);
    const auto choice = seating.seat(members, tutor, number);
    if (!choice) return std::nullopt;
    Change change;
    change.kind = Change::Kind::tutor_hour;
    change.tutor = number;
    for (const int start : choice->starts)
        for (int i = 0; i < static_cast<int>(members.size()); ++i)
            if (!offered.count(start + i)) change.slots.push_back(start + i);
    if (change.slots.empty()) return std::nullopt;
    return Candidate{static_cast<int>(change.slots.size()), choice->cost % extra_hour, change};
}

/// One member with every hour of the tutor.
std::optional<Candidate> more_wishes(const Seating& seating, std::vector<Student> members, std::size_t member,
                                     int student_number, const Tutor& tutor, int number) {
    Student& student = members[member];
    std::set<int> wished;
    for (const SlotWish& wish : student.slots) wished.insert(wish.slot);
    for (const int slot : tutor.slots)
        if (!wished.count(slot)) student.slots.push_back({slot, extra_hour});
    const auto choice = seating.seat(members, tutor, number);
    if (!choice || choice->cost < extra_hour) return std::nullopt;
    Change change;
    change.kind = Change::Kind::student_hour;
    change.student = student_number;
    // Which of the new hours the member needs: those without which the choice does not fit; the run tells where.
    const int size = static_cast<int>(members.size());
    for (const int start : choice->starts)
        for (int i = 0; i < size; ++i)
            if (!wished.count(start + i)) change.slots.push_back(start + i);
    const int needed = static_cast<int>(choice->cost / extra_hour);
    std::vector<SlotWish>& wishes = student.slots;
    for (std::size_t i = 0; i < change.slots.size() && static_cast<int>(change.slots.size()) > needed;) {
        const int slot = change.slots[i];
        std::erase_if(wishes, [&](const SlotWish& w) { return w.slot == slot && w.cost == extra_hour; });
        const auto without = seating.seat(members, tutor, number);
        if (without && without->starts == choice->starts && without->cost == choice->cost) {
            change.slots.erase(change.slots.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            wishes.push_back({slot, extra_hour});
            ++i;
        }
    }
    return Candidate{static_cast<int>(change.slots.size()), choice->cost % extra_hour, change};
}

std::optional<Candidate> more_places(const Seating& seating, const std::vector<Student>& members, Tutor tutor,
                                     int number) {
    const int before = tutor.students_max;
    tutor.students_max = seating.load(number) + static_cast<int>(members.size());
    if (tutor.students_max <= before) return std::nullopt;
    const auto choice = seating.seat(members, tutor, number);
    if (!choice) return std::nullopt;
    Change change;
    change.kind = Change::Kind::tutor_place;
    change.tutor = number;
    change.students_max = tutor.students_max;
    return Candidate{tutor.students_max - before, choice->cost, change};
}

/// A tutor who has the household's own hours.
std::vector<Candidate> newcomers(const Problem& problem, const std::vector<int>& members) {
    const Student& first = problem.students[at(members.front())];
    Change change;
    change.kind = Change::Kind::new_tutor;
    change.student = members.front();
    Tutor tutor = newcomer_for(problem, first);
    std::set<std::string> languages;
    std::set<int> levels, slots;
    for (const int s : members) {
        const Student& row = problem.students[at(s)];
        languages.insert(row.languages.front());
        levels.insert(row.level);
        for (const SlotWish& wish : row.slots) slots.insert(wish.slot);
        if (tutor.gender == Gender::any) tutor.gender = row.tutor_gender;
    }
    tutor.languages.assign(languages.begin(), languages.end());
    tutor.levels.assign(levels.begin(), levels.end());
    tutor.slots.assign(slots.begin(), slots.end());
    change.slots = tutor.slots;
    std::vector<Candidate> all;
    // As small as the household first; with others in need of the same hours, as large as the hours.
    for (const int places : {static_cast<int>(members.size()), static_cast<int>(slots.size())}) {
        tutor.students_max = places;
        change.newcomer = tutor;
        all.push_back({1000 + places, 0, change});
    }
    return all;
}

}  // namespace

std::optional<Change> coupled_change(const Problem& problem, const Instance& instance, const Solution& solution,
                                     const Reason& reason, const std::vector<int>& members,
                                     const std::function<bool()>& out_of_time) {
    const Seating seating(problem, solution);
    std::vector<Candidate> candidates;
    const auto add = [&](std::optional<Candidate> candidate) {
        if (candidate) candidates.push_back(std::move(*candidate));
    };
    Change wish;
    wish.kind = Change::Kind::gender_wish;
    wish.student = members.front();
    Change need;
    need.kind = Change::Kind::need;
    need.student = members.front();
    if (reason.kind == Reason::Kind::no_need) candidates.push_back({0, 0, need});
    const bool wishes_gender = std::any_of(members.begin(), members.end(),
                                           [&](int s) { return problem.students[at(s)].tutor_gender != Gender::any; });
    std::vector<Student> rows, open;
    for (const int s : members) {
        rows.push_back(problem.students[at(s)]);
        open.push_back(rows.back());
        open.back().tutor_gender = Gender::any;
    }
    for (std::size_t t = 0; t < problem.tutors.size(); ++t) {
        const int number = static_cast<int>(t);
        const Tutor& tutor = problem.tutors[t];
        if (wishes_gender)
            if (const auto choice = seating.seat(open, tutor, number))
                candidates.push_back({reason.kind == Reason::Kind::gender ? 0 : 500, choice->cost, wish});
        if (std::any_of(members.begin(), members.end(),
                        [&](int s) { return instance.pair_cost(s, number) == Instance::not_allowed; }))
            continue;
        add(more_hours(seating, rows, tutor, number));
        for (std::size_t m = 0; m < members.size(); ++m) add(more_wishes(seating, rows, m, members[m], tutor, number));
        add(more_places(seating, rows, tutor, number));
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::pair(a.effort, a.cost) < std::pair(b.effort, b.cost);
    });
    if (candidates.size() > solved_candidates_max) candidates.resize(solved_candidates_max);
    for (Candidate& candidate : newcomers(problem, members))
        if (seating.seat(rows, *candidate.change.newcomer, static_cast<int>(problem.tutors.size())))
            candidates.push_back(std::move(candidate));
    if (candidates.empty()) return std::nullopt;
    if (problem.students.size() > solved_students_max) return candidates.front().change;  // the seating is the check
    SolveOptions options;
    options.out_of_time = out_of_time;
    for (const Candidate& candidate : candidates) {
        if (out_of_time && out_of_time()) break;
        const Solution again = solve(apply(problem, candidate.change), options);
        const auto& out = again.unplaced;
        if (std::none_of(members.begin(), members.end(),
                         [&](int s) { return std::binary_search(out.begin(), out.end(), s); }))
            return candidate.change;
    }
    return std::nullopt;
}

}  // namespace tutorline::domain::matching
