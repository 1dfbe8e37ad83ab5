#include "base/hmac.hpp"

#include <gtest/gtest.h>

#include "base/http_message.hpp"

namespace tutorline::base {
namespace {

TEST(Hmac, MatchesTheVectorTwilioDocuments) {
    const std::string message =
        "https://mycompany.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+14158675309Digits1234"
        "From+14158675309To+18005551212";
    EXPECT_EQ(hmac_sha1_base64("12345", message), "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_TRUE(equal_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_constant_time("abc", "abd"));
}

TEST(Form, RoundTripsAnyBytes) {
    const FormFields fields{{"Body", "ñ 😀 &=+% \n"}, {"empty", ""}, {"a", "1"}, {"a", "2"}};
    EXPECT_EQ(parse_form(encode_form(fields)), fields);
    EXPECT_EQ(percent_decode("%zz%4", true), "%zz%4");
}

}  // namespace
}  // namespace tutorline::base
