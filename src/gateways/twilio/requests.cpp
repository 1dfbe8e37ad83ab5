#include "gateways/twilio/requests.hpp"

#include <initializer_list>

#include "base/base64.hpp"
#include "gateways/twilio/addresses.hpp"

namespace tutorline::gateways::twilio {
namespace {

/// Our clock and Twilio's may differ by this much.
constexpr base::Seconds list_clock_slack = std::chrono::minutes{10};

base::HttpRequest make_request(const ports::Channel& channel, std::string method, std::string_view resource) {
    base::HttpRequest request;
    request.method = std::move(method);
    request.target.append(without_slash(channel.api_url)).append("/2010-04-01/Accounts/").append(channel.account).append("/").append(resource);
    request.headers.reserve(3);
    request.headers.emplace_back("Authorization", "Basic " + base::base64_encode(channel.account + ":" + channel.secret));
    request.headers.emplace_back("Accept", "application/json");
    return request;
}

using Field = std::pair<std::string_view, std::string_view>;

base::HttpRequest make_post(const ports::Channel& channel, std::string_view resource, std::initializer_list<Field> fields) {
    base::HttpRequest request = make_request(channel, "POST", resource);
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    for (const auto& [name, value] : fields) base::append_field(request.body, name, value);
    return request;
}

base::HttpRequest encode(const ports::Channel& channel, const domain::SendText& text) {
    const std::string status = address_url(channel, Place::text_status, text.id.value);
    return make_post(channel, "Messages.json",
                     {{"To", text.to.e164()}, {"From", channel.number}, {"Body", text.text}, {"StatusCallback", status}});
}

base::HttpRequest encode(const ports::Channel& channel, const domain::PlaceCall& call) {
    const std::string answer = address_url(channel, Place::call_answer, call.id.value);
    const std::string status = address_url(channel, Place::call_status, call.id.value);
    const std::string ring_max = std::to_string(call.ring_max.count());
    return make_post(channel, "Calls.json",
                     {{"To", call.tutor.e164()},
                      {"From", channel.number},
                      {"Url", answer},
                      {"Method", "POST"},
                      {"StatusCallback", status},
                      {"StatusCallbackMethod", "POST"},
                      {"StatusCallbackEvent", "completed"},
                      {"Timeout", ring_max}});
}

base::HttpRequest encode(const ports::Channel& channel, const domain::QueryText& query) {
    base::HttpRequest request = make_request(channel, "GET", "Messages.json");
    const auto day = std::chrono::floor<std::chrono::days>(query.sent_after - list_clock_slack);
    request.target += "?" + base::encode_form({{"To", query.to.e164()},
                                               {"From", channel.number},
                                               {"DateSent>", base::format_date(day)},
                                               {"PageSize", "200"}});
    return request;
}

}  // namespace

base::HttpRequest encode_effect(const ports::Channel& channel, const domain::Effect& effect) {
    return std::visit([&](const auto& which) { return encode(channel, which); }, effect);
}

}  // namespace tutorline::gateways::twilio
