#include "reports/invariants.hpp"

#include <string_view>

namespace tutorline::reports {
namespace {

enum class Needs { nothing, completed_seconds, attempts_max, now, lessons };
struct Rule {
    std::string_view name;
    std::string_view sql;  ///< gives how many rows were looked at and how many break the rule
    Needs needs = Needs::nothing;  ///< what ?1 is
};

constexpr Rule standing[] = {
    {"B20 a completed session without its minutes",
     "SELECT count(*), coalesce(sum(child_seconds < ?1), 0) FROM session WHERE outcome = 'completed' AND kind = 'lesson'", Needs::completed_seconds},
    {"B20 a short session without a child", "SELECT count(*), coalesce(sum(child_seconds <= 0), 0) FROM session WHERE outcome = 'short'"},
    {"B19 minutes of a child where none was on the line",
     "SELECT count(*), coalesce(sum(child_seconds > 0), 0) FROM session WHERE outcome IN ('no_contact', 'cancelled_programme')"},
    {"B19 a checkpoint where no child was on the line",
     "SELECT count(*), coalesce(sum(checkpoint <> ''), 0) FROM session WHERE kind = 'lesson' AND outcome NOT IN ('completed', 'short')"},
    {"R2 an outcome that is not the last one written",
     "SELECT count(*), coalesce(sum(s.outcome <> (SELECT o.outcome FROM outcome o WHERE o.session = s.id ORDER BY version DESC LIMIT 1)), 0) "
     "FROM session s WHERE s.outcome IS NOT NULL"},
    {"B18 more dials than planned",
     "SELECT count(*), coalesce(sum((SELECT count(*) FROM attempt a WHERE a.session = s.id AND a.continues = 0 AND a.disposition <> 'tutor_no_join' "
     "AND a.disposition <> 'gateway_error') > ?1 + 1), 0) FROM session s", Needs::attempts_max},
    {"B27 more texts about one item than three", "SELECT count(*), coalesce(sum(texts > 3), 0) FROM item_sent"},
    {"P1 two sessions of one tutor at one time",
     "SELECT count(*), count(*) - count(DISTINCT tutor || ' ' || booked_at) FROM session WHERE booked_at IS NOT NULL"},
    {"R5 a level that was lost",
     "SELECT count(*), coalesce(sum(level_start > 0 AND mastered < level_start), 0) FROM student"},
    {"C5 a session of a child without consent",
     "SELECT count(*), coalesce(sum(NOT EXISTS (SELECT 1 FROM consent c WHERE c.student = s.student AND c.calls = 1)), 0) FROM session s"},
};

constexpr Rule last[] = {
    {"R1 a session without an outcome", "SELECT count(*), coalesce(sum(outcome IS NULL), 0) FROM session"},
    {"O4 a text without an end",
     "SELECT count(*), coalesce(sum(state IN ('queued', 'sending', 'unknown')), 0) FROM message WHERE created_at < ?1 - 3 * 86400", Needs::now},
    {"P4 a dial without an end", "SELECT count(*), coalesce(sum(state <> 'ended'), 0) FROM attempt WHERE queued_at < ?1 - 86400", Needs::now},
    // Who joins late has those that are left: from the first one on none is missing.
    {"P2 another number of lessons than planned",
     "SELECT count(*), coalesce(sum((SELECT max(s.number) <> ?1 OR count(*) <> ?1 + 1 - min(s.number) FROM session s WHERE s.student = e.student "
     "AND s.kind = 'lesson' AND s.enrollment = e.id)), 0) FROM enrollment e WHERE e.tutor IS NOT NULL", Needs::lessons},
};

InvariantResult evaluate(ports::Reader& reader, const Rule& rule, const domain::Program& program, base::Instant now) {
    const std::int64_t values[] = {0, base::Seconds{program.dosage.completed_min}.count(), program.attempts.attempts_max,
                                   now.time_since_epoch().count(), program.weeks * program.sessions_per_week};
    std::vector<ports::Value> parameters;
    if (rule.needs != Needs::nothing) parameters.emplace_back(values[static_cast<std::size_t>(rule.needs)]);
    InvariantResult result{std::string{rule.name}};
    reader.query(rule.sql, parameters, [&](const ports::Row& row) {
        result.checked = row.integer(0);
        result.violated = row.integer(1);
    });
    return result;
}

}  // namespace

std::vector<InvariantResult> standing_invariants(ports::Reader& reader, const domain::Program& program) {
    std::vector<InvariantResult> results;
    for (const Rule& rule : standing) results.push_back(evaluate(reader, rule, program, {}));
    return results;
}

std::vector<InvariantResult> final_invariants(ports::Reader& reader, const domain::Program& program, base::Instant now) {
    std::vector<InvariantResult> results;
    for (const Rule& rule : last) results.push_back(evaluate(reader, rule, program, now));
    return results;
}

}  // namespace tutorline::reports
