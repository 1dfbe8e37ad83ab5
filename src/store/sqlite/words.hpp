// The roster's enumerations as the words of their columns.
#pragma once
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

}  // namespace tutorline::store
