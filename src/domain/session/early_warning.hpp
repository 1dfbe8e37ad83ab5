// Early warning from the first miss on (FIELD.md B40 and part e): what is due after each lesson. Only no_contact and
// adult_contact count as misses; what the programme cancelled never counts against the child.
#pragma once
#include <vector>

#include "domain/program.hpp"
#include "domain/session/lists.hpp"

namespace tutorline::domain {

struct Attendance {
    int missed_in_row = 0;   ///< lessons without the child, latest in a row
    int observed = 0;        ///< lessons that count
    int child_sessions = 0;  ///< of these, with the child on the line
    bool red = false;        ///< no child session in the first weeks
    friend bool operator==(const Attendance&, const Attendance&) = default;
};

enum class Warning {
    ask_when_home,    ///< the first weeks missed: text 'when do we find you?', another slot, the second phone
    facilitator,      ///< then: the facilitator or school asks; the old slot is not dialled any more
    visit_list,       ///< then: home or school visit
    red_from_start,   ///< no child session in the first observed weeks: 58 % of these get none later either
};

struct WarningStep {
    Attendance attendance;
    std::vector<Warning> raised;
};
/// After a lesson's outcome; with two sessions a week a week is missed when both are.
WarningStep observe(const Attendance& before, Outcome outcome, const EarlyWarningRule& rule, int sessions_per_week);
/// The same lesson's outcome was corrected: the counts move, nothing new is raised.
Attendance corrected(const Attendance& before, Outcome from, Outcome to);

bool counts_as_child_session(Outcome outcome);
bool counts_as_miss(Outcome outcome);

}  // namespace tutorline::domain
