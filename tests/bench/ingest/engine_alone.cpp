#include "engine_alone.hpp"

#include <algorithm>
#include <ctime>
#include <span>
#include <stdexcept>

#include "engine/engine.hpp"
#include "gateways/registry.hpp"
#include "store/store.hpp"

namespace tutorline::bench {
namespace {

double thread_cpu_us() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

std::vector<domain::Event> events_of(const std::vector<std::string>& requests) {
    ports::Channel channel;
    channel.name = channel_name;
    channel.account = channel_account;
    const ports::Gateway& gateway = *gateways::find("twilio");
    std::vector<domain::Event> events;
    for (const std::string& request : requests) {
        base::HttpRequest message;
        message.method = "POST";
        message.target = std::string{"/webhooks/"} + channel_name + "/texts";
        message.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        message.body = request.substr(request.find("\r\n\r\n") + 4);
        auto decoded = gateway.decode(channel, message);
        if (!decoded || decoded->events.size() != 1) throw std::runtime_error("a request of the bench cannot be read");
        events.push_back(std::move(decoded->events.front()));
    }
    return events;
}

}  // namespace

double engine_us_per_text(const std::filesystem::path& database, const School& school, const std::vector<std::string>& requests,
                          base::Instant now, std::size_t batch) {
    const std::vector<domain::Event> events = events_of(requests);
    auto store = store::open({.path = database.string()});
    if (!store) throw std::runtime_error(store.error().message);
    engine::Engine engine(**store, school.resources);
    engine.recover(now);
    const auto flush = (*store)->split_flush();
    double cpu_us = 0;
    for (std::size_t at = 0; at < events.size(); at += batch) {
        const double before = thread_cpu_us();
        engine.handle(std::span{events}.subspan(at, std::min(batch, events.size() - at)), now);
        cpu_us += thread_cpu_us() - before;
        if (flush) flush->flush();
    }
    return cpu_us / static_cast<double>(events.size());
}

}  // namespace tutorline::bench
