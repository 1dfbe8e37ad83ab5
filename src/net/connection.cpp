#include "net/connection.hpp"

#include <boost/asio/write.hpp>

#include "net/answer_text.hpp"

namespace tutorline::net {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t read_bytes = 4096;
/// After a refusal the client may still be sending: that much is read and thrown away so that it can read the answer.
constexpr std::size_t drained_bytes_max = 8U << 20;
constexpr base::Seconds drain_time_max{3};

base::HttpRequest to_value(http::request<http::string_body>&& message) {
    base::HttpRequest request;
    request.method = std::string_view{message.method_string().data(), message.method_string().size()};
    request.target = std::string_view{message.target().data(), message.target().size()};
    for (const auto& header : message)
        request.headers.emplace_back(std::string_view{header.name_string().data(), header.name_string().size()},
                                     std::string_view{header.value().data(), header.value().size()});
    request.body = std::move(message.body());
    return request;
}

int refusal_status(const error_code& error) {
    if (error == http::error::body_limit) return 413;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    return 400;
}

}  // namespace

void Connection::enter(Phase phase, base::Seconds time_max) {
    phase_ = phase;
    deadline_tick_ = host_->tick() + time_max.count() * ticks_per_second + 1;
}

void Connection::start() { next_request(); }

void Connection::next_request() {
    if (host_->stopping()) return close();
    parser_.emplace();
    parser_->eager(true);
    parser_->header_limit(static_cast<std::uint32_t>(host_->limits().header_bytes_max));
    parser_->body_limit(host_->limits().body_bytes_max);
    said_continue_ = false;
    parsed_bytes_ = 0;
    if (buffer_.size() == 0) {
        enter(Phase::idle, host_->limits().idle_time_max);
        return read_more();
    }
    enter(Phase::reading, host_->limits().request_time_max);  // pipelined: its first bytes are here already
    if (parse()) read_more();
}

void Connection::read_more() {
    socket_.async_read_some(buffer_.prepare(read_bytes), [self = shared_from_this()](const error_code& error, std::size_t bytes) {
        self->on_read(error, bytes);
    });
}

void Connection::on_read(const error_code& error, std::size_t bytes) {
    if (phase_ == Phase::closed) return;
    if (error) {
        // A header cut off in the middle deserves no answer; so does silence.
        return close();
    }
    buffer_.commit(bytes);
    if (phase_ == Phase::idle) enter(Phase::reading, host_->limits().request_time_max);
    if (parse()) read_more();
}

bool Connection::parse() {
    error_code error;
    while (buffer_.size() > 0 && !parser_->is_done()) {
        const std::size_t used = parser_->put(buffer_.data(), error);
        buffer_.consume(used);
        parsed_bytes_ += used;
        if (too_much_around_body()) {
            refuse(431);
            return false;
        }
        if (error == http::error::need_more) break;
        if (error) {
            refuse(refusal_status(error));
            return false;
        }
        if (used == 0) break;
    }
    if (parser_->is_done()) {
        dispatch();
        return false;
    }
    // What the parser leaves in the buffer is a header line, or a chunk's, that does not end.
    if (buffer_.size() > host_->limits().header_bytes_max) {
        refuse(431);
        return false;
    }
    if (parser_->is_header_done()) send_continue_once();
    return true;
}

/// Sizes and extensions of chunks and the trailers after them count as headers do: beside a body of its allowed size they
/// could go on without end.
bool Connection::too_much_around_body() const {
    return parsed_bytes_ > parser_->get().body().size() + host_->limits().header_bytes_max;
}

/// curl and others wait for it before a larger body. Sent without waiting: these few bytes fit any socket buffer.
void Connection::send_continue_once() {
    if (said_continue_ || !beast::iequals(parser_->get()[http::field::expect], "100-continue")) return;
    said_continue_ = true;
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.write_some(asio::buffer(text), ignored);
}

void Connection::dispatch() {
    keep_alive_ = parser_->keep_alive();
    head_ = parser_->get().method() == http::verb::head;
    base::HttpRequest request = to_value(parser_->release());
    enter(Phase::answering, host_->limits().answer_time_max);
    host_->handle(std::move(request), shared_from_this(), ++turn_);
}

void Connection::answer(std::uint64_t turn, base::HttpResponse response) {
    if (phase_ != Phase::answering || turn != turn_) return;
    if (response.status == 0) return close();
    write(response, keep_alive_ && !host_->stopping(), head_);
}

void Connection::refuse(int status) {
    ++turn_;
    write(refusal(status), false, false);
}

void Connection::write(const base::HttpResponse& response, bool keep_alive, bool head) {
    keep_alive_ = keep_alive;
    out_ = answer_text(response, keep_alive, head);
    enter(Phase::writing, host_->limits().write_time_max);
    asio::async_write(socket_, asio::buffer(out_),
                      [self = shared_from_this()](const error_code& error, std::size_t) { self->on_written(error); });
}

void Connection::on_written(const error_code& error) {
    if (phase_ == Phase::closed) return;
    if (error) return close();
    if (keep_alive_) return next_request();
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    enter(Phase::draining, drain_time_max);
    drain();
}

/// Closing with unread bytes would reset the connection and could take the answer with it.
void Connection::drain() {
    buffer_.clear();
    socket_.async_read_some(buffer_.prepare(read_bytes), [self = shared_from_this()](const error_code& error, std::size_t bytes) {
        if (self->phase_ == Phase::closed) return;
        self->drained_bytes_ += bytes;
        if (error || self->drained_bytes_ > drained_bytes_max) return self->close();
        self->drain();
    });
}

void Connection::check(std::int64_t tick) {
    if (tick >= deadline_tick_) close();
}

void Connection::close_if_idle() {
    if (phase_ == Phase::idle) close();
}

Connection::Yields Connection::yields() const {
    if (phase_ == Phase::reading) return parser_->is_header_done() || turn_ > 0 ? Yields::then : Yields::first;
    if (phase_ == Phase::idle) return turn_ == 0 ? Yields::first : Yields::last;
    return phase_ == Phase::draining ? Yields::last : Yields::never;
}

void Connection::close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    error_code ignored;
    socket_.close(ignored);
    host_->left(*this);
}

}  // namespace tutorline::net
