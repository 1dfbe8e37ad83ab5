#include "web/change_form.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/civil_time.hpp"

namespace tutorline::web {
namespace {

namespace json = boost::json;

constexpr std::size_t code_letters_max = 48;
constexpr std::size_t key_letters_max = 64;
constexpr std::string_view own_signs[] = {"engine", "tutor", "family", "coordinator", "plan"};

base::Error bad(std::string code, std::string message) { return {base::Error::Policy::permanent, std::move(code), std::move(message)}; }

/// Fields of the outer object as they are written; `text` is valid JSON.
std::size_t fields_written(std::string_view text) {
    std::size_t fields = 0;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            for (++i; i < text.size() && text[i] != '"'; ++i)
                if (text[i] == '\\') ++i;
        }
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (c == ':' && depth == 1) ++fields;
    }
    return fields;
}

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

/// A small letter, then small letters, digits and `more`.
bool is_sign(std::string_view text, std::string_view more) {
    const auto fine = [&](char c) { return is_small(c) || (c >= '0' && c <= '9') || more.find(c) != std::string_view::npos; };
    return !text.empty() && text.size() <= code_letters_max && is_small(text.front()) && std::all_of(text.begin(), text.end(), fine);
}

template <class Words>
std::string listed(const Words& words) {
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : ", ") + std::string{word};
    return list;
}

}  // namespace

base::Result<ChangeForm> ChangeForm::parse(std::string_view body) {
    json::error_code fault;
    json::value value = json::parse(json::string_view{body.data(), body.size()}, fault);
    if (fault || !value.is_object()) return bad("json_bad", "the body must be one JSON object");
    if (fields_written(body) != value.get_object().size()) return bad("json_twice", "a field stands twice");
    return ChangeForm{std::move(value.get_object())};
}

const json::value* ChangeForm::find(std::string_view name) {
    asked_.emplace_back(name);
    return fields_.if_contains(json::string_view{name.data(), name.size()});
}

std::optional<std::string> ChangeForm::text(std::string_view name, bool needed, std::string_view what) {
    const json::value* value = find(name);
    if (value != nullptr && value->is_string()) return std::string{value->get_string()};
    if (needed || value != nullptr) refuse(std::string{name} + " must be " + std::string{what});
    return std::nullopt;
}

std::int64_t ChangeForm::id(std::string_view name) {
    const json::value* value = find(name);
    if (value != nullptr && value->is_int64() && value->get_int64() > 0) return value->get_int64();
    refuse(std::string{name} + " must be a number that the list shows as id");
    return 0;
}

bool ChangeForm::yes_no(std::string_view name) {
    const json::value* value = find(name);
    if (value != nullptr && value->is_bool()) return value->get_bool();
    refuse(std::string{name} + " must be true or false");
    return false;
}

std::string ChangeForm::key(std::string_view name, bool needed) {
    constexpr std::string_view what = "a key of your sheets";
    auto given = text(name, needed, what);
    if (given && (given->empty() || given->size() > key_letters_max)) refuse(std::string{name} + " must be " + std::string{what});
    return given.value_or("");
}

std::string ChangeForm::code(std::string_view name) {
    constexpr std::string_view what = "a code, not a sentence: small letters, digits and _, a letter first, at most 48; for example \"visited\"";
    auto given = text(name, true, what);
    if (given && !is_sign(*given, "_")) refuse(std::string{name} + " must be " + std::string{what});
    return given.value_or("");
}

std::string ChangeForm::author() {
    constexpr std::string_view what = "who makes the change, as a short sign: small letters, digits, '.', '-' and _, a letter first, at most 48; for example \"ana\"";
    auto given = text("author", true, what);
    if (!given) return {};
    const bool own = std::find(std::begin(own_signs), std::end(own_signs), *given) != std::end(own_signs);
    if (own || !is_sign(*given, "._-")) refuse("author must be " + std::string{what} + (own ? "; this one is the service's own" : ""));
    return *given;
}

std::chrono::sys_days ChangeForm::day(std::string_view name) {
    constexpr std::string_view what = "a day, as 2027-04-05";
    const auto given = text(name, true, what);
    if (!given) return {};
    if (const auto day = base::parse_date(*given)) return *day;
    refuse(std::string{name} + " must be " + std::string{what});
    return {};
}

std::vector<std::string> ChangeForm::some_of(std::string_view name, const std::vector<std::string>& known) {
    const json::value* value = find(name);
    if (value == nullptr) return {};
    std::vector<std::string> chosen;
    bool fine = value->is_array() && !value->get_array().empty();  // none chosen is not all: who means all leaves the name out
    for (const json::value& each : fine ? value->get_array() : json::array{}) {
        const std::string word = each.is_string() ? std::string{each.get_string()} : std::string{};
        fine = fine && std::find(known.begin(), known.end(), word) != known.end();
        if (std::find(chosen.begin(), chosen.end(), word) == chosen.end()) chosen.push_back(word);
    }
    if (!fine) refuse(std::string{name} + " must be a list of at least one of: " + listed(known));
    return chosen;
}

std::string ChangeForm::word(std::string_view name, const std::vector<std::string_view>& words) {
    const std::string what = "one of: " + listed(words);
    const auto given = text(name, true, what);
    if (given && std::find(words.begin(), words.end(), *given) == words.end()) refuse(std::string{name} + " must be " + what);
    return given.value_or("");
}

std::optional<std::string> ChangeForm::problems() {
    const bool more = std::any_of(fields_.begin(), fields_.end(), [&](const auto& field) {
        return std::find(asked_.begin(), asked_.end(), std::string_view{field.key().data(), field.key().size()}) == asked_.end();
    });
    if (more) refuse("there is a field that is none of: " + listed(asked_));
    if (problems_.empty()) return std::nullopt;
    std::string all;
    for (const std::string& problem : problems_) all += (all.empty() ? "" : "; ") + problem;
    return all;
}

}  // namespace tutorline::web
