#include "base/phone_number.hpp"

#include <gtest/gtest.h>

namespace tutorline::base::phone_number_test {
namespace {

TEST(PhoneNumber, ReadsWhatSheetsHold) {
    for (const char* text : {"981123456", "0981 123 456", "595981123456", "+595 981 123-456", "(0981) 123456"}) {
        const auto parsed = PhoneNumber::parse(text, "PY");
        ASSERT_TRUE(parsed) << text;
        EXPECT_EQ(parsed->e164(), "+595981123456") << text;
    }
    EXPECT_EQ(PhoneNumber::parse("044 55 1234 5678", "MX")->e164(), PhoneNumber::parse("55 1234 5678", "MX")->e164());
}

TEST(PhoneNumber, NamesTheDamage) {
    EXPECT_EQ(PhoneNumber::parse("9.81E+08", "PY").error().code, "phone_excel");
    EXPECT_EQ(PhoneNumber::parse("9,81123E+08", "PY").error().code, "phone_excel");
    EXPECT_EQ(PhoneNumber::parse("12", "PY").error().code, "phone_invalid");
    EXPECT_EQ(PhoneNumber::parse("sin numero", "PY").error().code, "phone_invalid");
    EXPECT_EQ(PhoneNumber::parse("  ", "PY").error().code, "phone_empty");
    EXPECT_EQ(PhoneNumber::parse("+54 9 11 2345 6789", "PY").error().code, "phone_country");
}

TEST(PhoneNumber, OnlyMobilesTakeTexts) {
    EXPECT_TRUE(can_receive_text(PhoneNumber::from_e164("+595981123456")));
    EXPECT_FALSE(can_receive_text(PhoneNumber::from_e164("+59521450123")));
    EXPECT_EQ(PhoneNumber::from_e164("+595981123456").masked(), "+595******456");
}

}  // namespace
}  // namespace tutorline::base::phone_number_test
