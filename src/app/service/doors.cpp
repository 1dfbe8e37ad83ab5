#include "app/service/doors.hpp"

#include "app/service/log.hpp"
#include "web/webhooks.hpp"

namespace tutorline::app {
namespace {

net::Crowded log_crowded(std::string_view door) {
    return [door](std::int64_t count) { log_warning("connections_gave_way", {{"door", door}, {"count", count}}); };
}

}  // namespace

base::Result<std::unique_ptr<Doors>> Doors::make(const program::ServiceConfig& config) {
    auto made = std::make_unique<Doors>();
    Doors* const doors = made.get();
    net::ServerLimits limits;
    limits.connections_max = config.connections_max;
    limits.body_bytes_max = web::Webhooks::body_bytes_max;
    auto webhooks = net::Server::listen(doors->loop, config.webhooks.address, config.webhooks.port, limits,
                                        [doors](base::HttpRequest request, net::Respond respond) { doors->take_public(std::move(request), std::move(respond)); },
                                        log_crowded("webhooks"));
    if (!webhooks) return webhooks.error();
    doors->webhooks = std::move(*webhooks);
    if (!config.api) return made;
    limits.body_bytes_max = 4096;
    auto api = net::Server::listen(doors->loop, config.api->address, config.api->port, limits,
                                   [doors](base::HttpRequest request, net::Respond respond) { doors->take_api(std::move(request), std::move(respond)); },
                                   log_crowded("api"));
    if (!api) return api.error();
    doors->api = std::move(*api);
    return made;
}

void Doors::open(net::Handler public_requests, net::Handler api_requests) {
    take_public = std::move(public_requests);
    take_api = std::move(api_requests);
}

void Doors::stop_accepting() {
    webhooks->stop_accepting();
    if (api) api->stop_accepting();
}

int Doors::connections() const { return webhooks->connections() + (api ? api->connections() : 0); }

}  // namespace tutorline::app
