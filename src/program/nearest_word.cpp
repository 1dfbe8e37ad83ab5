#include "program/nearest_word.hpp"

#include <algorithm>
#include <vector>

#include "domain/messaging/segments.hpp"

namespace tutorline::program {
namespace {

/// Latin letters with marks -> the bare letter; 0 for a combining mark; others as they are.
char32_t bare_letter(char32_t c) {
    struct Row { char32_t bare; std::u32string_view marked; };
    static constexpr Row rows[] = {
        {U'a', U"áàâãäåÁÀÂÃÄÅ"}, {U'e', U"éèêëẽÉÈÊËẼ"}, {U'i', U"íìîïĩÍÌÎÏĨ"}, {U'o', U"óòôõöÓÒÔÕÖ"},
        {U'u', U"úùûüũÚÙÛÜŨ"},   {U'n', U"ñÑ"},         {U'y', U"ýỹÝỸ"},       {U'c', U"çÇ"},
        {U'g', U"g̃"},            {U' ', U"\u00A0_-–—\t\r\n"},
    };
    if (c >= 0x300 && c <= 0x36F) return 0;
    if (c >= U'A' && c <= U'Z') return c + 32;
    for (const Row& row : rows)
        if (row.marked.find(c) != std::u32string_view::npos) return row.bare;
    return c;
}

/// Optimal string alignment: Levenshtein with swaps of neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) table[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) table[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    return table[a.size()][b.size()];
}

}  // namespace

std::string folded(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = domain::next_character(text, at);
        const char32_t bare = bare_letter(c);
        if (bare == 0) continue;
        if (bare == U' ') {
            if (!result.empty() && result.back() != ' ') result += ' ';
        } else if (bare < 0x80) {
            result += static_cast<char>(bare);
        } else {
            result += text.substr(start, at - start);
        }
    }
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
    constexpr std::size_t letters_max = 40;
    const std::string wanted = folded(word);
    if (wanted.empty() || wanted.size() > letters_max) return {};
    std::string best;
    std::size_t best_distance = wanted.size() / 3 + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t d = distance(wanted, folded(candidate));
        if (d < best_distance) {
            best = candidate;
            best_distance = d;
        }
    }
    return best;
}

}  // namespace tutorline::program
