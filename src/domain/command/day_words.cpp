#include "domain/command/day_words.hpp"

#include <algorithm>
#include <iterator>

namespace tutorline::domain {
namespace {

struct Named {
    std::string_view key;  ///< spelling key
    std::string_view meaning;
};

// By spelling key, all languages.
constexpr Named days[] = {
    {"lunes", "Monday"}, {"martes", "Tuesday"}, {"mierkoles", "Wednesday"}, {"juebes", "Thursday"}, {"biernes", "Friday"},
    {"sabado", "Saturday"}, {"domingo", "Sunday"}, {"segunda", "Monday"}, {"tersa", "Tuesday"}, {"terka", "Tuesday"}, {"kuarta", "Wednesday"},
    {"kinta", "Thursday"}, {"sesta", "Friday"}, {"monday", "Monday"}, {"mondai", "Monday"}, {"tuesdai", "Tuesday"}, {"wednesdai", "Wednesday"},
    {"tursdai", "Thursday"}, {"fridai", "Friday"}, {"saturdai", "Saturday"}, {"sundai", "Sunday"}, {"lendi", "Monday"}, {"madi", "Tuesday"},
    {"mekredi", "Wednesday"}, {"jedi", "Thursday"}, {"bandredi", "Friday"}, {"samdi", "Saturday"}, {"dimanx", "Sunday"},
    {"arakoi", "Monday"}, {"araapi", "Tuesday"}, {"ararundi", "Wednesday"}, {"arapo", "Thursday"}, {"arapotei", "Friday"},
    {"arapokoi", "Saturday"}, {"aratei", "Sunday"},
    {"amana", "tomorrow"}, {"amania", "tomorrow"}, {"tomorow", "tomorrow"}, {"demen", "tomorrow"}, {"koero", "tomorrow"}, {"koeroite", "tomorrow"},
    {"koeambuebe", "day-after-tomorrow"}, {"koeambue", "day-after-tomorrow"},
    {"todai", "today"}, {"jodia", "today"}, {"koara", "today"}, {"koarape", "today"},
};

bool is(const MarkedText& text, std::size_t i, std::string_view word) { return text.word(i) && text.tokens[i].text == word; }

/// 'mañana', also as thumbs write it. What the Portuguese means by 'manhã' has the same letters.
bool is_manana(std::string_view key) {
    static constexpr std::string_view spellings[] = {"manana", "mana", "mn", "mnana", "manna", "manan", "maniana"};
    return std::find(std::begin(spellings), std::end(spellings), key) != std::end(spellings);
}

/// 'la llamada de mañana', 'lo de mañana': of tomorrow, not in the morning.
bool of_a_call(const MarkedText& text, std::size_t before_de) {
    static constexpr std::string_view things[] = {"lo", "la", "clase", "clases", "klase", "llamada", "yamada", "leccion", "hora", "turno", "dia", "aula"};
    return text.word(before_de) && std::find(std::begin(things), std::end(things), text.tokens[before_de].text) != std::end(things);
}

bool starts_clause(const MarkedText& text, std::size_t i) {
    if (text.symbol(i, ',') || text.symbol(i, '.') || text.symbol(i, ';') || text.symbol(i, '!') || text.symbol(i, '?')) return true;
    if (is(text, i, "hoy") || is(text, i, "hoje") || is(text, i, "today")) return true;
    return i > 0 && text.is(i, WordRole::clause_turn) && !text.is(i - 1, WordRole::denial);
}

/// Guarani says no with the verb itself: 'ndoroimei', 'noroimei', 'ndaipori', 'ndohomo'ai'.
bool denies_in_guarani(std::string_view word) {
    constexpr std::size_t letters_min = 6;
    if (word.size() < letters_min || word.back() != 'i' || word.front() != 'n') return false;
    if (word[1] == 'd') return true;
    static constexpr std::string_view ends[] = {"mei", "moai", "iri", "pori", "katui"};
    return std::any_of(std::begin(ends), std::end(ends), [&](std::string_view end) { return word.ends_with(end); });
}

}  // namespace

bool is_morning(const MarkedText& text, std::size_t i) {
    if (i == 0 || !text.word(i) || !is_manana(text.tokens[i].key)) return false;
    const std::string_view before = text.tokens[i - 1].text;
    if (before == "de" || before == "d") return i < 2 || !of_a_call(text, i - 2);
    static constexpr std::string_view leads[] = {"la", "las", "da", "esta", "pela", "na", "cada", "toda", "todas"};
    return std::find(std::begin(leads), std::end(leads), before) != std::end(leads);
}

std::string_view day_at(const MarkedText& text, std::size_t i) {
    if (!text.word(i)) return {};
    const std::string_view key = text.tokens[i].key;
    if (is_manana(key)) {
        if (is_morning(text, i)) return {};
        return i > 0 && is(text, i - 1, "pasado") ? "day-after-tomorrow" : "tomorrow";
    }
    if (text.tokens[i].text == "hoy" || text.tokens[i].text == "hoje") return "today";
    for (const Named& day : days)
        if (day.key == key) return day.meaning;
    return {};
}

std::vector<Clause> clauses(const MarkedText& text, bool with_hour) {
    std::vector<Clause> out(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (starts_clause(text, i)) out.push_back({i, i, false});
        Clause& clause = out.back();
        clause.last = i + 1;
        clause.denied = clause.denied || text.is(i, WordRole::denial) || (!with_hour && text.is(i, WordRole::busy)) ||
                        (text.word(i) && denies_in_guarani(text.tokens[i].text));
    }
    return out;
}

}  // namespace tutorline::domain
