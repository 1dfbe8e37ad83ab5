#include "domain/command/days_denied.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "domain/command/day_words.hpp"

namespace tutorline::domain {
namespace {

constexpr std::array<std::string_view, 7> weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

template <std::size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string_view word_at(const MarkedText& text, std::size_t i) { return text.word(i) ? text.tokens[i].text : std::string_view{}; }

/// 'volvemos el lunes', 'recien mañana', 'mejor mañana', 'hasta mañana': they can from that day on.
bool led_to_can(const MarkedText& text, std::size_t i) {
    static constexpr std::string_view leads[] = {"recien", "mejor", "hasta", "vuelve", "vuelvo", "volvemos", "vuelven", "volveria", "regresa", "regresamos", "regresan",
                                                 "desde", "until", "volto", "volta", "voltamos", "rejupe", "ou", "rou", "aju", "menos", "antes", "despues"};
    constexpr std::size_t words_back = 3;
    for (std::size_t back = 1; back <= words_back && back <= i; ++back) {
        const std::string_view word = word_at(text, i - back);
        if (among(leads, word)) return true;
        if (word.empty() || (word != "el" && word != "la" && word != "los" && word != "de" && word != "dia" && word != "en")) return false;
    }
    return false;
}

/// 'no se si mañana', 'no sabemos si el jueves'.
bool doubted(const MarkedText& text, std::size_t i) {
    return (i > 0 && word_at(text, i - 1) == "si") || (i > 1 && word_at(text, i - 1) == "el" && word_at(text, i - 2) == "si");
}

/// 'mañana si', 'mañana ya puede', 'el jueves podemos'.
bool can_behind(const MarkedText& text, std::size_t i) {
    static constexpr std::string_view words[] = {"si", "sim", "ya", "puede", "podemos", "puedo", "pueden", "vuelve", "volvemos", "vuelvo", "regresa", "regresamos", "ikatu", "ikatuta", "ikatune", "tranquilo", "mejor"};
    return among(words, word_at(text, i + 1));
}

bool over(const MarkedText& text, const Clause& clause) {
    static constexpr std::string_view stems[] = {"habia", "hubo", "estab", "estuv", "estub", "pudo", "pudi", "pude", "podia", "fue", "fuimos", "tuv", "tenia", "quiso",
                                                 "atendio", "atendi", "llamo", "llamaron", "vino", "ayer", "kuehe", "kuri", "podiamos", "aparecio", "conecto"};
    for (std::size_t i = clause.first; i < clause.last; ++i) {
        const std::string_view word = word_at(text, i);
        for (const std::string_view stem : stems)
            if (word.starts_with(stem)) return true;
    }
    return false;
}

bool next_weeks(const MarkedText& text, std::size_t i) {
    static constexpr std::string_view before[] = {"proximo", "proxima", "otro", "prox"};
    const bool comes = word_at(text, i + 1) == "que" && (word_at(text, i + 2).starts_with("vien") || word_at(text, i + 2).starts_with("bien"));
    return comes || among(before, word_at(text, i + 1)) || (i > 0 && among(before, word_at(text, i - 1)));
}

DaysDenied::Part part_of(const MarkedText& text, const Clause& clause) {
    auto part = DaysDenied::Part::whole;
    int parts = 0;
    for (std::size_t i = clause.first; i < clause.last; ++i) {
        const std::string_view key = text.word(i) ? text.tokens[i].key : std::string_view{};
        const bool morning = is_morning(text, i) || key == "piarebe" || key == "morning" || key == "maten";
        const bool afternoon = key == "tarde" || key == "tardesita" || key == "karu" || key == "kaaru" || key == "siesta" || key == "asaje" || key == "afternon";
        const bool evening = key == "noxe" || key == "noite" || key == "piare" || key == "ebening";
        if (!morning && !afternoon && !evening) continue;
        part = morning ? DaysDenied::Part::morning : afternoon ? DaysDenied::Part::afternoon : DaysDenied::Part::evening;
        ++parts;
    }
    return parts == 1 ? part : DaysDenied::Part::whole;
}

class Finder {
  public:
    Finder(const MarkedText& text, bool told) : text_(text), told_(told) {}

    DaysDenied run() {
        const auto all = clauses(text_, false);
        const bool any_day = std::any_of(all.begin(), all.end(), [&](const Clause& clause) { return names_day(clause); });
        for (std::size_t n = 0; n < all.size(); ++n) {
            if (!all[n].denied) continue;
            take(all[n]);
            const bool today_behind = !names_day(all[n]) && n + 1 < all.size() && day_at(text_, all[n + 1].first) == "today" && means(all[n + 1].first);
            if (today_behind) found_ = days_.today = true;  // 'no podemos hoy'
        }
        if (!found_ && told_) {
            for (const Clause& clause : all)
                if (!found_ && names_day(clause)) take(clause);
        }
        if (!found_ && !any_day)
            for (const Clause& clause : all)
                if (clause.denied || told_) days_.part = days_.part == DaysDenied::Part::whole ? part_of(text_, clause) : days_.part;
        return days_;
    }

  private:
    bool names_day(const Clause& clause) const {
        for (std::size_t i = clause.first; i < clause.last; ++i)
            if (!day_at(text_, i).empty()) return true;
        return false;
    }

    /// 'jueves no viernes si': the word behind the day has the last word.
    bool means(std::size_t i) const {
        if (text_.is(i + 1, WordRole::denial)) return !doubted(text_, i);
        return !led_to_can(text_, i) && !doubted(text_, i) && !can_behind(text_, i);
    }

    void take(const Clause& clause) {
        const bool past = over(text_, clause);
        for (std::size_t i = clause.first; i < clause.last; ++i) {
            const std::string_view day = day_at(text_, i);
            if (day.empty() || !means(i)) continue;
            const auto weekday = std::find(weekdays.begin(), weekdays.end(), day);
            if (past && day != "tomorrow") continue;
            found_ = true;
            if (day == "today") days_.today = true;
            if (day == "tomorrow") days_.tomorrow = true;
            if (day == "day-after-tomorrow") days_.day_after = true;
            if (weekday != weekdays.end()) {
                days_.weekdays = static_cast<std::uint8_t>(days_.weekdays | 1U << static_cast<unsigned>(weekday - weekdays.begin()));
                days_.unsure = days_.unsure || next_weeks(text_, i);
            }
            if (days_.part == DaysDenied::Part::whole) days_.part = part_of(text_, clause);
        }
    }

    const MarkedText& text_;
    bool told_;
    bool found_ = false;
    DaysDenied days_;
};

}  // namespace

DaysDenied read_days_denied(const ReadContext& context, bool told) { return Finder(context.text, told).run(); }

bool away_for_a_day(const ReadContext& context) {
    constexpr std::size_t words_max = 7;
    static constexpr std::string_view long_words[] = {"semana", "semanas", "mes", "meses", "tiempo", "dias", "vacacion", "vacaciones", "temporada", "quincena", "mas", "jasy"};
    if (context.words.distinct() > words_max) return false;
    for (std::size_t i = 0; i < context.text.size(); ++i)
        if (context.text.digits(i) || among(long_words, word_at(context.text, i))) return false;
    const DaysDenied days = read_days_denied(context, false);
    return days.today || days.later_day();
}

}  // namespace tutorline::domain
