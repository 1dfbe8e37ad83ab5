// Changes for coupled slots: seats beside everybody else, with something added.
#include <algorithm>
#include <map>
#include <set>

#include "base/index.hpp"
#include "domain/matching/changes.hpp"
#include "domain/matching/units.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::size_t solved_candidates_max = 8;

struct Possible {
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
std::optional<Possible> more_hours(const Seating& seating, std::vector<Student> members, Tutor tutor, int number) {
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
    return Possible{static_cast<int>(change.slots.size()), choice->cost % extra_hour, change};
}

/// One member with every hour of the tutor that may be asked for.
std::optional<Possible> more_wishes(const Seating& seating, std::vector<Student> members, std::size_t member,
                                     int student_number, const Tutor& tutor, int number, const Askable& askable) {
    Student& student = members[member];
    std::set<int> wished;
    for (const SlotWish& wish : student.slots) wished.insert(wish.slot);
    for (const int slot : tutor.slots)
        if (!wished.count(slot) && std::binary_search(askable.begin(), askable.end(), slot)) student.slots.push_back({slot, extra_hour});
    const auto choice = seating.seat(members, tutor, number);
    if (!choice || choice->cost < extra_hour) return std::nullopt;
    Change change;
    change.kind = Change::Kind::student_hour;
    change.student = student_number;
    change.tutor = number;
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
    return Possible{static_cast<int>(change.slots.size()), choice->cost % extra_hour, change};
}

std::optional<Possible> more_places(const Seating& seating, const std::vector<Student>& members, Tutor tutor,
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
    return Possible{tutor.students_max - before, choice->cost, change};
}

/// As small as the household first; then, where others in need would sit there, as large as the hours; then more of them.
std::vector<Change> newcomers_tried(const Problem& problem, const Solution& solution, const std::vector<int>& members, const Askable& askable) {
    std::vector<Change> all;
    auto change = newcomer_change(problem, members, askable);
    if (!change) return all;
    if (std::all_of(members.begin(), members.end(), [&](int s) { return problem.students[at(s)].need == 0; })) change->need = 1;
    all.push_back(*change);
    change->newcomer->students_max = static_cast<int>(change->slots.size());
    const int most = static_cast<int>(solution.unplaced.size()) + 1;
    for (change->newcomers = 1;; change->newcomers = std::min(most, change->newcomers * 2)) {
        all.push_back(*change);
        if (change->newcomers >= most) return all;
    }
}

}  // namespace

std::optional<Change> newcomer_change(const Problem& problem, const std::vector<int>& members, const Askable& askable) {
    const Student& first = problem.students[at(members.front())];
    Problem alone;
    alone.slots_per_day = problem.slots_per_day;
    alone.sessions_per_week = problem.sessions_per_week;
    Tutor tutor = newcomer_for(problem, first);
    std::set<std::string> languages;
    std::set<int> levels, slots;
    for (const int s : members) {
        const Student& row = problem.students[at(s)];
        if (row.tutor_gender != Gender::any && tutor.gender != Gender::any && row.tutor_gender != tutor.gender)
            return std::nullopt;  // nobody could be both
        if (row.tutor_gender != Gender::any) tutor.gender = row.tutor_gender;
        languages.insert(row.languages.front());
        levels.insert(row.level);
        alone.students.push_back(row);
        Student& open = alone.students.back();
        for (const SlotWish& wish : open.slots) slots.insert(wish.slot);
        for (const int slot : askable)
            if (std::none_of(row.slots.begin(), row.slots.end(), [&](const SlotWish& w) { return w.slot == slot; }))
                open.slots.push_back({slot, extra_hour});
    }
    tutor.languages.assign(languages.begin(), languages.end());
    tutor.levels.assign(levels.begin(), levels.end());
    tutor.students_max = static_cast<int>(members.size());
    alone.tutors = {tutor};
    const Instance instance(alone);
    const Units units(instance);
    std::vector<std::optional<Run>> of_day(at(days_a_week));
    for (const Run& run : units.units.front().runs)
        if (auto& day = of_day[at(instance.day(run.start))]; !day || run.cost < day->cost) day = run;
    std::erase(of_day, std::nullopt);
    std::stable_sort(of_day.begin(), of_day.end(), [](const auto& a, const auto& b) { return a->cost < b->cost; });
    if (std::ssize(of_day) < problem.sessions_per_week) return std::nullopt;
    Choice choice{0, 0, {}, 0};
    for (int call = 0; call < problem.sessions_per_week; ++call) choice.starts.push_back(of_day[at(call)]->start);
    std::sort(choice.starts.begin(), choice.starts.end());
    Change change;
    change.kind = Change::Kind::new_tutor;
    change.student = members.front();
    for (const Placement& placement : units.placements(choice))
        for (const int slot : placement.slots) {
            slots.insert(slot);
            const int student = members[at(placement.student)];
            const auto& wishes = problem.students[at(student)].slots;
            if (std::none_of(wishes.begin(), wishes.end(), [&](const SlotWish& w) { return w.slot == slot; }))
                change.family_hours.emplace_back(student, slot);
        }
    tutor.slots.assign(slots.begin(), slots.end());
    change.slots = tutor.slots;
    change.newcomer = std::move(tutor);
    return change;
}

std::optional<Change> coupled_change(const Problem& problem, const Instance& instance, const Solution& solution,
                                     const Reason& reason, const std::vector<int>& members, const Askable& askable,
                                     Effort& effort, const std::function<bool()>& out_of_time) {
    const Seating seating(problem, solution);
    std::vector<Possible> candidates;
    const auto add = [&](std::optional<Possible> candidate) {
        if (candidate) candidates.push_back(std::move(*candidate));
    };
    Change wish;
    wish.kind = Change::Kind::gender_wish;
    wish.student = members.front();
    Change need;
    need.kind = Change::Kind::need;
    need.student = members.front();
    std::int64_t need_most = 0;
    for (const Student& student : problem.students) need_most = std::max(need_most, student.need);
    if (reason.kind == Reason::Kind::no_need)
        for (need.need = 1;; need.need = std::min(need.need * 2, need_max)) {
            candidates.push_back({0, need.need, need});
            if (need.need > need_most || need.need == need_max) break;
        }
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
            if (const auto choice = seating.seat(open, tutor, number); choice && (wish.tutor = number, true))
                candidates.push_back({reason.kind == Reason::Kind::gender ? 0 : 500, choice->cost, wish});
        if (std::any_of(members.begin(), members.end(),
                        [&](int s) { return instance.pair_cost(s, number) == Instance::not_allowed; }))
            continue;
        add(more_hours(seating, rows, tutor, number));
        for (std::size_t m = 0; m < members.size(); ++m) add(more_wishes(seating, rows, m, members[m], tutor, number, askable));
        add(more_places(seating, rows, tutor, number));
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Possible& a, const Possible& b) {
        return std::pair(a.effort, a.cost) < std::pair(b.effort, b.cost);
    });
    if (candidates.size() > solved_candidates_max) candidates.resize(solved_candidates_max);
    for (const Possible& candidate : candidates) {
        if (out_of_time && out_of_time()) return std::nullopt;
        if (holds(problem, solution, candidate.change, members, effort, out_of_time)) return candidate.change;
    }
    for (const Change& change : newcomers_tried(problem, solution, members, askable)) {
        if (out_of_time && out_of_time()) return std::nullopt;
        if (holds(problem, solution, change, members, effort, out_of_time)) return change;
    }
    return std::nullopt;
}

}  // namespace tutorline::domain::matching
