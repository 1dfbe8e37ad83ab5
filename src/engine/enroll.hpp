// A checked programme and roster, and who has whom when, become rows: people, enrollments, sessions with their half hours
// and timers. Doing it again with the same or a newer sheet changes what the sheet says and nothing people said since:
// opt-outs, blocked numbers, levels, pairs and sessions stay.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "domain/program.hpp"
#include "domain/roster/roster.hpp"
#include "ports/store.hpp"

namespace tutorline::engine {

/// One student's place, by the keys of the sheets.
struct Assignment {
    std::string student;
    std::string tutor;       ///< empty: unmatched
    std::vector<int> slots;  ///< half hours of the programme's week (domain/calendar/week_slots.hpp)
    std::string reason;      ///< why unmatched
};

struct Enrolled {
    domain::CohortId cohort;
    int students = 0;
    int tutors = 0;
    int matched = 0;
    int unmatched = 0;
    int sessions_made = 0;  ///< in this import; 0 when everything was there
};

/// One transaction. Throws StoreFailure.
Enrolled enroll(ports::Store& store, const domain::Program& program, const domain::Roster& roster,
                std::span<const Assignment> assignments, base::Instant now);

}  // namespace tutorline::engine
