// Outgoing HTTP/1.1, with TLS where the scheme says so (certificate and host name verified against the system's roots).
// Only configured origins are called, redirects are not followed, every step has a time limit, connections are reused.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "base/http_message.hpp"
#include "base/result.hpp"
#include "net/loop.hpp"

namespace tutorline::net {

struct ClientLimits {
    base::Seconds connect_time_max{5};  ///< connection and TLS (looking up a name has the limits of the system)
    base::Seconds answer_time_max{15};  ///< request out, answer in
    base::Seconds idle_time_max{20};    ///< a kept connection older than this is not used again
    std::size_t answer_bytes_max = 1 << 20;
    int connections_max = 16;           ///< to each origin; further requests wait for one
};

struct ClientTls {
    std::string roots_file;  ///< PEM, instead of the system's roots (tests)
};

/// Called once, on the loop's thread. Errors: policy `permanent` with `origin_refused` (not configured); `retryable` with
/// `connect_failed` (not a byte of the request left); `unknown` with `no_answer` (it may have been carried out).
using FetchDone = std::function<void(base::Result<base::HttpResponse>)>;

class Client {
  public:
    /// Origins as "https://api.twilio.com" or "http://127.0.0.1:8090".
    Client(Loop& loop, const std::vector<std::string>& origins, const ClientLimits& limits, const ClientTls& tls = {});
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// From any thread. `request.target` is a full URL.
    void fetch(base::HttpRequest request, FetchDone done);

  private:
    struct Parts;
    std::shared_ptr<Parts> parts_;
    Loop& loop_;
};

}  // namespace tutorline::net
