// The Asio side of Loop and the concrete types of net/: an io_context executor instead of any_io_executor halves the
// cost of a request.
#pragma once
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "net/loop.hpp"

namespace tutorline::net {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

struct Loop::Parts {
    asio::io_context io{1};  // one thread: Asio skips what only many threads need
    asio::executor_work_guard<Executor> work{io.get_executor()};
};

}  // namespace tutorline::net
