// Spelling as on a phone with twelve keys: words that sound alike get one key.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace tutorline::domain {

/// Appends the key of a folded word (a-z only; see fold_text) to `out`: silent h dropped, b/v, s/c/z/x, c/k/q, g/j,
/// ll/y/i and doubled consonants made one, three or more of a vowel become one. Linear in the word.
void append_spelling_key(std::string_view word, std::string& out);
std::string spelling_key(std::string_view word);

/// Whether two keys differ by at most `edits_max` (1 or 2) insertions, deletions, changes or swaps of neighbours.
/// One slip inside a word: two letters swapped, one too many, or one left out (of four letters typed a vowel). The first and
/// the last letter stand: a word that ends otherwise is mostly another form or another word.
bool slipped(std::string_view typed, std::string_view word);
bool within_edits(std::string_view a, std::string_view b, std::size_t edits_max);

}  // namespace tutorline::domain
