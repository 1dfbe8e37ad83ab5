#include "domain/practice/item_answer.hpp"

#include <charconv>

namespace tutorline::domain {
namespace {

constexpr std::size_t digits_max = 9;

std::optional<long> read_number(std::string_view text) {
    long number = 0;
    if (text.empty() || text.size() > digits_max + (text.front() == '-' ? 1 : 0)) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The sum up to the sign `=`, in figures; empty for an item that is words.
std::string figures(const Item& item) {
    const auto& o = item.operands;
    const auto both = [&](const char* sign) { return std::to_string(o[0]) + sign + std::to_string(o[1]); };
    switch (item.skill) {
        case Skill::addition: return both(" + ");
        case Skill::subtraction: return both(" - ");
        case Skill::multiplication: return both(" x ");
        case Skill::division: return both(" : ");
        case Skill::fractions: {
            const std::string below = "/" + std::to_string(o[2]);
            return std::to_string(o[0]) + below + (o[1] < 0 ? " - " : " + ") + std::to_string(o[1] < 0 ? -o[1] : o[1]) + below;
        }
        default: return {};
    }
}

}  // namespace

std::optional<CanonicalValue> read_value(std::string_view value) {
    const std::size_t sign = value.find_first_of("r/");
    const auto whole = read_number(value.substr(0, sign));
    if (!whole) return std::nullopt;
    if (sign == std::string_view::npos) return CanonicalValue{*whole, std::nullopt, 1};
    const auto second = read_number(value.substr(sign + 1));
    if (!second || *second < 0) return std::nullopt;
    if (value[sign] == 'r') return CanonicalValue{*whole, *second, 1};
    if (*second == 0) return std::nullopt;
    return CanonicalValue{*whole, std::nullopt, *second};
}

std::string answer_text(std::string_view expected, const Catalog& catalog, std::span<const std::string> languages) {
    const auto value = read_value(expected);
    if (!value || !value->rest) return std::string{expected};
    return render(catalog, languages, "words.remainder", {{"quotient", std::to_string(value->whole)}, {"remainder", std::to_string(*value->rest)}});
}

std::string sum_text(const Item& item, const Catalog& catalog, std::span<const std::string> languages) {
    const std::string sum = figures(item);
    return sum.empty() ? item_text(item, catalog, languages) : sum + " = ?";
}

std::string solved_text(const Item& item, const Catalog& catalog, std::span<const std::string> languages) {
    const std::string sum = figures(item);
    const std::string answer = answer_text(item.expected, catalog, languages);
    return sum.empty() ? answer : sum + " = " + answer;
}

std::string key_text(const Item& item, const Catalog& catalog, std::span<const std::string> languages) {
    if (!figures(item).empty()) return solved_text(item, catalog, languages);
    return item_text(item, catalog, languages) + " (" + answer_text(item.expected, catalog, languages) + ")";
}

}  // namespace tutorline::domain
