#include "app/option_checks.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <limits>

#include "app/config_dir.hpp"
#include "app/reader_language.hpp"
#include "app/simulation/words_of_line.hpp"
#include "base/civil_time.hpp"
#include "program/catalog.hpp"
#include "program/coordinator_texts.hpp"

namespace tutorline::app {
namespace {

std::string refusal(const char* id, domain::Arguments arguments, const std::string& value) {
    arguments.emplace_back("value", program::quotable(value));
    const auto texts = program::CoordinatorTexts::load(config_dir());
    return texts ? texts->text(reader_language(), id, arguments) : program::quotable(value) + " cannot be used here";
}

/// A value of the whole text, without sign, blanks, leading zeros and other bases.
template <class Number>
std::optional<Number> plain_number(const std::string& text) {
    if (text.empty() || text.find_first_not_of("0123456789.") != std::string::npos) return std::nullopt;
    if (text.size() > 1 && text[0] == '0' && text[1] != '.') return std::nullopt;
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

CLI::Validator something() {
    return CLI::Validator{[](std::string& text) -> std::string {
                              if (!text.empty()) return {};
                              const auto texts = program::CoordinatorTexts::load(config_dir());
                              return texts ? texts->text(reader_language(), "option.empty", {}) : "the value is missing";
                          },
                          ""};
}

CLI::Validator whole_number(std::uint64_t min, std::uint64_t max) {
    return CLI::Validator{[min, max](std::string& text) -> std::string {
                              const auto value = plain_number<std::uint64_t>(text);
                              if (value && *value >= min && *value <= max) return {};
                              return refusal("option.whole", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}, text);
                          },
                          ""};
}

CLI::Validator seed_number() { return whole_number(0, std::numeric_limits<std::uint64_t>::max()); }

CLI::Validator seconds_span() {
    constexpr double min = 0.001;
    constexpr double max = 1e6;
    return CLI::Validator{[](std::string& text) -> std::string {
                              const auto value = plain_number<double>(text);
                              if (value && *value >= min && *value <= max) return {};
                              return refusal("option.seconds", {}, text);
                          },
                          ""};
}

CLI::Validator calendar_day() {
    return CLI::Validator{[](std::string& text) -> std::string {
                              const auto day = base::parse_date(text);
                              const auto year = day ? base::Date{*day}.year() : std::chrono::year{0};
                              if (day && year >= std::chrono::year{2000} && year <= std::chrono::year{2100}) return {};
                              return refusal("option.day", {}, text);
                          },
                          ""};
}

CLI::Validator language_list() {
    return CLI::Validator{[](std::string& text) -> std::string {
                              const auto tags = program::language_tags(config_dir() / "languages");
                              std::string known;
                              for (const std::string& tag : tags) known += (known.empty() ? "" : ", ") + tag;
                              for (const std::string& tag : split(text, ','))
                                  if (std::find(tags.begin(), tags.end(), tag) == tags.end()) return refusal("option.languages", {{"known", known}}, text);
                              return {};
                          },
                          ""};
}

CLI::Validator call_list() {
    return CLI::Validator{[](std::string& text) -> std::string {
                              constexpr int minutes_max = 120;
                              for (const std::string& mode : split(text, ',')) {
                                  if (mode == "nobody" || mode == "lost") continue;
                                  const auto minutes = mode.starts_with("child ") ? plain_number<int>(mode.substr(6)) : std::nullopt;
                                  if (!minutes || *minutes < 1 || *minutes > minutes_max) return refusal("option.calls", {}, text);
                              }
                              return {};
                          },
                          ""};
}

}  // namespace tutorline::app
