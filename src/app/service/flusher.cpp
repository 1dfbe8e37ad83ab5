#include "app/service/flusher.hpp"

#include <pthread.h>

#include <utility>

#include "app/service/log.hpp"

namespace tutorline::app {

Flusher::Flusher(std::unique_ptr<ports::Flush> flush, std::function<void()> failed) : flush_(std::move(flush)), on_failure_(std::move(failed)) {
    if (flush_) thread_ = std::thread([this] { run(); });
}

Flusher::~Flusher() { stop(); }

void Flusher::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Flusher::after_flush(Leave leave) {
    if (!flush_) {
        if (leave) leave(true);
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(leave));
    }
    work_.notify_one();
}

void Flusher::run() {
    ::pthread_setname_np(::pthread_self(), "flusher");
    std::vector<Leave> leaving;
    while (true) {
        leaving.clear();
        {
            std::unique_lock lock(mutex_);
            work_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            leaving.swap(waiting_);
        }
        flush();
        for (Leave& leave : leaving)
            if (leave) leave(!failed_);
    }
}

void Flusher::flush() {
    if (failed_) return;
    try {
        flush_->flush();
    } catch (const ports::StoreFailure& failure) {
        failed_ = true;
        log_error("flush_failed", {{"code", std::string_view{failure.what()}}});
        if (on_failure_) on_failure_();
    }
}

}  // namespace tutorline::app
