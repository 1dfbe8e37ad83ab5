#include "gateways/twilio/requests.hpp"

#include "base/base64.hpp"
#include "gateways/twilio/addresses.hpp"

namespace tutorline::gateways::twilio {
namespace {

/// Our clock and Twilio's may differ by this much.
constexpr base::Seconds clock_slack = std::chrono::minutes{10};

base::HttpRequest make_request(const ports::Channel& channel, std::string method, std::string_view resource) {
    base::HttpRequest request;
    request.method = std::move(method);
    std::string_view api = channel.api_url;
    while (api.ends_with('/')) api.remove_suffix(1);
    request.target.append(api).append("/2010-04-01/Accounts/").append(channel.account).append("/").append(resource);
    request.headers.emplace_back("Authorization", "Basic " + base::base64_encode(channel.account + ":" + channel.secret));
    request.headers.emplace_back("Accept", "application/json");
    return request;
}

base::HttpRequest make_post(const ports::Channel& channel, std::string_view resource, const base::FormFields& fields) {
    base::HttpRequest request = make_request(channel, "POST", resource);
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = base::encode_form(fields);
    return request;
}

base::HttpRequest encode(const ports::Channel& channel, const domain::SendText& text) {
    return make_post(channel, "Messages.json",
                     {{"To", text.to.e164()},
                      {"From", channel.number},
                      {"Body", text.text},
                      {"StatusCallback", address_url(channel, Place::text_status, text.id.value)}});
}

base::HttpRequest encode(const ports::Channel& channel, const domain::PlaceCall& call) {
    return make_post(channel, "Calls.json",
                     {{"To", call.tutor.e164()},
                      {"From", channel.number},
                      {"Url", address_url(channel, Place::call_answer, call.id.value)},
                      {"Method", "POST"},
                      {"StatusCallback", address_url(channel, Place::call_status, call.id.value)},
                      {"StatusCallbackMethod", "POST"},
                      {"StatusCallbackEvent", "completed"},
                      {"Timeout", std::to_string(call.ring_max.count())}});
}

base::HttpRequest encode(const ports::Channel& channel, const domain::QueryText& query) {
    base::HttpRequest request = make_request(channel, "GET", "Messages.json");
    const auto day = std::chrono::floor<std::chrono::days>(query.sent_after - clock_slack);
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
