// A text that is nothing but one number.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/command/language_packs.hpp"

namespace tutorline::domain {

/// The whole number that the text spells in digits or words of the languages, also misspelt; nothing when it spells
/// none, or something besides. Pure, any bytes.
std::optional<std::int64_t> read_plain_number(std::string_view text, const std::vector<std::string>& languages, std::string_view country,
                                              const LanguagePacks& packs);

}  // namespace tutorline::domain
