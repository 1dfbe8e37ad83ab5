#include "engine/engine.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "engine/calls/calls.hpp"
#include "engine/calls/dialling.hpp"
#include "engine/changes.hpp"
#include "engine/relay.hpp"
#include "engine/texts/texts.hpp"

namespace tutorline::engine {

using namespace domain;
using ports::StoreFailure;
using Kind = Handled::Kind;

namespace {

/// After the database failed, work that waits by itself rests so long; requests are answered 503 meanwhile.
constexpr base::Seconds rest_after_failure{5};

/// Due work that the schema refused is tried again after so long.
constexpr std::chrono::hours rest_after_refusal{1};

Handled as_handled(bool changed) { return {changed ? Kind::changed : Kind::unchanged, {}}; }
Handled as_told(std::string_view why_not) { return {why_not.empty() ? Kind::changed : Kind::unchanged, {}, why_not}; }

bool is_number(const std::string& sender) {
    return sender.size() >= 8 && sender.size() <= 16 && sender[0] == '+' &&
           sender.find_first_not_of("0123456789", 1) == std::string::npos;
}

/// The phone's row, made for a number we see for the first time; none for short codes and names.
PhoneId sender_phone(Scope& scope, const std::string& sender) {
    if (!is_number(sender)) return {};
    const auto number = base::PhoneNumber::from_e164(sender);
    auto phone = scope.store.phone(number);
    if (!phone) return scope.store.save(ports::PhoneRow{.number = number});
    const PhoneHealth health = heard_from(phone->health);
    if (health != phone->health) {
        phone->health = health;
        scope.store.save(*phone);
    }
    return phone->id;
}

/// The inbox row of what came in, not yet stored.
ports::InboxRow inbox_row(Scope& scope, const std::string& channel, const std::string& provider_id, const std::string& sender) {
    ports::InboxRow row;
    row.channel = channel;
    row.provider_id = provider_id;
    row.at = scope.now;
    // Answering ourselves would never end: our own numbers are machines, whose texts are kept and not answered.
    const auto& own = scope.resources.own_numbers;
    if (std::ranges::find(own, sender) == own.end()) row.phone = sender_phone(scope, sender);
    if (!row.phone) row.sender = sender;
    return row;
}

}  // namespace

struct Engine::Parts {
    ports::Store& store;
    const Resources& resources;
    CohortId cohort;
    std::unique_ptr<Calendars> calendars;
    Relay relay;
    std::optional<base::Instant> rest_until;
    bool resting = false;  ///< what waits by itself failed last; told when it begins and when it is over
    std::string why_refused;  ///< of the last handle()
    std::vector<std::pair<Effect, EffectResult>> unfinished;  ///< results the database could not take yet

    Parts(ports::Store& its_store, const Resources& its_resources) : store(its_store), resources(its_resources) { plan(); }

    /// Reads cohort and pauses: at the start, and after a coordinator ordered a pause.
    void plan() {
        const auto row = store.cohort(resources.program.key);
        cohort = row ? row->id : CohortId{};
        calendars = std::make_unique<Calendars>(resources.program, row ? store.pauses(row->id) : std::vector<Blackout>{});
    }

    Scope scope(base::Instant now) { return {store, resources, *calendars, cohort, now}; }

    Handled handle(const Event& event, base::Instant now);
    void due(const ports::Timer& timer, base::Instant now);
    void postpone(ports::Timer timer, base::Instant now);
    void rest(const StoreFailure& failure, base::Instant now);
    void go_on();
    template <class Once, class Failed>
    void all_or_each(std::size_t count, Once once, Failed failed);
};

namespace {

struct Router {
    Scope& scope;

    Handled operator()(const InboundText& text) {
        ports::InboxRow row = inbox_row(scope, text.channel, text.provider_id, text.from);
        row.text = text.text;
        return as_handled(texts::receive(scope, std::move(row)));
    }
    Handled operator()(const InboundCall& call) {
        ports::InboxRow row = inbox_row(scope, call.channel, call.provider_id, call.from);
        row.call = true;
        if (const auto id = scope.store.claim(row)) row.id = *id;
        Handled handled = as_handled(row.id && texts::missed_call(scope, row));
        handled.script = {Reject{}};
        return handled;
    }
    Handled operator()(const TextStatus& status) { return as_handled(Relay::receipt(scope, status)); }
    Handled operator()(const CallProgress& news) { return calls::progress(scope, news); }
    Handled operator()(const StopHousehold& change) { return as_told(stop_household(scope, change)); }
    Handled operator()(const CloseTask& change) { return as_told(close_task(scope, change)); }
    Handled operator()(const CorrectOutcome& change) { return as_told(correct_outcome(scope, change)); }
    Handled operator()(const ChangePlaces& change) { return as_handled(calls::change_places(scope, change)); }
    Handled operator()(const PauseCohort& change) {
        const Paused done = pause_cohort(scope, change);
        return {Kind::changed, {}, {}, done.cancelled, done.moved};
    }
};

}  // namespace

Handled Engine::Parts::handle(const Event& event, base::Instant now) {
    if (const auto* pause = std::get_if<PauseCohort>(&event); pause != nullptr) {
        Scope before = scope(now);
        if (const auto why_not = why_no_pause(before, *pause); !why_not.empty()) return as_told(why_not);
        store.add_pause(cohort, {pause->from, pause->to, pause->departments, pause->reason}, now);
        plan();
    }
    Scope its_scope = scope(now);
    return std::visit(Router{its_scope}, event);
}

void Engine::Parts::due(const ports::Timer& timer, base::Instant now) {
    Scope its_scope = scope(now);
    store.remove_timer(timer);
    if (timer.kind == ports::TimerKind::session) {
        calls::session_due(its_scope, SessionId{timer.subject});
    } else {
        texts::due(its_scope, timer);
    }
}

/// Work that the schema refuses must neither be tried without end nor be forgotten: a session would never end.
void Engine::Parts::postpone(ports::Timer timer, base::Instant now) {
    store.remove_timer(timer);
    timer.due = now + rest_after_refusal;
    store.add_timer(timer);
}

void Engine::Parts::rest(const StoreFailure& why, base::Instant now) {
    if (!resting) spdlog::warn("engine: due work rests: {}", why.what());
    resting = true;
    rest_until = now + rest_after_failure;
}

void Engine::Parts::go_on() {
    if (resting) spdlog::info("engine: due work goes on");
    resting = false;
}

/// One transaction for all of them. A savepoint for each would cost a third of the time (every page it touches is copied),
/// and is needed only when the schema refuses a row, which is a defect: then all is undone and done again with
/// savepoints, so that the one event that fails takes no other with it. `once(i, alone)`; `failed(i)` for those undone.
template <class Once, class Failed>
void Engine::Parts::all_or_each(std::size_t count, Once once, Failed failed) {
    try {
        ports::Transaction transaction(store);
        for (std::size_t i = 0; i < count; ++i) once(i);
        transaction.commit();
        return;
    } catch (const StoreFailure& failure) {
        if (failure.retryable()) throw;
        spdlog::error("engine: {}", failure.what());
    }
    ports::Transaction transaction(store);
    for (std::size_t i = 0; i < count; ++i) {
        store.savepoint();
        try {
            once(i);
            store.release();
        } catch (const StoreFailure& failure) {
            if (failure.retryable()) throw;
            store.rollback_to();
            failed(i);
        }
    }
    transaction.commit();
}

Engine::Engine(ports::Store& store, const Resources& resources) : parts_(std::make_unique<Parts>(store, resources)) {}
Engine::~Engine() = default;

std::vector<Handled> Engine::handle(std::span<const Event> events, base::Instant now) {
    Parts& parts = *parts_;
    std::vector<Handled> handled(events.size());
    bool paused = false;
    try {
        const auto once = [&](std::size_t i) {
            paused = paused || std::holds_alternative<PauseCohort>(events[i]);
            handled[i] = parts.handle(events[i], now);
        };
        parts.all_or_each(events.size(), once, [&](std::size_t i) { handled[i] = {Kind::refused, {}}; });
        parts.why_refused.clear();
    } catch (const StoreFailure& failure) {
        parts.why_refused = failure.what();
        for (Handled& one : handled) one = {Kind::refused, {}};
        if (paused) parts.plan();
    }
    return handled;
}

const std::string& Engine::failure() const { return parts_->why_refused; }

bool Engine::tick(base::Instant now, int limit) {
    Parts& parts = *parts_;
    if (parts.rest_until && now < *parts.rest_until) return false;
    parts.rest_until.reset();
    if (!parts.unfinished.empty()) finish({}, now);
    const auto timers = parts.store.due_timers(now, limit);
    if (timers.empty()) return false;
    try {
        parts.all_or_each(timers.size(), [&](std::size_t i) { parts.due(timers[i], now); },
                          [&](std::size_t i) { parts.postpone(timers[i], now); });
        parts.go_on();
        return static_cast<int>(timers.size()) == limit;
    } catch (const StoreFailure& failure) {
        parts.rest(failure, now);
        return false;
    }
}

std::vector<Effect> Engine::lease(base::Instant now, int limit, bool only_answers) {
    Parts& parts = *parts_;
    if (parts.rest_until && now < *parts.rest_until) return {};
    const auto first = parts.store.next_outbox();
    if (!first || *first > now) return {};
    try {
        ports::Transaction transaction(parts.store);
        Scope scope = parts.scope(now);
        auto effects = parts.relay.lease(scope, limit, only_answers);
        transaction.commit();
        parts.go_on();
        return effects;
    } catch (const StoreFailure& failure) {
        parts.rest(failure, now);
        return {};
    }
}

void Engine::finish(std::span<const std::pair<Effect, EffectResult>> results, base::Instant now) {
    Parts& parts = *parts_;
    parts.unfinished.insert(parts.unfinished.end(), results.begin(), results.end());
    if (parts.unfinished.empty()) return;
    try {
        const auto once = [&](std::size_t i) {
            Scope scope = parts.scope(now);
            parts.relay.finish(scope, parts.unfinished[i].first, parts.unfinished[i].second);
        };
        parts.all_or_each(parts.unfinished.size(), once, [](std::size_t) {});
        parts.unfinished.clear();
        parts.go_on();
    } catch (const StoreFailure& failure) {
        // Kept and written with the next ones; should the process die first, recover() reconciles the effects.
        parts.rest(failure, now);
    }
}

void Engine::recover(base::Instant now) {
    parts_->store.warm();
    ports::Transaction transaction(parts_->store);
    parts_->plan();
    Scope scope = parts_->scope(now);
    Relay::recover(scope);
    if (scope.cohort) texts::start(scope);
    transaction.commit();
}

std::optional<base::Instant> Engine::next_due() const {
    auto due = parts_->store.next_timer();
    auto out = parts_->store.next_outbox();
    if (const auto held = parts_->relay.held_until(); held && out) out = std::max(*out, *held);
    if (out && (!due || *out < *due)) due = out;
    if (due && parts_->rest_until) due = std::max(*due, *parts_->rest_until);
    return due;
}

}  // namespace tutorline::engine
