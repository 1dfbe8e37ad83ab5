// The problem with dense numbers: languages, levels and departments become kinds, and what a pair costs becomes a
// table over (student kind, tutor kind). Built once per solve; plain data, read by every solver here.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/matching/problem.hpp"

namespace tutorline::domain::matching {

inline constexpr int nobody = -1;    ///< no tutor
inline constexpr int somebody = -2;  ///< a tutor who is gone: counts as another tutor than all here

struct Instance {
    struct Wish {
        int slot;
        std::int64_t cost;
    };
    struct StudentRow {
        std::vector<Wish> wishes;  ///< by slot, ascending
        int kind = 0;              ///< languages in order, level, wish on gender
        int department = 0;
        std::int64_t need = 0;
        int previous = nobody;
        int household = 0;  ///< into `households`; a student alone is a household of one
        int pin_tutor = nobody;
        std::vector<int> pin_slots;  ///< ascending
        int promise_tutor = nobody;  ///< nobody: no promise
        std::vector<int> promise_slots;
    };
    struct TutorRow {
        std::vector<int> slots;  ///< ascending
        int kind = 0;            ///< languages, levels, gender
        int department = 0;
        int students_max = 0;  ///< not above the number of slots
    };

    int slots_per_day = 0;
    int slot_count = 0;
    int sessions = 1;
    Weights weights;
    std::vector<StudentRow> students;
    std::vector<TutorRow> tutors;
    std::vector<std::vector<int>> households;  ///< members in order of the problem
    int student_kinds = 0;
    int tutor_kinds = 0;
    std::vector<std::int64_t> kind_cost;  ///< [student kind * tutor_kinds + tutor kind]; not_allowed: never a pair
    bool has_promises = false;

    static constexpr std::int64_t not_allowed = -1;

    explicit Instance(const Problem& problem);

    std::int64_t kind_pair(int student_kind, int tutor_kind) const {
        return kind_cost[static_cast<std::size_t>(student_kind) * tutor_kinds + tutor_kind];
    }
    /// Cost of the pair without slots, or not_allowed (which looks at languages, levels and gender only).
    std::int64_t pair_cost(int student, int tutor) const;
    /// The student's cost of a slot, or not_allowed when it is not among the wishes.
    std::int64_t slot_cost(int student, int slot) const;
    bool offers(int tutor, int slot) const;
    int day(int slot) const { return slot / slots_per_day; }
    /// Promised calls of the student that this placement does not keep (all of them with another tutor).
    int calls_moved(int student, int tutor, const std::vector<int>& slots) const;
    int calls_promised(int student) const;
    bool couples_slots() const;  ///< more than one call a week, or a household of several members
};

/// Why a pair is not allowed, or its cost terms.
struct PairTerms {
    int language_position = -1;  ///< -1: no language in common
    bool level_near = false;
    bool level_far = false;  ///< neither among the tutor's levels nor next to one
    bool gender_refused = false;
    bool department_other = false;
    bool tutor_changed = false;
    bool allowed() const { return language_position >= 0 && !level_far && !gender_refused; }
    std::int64_t cost(const Weights& weights) const;
};
PairTerms pair_terms(const Student& student, const Tutor& tutor);

}  // namespace tutorline::domain::matching
