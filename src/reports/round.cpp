#include "reports/round.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "domain/practice/level.hpp"
#include "domain/session/lists.hpp"
#include "reports/weekly.hpp"

namespace tutorline::reports {
namespace {

namespace json = boost::json;

json::object levels(const LevelCounts& counts) {
    json::object out;
    for (const auto level : {domain::Level::beginner, domain::Level::addition, domain::Level::subtraction, domain::Level::multiplication,
                             domain::Level::division, domain::Level::finished, domain::Level::not_assessed}) {
        const auto found = counts.find(domain::code(level));
        out[domain::name(level)] = found == counts.end() ? 0 : found->second;
    }
    return out;
}

}  // namespace

base::Result<RoundSummary> summarise_round(ports::Reader& reader, const domain::Program& program, base::Instant now) {
    auto weekly = weekly_report(reader, program, 0, now);
    if (!weekly) return weekly.error();
    RoundSummary out;
    out.students = weekly->funnel.listed;
    out.matched = weekly->funnel.matched;
    out.unmatched = out.students - out.matched;
    out.sessions = weekly->to_date;
    out.planned = weekly->to_date.planned();
    out.child_minutes = static_cast<std::int64_t>(weekly->minutes.sum + 1e-6);
    out.texts_out = weekly->texts.sent;
    out.segments = weekly->texts.segments;
    out.items_sent = weekly->texts.items;
    out.items_answered = weekly->texts.items_answered;
    out.items_right = weekly->texts.items_right;
    out.start = weekly->levels.start;
    out.end = weekly->levels.now;
    out.attendance.assign(static_cast<std::size_t>(program.weeks * program.sessions_per_week) + 1, 0);
    const std::vector<ports::Value> key{program.key};
    const auto single = [&](std::string_view sql) {
        std::int64_t value = 0;
        reader.query(sql, key, [&](const ports::Row& row) { value = row.integer(0); });
        return value;
    };
    out.attempts = single("SELECT count(*) FROM attempt a JOIN session s ON s.id = a.session JOIN student t ON t.id = s.student "
                          "JOIN cohort c ON c.id = t.cohort WHERE c.key = ?1");
    out.texts_in = single("SELECT count(*) FROM inbox WHERE kind = 'text' AND ?1 = ?1");
    reader.query(R"(SELECT (SELECT count(*) FROM session s WHERE s.student = t.id AND s.kind = 'lesson' AND s.outcome IN ('completed', 'short')), count(*)
                    FROM student t JOIN cohort c ON c.id = t.cohort JOIN enrollment e ON e.student = t.id
                    WHERE c.key = ?1 AND e.tutor IS NOT NULL GROUP BY 1)",
                 key, [&](const ports::Row& row) {
                     const auto sessions = std::min(static_cast<std::size_t>(row.integer(0)), out.attendance.size() - 1);
                     out.attendance[sessions] += static_cast<int>(row.integer(1));
                 });
    return out;
}

std::string round_json(const RoundSummary& summary, const Invariants& invariants) {
    json::object sessions{{"planned", summary.planned}};
    for (std::size_t i = 0; i < summary.sessions.closed.size(); ++i) sessions[domain::name(static_cast<domain::Outcome>(i))] = summary.sessions.of(i);
    json::array attendance;
    for (const int count : summary.attendance) attendance.push_back(count);
    const json::object out{
        {"students", summary.students},
        {"matched", summary.matched},
        {"unmatched", summary.unmatched},
        {"sessions", std::move(sessions)},
        {"attempts", summary.attempts},
        {"child_minutes", summary.child_minutes},
        {"attendance", std::move(attendance)},
        {"texts", json::object{{"out", summary.texts_out}, {"segments", summary.segments}, {"in", summary.texts_in}}},
        {"items", json::object{{"sent", summary.items_sent}, {"answered", summary.items_answered}, {"right", summary.items_right}}},
        {"levels", json::object{{"start", levels(summary.start)}, {"end", levels(summary.end)}}},
        {"invariants", json::object{{"checked", invariants.checked}, {"violated", invariants.violated}}},
    };
    return json::serialize(out) + "\n";
}

}  // namespace tutorline::reports
