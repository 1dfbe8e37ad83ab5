// The one thread that owns the engine and the writing connection. It takes everything that waits, handles it in one
// transaction (group commit), reports fates, does what is due, and leases effects; requests are answered and effects go to
// the relay behind it, once their transaction is durable (flusher.hpp). When nothing waits it sleeps until
// engine.next_due().
#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "app/service/clock.hpp"
#include "app/service/flusher.hpp"
#include "app/service/relay.hpp"
#include "engine/engine.hpp"
#include "net/server.hpp"

namespace tutorline::app {

class EngineRoom {
  public:
    static constexpr std::size_t waiting_max = 8192;  ///< requests; more are answered 503 at once
    static constexpr std::size_t batch_default = 1024;  ///< requests in one transaction, at most

    /// `flush` is the one split from the engine's store; null when its commits are durable by themselves. `failed` is
    /// called once when the disk fails under it: then requests are refused and nothing leaves until a new start.
    EngineRoom(engine::Engine& engine, const Clock& clock, std::unique_ptr<ports::Flush> flush, std::function<void()> failed,
               std::size_t batch_max = batch_default);
    ~EngineRoom();
    EngineRoom(const EngineRoom&) = delete;
    EngineRoom& operator=(const EngineRoom&) = delete;

    /// `relay` may be null: effects stay in the outbox (a service that only takes in).
    void start(Relay* relay);
    /// Finishes what waits; no effect is leased any more. Returns when the thread is done.
    void stop();
    /// No new effects; what is under way goes on.
    void stop_leasing();

    /// Makes the answer to a request from what became of its events. Runs on any thread.
    using Answer = std::function<base::HttpResponse(std::span<const engine::Handled>)>;

    /// From any thread: `answer` is asked once the events are durable, or with all of them `refused`; without events at once.
    void submit(std::vector<domain::Event> events, Answer answer, net::Respond respond);
    void finished(domain::Effect effect, domain::EffectResult result);
    /// False while the last transaction, or the last one with requests, failed, after the disk failed, or after stop().
    bool taking_events() const { return healthy_ && storing_ && !flusher_.failed() && !stopping_; }
    /// The wall clock jumped by more than an hour: what comes in is kept, at the time it would be without the jump; nothing is
    /// done because of its time and nothing leaves but alerts and answers to who wrote, until the clock agrees again or the service is started anew.
    bool clock_jumped() const { return clock_jumped_; }
    /// Transactions with requests so far.
    std::int64_t batches() const { return batches_; }

  private:
    struct Visitor {
        std::vector<domain::Event> events;
        Answer answer;
        net::Respond respond;
    };
    using Fates = std::vector<std::pair<domain::Effect, domain::EffectResult>>;

    void run();
    /// The time to work with. Of the thread.
    base::Instant now();
    /// Waits for work; true when there is some or something is due.
    void wait(std::chrono::system_clock::time_point until);
    void handle(std::vector<Visitor> visitors);
    void note_storing(std::string_view failure);
    void report_fates();
    void do_what_is_due();
    void hand_out();
    std::chrono::system_clock::time_point wake_at();
    template <class Work>
    bool attempt(std::string_view what, Work work);

    engine::Engine& engine_;
    const Clock& clock_;
    const std::size_t batch_max_;
    Relay* relay_ = nullptr;
    std::atomic<bool> leasing_{true};
    std::atomic<bool> healthy_{true};
    std::atomic<bool> storing_{true};  ///< the last transaction with requests was stored
    std::atomic<bool> stopping_{false};
    std::atomic<bool> clock_jumped_{false};
    std::atomic<std::int64_t> batches_{0};

    std::mutex mutex_;
    std::condition_variable work_;
    std::vector<Visitor> visitors_;
    Fates fates_;
    bool wake_ = false;

    Fates unreported_;  ///< of the thread: kept until the store takes them
    bool more_due_ = false;
    ClockWatch watch_;
    Flusher flusher_;
    std::thread thread_;
};

}  // namespace tutorline::app
