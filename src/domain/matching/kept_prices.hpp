// What each promised seat is worth while a match runs, kept with the match so that the next one starts from it: the dual
// prices of the re-match (rematch.hpp). Only seats in use have one of their own; all others follow from them in one pass.
// They are told in calls, costs and seats instead of the solver's weighted sums, and by the tutors' ids, so that sheets with
// rows added, removed or in another order still find theirs, whatever the needs are by then.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/matching/problem.hpp"

namespace tutorline::domain::matching {

struct KeptPrices {
    /// The cheapest way to set the seat free, beside what its student pays there.
    struct Price {
        std::int64_t moved = 0;  ///< promised calls that change
        std::int64_t cost = 0;   ///< may be negative: they change for the better
        int left_out = -1;       ///< into `leaving`: whose student would be without a place; -1: nobody's, or one without need
    };
    struct Seat {
        int slot = 0;
        Price price;
    };
    std::vector<std::vector<Seat>> seats;        ///< by tutor of the problem
    std::vector<std::pair<int, int>> leaving;    ///< seats, (tutor, slot): one for each worth that matters
    bool empty() const { return seats.empty(); }
};

/// KeptPrices of what `running.current` promises, as text for read_prices: a version, then a line for each tutor under a
/// hash of the id; no id, name or number of anybody is in it. Empty where the match is no flow (several calls a week,
/// siblings), nobody is promised anything, or the sums leave 64 bits. `running` must have no faults().
std::string keep_prices(const Problem& running);

/// What keep_prices wrote, for the tutors of this problem; what is not understood or nobody's any more is left out. They are
/// guesses: the solver checks each against the problem and works out again what does not hold.
KeptPrices read_prices(std::string_view text, const Problem& problem);

}  // namespace tutorline::domain::matching
