#pragma once
#include <span>
#include <string>
#include <string_view>

namespace tutorline::program {

/// Lower case, without accents and marks on letters, runs of blanks, '_' and '-' as one blank, trimmed: how words of a
/// sheet are compared ("Teléfono_2" -> "telefono 2").
std::string folded(std::string_view text);

/// The candidate that `word` was most likely meant to be: at most a third of its letters differ (insert, delete,
/// replace, swap), compared folded. Empty when none is that near. Ties: the first candidate.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace tutorline::program
