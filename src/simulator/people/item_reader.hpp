// The child's eyes: finds the practice problem in a text, in whatever words the programme wrote around it.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/messaging/catalog.hpp"
#include "domain/practice/item.hpp"

namespace tutorline::simulator {

class ItemReader {
  public:
    explicit ItemReader(const domain::Catalog& catalog);
    /// The problem that stands in the text, in any of the catalog's languages; null when there is none.
    const domain::Item* find(std::string_view text) const;

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, const domain::Item*, Hash, std::equal_to<>> by_text_;  // looked up, never walked
    std::vector<bool> lengths_;  // of those texts
};

}  // namespace tutorline::simulator
