// The match as plain values: who teaches whom and when. Ids are strings, as coordinators write them; the solvers
// number them densely (instance.hpp). A slot is a half hour of the programme's week, index = day * slots_per_day + n.
// Every number is an integer; limits below keep all sums inside 64 bits.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/messaging/catalog.hpp"

namespace tutorline::domain::matching {

inline constexpr int days_a_week = 7;
inline constexpr int slots_per_day_max = 288;
inline constexpr int sessions_per_week_max = 7;
inline constexpr int household_members_max = 8;
inline constexpr int levels_max = 64;                ///< levels are 0..63
inline constexpr std::int64_t cost_max = 1'000'000;  ///< one slot's cost, one weight
inline constexpr std::int64_t need_max = 1'000'000;

struct Weights {
    std::int64_t language_second = 0;  ///< times the position of the student's first language that the tutor speaks
    std::int64_t level_near = 0;       ///< the level is only next to one of the tutor's
    std::int64_t department_other = 0;
    std::int64_t tutor_changed = 0;  ///< the student had another tutor before (also when that tutor is gone)
};

enum class Gender { any, female, male, other };  ///< `any`: no wish (student) or not told (tutor)

struct SlotWish {
    int slot = 0;
    std::int64_t cost = 0;  ///< to the student, 0 for the best hour
};

/// The coordinator's decision: this tutor in exactly these slots (as many as sessions_per_week). It is kept always,
/// also when it costs need.
struct Pin {
    std::string tutor;
    std::vector<int> slots;
};

struct Student {
    std::string id;
    std::vector<SlotWish> slots;
    std::vector<std::string> languages;  ///< preferred first
    int level = 0;
    std::string department;
    std::int64_t need = 1;
    std::string previous_tutor;  ///< empty: none. May name a tutor who is gone
    std::string household;       ///< empty: alone
    Gender tutor_gender = Gender::any;
    std::optional<Pin> pin;
};

struct Tutor {
    std::string id;
    std::vector<int> slots;
    std::vector<std::string> languages;
    std::vector<int> levels;
    std::string department;
    Gender gender = Gender::any;
    int students_max = 0;
};

/// What a family was promised: input of a re-match.
struct Promise {
    std::string student;
    std::string tutor;
    std::vector<int> slots;
};

struct Problem {
    int slots_per_day = 0;
    int sessions_per_week = 1;
    Weights weights;
    std::vector<Student> students;
    std::vector<Tutor> tutors;
    std::vector<Promise> current;  ///< empty for a first match
};

/// One thing that makes a problem impossible: the row and what is wrong with it, as an id and its arguments. The sentence
/// with the fix is in the catalogs under "problem." + what.
struct Fault {
    enum class List { problem, students, tutors, current };
    List list = List::problem;
    int index = -1;  ///< place in the list, 0-based
    std::string id;  ///< id of that row where it has one
    std::string what;
    Arguments arguments;
};

/// Every fault at once, in file order; empty when the problem can be solved. Checks ids (unique, known), ranges,
/// duplicate slots, languages and levels, pins (allowed, not two in one seat, within students_max), households.
std::vector<Fault> faults(const Problem& problem);

}  // namespace tutorline::domain::matching
