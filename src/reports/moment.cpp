#include "reports/moment.hpp"

#include <algorithm>
#include <vector>

namespace tutorline::reports {
namespace {

base::Error moment_error(std::string code, std::string message) { return {base::Error::Policy::permanent, std::move(code), std::move(message)}; }
std::int64_t seconds(base::Instant at) { return at.time_since_epoch().count(); }
base::Instant instant(std::int64_t seconds) { return base::Instant{base::Seconds{seconds}}; }

/// Midnight after the day of `at`.
base::Instant end_of_day(base::Instant at, const base::Zone& zone) {
    const base::CivilTime wall = zone.to_civil(at);
    return zone.to_instant({wall.day + std::chrono::days{1}, base::Seconds{0}});
}

}  // namespace

base::Instant last_fact(ports::Reader& reader) {
    base::Instant last{};
    reader.query("SELECT coalesce(max(at), 0) FROM fact", {}, [&](const ports::Row& row) { last = instant(row.integer(0)); });
    return last;
}

base::Result<Moment> moment_of(ports::Reader& reader, const domain::Program& program, int week, base::Instant now) {
    int weeks = 0;
    base::Instant enrolled{};
    const std::vector<ports::Value> key{program.key};
    reader.query("SELECT weeks, created_at FROM cohort WHERE key = ?1", key, [&](const ports::Row& row) {
        weeks = static_cast<int>(row.integer(0));
        enrolled = instant(row.integer(1));
    });
    if (weeks == 0) return moment_error("cohort_unknown", "this database does not hold the programme");
    if (week < 0 || week > weeks) return moment_error("week_unknown", "the round has no such week");
    if (now < enrolled) return moment_error("nothing_yet", "the programme was not enrolled yet");
    base::Instant first{}, next{}, last{};
    int begun = 0;
    const std::vector<ports::Value> asked{program.key, seconds(now), std::int64_t{week}};
    reader.query("SELECT coalesce(max(CASE WHEN s.planned_at <= ?2 THEN s.week END), 0), coalesce(min(CASE WHEN s.week = ?3 THEN s.planned_at END), 0), "
                 "coalesce(min(CASE WHEN s.week = ?3 + 1 THEN s.planned_at END), 0) "
                 "FROM session s JOIN student t ON t.id = s.student JOIN cohort c ON c.id = t.cohort WHERE c.key = ?1 AND s.kind = 'lesson'",
                 asked, [&](const ports::Row& row) {
                     begun = static_cast<int>(row.integer(0));
                     first = instant(row.integer(1)), next = instant(row.integer(2));
                 });
    if (week == 0) return Moment{now, std::max(1, begun)};
    if (first > now || seconds(first) == 0) return moment_error("week_ahead", "this week has not begun");
    if (week == weeks || seconds(next) == 0 || next > now) return Moment{now, week};
    const std::vector<ports::Value> before_next{program.key, seconds(next), std::int64_t{week}};
    reader.query("SELECT coalesce(max(s.planned_at), ?2) FROM session s JOIN student t ON t.id = s.student JOIN cohort c ON c.id = t.cohort "
                 "WHERE c.key = ?1 AND s.kind = 'lesson' AND s.week = ?3 AND s.planned_at < ?2",
                 before_next, [&](const ports::Row& row) { last = instant(row.integer(0)); });
    auto zone = base::Zone::find(program.zone);
    if (!zone) zone = base::Zone::find("UTC");
    return Moment{std::min({now, end_of_day(last, *zone), next - base::Seconds{1}}), week};
}

}  // namespace tutorline::reports
