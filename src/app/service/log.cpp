#include "app/service/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

namespace tutorline::app {
namespace {

std::string in_quotes(std::string_view text) {
    // Never longer than a code: a mistake must not carry a text into the log. Line breaks are escaped with the rest.
    return boost::json::serialize(boost::json::string(text.substr(0, 300)));
}

/// Marks a payload that is the inside of a JSON object already.
constexpr std::string_view fields_mark = "\x01";

std::string fields_text(std::string_view event, LogFields fields) {
    std::string out{fields_mark};
    out += "\"event\":" + in_quotes(event);
    for (const auto& [name, value] : fields) {
        out += "," + in_quotes(name) + ":";
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            out += std::to_string(*number);
        } else {
            out += in_quotes(std::get<std::string_view>(value));
        }
    }
    return out;
}

std::string_view payload(const spdlog::details::log_msg& message) { return {message.payload.data(), message.payload.size()}; }

class JsonPayload final : public spdlog::custom_flag_formatter {
  public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
        std::string text{payload(message)};
        text = text.starts_with(fields_mark) ? text.substr(fields_mark.size()) : "\"text\":" + in_quotes(text);
        out.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<JsonPayload>(); }
};

class TextPayload final : public spdlog::custom_flag_formatter {
  public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
        std::string_view text = payload(message);
        if (text.starts_with(fields_mark)) text.remove_prefix(fields_mark.size());
        out.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<TextPayload>(); }
};

}  // namespace

void start_log(const std::string& level, const std::string& format) {
    auto logger = std::make_shared<spdlog::logger>("tutorline", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    if (format == "json") {
        formatter->add_flag<JsonPayload>('*').set_pattern(R"({"t":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%*})");
    } else {
        formatter->add_flag<TextPayload>('*').set_pattern("%H:%M:%S.%e %l %*");
    }
    logger->set_formatter(std::move(formatter));
    logger->set_level(spdlog::level::from_str(level));
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

void log_debug(std::string_view event, LogFields fields) {
    if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("{}", fields_text(event, fields));
}
void log_info(std::string_view event, LogFields fields) { spdlog::info("{}", fields_text(event, fields)); }
void log_warning(std::string_view event, LogFields fields) { spdlog::warn("{}", fields_text(event, fields)); }
void log_error(std::string_view event, LogFields fields) { spdlog::error("{}", fields_text(event, fields)); }

}  // namespace tutorline::app
