// Where a household would sit beside everybody who has a place already: looked up, not solved. A household goes as a whole:
// on each of its days one after the other, all with one tutor.
#pragma once
#include <algorithm>
#include <bit>
#include <bitset>
#include <optional>
#include <utility>
#include <vector>

#include "domain/calendar/week_slots.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain {

using WeekHours = std::bitset<slots_per_week>;  ///< half hours of the programme's week

WeekHours week_hours(const std::vector<int>& slots);
WeekHours wished_hours(const matching::Student& student);

/// Calls of one week, as many days as the cohort has calls, with what they ask for beyond what is offered.
struct Seat {
    std::vector<std::pair<int, int>> calls;  ///< (place in the household, slot), by day
    int price = 0;
};
constexpr int hour_more = 1000;  ///< price of a half hour that somebody has to add; what is below only orders equals
constexpr int not_possible = -1;

/// The cheapest run of `members` half hours on one day, each member in one of them; empty: none is possible.
/// `price(member, slot)` is not negative, or not_possible.
template <class Price>
std::optional<Seat> cheapest_run(int weekday, int members, const Price& price) {
    std::optional<Seat> best;
    for (int start = weekday * slots_per_day; start + members <= (weekday + 1) * slots_per_day; ++start) {
        const auto open = [&](int slot) {
            for (int member = 0; member < members; ++member)
                if (price(member, slot) != not_possible) return true;
            return false;
        };
        bool possible = true;
        for (int slot = start; slot < start + members && possible; ++slot) possible = open(slot);
        if (!possible) continue;
        // Who has sat down already is a set; after n of them the next takes slot start + n.
        struct Way {
            int price = not_possible;
            int last = -1;
        };
        std::vector<Way> ways(std::size_t{1} << members);
        ways[0].price = 0;
        for (unsigned seated = 0; seated + 1 < ways.size(); ++seated) {
            if (ways[seated].price == not_possible) continue;
            const int slot = start + std::popcount(seated);
            for (int member = 0; member < members; ++member) {
                const int more = (seated >> member & 1U) != 0 ? not_possible : price(member, slot);
                Way& next = ways[seated | 1U << member];
                const int sum = ways[seated].price + more;
                if (more != not_possible && (next.price == not_possible || sum < next.price)) next = {sum, member};
            }
        }
        if (ways.back().price == not_possible || (best && ways.back().price >= best->price)) continue;
        best = Seat{{}, ways.back().price};
        for (auto seated = static_cast<unsigned>(ways.size() - 1); seated != 0; seated &= ~(1U << ways[seated].last))
            best->calls.insert(best->calls.begin(), {ways[seated].last, start + std::popcount(seated) - 1});
    }
    return best;
}

/// The cheapest runs on `days` different days, the earlier day first among equals; empty: there are not so many days.
template <class Price>
std::optional<Seat> cheapest_seat(int days, int members, const Price& price) {
    std::vector<Seat> runs;
    for (int weekday = 0; weekday < matching::days_a_week; ++weekday)
        if (auto run = cheapest_run(weekday, members, price)) runs.push_back(std::move(*run));
    if (static_cast<int>(runs.size()) < days) return std::nullopt;
    std::stable_sort(runs.begin(), runs.end(), [](const Seat& a, const Seat& b) { return a.price < b.price; });
    runs.resize(static_cast<std::size_t>(days));
    std::sort(runs.begin(), runs.end(), [](const Seat& a, const Seat& b) { return a.calls.front().second < b.calls.front().second; });
    Seat seat;
    for (const Seat& run : runs) {
        seat.calls.insert(seat.calls.end(), run.calls.begin(), run.calls.end());
        seat.price += run.price;
    }
    return seat;
}

/// The hours and places that a match leaves.
class FreeSeats {
  public:
    FreeSeats(const matching::Problem& problem, const matching::Solution& solution);

    int load(int tutor) const { return load_[static_cast<std::size_t>(tutor)]; }
    bool taken(int tutor, int slot) const { return taken_[static_cast<std::size_t>(tutor)].test(static_cast<std::size_t>(slot)); }
    bool offers(int tutor, int slot) const { return offered_[static_cast<std::size_t>(tutor)].test(static_cast<std::size_t>(slot)); }
    bool free(int tutor, int slot) const { return offers(tutor, slot) && !taken(tutor, slot); }
    WeekHours free_hours(int tutor) const { return offered_[static_cast<std::size_t>(tutor)] & ~taken_[static_cast<std::size_t>(tutor)]; }
    bool room(int tutor, int students) const { return problem_.tutors[static_cast<std::size_t>(tutor)].students_max - load(tutor) >= students; }

  private:
    const matching::Problem& problem_;
    std::vector<int> load_;
    std::vector<WeekHours> offered_, taken_;
};

/// Places in the problem of the student and of who shares the household, in the problem's order.
std::vector<int> household_members(const matching::Problem& problem, int student);

}  // namespace tutorline::domain
