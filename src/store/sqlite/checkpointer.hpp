// Copies the write-ahead log into the database file from a thread and connection of its own, so that the writer's
// commits never pay for it (a third of the tail, measured). PASSIVE as a rule; RESTART once the log is too long.
#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace tutorline::store {

class Checkpointer {
  public:
    Checkpointer(std::string path, std::string vfs, std::size_t wal_bytes_max);
    ~Checkpointer();
    Checkpointer(const Checkpointer&) = delete;
    Checkpointer& operator=(const Checkpointer&) = delete;

  private:
    void work();

    const std::string path_;
    const std::string vfs_;
    const std::size_t wal_bytes_max_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace tutorline::store
