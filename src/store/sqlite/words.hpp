// Enumerations as the words of their columns.
#pragma once
#include <optional>
#include <string_view>

#include "domain/roster/roster.hpp"

namespace tutorline::store {

std::string_view word(domain::Area value);
std::string_view word(domain::Sex value);
std::string_view word(domain::Relation value);
std::string_view word(domain::ConsentMethod value);
domain::Area area_from(std::string_view word);  ///< all four: an unknown word reads as 'unknown' (paper for consent)
domain::Sex sex_from(std::string_view word);
domain::Relation relation_from(std::string_view word);
domain::ConsentMethod consent_method_from(std::string_view word);

/// The word of an optional value, empty for none.
template <class T>
std::string_view word_or_empty(const std::optional<T>& value) {
    return value ? name(*value) : std::string_view{};
}

}  // namespace tutorline::store
