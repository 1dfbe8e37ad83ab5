// What coordinators' tools read through the JSON API; what they change: changes.hpp. Ids and codes of the coordinator's own sheets, never a name, a phone
// number or the words of a text.
//
//   GET /api/health                                                     without a token
//   GET /api/cohorts
//   GET /api/sessions?cohort=KEY[&week=N][&outcome=WORD][&after=ID][&limit=N]   `planned_at`: as promised first; `booked_at`: the
//       half hour it has now, or was called in last
//   GET /api/outcomes?cohort=KEY
//   GET /api/tasks?cohort=KEY[&after=ID][&limit=N]                      what waits for a person
//   GET /api/reports/weekly[?week=N]                                    the weekly page's figures; early-warning lines by key
//
// Authorization: Bearer <token>. Without a configured token only health answers.
#pragma once
#include <string>
#include <string_view>

#include "base/civil_time.hpp"
#include "base/http_message.hpp"
#include "domain/program.hpp"
#include "ports/reader.hpp"

namespace tutorline::web {

constexpr int page_rows_max = 500;
constexpr int page_rows = 100;

struct ApiSettings {
    std::string token;    ///< empty: none configured
    std::string version;  ///< of the program
    const domain::Program* programme = nullptr;  ///< the running one: of the weekly report
};

/// What the service knows about itself.
struct Health {
    bool taking_events = true;  ///< false: the last commit failed, or the service stops
    base::Instant now{};
    bool clock_jumped = false;  ///< texts are kept, only alerts and answers leave
};

bool is_health(const base::HttpRequest& request);
base::HttpResponse answer_health(const ApiSettings& settings, const Health& health);

/// All answers are JSON and must not be stored. Errors: 401 without or with a wrong token, 403 when none is configured,
/// 404, 405, 400 with a word about the parameter, 503 when the database cannot be read.
base::HttpResponse answer_api(const ApiSettings& settings, ports::Reader& reader, const Health& health,
                              const base::HttpRequest& request);

}  // namespace tutorline::web
