#include "net/server.hpp"

#include <boost/asio/post.hpp>
#include <atomic>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "net/answer_text.hpp"
#include "net/connection.hpp"

namespace tutorline::net {
namespace {

using boost::system::error_code;
using asio::ip::tcp;

constexpr std::chrono::milliseconds tick_length{1000 / ticks_per_second};
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::int64_t crowded_ticks = 60 * ticks_per_second;

struct Answered {
    std::shared_ptr<Connection> connection;
    std::uint64_t turn = 0;
    base::HttpResponse response;
};

/// Lives as long as a connection or an unanswered request does.
class Center final : public Host, public std::enable_shared_from_this<Center> {
  public:
    Center(asio::io_context& io, Acceptor acceptor, const ServerLimits& limits, Handler handler, Crowded crowded)
        : io_(io), acceptor_(std::move(acceptor)), pause_(io.get_executor()), ticker_(io.get_executor()), limits_(limits), handler_(std::move(handler)), crowded_(std::move(crowded)) {}

    const ServerLimits& limits() const override { return limits_; }
    bool stopping() const override { return stopping_; }
    std::int64_t tick() const override { return tick_; }

    void start() {
        accept();
        wait_tick();
    }

    void stop() {
        stopping_ = true;
        error_code ignored;
        acceptor_.close(ignored);
        for_each([](Connection& connection) { connection.close_if_idle(); });
        if (connections_.empty()) ticker_.cancel();
    }

    void handle(base::HttpRequest request, std::shared_ptr<Connection> connection, std::uint64_t turn) override {
        Respond respond = [center = shared_from_this(), connection, turn](base::HttpResponse response) {
            center->complete({connection, turn, std::move(response)});
        };
        try {
            handler_(std::move(request), std::move(respond));
        } catch (const std::exception&) {
            complete({connection, turn, refusal(500)});
        }
    }

    void left(Connection& connection) override {
        connections_.erase(&connection);
        count_ = static_cast<int>(connections_.size());
        if (stopping_ && connections_.empty()) ticker_.cancel();
    }

    int count() const { return count_; }

  private:
    /// From any thread. Answers that come together wake the loop once: a group commit completes many requests.
    void complete(Answered answer) {
        bool first = false;
        {
            const std::lock_guard lock(mutex_);
            first = answers_.empty();
            answers_.push_back(std::move(answer));
        }
        if (first) asio::post(io_, [self = shared_from_this()] { self->deliver(); });
    }

    void deliver() {
        std::vector<Answered> ready;
        {
            const std::lock_guard lock(mutex_);
            ready.swap(answers_);
        }
        for (Answered& answer : ready) answer.connection->answer(answer.turn, std::move(answer.response));
    }

    void accept() {
        acceptor_.async_accept([self = shared_from_this()](const error_code& error, Socket socket) {
            if (self->stopping_) return;
            if (error == asio::error::no_descriptors) self->make_room();
            if (error) return self->accept_later();
            self->admit(std::move(socket));
            self->accept();
        });
    }

    void accept_later() {
        pause_.expires_after(accept_pause);
        pause_.async_wait([self = shared_from_this()](const error_code& error) {
            if (!error && !self->stopping_) self->accept();
        });
    }

    void admit(Socket socket) {
        if (static_cast<int>(connections_.size()) >= limits_.connections_max && !make_room()) return;  // the socket closes here
        error_code ignored;
        socket.set_option(tcp::no_delay{true}, ignored);
        auto connection = std::make_shared<Connection>(std::move(socket), shared_from_this());
        connections_.emplace(connection.get(), Place{connection, ++admitted_});
        count_ = static_cast<int>(connections_.size());
        connection->start();
    }

    /// False when all are at work.
    bool make_room() {
        std::shared_ptr<Connection> chosen;
        auto best = std::pair{Connection::Yields::never, std::int64_t{0}};
        for (const auto& [key, place] : connections_) {
            auto connection = place.connection.lock();
            if (!connection) continue;
            const auto each = std::pair{connection->yields(), place.number};
            if (each.first == Connection::Yields::never || (chosen && best < each)) continue;
            chosen = std::move(connection);
            best = each;
        }
        if (!chosen) return false;
        chosen->close();
        ++gave_way_;
        return true;
    }

    void tell_crowded() {
        if (gave_way_ == 0 || tick_ < tell_tick_) return;
        tell_tick_ = tick_ + crowded_ticks;
        if (crowded_) crowded_(gave_way_);
        gave_way_ = 0;
    }

    void wait_tick() {
        ticker_.expires_after(tick_length);
        ticker_.async_wait([self = shared_from_this()](const error_code&) {
            if (self->stopping_ && self->connections_.empty()) return;
            ++self->tick_;
            self->for_each([tick = self->tick_](Connection& connection) { connection.check(tick); });
            self->tell_crowded();
            self->wait_tick();
        });
    }

    /// Connections may leave while they are visited.
    template <class Visit>
    void for_each(Visit visit) {
        std::vector<std::shared_ptr<Connection>> all;
        all.reserve(connections_.size());
        for (const auto& [key, place] : connections_)
            if (auto connection = place.connection.lock()) all.push_back(std::move(connection));
        for (const auto& connection : all) visit(*connection);
    }

    asio::io_context& io_;
    Acceptor acceptor_;
    Timer pause_;
    Timer ticker_;
    const ServerLimits limits_;
    const Handler handler_;
    const Crowded crowded_;
    struct Place {
        std::weak_ptr<Connection> connection;
        std::int64_t number = 0;  ///< in the order they came
    };
    std::unordered_map<Connection*, Place> connections_;
    std::int64_t admitted_ = 0;
    std::int64_t gave_way_ = 0;
    std::int64_t tell_tick_ = 0;
    std::atomic<int> count_{0};
    std::int64_t tick_ = 0;
    bool stopping_ = false;
    std::mutex mutex_;
    std::vector<Answered> answers_;
};

class ListeningServer final : public Server {
  public:
    ListeningServer(Loop& loop, std::shared_ptr<Center> center, std::uint16_t port)
        : loop_(loop), center_(std::move(center)), port_(port) {}
    ~ListeningServer() override { ListeningServer::stop_accepting(); }
    std::uint16_t port() const override { return port_; }
    void stop_accepting() override {
        loop_.post([center = center_] { center->stop(); });
    }
    int connections() const override { return center_->count(); }

  private:
    Loop& loop_;
    std::shared_ptr<Center> center_;
    std::uint16_t port_;
};

}  // namespace

base::Result<std::unique_ptr<Server>> Server::listen(Loop& loop, const std::string& address, std::uint16_t port,
                                                     const ServerLimits& limits, Handler handler, Crowded crowded) {
    const auto failed = [&](const error_code& error) {
        return base::Error{base::Error::Policy::permanent, "listen_failed",
                           "cannot listen on " + address + ":" + std::to_string(port) + ": " + error.message()};
    };
    error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error) return failed(error);
    const tcp::endpoint endpoint{ip, port};
    asio::io_context& io = loop.parts().io;
    Acceptor acceptor{io.get_executor()};
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address{true}, error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return failed(error);
    const std::uint16_t bound = acceptor.local_endpoint().port();
    auto center = std::make_shared<Center>(io, std::move(acceptor), limits, std::move(handler), std::move(crowded));
    loop.post([center] { center->start(); });
    return std::unique_ptr<Server>{std::make_unique<ListeningServer>(loop, std::move(center), bound)};
}

}  // namespace tutorline::net
