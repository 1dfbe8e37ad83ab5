#include "bare_beast.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string_view>
#include <thread>

namespace tutorline::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Task = asio::awaitable<void, Executor>;
constexpr asio::use_awaitable_t<Executor> awaiting{};
constexpr std::string_view answer =
    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 66\r\n\r\n"
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>       ";

Task serve(Socket socket) {
    boost::beast::flat_buffer buffer;
    boost::system::error_code error;
    auto token = asio::redirect_error(awaiting, error);
    while (!error) {
        http::request_parser<http::string_body> parser;
        co_await http::async_read(socket, buffer, parser, token);
        if (error) break;
        auto bytes = asio::buffer(answer);
        co_await asio::async_write(socket, bytes, token);
    }
}

Task accept(Acceptor& acceptor) {
    boost::system::error_code error;
    auto token = asio::redirect_error(awaiting, error);
    while (!error) {
        Socket socket = co_await acceptor.async_accept(token);
        if (error) break;
        boost::system::error_code ignored;
        socket.set_option(tcp::no_delay{true}, ignored);
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket)), asio::detached);
    }
}

}  // namespace

struct BareBeast::Parts {
    asio::io_context io{1};
    Acceptor acceptor{io.get_executor(), tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    std::thread thread;
};

BareBeast::BareBeast() : parts_(std::make_unique<Parts>()) {
    asio::co_spawn(parts_->acceptor.get_executor(), accept(parts_->acceptor), asio::detached);
    parts_->thread = std::thread([parts = parts_.get()] { parts->io.run(); });
}

BareBeast::~BareBeast() {
    parts_->io.stop();
    parts_->thread.join();
}

std::uint16_t BareBeast::port() const { return parts_->acceptor.local_endpoint().port(); }

}  // namespace tutorline::bench
