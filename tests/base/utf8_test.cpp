#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace tutorline::base::utf8_test {
namespace {

TEST(Utf8, AcceptsWhatPeopleWrite) {
    for (const char* text : {"", "81", "ñandú", "g̃", "😀", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_valid_utf8(text)) << text;
}

TEST(Utf8, RefusesOverlongSurrogatesAndCutSequences) {
    for (const char* text : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "a\xFFz"})
        EXPECT_FALSE(is_valid_utf8(text));
}

TEST(Utf8, CutsAtCharacters) {
    EXPECT_EQ(first_characters("año😀x", 4), "año😀");
    EXPECT_EQ(first_characters("ab", 9), "ab");
    EXPECT_EQ(first_characters("ab", 0), "");
}

TEST(Utf8, WhatDisturbsALineIsShownAsAQuestionMark) {
    EXPECT_EQ(printable("a\x1b[31mb\x07 \u202Eolleh\u2028x\u2029y\u200Bz\uFEFF\u061C\x85"), "a?[31mb? ?olleh?x?y?z???");
    EXPECT_EQ(printable("ñandu \u00A0 ¿qué? mbo'ehára ỹ"), "ñandu \u00A0 ¿qué? mbo'ehára ỹ");
    EXPECT_EQ(printable("\U0001F469\u200D\U0001F467 \u0928\u094D\u200D\u092E"), "\U0001F469\u200D\U0001F467 \u0928\u094D\u200D\u092E") << "joined";
    EXPECT_EQ(printable("a\u200Db\u200C"), "a?b?") << "hidden";
}

}  // namespace
}  // namespace tutorline::base::utf8_test
