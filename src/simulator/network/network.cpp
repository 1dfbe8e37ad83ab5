#include "simulator/network/network.hpp"

#include "base/base64.hpp"
#include "simulator/network/calls.hpp"
#include "simulator/network/exchange.hpp"
#include "simulator/network/texts.hpp"

namespace tutorline::simulator {
namespace {

constexpr int posted_max = 3;
constexpr base::Seconds post_again_after{15};

std::string_view path_of(std::string_view target) {
    const auto scheme = target.find("://");
    if (scheme == std::string_view::npos) return target;
    const auto path = target.find('/', scheme + 3);
    return path == std::string_view::npos ? std::string_view{} : target.substr(path);
}

}  // namespace

struct Network::Parts {
    Parts(NetworkSettings settings, Subscribers& subscribers, std::uint64_t seed)
        : exchange(std::move(settings), subscribers, seed), texts(exchange), calls(exchange),
          account_path("/2010-04-01/Accounts/" + exchange.settings.account + "/"),
          authorization("Basic " + base::base64_encode(exchange.settings.account + ":" + exchange.settings.secret)) {}

    Exchange exchange;
    Texts texts;
    Calls calls;
    std::string account_path, authorization;

    base::HttpResponse route(const base::HttpRequest& request, base::Instant now);
    void happen(const Moment& moment, base::Instant now, std::vector<Webhook>& out);
    void post(std::uint64_t ticket, bool late, base::Instant now, std::vector<Webhook>& out);
};

base::HttpResponse Network::Parts::route(const base::HttpRequest& request, base::Instant now) {
    if (request.header("Authorization") != authorization) return refusal(401, 20003, "Authenticate");
    const auto [path, query] = base::split_target(path_of(request.target));
    if (!path.starts_with(account_path)) return refusal(404, 20404, "The requested resource was not found");
    const auto resource = path.substr(account_path.size());
    if (resource == "Messages.json" && request.method == "POST") return texts.accept(base::Form{request.body}, now);
    if (resource == "Messages.json" && request.method == "GET") return texts.log(base::Form{query}, now);
    if (resource == "Calls.json" && request.method == "POST") return calls.accept(base::Form{request.body}, now);
    return refusal(404, 20404, "The requested resource was not found");
}

void Network::Parts::post(std::uint64_t ticket, bool late, base::Instant now, std::vector<Webhook>& out) {
    const Post* waiting = exchange.find(ticket);
    if (waiting == nullptr) return;
    if (late && waiting->purpose == Post::For::call_script) {  // nobody holds the line through an outage
        const auto leg = waiting->leg;
        exchange.forget(ticket);
        calls.instructed(leg, {0, {}, {}, {}}, now);
        return;
    }
    out.push_back({ticket, exchange.request_of(ticket)});
}

void Network::Parts::happen(const Moment& moment, base::Instant now, std::vector<Webhook>& out) {
    switch (moment.what) {
        case Happening::text_shown: return texts.shown(moment.subject, moment.at);
        case Happening::text_status: return texts.status(moment.subject, static_cast<TextState>(moment.detail), moment.at);
        case Happening::text_forgotten: return texts.forget(moment.subject);
        case Happening::post: return post(moment.subject, moment.detail == 1, now, out);
        case Happening::call_rings: return calls.rings(moment.subject, moment.at);
        case Happening::call_answered: return calls.answered(moment.subject, moment.at);
        case Happening::call_unanswered: return calls.unanswered(moment.subject, static_cast<Pickup::End>(moment.detail), moment.at);
        case Happening::call_goes_on: return calls.goes_on(moment.subject, moment.at);
        case Happening::call_bridge_over: return calls.bridge_over(moment.subject, moment.at);
        case Happening::call_over: return calls.over(moment.subject, moment.at);
    }
}

Network::Network(NetworkSettings settings, Subscribers& subscribers, std::uint64_t seed)
    : parts_(std::make_unique<Parts>(std::move(settings), subscribers, seed)) {}
Network::~Network() = default;

base::HttpResponse Network::receive(const base::HttpRequest& request, base::Instant now) {
    Exchange& exchange = parts_->exchange;
    const Faults& faults = exchange.settings.faults;
    if (exchange.requests_random.chance(faults.too_many)) return refusal(429, 20429, "Too Many Requests");
    auto response = parts_->route(request, now);
    if (request.method == "POST" && exchange.requests_random.chance(faults.answer_lost)) return {0, {}, {}, {}};
    return response;
}

std::optional<base::Instant> Network::next_due() const { return parts_->exchange.agenda.next_due(); }

std::vector<Webhook> Network::take_due(base::Instant now) {
    std::vector<Webhook> out;
    while (const auto moment = parts_->exchange.agenda.take(now)) parts_->happen(*moment, now, out);
    return out;
}

void Network::answered(std::uint64_t ticket, const base::HttpResponse& response, base::Instant now) {
    const Post* post = parts_->exchange.find(ticket);
    if (post == nullptr) return;
    const bool good = response.status / 100 == 2;
    if (post->purpose == Post::For::call_script) {
        const auto leg = post->leg;
        parts_->exchange.forget(ticket);
        parts_->calls.instructed(leg, response, now);
    } else if (good || post->posted >= posted_max || (response.status / 100 == 4 && response.status != 429)) {
        parts_->exchange.forget(ticket);
    } else {
        parts_->exchange.agenda.plan(now + post_again_after, Happening::post, ticket);
    }
}

void Network::text_from(std::string_view number, std::string_view text, base::Instant now) {
    parts_->texts.from_phone(number, text, now);
}
void Network::call_from(std::string_view number, base::Instant now) { parts_->calls.from_phone(number, now); }
void Network::watch(Watcher& watcher) { parts_->exchange.ledger.watch(watcher); }
const Ledger& Network::ledger() const { return parts_->exchange.ledger; }
const NetworkSettings& Network::settings() const { return parts_->exchange.settings; }

}  // namespace tutorline::simulator
