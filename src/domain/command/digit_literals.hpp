// Digits with separators -> value: 5.000 is five thousand in Paraguay and five in Mexico.
#pragma once
#include <optional>

#include "domain/command/number_scan.hpp"

namespace tutorline::domain {

/// The literal that starts at token `at` (digits, or an l or O glued before digits); nothing when none starts there.
std::optional<FoundNumber> read_digit_literal(const MarkedText& text, std::size_t at, const ScanOptions& options);

/// The end of the telephone number that starts at token `at`; `at` itself when none does.
std::size_t phone_at(const MarkedText& text, std::size_t at);

}  // namespace tutorline::domain
