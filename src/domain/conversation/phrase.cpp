#include "domain/conversation/phrase.hpp"

#include <array>

namespace tutorline::domain {
namespace {

constexpr std::array<std::string_view, 7> day_keys{"days.mon", "days.tue", "days.wed", "days.thu", "days.fri", "days.sat", "days.sun"};

std::string day_and_month(std::chrono::sys_days day) {
    const std::chrono::year_month_day date{day};
    return std::to_string(static_cast<unsigned>(date.day())) + "/" + std::to_string(static_cast<unsigned>(date.month()));
}

void fill_moment(Arguments& arguments, const Catalog& catalog, std::span<const std::string> languages, const Phrase& phrase,
                 base::Instant now) {
    const auto zone = base::Zone::find(phrase.zone);
    if (!zone) return;
    const base::CivilTime at = zone->to_civil(*phrase.when);
    arguments.emplace_back("day", day_words(catalog, languages, at.day, zone->to_civil(now).day));
    arguments.emplace_back("hour", base::format_hour(at.minute_of_day()));
}

std::string with_commas(std::span<const std::string> names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace

void put_names(Phrase& phrase, std::string placeholder, std::span<const std::string> names) {
    if (names.size() < 2) {
        phrase.arguments.emplace_back(std::move(placeholder), with_commas(names));
        return;
    }
    Phrase list{"words.and", {{"first", with_commas(names.first(names.size() - 1))}, {"second", names.back()}}, {}, {}, {}};
    phrase.parts.push_back({std::move(placeholder), {std::move(list)}, " "});
}

std::string day_words(const Catalog& catalog, std::span<const std::string> languages, std::chrono::sys_days day,
                      std::chrono::sys_days today) {
    if (day == today) return render(catalog, languages, "words.today", {});
    const int weekday = base::CivilTime{day, base::Seconds{0}}.weekday();
    const std::string name = render(catalog, languages, day_keys[static_cast<std::size_t>(weekday)], {});
    const std::string date = render(catalog, languages, "words.date", {{"day", name}, {"date", day_and_month(day)}});
    if ((day - today).count() == 1) return render(catalog, languages, "words.tomorrow", {{"day", date}});
    return date;
}

std::string render(const Catalog& catalog, std::span<const std::string> languages, const Phrase& phrase, base::Instant now) {
    Arguments arguments = phrase.arguments;
    for (const Phrase::Part& part : phrase.parts) {
        std::string joined;
        for (const Phrase& piece : part.phrases) {
            if (!joined.empty()) joined += part.separator;
            joined += render(catalog, languages, piece, now);
            while (joined.ends_with(' ')) joined.pop_back();  // a piece that ends in a placeholder nothing fills
        }
        arguments.emplace_back(part.placeholder, std::move(joined));
    }
    if (phrase.when) fill_moment(arguments, catalog, languages, phrase, now);
    return render(catalog, languages, phrase.key, arguments);
}

}  // namespace tutorline::domain
