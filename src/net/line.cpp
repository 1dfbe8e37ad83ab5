#include "net/line.hpp"

#include <openssl/ssl.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace tutorline::net {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Answer = base::Result<base::HttpResponse>;
using TcpStream = beast::basic_stream<asio::ip::tcp, Executor>;
using TlsStream = beast::ssl_stream<TcpStream>;
using Resolver = asio::ip::basic_resolver<asio::ip::tcp, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> awaiting{};

base::Error connect_failed(const error_code& error) {
    return {base::Error::Policy::retryable, "connect_failed", error.message()};
}
base::Error no_answer(const error_code& error) { return {base::Error::Policy::unknown, "no_answer", error.message()}; }

http::request<http::string_body> to_message(base::HttpRequest&& request, const Url& url) {
    http::request<http::string_body> message;
    message.method_string({request.method.data(), request.method.size()});
    message.target({url.target.data(), url.target.size()});
    message.version(11);
    message.set(http::field::host, {url.authority.data(), url.authority.size()});
    for (const auto& [name, value] : request.headers)
        message.insert({name.data(), name.size()}, {value.data(), value.size()});
    message.body() = std::move(request.body);
    message.prepare_payload();
    return message;
}

base::HttpResponse to_value(http::response<http::string_body>&& message) {
    base::HttpResponse response;
    response.status = static_cast<int>(message.result_int());
    response.content_type.clear();
    for (const auto& header : message) {
        const std::string_view value{header.value().data(), header.value().size()};
        if (header.name() == http::field::content_type) response.content_type = value;
        response.headers.emplace_back(std::string_view{header.name_string().data(), header.name_string().size()}, value);
    }
    response.body = std::move(message.body());
    return response;
}

/// SNI; what OpenSSL's macro does, without its old-style cast.
bool name_host(TlsStream& stream, const std::string& host) {
    return SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                    const_cast<char*>(host.c_str())) == 1;
}

template <class Stream>
class StreamLine final : public Line, public std::enable_shared_from_this<StreamLine<Stream>> {
  public:
    StreamLine(Loop& loop, Stream stream, const ClientLimits& limits)
        : stream_(std::move(stream)), idle_(loop.parts().io.get_executor()), limits_(limits) {}

    void exchange(base::HttpRequest request, Url url, FetchDone done) override {
        idle_.cancel();
        auto finish = [self = this->shared_from_this(), done = std::move(done)](std::exception_ptr fault, std::optional<Answer> answer) {
            if (fault) self->open_ = false;
            if (self->open_) self->wait_idle();
            done(answer ? std::move(*answer) : Answer{no_answer(asio::error::fault)});
        };
        asio::co_spawn(idle_.get_executor(), run(std::move(request), std::move(url)), std::move(finish));
    }

    bool usable() override {
        if (!open_) return false;
        // Readable while nothing is asked for: closed by the other side, or garbage.
        char byte = 0;
        error_code error;
        auto& socket = beast::get_lowest_layer(stream_).socket();
        socket.non_blocking(true, error);
        socket.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, error);
        return error == asio::error::would_block;
    }

    void close() override {
        open_ = false;
        idle_.cancel();
        beast::get_lowest_layer(stream_).close();
    }

  private:
    void wait_idle() {
        idle_.expires_after(limits_.idle_time_max);
        idle_.async_wait([weak = this->weak_from_this()](const error_code& error) {
            if (const auto self = weak.lock(); self && !error) self->close();
        });
    }

    Task<error_code> connect(const Url& url) {
        error_code error;
        auto& lowest = beast::get_lowest_layer(stream_);
        lowest.expires_after(limits_.connect_time_max);
        Resolver resolver{idle_.get_executor()};
        auto token = asio::redirect_error(awaiting, error);
        const auto endpoints = co_await resolver.async_resolve(url.host, url.port, token);
        if (error) co_return error;
        co_await lowest.async_connect(endpoints, token);
        if (error) co_return error;
        error_code ignored;
        lowest.socket().set_option(asio::ip::tcp::no_delay{true}, ignored);
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            if (!name_host(stream_, url.host)) co_return asio::error::invalid_argument;
            stream_.set_verify_callback(asio::ssl::host_name_verification{url.host}, error);
            if (error) co_return error;
            co_await stream_.async_handshake(asio::ssl::stream_base::client, token);
        }
        co_return error;
    }

    Task<std::optional<Answer>> run(base::HttpRequest request, Url url) {
        const auto self = this->shared_from_this();
        if (!open_) {
            const error_code refused = co_await connect(url);
            if (refused) {
                close();
                co_return Answer{connect_failed(refused)};
            }
            open_ = true;
        }
        error_code error;
        auto token = asio::redirect_error(awaiting, error);
        beast::get_lowest_layer(stream_).expires_after(limits_.answer_time_max);
        http::request<http::string_body> message = to_message(std::move(request), url);
        co_await http::async_write(stream_, message, token);
        http::response_parser<http::string_body> parser;
        parser.body_limit(limits_.answer_bytes_max);
        beast::flat_buffer buffer;
        if (!error) co_await http::async_read(stream_, buffer, parser, token);
        beast::get_lowest_layer(stream_).expires_never();
        if (error) {
            close();
            co_return Answer{no_answer(error)};
        }
        if (!parser.get().keep_alive() || buffer.size() > 0) close();
        co_return Answer{to_value(parser.release())};
    }

    Stream stream_;
    Timer idle_;
    const ClientLimits limits_;
    bool open_ = false;
};

}  // namespace

std::shared_ptr<Line> open_line(Loop& loop, asio::ssl::context& context, const Url& url, const ClientLimits& limits) {
    TcpStream plain{loop.parts().io.get_executor()};
    if (!url.tls) return std::make_shared<StreamLine<TcpStream>>(loop, std::move(plain), limits);
    return std::make_shared<StreamLine<TlsStream>>(loop, TlsStream{std::move(plain), context}, limits);
}

}  // namespace tutorline::net
