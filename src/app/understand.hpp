// `tutorline understand`: a table of texts in, what the reader makes of them out.
#pragma once
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "domain/command/language_packs.hpp"
#include "program/coordinator_texts.hpp"

namespace tutorline::app {

/// The languages a text may be in: the named one first, and beside Guarani always Spanish (and in Paraguay the other way).
std::vector<std::string> languages_beside(const std::string& lang, const std::string& country);

using ReasonWords = std::function<std::string(const domain::Reason&)>;
/// The words of a language ("es", "en"); `texts` must outlive them.
ReasonWords reason_words(const program::CoordinatorTexts& texts, std::string language);

/// Reads a tab-separated table (header with at least id, lang, country, role, expected, text; optional children, roster,
/// item; others ignored; no quoting, `\n` in a text is a line break) and writes `id class value verdict reason`, one row
/// per input row in order. `words` says a reason to a person. False, told in `diagnostics` under the name `file`, when the
/// table is empty or lacks a column.
bool understand_table(std::istream& in, const std::string& file, const domain::LanguagePacks& packs, const ReasonWords& words, std::ostream& out,
                      program::Diagnostics& diagnostics);

/// One text a line -> one line each: plain digits or `-`.
void understand_numbers(std::istream& in, const std::string& lang, const std::string& country, const domain::LanguagePacks& packs, std::ostream& out);

}  // namespace tutorline::app
