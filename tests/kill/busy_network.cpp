#include "kill/busy_network.hpp"

#include <future>
#include <regex>
#include <stdexcept>

namespace tutorline::test {
namespace {

using namespace std::chrono_literals;

simulator::NetworkSettings settings_of(const Trial& trial) {
    simulator::NetworkSettings settings;
    settings.account = trial.account;
    settings.secret = trial.secret;
    settings.number = trial.number;
    settings.sms_url = trial.service_url() + "/webhooks/py-1/texts";
    settings.voice_url = trial.service_url() + "/webhooks/py-1/calls";
    settings.faults.receipt_twice = 0.1;
    settings.faults.receipt_reordered = 0.1;
    settings.faults.inbound_twice = 0.1;
    settings.faults.answer_lost = 0.02;
    settings.faults.too_many = 0.02;
    return settings;
}

}  // namespace

BusyNetwork::BusyNetwork(const Trial& trial, std::uint64_t seed) : random_(seed) {
    gateway_ = std::make_unique<app::GatewayService>(loop_, clock_, settings_of(trial), trial.service_url(), base::Minutes{15}, seed);
    gateway_->on_answered = [this](const base::FormFields& fields, int status) {
        if (status == 200 && base::field(fields, "SmsStatus") == "received") acknowledged_.emplace(base::field(fields, "MessageSid"));
    };
    const auto port = gateway_->listen("127.0.0.1", trial.gateway_port);
    if (!port) throw std::runtime_error(port.error().message);
    loop_.after(50ms, [this] { look_around(); });
    thread_ = std::thread([this] { loop_.run(); });
}

BusyNetwork::~BusyNetwork() {
    loop_.stop();
    thread_.join();
}

template <class Work>
auto BusyNetwork::on_loop(Work work) {
    std::promise<decltype(work())> done;
    loop_.post([&] { done.set_value(work()); });
    return done.get_future().get();
}

void BusyNetwork::set_clock(int speed, base::Instant from, base::Instant since) {
    on_loop([&] {
        clock_ = app::Clock{program::TrialClock{speed, from, since}};
        return 0;
    });
}

app::GatewayCounts BusyNetwork::counts() {
    return on_loop([this] { return gateway_->counts(); });
}

std::set<std::string> BusyNetwork::acknowledged() {
    return on_loop([this] { return acknowledged_; });
}

/// People read what came and answer; now and then somebody writes unasked.
void BusyNetwork::look_around() {
    std::vector<std::pair<std::string, std::string>> news;
    for (const auto& [phone, memory] : gateway_->phones().memory())
        for (std::size_t& seen = read_[phone]; seen < memory.texts.size(); ++seen) news.emplace_back(phone, memory.texts[seen].words);
    for (const auto& [phone, words] : news) answer(phone, words);
    if (!read_.empty() && random_.chance(0.3)) {
        const auto phone = std::next(read_.begin(), random_.between(0, static_cast<int>(read_.size()) - 1))->first;
        gateway_->text_from(phone, random_.chance(0.5) ? "AYUDA" : "gracias profe");
    }
    loop_.after(20ms, [this] { look_around(); });
}

void BusyNetwork::answer(const std::string& phone, const std::string& words) {
    static const std::regex sum{R"((\d+) ?\+ ?(\d+) ?= ?\?)"};
    std::smatch found;
    if (std::regex_search(words, found, sum)) {
        const int wrong_by = random_.chance(0.5) ? 0 : 1;
        gateway_->text_from(phone, std::to_string(std::stoi(found[1]) + std::stoi(found[2]) + wrong_by));
    } else if (random_.chance(0.3)) {
        gateway_->text_from(phone, std::to_string(random_.between(1, 99)));
    }
}

}  // namespace tutorline::test
