// One client of the server: read a request, wait for its answer, write it, again. Plain callbacks: measured, they cost
// the least per request. Private to net/.
#pragma once
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "net/loop_parts.hpp"
#include "net/server.hpp"

namespace tutorline::net {

class Connection;

/// What all connections of a server share; its functions run on the loop's thread.
class Host {
  public:
    virtual ~Host() = default;
    virtual const ServerLimits& limits() const = 0;
    virtual bool stopping() const = 0;
    /// Coarse time: ticks since the server started, one a quarter of a second.
    virtual std::int64_t tick() const = 0;
    virtual void handle(base::HttpRequest request, std::shared_ptr<Connection> connection, std::uint64_t turn) = 0;
    virtual void left(Connection& connection) = 0;
};

constexpr int ticks_per_second = 4;

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(Socket socket, std::shared_ptr<Host> host) : socket_(std::move(socket)), host_(std::move(host)) {}

    void start();
    /// The answer to request number `turn`; a second one, or one that comes too late, does nothing.
    void answer(std::uint64_t turn, base::HttpResponse response);
    /// Cuts the connection when it is overdue.
    void check(std::int64_t tick);
    void close_if_idle();
    void close();
    /// Who goes first when no place is left for a newcomer.
    enum class Yields { first, then, last, never };  ///< no whole head yet; no whole request; kept between two; at work
    Yields yields() const;

  private:
    enum class Phase { idle, reading, answering, writing, draining, closed };
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void next_request();
    void read_more();
    void on_read(const boost::system::error_code& error, std::size_t bytes);
    bool parse();  ///< false when it has taken another way than reading on
    bool too_much_around_body() const;
    void send_continue_once();
    void dispatch();
    void refuse(int status);
    void write(const base::HttpResponse& response, bool keep_alive, bool head);
    void on_written(const boost::system::error_code& error);
    void drain();
    void enter(Phase phase, base::Seconds time_max);

    Socket socket_;
    std::shared_ptr<Host> host_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::string out_;
    std::uint64_t turn_ = 0;
    std::int64_t deadline_tick_ = 0;
    std::size_t drained_bytes_ = 0;
    std::size_t parsed_bytes_ = 0;  ///< of this request, the body's own bytes among them
    Phase phase_ = Phase::idle;
    bool keep_alive_ = false;
    bool head_ = false;
    bool said_continue_ = false;
};

}  // namespace tutorline::net
