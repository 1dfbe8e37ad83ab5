#include "domain/messaging/segments.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace tutorline::domain::segments_test {
namespace {

std::string times(int count, std::string_view text) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

struct Row {
    std::string text;
    Alphabet alphabet;
    int units;
    int segments;
    std::string letter;
};

constexpr Alphabet gsm7 = Alphabet::gsm7;
constexpr Alphabet ucs2 = Alphabet::ucs2;

// Units and segments as two public calculators give them.
TEST(Segments, AgreeWithTheCalculators) {
    const Row rows[] = {
        {"", gsm7, 0, 1, ""},
        {"Hola, tu clase es a las 5.", gsm7, 26, 1, ""},
        {"¿Qué hora es? Mañana ñandú", ucs2, 26, 1, "ú"},
        {"áéíóú ÁÉÍÓÚ", ucs2, 11, 1, "á"},
        {"Precio: 10€ [ok] {a} ^~|\\", gsm7, 34, 1, ""},
        {"ç Ç ã õ â ê ô à è ù ò ì", ucs2, 23, 1, "ç"},
        {"Olá! Sua aula começa às 14h.", ucs2, 28, 1, "á"},
        {"Mba'éichapa, reikuaápa?", ucs2, 23, 1, "á"},
        {"Ñande rekove porã ẽ ĩ ũ ỹ g\u0303", ucs2, 28, 1, "ã"},
        {"Bonjou, kijan ou ye? Mwen la.", gsm7, 29, 1, ""},
        {"Ou gen yon leson kreyòl è ò à", gsm7, 29, 1, ""},
        {"😀", ucs2, 2, 1, "😀"},
        {"👨\u200D👩\u200D👧\u200D👦 familia", ucs2, 19, 1, "👨"},
        {times(160, "a"), gsm7, 160, 1, ""},
        {times(161, "a"), gsm7, 161, 2, ""},
        {times(306, "a"), gsm7, 306, 2, ""},
        {times(307, "a"), gsm7, 307, 3, ""},
        {times(160, "é"), gsm7, 160, 1, ""},
        {times(70, "á"), ucs2, 70, 1, "á"},
        {times(71, "á"), ucs2, 71, 2, "á"},
        {times(134, "á"), ucs2, 134, 2, "á"},
        {times(135, "á"), ucs2, 135, 3, "á"},
        {times(80, "€"), gsm7, 160, 1, ""},
        {times(81, "€"), gsm7, 162, 2, ""},
        {times(66, "á") + "😀" + times(66, "á"), ucs2, 134, 3, "á"},
        {times(152, "a") + "€" + times(152, "a"), gsm7, 306, 3, ""},
        {"“Hola” – dijo…", ucs2, 14, 1, "“"},
        {"tab\taqui", ucs2, 8, 1, "\t"},
        {"`backtick`", ucs2, 10, 1, "`"},
        {times(67, "😀"), ucs2, 134, 3, "😀"},
        {times(40, "e\u0301"), ucs2, 80, 2, "\u0301"},
    };
    for (const Row& row : rows) {
        const SmsSize size = measure_sms(row.text);
        EXPECT_EQ(size.alphabet, row.alphabet) << row.text;
        EXPECT_EQ(size.units, row.units) << row.text;
        EXPECT_EQ(size.segments, row.segments) << row.text;
        EXPECT_EQ(size.costly_letter, row.letter) << row.text;
    }
}

TEST(Segments, TheAlphabetHasOneHundredTwentySevenLettersAndTenExtensions) {
    int basic = 0, extension = 0;
    for (char32_t c = 0; c < 0x110000; ++c) (gsm7_septets(c) == 1 ? basic : extension) += gsm7_septets(c) > 0 ? 1 : 0;
    EXPECT_EQ(basic, 127);
    EXPECT_EQ(extension, 10);
}

TEST(Segments, ReadsAnyBytes) {
    EXPECT_EQ(measure_sms("\xFF\xFE").units, 2);
    EXPECT_EQ(measure_sms("\xFF").costly_letter, "\xEF\xBF\xBD");
    EXPECT_EQ(measure_sms("a\xC3").units, 2) << "a cut sequence is one unreadable character";
    EXPECT_EQ(measure_sms("\xED\xA0\x80").units, 3) << "a surrogate is no character";
    EXPECT_EQ(measure_sms("\xC0\x80").units, 2) << "overlong";
    base::Random random{1};
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (std::uint64_t left = random.below(200); left > 0; --left) bytes += static_cast<char>(random.below(256));
        const SmsSize size = measure_sms(bytes);
        EXPECT_LE(size.units, static_cast<int>(bytes.size()) * 2);
        EXPECT_EQ(measure_sms(fold_to_gsm7(bytes)).alphabet, Alphabet::gsm7);
        EXPECT_GE(size.segments, 1);
    }
}

TEST(Segments, FoldingKeepsWhatIsFreeAndDropsWhatCosts) {
    EXPECT_EQ(fold_to_gsm7("¿Mañana? José y Ángel: 3×4 — “sí”…"), "¿Mañana? José y Angel: 3x4 - \"si\"...");
    EXPECT_EQ(fold_to_gsm7("porã g\u0303uahẽ 😀"), "pora guahe ?");
}

TEST(Segments, ShortNamesFit) {
    EXPECT_EQ(short_name("Luis"), "Luis");
    EXPECT_EQ(short_name("  María   José "), "Maria José");
    EXPECT_EQ(short_name("Guadalupe Concepcion de los Angeles"), "Guadalupe");
    EXPECT_EQ(short_name("Maximilianonapoleon"), "Maximilianonap");
    EXPECT_EQ(short_name("Ana Maria Belen"), "Ana Maria");
    EXPECT_EQ(short_name("Juan de la Cru"), "Juan de la Cru");
    EXPECT_EQ(short_name(""), "");
}

}  // namespace
}  // namespace tutorline::domain::segments_test
