// Exact search over explicit choices: at most one choice for each unit, seats used once, tutors within their room.
// Lexicographic: most need, then least cost. Bounds are Lagrangean (prices on seats and tutors) in fixed-point
// integers, so that they are certain and the same everywhere; choices whose reduced cost cannot win are struck out.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace tutorline::domain::matching {

struct Packing {
    struct Option {
        int unit;
        int tutor;
        std::int64_t cost;
        std::vector<int> seats;
    };
    std::vector<std::int64_t> need;  ///< of each unit
    std::vector<int> size;           ///< places it takes of a tutor
    std::vector<int> room;           ///< places of each tutor
    int seat_count = 0;
    std::vector<Option> options;  ///< grouped by unit, ascending
    /// Prices to begin at, where some are known: of each seat, each tutor's place and a unit of need, in 1/1024 of a cost.
    std::vector<std::int64_t> seat_price, tutor_price;
    std::int64_t need_price = 0;  ///< 0: none are known
};

struct PackingResult {
    std::vector<int> chosen;  ///< option of each unit, -1: left out
    std::int64_t need = 0;
    std::int64_t cost = 0;
    std::int64_t need_bound = 0;
    std::int64_t cost_bound = 0;  ///< for packings that reach `need`
    bool stopped = false;         ///< by out_of_time or nodes_max; the bounds hold all the same
};

/// `start`: a packing to improve (chosen, or empty). `nodes_max` limits the work in a way that repeats exactly.
/// `looks`, where given: choices that may still be looked at, counted down; none left stops the search.
PackingResult solve_packing(const Packing& packing, const std::vector<int>& start, std::int64_t nodes_max,
                            const std::function<bool()>& out_of_time, std::int64_t* looks = nullptr);

/// Need only, or -1 when no look is left.
std::int64_t most_need(const Packing& packing, const std::vector<int>& start, std::int64_t& looks);

/// Need only: whether some packing has at least so much. Empty when no look is left.
std::optional<bool> reaches_need(const Packing& packing, std::int64_t need, std::int64_t& looks);

}  // namespace tutorline::domain::matching
