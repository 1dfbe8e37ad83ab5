#include "domain/command/when.hpp"

#include "domain/command/number_scan.hpp"

namespace tutorline::domain {
namespace {

struct Named {
    std::string_view key;  ///< spelling key
    std::string_view meaning;
};

// By spelling key, all languages; the first day word of the text counts.
constexpr Named days[] = {
    {"lunes", "Monday"}, {"martes", "Tuesday"}, {"mierkoles", "Wednesday"}, {"juebes", "Thursday"}, {"biernes", "Friday"},
    {"sabado", "Saturday"}, {"domingo", "Sunday"}, {"segunda", "Monday"}, {"tersa", "Tuesday"}, {"terka", "Tuesday"}, {"kuarta", "Wednesday"},
    {"kinta", "Thursday"}, {"sesta", "Friday"}, {"monday", "Monday"}, {"mondai", "Monday"}, {"tuesdai", "Tuesday"}, {"wednesdai", "Wednesday"},
    {"tursdai", "Thursday"}, {"fridai", "Friday"}, {"saturdai", "Saturday"}, {"sundai", "Sunday"}, {"lendi", "Monday"}, {"madi", "Tuesday"},
    {"mekredi", "Wednesday"}, {"jedi", "Thursday"}, {"bandredi", "Friday"}, {"samdi", "Saturday"}, {"dimanx", "Sunday"},
    {"amana", "tomorrow"}, {"amania", "tomorrow"}, {"tomorow", "tomorrow"}, {"demen", "tomorrow"}, {"koero", "tomorrow"},
};
constexpr Named parts[] = {
    {"tarde", "afternoon"}, {"tardesita", "afternoon"}, {"karu", "afternoon"}, {"kaaru", "afternoon"}, {"afternon", "afternoon"}, {"apremidi", "afternoon"},
    {"noxe", "evening"}, {"noite", "evening"}, {"piare", "evening"}, {"ebening", "evening"}, {"swa", "evening"}, {"siesta", "early afternoon"},
    {"asaje", "early afternoon"}, {"manana", "morning"}, {"mana", "morning"}, {"maten", "morning"}, {"morning", "morning"}, {"piarebe", "morning"},
};
constexpr std::string_view after_words[] = {"despues", "apartir", "partir", "depois", "after", "apre", "rire", "pasadas", "xega", "desde"};

std::string_view find(const Named* first, const Named* last, std::string_view key) {
    for (; first != last; ++first)
        if (first->key == key) return first->meaning;
    return {};
}

struct When {
    std::string_view day;
    std::string_view part;
    bool after = false;
    int hour = -1;
    int minute = 0;
    bool exact = false;
};

/// 'mañana' is tomorrow, but after 'la', 'de la' or 'da' the morning.
void take_word(const MarkedText& text, std::size_t i, When& when) {
    const std::string_view key = text.tokens[i].key;
    for (const std::string_view word : after_words) when.after = when.after || key == word;
    const bool morning = key == "manana" && i > 0 && text.tokens[i - 1].text == "la";
    if (key == "manana" && !morning) {
        if (when.day.empty()) when.day = "tomorrow";
        return;
    }
    if (const auto part = find(std::begin(parts), std::end(parts), key); !part.empty()) when.part = part;
    const auto day = find(std::begin(days), std::end(days), key);
    if (!day.empty() && when.day.empty()) when.day = day;
}

void take_hour(const MarkedText& text, const FoundNumber& number, When& when) {
    const auto value = number.value.numerator;
    if (number.phone || number.value.form != Answer::Form::integer || value < 0 || value > 24 || when.hour >= 0) return;
    const bool led = number.first > 0 && text.is(number.first - 1, WordRole::time_before);
    const bool followed = text.is(number.last, WordRole::time_after) || text.symbol(number.last, ':');
    if (!led && !followed) return;
    when.hour = static_cast<int>(value);
    if (text.symbol(number.last, ':') && text.digits(number.last + 1) && text.tokens[number.last + 1].text.size() == 2)
        when.minute = (text.tokens[number.last + 1].text[0] - '0') * 10 + (text.tokens[number.last + 1].text[1] - '0');
    if (text.word(number.last)) {
        when.exact = text.tokens[number.last].text == "pm" || text.tokens[number.last].text == "am";
        if (text.tokens[number.last].text == "pm" && when.hour < 12) when.hour += 12;
    }
}

}  // namespace

std::string read_when(const ReadContext& context) {
    When when;
    for (std::size_t i = 0; i < context.text.size(); ++i)
        if (context.text.word(i)) take_word(context.text, i, when);
    for (const FoundNumber& number : scan_numbers(context.text, {})) take_hour(context.text, number, when);
    std::string out(when.day);
    if (when.hour < 0) {
        if (!when.part.empty()) out += (out.empty() ? "" : " ") + std::string(when.part);
        return out;
    }
    const bool evening = when.part == "afternoon" || when.part == "evening" || when.part == "early afternoon";
    // Calls are made in the afternoon and evening: a bare 1..8 is read so, and confirmed unless 'after' makes it plain.
    const bool guessed = when.hour >= 1 && when.hour <= 8 && !when.exact && when.part != "morning";
    if (guessed || (evening && when.hour < 12 && !when.exact)) when.hour += 12;
    if (!out.empty()) out += " ";
    if (when.after) out += "after ";
    out += std::to_string(when.hour) + ":" + (when.minute < 10 ? "0" : "") + std::to_string(when.minute);
    if (guessed && !evening && !when.after) out += "?";
    return out;
}

}  // namespace tutorline::domain
