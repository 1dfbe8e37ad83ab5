// The service's sockets. They are bound before the database is touched, so that a start which fails for a port that is
// taken leaves nothing behind; who knocks before open() waits.
#pragma once
#include <memory>

#include "net/loop.hpp"
#include "net/server.hpp"
#include "program/service_config.hpp"

namespace tutorline::app {

struct Doors {
    /// Error code `listen_failed`.
    static base::Result<std::unique_ptr<Doors>> make(const program::ServiceConfig& config);

    /// Who takes the requests; once, before `loop` runs. Without an address of its own the API has no door.
    void open(net::Handler take_public, net::Handler take_api);
    void stop_accepting();
    int connections() const;

    net::Loop loop;
    std::unique_ptr<net::Server> webhooks;
    std::unique_ptr<net::Server> api;  ///< null: beside the webhooks
    net::Handler take_public, take_api;
};

}  // namespace tutorline::app
