// The network's calls: POST Calls.json, instructions fetched from the service and carried out, bridges, callbacks.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "simulator/network/exchange.hpp"
#include "simulator/network/twiml.hpp"

namespace tutorline::simulator {

class Calls {
  public:
    explicit Calls(Exchange& exchange) : net_(exchange) {}

    base::HttpResponse accept(const base::Form& form, base::Instant now);
    void from_phone(std::string_view number, base::Instant now);

    void rings(std::uint64_t leg, base::Instant now);
    void answered(std::uint64_t leg, base::Instant now);
    void unanswered(std::uint64_t leg, Pickup::End end, base::Instant now);
    /// Carries out the leg's next instruction.
    void goes_on(std::uint64_t leg, base::Instant now);
    void bridge_over(std::uint64_t child, base::Instant now);
    void over(std::uint64_t leg, base::Instant now);
    /// The instructions that were asked for; not 2xx or not readable ends the call.
    void instructed(std::uint64_t leg, const base::HttpResponse& response, base::Instant now);

  private:
    enum class Stage { ringing, talking, bridged };
    struct Leg {
        std::uint64_t id = 0, parent = 0, child = 0;
        std::string sid, parent_sid;
        std::string to, from;
        std::string url, callback;
        std::vector<std::string> events;
        base::Seconds ring_max{60}, talk_max{4 * 3600};
        std::string dial_action;  ///< of the instruction that is dialling a child
        bool inbound = false;
        bool was_answered = false;
        Stage stage = Stage::ringing;
        int sip_code = 200;
        int sequence = 0;
        twiml::Script script;
        std::size_t next = 0;
        base::Instant answered_at{};
    };
    Leg* find(std::uint64_t id);
    Leg& open(Leg leg);
    bool wants(const Leg& leg, std::string_view event) const;
    /// What every callback of a leg says; the views live as long as the leg and `status`.
    std::vector<Field> fields(const Leg& leg, std::string_view status) const;
    void notify(Leg& leg, std::string_view event, std::string_view status, base::Instant now);
    void ask(const Leg& leg, std::string_view url, std::span<const Field> fields, base::Instant now);
    void speak(const Leg& leg, const std::vector<twiml::Say>& says, base::Instant now);
    void dial(Leg& leg, const twiml::Dial& verb, base::Instant now);
    bool gather(Leg& leg, const twiml::Gather& verb, base::Instant now);
    void bridge(Leg& child, base::Instant now);
    void child_gone(Leg& child, std::string_view status, base::Seconds talked, base::Instant now);
    void close(Leg& leg, std::string_view status, base::Instant now);

    Exchange& net_;
    std::uint64_t last_id_ = 0;
    std::unordered_map<std::uint64_t, Leg> legs_;  // by id, until a leg is over; never walked
};

}  // namespace tutorline::simulator
