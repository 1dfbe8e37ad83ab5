// Answers API requests on a thread of its own with a reading connection, so that a long report never delays a webhook.
// A coordinator's change is read here and handed to the engine like everything that comes in.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "app/service/engine_room.hpp"
#include "net/server.hpp"
#include "ports/reader.hpp"
#include "web/api.hpp"

namespace tutorline::app {

class ApiDesk {
  public:
    static constexpr std::size_t waiting_max = 64;  ///< more are answered 503

    /// Takes one event and answers after its commit, on any thread.
    using Change = std::function<void(domain::Event, EngineRoom::Answer, net::Respond)>;

    ApiDesk(web::ApiSettings settings, std::unique_ptr<ports::Reader> reader, std::function<web::Health()> health, Change change);
    ~ApiDesk();
    ApiDesk(const ApiDesk&) = delete;
    ApiDesk& operator=(const ApiDesk&) = delete;

    /// From any thread. Health is answered at once.
    void submit(base::HttpRequest request, net::Respond respond);

  private:
    void run();
    void answer(const base::HttpRequest& request, const net::Respond& respond);

    const web::ApiSettings settings_;
    std::unique_ptr<ports::Reader> reader_;
    const std::function<web::Health()> health_;
    const Change change_;
    std::mutex mutex_;
    std::condition_variable work_;
    std::deque<std::pair<base::HttpRequest, net::Respond>> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace tutorline::app
