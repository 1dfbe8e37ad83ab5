// The life of a number (FIELD.md B4). Soft signals of the network never end a number: 'not in service' came back in a
// third of the cases. A person's word ('wrong number') counts at once, but for that student only.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace tutorline::domain {

enum class PhoneStatus {
    unverified,  ///< as imported
    verified,    ///< somebody answered or wrote from it
    suspect,     ///< the network said 'not in service'; still dialled
    dead,        ///< a person closed it
    wrong,       ///< a stranger answers
    recycled,    ///< the network gave it to somebody else
};
std::string_view name(PhoneStatus value);
std::optional<PhoneStatus> phone_status_from(std::string_view name);

struct PhoneHealth {
    PhoneStatus status = PhoneStatus::unverified;
    int strikes = 0;      ///< 'not in service' signals since the last good one
    int strike_days = 0;  ///< on so many different days
    std::chrono::sys_days strike_day{};
    friend bool operator==(const PhoneHealth&, const PhoneHealth&) = default;
};

constexpr int strikes_before_task = 3;
constexpr int strike_days_before_task = 2;

/// The network said 'not in service'. `ask_a_person` is true at the signal that reaches both thresholds, once.
struct Strike {
    PhoneHealth health;
    bool ask_a_person = false;
};
Strike not_in_service(const PhoneHealth& health, std::chrono::sys_days today);
/// Somebody answered, or wrote from it: all doubts are over. A wrong or recycled number stays so: a person decides.
PhoneHealth heard_from(const PhoneHealth& health);
/// Whether it may still be dialled and texted at all.
bool usable(PhoneStatus status);

}  // namespace tutorline::domain
