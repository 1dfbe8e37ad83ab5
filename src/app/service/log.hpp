// Structured logs on standard error: one event a line, JSON or text. An event is a stable name and a few fields: ids, codes,
// counts. No phone number, no name, no word of a text, no address with a query, no token: nothing that a person wrote.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tutorline::app {

/// Sets up the process: everything that logs through spdlog (store, engine) takes the same shape.
void start_log(const std::string& level, const std::string& format);

using LogValue = std::variant<std::int64_t, std::string_view>;
using LogFields = std::initializer_list<std::pair<std::string_view, LogValue>>;

void log_debug(std::string_view event, LogFields fields = {});
void log_info(std::string_view event, LogFields fields = {});
void log_warning(std::string_view event, LogFields fields = {});
void log_error(std::string_view event, LogFields fields = {});

}  // namespace tutorline::app
