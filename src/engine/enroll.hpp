// A checked programme and roster, and who has whom when, become rows: people, enrollments, sessions with their half hours
// and timers. Doing it again with the same or a newer sheet changes what the sheet says and nothing people said since:
// opt-outs, wrong numbers, levels and sessions stay. The phones and the consent of the row are the ones that hold: a number
// or a consent that is gone from it is used no more, and its texts that wait are not sent. A tutor's stop of texts goes on at a new number. Once a cohort runs, what the new match changes is handed back as an
// event: the engine applies it, all at once.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar/session_times.hpp"
#include "domain/event.hpp"
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
    int numbers_retired = 0;   ///< students' and tutors' numbers which the sheet names no more
    int consents_revoked = 0;  ///< students whom the sheet lets nobody call, or text, any more
    domain::ChangePlaces changed;  ///< in a cohort that runs: who joins, changes or loses a place, for Engine::handle
};

/// Until when a failed lesson may be tried again: six days, unless the next lesson comes before.
base::Instant lesson_closes(std::span<const domain::SessionTime> times, std::size_t lesson);

/// One transaction. Throws StoreFailure.
Enrolled enroll(ports::Store& store, const domain::Program& program, const domain::Roster& roster,
                std::span<const Assignment> assignments, base::Instant now);

/// The files are wholly in the database, the changed places too: the next start with the same files has nothing to do.
/// `match` is kept with them, and in place of the last match's what its seats are worth (domain/roster/match_prices.hpp).
void finish_import(ports::Store& store, const domain::Program& program, const ports::MatchRow& match, std::string_view prices);

/// Where finish_import keeps the prices of a cohort's last match: a key of `meta`.
std::string match_prices_key(std::string_view cohort);

}  // namespace tutorline::engine
