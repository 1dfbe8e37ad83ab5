// One event loop, run by one thread. All sockets and timers of net/ live on it; nothing of theirs is shared with others.
#pragma once
#include <chrono>
#include <functional>
#include <memory>

namespace tutorline::net {

class Loop {
  public:
    Loop();
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Runs until stop(). What throws inside is a defect and ends the program.
    void run();
    /// From any thread. run() returns soon; what was not carried out is dropped.
    void stop();
    /// From any thread: runs it on the loop's thread.
    void post(std::function<void()> work);
    /// From the loop's thread or before run(): runs it once, later.
    void after(std::chrono::milliseconds delay, std::function<void()> work);

    struct Parts;  ///< Asio's part: parts.hpp, for net/ alone
    Parts& parts() { return *parts_; }

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace tutorline::net
