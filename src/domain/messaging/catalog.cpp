#include "domain/messaging/catalog.hpp"

#include <algorithm>

#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {


/// The placeholder that begins at `at` ('{'), without braces; empty when there is none.
std::string_view placeholder_at(std::string_view text, std::size_t at) {
    if (text[at] != '{') return {};
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) return {};
    const std::string_view name = text.substr(at + 1, end - at - 1);
    const bool plain = std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    return plain ? name : std::string_view{};
}

struct Found {
    std::string_view language;
    const Message* message = nullptr;
};

Found find_first(const Catalog& catalog, std::span<const std::string> languages, std::string_view key) {
    for (const auto& language : languages)
        if (const Message* message = catalog.find(language, key)) return {language, message};
    return {complete_language, catalog.find(complete_language, key)};
}

}  // namespace

void Catalog::add(const std::string& language, const std::string& key, Message message) {
    by_language_[language].insert_or_assign(key, std::move(message));
}

const Message* Catalog::find(std::string_view language, std::string_view key) const {
    const auto& all = messages(language);
    const auto found = all.find(key);
    return found == all.end() ? nullptr : &found->second;
}

std::vector<std::string> Catalog::languages() const {
    std::vector<std::string> tags;
    for (const auto& [tag, unused] : by_language_) tags.push_back(tag);
    return tags;
}

const std::map<std::string, Message, std::less<>>& Catalog::messages(std::string_view language) const {
    static const std::map<std::string, Message, std::less<>> none;
    const auto found = by_language_.find(language);
    return found == by_language_.end() ? none : found->second;
}

std::vector<std::string> placeholders(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const std::string_view name = placeholder_at(text, at);
        if (!name.empty() && std::ranges::find(names, name) == names.end()) names.emplace_back(name);
    }
    return names;
}

namespace {

/// A name before which Spanish says 'e', not 'y': Ines, Hilda, but not Hierro.
bool sounds_i(std::string_view name) {
    if (name.starts_with("Hie") || name.starts_with("Hia")) return false;
    return name.starts_with('I') || name.starts_with("\u00CD") || name.starts_with("Hi") || name.starts_with("H\u00ED");
}

}  // namespace

std::string render(const Catalog& catalog, std::span<const std::string> languages, std::string_view key, const Arguments& arguments) {
    const Message* message = find_first(catalog, languages, key).message;
    if (message == nullptr) return {};
    const std::string_view text = message->text;
    const bool spanish = language_of(catalog, languages, key) == "es";
    const bool fold = in_gsm7(text);
    std::string out;
    out.reserve(2 * text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t brace = std::min(text.find('{', at), text.size());
        out.append(text, at, brace - at);
        at = brace;
        if (at == text.size()) break;
        const std::string_view name = placeholder_at(text, at);
        if (name.empty()) {
            out += text[at++];
            continue;
        }
        const auto given = std::ranges::find(arguments, name, [](const auto& argument) { return std::string_view{argument.first}; });
        if (given != arguments.end()) {
            const std::string value = fold ? fold_to_gsm7(given->second) : given->second;
            if (spanish && sounds_i(value) && out.ends_with(" y ")) out[out.size() - 2] = 'e';  // 'Luis e Ines'
            out += value;
        }
        at += name.size() + 2;
    }
    return out;
}

std::string_view language_of(const Catalog& catalog, std::span<const std::string> languages, std::string_view key) {
    return find_first(catalog, languages, key).language;
}

}  // namespace tutorline::domain
