#include "web/api.hpp"

#include <array>
#include <boost/json.hpp>

#include "ports/store.hpp"
#include "reports/exports.hpp"
#include "reports/weekly.hpp"
#include "web/api_queries.hpp"
#include "web/api_token.hpp"
#include "web/changes.hpp"
#include "web/json_answer.hpp"

namespace tutorline::web {
namespace {

struct Route {
    std::string_view path;
    base::Result<boost::json::value> (*read)(ports::Reader&, const ApiQuery&);
};

constexpr std::array routes{Route{"/api/cohorts", read_cohorts}, Route{"/api/sessions", read_sessions},
                            Route{"/api/outcomes", read_outcomes}, Route{"/api/tasks", read_tasks}};

std::string_view path_of(const base::HttpRequest& request) { return base::split_target(request.target).first; }

/// One snapshot for all queries of an answer.
class Snapshot {
  public:
    explicit Snapshot(ports::Reader& reader) : reader_(reader) { reader_.begin(); }
    ~Snapshot() { reader_.end(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

  private:
    ports::Reader& reader_;
};

/// The page's own JSON; it opens its own snapshot.
base::HttpResponse answer_weekly(const ApiSettings& settings, ports::Reader& reader, base::Instant now, const base::HttpRequest& request) {
    const auto query = ApiQuery::parse(base::split_target(request.target).second);
    if (!query) return json_error(400, query.error().code, query.error().message);
    for (const auto& [name, value] : base::parse_form(base::split_target(request.target).second))
        if (name != "week") return json_error(400, "query_bad", "the parameter of this report is week");
    if (settings.programme == nullptr) return json_error(404, "not_found", "no programme runs");
    try {
        const auto report = reports::weekly_report(reader, *settings.programme, query->week.value_or(0), now);
        if (!report) return json_error(404, report.error().code, report.error().message);
        return json_text_answer(reports::weekly_json(*report));
    } catch (const ports::StoreFailure&) {
        return json_error(503, "store_busy", "the database cannot be read now; try again");
    }
}

base::HttpResponse answer_route(const Route& route, ports::Reader& reader, const base::HttpRequest& request) {
    const auto query = ApiQuery::parse(base::split_target(request.target).second);
    if (!query) return json_error(400, query.error().code, query.error().message);
    try {
        const Snapshot snapshot(reader);
        const auto read = route.read(reader, *query);
        if (!read) return json_error(read.error().code == "not_found" ? 404 : 400, read.error().code, read.error().message);
        return json_answer(*read);
    } catch (const ports::StoreFailure&) {
        return json_error(503, "store_busy", "the database cannot be read now; try again");
    }
}

}  // namespace

bool is_health(const base::HttpRequest& request) { return path_of(request) == "/api/health"; }

base::HttpResponse answer_health(const ApiSettings& settings, const Health& health) {
    const bool well = health.taking_events && !health.clock_jumped;
    boost::json::object answer{{"status", well ? "ok" : health.taking_events ? "only alerts and answers leave" : "not taking events"},
                        {"version", settings.version},
                        {"now", base::format_instant(health.now)}};
    if (health.clock_jumped) answer["reason"] = "clock_jumped: the machine's clock jumped by more than an hour; set it right, or restart if it is right now";
    return json_answer(answer, well ? 200 : 503);
}

base::HttpResponse answer_api(const ApiSettings& settings, ports::Reader& reader, const Health& health,
                              const base::HttpRequest& request) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (const bool changes = is_change_address(path_of(request)); changes || !reads) {
        base::HttpResponse response = json_error(405, "method", changes ? "POST only" : "GET only");
        response.headers.emplace_back("Allow", changes ? "POST" : "GET, HEAD");
        return response;
    }
    if (is_health(request)) return answer_health(settings, health);
    if (auto refused = refuse_token(request, settings.token)) return std::move(*refused);
    if (path_of(request) == "/api/reports/weekly") return answer_weekly(settings, reader, health.now, request);
    for (const Route& route : routes)
        if (route.path == path_of(request)) return answer_route(route, reader, request);
    std::string known = "/api/health, /api/reports/weekly";
    for (const Route& route : routes) known += ", " + std::string{route.path};
    return json_error(404, "not_found", "no such address; there are " + known + ", " + change_addresses());
}

}  // namespace tutorline::web
