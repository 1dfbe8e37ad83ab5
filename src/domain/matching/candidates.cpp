#include "domain/matching/candidates.hpp"

#include <algorithm>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::size_t pairs_max = 50'000'000;  ///< units x tutors looked at to the last
constexpr std::size_t candidates_max = 4'000'000, candidates_each_min = 16;
constexpr std::size_t stride_prime = 7919;  ///< where a unit's look at the tutors begins, when not all are looked at

/// The most students a tutor can have: by places, and by the hours that somebody could use, each student taking
/// `sessions` of them on different days. An odd hour is nobody's second call: relaxed prices alone do not see that.
int room_of(const Instance& instance, int tutor, const char* used) {
    std::vector<int> of_day(at(days_a_week), 0);
    for (const int slot : instance.tutors[at(tutor)].slots)
        if (used[slot]) ++of_day[at(instance.day(slot))];
    for (int room = instance.tutors[at(tutor)].students_max; room > 0; --room) {
        int calls = 0;
        for (const int hours : of_day) calls += std::min(hours, room);
        if (calls >= room * instance.sessions) return room;
    }
    return 0;
}

/// Tutors that a unit had, was promised or is fixed to.
std::vector<int> known_tutors(const Units& units, int unit) {
    std::vector<int> known;
    const auto add = [&](int tutor) {
        if (tutor >= 0 && std::find(known.begin(), known.end(), tutor) == known.end()) known.push_back(tutor);
    };
    add(units.units[at(unit)].pin_tutor);
    for (const int tutor : units.units[at(unit)].promise_tutors) add(tutor);
    for (const int s : units.units[at(unit)].members) add(units.instance.students[at(s)].previous);
    return known;
}

}  // namespace

void CandidateList::add(const Unit& unit, const Instance& instance, int tutor, std::int64_t pair, const char* week) {
    const int begin = static_cast<int>(run.size());
    int days = 0, last_day = -1;
    for (std::size_t r = 0; r < unit.runs.size(); ++r) {
        bool open = true;
        for (int i = 0; i < unit.size() && open; ++i) open = week[unit.runs[r].start + i] != 0;
        if (!open) continue;
        run.push_back(static_cast<std::uint16_t>(r));
        if (const int day = instance.day(unit.runs[r].start); day != last_day) last_day = day, ++days;
    }
    if (days < instance.sessions)
        run.resize(at(begin));
    else
        candidates.push_back({tutor, pair, begin, static_cast<int>(run.size())});
}

CandidateList::CandidateList(const Units& units) {
    const Instance& instance = units.instance;
    std::vector<char> offered(at(instance.slot_count) * instance.tutors.size(), 0);
    for (std::size_t t = 0; t < instance.tutors.size(); ++t)
        for (const int slot : instance.tutors[t].slots) offered[t * at(instance.slot_count) + at(slot)] = 1;
    const std::size_t tutors = instance.tutors.size();
    whole = units.units.size() * tutors <= pairs_max;
    const std::size_t each = whole ? tutors : std::max(candidates_each_min, candidates_max / units.units.size());
    first.push_back(0);
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const Unit& unit = units.units[u];
        std::vector<int> order;  // of the tutors; in a large problem those of before come first, then from some place on
        if (!whole) order = known_tutors(units, static_cast<int>(u));
        const std::size_t known = order.size(), begin = whole ? 0 : u * stride_prime % tutors;
        const std::size_t wanted = candidates.size() + each;
        for (std::size_t n = 0; n < known + tutors && candidates.size() < wanted; ++n) {
            const int t = n < known ? order[n] : static_cast<int>((begin + n - known) % tutors);
            if (n >= known && std::find(order.begin(), order.end(), t) != order.end()) continue;
            const std::int64_t pair = units.pair_cost(static_cast<int>(u), t);
            if (pair == Instance::not_allowed) continue;
            add(unit, instance, t, pair, offered.data() + at(t) * at(instance.slot_count));
        }
        first.push_back(static_cast<int>(candidates.size()));
    }
    std::vector<char> used(offered.size(), 0);
    for (std::size_t u = 0; u < units.units.size(); ++u)
        for (int c = first[u]; c < first[u + 1]; ++c)
            for (int r = candidates[at(c)].first_run; r < candidates[at(c)].last_run; ++r)
                for (int i = 0; i < units.units[u].size(); ++i)
                    used[at(candidates[at(c)].tutor) * at(instance.slot_count) + at(units.units[u].runs[run[at(r)]].start + i)] = 1;
    for (std::size_t t = 0; t < instance.tutors.size(); ++t)
        room.push_back(room_of(instance, static_cast<int>(t), used.data() + t * at(instance.slot_count)));
}

}  // namespace tutorline::domain::matching
