#include "app/service/engine_room.hpp"

#include <pthread.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "app/service/log.hpp"
#include "ports/store.hpp"

namespace tutorline::app {
namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;
constexpr std::chrono::seconds after_failure{1};
constexpr std::chrono::seconds longest_sleep{60};  // a wall clock that was set is noticed at the latest then

std::vector<engine::Handled> refused(std::size_t events) { return {events, {engine::Handled::Kind::refused, {}}}; }

}  // namespace

EngineRoom::EngineRoom(engine::Engine& engine, const Clock& clock, std::unique_ptr<ports::Flush> flush, std::function<void()> failed,
                       std::size_t batch_max)
    : engine_(engine), clock_(clock), batch_max_(batch_max), flusher_(std::move(flush), std::move(failed)) {}

EngineRoom::~EngineRoom() { stop(); }

void EngineRoom::start(Relay* relay) {
    relay_ = relay;
    thread_ = std::thread([this] { run(); });
}

void EngineRoom::stop_leasing() { leasing_ = false; }

void EngineRoom::stop() {
    stop_leasing();
    stopping_ = true;
    {
        const std::lock_guard lock(mutex_);
        wake_ = true;
    }
    work_.notify_one();
    if (thread_.joinable()) thread_.join();
    flusher_.stop();
}

void EngineRoom::submit(std::vector<domain::Event> events, Answer answer, net::Respond respond) {
    if (events.empty()) return respond(answer({}));
    bool first = false;
    bool taken = false;
    {
        const std::lock_guard lock(mutex_);
        taken = !stopping_ && !flusher_.failed() && visitors_.size() < waiting_max;
        if (taken) {
            first = visitors_.empty();
            visitors_.push_back({std::move(events), std::move(answer), std::move(respond)});
        }
    }
    if (!taken) return respond(answer(refused(events.size())));
    if (first) work_.notify_one();
}

void EngineRoom::finished(domain::Effect effect, domain::EffectResult result) {
    {
        const std::lock_guard lock(mutex_);
        fates_.emplace_back(std::move(effect), std::move(result));
    }
    work_.notify_one();
}

void EngineRoom::wait(system_clock::time_point until) {
    std::vector<Visitor> visitors;
    {
        std::unique_lock lock(mutex_);
        // By the clock that nobody sets: with the wall's a sleep would not end when that is set back.
        const auto sleep = std::clamp<system_clock::duration>(until - system_clock::now(), system_clock::duration{0}, longest_sleep);
        work_.wait_until(lock, steady_clock::now() + sleep, [&] { return !visitors_.empty() || !fates_.empty() || wake_; });
        const std::size_t count = std::min(visitors_.size(), batch_max_);
        visitors.assign(std::make_move_iterator(visitors_.begin()), std::make_move_iterator(visitors_.begin() + static_cast<std::ptrdiff_t>(count)));
        visitors_.erase(visitors_.begin(), visitors_.begin() + static_cast<std::ptrdiff_t>(count));
        std::ranges::move(fates_, std::back_inserter(unreported_));
        fates_.clear();
        wake_ = stopping_;
    }
    if (!visitors.empty()) handle(std::move(visitors));
}

void EngineRoom::run() {
    ::pthread_setname_np(::pthread_self(), "engine");
    log_info("engine_started");
    auto until = system_clock::now();
    while (true) {
        wait(until);
        report_fates();
        do_what_is_due();
        hand_out();
        until = healthy_ && !clock_jumped_ ? wake_at() : system_clock::now() + after_failure;
        if (!stopping_) continue;
        const std::lock_guard lock(mutex_);
        if (visitors_.empty() && fates_.empty()) break;
    }
    log_info("engine_stopped", {{"fates_unreported", static_cast<std::int64_t>(unreported_.size())}});
}

base::Instant EngineRoom::now() {
    const TwoClocks clocks = clock_.both();
    const ClockWatch::Look look = watch_.look(clocks);
    if (clock_jumped_.exchange(!look.agrees) == look.agrees) {
        const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(clocks.wall - look.wall).count();
        if (look.agrees) log_info("clock_agrees_again");
        else log_error("clock_jumped", {{"seconds", seconds}});
    }
    return clock_.at(look.wall);
}

/// A store that fails (disk full, busy) stops intake with 503 and is tried again; nothing is lost and nothing repeats.
template <class Work>
bool EngineRoom::attempt(std::string_view what, Work work) {
    try {
        work();
        if (!healthy_.exchange(true)) log_info("store_works_again");
        return true;
    } catch (const ports::StoreFailure& failure) {
        if (healthy_.exchange(false)) log_error("store_failed", {{"doing", what}, {"code", std::string_view{failure.what()}}});
    } catch (const std::exception& fault) {
        healthy_ = false;
        log_error("engine_fault", {{"doing", what}, {"what", std::string_view{fault.what()}}});
    }
    return false;
}

void EngineRoom::handle(std::vector<Visitor> visitors) {
    ++batches_;
    std::vector<domain::Event> events;
    for (Visitor& visitor : visitors) std::ranges::move(visitor.events, std::back_inserter(events));
    std::vector<engine::Handled> handled;
    if (!attempt("handle", [&] { handled = engine_.handle(events, now()); })) handled = refused(events.size());
    else note_storing(engine_.failure());
    log_debug("handled", {{"requests", static_cast<std::int64_t>(visitors.size())}, {"events", static_cast<std::int64_t>(events.size())}});
    // Shared, because what waits for the flush is a copyable function; nobody else has them.
    const auto callers = std::make_shared<std::vector<Visitor>>(std::move(visitors));
    flusher_.after_flush([callers, handled = std::move(handled)](bool durable) mutable {
        if (!durable) handled = refused(handled.size());
        std::size_t next = 0;
        for (const Visitor& visitor : *callers) {
            visitor.respond(visitor.answer(std::span{handled}.subspan(next, visitor.events.size())));
            next += visitor.events.size();
        }
    });
}

/// Told at the change alone: on a full disk hundreds of batches fail in a second.
void EngineRoom::note_storing(std::string_view failure) {
    const bool stored = failure.empty();
    if (storing_.exchange(stored) == stored) return;
    if (stored) log_info("store_works_again", {{"doing", "handle"}});
    else log_error("store_failed", {{"doing", "handle"}, {"code", failure}});
}

void EngineRoom::report_fates() {
    if (unreported_.empty()) return;
    for (const auto& [effect, result] : unreported_)
        if (result.channel_broken) log_error("channel_broken", {{"code", std::string_view{result.error_code}}});
    if (attempt("finish", [&] { engine_.finish(unreported_, now()); })) unreported_.clear();
    flusher_.after_flush({});
}

void EngineRoom::do_what_is_due() {
    more_due_ = false;
    const base::Instant time = now();
    const auto due = engine_.next_due();
    if (stopping_ || clock_jumped_ || !due || *due > time) return;
    attempt("tick", [&] { more_due_ = engine_.tick(time); });
    flusher_.after_flush({});
}

void EngineRoom::hand_out() {
    if (!leasing_ || relay_ == nullptr || !healthy_ || flusher_.failed()) return;
    const base::Instant time = now();
    const auto due = engine_.next_due();
    if (!due || *due > time) return;
    const int free = relay_->free(steady_clock::now());
    if (free == 0) return;
    std::vector<domain::Effect> effects;
    attempt("lease", [&] { effects = engine_.lease(time, free, clock_jumped_); });
    if (effects.empty()) return;
    relay_->reserve(static_cast<int>(effects.size()));
    flusher_.after_flush([this, leaving = std::move(effects)](bool durable) mutable {
        for (domain::Effect& effect : leaving)
            if (durable) relay_->perform(std::move(effect));
    });
}

/// When something is due the engine says when. What is due now and could not be done (the relay is full, or its rate is
/// used up) waits for a fate to come back or for the next second.
system_clock::time_point EngineRoom::wake_at() {
    const auto now = system_clock::now();
    if (more_due_) return now;
    const auto due = engine_.next_due();
    if (!due) return now + longest_sleep;
    const auto real_due = clock_.real(*due);
    if (real_due > now) return std::min(real_due, now + longest_sleep);
    if (relay_ == nullptr || !leasing_) return now + longest_sleep;
    const auto pause = std::max(relay_->free_at() - steady_clock::now(), steady_clock::duration{std::chrono::milliseconds{20}});
    return now + std::chrono::duration_cast<system_clock::duration>(pause);
}

}  // namespace tutorline::app
