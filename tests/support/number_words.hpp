// Numbers written out as dictionaries and libraries spell them, to test the reader against.
#pragma once
#include <string>
#include <vector>

namespace tutorline::test {

/// How `number` (0..9999, Guarani 1..999) is written in the language; `old_spelling` gives the other accepted one
/// (diez y seis, dezasseis, twenty one). Languages: es, pt, en, gn, ht.
std::string number_words(const std::string& language, int number, bool old_spelling);
/// The same with one typical misspelling of a phone keyboard, which depends on the number alone: b/v, s/c/z, silent h,
/// q/k, i/y, a blank left out, or a letter doubled. A number whose words offer none of these stays as it is.
std::string misspelt(const std::string& words, int number);

}  // namespace tutorline::test
