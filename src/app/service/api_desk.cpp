#include "app/service/api_desk.hpp"

#include "app/service/log.hpp"
#include "web/webhooks.hpp"

namespace tutorline::app {

ApiDesk::ApiDesk(web::ApiSettings settings, std::unique_ptr<ports::Reader> reader, std::function<web::Health()> health)
    : settings_(std::move(settings)), reader_(std::move(reader)), health_(std::move(health)), thread_([this] { run(); }) {}

ApiDesk::~ApiDesk() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_.notify_one();
    thread_.join();
}

void ApiDesk::submit(base::HttpRequest request, net::Respond respond) {
    if (web::is_health(request)) return respond(web::answer_health(settings_, health_()));
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() < waiting_max) {
            waiting_.emplace_back(std::move(request), std::move(respond));
            work_.notify_one();
            return;
        }
    }
    respond(web::try_again_answer());
}

void ApiDesk::run() {
    while (true) {
        std::unique_lock lock(mutex_);
        work_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        const auto [request, respond] = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        try {
            respond(web::answer_api(settings_, *reader_, health_(), request));
        } catch (const std::exception& fault) {
            log_error("api_fault", {{"what", std::string_view{fault.what()}}});
            base::HttpResponse response;
            response.status = 500;
            respond(std::move(response));
        }
    }
}

}  // namespace tutorline::app
