#include "net/server.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>

#include "net/answer_text.hpp"
#include "net/sockets.hpp"

namespace tutorline::net::server_test {
namespace {

using namespace std::chrono_literals;
using test::Peer;

base::HttpResponse echo(const base::HttpRequest& request) {
    base::HttpResponse response;
    response.body = request.method + " " + request.target + " [" + request.body + "]";
    return response;
}

const Handler echo_handler = [](base::HttpRequest request, const Respond& respond) { respond(echo(request)); };

class ServerTest : public testing::Test {
  protected:
    void listen(Handler handler = echo_handler, const ServerLimits& limits = {}) {
        auto made = Server::listen(running.loop, "127.0.0.1", 0, limits, std::move(handler));
        ASSERT_TRUE(made) << made.error().message;
        server = std::move(*made);
    }
    void wait_for_connections(int count) const {
        for (int i = 0; i < 500 && server->connections() != count; ++i) std::this_thread::sleep_for(10ms);
        EXPECT_EQ(server->connections(), count);
    }
    test::RunningLoop running;
    std::unique_ptr<Server> server;
};

std::string post(std::string_view body) {
    return "POST /x?y=z HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

TEST_F(ServerTest, AnswersAndKeepsTheConnection) {
    listen();
    Peer peer(server->port());
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(peer.send(post("hola")));
        const std::string response = peer.read_response();
        EXPECT_TRUE(response.starts_with("HTTP/1.1 200 OK\r\n")) << response;
        EXPECT_TRUE(response.ends_with("POST /x?y=z [hola]")) << response;
    }
}

TEST_F(ServerTest, ClosesWhenAsked) {
    listen();
    Peer peer(server->port());
    ASSERT_TRUE(peer.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    const std::string response = peer.read_all();
    EXPECT_NE(response.find("Connection: close"), std::string::npos);
    EXPECT_TRUE(response.ends_with("GET /a []"));
    Peer old(server->port());
    ASSERT_TRUE(old.send("GET /a HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(old.read_all().ends_with("GET /a []"));
}

TEST_F(ServerTest, HandlesPipelinedRequestsInOrder) {
    std::vector<Respond> held;
    std::mutex mutex;
    std::condition_variable more;
    listen([&](const base::HttpRequest& request, Respond respond) {
        const std::lock_guard lock(mutex);
        held.push_back([respond = std::move(respond), request](base::HttpResponse) { respond(echo(request)); });
        more.notify_one();
    });
    Peer peer(server->port());
    ASSERT_TRUE(peer.send(post("1") + post("2") + "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n"));
    std::vector<std::string> answers;
    for (std::size_t i = 0; i < 3; ++i) {
        std::unique_lock lock(mutex);
        ASSERT_TRUE(more.wait_for(lock, 5s, [&] { return held.size() > i; }));
        EXPECT_EQ(held.size(), i + 1) << "the next request waits for the answer to this one";
        const Respond respond = held[i];
        lock.unlock();
        respond({});
        respond({});  // a second answer does nothing
        answers.push_back(peer.read_response());
    }
    EXPECT_TRUE(answers[0].ends_with("[1]"));
    EXPECT_TRUE(answers[1].ends_with("[2]"));
    EXPECT_TRUE(answers[2].ends_with("GET /3 []"));
}

TEST_F(ServerTest, TakesAByteAtATime) {
    listen();
    Peer peer(server->port());
    for (const char c : post("ab")) {
        ASSERT_TRUE(peer.send({&c, 1}));
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_TRUE(peer.read_response().ends_with("[ab]"));
}

TEST_F(ServerTest, TakesAChunkedBody) {
    listen();
    Peer peer(server->port());
    ASSERT_TRUE(peer.send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
    EXPECT_TRUE(peer.read_response().ends_with("[abcde]"));
}

TEST_F(ServerTest, RefusesABodyOverTheLimitBeforeReadingIt) {
    ServerLimits limits;
    limits.body_bytes_max = 1000;
    listen(echo_handler, limits);
    Peer exact(server->port());
    ASSERT_TRUE(exact.send(post(std::string(1000, 'x'))));
    EXPECT_TRUE(exact.read_response().starts_with("HTTP/1.1 200"));
    Peer declared(server->port());
    ASSERT_TRUE(declared.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"));
    EXPECT_TRUE(declared.read_response().starts_with("HTTP/1.1 413"));
    Peer sender(server->port());
    sender.send(post(std::string(2'000'000, 'x')));
    EXPECT_TRUE(sender.read_all().starts_with("HTTP/1.1 413")) << "the answer survives a client that keeps sending";
    Peer chunked(server->port());
    chunked.send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n" + std::string(0xfff, 'x') + "\r\n");
    EXPECT_TRUE(chunked.read_all().starts_with("HTTP/1.1 413"));
}

TEST_F(ServerTest, RefusesAHeaderOverTheLimit) {
    listen();
    Peer peer(server->port());
    peer.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(9000, 'x') + "\r\n\r\n");
    EXPECT_TRUE(peer.read_all().starts_with("HTTP/1.1 431"));
    Peer endless(server->port());
    endless.send("GET /" + std::string(20000, 'x'));
    EXPECT_TRUE(endless.read_all().starts_with("HTTP/1.1 4"));
    Peer many(server->port());
    std::string headers;
    for (int i = 0; i < 3000; ++i) headers += "a: b\r\n";
    many.send("GET / HTTP/1.1\r\n" + headers + "\r\n");
    EXPECT_TRUE(many.read_all().starts_with("HTTP/1.1 431"));
}

TEST_F(ServerTest, CountsWhatStandsAroundChunksAsHeader) {
    listen();
    const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    Peer fine(server->port());
    fine.send(head + "2;a=b\r\nab\r\n1\r\nc\r\n0\r\nX: y\r\n\r\n");
    EXPECT_TRUE(fine.read_response().ends_with("[abc]"));
    Peer large(server->port());
    large.send(head + "8000\r\n" + std::string(0x8000, 'x') + "\r\n0\r\n\r\n");
    EXPECT_TRUE(large.read_response().starts_with("HTTP/1.1 200"));
    Peer extension(server->port());
    extension.send(head + "2;a=" + std::string(1'000'000, 'b') + "\r\nab\r\n0\r\n\r\n");
    EXPECT_TRUE(extension.read_all().starts_with("HTTP/1.1 431"));
    Peer many(server->port());
    std::string chunks;
    for (int i = 0; i < 1000; ++i) chunks += "1;a=" + std::string(1000, 'b') + "\r\nx\r\n";
    many.send(head + chunks + "0\r\n\r\n");
    EXPECT_TRUE(many.read_all().starts_with("HTTP/1.1 431"));
    Peer trailer(server->port());
    trailer.send(head + "2\r\nab\r\n0\r\nX: " + std::string(1'000'000, 'b') + "\r\n\r\n");
    EXPECT_TRUE(trailer.read_all().starts_with("HTTP/1.1 431"));
    Peer trailers(server->port());
    std::string lines;
    for (int i = 0; i < 1000; ++i) lines += "X: " + std::string(1000, 'b') + "\r\n";
    trailers.send(head + "2\r\nab\r\n0\r\n" + lines + "\r\n");
    EXPECT_TRUE(trailers.read_all().starts_with("HTTP/1.1 431"));
}

TEST_F(ServerTest, RefusesWhatIsNotHttp) {
    listen();
    for (const char* bytes : {"hola\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
                              "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
                              "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                              "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/1.1\r\nA\r\nB: c\r\n\r\n"}) {
        Peer peer(server->port());
        peer.send(bytes);
        EXPECT_TRUE(peer.read_all().starts_with("HTTP/1.1 400")) << bytes;
    }
}

TEST_F(ServerTest, CutsSlowClients) {
    ServerLimits limits;
    limits.request_time_max = base::Seconds{1};
    limits.idle_time_max = base::Seconds{2};
    listen(echo_handler, limits);
    Peer slow(server->port());
    Peer silent(server->port());
    const auto start = std::chrono::steady_clock::now();
    bool alive = slow.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
    while (alive && std::chrono::steady_clock::now() - start < 10s) {  // a byte now and then does not save it
        std::this_thread::sleep_for(100ms);
        alive = slow.send("x");
    }
    EXPECT_FALSE(alive);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
    EXPECT_EQ(silent.read_all(10s), "");
    wait_for_connections(0);
}

TEST_F(ServerTest, AnswersAClientThatClosedItsSendingSide) {
    listen();
    Peer peer(server->port());
    ASSERT_TRUE(peer.send(post("half")));
    peer.finish_sending();
    EXPECT_TRUE(peer.read_all().ends_with("[half]"));
    wait_for_connections(0);
}

TEST_F(ServerTest, ForgetsAClientThatWasCutOff) {
    std::promise<Respond> held;
    listen([&](const base::HttpRequest&, Respond respond) { held.set_value(std::move(respond)); });
    {
        Peer cut(server->port());
        cut.send("POST /x HTTP/1.1\r\nContent-Le");
        wait_for_connections(1);
    }
    wait_for_connections(0);
    Peer gone(server->port());
    ASSERT_TRUE(gone.send(post("x")));
    const Respond respond = held.get_future().get();
    gone.reset();
    respond({});  // nobody there: nothing happens
    wait_for_connections(0);
}

TEST_F(ServerTest, RefusesConnectionsOverTheLimitWhileAllAreAtWork) {
    ServerLimits limits;
    limits.connections_max = 2;
    std::promise<Respond> first_held, second_held;
    listen([&](const base::HttpRequest& request, Respond respond) { (request.target == "/1" ? first_held : second_held).set_value(std::move(respond)); }, limits);
    Peer first(server->port());
    ASSERT_TRUE(first.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"));
    Peer second(server->port());
    ASSERT_TRUE(second.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"));
    const Respond one = first_held.get_future().get(), two = second_held.get_future().get();
    Peer third(server->port());
    EXPECT_EQ(third.read_all(), "");
    one({});
    two({});
    EXPECT_TRUE(first.read_response().starts_with("HTTP/1.1 200"));
    EXPECT_TRUE(second.read_response().starts_with("HTTP/1.1 200"));
}

TEST_F(ServerTest, HalfOpenConnectionsKeepNoRequestOut) {
    ServerLimits limits;
    limits.connections_max = 8;
    std::promise<std::int64_t> told;
    auto made = Server::listen(running.loop, "127.0.0.1", 0, limits, echo_handler, [&](std::int64_t count) { told.set_value(count); });
    ASSERT_TRUE(made);
    server = std::move(*made);
    Peer kept(server->port());
    ASSERT_TRUE(kept.send(post("k")));
    EXPECT_TRUE(kept.read_response().ends_with("[k]"));
    std::vector<std::unique_ptr<Peer>> half_open;
    for (int i = 0; i < 7; ++i) {
        half_open.push_back(std::make_unique<Peer>(server->port()));
        ASSERT_TRUE(half_open.back()->send(i % 2 == 0 ? "POST /x HT" : ""));
        wait_for_connections(i + 2);
    }
    Peer real(server->port());
    ASSERT_TRUE(real.send(post("81")));
    EXPECT_TRUE(real.read_response().ends_with("[81]"));
    EXPECT_EQ(half_open[0]->read_all(1s), "") << "the oldest has given way";
    Peer another(server->port());
    ASSERT_TRUE(another.send(post("38")));
    EXPECT_TRUE(another.read_response().ends_with("[38]"));
    EXPECT_EQ(half_open[1]->read_all(1s), "");
    EXPECT_EQ(half_open[6]->read_all(100ms), "<still open>");
    ASSERT_TRUE(kept.send(post("k")));
    EXPECT_TRUE(kept.read_response().ends_with("[k]")) << "who has sent requests goes last";
    auto count = told.get_future();
    ASSERT_EQ(count.wait_for(2s), std::future_status::ready);
    EXPECT_GE(count.get(), 1);
}

TEST_F(ServerTest, WhoKeepsABodyBackOrSitsBetweenRequestsGivesWayToo) {
    ServerLimits limits;
    limits.connections_max = 2;
    listen(echo_handler, limits);
    Peer kept(server->port());
    ASSERT_TRUE(kept.send(post("k")));
    EXPECT_TRUE(kept.read_response().ends_with("[k]"));
    Peer slow(server->port());
    ASSERT_TRUE(slow.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_NE(slow.read_until("\r\n\r\n").find("100 Continue"), std::string::npos);
    Peer third(server->port());
    ASSERT_TRUE(third.send(post("3")));
    EXPECT_TRUE(third.read_response().ends_with("[3]"));
    EXPECT_EQ(slow.read_all(1s), "");
    Peer fourth(server->port());
    ASSERT_TRUE(fourth.send(post("4")));
    EXPECT_TRUE(fourth.read_response().ends_with("[4]"));
    EXPECT_EQ(kept.read_all(1s), "");
}

TEST_F(ServerTest, TurnsWhatAHandlerThrowsInto500) {
    listen([](const base::HttpRequest&, const Respond&) { throw std::runtime_error("secret words"); });
    Peer peer(server->port());
    ASSERT_TRUE(peer.send(post("1")));
    const std::string response = peer.read_response();
    EXPECT_TRUE(response.starts_with("HTTP/1.1 500")) << response;
    EXPECT_EQ(response.find("secret"), std::string::npos);
}

TEST_F(ServerTest, ContinuesForAClientThatAsksFirst) {
    listen();
    Peer peer(server->port());
    ASSERT_TRUE(peer.send("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
    EXPECT_EQ(peer.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    ASSERT_TRUE(peer.send("ab"));
    EXPECT_TRUE(peer.read_response().ends_with("[ab]"));
}

TEST_F(ServerTest, StopsAfterTheAnswersUnderWay) {
    std::promise<Respond> held;
    listen([&](const base::HttpRequest&, Respond respond) { held.set_value(std::move(respond)); });
    Peer idle(server->port());
    Peer busy(server->port());
    ASSERT_TRUE(busy.send(post("x")));
    const Respond respond = held.get_future().get();
    wait_for_connections(2);
    server->stop_accepting();
    EXPECT_EQ(idle.read_all(), "");
    respond({});
    EXPECT_NE(busy.read_all().find("Connection: close"), std::string::npos);
    wait_for_connections(0);
    EXPECT_THROW(Peer late(server->port()), std::runtime_error);
}

TEST_F(ServerTest, SaysThatThePortIsTaken) {
    listen();
    const auto second = Server::listen(running.loop, "127.0.0.1", server->port(), {}, echo_handler);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "listen_failed");
    EXPECT_FALSE(Server::listen(running.loop, "nowhere", 0, {}, echo_handler));
}

TEST(AnswerText, LetsNoValueSmuggleAHeader) {
    base::HttpResponse response;
    response.headers.emplace_back("Location", "x\r\nSet-Cookie: a=b");
    EXPECT_EQ(answer_text(response, true, false),
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 0\r\nLocation: x  Set-Cookie: a=b\r\n\r\n");
}

}  // namespace
}  // namespace tutorline::net::server_test
