// How much a student needs a place, by rules the programme chose (issue C 5). The match places the largest sum of need,
// so these whole numbers decide who comes first when there are fewer places than students. Points add up; each is shown.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/roster/roster.hpp"

namespace tutorline::domain {

struct NeedRules {
    int everybody = 1;                     ///< without any other rule all students count the same
    std::map<Level, int> levels;           ///< by the baseline level; not_assessed only when it is named
    std::map<std::string, int> languages;  ///< by the household's preferred language
    int rural = 0;
    int missed_contact = 0;                ///< for each week of the last round without contact, up to missed_weeks_counted
    int support_needs = 0;
    friend bool operator==(const NeedRules&, const NeedRules&) = default;
};

/// After one missed week half of the families are found again, after two 29 %, after three 19 % (FIELD.md fact 31): more
/// weeks say little more.
constexpr int missed_weeks_counted = 3;

struct NeedTerm {
    enum class Rule { everybody, level, language, rural, missed_contact, support_needs };
    Rule rule;
    int points;
    friend bool operator==(const NeedTerm&, const NeedTerm&) = default;
};

/// The rules that give this student points, in the order of NeedTerm::Rule; rules that give none are left out.
std::vector<NeedTerm> need_terms(const Student& student, const NeedRules& rules);
/// The sum of the terms. A student with 0 gets no place: it would only cost.
std::int64_t need_of(const Student& student, const NeedRules& rules);

}  // namespace tutorline::domain
