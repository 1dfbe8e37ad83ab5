// Everything that is known of one text before a class is chosen. Internal to domain/command.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/command/compiled_packs.hpp"
#include "domain/command/reading.hpp"

namespace tutorline::domain {

struct ReadContext {
    const ReadRequest& request;
    const CompiledPacks& packs;
    std::vector<const CompiledPacks::Language*> languages;
    MarkedText text;
    WordSequence words;
    std::vector<std::optional<std::size_t>> names;  ///< per token: whose name it is (children, or roster for a tutor)
};

/// For each token the index of the name it spells, also misspelt or as a pet name (Luisito), within `names` alone.
std::vector<std::optional<std::size_t>> find_names(const MarkedText& text, const std::vector<std::string>& names);

}  // namespace tutorline::domain
