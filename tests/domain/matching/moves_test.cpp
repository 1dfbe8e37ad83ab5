// What changes against the promises, told before it is applied.
#include "domain/matching/moves.hpp"

#include <gtest/gtest.h>

#include <map>

#include "domain/matching/instance.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching::moves_test {
namespace {

Student student(const std::string& id, std::vector<SlotWish> slots, std::int64_t need = 1) {
    return {id, std::move(slots), {"es"}, 1, "d", need, "", "", Gender::any, std::nullopt};
}

Tutor tutor(const std::string& id, std::vector<int> slots, int students_max) {
    return {id, std::move(slots), {"es"}, {1}, "d", Gender::any, students_max};
}

/// Monday is slots 0..3. Ana sat with T1 at 0, Beto with T2 at 1, Caro with T2 at 2.
Problem running() {
    Problem problem;
    problem.slots_per_day = 4;
    problem.students = {student("Ana", {{0, 0}, {1, 0}}, 3), student("Beto", {{1, 0}, {3, 0}}), student("Caro", {{2, 0}})};
    problem.tutors = {tutor("T1", {0}, 1), tutor("T2", {1, 2, 3}, 3)};
    problem.current = {{"Ana", "T1", {0}}, {"Beto", "T2", {1}}, {"Caro", "T2", {2}}};
    return problem;
}

TEST(Moves, NothingMovesWhileNothingHappened) {
    const Problem problem = running();
    EXPECT_TRUE(moves_of(problem, solve(problem)).empty());
}

TEST(Moves, ATutorLeavesAndOneMakesRoom) {
    Problem problem = running();
    problem.tutors.erase(problem.tutors.begin());
    const auto moves = moves_of(problem, solve(problem));
    ASSERT_EQ(moves.size(), 2u);
    EXPECT_EQ(moves[0].why, Move::Why::tutor_gone);
    EXPECT_EQ(moves[1].why, Move::Why::makes_room);
    EXPECT_EQ(moves[1].because_of, 0);
    const WeekWords english{Tongue::english, 4, 17 * 60}, spanish{Tongue::spanish, 4, 17 * 60};
    EXPECT_EQ(sentence(moves[0], problem, english), "Ana: goes from T1, Monday at 17:00 to T2, Monday at 17:30, because T1 does not teach any more. Texts: to the family, to T1 and to T2.");
    EXPECT_EQ(sentence(moves[1], problem, english), "Beto: changes the hour, from T2, Monday at 17:30 to T2, Monday at 18:30, to make room for Ana. Texts: to the family and to T2.");
    EXPECT_EQ(sentence(moves[1], problem, spanish), "Beto: cambia de hora, de T2, lunes a las 17:30 a T2, lunes a las 18:30, para dejar lugar a Ana. Mensajes: a la familia y a T2.");
}

TEST(Moves, TellHoursThatEndedWhoJoinedAndWhoLosesThePlace) {
    Problem problem = running();
    problem.students[2].slots = {{3, 0}};                      // Caro's family has another hour
    problem.students.push_back(student("Dina", {{1, 0}}, 5));  // and Dina joins with more need than Beto
    const auto moves = moves_of(problem, solve(problem));
    std::map<std::string, Move::Why> why;
    for (const Move& move : moves) why[problem.students[static_cast<std::size_t>(move.student)].id] = move.why;
    EXPECT_EQ(why, (std::map<std::string, Move::Why>{{"Beto", Move::Why::makes_room}, {"Caro", Move::Why::own_hours}, {"Dina", Move::Why::joined}}));
    const auto loses = std::find_if(moves.begin(), moves.end(), [](const Move& move) { return !move.to; });
    ASSERT_NE(loses, moves.end());
    EXPECT_NE(sentence(*loses, problem, {Tongue::english, 4, -1}).find("loses the place"), std::string::npos);
}

/// Siblings share one tutor: what ends for one of them ends for the other, and the reason says so.
TEST(Moves, OfSiblingsTellWhatIsWrongWithTheirPlace) {
    Problem problem = running();
    problem.students[0].household = problem.students[1].household = "h";
    problem.students[0].slots = problem.students[1].slots = {{1, 0}, {2, 0}, {3, 0}};
    problem.current = {{"Ana", "T2", {2}}, {"Beto", "T2", {1}}};
    problem.students[2].slots.clear();
    const WeekWords english{Tongue::english, 4, 17 * 60}, spanish{Tongue::spanish, 4, 17 * 60};
    ASSERT_TRUE(moves_of(problem, solve(problem)).empty());
    Problem apart = problem;
    apart.tutors[1].gender = apart.students[0].tutor_gender = Gender::female;
    apart.students[1].tutor_gender = Gender::male;
    auto moves = moves_of(apart, solve(apart));
    ASSERT_EQ(moves.size(), 2u);
    for (const Move& move : moves) {
        EXPECT_EQ(move.why, Move::Why::wishes_apart);
        EXPECT_FALSE(move.to);
    }
    EXPECT_EQ(sentence(moves[0], apart, spanish), "Ana: se queda sin lugar (tenía T2, lunes a las 18:00), porque los hermanos comparten tutor y ahora piden tutores de distinto género. Mensajes: a la familia y a T2.");
    problem.students[0].slots = {{2, 0}, {3, 0}};
    problem.students[1].slots = {{3, 0}};  // Beto's family cannot at 17:30 any more: Ana goes along
    moves = moves_of(problem, solve(problem));
    ASSERT_EQ(moves.size(), 1u) << "Ana's hour is beside the new one of Beto";
    EXPECT_EQ(moves[0].why, Move::Why::own_hours);
    problem.students[0].slots = {{2, 0}};
    problem.students[1].slots = {{0, 0}};
    moves = moves_of(problem, solve(problem));
    ASSERT_EQ(moves.size(), 2u);
    EXPECT_EQ(moves[0].why, Move::Why::with_sibling);
    EXPECT_EQ(moves[0].because_of, 1);
    EXPECT_EQ(sentence(moves[0], problem, english), "Ana: loses the place (had T2, Monday at 18:00), because siblings go together and there is no place there for Beto. Texts: to the family and to T2.");
}

/// The moves are exactly what the solution counts, in random re-matches.
TEST(Moves, AddUpToTheCallsMoved) {
    for (const char* kind : {"rematch", "rematch_siblings"})
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const Problem problem = test::random_problem(kind, seed);
            const Solution solution = solve(problem);
            const Instance instance(problem);
            std::int64_t moved = 0;
            for (const Move& move : moves_of(problem, solution)) {
                moved += move.to ? instance.calls_moved(move.student, move.to->tutor, move.to->slots) : instance.calls_promised(move.student);
                EXPECT_NE(sentence(move, problem, {Tongue::spanish, problem.slots_per_day, -1}), "");
                EXPECT_EQ(move.texts.front(), "family");
            }
            EXPECT_EQ(moved, solution.calls_moved) << kind << " seed " << seed;
        }
}

}  // namespace
}  // namespace tutorline::domain::matching::moves_test
