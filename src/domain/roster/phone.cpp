#include "domain/roster/phone.hpp"

#include <array>
#include <utility>

namespace tutorline::domain {
namespace {

constexpr std::array<std::pair<PhoneStatus, std::string_view>, 6> statuses{{{PhoneStatus::unverified, "unverified"},
                                                                            {PhoneStatus::verified, "verified"},
                                                                            {PhoneStatus::suspect, "suspect"},
                                                                            {PhoneStatus::dead, "dead"},
                                                                            {PhoneStatus::wrong, "wrong"},
                                                                            {PhoneStatus::recycled, "recycled"}}};

bool at_threshold(const PhoneHealth& health) {
    return health.strikes >= strikes_before_task && health.strike_days >= strike_days_before_task;
}

}  // namespace

std::string_view name(PhoneStatus value) {
    for (const auto& [status, text] : statuses)
        if (status == value) return text;
    return {};
}

std::optional<PhoneStatus> phone_status_from(std::string_view name) {
    for (const auto& [status, text] : statuses)
        if (text == name) return status;
    return std::nullopt;
}

Strike not_in_service(const PhoneHealth& health, std::chrono::sys_days today) {
    if (!usable(health.status)) return {health, false};
    PhoneHealth next = health;
    next.status = PhoneStatus::suspect;
    ++next.strikes;
    if (health.strikes == 0 || today != health.strike_day) ++next.strike_days;
    next.strike_day = today;
    return {next, at_threshold(next) && !at_threshold(health)};
}

PhoneHealth heard_from(const PhoneHealth& health) {
    if (!usable(health.status)) return health;
    return {PhoneStatus::verified, 0, 0, {}};
}

bool usable(PhoneStatus status) {
    return status == PhoneStatus::unverified || status == PhoneStatus::verified || status == PhoneStatus::suspect;
}

}  // namespace tutorline::domain
