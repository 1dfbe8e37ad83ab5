#include "domain/matching/rebuild.hpp"

#include <algorithm>
#include <array>

#include "base/index.hpp"
#include "base/random.hpp"
#include "domain/matching/best_places.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr int tutors_opened_max = 3, taken_out_max = 5, waiting_tried_max = 24;
constexpr int chains_each = 4, links_max = 6, tutors_asked_max = 4;
constexpr int rebuilds_a_look = 1024;
constexpr std::int64_t look_fixed = 10, look_each = 4, round_fixed = 1000;  ///< in looks of a bound, by the time they take

class Rebuilding {
  public:
    Rebuilding(const Units& units, const CandidateList& list, const Prices& prices, Board& board, const SolveOptions& options)
        : units_(units), list_(list), prices_(prices), board_(board), slots_(at(units.instance.slot_count)),
          random_(base::Random(options.seed).fork("rebuild")), owner_(slots_ * units.instance.tutors.size(), -1),
          room_(list.room), place_(units.units.size()), here_(units.instance.tutors.size()),
          asking_(units.instance.tutors.size()),
          touched_at_(units.units.size(), -1) {
        std::int64_t cost_most = 1;
        for (std::size_t u = 0; u < units.units.size(); ++u) {
            for (int c = list.first[u]; c < list.first[u + 1]; ++c) {
                const Candidate& candidate = list.candidates[at(c)];
                cost_most = std::max(cost_most, candidate.pair_cost);
                if (units.units[u].need > 0 && units.units[u].pin_tutor == nobody)
                    asking_[at(candidate.tutor)].emplace_back(static_cast<int>(u), c);
            }
            for (const Run& run : units.units[u].runs) run_most_ = std::max(run_most_, run.cost);
            if (const auto& choice = board.choice(static_cast<int>(u))) take_over(*choice);
        }
        need_weight_ = (cost_most + units.instance.sessions * run_most_) * 3 + 1;
        for (std::size_t u = 0; u < place_.size(); ++u)
            if (units.units[u].need > 0 && units.units[u].pin_tutor == nobody && list.first[u] < list.first[u + 1])
                movable_.push_back(static_cast<int>(u));
        weigh();
        best_ = BestPlaces<Place>(place_);
        best_need_ = need_, best_cost_ = cost_;
    }

    /// Where it ended.
    Board run(const Pace& pace, std::int64_t cooler, const SolveOptions& options) {
        if (movable_.empty()) return board_;
        // From a chance for some needs down to one for single points of cost.
        const std::int64_t cold = chance_one / 4, hot = std::max(cold * 2, need_weight_ * chance_one / cooler);
        for (std::int64_t round = 0, heat = hot; round < pace.rounds; ++round) {
            if (round % rebuilds_a_look == 0) {
                const int gone = pace.at(round, looks_, options.time_gone);
                heat = pace.limited(options.time_gone) ? cooled(hot, cold, gone, 1000) : cooled(hot, cold, round / rebuilds_a_look, std::max<std::int64_t>(1, pace.rounds / rebuilds_a_look));
                if (options.progress) options.progress({"rebuild", gone, 1000});
                if (gone == 1000 || (options.out_of_time && options.out_of_time())) break;
            }
            looks_ += round_fixed;
            reopen(heat);
            for (int chain = 0; chain < chains_each; ++chain) push_through(heat);
        }
        Board end = board_;
        give_back(place_, end);
        if (best_need_ > board_.need() || (best_need_ == board_.need() && best_cost_ < board_.cost())) give_back(best_.places(), board_);
        return end;
    }

  private:
    struct Place {
        int tutor = nobody, candidate = -1;
        std::int64_t cost = 0;
        std::array<int, sessions_per_week_max> starts{};
    };

    /// What a place takes from others, by the prices, beside its own cost: so the scarce hours are left to those who
    /// have no others. A pair's is kept; a run's is made when it is looked at: there are too many to keep.
    void weigh() {
        candidate_key_.reserve(list_.candidates.size());
        for (std::size_t u = 0; u < units_.units.size(); ++u)
            for (int c = list_.first[u]; c < list_.first[u + 1]; ++c) {
                const Candidate& candidate = list_.candidates[at(c)];
                candidate_key_.push_back(candidate.pair_cost * price_one + prices_.tutor[at(candidate.tutor)] * units_.units[u].size());
            }
    }

    /// `seat`: the tutor's prices.
    static std::int64_t run_key(const Run& run, const std::int64_t* seat, int size) {
        std::int64_t key = run.cost * price_one;
        for (int i = 0; i < size; ++i) key += seat[run.start + i];
        return key;
    }

    void take_over(const Choice& choice) {
        const auto u = at(choice.unit);
        Place place{choice.tutor, -1, choice.cost, {}};
        for (int c = list_.first[u]; c < list_.first[u + 1]; ++c)
            if (list_.candidates[at(c)].tutor == choice.tutor) place.candidate = c;
        std::copy(choice.starts.begin(), choice.starts.end(), place.starts.begin());
        put(choice.unit, place);
    }

    void mark(int unit, const Place& place, int owner) {
        const int size = units_.units[at(unit)].size();
        for (int call = 0; call < units_.instance.sessions; ++call)
            std::fill_n(owner_.data() + at(place.tutor) * slots_ + at(place.starts[at(call)]), size, owner);
    }

    void put(int unit, const Place& place) {
        mark(unit, place, unit);
        room_[at(place.tutor)] -= units_.units[at(unit)].size();
        here_[at(place.tutor)].push_back(unit);
        place_[at(unit)] = place;
        need_ += units_.units[at(unit)].need, cost_ += place.cost;
    }

    void take(int unit) {
        Place& place = place_[at(unit)];
        mark(unit, place, -1);
        room_[at(place.tutor)] += units_.units[at(unit)].size();
        auto& here = here_[at(place.tutor)];
        *std::find(here.begin(), here.end(), unit) = here.back();
        here.pop_back();
        need_ -= units_.units[at(unit)].need, cost_ -= place.cost;
        place.tutor = nobody;
    }

    void touch(int unit) {
        if (touched_at_[at(unit)] >= 0) return;
        touched_at_[at(unit)] = static_cast<int>(before_.size());
        before_.emplace_back(unit, place_[at(unit)]);
    }

    /// The place with the smallest key with that candidate; true and `limit` lowered when it is below it.
    bool cheapest(int unit, int c, std::int64_t& limit, Place& found) {
        const Candidate& candidate = list_.candidates[at(c)];
        const Unit& u = units_.units[at(unit)];
        const int size = u.size();
        if (candidate_key_[at(c)] >= limit || room_[at(candidate.tutor)] < size) return false;
        constexpr std::int64_t never = Units::no_run;
        std::int64_t day_best[days_a_week];
        int day_run[days_a_week];
        std::fill(day_best, day_best + days_a_week, never);
        const int* const owner = owner_.data() + at(candidate.tutor) * slots_;
        const std::int64_t* const seat = prices_.seat.data() + at(candidate.tutor) * slots_;
        looks_ += look_fixed + look_each * (candidate.last_run - candidate.first_run);
        for (int r = candidate.first_run; r < candidate.last_run; ++r) {
            const Run& run = u.runs[list_.run[at(r)]];
            const int day = units_.instance.day(run.start);
            const std::int64_t key = run_key(run, seat, size);
            if (key >= day_best[day]) continue;
            bool free = true;
            for (int i = 0; i < size && free; ++i) free = owner[run.start + i] < 0;
            if (free) day_best[day] = key, day_run[day] = r;
        }
        std::int64_t key = candidate_key_[at(c)], cost = candidate.pair_cost;
        std::array<int, sessions_per_week_max> starts{};
        for (int call = 0; call < units_.instance.sessions; ++call) {
            const auto day = std::min_element(day_best, day_best + days_a_week) - day_best;
            if (day_best[day] >= never || (key += day_best[day]) >= limit) return false;
            const Run& run = u.runs[list_.run[at(day_run[day])]];
            starts[at(call)] = run.start;
            cost += run.cost;
            day_best[day] = never;
        }
        limit = key;
        found = {candidate.tutor, c, cost, starts};
        return true;
    }

    void insert(int unit) {
        Place best;
        std::int64_t limit = Units::no_run;
        for (int c = list_.first[at(unit)]; c < list_.first[at(unit) + 1]; ++c) {
            if ((random_.next() & 31) == 0) continue;  // now and then another than the cheapest
            cheapest(unit, c, limit, best);
        }
        if (best.tutor == nobody) return;
        std::sort(best.starts.begin(), best.starts.begin() + units_.instance.sessions);
        put(unit, best);
    }

    int pick(const std::vector<int>& from) { return from[random_.below(from.size())]; }
    void take_out(int unit) {
        touch(unit), take(unit);
        back_.push_back(unit);
    }

    void open(int tutor) {
        opened_.push_back(tutor);
        const auto& here = here_[at(tutor)];
        if (here.empty()) return;
        const auto most = std::min<std::uint64_t>(here.size(), taken_out_max);
        for (auto n = random_.below(most) + 1; n > 0 && !here.empty(); --n) {
            const int unit = pick(here);
            if (units_.units[at(unit)].pin_tutor == nobody) take_out(unit);
        }
    }

    /// Where it is asked for most: half of the time one who waits, if one is met soon.
    int pick_seed() {
        int seed = pick(movable_);
        for (int tries = 0; tries < 4 && place_[at(seed)].tutor != nobody && (random_.next() & 1); ++tries) seed = pick(movable_);
        return seed;
    }

    /// The best place of some tutors for the unit, whoever sits there, as long as nobody is pinned.
    bool best_taken(int unit, Place& found) {
        const int ways = list_.first[at(unit) + 1] - list_.first[at(unit)];
        const Unit& u = units_.units[at(unit)];
        std::int64_t limit = Units::no_run;
        for (int n = 0; n < tutors_asked_max; ++n) {
            const int c = list_.first[at(unit)] + static_cast<int>(random_.below(static_cast<std::uint64_t>(ways)));
            const Candidate& candidate = list_.candidates[at(c)];
            if (candidate_key_[at(c)] >= limit || list_.room[at(candidate.tutor)] < u.size()) continue;
            std::int64_t day_best[days_a_week];
            int day_run[days_a_week];
            std::fill(day_best, day_best + days_a_week, Units::no_run);
            const std::uint64_t noise = random_.next();
            looks_ += look_fixed + look_each * (candidate.last_run - candidate.first_run);
            const std::int64_t* const seat = prices_.seat.data() + at(candidate.tutor) * slots_;
            for (int r = candidate.first_run; r < candidate.last_run; ++r) {
                const Run& run = u.runs[list_.run[at(r)]];
                const int day = units_.instance.day(run.start);
                // Runs of equal worth take turns.
                const std::int64_t key = run_key(run, seat, u.size()) + static_cast<std::int64_t>((noise >> (r & 31)) & 3) * price_one / 2;
                if (key < day_best[day]) day_best[day] = key, day_run[day] = r;
            }
            std::int64_t key = candidate_key_[at(c)];
            Place place{candidate.tutor, c, candidate.pair_cost, {}};
            bool fits = true;
            for (int call = 0; call < units_.instance.sessions && fits; ++call) {
                const auto day = std::min_element(day_best, day_best + days_a_week) - day_best;
                fits = day_best[day] < Units::no_run && (key += day_best[day]) < limit;
                if (!fits) break;
                const Run& run = u.runs[list_.run[at(day_run[day])]];
                place.starts[at(call)] = run.start;
                place.cost += run.cost;
                day_best[day] = Units::no_run;
            }
            if (fits) limit = key, found = place;
        }
        if (found.tutor == nobody) return false;
        std::sort(found.starts.begin(), found.starts.begin() + units_.instance.sessions);
        return true;
    }

    /// Takes out whoever is in the way of the place; false when that is not allowed.
    bool clear_way(int unit, const Place& place) {
        const int size = units_.units[at(unit)].size();
        const auto eject = [&](int other) {
            if (units_.units[at(other)].pin_tutor != nobody) return false;
            take_out(other);
            return true;
        };
        for (int call = 0; call < units_.instance.sessions; ++call)
            for (int i = 0; i < size; ++i) {
                const int other = owner_[at(place.tutor) * slots_ + at(place.starts[at(call)] + i)];
                if (other >= 0 && !eject(other)) return false;
            }
        while (room_[at(place.tutor)] < size)
            if (!eject(pick(here_[at(place.tutor)]))) return false;
        return true;
    }

    /// A chain: one moves to the place it likes best, who sat there moves on, until somebody finds a free one.
    void push_through(std::int64_t heat) {
        before_.clear(), back_.clear();
        const std::int64_t need = need_, cost = cost_;
        const int seed = pick_seed();
        touch(seed);
        if (place_[at(seed)].tutor != nobody) take(seed);
        back_.push_back(seed);
        bool allowed = true;
        for (int link = 0; link < links_max && !back_.empty() && allowed; ++link) {
            const int unit = back_.back();
            back_.pop_back();
            Place place;
            if (link > 0) {
                insert(unit);
                if (place_[at(unit)].tutor != nobody) continue;
            }
            if (best_taken(unit, place) && (allowed = clear_way(unit, place))) put(unit, place);
        }
        for (const int unit : back_)
            if (place_[at(unit)].tutor == nobody) insert(unit);
        settle(allowed, need, cost, heat);
    }

    void settle(bool allowed, std::int64_t need, std::int64_t cost, std::int64_t heat) {
        const std::int64_t worse = (need - need_) * need_weight_ + cost_ - cost;
        const bool keep = allowed && (worse <= 0 || worse * chance_one < (heat >> 8) * (draw_exponential(random_) >> 8));
        keep ? note_changed() : undo();
        for (const auto& [unit, place] : before_) touched_at_[at(unit)] = -1;
    }

    void reopen(std::int64_t heat) {
        before_.clear(), back_.clear(), opened_.clear();
        const std::int64_t need = need_, cost = cost_;
        const int seed = pick_seed();
        const int ways = list_.first[at(seed) + 1] - list_.first[at(seed)];
        const int tutors = 1 + static_cast<int>(random_.below(tutors_opened_max));
        if (place_[at(seed)].tutor != nobody) open(place_[at(seed)].tutor);
        while (static_cast<int>(opened_.size()) < tutors) {
            const int tutor = list_.candidates[at(list_.first[at(seed)]) + random_.below(static_cast<std::uint64_t>(ways))].tutor;
            open(tutor);
        }
        if (place_[at(seed)].tutor == nobody && touched_at_[at(seed)] < 0) touch(seed), back_.push_back(seed);
        for (const int tutor : opened_) invite(tutor);
        order();
        for (const int unit : back_) insert(unit);
        settle(true, need, cost, heat);
    }

    /// Some who wait and could come to this tutor.
    void invite(int tutor) {
        const auto& asking = asking_[at(tutor)];
        if (asking.empty()) return;
        std::size_t i = random_.below(asking.size());
        int invited = 0;
        for (std::size_t n = 0; n < asking.size() && invited < waiting_tried_max; ++n, i = i + 1 == asking.size() ? 0 : i + 1) {
            const int unit = asking[i].first;
            ++looks_;
            if (place_[at(unit)].tutor != nobody || touched_at_[at(unit)] >= 0) continue;
            touch(unit), back_.push_back(unit);
            ++invited;
        }
    }

    /// By need for each place, by cost of having few ways, or as it comes; always stirred a little.
    void order() {
        const auto kind = random_.next() % 3;
        keys_.clear();
        for (const int unit : back_) {
            const Unit& u = units_.units[at(unit)];
            const std::int64_t stir = static_cast<std::int64_t>(random_.next() & 1023);
            const std::int64_t ways = list_.first[at(unit) + 1] - list_.first[at(unit)];
            std::int64_t key = stir;
            if (kind == 0) key -= u.need * 2048 / u.size();
            if (kind == 1) key -= u.need * 1024 / u.size() - ways * 64;
            keys_.emplace_back(key, unit);
        }
        std::sort(keys_.begin(), keys_.end());
        for (std::size_t i = 0; i < keys_.size(); ++i) back_[i] = keys_[i].second;
    }

    void undo() {
        for (const auto& [unit, place] : before_)
            if (place_[at(unit)].tutor != nobody) take(unit);
        for (const auto& [unit, place] : before_)
            if (place.tutor != nobody) put(unit, place);
    }

    void note_changed() {
        for (const auto& [unit, place] : before_) best_.differs(unit);
        if (need_ < best_need_ || (need_ == best_need_ && cost_ >= best_cost_)) return;
        best_need_ = need_, best_cost_ = cost_;
        best_.catch_up(place_);
    }

    void give_back(const std::vector<Place>& places, Board& board) const {
        for (std::size_t u = 0; u < places.size(); ++u) board.remove(static_cast<int>(u));
        for (std::size_t u = 0; u < places.size(); ++u) {
            const Place& place = places[u];
            if (place.tutor == nobody) continue;
            board.place({static_cast<int>(u), place.tutor, {place.starts.begin(), place.starts.begin() + units_.instance.sessions}, place.cost});
        }
    }

    const Units& units_;
    const CandidateList& list_;
    const Prices& prices_;
    Board& board_;
    std::size_t slots_;
    base::Random random_;
    std::vector<int> owner_, room_;
    std::vector<Place> place_;
    BestPlaces<Place> best_;
    std::vector<std::vector<int>> here_;
    std::vector<std::vector<std::pair<int, int>>> asking_;  ///< by tutor: (unit, candidate)
    std::vector<std::int64_t> candidate_key_;
    std::vector<int> movable_, touched_at_, back_, opened_;
    std::vector<std::pair<int, Place>> before_;
    std::vector<std::pair<std::int64_t, int>> keys_;
    std::int64_t need_weight_ = 1, run_most_ = 0, need_ = 0, cost_ = 0, best_need_ = 0, best_cost_ = 0;
    std::int64_t looks_ = 0;  ///< at runs
};

}  // namespace

Board rebuild(const Units& units, const CandidateList& list, const Prices& prices, Board& board, const Pace& pace,
              std::int64_t cooler, const SolveOptions& options) {
    if (units.move_weight > 0) return board;
    return Rebuilding(units, list, prices, board, options).run(pace, cooler, options);
}

}  // namespace tutorline::domain::matching
