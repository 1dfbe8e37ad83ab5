// The gateways this build speaks, as an explicit list: nothing registers itself.
#pragma once
#include <span>
#include <string_view>

#include "ports/gateway.hpp"

namespace tutorline::gateways {

struct Entry {
    std::string_view name;  ///< as a channel's `gateway` names it; also the folder and the folder of its golden files
    const ports::Gateway* gateway;
};

std::span<const Entry> all();
/// Null when no gateway has that name.
const ports::Gateway* find(std::string_view name);

}  // namespace tutorline::gateways
