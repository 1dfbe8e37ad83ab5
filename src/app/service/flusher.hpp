// The thread behind the engine's. It makes commits durable, and only then lets leave what they promised: the answer to a
// gateway, an effect. While the disk works for one batch the engine decides the next; whatever was committed meanwhile
// shares the next flush.
#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "ports/store.hpp"

namespace tutorline::app {

class Flusher {
  public:
    /// `durable` is false when the disk failed: then nothing may be promised.
    using Leave = std::function<void(bool durable)>;

    /// Without `flush` commits are durable by themselves, and all leaves at once, on the thread of after_flush().
    /// `failed` is called once, on a thread of its own choice, when a flush fails: what the disk holds is unknown then,
    /// nothing leaves any more, and only a new start can tell.
    Flusher(std::unique_ptr<ports::Flush> flush, std::function<void()> failed);
    ~Flusher();
    Flusher(const Flusher&) = delete;
    Flusher& operator=(const Flusher&) = delete;

    /// `leave` runs, in order, once all that was committed before this call is durable. Empty: only the flush.
    void after_flush(Leave leave);
    /// All that waits is flushed and leaves; then the thread is done.
    void stop();
    bool failed() const { return failed_; }

  private:
    void run();
    void flush();

    std::unique_ptr<ports::Flush> flush_;
    const std::function<void()> on_failure_;
    std::atomic<bool> failed_{false};
    std::mutex mutex_;
    std::condition_variable work_;
    std::vector<Leave> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace tutorline::app
