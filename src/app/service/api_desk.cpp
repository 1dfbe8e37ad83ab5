#include "app/service/api_desk.hpp"

#include "app/service/log.hpp"
#include "web/changes.hpp"
#include "web/webhooks.hpp"

namespace tutorline::app {

ApiDesk::ApiDesk(web::ApiSettings settings, std::unique_ptr<ports::Reader> reader, std::function<web::Health()> health, Change change)
    : settings_(std::move(settings)), reader_(std::move(reader)), health_(std::move(health)), change_(std::move(change)), thread_([this] { run(); }) {}

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

void ApiDesk::answer(const base::HttpRequest& request, const net::Respond& respond) {
    if (!web::is_change(request)) return respond(web::answer_api(settings_, *reader_, health_(), request));
    auto read = web::read_change(settings_, *reader_, request);
    if (auto* refusal = std::get_if<base::HttpResponse>(&read)) return respond(std::move(*refusal));
    change_(std::move(std::get<domain::Event>(read)), web::answer_change, respond);
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
            answer(request, respond);
        } catch (const std::exception& fault) {
            log_error("api_fault", {{"what", std::string_view{fault.what()}}});
            base::HttpResponse response;
            response.status = 500;
            respond(std::move(response));
        }
    }
}

}  // namespace tutorline::app
