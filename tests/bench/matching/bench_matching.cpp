// Prints, for scarce instances of growing size, our time and memory beside LEMON's NetworkSimplex (plain student ->
// (tutor, slot) network) and CostScaling (our factored network), medians of interleaved rounds, equal values checked.
// Usage: bench_matching [--rounds N] [--large] [--no-plain] | --growth
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <iostream>
#include <limits>
#include <string>

#include "coupled.hpp"
#include "domain/matching/flow_network.hpp"
#include "domain/matching/solve.hpp"
#include "drop_out.hpp"
#include "drop_out_coupled.hpp"
#include "lemon_peers.hpp"
#include "measure.hpp"
#include "scarce.hpp"
#include "verify_changes.hpp"

namespace tutorline::bench {
namespace {

using namespace domain::matching;
using Clock = std::chrono::steady_clock;

/// Worth of a unit of need for the peers: above any chain of costs here, and as small as possible, which helps them.
constexpr std::int64_t need_worth = 1000;

double since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

std::int64_t value_of(const Solution& solution) {
    return need_worth * (solution.need_total - solution.need_placed) + solution.cost;
}

PeerNetwork factored(const Problem& problem) {
    const Instance instance(problem);
    const FlowNetwork network = make_flow_network(instance);
    PeerNetwork peer;
    peer.nodes = network.node_count;
    peer.supply.assign(static_cast<std::size_t>(network.node_count), 0);
    for (const FlowArc& arc : network.arcs) peer.arc(arc.from, arc.to, arc.capacity, arc.cost);
    for (std::size_t i = 0; i < network.students.size(); ++i) {
        peer.supply[i] = 1;
        peer.arc(static_cast<int>(i), network.sink(), 1, need_worth * network.need[i]);
    }
    peer.supply[static_cast<std::size_t>(network.sink())] = -static_cast<int>(network.students.size());
    return peer;
}

PeerNetwork plain(const Problem& problem) {
    const Instance instance(problem);
    const int students = static_cast<int>(problem.students.size());
    std::vector<std::vector<int>> seat(problem.tutors.size(),
                                       std::vector<int>(static_cast<std::size_t>(instance.slot_count), -1));
    int next = students;
    for (std::size_t t = 0; t < problem.tutors.size(); ++t)
        for (const int slot : problem.tutors[t].slots) seat[t][static_cast<std::size_t>(slot)] = next++;
    const int first_tutor = next, sink = next + static_cast<int>(problem.tutors.size());
    PeerNetwork peer;
    peer.nodes = sink + 1;
    peer.supply.assign(static_cast<std::size_t>(peer.nodes), 0);
    for (int s = 0; s < students; ++s) {
        peer.supply[static_cast<std::size_t>(s)] = 1;
        peer.arc(s, sink, 1, need_worth * problem.students[static_cast<std::size_t>(s)].need);
        for (std::size_t t = 0; t < problem.tutors.size(); ++t) {
            const std::int64_t pair = instance.pair_cost(s, static_cast<int>(t));
            if (pair == Instance::not_allowed) continue;
            for (const auto& wish : instance.students[static_cast<std::size_t>(s)].wishes)
                if (const int node = seat[t][static_cast<std::size_t>(wish.slot)]; node >= 0)
                    peer.arc(s, node, 1, pair + wish.cost);
        }
    }
    for (std::size_t t = 0; t < problem.tutors.size(); ++t) {
        for (const int slot : problem.tutors[t].slots)
            peer.arc(seat[t][static_cast<std::size_t>(slot)], first_tutor + static_cast<int>(t), 1, 0);
        peer.arc(first_tutor + static_cast<int>(t), sink, problem.tutors[t].students_max, 0);
    }
    peer.supply[static_cast<std::size_t>(sink)] = -students;
    return peer;
}

Work ours(const Problem& problem) {
    const auto begun = Clock::now();
    const Solution solution = solve(problem);
    return {since(begun), solution.optimal ? value_of(solution) : -1};
}

struct Series {
    std::vector<double> seconds, megabytes;
    std::int64_t value = 0;
    bool equal = true;
    void add(const Sample& sample) {
        if (!seconds.empty() && sample.value != value) equal = false;
        value = sample.value;
        seconds.push_back(sample.seconds);
        megabytes.push_back(sample.megabytes);
    }
};

double compare(int students, int tutors, int rounds, bool with_plain) {
    ScarceOptions options;
    options.students = students;
    options.tutors = tutors;
    const Problem problem = scarce_problem(options);
    const PeerNetwork network = factored(problem);
    PeerNetwork plain_network;
    if (with_plain) plain_network = plain(problem);
    Series own, scaling, simplex;
    for (int round = 0; round < rounds; ++round) {
        own.add(measured([&] { return ours(problem); }));
        scaling.add(measured([&] {
            const PeerResult r = lemon_cost_scaling(network);
            return Work{r.seconds, r.cost};
        }));
        if (with_plain)
            simplex.add(measured([&] {
                const PeerResult r = lemon_network_simplex(plain_network);
                return Work{r.seconds, r.cost};
            }));
    }
    const double time = median(own.seconds);
    std::cout << students << "/" << tutors << ": factored arcs " << network.from.size() << ", ours " << time
              << " s (whole solve), " << median(own.megabytes) << " MB\n"
              << "  LEMON CostScaling, factored network: " << median(scaling.seconds) << " s, "
              << median(scaling.megabytes) << " MB; ours takes " << time / median(scaling.seconds) << " of it\n";
    bool equal = own.equal && scaling.equal && own.value == scaling.value;
    if (with_plain) {
        std::cout << "  LEMON NetworkSimplex, plain network (" << plain_network.from.size()
                  << " arcs): " << median(simplex.seconds) << " s, " << median(simplex.megabytes) << " MB; "
                  << median(simplex.seconds) / time << " times ours\n";
        equal = equal && simplex.value == own.value;
    }
    std::cout << "  equal objective values: " << (equal ? "yes" : "NO") << std::endl;
    return time;
}

/// The exponent of our time between two sizes: the quickest of some solves of each, taken in turn, since what else runs on
/// a machine slows the large one, which needs more memory, more than the small one.
double growth(int students, int more_students, int rounds) {
    double least[2] = {std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    const int sizes[2] = {students, more_students};
    for (int round = 0; round < rounds; ++round)
        for (int i = 0; i < 2; ++i) {
            ScarceOptions options;
            options.students = sizes[i];
            options.tutors = sizes[i] / 10;
            const Problem problem = scarce_problem(options);
            least[i] = std::min(least[i], measured([&] { return ours(problem); }).seconds);
        }
    return std::log(least[1] / least[0]) / std::log(static_cast<double>(more_students) / students);
}

}  // namespace
}  // namespace tutorline::bench

int main(int argc, char** argv) {
    using namespace tutorline::bench;
    int rounds = 5;
    bool large = false, with_plain = true, growth_alone = false;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--rounds" && i + 1 < argc) rounds = std::max(1, std::atoi(argv[++i]));
        if (word == "--large") large = true;
        if (word == "--no-plain") with_plain = false;
        if (word == "--growth") growth_alone = true;
    }
    if (!growth_alone) {
        compare(3000, 300, rounds, with_plain);
        const double medium = compare(10000, 1000, rounds, with_plain);
        drop_outs(10000, 1000, medium);
        coupled_gaps(1000, 100);
        coupled_drop_outs(1000, 100);
        verify_changes(500);
    }
    if (large) {
        coupled_drop_outs(10000, 1000);
        compare(100000, 10000, 1, false);
    }
    if (large || growth_alone)
        std::cout << "time grows as n^" << growth(10000, 100000, 3) << " from 10,000 to 100,000 students\n";
    return 0;
}
