// The contract between those who send texts and those who write them: every message key, the placeholders its text has
// in every language, and how many segments it may take. The words themselves are data: config/languages/<tag>/messages.yaml.
#pragma once
#include <span>
#include <string_view>

namespace tutorline::domain {

struct MessageSpec {
    std::string_view key;
    std::string_view placeholders;  ///< separated by blanks; "" = none
    int segments_max = 1;           ///< 0 = a part of another text, or words that are spoken
};

/// Every message, in the order of the files.
std::span<const MessageSpec> message_specs();
/// nullptr when there is no such key.
const MessageSpec* find_spec(std::string_view key);

/// The longest words a placeholder plausibly gets ("child" -> 14 letters), for counting segments; empty for one whose
/// length depends on the item: those texts are measured with every item instead (practice/item_check.hpp).
std::string_view longest_argument(std::string_view placeholder);

}  // namespace tutorline::domain
