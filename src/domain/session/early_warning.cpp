#include "domain/session/early_warning.hpp"

#include <algorithm>

namespace tutorline::domain {

bool counts_as_child_session(Outcome outcome) { return outcome == Outcome::completed || outcome == Outcome::short_session; }
bool counts_as_miss(Outcome outcome) { return outcome == Outcome::no_contact || outcome == Outcome::adult_contact; }

WarningStep observe(const Attendance& before, Outcome outcome, const EarlyWarningRule& rule, int sessions_per_week) {
    WarningStep step{before, {}};
    Attendance& now = step.attendance;
    const int per_week = std::max(1, sessions_per_week);
    if (counts_as_child_session(outcome)) {
        ++now.observed;
        ++now.child_sessions;
        now.missed_in_row = 0;
        now.red = false;
        return step;
    }
    if (!counts_as_miss(outcome)) return step;
    ++now.observed;
    ++now.missed_in_row;
    if (now.missed_in_row == rule.ask_family * per_week) step.raised.push_back(Warning::ask_when_home);
    if (now.missed_in_row == rule.facilitator * per_week) step.raised.push_back(Warning::facilitator);
    if (now.missed_in_row == rule.visit * per_week) step.raised.push_back(Warning::visit_list);
    if (!now.red && now.child_sessions == 0 && now.observed >= rule.red * per_week) {
        now.red = true;
        step.raised.push_back(Warning::red_from_start);
    }
    return step;
}

Attendance corrected(const Attendance& before, Outcome from, Outcome to) {
    Attendance now = before;
    const bool was_child = counts_as_child_session(from);
    const bool was_miss = counts_as_miss(from);
    const bool is_child = counts_as_child_session(to);
    const bool is_miss = counts_as_miss(to);
    now.observed += (is_child || is_miss ? 1 : 0) - (was_child || was_miss ? 1 : 0);
    now.child_sessions += (is_child ? 1 : 0) - (was_child ? 1 : 0);
    if (is_child) {
        now.missed_in_row = 0;
        now.red = false;
    } else if (was_miss && !is_miss) {
        now.missed_in_row = std::max(0, now.missed_in_row - 1);
    } else if (is_miss && !was_miss) {
        ++now.missed_in_row;
    }
    return now;
}

}  // namespace tutorline::domain
