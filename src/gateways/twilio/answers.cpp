#include "gateways/twilio/answers.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>

#include "gateways/twilio/errors.hpp"

namespace tutorline::gateways::twilio {
namespace {

namespace json = boost::json;
using domain::EffectResult;

/// Twilio's log may date a text slightly before our own commit when the clocks differ.
constexpr base::Seconds answer_clock_slack = std::chrono::minutes{1};

/// The answer's JSON object, if it is one; small ones need no memory but their own.
class Answer {
  public:
    explicit Answer(const base::HttpResponse& response) : memory_(room_.data(), room_.size()), value_(json::storage_ptr{&memory_}) {
        json::error_code error;
        value_ = json::parse(response.body, error, &memory_);
        if (error) value_ = nullptr;
    }
    explicit operator bool() const { return value_.is_object(); }
    const json::object& operator*() const { return value_.get_object(); }
    const json::object* operator->() const { return &value_.get_object(); }

  private:
    std::array<unsigned char, 4096> room_;
    json::monotonic_resource memory_;
    json::value value_;
};

std::string_view text_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
}

int code_of(const json::object& object) {
    const json::value* value = object.if_contains("code");
    if (!value || !value->is_int64()) return 0;
    const auto code = value->get_int64();
    return code > 0 && code < 1'000'000 ? static_cast<int>(code) : 0;
}

EffectResult from_rule(const ErrorRule& rule, int code, int http_status) {
    EffectResult result;
    result.fate = rule.fate;
    result.error_code = code != 0 ? std::to_string(code) : "http-" + std::to_string(http_status);
    result.recipient_opted_out = rule.mark == Mark::opted_out;
    result.number_invalid = rule.mark == Mark::number_invalid;
    result.channel_broken = rule.mark == Mark::channel_broken;
    result.retry_after = rule.retry_after;
    return result;
}

base::Seconds retry_after_of(const base::HttpResponse& response) {
    const std::string_view text = response.header("Retry-After");
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return base::Seconds{error == std::errc{} && end == text.data() + text.size() ? std::clamp(seconds, 0, 3600) : 0};
}

EffectResult decode_request(const base::HttpResponse& response) {
    const Answer body{response};
    if (response.status >= 200 && response.status < 300) {
        const std::string_view sid = body ? text_of(*body, "sid") : std::string_view{};
        if (sid.empty()) return from_rule(error_rule(0, response.status), 0, response.status);
        EffectResult result;
        result.fate = EffectResult::Fate::accepted;
        result.provider_id = sid;
        return result;
    }
    const int code = body ? code_of(*body) : 0;
    EffectResult result = from_rule(error_rule(code, response.status), code, response.status);
    if (result.fate == EffectResult::Fate::not_now) result.retry_after = std::max(result.retry_after, retry_after_of(response));
    return result;
}

bool is_the_text(const json::value& row, const domain::QueryText& query) {
    if (!row.is_object()) return false;
    const json::object& message = row.get_object();
    const auto created = parse_rfc2822(text_of(message, "date_created"));
    return text_of(message, "direction").starts_with("outbound") && text_of(message, "to") == query.to.e164() &&
           text_of(message, "body") == query.text && created && *created >= query.sent_after - answer_clock_slack;
}

EffectResult decode_query(const domain::QueryText& query, const base::HttpResponse& response) {
    EffectResult result;
    result.error_code = "query-" + std::to_string(response.status);
    const Answer body{response};
    const json::value* rows = body ? body->if_contains("messages") : nullptr;
    if (response.status != 200 || !rows || !rows->is_array()) {
        const int code = body ? code_of(*body) : 0;
        result.channel_broken = error_rule(code, response.status).mark == Mark::channel_broken;
        return result;  // still unknown: ask again
    }
    result.error_code.clear();
    for (const json::value& row : rows->get_array()) {
        if (!is_the_text(row, query)) continue;
        result.fate = EffectResult::Fate::accepted;
        result.provider_id = text_of(row.get_object(), "sid");
        return result;
    }
    if (text_of(*body, "next_page_uri").empty()) result.fate = EffectResult::Fate::never_seen;
    return result;
}

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
    int value = 0;
    const char* first = text.data() + at;
    const auto [end, error] = std::from_chars(first, first + digits, value);
    if (error != std::errc{} || end != first + digits || value < 0) return std::nullopt;
    return value;
}

}  // namespace

std::optional<base::Instant> parse_rfc2822(std::string_view text) {
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != 31 || !text.ends_with(" +0000")) return std::nullopt;
    const auto month = std::ranges::find(months, text.substr(8, 3));
    const auto day = number_at(text, 5, 2);
    const auto year = number_at(text, 12, 4);
    const auto hour = number_at(text, 17, 2);
    const auto minute = number_at(text, 20, 2);
    const auto second = number_at(text, 23, 2);
    if (month == months.end() || !day || !year || !hour || !minute || !second) return std::nullopt;
    const base::Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(month - months.begin()) + 1},
                          std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + base::Seconds{*second};
}

EffectResult decode_answer(const domain::Effect& effect, const base::HttpResponse& response) {
    if (const auto* query = std::get_if<domain::QueryText>(&effect)) return decode_query(*query, response);
    return decode_request(response);
}

}  // namespace tutorline::gateways::twilio
