// HTTP/1.1 server: HttpRequest values in, HttpResponse values out. The handler gives its answer whenever it is ready, so
// an answer can wait for a group commit.
//
// Every limit ends in a clear refusal. When all places are taken, the oldest connection that has not sent a whole head of
// a request is closed in favour of a new one, else the oldest that still sends its body, else one kept between two
// requests; where all are at work the new one is closed: half-open connections keep no real request out. A header over its limit gets 431, a body
// over its limit 413, what is not HTTP 400, and whoever is slower than `request_time_max` is cut. Requests of one
// connection are handled one after the other, also when they came pipelined. A client may close its sending side and
// still gets its answer.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/civil_time.hpp"
#include "base/http_message.hpp"
#include "base/result.hpp"
#include "net/loop.hpp"

namespace tutorline::net {

struct ServerLimits {
    std::size_t header_bytes_max = 8 * 1024;
    std::size_t body_bytes_max = 64 * 1024;
    int connections_max = 2048;
    base::Seconds request_time_max{10};  ///< from the first byte of a request to its last
    base::Seconds idle_time_max{75};     ///< between requests of a kept connection
    base::Seconds answer_time_max{30};   ///< the handler's share; then the connection is closed
    base::Seconds write_time_max{10};    ///< for a client to take its answer
};

/// Call once, from any thread. Calls after the first and calls after the client left do nothing. Status 0 closes the
/// connection without an answer (the simulated network loses answers so).
using Respond = std::function<void(base::HttpResponse)>;
/// Told on the loop's thread, at most once a minute: so many connections were closed in favour of new ones since.
using Crowded = std::function<void(std::int64_t)>;
/// Runs on the loop's thread and must not block. What it throws becomes a 500.
using Handler = std::function<void(base::HttpRequest, Respond)>;

class Server {
  public:
    /// `address` is an IP address; port 0 takes a free one. Error code `listen_failed`, with the reason in words.
    static base::Result<std::unique_ptr<Server>> listen(Loop& loop, const std::string& address, std::uint16_t port,
                                                        const ServerLimits& limits, Handler handler, Crowded crowded = {});
    virtual ~Server() = default;
    virtual std::uint16_t port() const = 0;
    /// From any thread: no new connection; idle ones close, busy ones after the answer they wait for.
    virtual void stop_accepting() = 0;
    virtual int connections() const = 0;
};

}  // namespace tutorline::net
