#include "app/service/service.hpp"

#include <thread>

#include "app/service/api_desk.hpp"
#include "app/service/clock.hpp"
#include "app/service/cohort_check.hpp"
#include "app/service/database_file.hpp"
#include "app/service/doors.hpp"
#include "app/service/engine_room.hpp"
#include "app/service/log.hpp"
#include "app/service/relay.hpp"
#include "app/service/secret.hpp"
#include "app/service/start_cohort.hpp"
#include "engine/resources.hpp"
#include "gateways/registry.hpp"
#include "net/client.hpp"
#include "program/catalog.hpp"
#include "program/language_pack.hpp"
#include "store/store.hpp"
#include "web/webhooks.hpp"

namespace tutorline::app {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t secret_characters_min = 16;
constexpr std::size_t token_characters_min = 24;
constexpr std::chrono::seconds drain_time_max{8};

ports::Channel to_channel(const program::ChannelConfig& config, std::string secret) {
    return {.name = config.name, .gateway = config.gateway, .api_url = config.api_url, .account = config.account,
            .secret = std::move(secret), .number = config.number, .public_url = config.public_url};
}

base::Result<std::vector<ports::Channel>> read_channels(const program::ServiceConfig& config) {
    std::vector<ports::Channel> channels;
    for (const program::ChannelConfig& channel : config.channels) {
        auto secret = read_secret(channel.secret, secret_characters_min);
        if (!secret) return secret.error();
        channels.push_back(to_channel(channel, std::move(*secret)));
    }
    return channels;
}

std::vector<std::string> numbers_of(const std::vector<ports::Channel>& channels) {
    std::vector<std::string> numbers;
    for (const auto& channel : channels) numbers.push_back(channel.number);
    return numbers;
}

base::Result<web::ApiSettings> read_api(const program::ServiceConfig& config) {
    web::ApiSettings settings{{}, TUTORLINE_VERSION};
    if (!config.api_token.given()) return settings;
    // A variable that is not set means: no token today, health alone answers. A token that is too short means a mistake.
    auto token = read_secret(config.api_token, token_characters_min);
    if (!token && token.error().code == "secret_missing" && !config.api_token.env.empty()) return settings;
    if (!token) return token.error();
    settings.token = std::move(*token);
    return settings;
}

web::ApiSettings with_programme(web::ApiSettings settings, const domain::Program& program) {
    settings.programme = &program;
    return settings;
}

base::HttpResponse not_here() {
    base::HttpResponse response;
    response.status = 404;
    response.body = "not found\n";
    return response;
}

/// Refused webhooks in the log: at most a line a minute, however many come. For the loop's thread.
class Refusals {
  public:
    void note(int status, base::Instant now) {
        ++count_;
        if (now - logged_ < std::chrono::minutes{1}) return;
        log_warning("webhooks_refused", {{"last_status", std::int64_t{status}}, {"count", count_}});
        logged_ = now;
        count_ = 0;
    }

  private:
    base::Instant logged_{};
    std::int64_t count_ = 0;
};

/// What is made before anything runs.
struct Materials {
    std::vector<ports::Channel> channels;
    web::ApiSettings api;
    web::Webhooks webhooks;
    CoordinatorFiles files;
    domain::Catalog catalog;
    domain::LanguagePacks packs;
    std::unique_ptr<Doors> doors;
    std::unique_ptr<DatabaseLock> lock;  // let go of after the store has closed
    std::unique_ptr<ports::Store> store;
    std::unique_ptr<ports::Reader> reader;
    std::vector<std::string> settings_taken;
};

base::Error broken_catalog(const program::LoadedCatalog& loaded) {
    std::string words;
    for (const auto& problem : loaded.problems) words += program::describe(problem) + "\n";
    return {base::Error::Policy::permanent, "config_missing", std::move(words)};
}

base::Result<Materials> gather(const program::ServiceConfig& config, const std::filesystem::path& config_dir) {
    if (auto old = base::check_tzdata()) return *old;
    Materials made;
    auto channels = read_channels(config);
    if (!channels) return channels.error();
    made.channels = std::move(*channels);
    auto webhooks = web::Webhooks::make(made.channels);
    if (!webhooks) return webhooks.error();
    made.webhooks = std::move(*webhooks);
    auto api = read_api(config);
    if (!api) return api.error();
    made.api = std::move(*api);
    auto files = read_coordinator_files(config.program, config_dir);
    if (!files) return files.error();
    made.files = std::move(*files);
    auto catalog = program::load_catalog(config_dir / "languages", made.files.program.languages, made.files.program.texts.ucs2_allowed);
    if (!catalog.usable()) return broken_catalog(catalog);
    made.catalog = std::move(catalog.catalog);
    auto packs = program::require_language_packs(config_dir / "languages");
    if (!packs) return packs.error();
    made.packs = std::move(*packs);
    return made;
}

/// The last step: everything else of this start is known to work before the database is touched.
std::optional<base::Error> open_database(Materials& made, const program::ServiceConfig& config, base::Instant now) {
    const store::Options options{.path = config.database.string()};
    auto opened = store::open(options);
    if (!opened) return name_database(opened.error(), config.database);
    made.store = std::move(*opened);
    auto reader = store::open_reader(options, *made.store);
    if (!reader) return reader.error();
    made.reader = std::move(*reader);
    auto taken = check_cohort(*made.reader, made.files, config.program, now);
    if (!taken) return taken.error();
    made.settings_taken = std::move(*taken);
    start_cohort(*made.store, *made.reader, made.files, made.catalog, now);
    return std::nullopt;
}

class RunningService final : public Service {
  public:
    RunningService(const program::ServiceConfig& config, Materials materials, std::function<void()> failed)
        : config_(config),
          clock_(config.clock),
          made_(std::move(materials)),
          gateway_(*gateways::find(made_.channels.front().gateway)),
          resources_{made_.files.program, std::move(made_.catalog), &made_.packs, gateway_.capabilities(), made_.channels.front().name, numbers_of(made_.channels)},
          engine_(*made_.store, resources_),
          room_(engine_, clock_, made_.store->split_flush(), std::move(failed)),
          client_(made_.doors->loop, {made_.channels.front().api_url}, client_limits()),
          relay_(client_, gateway_, made_.channels.front(), relay_limits(),
                 [this](domain::Effect effect, domain::EffectResult result) { room_.finished(std::move(effect), std::move(result)); }),
          desk_(with_programme(made_.api, resources_.program), std::move(made_.reader), [this] { return web::Health{room_.taking_events(), clock_.now(), room_.clock_jumped()}; },
                [this](domain::Event event, EngineRoom::Answer answer, net::Respond respond) {
                    room_.submit({std::move(event)}, std::move(answer), std::move(respond));
                }) {}
    ~RunningService() override { RunningService::stop(); }

    void run() {
        doors().open([this](base::HttpRequest request, net::Respond respond) { take_public(std::move(request), std::move(respond)); },
                     [this](base::HttpRequest request, net::Respond respond) { desk_.submit(std::move(request), std::move(respond)); });
        engine_.recover(clock_.now());
        room_.start(&relay_);
        loop_thread_ = std::thread([this] { doors().loop.run(); });
        log_info("listening", {{"webhooks_port", std::int64_t{webhooks_port()}}, {"api_port", std::int64_t{api_port()}}});
    }

    const std::vector<std::string>& settings_taken() const override { return made_.settings_taken; }
    std::uint16_t webhooks_port() const override { return made_.doors->webhooks->port(); }
    std::uint16_t api_port() const override { return made_.doors->api ? made_.doors->api->port() : webhooks_port(); }

    void stop() override {
        if (!loop_thread_.joinable()) return;
        log_info("stopping");
        room_.stop_leasing();
        doors().stop_accepting();
        const auto patience = std::chrono::steady_clock::now() + drain_time_max;
        while (busy() && std::chrono::steady_clock::now() < patience) std::this_thread::sleep_for(20ms);
        room_.stop();
        doors().loop.stop();
        loop_thread_.join();
        log_info("stopped", {{"requests_cut", std::int64_t{relay_.open()}}});
    }

  private:
    Doors& doors() { return *made_.doors; }
    bool busy() const { return made_.doors->connections() + relay_.open() > 0; }

    void take_public(base::HttpRequest request, net::Respond respond) {
        if (!config_.api && request.target.starts_with("/api/")) return desk_.submit(std::move(request), std::move(respond));
        if (!request.target.starts_with("/webhooks/")) return respond(not_here());
        auto verdict = made_.webhooks.receive(std::move(request));
        if (auto* response = std::get_if<base::HttpResponse>(&verdict)) {
            refusals_.note(response->status, clock_.now());
            return respond(std::move(*response));
        }
        auto intake = std::move(std::get<web::Intake>(verdict));
        auto events = std::move(intake.decoded.events);
        auto answer = [this, intake = std::move(intake)](std::span<const engine::Handled> handled) { return made_.webhooks.answer(intake, handled); };
        room_.submit(std::move(events), std::move(answer), std::move(respond));
    }

    net::ClientLimits client_limits() const {
        net::ClientLimits limits;
        limits.connections_max = config_.requests_max;
        return limits;
    }
    RelayLimits relay_limits() const {
        return {.requests_max = config_.requests_max, .requests_per_second_max = config_.texts_per_second_max * clock_.speed()};
    }

    const program::ServiceConfig config_;
    const Clock clock_;
    Materials made_;
    const ports::Gateway& gateway_;
    const engine::Resources resources_;
    engine::Engine engine_;
    EngineRoom room_;
    net::Client client_;
    Relay relay_;
    ApiDesk desk_;
    Refusals refusals_;
    std::thread loop_thread_;
};

}  // namespace

base::Result<std::unique_ptr<Service>> Service::start(const program::ServiceConfig& config, const std::filesystem::path& config_dir,
                                                      std::function<void()> failed) {
    try {
        auto materials = gather(config, config_dir);
        if (!materials) return materials.error();
        if (auto unfit = check_database_file(config.database)) return *unfit;
        auto lock = DatabaseLock::take(config.database);
        if (!lock) return lock.error();
        materials->lock = std::move(*lock);
        auto doors = Doors::make(config);
        if (!doors) return doors.error();
        materials->doors = std::move(*doors);
        if (auto refused = open_database(*materials, config, Clock{config.clock}.now())) return *refused;
        materials->lock->note_begun();
        auto service = std::make_unique<RunningService>(config, std::move(*materials), std::move(failed));
        service->run();
        return std::unique_ptr<Service>{std::move(service)};
    } catch (const ports::StoreFailure& failure) {
        return name_database({base::Error::Policy::retryable, "store_failed", std::string{"the database failed: "} + failure.what()}, config.database);
    }
}

}  // namespace tutorline::app
