#include "domain/matching/reason_finder.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <set>

#include "base/index.hpp"
#include "domain/matching/instance.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr int orders_of_up_to = 6;  ///< members; of more only one order is tried

bool has(const std::vector<std::uint64_t>& bits, int slot) {
    return (bits[at(slot) / 64] >> (at(slot) % 64) & 1u) != 0;
}

bool meet(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] & b[i]) return true;
    return false;
}

}  // namespace

ReasonFinder::ReasonFinder(const Problem& problem) : problem_(problem) {
    for (std::size_t s = 0; s < problem.students.size(); ++s)
        if (const std::string& name = problem.students[s].household; !name.empty()) households_[name].push_back(static_cast<int>(s));
    for (const Tutor& tutor : problem.tutors) offered_.push_back(bits(tutor.slots));
}

std::vector<int> ReasonFinder::household_of(int student) const {
    const auto found = households_.find(problem_.students[at(student)].household);
    return found == households_.end() ? std::vector<int>{student} : found->second;
}

ReasonFinder::Bits ReasonFinder::bits(const std::vector<int>& slots) const {
    Bits bits(at(problem_.slots_per_day * days_a_week) / 64 + 1, 0);
    for (const int slot : slots) bits[at(slot) / 64] |= std::uint64_t{1} << (at(slot) % 64);
    return bits;
}

int ReasonFinder::kind_of(int student) {
    const Student& row = problem_.students[at(student)];
    return kinds_.try_emplace({row.languages, row.level, row.tutor_gender}, static_cast<int>(kinds_.size())).first->second;
}

const ReasonFinder::Asked& ReasonFinder::asked(const std::vector<int>& members) {
    std::vector<int> kinds, of_kind;  // one member stands for all of a kind
    for (const int s : members) {
        const int kind = kind_of(s);
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind), of_kind.push_back(s);
    }
    std::sort(kinds.begin(), kinds.end());
    const auto [place, fresh] = asked_.try_emplace({kinds, members.size()});
    Asked& asked = place->second;
    if (!fresh) return asked;
    asked.tutors.resize(problem_.tutors.size());
    std::iota(asked.tutors.begin(), asked.tutors.end(), 0);
    const auto narrow = [&](Reason::Kind kind, const auto& passes) {
        if (asked.refused) return;
        asked.tutors_asked = static_cast<int>(asked.tutors.size());
        std::erase_if(asked.tutors, [&](int t) { return !passes(problem_.tutors[at(t)]); });
        if (asked.tutors.empty()) asked.refused = kind;
    };
    const auto all = [&](const auto& holds) {
        return [this, &of_kind, &holds](const Tutor& tutor) {
            return std::all_of(of_kind.begin(), of_kind.end(), [&](int s) { return holds(pair_terms(problem_.students[at(s)], tutor)); });
        };
    };
    const auto speaks = [](const PairTerms& t) { return t.language_position >= 0; };
    const auto teaches = [](const PairTerms& t) { return !t.level_far; };
    const auto welcome = [](const PairTerms& t) { return !t.gender_refused; };
    narrow(Reason::Kind::language, all(speaks));
    narrow(Reason::Kind::level, all(teaches));
    narrow(Reason::Kind::gender, all(welcome));
    narrow(Reason::Kind::places, [&](const Tutor& tutor) { return tutor.students_max >= static_cast<int>(members.size()); });
    return asked;
}

std::vector<int> ReasonFinder::common_starts(const std::vector<Bits>& members, const Bits& offered) const {
    std::vector<int> starts;
    for (std::size_t i = 0; i < offered.size(); ++i) {
        std::uint64_t open = 0;  // hours that the tutor and somebody of them offer: the first of a run is one of these
        for (const Bits& week : members) open |= week[i];
        for (open &= offered[i]; open != 0; open &= open - 1)
            if (const int start = static_cast<int>(i * 64) + std::countr_zero(open); seats_all(members, offered, start)) starts.push_back(start);
    }
    return starts;
}

/// Whether the members can sit in some order in the slots from `start` on, on one day.
bool ReasonFinder::seats_all(const std::vector<Bits>& members, const Bits& offered, int start) const {
    const int size = static_cast<int>(members.size());
    if (start / problem_.slots_per_day != (start + size - 1) / problem_.slots_per_day) return false;
    for (int i = 1; i < size; ++i)
        if (!has(offered, start + i)) return false;
    if (size == 1) return true;
    std::vector<int> order(members.size());
    std::iota(order.begin(), order.end(), 0);
    do {
        bool seated = true;
        for (int i = 0; i < size && seated; ++i) seated = has(members[at(order[at(i)])], start + i);
        if (seated) return true;
    } while (size <= orders_of_up_to && std::next_permutation(order.begin(), order.end()));
    return false;
}

Reason ReasonFinder::of(int student) {
    const std::vector<int> members = household_of(student);
    const Student& row = problem_.students[at(student)];
    Reason reason{Reason::Kind::full, row.languages, row.level, row.tutor_gender, static_cast<int>(members.size()), 0};
    std::int64_t need = 0;
    bool pinned = false;
    std::set<Gender> wishes;
    for (const int s : members) {
        need += problem_.students[at(s)].need;
        pinned = pinned || problem_.students[at(s)].pin;
        wishes.insert(problem_.students[at(s)].tutor_gender);
    }
    wishes.erase(Gender::any);
    const bool wishes_apart = wishes.size() > 1;
    if (pinned || wishes_apart || static_cast<int>(members.size()) > problem_.slots_per_day) {
        reason.kind = pinned ? Reason::Kind::pin : wishes_apart ? Reason::Kind::wishes_apart : Reason::Kind::short_day;
        return reason;
    }
    const Asked& allowed = asked(members);
    if (allowed.refused) {
        reason.kind = *allowed.refused;
        reason.tutors_asked = allowed.tutors_asked;
        return reason;
    }
    std::vector<Bits> weeks;
    for (const int s : members) {
        std::vector<int> slots;
        for (const SlotWish& wish : problem_.students[at(s)].slots) slots.push_back(wish.slot);
        weeks.push_back(bits(slots));
    }
    int with_hours = 0, in_a_row = 0, on_days = 0;  // tutors
    for (const int t : allowed.tutors) {
        const Bits& offered = offered_[at(t)];
        if (!std::all_of(weeks.begin(), weeks.end(), [&](const Bits& week) { return meet(week, offered); })) continue;
        ++with_hours;
        if (members.size() == 1 && problem_.sessions_per_week == 1) continue;  // nothing more is asked
        const std::vector<int> starts = common_starts(weeks, offered);
        if (starts.empty()) continue;
        ++in_a_row;
        int days = 0, last = -1;
        for (const int start : starts)
            if (start / problem_.slots_per_day != last) last = start / problem_.slots_per_day, ++days;
        on_days += days >= problem_.sessions_per_week;
    }
    if (members.size() == 1 && problem_.sessions_per_week == 1) in_a_row = on_days = with_hours;
    if (with_hours == 0)
        reason.kind = Reason::Kind::hours, reason.tutors_asked = static_cast<int>(allowed.tutors.size());
    else if (in_a_row == 0)
        reason.kind = Reason::Kind::back_to_back, reason.tutors_asked = with_hours;
    else if (on_days == 0)
        reason.kind = Reason::Kind::days, reason.tutors_asked = in_a_row;
    else
        reason.kind = need == 0 ? Reason::Kind::no_need : Reason::Kind::full, reason.tutors_asked = on_days;
    return reason;
}

}  // namespace tutorline::domain::matching
