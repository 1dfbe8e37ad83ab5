// Just enough XML for call instructions: elements, attributes, text, the five entities and numeric ones, comments,
// a declaration. No DTD. Depth and size are limited.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace tutorline::simulator::xml {

constexpr std::size_t document_bytes_max = 64 * 1024;
constexpr int depth_max = 8;

struct Element {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<Element> children;
    std::string text;  ///< all character data directly inside, joined
    /// Value of that attribute; empty when absent.
    std::string_view attribute(std::string_view attribute_name) const;
};

/// The root element. Error code `xml_bad`.
base::Result<Element> parse(std::string_view document);

}  // namespace tutorline::simulator::xml
