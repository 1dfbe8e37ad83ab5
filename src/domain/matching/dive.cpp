#include "domain/matching/dive.hpp"

#include <algorithm>
#include <tuple>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr int steps_each = 20;
constexpr std::int64_t settled_each = 32;                        ///< one unit in so many, at a time
constexpr std::int64_t seldom = Weeks::often_one * 3 / 10;        ///< who sits there less often is not settled there
constexpr std::int64_t always = Weeks::often_one * 95 / 100;

class Dive {
  public:
    Dive(const Units& units, Weeks& weeks) : units_(units), weeks_(weeks), need_worth_(weeks.need_worth()), best_(weeks.board()) {}

    Board run(std::int64_t target, const SolveOptions& options) {
        while (settle_some()) {
            weeks_.forget_best();
            for (int i = 0; i < steps_each; ++i) {
                if (options.out_of_time && options.out_of_time()) return std::move(best_);
                weeks_.step(target);
            }
            let_go();
            take_if_better(weeks_.board());
            if (options.progress) options.progress({"settle", settled_, std::ssize(units_.units)});
        }
        return std::move(best_);
    }

  private:
    /// Those who sit somewhere most often; false when there is nobody.
    bool settle_some() {
        std::vector<std::tuple<std::int64_t, int, int>> sitting;
        for (const auto& seen : weeks_.seen())
            for (const Weeks::Sits& sits : seen)
                if (weeks_.settled(sits.unit) == nobody && sits.often >= seldom) sitting.emplace_back(-sits.often, sits.unit, sits.tutor);
        std::sort(sitting.begin(), sitting.end());
        const std::int64_t most = std::max<std::int64_t>(1, std::ssize(units_.units) / settled_each);
        std::int64_t count = 0;
        for (const auto& [often, unit, tutor] : sitting) {
            if (count >= most && -often < always) break;
            if (weeks_.settled(unit) != nobody || let_go_[at(unit)] == let_go_max) continue;
            weeks_.settle(unit, tutor);
            ++count;
        }
        settled_ += count;
        return count > 0;
    }

    /// Settled units that do not fit their week beside the others are free again.
    void let_go() {
        for (int u = 0; u < static_cast<int>(units_.units.size()); ++u) {
            const int tutor = weeks_.settled(u);
            if (tutor == nobody || weeks_.sits_now(u, tutor)) continue;
            const auto& seen = weeks_.seen()[at(u)];
            if (std::any_of(seen.begin(), seen.end(), [&](const Weeks::Sits& sits) { return sits.tutor == tutor && sits.often >= seldom; })) continue;
            weeks_.settle(u, nobody);
            ++let_go_[at(u)];
            --settled_;
        }
    }

    std::int64_t value(const Board& board) const { return board.need() * need_worth_ - board.cost() * price_one; }
    void take_if_better(Board board) {
        if (value(board) > value(best_)) best_ = std::move(board);
    }

    static constexpr int let_go_max = 3;  ///< a unit that its tutor has let go so often is not settled any more
    const Units& units_;
    Weeks& weeks_;
    std::int64_t need_worth_, settled_ = 0;
    Board best_;
    std::vector<int> let_go_ = std::vector<int>(units_.units.size(), 0);
};

}  // namespace

Board dive(const Units& units, Weeks& weeks, std::int64_t target, const SolveOptions& options) {
    return Dive(units, weeks).run(target, options);
}

}  // namespace tutorline::domain::matching
