#include "net/loop.hpp"

#include <pthread.h>

#include <boost/asio/post.hpp>

#include "net/loop_parts.hpp"

namespace tutorline::net {

Loop::Loop() : parts_(std::make_unique<Parts>()) {}
Loop::~Loop() = default;

void Loop::run() {
    ::pthread_setname_np(::pthread_self(), "net");
    parts_->io.run();
}
void Loop::stop() { parts_->io.stop(); }
void Loop::post(std::function<void()> work) { asio::post(parts_->io, std::move(work)); }

void Loop::after(std::chrono::milliseconds delay, std::function<void()> work) {
    auto timer = std::make_shared<Timer>(parts_->io.get_executor());
    timer->expires_after(delay);
    timer->async_wait([timer, work = std::move(work)](const boost::system::error_code& error) {
        if (!error) work();
    });
}

}  // namespace tutorline::net
