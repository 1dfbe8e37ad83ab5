#include "domain/roster/smallest_change.hpp"

#include <algorithm>
#include <map>

#include "base/index.hpp"
#include "domain/calendar/week_slots.hpp"
#include "domain/matching/contest.hpp"
#include "domain/matching/coupled.hpp"
#include "domain/matching/instance.hpp"
#include "domain/roster/newcomer.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain {
namespace {

using Change = matching::Change;
using Kind = matching::Change::Kind;

constexpr int changes_tried_max = 24;          ///< per student
constexpr std::size_t changes_freely_max = 6;  ///< of these, tried with everybody free to move; of equal ones, compared
constexpr int steps_free_max = 60;

using base::at;

Change change_of(Kind kind, int student, int tutor, std::vector<int> slots = {}) {
    Change change;
    change.kind = kind;
    change.student = student;
    change.tutor = tutor;
    change.slots = std::move(slots);
    return change;
}

bool beside(const FreeSeats& seats, int tutor, int slot) {
    return (slot > 0 && seats.offers(tutor, slot - 1)) || (slot + 1 < slots_per_week && seats.offers(tutor, slot + 1));
}

}  // namespace

std::optional<Change> place_change(const Program& program, const matching::Tutor& tutor, const std::vector<int>& callable, int places) {
    Change change = change_of(Kind::tutor_place, -1, -1);
    change.students_max = places;
    for (const int slot : with_spare_hours(tutor.slots, places, callable, program))
        if (std::ranges::find(tutor.slots, slot) == tutor.slots.end()) change.slots.push_back(slot);
    if (places_in(static_cast<int>(tutor.slots.size() + change.slots.size()), program) < places) return std::nullopt;
    return change;
}

matching::Problem with_change(const Program& program, const Roster& roster, const matching::Problem& problem, const Change& change) {
    matching::Problem changed = matching::apply(problem, change);
    const auto at_its_cost = [&](int student, int slot) {
        for (auto& wish : changed.students[at(student)].slots)
            if (wish.slot == slot) wish = wish_for(slot, program);
    };
    for (const auto& [student, slot] : change.family_hours) at_its_cost(student, slot);
    if (change.kind == Kind::student_hour)
        for (const int slot : change.slots) at_its_cost(change.student, slot);
    if (change.kind == Kind::tutor_place) {
        auto& hours = changed.tutors[at(change.tutor)].slots;
        hours.insert(hours.end(), change.slots.begin(), change.slots.end());
    }
    if (change.kind != Kind::tutor_hour) return changed;
    const TutorLoad load = tutor_load(roster.tutors[at(change.tutor)], program);
    int& places = changed.tutors[at(change.tutor)].students_max;
    places = std::max(places, std::min(load.by_minutes, places_in(load.slots + static_cast<int>(change.slots.size()), program)));
    return changed;
}

SmallestChange::SmallestChange(const Program& program, const Roster& roster, const RosterMatch& match, const FreeSeats& seats, int solves_max)
    : program_(program), roster_(roster), match_(match), problem_(match.problem), seats_(seats), callable_(slots_inside(callable_hours(program))), solves_left_(solves_max) {
    for (const Tutor& tutor : roster.tutors) loads_.push_back(tutor_load(tutor, program));
    std::map<std::string, int> numbers;
    for (int index = 0; index < std::ssize(problem_.students); ++index) {
        const std::string& name = problem_.students[at(index)].household;
        const int next = static_cast<int>(households_.size());
        const int number = name.empty() ? next : numbers.try_emplace(name, next).first->second;
        if (number == next) households_.emplace_back();
        households_[at(number)].push_back(index);
        household_of_.push_back(number);
        wished_.push_back(wished_hours(problem_.students[at(index)]));
    }
    rivals_.resize(problem_.tutors.size());
    callable_for_.resize(problem_.students.size());
}

std::optional<FoundChange> SmallestChange::of(int index) {
    if (alone(index)) return of_one(index);
    return of_household(household(index));
}

bool SmallestChange::alone(int index) const { return problem_.sessions_per_week == 1 && household(index).size() == 1; }

std::int64_t SmallestChange::need(const std::vector<int>& members) const {
    std::int64_t sum = 0;
    for (const int member : members) sum += problem_.students[at(member)].need;
    return sum;
}

const std::vector<SmallestChange::Rival>& SmallestChange::rivals_of(int tutor) const {
    auto& known = rivals_[at(tutor)];
    if (known) return *known;
    known.emplace();
    const WeekHours free = seats_.free_hours(tutor);
    for (const int other : match_.solution.unplaced) {
        const std::vector<int>& family = household(other);
        if (family.front() != other || !matching::pair_terms(problem_.students[at(other)], problem_.tutors[at(tutor)]).allowed()) continue;
        const bool suits = alone(other) ? (wished_[at(other)] & free).any() : allowed(family, tutor) && fits(family, free);
        known->push_back({other, static_cast<int>(family.size()), need(family), suits});
    }
    return *known;
}

/// Of those without a place, how many in more (or in as much) need would take what the change gives.
int SmallestChange::rivals(const std::vector<int>& members, const Change& change, bool in_more_need) const {
    if (change.kind != Kind::tutor_hour && change.kind != Kind::tutor_place) return 0;
    const std::int64_t own = need(members);
    const WeekHours added = week_hours(change.slots);
    const bool new_place = change.kind == Kind::tutor_place || places_with(change.tutor, static_cast<int>(change.slots.size())) > problem_.tutors[at(change.tutor)].students_max;
    return static_cast<int>(std::ranges::count_if(rivals_of(change.tutor), [&](const Rival& rival) {
        // By the place: two children may come where a household of two would.
        const std::int64_t theirs = rival.need * std::ssize(members), ours = own * rival.size;
        if (rival.first == members.front() || (in_more_need ? theirs <= ours : theirs != ours)) return false;
        if (new_place && rival.needs_only_a_place) return true;
        if ((wished_[at(rival.first)] & added).none()) return false;
        return alone(rival.first) || fits(household(rival.first), seats_.free_hours(change.tutor) | added);
    }));
}

/// What the tutor's row in the sheet holds with so many half hours more.
int SmallestChange::places_with(int tutor, int hours_more) const {
    const TutorLoad& load = loads_[at(tutor)];
    return std::max(problem_.tutors[at(tutor)].students_max, std::min(load.by_minutes, places_in(load.slots + hours_more, program_)));
}

std::optional<Change> SmallestChange::place_more(int student, int tutor, int places) const {
    auto [known, fresh] = places_.try_emplace({tutor, places});
    if (fresh) known->second = place_change(program_, problem_.tutors[at(tutor)], callable_, places);
    auto change = known->second;
    if (!change) return std::nullopt;
    change->student = student;
    change->tutor = tutor;
    return change;
}

// --- one child with one call a week -------------------------------------------------------------------------------------

bool SmallestChange::free_meeting(const matching::Student& student, int tutor) const {
    return std::ranges::any_of(student.slots, [&](const auto& wish) { return seats_.free(tutor, wish.slot); });
}

/// For one child with one call a week a solve with everybody else in place is just this look.
bool SmallestChange::fits_directly(const matching::Student& student, const Change& change) const {
    if (change.kind == Kind::gender_wish) {
        matching::Student without_wish = student;
        without_wish.tutor_gender = matching::Gender::any;
        for (int t = 0; t < std::ssize(problem_.tutors); ++t)
            if (matching::pair_terms(without_wish, problem_.tutors[at(t)]).allowed() && seats_.room(t, 1) && free_meeting(student, t)) return true;
        return false;
    }
    if (change.kind == Kind::tutor_place) return free_meeting(student, change.tutor);
    return seats_.room(change.tutor, 1) ||
           (change.kind == Kind::tutor_hour && places_with(change.tutor, static_cast<int>(change.slots.size())) > problem_.tutors[at(change.tutor)].students_max);
}

/// More need is met, and this very student has a place: another may be in more need.
bool SmallestChange::places_when_others_move(int index, const Change& change) {
    --solves_left_;
    const auto solved = solve_stepwise(with_change(program_, roster_, problem_, change), program_.seed, steps_free_max);
    return solved.need_placed > match_.solution.need_placed && std::ranges::find(solved.unplaced, index) == solved.unplaced.end();
}

/// Few and near at hand first: a wish given up, a place, half hours beside those a tutor offers already, a family's hour.
std::vector<Change> SmallestChange::candidates(int index) const {
    const matching::Student& student = problem_.students[at(index)];
    std::vector<Change> places, near, other, family;
    for (int t = 0; t < std::ssize(problem_.tutors); ++t) {
        const auto& tutor = problem_.tutors[at(t)];
        if (!matching::pair_terms(student, tutor).allowed()) continue;
        const bool meets = std::ranges::any_of(student.slots, [&](const auto& wish) { return seats_.offers(t, wish.slot); });
        if (meets && !seats_.room(t, 1))
            if (auto change = place_more(index, t, seats_.load(t) + 1)) places.push_back(std::move(*change));
        for (const auto& wish : student.slots)
            if (!seats_.offers(t, wish.slot)) (beside(seats_, t, wish.slot) ? near : other).push_back(change_of(Kind::tutor_hour, index, t, {wish.slot}));
        const auto open = std::ranges::find_if(tutor.slots, [&](int slot) { return !seats_.taken(t, slot); });
        if (seats_.room(t, 1) && open != tutor.slots.end()) family.push_back(change_of(Kind::student_hour, index, t, {*open}));  // one proposal a tutor
    }
    std::vector<Change> all;
    if (student.tutor_gender != matching::Gender::any) all.push_back(change_of(Kind::gender_wish, index, -1));
    for (const auto* part : {&places, &near, &family, &other}) all.insert(all.end(), part->begin(), part->end());
    if (all.size() > changes_tried_max) all.resize(changes_tried_max);
    return all;
}

std::optional<FoundChange> SmallestChange::of_one(int index) {
    const auto changes = candidates(index);
    for (const Change& change : changes)
        if (fits_directly(problem_.students[at(index)], change) && rivals({index}, change, true) == 0) return FoundChange{change, rivals({index}, change, false)};
    // Perhaps others would have to move: dearer to find out, so only for small programmes and the first few.
    if (problem_.students.size() > coupled_students_max) return std::nullopt;
    for (std::size_t n = 0; n < changes.size() && n < changes_freely_max; ++n)
        if (solves_left_ > 0 && places_when_others_move(index, changes[n])) return FoundChange{changes[n], 0};
    return std::nullopt;
}

// --- siblings, and two calls a week --------------------------------------------------------------------------------------

bool SmallestChange::allowed(const std::vector<int>& members, int tutor, bool with_wishes) const {
    return std::ranges::all_of(members, [&](int member) {
        matching::PairTerms terms = matching::pair_terms(problem_.students[at(member)], problem_.tutors[at(tutor)]);
        terms.gender_refused = terms.gender_refused && with_wishes;
        return terms.allowed();
    });
}

bool SmallestChange::fits(const std::vector<int>& members, const WeekHours& free) const {
    if (std::ranges::any_of(members, [&](int member) { return (wished_[at(member)] & free).none(); })) return false;
    return cheapest_seat(problem_.sessions_per_week, static_cast<int>(members.size()), [&](int member, int slot) {
        return free.test(at(slot)) && wished_[at(members[at(member)])].test(at(slot)) ? 0 : not_possible;
    }).has_value();
}

/// The fewest hours that this tutor and the family would have to add together, and their price.
std::optional<std::pair<Change, int>> SmallestChange::of_both(const std::vector<int>& members, int tutor) const {
    const auto hours_of = [&](int member) -> const WeekHours& {
        auto& known = callable_for_[at(member)];
        if (!known) known = week_hours(callable_slots(roster_.students[at(match_.students[at(member)])], program_));
        return *known;
    };
    const auto wished = [&](int member, int slot) { return wished_[at(members[at(member)])].test(at(slot)); };
    const auto seat = cheapest_seat(problem_.sessions_per_week, static_cast<int>(members.size()), [&](int member, int slot) {
        if (seats_.taken(tutor, slot) || !hours_of(members[at(member)]).test(at(slot))) return not_possible;
        return (seats_.offers(tutor, slot) ? 0 : hour_more + (beside(seats_, tutor, slot) ? 1 : 3)) + (wished(member, slot) ? 0 : hour_more + 2);
    });
    if (!seat) return std::nullopt;
    Change change = change_of(Kind::tutor_hour, members.front(), tutor);
    for (const auto& [member, slot] : seat->calls) {
        if (!seats_.offers(tutor, slot)) change.slots.push_back(slot);
        if (!wished(member, slot)) change.family_hours.emplace_back(members[at(member)], slot);
    }
    return std::pair{std::move(change), seat->price};
}

/// A place more for each of the family, with the hours that `besides` asks for and prices.
void SmallestChange::offer_place(const std::vector<int>& members, int tutor, const std::pair<Change, int>& besides, std::vector<std::pair<int, Change>>& offers) const {
    auto change = place_more(members.front(), tutor, seats_.load(tutor) + static_cast<int>(members.size()));
    if (!change) return;
    const int asked = change->students_max - problem_.tutors[at(tutor)].students_max + static_cast<int>(change->slots.size());
    for (const int slot : besides.first.slots)
        if (std::ranges::find(change->slots, slot) == change->slots.end()) change->slots.push_back(slot);
    std::ranges::sort(change->slots);
    change->family_hours = besides.first.family_hours;
    offers.emplace_back(asked * hour_more + besides.second, std::move(*change));
}

/// What this tutor and one of the family could do, each with its price: the number of hours or places, then what is nearer at hand.
void SmallestChange::offer_tutor(const std::vector<int>& members, int tutor, std::vector<std::pair<int, Change>>& offers) const {
    const int size = static_cast<int>(members.size());
    const bool room = seats_.room(tutor, size);
    if (!room && fits(members, seats_.free_hours(tutor))) return offer_place(members, tutor, {{}, 0}, offers);
    if (const auto both = of_both(members, tutor)) {
        if (!room) return offer_place(members, tutor, *both, offers);
        if (!both->first.slots.empty() && !both->first.family_hours.empty()) offers.emplace_back(both->second, both->first);
    }
    if (!room) return;
    const auto wished = [&](int member, int slot) { return wished_[at(members[at(member)])].test(at(slot)); };
    const auto tutors = cheapest_seat(problem_.sessions_per_week, size, [&](int member, int slot) {
        if (seats_.taken(tutor, slot) || !wished(member, slot)) return not_possible;
        return seats_.offers(tutor, slot) ? 0 : hour_more + (beside(seats_, tutor, slot) ? 1 : 3);
    });
    if (tutors) {
        Change change = change_of(Kind::tutor_hour, members.front(), tutor);
        for (const auto& [member, slot] : tutors->calls)
            if (!seats_.offers(tutor, slot)) change.slots.push_back(slot);
        offers.emplace_back(tutors->price, std::move(change));
    }
    for (int asked = 0; asked < size; ++asked) {
        const auto family = cheapest_seat(problem_.sessions_per_week, size, [&](int member, int slot) {
            if (!seats_.free(tutor, slot)) return not_possible;
            return wished(member, slot) ? 0 : member == asked ? hour_more + 2 : not_possible;
        });
        if (!family) continue;
        Change change = change_of(Kind::student_hour, members[at(asked)], tutor);
        for (const auto& [member, slot] : family->calls)
            if (!wished(member, slot)) change.slots.push_back(slot);
        offers.emplace_back(family->price, std::move(change));
    }
}

/// How many others the change would place instead, in as much need, where families may move over; none: in more need.
std::optional<int> SmallestChange::would_lose(const std::vector<int>& members, const Change& change) {
    const int known = rivals(members, change, false);
    if (problem_.students.size() > coupled_students_max || contest_looks_ <= 0) return known;
    matching::Problem changed = with_change(program_, roster_, problem_, change);
    for (auto& student : changed.students) student.pin.reset();  // of a match that runs: they move where that makes room
    const matching::Contest contest = matching::contest_for(changed, match_.solution, members, contest_looks_);
    if (contest.in_more_need > 0) return std::nullopt;
    const int others = std::max(known, contest.in_as_much);
    if (others > 0 || !contest.seats) return others;
    // Some might come together, or others give up their place for them: with few students that can be searched to the end.
    const auto surely = matching::needed_for_most(changed, members.front(), proof_looks_);
    return surely == std::optional(false) ? 1 : 0;
}

std::optional<FoundChange> SmallestChange::of_household(const std::vector<int>& members) {
    const int size = static_cast<int>(members.size());
    const bool wishes = std::ranges::any_of(members, [&](int member) { return problem_.students[at(member)].tutor_gender != matching::Gender::any; });
    std::vector<std::pair<int, Change>> offers;
    for (int t = 0; t < std::ssize(problem_.tutors); ++t) {
        if (wishes && allowed(members, t, false) && seats_.room(t, size) && fits(members, seats_.free_hours(t)))
            offers.emplace_back(1, change_of(Kind::gender_wish, members.front(), t));
        if (allowed(members, t)) offer_tutor(members, t, offers);
    }
    std::ranges::stable_sort(offers, {}, &std::pair<int, Change>::first);
    std::optional<FoundChange> best;  // among equal prices the one that fewest others wait for
    int best_price = 0;
    std::size_t looked_at = 0;
    for (const auto& [price, change] : offers) {
        if (best && (price > best_price || ++looked_at > changes_freely_max)) break;
        if (price == 0 || rivals(members, change, true) > 0) continue;
        const auto others = would_lose(members, change);
        if (!others) continue;
        if (!best || *others < best->rivals) best = FoundChange{change, *others};
        best_price = price;
    }
    return best;
}

}  // namespace tutorline::domain
