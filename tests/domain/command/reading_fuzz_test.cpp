// Replays the fuzz corpus, whole and damaged, so that every build runs what the fuzzers start from.
#include "support/reading_fuzz.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tutorline::domain::reading_fuzz_test {
namespace {

std::string damaged(std::string text, std::mt19937& random) {
    for (int edits = 0; edits < 4; ++edits) {
        const std::size_t at = random() % (text.size() + 1);
        switch (random() % 4) {
            case 0: text.insert(at, 1, static_cast<char>(random() % 256)); break;
            case 1: text.erase(at / 2, 1 + random() % 3); break;
            case 2: text += text.substr(at / 2, 200); break;
            default: if (at < text.size()) text[at] = static_cast<char>(random() % 256);
        }
    }
    return text.substr(0, 1600);
}

TEST(ReadingFuzz, ReplaysTheCorpusWholeAndDamaged) {
    std::mt19937 random(7);
    const auto corpus = test::fuzz_corpus();
    ASSERT_GT(corpus.size(), 400u);
    for (const std::string& text : corpus)
        for (int copy = 0; copy < 4; ++copy) {
            const std::string input = copy == 0 ? text : damaged(text, random);
            EXPECT_EQ(test::try_reader(input), "") << testing::PrintToString(input);
            EXPECT_EQ(test::try_numbers(input), "") << testing::PrintToString(input);
            EXPECT_EQ(test::try_opt_out(input), "") << testing::PrintToString(input);
        }
}

TEST(ReadingFuzz, TakesAnyBytes) {
    std::mt19937 random(11);
    for (int round = 0; round < 300; ++round) {
        std::string bytes(random() % 2000, '\0');
        for (char& c : bytes) c = static_cast<char>(random() % (round % 2 == 0 ? 256 : 128));
        EXPECT_EQ(test::try_reader(bytes), "");
        EXPECT_EQ(test::try_numbers(bytes), "");
    }
}

}  // namespace
}  // namespace tutorline::domain::reading_fuzz_test
