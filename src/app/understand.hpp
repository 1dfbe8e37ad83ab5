// `tutorline understand`: a table of texts in, what the reader makes of them out.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "domain/command/language_packs.hpp"

namespace tutorline::app {

/// The languages a text may be in: the named one first, and beside Guarani always Spanish (and in Paraguay the other way).
std::vector<std::string> languages_beside(const std::string& lang, const std::string& country);

/// Reads a tab-separated table (header with at least id, lang, country, role, expected, text; optional children, roster,
/// item; others ignored; no quoting, `\n` in a text is a line break) and writes `id class value verdict reason`, one row
/// per input row in order. False, with the reason in `fault`, when a needed column is missing.
bool understand_table(std::istream& in, const domain::LanguagePacks& packs, std::ostream& out, std::string& fault);

/// One text a line -> one line each: plain digits or `-`.
void understand_numbers(std::istream& in, const std::string& lang, const std::string& country, const domain::LanguagePacks& packs, std::ostream& out);

}  // namespace tutorline::app
