// What a coordinator changes through the API. A change is an event like all others: read here, handled by the engine, and
// answered after the commit. Bodies are one JSON object each, `author` says who changes it and stands in the facts:
//
//   POST /api/tasks/close       {"task": ID, "reason": CODE, "author": SIGN}
//   POST /api/sessions/correct  {"session": ID, "outcome": WORD, "reason": CODE, "author": SIGN}
//   POST /api/households/stop   {"student": KEY, "calls": BOOL, "author": SIGN[, "cohort": KEY]}
//   POST /api/cohorts/pause     {"from": DAY, "to": DAY, "reason": CODE, "author": SIGN[, "departments": [..]][, "cohort": KEY]}
//
// 200 {"changed": true} once it is durable; a pause also tells "lessons_moved" and "lessons_cancelled", those that found another hour and those that found none. 400 no JSON object; 401, 403 as for reading; 404 no such task, session, student or
// cohort; 409 with a code why it makes no sense now (`same`: it is so already); 413 over `change_bytes_max`; 415 not
// application/json; 422 all fields that are wrong, by name; 503 when it could not be stored: nothing has changed, try again.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/http_message.hpp"
#include "domain/event.hpp"
#include "engine/engine.hpp"
#include "ports/reader.hpp"
#include "web/api.hpp"

namespace tutorline::web {

constexpr std::size_t change_bytes_max = 4096;

/// The address is one of changes.
bool is_change_address(std::string_view path);
/// It is to be read as a change: one of these addresses, and POST.
bool is_change(const base::HttpRequest& request);
/// "POST /api/tasks/close, .."
std::string change_addresses();

/// The event, or the refusal. `reader` finds students by their key.
std::variant<base::HttpResponse, domain::Event> read_change(const ApiSettings& settings, ports::Reader& reader,
                                                            const base::HttpRequest& request);
/// The answer to what the engine did with the one event of a change.
base::HttpResponse answer_change(std::span<const engine::Handled> handled);

}  // namespace tutorline::web
