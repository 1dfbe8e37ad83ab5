// The weekly page as values: what a coordinator decides with. Every figure is counted from rows (sections.hpp) and means
// what its definition says; the definitions are printed with the numbers (config/languages/*/coordinator_report.yaml).
// Shares are 0..1 and empty where there is nothing to divide by; money is in the programme's currency.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_time.hpp"

namespace tutorline::reports {

/// Each stage counts the students of the cohort who got that far; halves and quarters are of the lessons due until then.
struct Funnel {
    int listed = 0, consented = 0, matched = 0, number_verified = 0, contacted = 0, one_session = 0, half = 0, three_quarters = 0;
    int level_measured = 0;  ///< in a lesson's checkpoint; the level of the sheet alone does not count
    int waiting = 0;         ///< of the matched: lost their tutor and wait for another
};

/// Lessons that were due, by outcome in the order of domain::Outcome; `open` have none yet. Onboarding calls apart.
struct Outcomes {
    std::array<int, 8> closed{};
    int open = 0;
    int of(std::size_t outcome) const { return closed[outcome]; }
    int with_child() const { return closed[0] + closed[1]; }
    int planned() const;
};

/// A distribution of one number per matched student; of minutes, whole ones (rows.hpp).
struct Distribution {
    int n = 0;
    double sum = 0, p10 = 0, median = 0, p90 = 0;
    std::vector<int> counts;  ///< in the classes of `upper`, the last one open
    std::vector<int> upper;   ///< upper bound of each class but the last, included
    std::optional<double> mean() const;
};

/// Programme, scheduled, adequate, actual (FIELD.md S28): never mixed.
struct Dosage {
    double programme_minutes = 0;  ///< per student, by design
    double scheduled_minutes = 0;  ///< of lessons due until then, all matched students
    int adequate_students = 0;     ///< minutes and checkpoints that the programme calls enough
    double actual_minutes = 0;     ///< of children on the line
    std::optional<double> actual_of_scheduled() const;
};

struct HourBand {
    int from_hour = 0;  ///< two hours, on the family's clock
    int dials = 0, answered = 0;
};
/// A dial is one attempt that ended, of a lesson or an onboarding call, redials of a dropped call too. Siblings on one call
/// share one dial; it is counted with the one who was dialled for.
struct Attempts {
    int dials = 0, answered = 0;
    int onboarding = 0;                   ///< of the dials, those of onboarding calls
    std::optional<double> per_completed;  ///< dials of lessons
    std::vector<HourBand> hours;  ///< ascending; only with dials
};

/// Lessons in which somebody answered: `expected` ended completed, short, with an adult only or unreported; of these
/// `missing` had no report in time (outcome not_logged). Onboarding calls apart.
struct MissingLogs {
    std::string tutor_key, tutor_name;
    int expected = 0, missing = 0;
};

/// The one next thing to do. `last_visit`: too few weeks are left to keep a place; `next_round`: no lesson is left.
enum class NextAction { other_slot, facilitator, school_visit, red_review, last_visit, next_round };
constexpr std::array<std::string_view, 6> next_actions{"other_slot", "facilitator", "school_visit", "red_review", "last_visit", "next_round"};
struct Warning {
    std::int64_t student = 0;
    std::string key, first_name, department, tutor_key;
    int missed_in_row = 0, observed = 0, child_sessions = 0, weeks_ahead = 0;
    bool red = false;
    NextAction action = NextAction::other_slot;
};

/// In the order in which they are shown.
constexpr std::array<std::string_view, 6> phone_states{"verified", "unverified", "suspect", "dead", "wrong", "recycled"};
struct Numbers {
    std::map<std::string, int, std::less<>> by_status;  ///< families' phones
    int of(std::string_view status) const;
    int texts_stopped = 0, calls_stopped = 0;
};

struct Texts {
    int sent = 0, segments = 0;  ///< left for the gateway, families and tutors
    int delivered = 0, without_receipt = 0, unknown = 0, failed = 0, expired = 0, suppressed = 0, waiting = 0;
    int received = 0;  ///< of anybody: families, tutors, strangers
    int replies = 0, graded = 0, right = 0;
    int items = 0, items_answered = 0, items_right = 0;
    int unread = 0;
    double unread_oldest_hours = 0;
};

/// Level codes of domain::Level -> students (matched only).
using LevelCounts = std::map<int, int>;
struct Levels {
    LevelCounts start, now;
    int measured = 0;                     ///< in a lesson's checkpoint
    int checkpoints = 0;                  ///< done in lessons with the child on the line, by students with a tutor or not
    int both = 0, rose = 0, missing = 0;  ///< start known and now measured; of these up by one or more; not both
};

/// With fewer lessons than this a tutor's share says nothing and is not shown.
constexpr int tutor_lessons_least = 10;
/// One tutor's share of lessons with the child on the line, with a 95 % interval: a spread, not a ranking.
struct TutorRow {
    std::string key, name;
    int students = 0, lessons = 0, with_child = 0, absences = 0;
    double rate = 0, low = 0, high = 0;
};

struct EquityRow {
    std::string group;
    int students = 0;
    bool suppressed = false;  ///< fewer than the limit, or needed so that another cell cannot be worked out
    double minutes = 0;       ///< per student
    double reached = 0;       ///< share with one session or more
    std::optional<double> rose;
};
struct EquityTable {
    std::string dimension;  ///< sex, area, department, language, support, grade
    std::vector<EquityRow> rows;
    std::optional<double> gap;  ///< least minutes over most minutes among the groups shown
};

/// Texts, calls and tutors are rounded as they are shown, so that they add up to the total shown.
struct Cost {
    std::string currency;
    double texts = 0, calls = 0, tutors = 0, adult_only_calls = 0;
    double total() const { return texts + calls + tutors; }
    std::optional<double> per_student, per_session, per_100_minutes;
    double tutor_minutes_a_call = 0;  ///< paid for each call that was due, attempts included, as in the plan
    std::optional<double> forecast;   ///< to the end of the round, as it goes so far; none before the first lesson
};

struct WeeklyReport {
    std::string cohort_key, cohort_name;
    int week = 0, weeks = 0, sessions_per_week = 1;
    base::Instant at{};  ///< the report tells what happened until then
    std::string zone;    ///< the programme's clock
    Funnel funnel;
    std::vector<int> curve;  ///< students placed with 0, 1, 2.. tutors more, when the places were found; empty: not known
    Outcomes this_week, to_date;
    int behind = 0;    ///< students whose lesson of `week` lies in a later calendar week than the first of it: pauses, holidays
    int tutor_absent = 0;  ///< of the lessons that the programme cancelled: the tutor was not there
    int ahead = 0;     ///< lessons not due yet
    Outcomes settled;  ///< of these, what will not take place: closed before they were due (a withdrawal, a notice, a pause)
    std::vector<Outcomes> by_week;  ///< [0] is week 1
    std::vector<int> attendance;  ///< [k]: matched students with k lessons in which the child was on the line
    Distribution minutes;
    Dosage dosage;
    Attempts attempts;
    std::vector<MissingLogs> missing_logs;  ///< most first
    int logs_awaited = 0;           ///< somebody answered and the report may still come
    int onboarding_not_logged = 0;  ///< onboarding calls without a report
    int duplicate_logs = 0;
    std::vector<Warning> warnings;
    Numbers numbers;
    Texts texts;
    Levels levels;
    std::vector<TutorRow> tutors;
    std::vector<EquityTable> equity;
    int group_least = 10;  ///< groups with fewer students show no figures
    Cost cost;
    int open_safeguarding = 0;
    int open_tasks = 0;  ///< all others

    std::size_t weeks_begun() const;  ///< up to the last week with a lesson that was due
    int missing_reports() const;      ///< of all tutors
    int numbers_in_all() const;
    int week_begun() const { return to_date.planned() > 0 ? week : 0; }  ///< 0: before week 1
    int still_to_come() const { return ahead - settled.planned(); }
};

/// Money is shown in whole units from here on; below, with cents where there are any.
constexpr double cents_below = 1000;
int money_places(double amount);

}  // namespace tutorline::reports
