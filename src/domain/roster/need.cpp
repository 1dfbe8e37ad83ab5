#include "domain/roster/need.hpp"

#include <algorithm>

namespace tutorline::domain {
namespace {

template <class Key>
int points_for(const std::map<Key, int>& rules, const Key& key) {
    const auto rule = rules.find(key);
    return rule == rules.end() ? 0 : rule->second;
}

}  // namespace

std::vector<NeedTerm> need_terms(const Student& student, const NeedRules& rules) {
    using Rule = NeedTerm::Rule;
    const std::string preferred = student.languages.empty() ? std::string{} : student.languages.front();
    std::vector<NeedTerm> terms{
        {Rule::everybody, rules.everybody},
        {Rule::level, points_for(rules.levels, student.level)},
        {Rule::language, points_for(rules.languages, preferred)},
        {Rule::rural, student.area == Area::rural ? rules.rural : 0},
        {Rule::missed_contact, rules.missed_contact * std::min(student.weeks_missed, missed_weeks_counted)},
        {Rule::support_needs, student.support_needs.empty() ? 0 : rules.support_needs},
    };
    std::erase_if(terms, [](const NeedTerm& term) { return term.points == 0; });
    return terms;
}

std::int64_t need_of(const Student& student, const NeedRules& rules) {
    std::int64_t sum = 0;
    for (const NeedTerm& term : need_terms(student, rules)) sum += term.points;
    return sum;
}

}  // namespace tutorline::domain
