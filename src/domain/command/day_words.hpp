// Days by name in a text, and where what is said of one ends. Internal to domain/command.
#pragma once
#include <string_view>
#include <vector>

#include "domain/command/marked_text.hpp"

namespace tutorline::domain {

/// "today", "tomorrow", "day-after-tomorrow", "Monday" .. "Sunday" where token i names that day, in any of the languages; else
/// empty. 'mañana' is no day in 'de mañana', 'por la mañana', 'esta mañana': is_morning().
std::string_view day_at(const MarkedText& text, std::size_t i);
bool is_morning(const MarkedText& text, std::size_t i);

/// Tokens [first, last) that say one thing: 'el lunes no puedo', 'mejor el jueves a las 7'.
struct Clause {
    std::size_t first = 0;
    std::size_t last = 0;
    bool denied = false;  ///< says no, or that somebody works
    bool holds(std::size_t token) const { return token >= first && token < last; }
};

/// `with_hour`: the text names an hour, which outweighs work: 'el lunes trabajo hasta las 6' does not say that Monday is no day.
std::vector<Clause> clauses(const MarkedText& text, bool with_hour);

}  // namespace tutorline::domain
