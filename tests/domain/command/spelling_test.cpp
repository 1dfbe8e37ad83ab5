// What counts as one wrong letter.
#include "domain/command/spelling.hpp"

#include <gtest/gtest.h>

#include <random>

#include "domain/command/vocabulary.hpp"

namespace tutorline::domain::spelling_test {
namespace {

/// The number of letters written, left out, changed or swapped, by the definition: no shortcut.
std::size_t edits(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            d[i][j] = i == 0 ? j : j == 0 ? i : std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

std::string random_word(std::mt19937& random, std::size_t letters_max) {
    std::string word;
    for (std::size_t n = random() % (letters_max + 1); n > 0; --n) word.push_back(static_cast<char>('a' + random() % 3));
    return word;
}

TEST(Spelling, CountsOneEditAsTheDefinitionDoes) {
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const std::string a = random_word(random, 6), b = random_word(random, 6);
        EXPECT_EQ(within_edits(a, b, 1), edits(a, b) <= 1) << a << ' ' << b;
        EXPECT_EQ(within_edits(a, b, 2), edits(a, b) <= 2) << a << ' ' << b;
    }
}

TEST(Spelling, FindsTheOneNearKeyAndNoneBetweenTwo) {
    std::mt19937 random(8);
    for (int round = 0; round < 200; ++round) {
        NearKeys keys;
        std::vector<std::string> words;
        for (std::uint32_t i = 1; i <= 12; ++i) keys.add(words.emplace_back(random_word(random, 7)), i);
        for (int i = 0; i < 50; ++i) {
            const std::string wanted = random_word(random, 7);
            std::uint32_t near = 0, count = 0;
            for (std::uint32_t k = 0; k < words.size(); ++k)
                if (edits(words[k], wanted) <= 1) near = k + 1, ++count;
            EXPECT_EQ(keys.find(wanted), count == 1 ? near : 0) << wanted;
        }
    }
    EXPECT_EQ(NearKeys().find(""), 0u);
    EXPECT_EQ(NearKeys().find("a"), 0u);
}

}  // namespace
}  // namespace tutorline::domain::spelling_test
