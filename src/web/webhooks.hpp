// What gateways post to /webhooks/<channel>/...: verify, decode, events for the engine, and the answer after the commit.
// Sockets are elsewhere: the service and the simulator use the same functions.
//
//   receive(request) -> an answer at once (404, 405, 413, 403, 400), or an Intake
//   engine.handle(intake.decoded.events)
//   answer(intake, what the engine did) -> 200 with the gateway's own words, or 503 when it was not committed
#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/http_message.hpp"
#include "base/result.hpp"
#include "engine/engine.hpp"
#include "ports/gateway.hpp"

namespace tutorline::web {

/// A webhook that was understood and waits for its commit. Valid as long as the Webhooks it came from.
struct Intake {
    const ports::Channel* channel = nullptr;
    const ports::Gateway* gateway = nullptr;
    base::HttpRequest request;
    ports::Decoded decoded;  ///< may hold no event at all: nothing to commit, answer at once
};

class Webhooks {
  public:
    static constexpr std::size_t body_bytes_max = 64 * 1024;
    static constexpr std::size_t channel_name_characters_max = 32;

    /// Errors: `gateway_unknown`, `channel_name` (letters, digits and '-', once each), `channel_secret` (empty).
    static base::Result<Webhooks> make(std::vector<ports::Channel> channels);

    /// Safe from any thread.
    std::variant<base::HttpResponse, Intake> receive(base::HttpRequest request) const;
    base::HttpResponse answer(const Intake& intake, std::span<const engine::Handled> handled) const;

  private:
    struct Entry {
        ports::Channel channel;
        const ports::Gateway* gateway;
    };
    std::map<std::string, std::unique_ptr<const Entry>, std::less<>> entries_;
};

/// The answer when the engine could not commit: the gateway tries again.
base::HttpResponse try_again_answer();

}  // namespace tutorline::web
