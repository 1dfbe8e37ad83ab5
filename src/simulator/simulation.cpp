#include "simulator/simulation.hpp"

#include <algorithm>
#include <iterator>
#include <variant>

#include "base/random.hpp"
#include "domain/calendar/department_calendar.hpp"
#include "engine/engine.hpp"
#include "gateways/registry.hpp"
#include "simulator/people/people.hpp"
#include "web/webhooks.hpp"

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

/// Reports within a week, practice answers after a week, and room for what follows.
constexpr base::Seconds after_last_week = 17 * 24h;
constexpr int effects_max = 256;

base::Seconds hours(double value) { return base::Seconds{static_cast<std::int64_t>(value * 3600)}; }
base::Seconds minutes(double value) { return base::Seconds{static_cast<std::int64_t>(value * 60)}; }

std::vector<std::string> staff_numbers(const domain::Program& program) {
    std::vector<std::string> numbers{program.safeguarding.focal_person.phone.e164(), program.safeguarding.deputy.phone.e164()};
    for (const auto& facilitator : program.facilitators) numbers.push_back(facilitator.phone.e164());
    return numbers;
}

/// Leaves the path and query of a full URL: what a server sees.
void strip_origin(std::string& url) {
    const auto scheme = url.find("://");
    const auto path = scheme == std::string::npos ? 0 : url.find('/', scheme + 3);
    if (path == std::string::npos) url = "/";
    else url.erase(0, path);
}

}  // namespace

ports::Channel simulated_channel() {
    ports::Channel channel;
    channel.name = "simulated";
    channel.gateway = "twilio";
    channel.api_url = "https://api.simulated.invalid";
    channel.account = "AC5e000000000000000000000000000001";
    channel.secret = "simulated-secret-of-no-account";
    channel.number = "+595210000000";
    channel.public_url = "https://service.simulated.invalid";
    return channel;
}

NetworkSettings simulated_network(const ports::Channel& channel, const program::Behaviour& behaviour, const domain::Program& program,
                                  const SimulationSettings& settings) {
    const program::SmsBehaviour& sms = behaviour.sms;
    NetworkSettings out;
    out.account = channel.account;
    out.secret = channel.secret;
    out.number = channel.number;
    out.sms_url = channel.public_url + "/webhooks/" + channel.name + "/texts";
    out.voice_url = channel.public_url + "/webhooks/" + channel.name + "/calls";
    out.log_lag = 60s;
    out.text_segment_price = program.prices.text_segment;
    out.call_minute_price = program.prices.call_minute;
    out.keep_texts = false;
    out.from = settings.from;
    out.until = settings.until;
    Faults& faults = out.faults;
    faults.delivered_urban = sms.delivered_urban, faults.delivered_rural = sms.delivered_rural;
    faults.receipt_missing = sms.receipt_missing, faults.receipt_false = sms.receipt_false, faults.receipt_twice = sms.receipt_twice;
    faults.receipt_reordered = sms.receipt_reordered, faults.inbound_twice = sms.inbound_twice;
    faults.handset_off = sms.handset_off, faults.handset_off_min = hours(sms.handset_off_h_min), faults.handset_off_max = hours(sms.handset_off_h_max);
    faults.validity = hours(sms.validity_h);
    faults.latency_median_s = sms.latency_median_s, faults.latency_p90_s = sms.latency_p90_s;
    faults.answer_lost = sms.answer_lost, faults.too_many = sms.too_many;
    faults.service_outages_per_month = sms.service_outages_per_month;
    faults.service_outage_min = minutes(sms.service_outage_min_minutes), faults.service_outage_max = minutes(sms.service_outage_max_minutes);
    faults.region_outages_per_month = sms.region_outages_per_month;
    faults.region_outage_min = hours(sms.region_outage_min_h), faults.region_outage_max = hours(sms.region_outage_max_h);
    return out;
}

base::Instant round_end(const domain::Program& program) {
    std::vector<std::string> departments = program.departments;
    departments.emplace_back();
    auto last = program.starts_on;
    for (const auto& department : departments) {
        const domain::DepartmentCalendar calendar{program, department};
        if (const auto monday = calendar.monday_of(program.weeks)) last = std::max(last, *monday);
    }
    // Single days off move sessions to the next week, once for each such day at most.
    return base::Instant{last} + 7 * 24h * 2 + after_last_week;
}

struct Simulation::Parts {
    Parts(ports::Store& store, const engine::Resources& resources, const domain::Roster& roster, const program::Behaviour& behaviour, SimulationSettings given)
        : settings(given), channel(simulated_channel()), webhooks(std::move(web::Webhooks::make({channel})).value()),
          gateway(*gateways::find(channel.gateway)), service{store, resources}, engine(std::make_unique<engine::Engine>(store, resources)),
          people(roster, behaviour, resources.catalog, resources.program.practice.inbound_free, staff_numbers(resources.program), given.from, given.until, given.seed),
          network(simulated_network(channel, behaviour, resources.program, given), people, base::Random{given.seed}.fork("network").next()),
          checkers(resources.program, roster, channel.public_url + "/webhooks/" + channel.name + "/", store), clock(given.from) {
        network.watch(checkers);
        engine->recover(clock);
    }

    SimulationSettings settings;
    ports::Channel channel;
    web::Webhooks webhooks;
    const ports::Gateway& gateway;
    struct {
        ports::Store& store;
        const engine::Resources& resources;
    } service;
    std::unique_ptr<engine::Engine> engine;
    People people;
    Network network;
    Checkers checkers;
    base::Instant clock;
    std::optional<base::Instant> engine_due;

    /// What is due next, by `until`; false when nothing is.
    bool next(base::Instant until);
    void step(base::Instant now);
    bool deliver(base::Instant now);
    bool relay(base::Instant now);
};

/// Posts what the network has for the service, all in one batch; false when there was nothing.
bool Simulation::Parts::deliver(base::Instant now) {
    auto posted = network.take_due(now);
    if (posted.empty()) return false;
    std::vector<domain::Event> events;
    struct Waiting {
        std::uint64_t ticket = 0;
        web::Intake intake;
        std::size_t events = 0;
    };
    std::vector<Waiting> waiting;
    waiting.reserve(posted.size());
    for (auto& [ticket, request] : posted) {
        strip_origin(request.target);
        auto received = webhooks.receive(std::move(request));
        if (auto* answer = std::get_if<base::HttpResponse>(&received)) {
            network.answered(ticket, *answer, now);
            checkers.check(false, "X1 a true webhook was refused", now);
            continue;
        }
        auto& intake = std::get<web::Intake>(received);
        const auto count = intake.decoded.events.size();
        std::ranges::move(intake.decoded.events, std::back_inserter(events));
        waiting.push_back({ticket, std::move(intake), count});
    }
    const auto handled = engine->handle(events, now);
    std::size_t next = 0;
    for (const auto& [ticket, intake, count] : waiting) {
        const auto answer = webhooks.answer(intake, {handled.data() + next, count});
        checkers.check(answer.status == 200, "I3 an event was not committed", now);
        for (std::size_t i = next; answer.status == 200 && i < next + count; ++i) {
            if (const auto* text = std::get_if<domain::InboundText>(&events[i])) checkers.text_acknowledged(text->from, text->text, now);
            if (const auto* call = std::get_if<domain::InboundCall>(&events[i])) checkers.called_us(call->from, now);
        }
        network.answered(ticket, answer, now);
        next += count;
    }
    return true;
}

/// Carries out what the engine wants to send; false when there was nothing.
bool Simulation::Parts::relay(base::Instant now) {
    const auto effects = engine->lease(now, effects_max);
    if (effects.empty()) return false;
    std::vector<std::pair<domain::Effect, domain::EffectResult>> results;
    results.reserve(effects.size());
    for (const auto& effect : effects) {
        const auto response = network.receive(gateway.encode(channel, effect), now);
        domain::EffectResult result;  // unknown: no answer came back
        if (response.status != 0) result = gateway.decode_result(effect, response);
        results.emplace_back(effect, std::move(result));
    }
    engine->finish(results, now);
    return true;
}

void Simulation::Parts::step(base::Instant now) {
    for (const auto& action : people.take_due(now)) {
        if (action.what == PhoneAction::What::call) checkers.called_us(action.number, now), network.call_from(action.number, now);
        else network.text_from(action.number, action.text, now);
    }
    bool touched = engine_due && *engine_due <= now;
    for (bool busy = true; busy;) {
        busy = deliver(now);
        if (!busy && !touched) break;
        touched = true;
        while (engine->tick(now)) {
        }
        while (relay(now)) busy = true;
    }
    if (touched) engine_due = engine->next_due();
}

Simulation::Simulation(ports::Store& store, const engine::Resources& resources, const domain::Roster& roster, const program::Behaviour& behaviour,
                       SimulationSettings settings)
    : parts_(std::make_unique<Parts>(store, resources, roster, behaviour, settings)) {}
Simulation::~Simulation() = default;

bool Simulation::Parts::next(base::Instant until) {
    std::optional<base::Instant> due = engine_due;
    for (const auto& other : {network.next_due(), people.next_due()})
        if (other && (!due || *other < *due)) due = other;
    if (!due || *due > until) return false;
    clock = std::max(clock, *due + settings.step - 1s);
    step(clock);
    if (engine_due && *engine_due <= clock) engine_due = clock + 1s;  // it rests: not in a circle
    return true;
}

void Simulation::run(const std::function<void(double)>& progress) {
    Parts& parts = *parts_;
    parts.engine_due = parts.engine->next_due();
    const double whole = static_cast<double>((parts.settings.until - parts.settings.from).count());
    int told = -1;
    for (base::Instant before = parts.clock; parts.next(parts.settings.until); before = parts.clock) {
        const int share = static_cast<int>(static_cast<double>((parts.clock - parts.settings.from).count()) / whole * 1000);
        if (share != told && before != parts.clock) progress(share / 1000.0), told = share;
    }
    progress(1.0);
}

void Simulation::run_to(base::Instant moment) {
    Parts& parts = *parts_;
    parts.engine_due = parts.engine->next_due();
    while (parts.next(moment)) {
    }
    parts.clock = std::max(parts.clock, moment);
}

void Simulation::restart() {
    Parts& parts = *parts_;
    parts.engine.reset();
    parts.engine = std::make_unique<engine::Engine>(parts.service.store, parts.service.resources);
    parts.engine->recover(parts.clock);
}

base::Instant Simulation::now() const { return parts_->clock; }
Checkers& Simulation::checkers() { return parts_->checkers; }
const Ledger& Simulation::ledger() const { return parts_->network.ledger(); }

}  // namespace tutorline::simulator
