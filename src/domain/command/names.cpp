#include <algorithm>
#include <utility>

#include "domain/command/read_context.hpp"
#include "domain/command/spelling.hpp"

namespace tutorline::domain {
namespace {

struct NameKey {
    std::string key;
    std::size_t index;
};

/// 'Luisito', 'Anita', 'Luizinho': the name's stem with a fond ending.
bool pet_name(std::string_view word, std::string_view name) {
    static constexpr std::string_view endings[] = {"ito", "ita", "esito", "esita", "sito", "sita", "inio", "inia", "ino", "ina", "in", "i"};
    std::string_view stem = name;
    if (stem.size() > 3 && (stem.back() == 'a' || stem.back() == 'o' || stem.back() == 'e')) stem.remove_suffix(1);
    if (name.size() == 3 && name.back() == 'a') stem.remove_suffix(1);
    if (!word.starts_with(stem) || stem.size() < 2) return false;
    const std::string_view ending = word.substr(stem.size());
    return std::find(std::begin(endings), std::end(endings), ending) != std::end(endings);
}

/// 'Tobi' for Tobias: the beginning of a longer name.
bool short_name(std::string_view word, std::string_view name) {
    constexpr std::size_t short_min = 4;
    return word.size() >= short_min && name.size() > word.size() && name.starts_with(word);
}

/// How well the packs know a word: 'este' is one of theirs in that very spelling, so no Esteban.
enum class Known { never_seen, seen, has_role };

bool spells(std::string_view word, const std::string& name, Known known) {
    if (word == name) return true;
    if (name.size() >= 3 && pet_name(word, name)) return true;
    if (known == Known::never_seen && short_name(word, name)) return true;
    const bool known_word = known == Known::has_role;
    if (name.size() < 4 || known_word) return false;
    return within_edits(word, name, name.size() >= 7 ? 2 : 1);
}

/// 'L 27 A 81' of Lucia and Ana: at least two children by their initials, each with a number behind it.
void find_initials(const MarkedText& text, const std::vector<NameKey>& keys, std::vector<std::optional<std::size_t>>& found) {
    std::vector<std::pair<std::size_t, std::size_t>> initials;  // token, child
    for (std::size_t t = 0; t < text.size(); ++t) {
        if (found[t]) return;
        if (!text.word(t) || text.tokens[t].text.size() != 1) continue;
        const std::size_t number = text.symbol(t + 1, ':') || text.symbol(t + 1, '=') || text.symbol(t + 1, '.') || text.symbol(t + 1, '-') ? t + 2 : t + 1;
        if (!text.digits(number) || (number == t + 1 && text.glued(number))) continue;
        std::optional<std::size_t> child;
        for (const NameKey& name : keys) {
            if (name.key[0] != text.tokens[t].key[0]) continue;
            if (child && *child != name.index) return;  // two of one initial
            child = name.index;
        }
        if (!child) return;
        for (const auto& [token, earlier] : initials)
            if (earlier == *child) return;
        initials.emplace_back(t, *child);
    }
    if (initials.size() < 2) return;
    for (const auto& [token, child] : initials) found[token] = child;
}

}  // namespace

std::vector<std::optional<std::size_t>> find_names(const MarkedText& text, const std::vector<std::string>& names) {
    std::vector<std::optional<std::size_t>> found(text.size());
    const bool words = std::any_of(text.tokens.begin(), text.tokens.end(), [](const Token& token) { return token.kind == Token::Kind::word; });
    if (!words) return found;  // most replies are a number
    std::vector<NameKey> keys;
    for (std::size_t i = 0; i < names.size() && i < 64; ++i) {
        const FoldedText folded(names[i]);
        // A second first name or a surname may also stand alone, but the first word of the full name goes first.
        for (const Token& token : folded.tokens())
            if (token.kind == Token::Kind::word && token.key.size() >= 2) keys.push_back({std::string(token.key), i});
    }
    if (keys.empty()) return found;
    for (std::size_t t = 0; t < text.size(); ++t) {
        if (!text.word(t) || text.tokens[t].text.size() < 2) continue;
        const Known known = text.roles[t] != 0 && text.ids[t] != unknown_word ? Known::has_role : text.exact[t] ? Known::seen : Known::never_seen;
        for (const NameKey& name : keys) {
            if (text.tokens[t].key == name.key) {
                found[t] = name.index;
                break;
            }
            if (!found[t] && spells(text.tokens[t].key, name.key, known)) found[t] = name.index;
        }
    }
    if (names.size() >= 2) find_initials(text, keys, found);
    return found;
}

}  // namespace tutorline::domain
