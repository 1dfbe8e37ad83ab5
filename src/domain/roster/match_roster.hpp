// From a programme and its people to the match (domain/matching) and back.
#pragma once
#include <vector>

#include "domain/matching/solve.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// The match of a roster. Students without a consent for calls are not in the problem at all: nobody may call them.
struct RosterMatch {
    matching::Problem problem;        ///< ids are the keys of the sheets; slots of domain/calendar/week_slots.hpp
    matching::Solution solution;
    std::vector<int> students;        ///< problem.students[i] is roster.students[students[i]]
    std::vector<int> without_consent; ///< places in roster.students
    std::vector<int> goes_on;         ///< match_again: of problem.students, placed as before although the sheets no longer allow it
    bool fewest_moved = false;        ///< match_again: proven, no fewer promised calls move while nobody who has a place loses it
};

/// Levels in the problem are operations, 2 (addition) .. 5 (division) and 6 (past the ladder): what the student learns
/// next against what the tutor teaches. A tutor without levels teaches all; 'beginner' means teaching beginners, so addition.
int operation_learned(const Student& student);
std::vector<int> operations_taught(const Tutor& tutor);

/// A family's half hour with what it costs in a match: less of them are reached in the daytime.
matching::SlotWish wish_for(int slot, const Program& program);

/// Slots inside both people's windows and the call hours, load in minutes with the slots kept free for retries
/// (tutor_load.hpp), households by their key, the programme's weights and rules of need (need.hpp).
RosterMatch match_problem(const Program& program, const Roster& roster);

/// Siblings and two calls a week make an exact proof long: without a limit of the caller's, the search is stopped after so
/// many steps, a number and not a time, so that every machine finds the same. The gap is in the solution.
constexpr int coupled_steps_max = 2000;
constexpr int coupled_students_max = 300;  ///< above it the work alone is limited
/// Work of one match (SolveOptions::work_max): a second or so for a hundred students, some ten for ten thousand with siblings,
/// and that several times with more than one call a week.
constexpr std::int64_t coupled_work = 40'000'000;
constexpr std::int64_t coupled_work_each = 150'000, several_calls_factor = 3;
/// With one call a week a large cohort is nearly a flow: at 10,000 students this is 4 of 12 seconds less, and 1.8 instead of
/// 0.7 % above the bound.
constexpr std::int64_t coupled_students_full = 2'000, coupled_work_each_more = 30'000;
std::int64_t match_work(const matching::Problem& problem);
/// Of a search to the end for those who come beside who stays: a second or so, though a few children may have thousands of ways.
constexpr std::int64_t beside_looks_max = 50'000'000;

/// match_problem, solved with the programme's seed. The same programme and roster give the same match.
RosterMatch match_roster(const Program& program, const Roster& roster, const matching::SolveOptions& options = {});

/// The problem solved with the programme's seed and the same limits: for a part of a roster.
matching::Solution solve_match(const Program& program, const matching::Problem& problem, const matching::SolveOptions& options = {});

/// matching::solve with at most `steps_max` steps where slots are coupled; one call a week without siblings is solved exactly.
matching::Solution solve_stepwise(const matching::Problem& problem, std::uint64_t seed, int steps_max,
                                  const std::function<void(const matching::Progress&)>& progress = {});

}  // namespace tutorline::domain
