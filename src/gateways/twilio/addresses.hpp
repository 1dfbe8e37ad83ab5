// Our callback addresses at Twilio. Our id rides in the path; no number, name or secret ever does.
//
//   /webhooks/<channel>/texts                              a text from a phone
//   /webhooks/<channel>/texts/<message>/status             progress of a text of ours
//   /webhooks/<channel>/calls                              a phone calls our number
//   /webhooks/<channel>/calls/<attempt>/answer             the tutor picked up: instructions wanted
//   /webhooks/<channel>/calls/<attempt>/status             the tutor's leg
//   /webhooks/<channel>/calls/<attempt>/family             the family picked up: what they hear first
//   /webhooks/<channel>/calls/<attempt>/family/status      the family's leg
//   /webhooks/<channel>/calls/<attempt>/family/end         the bridge is over (Dial's action): instructions wanted
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "ports/gateway.hpp"

namespace tutorline::gateways::twilio {

enum class Place { none, text, text_status, call, call_answer, call_status, family, family_status, family_end };

struct Address {
    Place place = Place::none;
    std::int64_t id = 0;  ///< message or attempt; 0 where the path has none
};

/// The URL without '/' at its end.
std::string_view without_slash(std::string_view url);
/// Full URL for Twilio to call.
std::string address_url(const ports::Channel& channel, Place place, std::int64_t id);
/// Place::none when the target is not one of ours on this channel.
Address find_address(const ports::Channel& channel, std::string_view target);

}  // namespace tutorline::gateways::twilio
