#include "net/client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "net/server.hpp"
#include "net/sockets.hpp"
#include "net/tls_peer.hpp"
#include "net/url.hpp"

namespace tutorline::net::client_test {
namespace {

using namespace std::chrono_literals;
using Result = base::Result<base::HttpResponse>;

std::string origin(std::uint16_t port) { return "http://127.0.0.1:" + std::to_string(port); }

Result fetch(Client& client, base::HttpRequest request) {
    auto promise = std::make_shared<std::promise<std::optional<Result>>>();
    client.fetch(std::move(request), [promise](Result result) { promise->set_value(std::move(result)); });
    return *promise->get_future().get();
}

ClientLimits quick() {
    ClientLimits limits;
    limits.connect_time_max = base::Seconds{2};
    limits.answer_time_max = base::Seconds{1};
    return limits;
}

class ClientTest : public testing::Test {
  protected:
    void listen(Handler handler) {
        auto made = Server::listen(running.loop, "127.0.0.1", 0, {}, std::move(handler));
        ASSERT_TRUE(made);
        server = std::move(*made);
        client = std::make_unique<Client>(running.loop, std::vector{origin(server->port())}, quick());
    }
    test::RunningLoop running;
    std::unique_ptr<Server> server;
    std::unique_ptr<Client> client;
};

TEST_F(ClientTest, CarriesValuesBothWays) {
    listen([](const base::HttpRequest& request, const Respond& respond) {
        base::HttpResponse response;
        response.status = 201;
        response.content_type = "application/json";
        response.headers.emplace_back("Retry-After", "7");
        response.body = request.method + " " + request.target + " " + std::string{request.header("Authorization")} + " " + request.body;
        respond(response);
    });
    const auto result = fetch(*client, {"POST", origin(server->port()) + "/a/b?c=d", {{"Authorization", "Basic eA=="}}, "To=%2B1"});
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->status, 201);
    EXPECT_EQ(result->content_type, "application/json");
    EXPECT_EQ(result->header("retry-after"), "7");
    EXPECT_EQ(result->body, "POST /a/b?c=d Basic eA== To=%2B1");
}

TEST_F(ClientTest, ReusesItsConnections) {
    listen([](const base::HttpRequest&, const Respond& respond) { respond({}); });
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(fetch(*client, {"GET", origin(server->port()) + "/", {}, ""}));
    EXPECT_EQ(server->connections(), 1);
}

TEST_F(ClientTest, NoticesAKeptConnectionThatTheOtherSideClosed) {
    listen([](const base::HttpRequest&, const Respond& respond) { respond({}); });
    EXPECT_TRUE(fetch(*client, {"GET", origin(server->port()) + "/", {}, ""}));
    const std::uint16_t port = server->port();
    server->stop_accepting();
    for (int i = 0; i < 200 && server->connections() > 0; ++i) std::this_thread::sleep_for(10ms);
    server.reset();
    auto again = Server::listen(running.loop, "127.0.0.1", port, {}, [](const base::HttpRequest&, const Respond& respond) { respond({}); });
    ASSERT_TRUE(again);
    EXPECT_TRUE(fetch(*client, {"POST", origin(port) + "/", {}, "x"})) << "a new connection, not a lost request";
}

TEST_F(ClientTest, CallsConfiguredOriginsOnly) {
    listen([](const base::HttpRequest&, const Respond& respond) { respond({}); });
    for (const std::string& url : {std::string{"http://127.0.0.1:1/"}, "https://127.0.0.1:" + std::to_string(server->port()) + "/",
                                   "http://user@127.0.0.1:" + std::to_string(server->port()) + "/", std::string{"file:///etc/passwd"}, std::string{}}) {
        const auto result = fetch(*client, {"GET", url, {}, ""});
        ASSERT_FALSE(result) << url;
        EXPECT_EQ(result.error().code, "origin_refused");
    }
}

TEST_F(ClientTest, FollowsNoRedirect) {
    std::atomic<int> requests{0};
    listen([&](const base::HttpRequest&, const Respond& respond) {
        ++requests;
        base::HttpResponse response;
        response.status = 302;
        response.headers.emplace_back("Location", "/elsewhere");
        respond(response);
    });
    const auto result = fetch(*client, {"GET", origin(server->port()) + "/", {}, ""});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->status, 302);
    EXPECT_EQ(requests, 1);
}

TEST_F(ClientTest, SaysThatNothingWasSentWhenNobodyListens) {
    std::uint16_t port = 0;
    {
        test::Listener closed;
        port = closed.port();
    }
    Client lonely(running.loop, {origin(port)}, quick());
    const auto result = fetch(lonely, {"POST", origin(port) + "/", {}, "x"});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "connect_failed");
    EXPECT_TRUE(result.error().retryable());
}

TEST_F(ClientTest, SaysThatTheFateIsUnknownWhenTheAnswerIsMissing) {
    test::Listener listener;
    Client waiting(running.loop, {origin(listener.port())}, quick());
    std::thread other([&] {
        test::Peer silent(listener.accept(), true);
        silent.read_until("\r\n\r\n");
        test::Peer cut(listener.accept(), true);
        cut.read_until("\r\n\r\n");
        cut.reset();
        test::Peer garbage(listener.accept(), true);
        garbage.read_until("\r\n\r\n");
        garbage.send("hola\r\n\r\n");
        test::Peer half(listener.accept(), true);
        half.read_until("\r\n\r\n");
        half.send("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nhalf");
        half.finish_sending();
        test::Peer huge(listener.accept(), true);
        huge.read_until("\r\n\r\n");
        huge.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
        huge.read_until("never");
    });
    for (const char* what : {"silent", "cut", "garbage", "half", "huge"}) {
        const auto result = fetch(waiting, {"POST", origin(listener.port()) + "/", {}, ""});
        ASSERT_FALSE(result) << what;
        EXPECT_EQ(result.error().policy, base::Error::Policy::unknown) << what;
    }
    other.join();
}

TEST_F(ClientTest, WaitsForAConnectionWhenAllAreBusy) {
    std::mutex mutex;
    std::vector<Respond> held;
    std::atomic<int> most{0};
    listen([&](const base::HttpRequest&, Respond respond) {
        const std::lock_guard lock(mutex);
        held.push_back(std::move(respond));
        most = std::max(most.load(), static_cast<int>(held.size()));
    });
    ClientLimits two = quick();
    two.connections_max = 2;
    two.answer_time_max = base::Seconds{10};
    Client narrow(running.loop, {origin(server->port())}, two);
    std::atomic<int> done{0};
    for (int i = 0; i < 6; ++i)
        narrow.fetch({"GET", origin(server->port()) + "/", {}, ""}, [&](const Result& result) { done += result ? 1 : 100; });
    for (int i = 0; i < 1000 && done < 6; ++i) {
        std::this_thread::sleep_for(5ms);
        const std::lock_guard lock(mutex);
        for (const Respond& respond : held) respond({});
        held.clear();
    }
    EXPECT_EQ(done, 6);
    EXPECT_LE(most, 2);
}

TEST_F(ClientTest, SpeaksTlsToAVerifiedHostOnly) {
    // Addresses only: a bare machine may have no /etc/hosts.
    const std::string answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    const test::TlsPeer peer("IP:127.0.0.1", answer);
    const std::string url = "https://127.0.0.1:" + std::to_string(peer.port());
    Client trusting(running.loop, {url}, quick(), {peer.certificate_file()});
    const auto fine = fetch(trusting, {"GET", url + "/", {}, ""});
    ASSERT_TRUE(fine) << fine.error().message;
    EXPECT_EQ(fine->body, "ok");
    Client strict(running.loop, {url}, quick());
    const auto unknown_root = fetch(strict, {"GET", url + "/", {}, ""});
    ASSERT_FALSE(unknown_root);
    EXPECT_EQ(unknown_root.error().code, "connect_failed");
    EXPECT_NE(unknown_root.error().message.find("certificate verify failed"), std::string::npos) << unknown_root.error().message;
    const test::TlsPeer other("DNS:gateway.example", answer);
    const std::string other_url = "https://127.0.0.1:" + std::to_string(other.port());
    Client elsewhere(running.loop, {other_url}, quick(), {other.certificate_file()});
    const auto wrong_name = fetch(elsewhere, {"GET", other_url + "/", {}, ""});
    ASSERT_FALSE(wrong_name);
    EXPECT_EQ(wrong_name.error().code, "connect_failed");
    EXPECT_NE(wrong_name.error().message.find("certificate verify failed"), std::string::npos) << wrong_name.error().message;
}

TEST(Url, TakesAddressesApart) {
    const auto url = parse_url("https://api.twilio.com/2010-04-01/x?y=z");
    ASSERT_TRUE(url);
    EXPECT_TRUE(url->tls);
    EXPECT_EQ(url->origin, "https://api.twilio.com:443");
    EXPECT_EQ(url->target, "/2010-04-01/x?y=z");
    EXPECT_EQ(parse_url("http://[::1]:80?a")->host, "::1");
    EXPECT_EQ(parse_url("http://[::1]:80?a")->target, "/?a");
    EXPECT_EQ(parse_url("http://a")->target, "/");
    for (const char* bad : {"", "ftp://a", "http://", "http:///x", "http://a:b", "http://a b/", "http://u@a/", "http://a:/"})
        EXPECT_FALSE(parse_url(bad)) << bad;
}

}  // namespace
}  // namespace tutorline::net::client_test
