#include "reports/round.hpp"

#include <boost/json.hpp>

#include "domain/practice/level.hpp"
#include "domain/session/lists.hpp"
#include "reports/levels_json.hpp"

namespace tutorline::reports {
namespace {

namespace json = boost::json;

}  // namespace

RoundSummary summarise_round(const WeeklyReport& page) {
    RoundSummary out;
    out.students = page.funnel.listed;
    out.matched = page.funnel.matched;
    out.unmatched = out.students - out.matched;
    // Who left before the last week has lessons that will never be due: they count as what they were closed as.
    out.sessions = page.to_date;
    for (std::size_t i = 0; i < out.sessions.closed.size(); ++i) out.sessions.closed[i] += page.settled.of(i);
    out.planned = page.to_date.planned() + page.ahead;
    out.child_minutes = static_cast<std::int64_t>(page.minutes.sum + 1e-6);
    out.attempts = page.attempts.dials;
    out.attendance = page.attendance;
    out.texts_out = page.texts.sent;
    out.segments = page.texts.segments;
    out.texts_in = page.texts.received;
    out.items_sent = page.texts.items;
    out.items_answered = page.texts.items_answered;
    out.items_right = page.texts.items_right;
    out.start = page.levels.start;
    out.end = page.levels.now;
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
        {"levels", json::object{{"start", levels_json(summary.start)}, {"end", levels_json(summary.end)}}},
        {"invariants", json::object{{"checked", invariants.checked}, {"violated", invariants.violated}}},
    };
    return json::serialize(out) + "\n";
}

}  // namespace tutorline::reports
