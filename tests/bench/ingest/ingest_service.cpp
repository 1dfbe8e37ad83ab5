#include "ingest_service.hpp"

#include <stdexcept>
#include <thread>

#include "app/service/engine_room.hpp"
#include "net/server.hpp"
#include "store/store.hpp"
#include "web/webhooks.hpp"

namespace tutorline::bench {
namespace {

template <class T>
T must(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

std::optional<program::TrialClock> clock_at(base::Instant now) {
    const auto since = std::chrono::floor<base::Seconds>(std::chrono::system_clock::now());
    return program::TrialClock{1, now, since};
}

}  // namespace

struct IngestService::Parts {
    Parts(const std::filesystem::path& database, const School& school, base::Instant now, std::size_t batch_max)
        : clock(clock_at(now)),
          store(must(store::open({.path = database.string()}))),
          engine(*store, school.resources),
          webhooks(must(web::Webhooks::make({ports::Channel{.name = channel_name, .gateway = "twilio", .api_url = "http://127.0.0.1:1",
                                                            .account = channel_account, .secret = channel_secret,
                                                            .number = channel_number, .public_url = channel_url}}))),
          // One commit per request is the plain way: each durable by itself, answered by the thread that made it.
          room(engine, clock, batch_max > 1 ? store->split_flush() : nullptr, {}, batch_max),
          server(must(net::Server::listen(loop, "127.0.0.1", 0, {}, [this](base::HttpRequest request, net::Respond respond) {
              auto verdict = webhooks.receive(std::move(request));
              if (auto* response = std::get_if<base::HttpResponse>(&verdict)) return respond(std::move(*response));
              auto intake = std::move(std::get<web::Intake>(verdict));
              auto events = std::move(intake.decoded.events);
              auto answer = [this, intake = std::move(intake)](std::span<const engine::Handled> handled) { return webhooks.answer(intake, handled); };
              room.submit(std::move(events), std::move(answer), std::move(respond));
          }))) {
        engine.recover(clock.now());  // as the service does before it listens
        room.start(nullptr);
        thread = std::thread([this] { loop.run(); });
    }
    ~Parts() {
        room.stop();
        loop.stop();
        thread.join();
    }

    const app::Clock clock;
    std::unique_ptr<ports::Store> store;
    engine::Engine engine;
    web::Webhooks webhooks;
    net::Loop loop;
    app::EngineRoom room;
    std::unique_ptr<net::Server> server;
    std::thread thread;
};

IngestService::IngestService(const std::filesystem::path& database, const School& school, base::Instant now, std::size_t batch_max)
    : parts_(std::make_unique<Parts>(database, school, now, batch_max)) {}
IngestService::~IngestService() = default;
std::int64_t IngestService::commits() const { return parts_->room.batches(); }
std::uint16_t IngestService::port() const { return parts_->server->port(); }

void check_rows(const std::filesystem::path& database, std::int64_t sent) {
    auto store = must(store::open({.path = database.string()}));
    auto reader = must(store::open_reader({.path = database.string()}, *store));
    const auto count = [&](std::string_view sql) {
        std::int64_t rows = 0;
        reader->query(sql, {}, [&](const ports::Row& row) { rows = row.integer(0); });
        return rows;
    };
    const auto inbox = count("SELECT count(*) FROM inbox");
    const auto answers = count("SELECT count(*) FROM answer");
    const auto outbox = count("SELECT count(*) FROM outbox WHERE kind = 'm'");
    if (inbox != sent || answers != sent || outbox < sent)
        throw std::runtime_error("answered " + std::to_string(sent) + " but found " + std::to_string(inbox) + " texts, " +
                                 std::to_string(answers) + " graded answers, " + std::to_string(outbox) + " replies to send");
}

}  // namespace tutorline::bench
