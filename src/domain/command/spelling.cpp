#include "domain/command/spelling.hpp"

#include <algorithm>
#include <array>

namespace tutorline::domain {
namespace {

constexpr std::size_t word_letters_max = 40;

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
bool softens(char c) { return c == 'e' || c == 'i' || c == 'y'; }

/// The sound of word[i]; `step` is how many letters it took; '\0' is silence.
char sound(std::string_view word, std::size_t i, std::size_t& step) {
    const char c = word[i];
    const char next = i + 1 < word.size() ? word[i + 1] : '\0';
    const char after = i + 2 < word.size() ? word[i + 2] : '\0';
    step = 1;
    switch (c) {
        case 'h': return word.size() <= 2 ? 'h' : '\0';  // 'hs', 'ha' and 's', 'a' are different words
        case 'v': return 'b';
        case 'z': return 's';
        case 'x': return word.size() > 1 ? 's' : 'x';
        case 'y': return 'i';
        case 'c':
            if (next == 'h') return step = 2, 'x';
            if (next == 'k') return step = 2, 'k';
            return softens(next) ? 's' : 'k';
        case 's':
            if (next == 'h') return step = 2, 'x';
            if (next == 'c' && softens(after)) return step = 2, 's';
            return 's';
        case 'q': return next == 'u' && softens(after) ? (step = 2, 'k') : 'k';  // the u of 'quatro' sounds
        case 'p': return next == 'h' ? (step = 2, 'f') : 'p';
        case 'l': return next == 'l' && i + 2 < word.size() ? (step = 2, 'i') : 'l';
        case 'g':
            if (next == 'u' && softens(after)) return step = 2, 'g';
            return softens(next) ? 'j' : 'g';
        case 'n': return next == 'p' || next == 'b' ? 'm' : 'n';  // 'tanbien', 'conprar'
        default: return c;
    }
}

/// One letter more, less, another or two swapped: what the general table below says, without the table.
bool within_one_edit(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() > b.size() + 1) return false;
    std::size_t same = 0;
    while (same < b.size() && a[same] == b[same]) ++same;
    if (same == b.size()) return true;
    if (a.size() > b.size()) return a.substr(same + 1) == b.substr(same);
    if (a.substr(same + 1) == b.substr(same + 1)) return true;
    return same + 1 < a.size() && a[same] == b[same + 1] && a[same + 1] == b[same] && a.substr(same + 2) == b.substr(same + 2);
}

}  // namespace

void append_spelling_key(std::string_view word, std::string& out) {
    word = word.substr(0, word_letters_max);
    const std::size_t start = out.size();
    for (std::size_t i = 0, step = 1; i < word.size(); i += step) {
        const char c = sound(word, i, step);
        if (c == '\0') continue;
        const std::size_t n = out.size() - start;
        if (n >= 1 && out.back() == c && !is_vowel(c)) continue;
        if (n >= 2 && is_vowel(c) && out[out.size() - 1] == c && out[out.size() - 2] == c) continue;
        out.push_back(c);
    }
    // 'siii' and 'holaaa' stretch a vowel; 'ndaikuaai' and 'hee' are spelt with two.
    for (std::size_t i = start; i + 2 < out.size();) {
        if (is_vowel(out[i]) && out[i] == out[i + 1] && out[i] == out[i + 2]) out.erase(i, 2);
        else ++i;
    }
    if (out.size() == start && !word.empty()) out.push_back(word.front());
}

std::string spelling_key(std::string_view word) {
    std::string key;
    append_spelling_key(word, key);
    return key;
}

bool slipped(std::string_view typed, std::string_view word) {
    constexpr std::size_t swapped_min = 4, left_out_min = 5;
    if (typed.size() < swapped_min || word.size() < swapped_min || typed == word || typed.front() != word.front() || typed.back() != word.back()) return false;
    std::size_t same = 0;
    while (same < typed.size() && same < word.size() && typed[same] == word[same]) ++same;
    if (typed.size() == word.size())
        return typed[same] == word[same + 1] && typed[same + 1] == word[same] && typed.substr(same + 2) == word.substr(same + 2);
    if (word.size() < left_out_min) return false;
    if (typed.size() == word.size() + 1) return typed.substr(same + 1) == word.substr(same);
    const bool left_out = typed.size() + 1 == word.size() && typed.substr(same) == word.substr(same + 1);
    return left_out && (typed.size() >= left_out_min || is_vowel(word[same]));
}

bool within_edits(std::string_view a, std::string_view b, std::size_t edits_max) {
    if (a.size() > word_letters_max || b.size() > word_letters_max) return a == b;
    if (edits_max == 1) return within_one_edit(a, b);
    if (a.size() > b.size() + edits_max || b.size() > a.size() + edits_max) return false;
    std::array<std::array<std::size_t, word_letters_max + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& above2 = rows[(i + 1) % 3];
        row[0] = i;
        std::size_t best = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], above2[j - 2] + 1);
            best = std::min(best, row[j]);
        }
        if (best > edits_max) return false;
    }
    return rows[a.size() % 3][b.size()] <= edits_max;
}

}  // namespace tutorline::domain
