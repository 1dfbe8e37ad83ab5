#include "web/api_queries.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <set>
#include <vector>

#include "base/civil_time.hpp"
#include "base/http_message.hpp"
#include "domain/session/lists.hpp"
#include "web/api.hpp"

namespace tutorline::web {
namespace {

namespace json = boost::json;
using ports::Row;
using ports::Value;

base::Error bad_query(std::string message) { return {base::Error::Policy::permanent, "query_bad", std::move(message)}; }

template <class Number>
std::optional<Number> whole(std::string_view text, Number min, Number max) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < min || number > max) return std::nullopt;
    return number;
}

json::value instant_or_null(const Row& row, int column) {
    if (row.null(column)) return nullptr;
    return json::value_from(base::format_instant(base::Instant{base::Seconds{row.integer(column)}}));
}

json::value text_or_null(const Row& row, int column) {
    if (row.null(column) || row.text(column).empty()) return nullptr;
    return json::value_from(std::string{row.text(column)});
}

json::string text(const Row& row, int column) {
    const std::string_view words = row.text(column);
    return json::string(words.data(), words.size());
}

/// The row id of the only cohort there is.
base::Result<std::int64_t> only_cohort(ports::Reader& reader) {
    std::vector<std::int64_t> ids;
    reader.query("SELECT id FROM cohort ORDER BY id LIMIT 2", {}, [&](const Row& row) { ids.push_back(row.integer(0)); });
    if (ids.size() == 1) return ids.front();
    if (ids.empty()) return base::Error{base::Error::Policy::permanent, "not_found", "there is no cohort yet"};
    return bad_query("there are several cohorts: cohort=KEY is needed; /api/cohorts lists them");
}

/// The cohort's row id; without a key the only one's.
base::Result<std::int64_t> find_cohort(ports::Reader& reader, const std::string& key) {
    if (key.empty()) return only_cohort(reader);
    std::int64_t id = 0;
    const std::array<Value, 1> parameters{key};
    reader.query("SELECT id FROM cohort WHERE key = ?1", parameters, [&](const Row& row) { id = row.integer(0); });
    if (id == 0) return base::Error{base::Error::Policy::permanent, "not_found", "no cohort has that key"};
    return id;
}

/// {"rows": [...], "next": the `after` of the next page or null}
json::value page(json::array rows, int limit) {
    const bool more = static_cast<int>(rows.size()) > limit;
    if (more) rows.pop_back();
    json::value next = more ? rows.back().at("id") : json::value(nullptr);
    return {{"rows", std::move(rows)}, {"next", std::move(next)}};
}

json::object session_row(const Row& row) {
    return {{"id", row.integer(0)},
            {"student", text(row, 1)},
            {"tutor", text(row, 2)},
            {"kind", text(row, 3)},
            {"number", row.integer(4)},
            {"week", row.integer(5)},
            {"planned_at", instant_or_null(row, 6)},
            {"phase", text(row, 7)},
            {"outcome", text_or_null(row, 8)},
            {"reason", text_or_null(row, 9)},
            {"attempts", row.integer(10)},
            {"child_seconds", row.integer(11)},
            {"talk_seconds", row.integer(12)},
            {"minutes_source", text_or_null(row, 13)},
            {"self_reported", row.integer(14) != 0},
            {"checkpoint", text_or_null(row, 15)},
            {"closed_at", instant_or_null(row, 16)},
            {"booked_at", instant_or_null(row, 17)}};
}

}  // namespace

base::Result<ApiQuery> ApiQuery::parse(std::string_view query) {
    ApiQuery parsed;
    parsed.limit = page_rows;
    std::set<std::string> seen;
    for (const auto& [name, value] : base::parse_form(query)) {
        if (!seen.insert(name).second) return bad_query("a parameter stands twice");
        if (name == "cohort") {
            parsed.cohort = value;
        } else if (name == "outcome") {
            if (!domain::outcome_from(value)) return bad_query("outcome must be a word of the list of outcomes");
            parsed.outcome = value;
        } else if (name == "week") {
            parsed.week = whole<int>(value, 0, 1000);
            if (!parsed.week) return bad_query("week must be a whole number from 0");
        } else if (name == "after") {
            const auto after = whole<std::int64_t>(value, 0, INT64_MAX);
            if (!after) return bad_query("after must be an id");
            parsed.after = *after;
        } else if (name == "limit") {
            const auto limit = whole<int>(value, 1, page_rows_max);
            if (!limit) return bad_query("limit must be from 1 to " + std::to_string(page_rows_max));
            parsed.limit = *limit;
        } else {
            return bad_query("parameters are cohort, week, outcome, after, limit");
        }
    }
    return parsed;
}

JsonResult read_cohorts(ports::Reader& reader, const ApiQuery&) {
    json::array rows;
    reader.query(
        "SELECT c.key, c.name, c.starts_on, c.weeks, c.sessions_per_week, c.call_minutes, c.call_mode,"
        " (SELECT count(*) FROM enrollment e WHERE e.cohort = c.id),"
        " (SELECT count(*) FROM enrollment e WHERE e.cohort = c.id AND e.tutor IS NOT NULL AND e.status <> 'waiting'),"
        " (SELECT count(*) FROM tutor t WHERE t.cohort = c.id) FROM cohort c ORDER BY c.id",
        {}, [&](const Row& row) {
            const std::chrono::sys_days day{std::chrono::days{row.integer(2)}};
            rows.push_back({{"key", text(row, 0)},
                            {"name", text(row, 1)},
                            {"starts_on", base::format_date(day)},
                            {"weeks", row.integer(3)},
                            {"sessions_per_week", row.integer(4)},
                            {"call_minutes", row.integer(5)},
                            {"call_mode", text(row, 6)},
                            {"students", row.integer(7)},
                            {"matched", row.integer(8)},
                            {"tutors", row.integer(9)}});
        });
    return json::value{{"rows", std::move(rows)}};
}

JsonResult read_sessions(ports::Reader& reader, const ApiQuery& query) {
    const auto cohort = find_cohort(reader, query.cohort);
    if (!cohort) return cohort.error();
    const std::array<Value, 5> parameters{*cohort, query.after, query.week ? Value{std::int64_t{*query.week}} : Value{nullptr},
                                          query.outcome.empty() ? Value{nullptr} : Value{query.outcome},
                                          std::int64_t{query.limit + 1}};
    json::array rows;
    reader.query(
        "SELECT s.id, st.key, t.key, s.kind, s.number, s.week, s.planned_at, s.phase, s.outcome, s.reason, s.attempts,"
        " s.child_seconds, s.talk_seconds, s.minutes_source, s.self_reported, s.checkpoint, s.closed_at,"
        " coalesce(s.booked_at, (SELECT a.slot_at FROM attempt a WHERE a.session = s.id ORDER BY a.n DESC LIMIT 1))"
        " FROM session s JOIN student st ON st.id = s.student JOIN tutor t ON t.id = s.tutor"
        " WHERE st.cohort = ?1 AND s.id > ?2 AND (?3 IS NULL OR s.week = ?3) AND (?4 IS NULL OR s.outcome = ?4)"
        " ORDER BY s.id LIMIT ?5",
        parameters, [&](const Row& row) { rows.emplace_back(session_row(row)); });
    return page(std::move(rows), query.limit);
}

JsonResult read_outcomes(ports::Reader& reader, const ApiQuery& query) {
    const auto cohort = find_cohort(reader, query.cohort);
    if (!cohort) return cohort.error();
    const std::array<Value, 1> parameters{*cohort};
    json::array rows;
    reader.query(
        "SELECT s.week, s.kind, coalesce(s.outcome, 'open'), count(*), sum(s.child_seconds), sum(s.attempts) FROM session s"
        " JOIN student st ON st.id = s.student WHERE st.cohort = ?1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        parameters, [&](const Row& row) {
            rows.push_back({{"week", row.integer(0)},
                            {"kind", text(row, 1)},
                            {"outcome", text(row, 2)},
                            {"sessions", row.integer(3)},
                            {"child_seconds", row.integer(4)},
                            {"attempts", row.integer(5)}});
        });
    return json::value{{"rows", std::move(rows)}};
}

JsonResult read_tasks(ports::Reader& reader, const ApiQuery& query) {
    const auto cohort = find_cohort(reader, query.cohort);
    if (!cohort) return cohort.error();
    const std::array<Value, 3> parameters{*cohort, query.after, std::int64_t{query.limit + 1}};
    json::array rows;
    reader.query(
        "SELECT k.id, k.kind, k.urgency, st.key, t.key, k.session, k.detail, k.created_at, k.due_at FROM task k"
        " LEFT JOIN student st ON st.id = k.student LEFT JOIN tutor t ON t.id = k.tutor"
        " WHERE k.closed_at IS NULL AND k.id > ?2 AND coalesce(st.cohort, t.cohort, ?1) = ?1 ORDER BY k.id LIMIT ?3",
        parameters, [&](const Row& row) {
            rows.push_back({{"id", row.integer(0)},
                            {"kind", text(row, 1)},
                            {"urgency", row.integer(2)},
                            {"student", text_or_null(row, 3)},
                            {"tutor", text_or_null(row, 4)},
                            {"session", row.null(5) ? json::value(nullptr) : json::value(row.integer(5))},
                            {"detail", text_or_null(row, 6)},
                            {"created_at", instant_or_null(row, 7)},
                            {"due_at", instant_or_null(row, 8)}});
        });
    return page(std::move(rows), query.limit);
}

}  // namespace tutorline::web
