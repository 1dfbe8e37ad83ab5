#include "domain/command/when.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "domain/command/day_words.hpp"
#include "domain/command/number_scan.hpp"

namespace tutorline::domain {
namespace {

struct Named {
    std::string_view key;  ///< spelling key
    std::string_view meaning;
};

// By spelling key, all languages.
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
    std::string_view denied[2];  ///< days on which they cannot
    std::string_view part;
    bool after = false;
    bool other_day = false;  ///< 'otro dia'
    int hour = -1;
    int minute = 0;
    bool exact = false;
};

/// 'cualquier dia menos viernes'.
bool excepts(const MarkedText& text, std::size_t i) {
    static constexpr std::string_view words[] = {"menos", "esepto", "salbo", "eseto", "esept", "but", "sof"};
    return text.word(i) && std::find(std::begin(words), std::end(words), text.tokens[i].key) != std::end(words);
}

void take_day(const MarkedText& text, std::size_t i, std::string_view day, bool denied, When& when) {
    if (i > 0 && (excepts(text, i - 1) || (i > 1 && text.is(i - 1, WordRole::article) && excepts(text, i - 2)))) denied = true;
    // 'jueves no viernes si': the word behind the day has the last word.
    if (text.is(i + 1, WordRole::denial)) denied = true;
    if (text.word(i + 1) && (text.tokens[i + 1].key == "si" || text.tokens[i + 1].key == "sim")) denied = false;
    if (!denied) {
        if (when.day.empty()) when.day = day;
    } else if (when.denied[0].empty() || when.denied[0] == day) {
        when.denied[0] = day;
    } else if (when.denied[1].empty()) {
        when.denied[1] = day;
    }
}

void take_word(const MarkedText& text, std::size_t i, bool denied, When& when) {
    const std::string_view key = text.tokens[i].key;
    if (!denied)
        for (const std::string_view word : after_words) when.after = when.after || key == word;
    if (const auto day = day_at(text, i); !day.empty() && day != "today") return take_day(text, i, day, denied, when);
    const std::string_view before = i > 0 && text.word(i - 1) ? text.tokens[i - 1].key : std::string_view{};
    if (!denied && (before == "mas" || before == "mais") && (key == "tarde" || key == "temprano" || key == "sedo")) {
        when.part = key == "tarde" ? "later" : "earlier";
        return;
    }
    if ((key == "dia" || key == "fexa" || key == "day") && (before == "otro" || before == "otra" || before == "outro" || before == "outra" || before == "another")) when.other_day = true;
    if (!denied && (key == "later" || key == "earlier")) when.part = key == "later" ? "later" : "earlier";
    if (const auto part = find(std::begin(parts), std::end(parts), key); !part.empty() && !denied) when.part = part;
}

/// 'no antes de las 6' is an hour after which they can; any other hour beside a 'no' is none.
bool is_bound(const MarkedText& text, std::size_t number) {
    for (std::size_t i = number >= 3 ? number - 3 : 0; i < number; ++i)
        if (text.word(i) && (text.tokens[i].key == "antes" || text.tokens[i].key == "before" || text.tokens[i].key == "asta")) return true;
    return false;
}

/// '30' of '19:30' or '19.30': the two digits at token i, if they are minutes.
int minute_at(const MarkedText& text, std::size_t i) {
    if (!text.digits(i) || text.tokens[i].text.size() != 2) return -1;
    const int minute = (text.tokens[i].text[0] - '0') * 10 + (text.tokens[i].text[1] - '0');
    return minute < 60 ? minute : -1;
}

/// '7 y media': the half behind the hour.
bool half_behind(const MarkedText& text, std::size_t last) {
    return text.is(last, WordRole::and_word) && text.is(last + 1, WordRole::half);
}

/// The hour that digits and a point make: 19 of '19.30'; -1: none.
int hour_with_point(const MarkedText& text, const FoundNumber& number) {
    const bool pointed = number.last == number.first + 3 && text.symbol(number.first + 1, '.') && minute_at(text, number.first + 2) >= 0;
    if (!pointed || !text.digits(number.first) || text.tokens[number.first].text.size() > 2) return -1;
    int hour = 0;
    for (const char digit : text.tokens[number.first].text) hour = hour * 10 + (digit - '0');
    return hour;
}

void take_hour(const MarkedText& text, const FoundNumber& number, HourMarks marks, When& when) {
    constexpr std::int64_t hour_max = 24;
    const int pointed = hour_with_point(text, number);
    const bool mixed = number.value.form == Answer::Form::mixed && number.value.denominator == 2;  // '7 y media' as one number
    const auto value = pointed >= 0 ? pointed : mixed ? number.value.numerator / 2 : number.value.numerator;
    const bool whole = number.value.form == Answer::Form::integer || mixed || pointed >= 0;
    if (number.phone || !whole || value < 0 || value > hour_max || when.hour >= 0) return;
    const bool led = number.first > 0 && text.is(number.first - 1, WordRole::time_before);
    const bool followed = text.is(number.last, WordRole::time_after) || text.symbol(number.last, ':');
    const bool plain = marks == HourMarks::needless && value > 0 && value < hour_max && !number.weak;
    if (!led && !followed && !plain) return;
    when.hour = static_cast<int>(value);
    if (pointed >= 0) when.minute = minute_at(text, number.first + 2);
    if (mixed || half_behind(text, number.last)) when.minute = 30;
    if (text.symbol(number.last, ':')) when.minute = std::max(0, minute_at(text, number.last + 1));
    if (text.word(number.last)) {
        when.exact = text.tokens[number.last].text == "pm" || text.tokens[number.last].text == "am";
        if (text.tokens[number.last].text == "pm" && when.hour < 12) when.hour += 12;
    }
}

}  // namespace

std::string read_when(const ReadContext& context, HourMarks marks) {
    When when;
    const auto numbers = scan_numbers(context.text, {});
    const auto strong = std::count_if(numbers.begin(), numbers.end(), [](const FoundNumber& number) { return !number.weak; });
    if (strong != 1) marks = HourMarks::needed;  // of '8 9' neither
    for (const FoundNumber& number : numbers) take_hour(context.text, number, marks, when);
    const auto all = clauses(context.text, when.hour >= 0);
    when = {};
    for (const Clause& clause : all) {
        for (std::size_t i = clause.first; i < clause.last; ++i)
            if (context.text.word(i)) take_word(context.text, i, clause.denied, when);
        for (const FoundNumber& number : numbers) {
            if (!clause.holds(number.first)) continue;
            const bool bound = clause.denied && is_bound(context.text, number.first);
            if (clause.denied && !bound) continue;
            take_hour(context.text, number, marks, when);
            when.after = when.after || (bound && when.hour >= 0);
        }
    }
    std::string out(when.day);
    if (when.day.empty())
        for (const std::string_view day : when.denied)
            if (!day.empty()) out += (out.empty() ? "not " : " not ") + std::string(day);
    if (when.day.empty() && when.other_day) out += out.empty() ? "other-day" : " other-day";
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
