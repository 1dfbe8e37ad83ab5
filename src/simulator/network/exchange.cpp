#include "simulator/network/exchange.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/hmac.hpp"

namespace tutorline::simulator {
Exchange::Exchange(NetworkSettings given, Subscribers& behind, std::uint64_t seed)
    : settings(std::move(given)), subscribers(behind), texts_random(base::Random{seed}.fork("texts")),
      calls_random(base::Random{seed}.fork("calls")), requests_random(base::Random{seed}.fork("requests")), seed_(seed),
      service_(base::Random{seed}.fork("service outages"), settings.faults.service_outages_per_month,
               settings.faults.service_outage_min, settings.faults.service_outage_max, settings.from, settings.until) {}

std::string Exchange::signature(std::string_view url, std::span<const Field> fields) {
    sorted_.assign(fields.begin(), fields.end());
    std::ranges::sort(sorted_);
    text_ = url;
    for (const auto& [name, value] : sorted_) text_.append(name).append(value);
    return base::hmac_sha1_base64(settings.secret, text_);
}

Post Exchange::form(Post::For purpose, std::string_view url, std::span<const Field> fields) {
    Post webhook;
    webhook.purpose = purpose;
    webhook.url = url;
    webhook.signature = signature(url, fields);
    text_.clear();
    for (const auto& [name, value] : fields) base::append_field(text_, name, value);
    webhook.body = text_;
    return webhook;
}

void Exchange::post(base::Instant at, Post webhook) {
    const auto ticket = ++next_ticket_;
    const auto leaves = service_.first_working(at);
    // A caller waits for instructions now: when the service cannot be reached, that is the answer.
    posts_.emplace(ticket, std::move(webhook));
    agenda.plan(leaves, Happening::post, ticket, leaves == at ? 0 : 1);
}

base::HttpRequest Exchange::request_of(std::uint64_t ticket) {
    Post& post = posts_.at(ticket);
    ++post.posted;
    base::HttpRequest request{"POST", post.url, {}, post.body};
    request.headers.reserve(4);
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
    request.headers.emplace_back("X-Twilio-Signature", post.signature);
    request.headers.emplace_back("I-Twilio-Idempotency-Token", sid("", ticket));
    request.headers.emplace_back("User-Agent", "TwilioProxy/1.1");
    return request;
}

Post* Exchange::find(std::uint64_t ticket) {
    const auto found = posts_.find(ticket);
    return found == posts_.end() ? nullptr : &found->second;
}

std::string Exchange::sid(std::string_view kind, std::uint64_t number) const {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(kind.size() + 32);
    out += kind;
    std::uint64_t word = base::mix(seed_ ^ base::stable_hash(kind)) ^ base::mix(number);
    for (int half = 0; half < 2; ++half, word = base::mix(word))
        for (int shift = 60; shift >= 0; shift -= 4) out += digits[(word >> shift) & 15];
    return out;
}

const Outages& Exchange::region(int region_number) {
    const auto found = regions_.find(region_number);
    if (found != regions_.end()) return found->second;
    const Faults& faults = settings.faults;
    return regions_
        .emplace(region_number, Outages{base::Random{seed_}.fork("region outages", static_cast<std::uint64_t>(region_number)),
                                        faults.region_outages_per_month, faults.region_outage_min, faults.region_outage_max,
                                        settings.from, settings.until})
        .first->second;
}

base::HttpResponse refusal(int status, int code, std::string_view message) {
    const std::string number = std::to_string(code);
    base::HttpResponse response{status, "application/json", {}, {}};
    response.body = "{\"code\":" + number + ",\"message\":" + json_string(message) +
                    ",\"more_info\":\"https://www.twilio.com/docs/errors/" + number + "\",\"status\":" + std::to_string(status) + "}";
    return response;
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            (out += '\\') += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
            out += escaped.data();
        } else {
            out += c;
        }
    }
    out += '"';
}

std::string json_string(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string mail_date(base::Instant at) {
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const auto second = (at - day).count();
    std::array<char, 64> out{};
    std::snprintf(out.data(), out.size(), "%s, %02u %s %d %02d:%02d:%02d +0000", days[std::chrono::weekday{day}.c_encoding()],
                  static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
    return out.data();
}

}  // namespace tutorline::simulator
