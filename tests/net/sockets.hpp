// A plain blocking TCP client and listener, to misbehave with: the other side of what net/ must stand.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

#include "net/loop.hpp"

namespace tutorline::test {

/// Runs a loop on a thread of its own until destroyed.
class RunningLoop {
  public:
    RunningLoop() : thread_([this] { loop.run(); }) {}
    ~RunningLoop() {
        loop.stop();
        thread_.join();
    }
    net::Loop loop;

  private:
    std::thread thread_;
};

/// A connected socket.
class Peer {
  public:
    explicit Peer(std::uint16_t port);
    explicit Peer(int descriptor, bool) : descriptor_(descriptor) {}
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    /// False when the other side has closed.
    bool send(std::string_view bytes) const;
    void finish_sending() const;
    void reset();  ///< closes with RST
    /// Reads until `end` has come, or the other side closed, or the time is over.
    std::string read_until(std::string_view end, std::chrono::milliseconds time_max = std::chrono::seconds{5});
    /// One HTTP response with its body, by Content-Length.
    std::string read_response();
    /// All until the other side closes; "<still open>" when it does not within the time.
    std::string read_all(std::chrono::milliseconds time_max = std::chrono::seconds{5});

  private:
    bool read_some(std::chrono::milliseconds time_max);
    int descriptor_ = -1;
    std::string buffer_;
    bool closed_ = false;
};

class Listener {
  public:
    Listener();
    ~Listener();
    std::uint16_t port() const { return port_; }
    /// The next connection; its descriptor.
    int accept() const;

  private:
    int descriptor_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace tutorline::test
