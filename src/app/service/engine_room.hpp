// The one thread that owns the engine and the writing connection. It takes everything that waits, handles it in one
// transaction (group commit), and only then completes the requests; it reports fates, does what is due, and hands effects
// to the relay. When nothing waits it sleeps until engine.next_due().
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
#include "app/service/relay.hpp"
#include "engine/engine.hpp"
#include "net/server.hpp"

namespace tutorline::app {

class EngineRoom {
  public:
    static constexpr std::size_t waiting_max = 8192;  ///< requests; more are answered 503 at once
    static constexpr std::size_t batch_default = 1024;  ///< requests in one transaction, at most

    EngineRoom(engine::Engine& engine, const Clock& clock, std::size_t batch_max = batch_default);
    ~EngineRoom();
    EngineRoom(const EngineRoom&) = delete;
    EngineRoom& operator=(const EngineRoom&) = delete;

    /// `relay` may be null: effects stay in the outbox (a service that only takes in).
    void start(Relay* relay);
    /// Finishes what waits; no effect is leased any more. Returns when the thread is done.
    void stop();
    /// No new effects; what is under way goes on.
    void stop_leasing();

    /// Makes the answer to a request from what became of its events. Runs on the engine's thread and must be quick.
    using Answer = std::function<base::HttpResponse(std::span<const engine::Handled>)>;

    /// From any thread: `answer` is asked once the events are committed, or with all of them `refused`; without events at once.
    void submit(std::vector<domain::Event> events, Answer answer, net::Respond respond);
    void finished(domain::Effect effect, domain::EffectResult result);
    /// False while the last transaction failed, or after stop().
    bool taking_events() const { return healthy_ && !stopping_; }
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
    /// Waits for work; true when there is some or something is due.
    void wait(std::chrono::system_clock::time_point until);
    void handle(std::vector<Visitor> visitors);
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
    std::atomic<bool> stopping_{false};
    std::atomic<std::int64_t> batches_{0};

    std::mutex mutex_;
    std::condition_variable work_;
    std::vector<Visitor> visitors_;
    Fates fates_;
    bool wake_ = false;

    Fates unreported_;  ///< of the thread: kept until the store takes them
    bool more_due_ = false;
    std::thread thread_;
};

}  // namespace tutorline::app
