#include "domain/command/plain_number.hpp"

#include <gtest/gtest.h>

#include "support/number_words.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::domain::plain_number_test {
namespace {

std::optional<std::int64_t> number(const std::string& text, const std::string& language = "es", const std::string& country = "PY") {
    return read_plain_number(text, {language}, country, test::shipped_packs());
}

class EveryNumber : public testing::TestWithParam<const char*> {};

TEST_P(EveryNumber, ReadsInBothSpellings) {
    const std::string language = GetParam();
    const int last = language == "gn" ? 999 : 9999;
    for (int n = language == "gn" ? 1 : 0; n <= last; ++n)
        for (const bool old : {false, true}) {
            const std::string words = test::number_words(language, n, old);
            ASSERT_EQ(number(words, language), n) << words;
        }
}

TEST_P(EveryNumber, ReadsWithATypicalMisspelling) {
    const std::string language = GetParam();
    const int last = language == "gn" ? 999 : 9999;
    int wrong = 0, unread = 0;
    std::string first;
    for (int n = language == "gn" ? 1 : 0; n <= last; ++n) {
        const std::string words = test::misspelt(test::number_words(language, n, n % 2 == 1), n);
        const auto read = number(words, language);
        if (read != n && first.empty()) first = words;
        if (read && *read != n) ++wrong;
        if (!read) ++unread;
    }
    EXPECT_EQ(wrong, 0) << first;
    // Words that run together into a doubled letter ('eightthousand') stay unread rather than misread.
    EXPECT_LE(unread, language == "es" || language == "pt" ? last / 200 : last / 50) << first;
}

INSTANTIATE_TEST_SUITE_P(Languages, EveryNumber, testing::Values("es", "pt", "en", "gn", "ht"), [](const auto& language) { return std::string(language.param); });

TEST(PlainNumber, ReadsLargeOnesInWords) {
    EXPECT_EQ(number("novecientos noventa y nueve mil novecientos noventa y nueve"), 999999);
    EXPECT_EQ(number("doscientos mil uno"), 200001);
    EXPECT_EQ(number("treinta y un mil"), 31000);
    EXPECT_EQ(number("novecentos e noventa e nove mil", "pt", "BR"), 999000);
    EXPECT_EQ(number("five hundred thousand and six", "en", "US"), 500006);
    EXPECT_EQ(number("twa san mil", "ht", "HT"), 300000);
}

TEST(PlainNumber, ReadsSeparatorsByCountry) {
    EXPECT_EQ(number("5.000", "es", "PY"), 5000);
    EXPECT_EQ(number("5,000", "es", "MX"), 5000);
    EXPECT_EQ(number("5,000", "es", "PY"), 5);
    EXPECT_EQ(number("1.234.567", "pt", "BR"), 1234567);
    EXPECT_EQ(number("13,6", "es", "PY"), std::nullopt);  // not a whole number
}

TEST(PlainNumber, ReadsDigitsOfOtherScripts) {
    EXPECT_EQ(number("８１"), 81);
    EXPECT_EQ(number("٨١"), 81);
    EXPECT_EQ(number("۸۱"), 81);
    EXPECT_EQ(number("८१"), 81);
    EXPECT_EQ(number("৮১"), 81);
}

TEST(PlainNumber, LeavesOtherTextsAlone) {
    for (const char* text : {"", " ", "hola", "81 82", "ochenta caramelos", "siete y ocho", "lunes", "81 o 71", "-", "...", "\xff\xfe"}) EXPECT_EQ(number(text), std::nullopt) << text;
}

}  // namespace
}  // namespace tutorline::domain::plain_number_test
