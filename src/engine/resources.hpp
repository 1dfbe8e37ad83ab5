// What an engine is started with. Immutable while it runs; a changed programme is a new engine over the same store.
#pragma once
#include <string>
#include <vector>

#include "domain/messaging/catalog.hpp"
#include "domain/program.hpp"
#include "ports/gateway.hpp"

namespace tutorline::domain {
class LanguagePacks;
}

namespace tutorline::engine {

struct Resources {
    domain::Program program;
    domain::Catalog catalog;                       ///< families.*, tutors.*, staff.*, items.* in all languages
    const domain::LanguagePacks* packs = nullptr;  ///< outlives the engine
    ports::Capabilities capabilities;              ///< of the gateway that carries the texts
    std::string channel;                           ///< the name under which inbound events of that gateway arrive
    std::vector<std::string> own_numbers{};        ///< of our channels, E.164: a text from one of them is our own come back
};

}  // namespace tutorline::engine
