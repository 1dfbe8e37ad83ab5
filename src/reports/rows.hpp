// The cohort's people and sessions as they stood at one instant, read once: every figure of every output (page, JSON,
// sheets, the round's summary) is counted from these rows, so figures of the same name cannot differ.
//
// "As they stood": what happened until that instant, told with what is known now. A report that a tutor corrected later
// is counted as corrected; a session that ended later is still open.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/practice/level.hpp"
#include "domain/session/early_warning.hpp"
#include "domain/session/lists.hpp"
#include "reports/sections.hpp"

namespace tutorline::reports {

constexpr std::size_t outcome_kinds = 8;

/// Lessons of one child or tutor, onboarding calls apart.
struct LessonCounts {
    std::array<int, outcome_kinds> closed{};  ///< by domain::Outcome; those that were due
    int open = 0;                             ///< due, without an outcome yet
    int ahead = 0;                            ///< still to come
    int settled = 0;                          ///< will not take place: closed before they were due (a withdrawal, a notice, a pause)
    int with_child() const { return closed[0] + closed[1]; }
    int due() const;
};

struct TutorThen {
    std::int64_t id = 0;
    std::string key, name;
    int students = 0;   ///< matched with this tutor
    int absences = 0;   ///< lessons that fell through because the tutor was away, announced or not
    LessonCounts lessons;
    int onboarding_not_logged = 0, awaiting_log = 0;
};

struct StudentThen {
    std::int64_t id = 0;
    std::string key, first_name, department, area, sex, languages, school, status;
    int grade = 0;
    bool support = false, consented = false, contacted = false, verified = false;
    int tutor = -1;  ///< place in Rows::tutors; -1: unmatched
    domain::Level level_start = domain::Level::not_assessed, level_now = domain::Level::not_assessed;
    LessonCounts lessons;
    int child_minutes = 0;  ///< the sum of the lessons' whole minutes
    int checkpoints = 0;    ///< lessons with a checkpoint right or wrong
    int dials = 0;          ///< of all sessions, onboarding calls too
    int weeks_ahead = 0;    ///< programme weeks with a lesson still to come
    int onboarding = -1;    ///< place of the onboarding call in Rows::sessions; -1: none
    domain::Attendance attendance;

    bool matched() const { return tutor >= 0; }
    bool waiting() const { return status == "waiting"; }  ///< had a tutor and has none now
    /// Measured in a lesson's checkpoint; else the level is only what the sheet said.
    bool level_measured() const { return checkpoints > 0 && level_now != domain::Level::not_assessed; }
    /// Start and now known and measured: only then a gain is told.
    bool both_levels() const { return level_measured() && level_start != domain::Level::not_assessed; }
    bool rose() const;
};

struct SessionThen {
    int student = 0, tutor = 0;  ///< places in Rows
    int served_by = -1;          ///< place in Rows::students of the sibling whose dial served this one too; -1: none did
    bool lesson = true, due = false, awaiting_log = false, self_reported = false;
    int number = 0, week = 0, dials = 0;
    base::Instant planned{};
    std::optional<base::Instant> moved_to;  ///< still to come, and at another hour than planned
    /// When somebody spoke: the last dial that was answered; with nothing but the tutor's word, the hour of the report.
    std::optional<base::Instant> held;
    std::optional<domain::Outcome> outcome;
    /// Why it ended so: the code of the session. Where tutor and gateway tell different things, one of ours: `tutor_alone`
    /// (the tutor spoke with somebody, the gateway saw no answer), `nobody_spoke` (the line was open, the tutor says nobody).
    std::string reason;
    std::string source;           ///< of the minutes
    std::string checkpoint;       ///< only of lessons with the child on the line
    int child_minutes = 0;        ///< whole minutes of a lesson (whole_minutes)
    std::int64_t talk_seconds = 0;  ///< the family's line was open, by the gateway
    int level_taught = 0;
};

/// To the nearest, and never none while a child was on the line: what tutors report is whole minutes, and every sum of a
/// report is one of these, so that columns add up to the totals shown.
int whole_minutes(std::int64_t seconds);

struct Rows {
    std::vector<TutorThen> tutors;      ///< by key
    std::vector<StudentThen> students;  ///< by key
    std::vector<SessionThen> sessions;  ///< by student, the onboarding call first, then by number
    std::vector<std::pair<std::string, int>> numbers;  ///< the families' phones by status, by status
};

/// Everything of the scope's cohort at the scope's instant.
Rows read_rows(const Scope& scope);
/// The rows the page of `program` at `at` is counted from, in a snapshot of its own. Error code `cohort_unknown`.
base::Result<Rows> rows_of(ports::Reader& reader, const domain::Program& program, base::Instant at);

}  // namespace tutorline::reports
