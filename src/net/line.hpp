// One outgoing connection and one request on it at a time. Private to net/.
#pragma once
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "net/client.hpp"
#include "net/loop_parts.hpp"
#include "net/url.hpp"

namespace tutorline::net {

class Line {
  public:
    virtual ~Line() = default;
    /// Connects when it is not connected yet. `done` runs once, later, on the loop's thread.
    virtual void exchange(base::HttpRequest request, Url url, FetchDone done) = 0;
    /// Connected, kept open by the other side, nothing unread, not idle for too long.
    virtual bool usable() = 0;
    virtual void close() = 0;
};

std::shared_ptr<Line> open_line(Loop& loop, asio::ssl::context& context, const Url& url, const ClientLimits& limits);

}  // namespace tutorline::net
