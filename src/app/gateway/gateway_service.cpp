#include "app/gateway/gateway_service.hpp"

#include <algorithm>

#include "app/gateway/simulator_pages.hpp"

namespace tutorline::app {
namespace {

constexpr std::string_view phones_root = "/simulator/phones/";
constexpr std::size_t words_bytes_max = 4000;

net::ServerLimits limits() {
    net::ServerLimits limits;
    limits.body_bytes_max = 64 * 1024;
    return limits;
}

base::HttpResponse plain(int status, std::string_view words) {
    base::HttpResponse response;
    response.status = status;
    response.body.assign(words).append("\n");
    return response;
}

}  // namespace

GatewayService::GatewayService(net::Loop& loop, const Clock& clock, simulator::NetworkSettings settings,
                               const std::string& service_origin, base::Seconds talk, std::uint64_t seed)
    : loop_(loop), clock_(clock), phones_(talk), network_(std::move(settings), phones_, seed),
      client_(loop, {service_origin}, net::ClientLimits{}) {}

GatewayService::~GatewayService() { *alive_ = false; }

base::Result<std::uint16_t> GatewayService::listen(const std::string& address, std::uint16_t port) {
    auto server = net::Server::listen(loop_, address, port, limits(), [this](const base::HttpRequest& request, const net::Respond& respond) {
        receive(request, respond);
    });
    if (!server) return server.error();
    server_ = std::move(*server);
    return server_->port();
}

void GatewayService::stop_accepting() {
    if (server_) server_->stop_accepting();
}

void GatewayService::text_from(std::string_view number, std::string_view text) {
    network_.text_from(number, text, clock_.now());
    advance();
}

void GatewayService::call_from(std::string_view number) {
    network_.call_from(number, clock_.now());
    advance();
}

void GatewayService::receive(const base::HttpRequest& request, const net::Respond& respond) {
    const bool simulator_page = request.target.starts_with("/simulator");
    respond(simulator_page ? take_simulator_request(request) : take_api_request(request));
    advance();
}

base::HttpResponse GatewayService::take_api_request(const base::HttpRequest& request) {
    base::HttpResponse response = network_.receive(request, clock_.now());
    const bool accepted = request.method == "POST" && (response.status / 100 == 2 || response.status == 0);
    if (!accepted) return response;
    const bool is_call = request.target.find("/Calls.json") != std::string::npos;
    const int times = ++taken_[std::string{base::Form{request.body}["StatusCallback"]}];
    ++(is_call ? counts_.calls_accepted : counts_.texts_accepted);
    if (times > 1) ++(is_call ? counts_.calls_repeated : counts_.texts_repeated);
    return response;
}

base::HttpResponse GatewayService::take_simulator_request(const base::HttpRequest& request) {
    const std::string path = base::percent_decode(base::split_target(request.target).first, false);
    if (path == "/simulator" || path == "/simulator/") return simulator_overview(counts_, phones_);
    if (!path.starts_with(phones_root)) return plain(404, "not found; GET /simulator tells what there is");
    const std::string rest = path.substr(phones_root.size());
    const std::string number = rest.substr(0, rest.find('/'));
    const std::string action = rest.substr(number.size());
    const bool digits = number.size() > 4 && number.front() == '+' &&
                        std::all_of(number.begin() + 1, number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) return plain(400, "a phone is written like +595981000001");
    if (request.method == "GET" && action.empty()) return simulator_phone(number, phones_);
    if (request.method != "POST") return plain(405, "GET the phone, or POST .../texts or .../calls");
    if (action == "/calls") {
        network_.call_from(number, clock_.now());
        return plain(202, "calling");
    }
    const base::FormFields fields = base::parse_form(request.body);
    const std::string_view body = base::field(fields, "Body");
    if (action != "/texts" || body.size() > words_bytes_max) return plain(400, "POST Body=... to .../texts");
    network_.text_from(number, body, clock_.now());
    return plain(202, "sent");
}

/// Lets happen what is due and posts what comes of it; answers come back later and may make more due.
void GatewayService::advance() {
    if (advancing_) return;
    advancing_ = true;
    const base::Instant now = clock_.now();
    for (auto due = network_.next_due(); due && *due <= now; due = network_.next_due()) {
        auto webhooks = network_.take_due(now);
        for (simulator::Webhook& webhook : webhooks) post(std::move(webhook));
    }
    advancing_ = false;
    wake_later();
}

void GatewayService::post(simulator::Webhook webhook) {
    ++counts_.webhooks_posted;
    auto fields = base::parse_form(webhook.request.body);
    client_.fetch(std::move(webhook.request), [this, alive = alive_, ticket = webhook.ticket, fields = std::move(fields)](
                                                  const base::Result<base::HttpResponse>& answer) {
        if (!*alive) return;
        base::HttpResponse response;
        response.status = 0;
        if (answer) response = *answer;
        if (response.status / 100 == 2) ++counts_.webhooks_taken;
        if (on_answered) on_answered(fields, response.status);
        network_.answered(ticket, response, clock_.now());
        advance();
    });
}

/// One waking for the next thing due; an earlier one replaces it.
void GatewayService::wake_later() {
    const auto due = network_.next_due();
    if (!due) return;
    const auto wait = clock_.real(*due) - std::chrono::system_clock::now();
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(wait);
    const auto delay = std::clamp(rounded, std::chrono::milliseconds{1}, std::chrono::milliseconds{60'000});
    loop_.after(delay, [this, alive = alive_, number = ++wake_number_] {
        if (*alive && number == wake_number_) advance();
    });
}

}  // namespace tutorline::app
