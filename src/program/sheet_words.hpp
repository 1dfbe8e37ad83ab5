// The words of a sheet's cells, in Spanish and English, as values. Accents and case do not matter. An empty cell is
// 'unknown'; a word nobody knows is none, and the reader reports it: nothing is guessed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/roster/roster.hpp"

namespace tutorline::program {

std::optional<domain::Sex> sex_named(std::string_view cell);
std::optional<domain::Area> area_named(std::string_view cell);
std::optional<domain::Relation> relation_named(std::string_view cell);
std::optional<domain::ConsentMethod> consent_method_named(std::string_view cell);  ///< none also when empty
std::optional<domain::Level> level_named(std::string_view cell);
/// "suma, resta", "1-3", "todos"; empty list = all. None when a word is unknown.
std::optional<std::vector<domain::Level>> levels_named(std::string_view cell);
/// "f", "m" or "" ("indistinto").
std::optional<std::string> gender_named(std::string_view cell);
/// 0 when empty; "4", "4to", "4° grado", "cuarto". 1..12.
std::optional<int> grade_named(std::string_view cell);
/// "2016", or the year of a date.
std::optional<int> year_named(std::string_view cell);
/// ISO, or day first as a Spanish Excel saves it: 10/02/2027, 10-2-2027.
std::optional<std::chrono::sys_days> sheet_date(std::string_view cell);

/// The household's languages: tags in order. "jopara" is gn, es. Unknown words are returned as they stand.
std::vector<std::string> language_tags_of(std::string_view cell);

struct ConsentChannels {
    bool calls = true;
    bool texts = true;
    bool recording = false;
    bool research = false;
};
/// "llamadas, mensajes, grabacion, investigacion"; empty: calls and texts. Everything else counts only when it is named:
/// "si" or "todo" says nothing about what somebody agreed to.
std::optional<ConsentChannels> consent_channels_named(std::string_view cell);

/// The numbers of a cell in order: split at / ; | line breaks, 'y', 'o' and commas (but not inside 9,81E+08 or 021/445100).
std::vector<std::string> phones_of(std::string_view cell);
/// A number as a spreadsheet leaves it that took it for a quantity: 5,95951E+11 or 595951000103.0.
bool spreadsheet_digits(std::string_view text);
/// A date as the spreadsheet counts days: 44975.
bool spreadsheet_date(std::string_view cell);
/// Whether the cell can name who gave a consent: a name or a relation, not "si", "x" or a number.
bool is_person(std::string_view cell);

}  // namespace tutorline::program
