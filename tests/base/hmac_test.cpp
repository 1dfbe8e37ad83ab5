#include "base/hmac.hpp"

#include <gtest/gtest.h>

#include "base/http_message.hpp"

namespace tutorline::base::hmac_test {
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

// Vectors of RFC 2202 (SHA-1): cases 1 and 2, and the empty key by Python's hmac. The key stays prepared between messages.
TEST(Hmac, KnowsEachKeyHoweverTheyAlternate) {
    const std::string bytes(20, '\x0b');
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(hmac_sha1_base64(bytes, "Hi There"), "thcxhlUFcmTii8C2+zeMjvFGvgA=");
        EXPECT_EQ(hmac_sha1_base64("Jefe", "what do ya want for nothing?"), "7/zfauXrL6LSdBbV8YTfnCWafHk=");
        EXPECT_EQ(hmac_sha1_base64("Jefe", "what do ya want for nothing?"), "7/zfauXrL6LSdBbV8YTfnCWafHk=");
        EXPECT_EQ(hmac_sha1_base64("", ""), "+9sdGxiqbAgyS31ktx+3Y3BpDh0=");
    }
}

TEST(Form, RoundTripsAnyBytes) {
    const FormFields fields{{"Body", "ñ 😀 &=+% \n"}, {"empty", ""}, {"a", "1"}, {"a", "2"}};
    EXPECT_EQ(parse_form(encode_form(fields)), fields);
    EXPECT_EQ(percent_decode("%zz%4", true), "%zz%4");
    EXPECT_EQ(percent_encode("a b-._~/é"), "a%20b-._~%2F%C3%A9");
}

TEST(Form, ReadsWhatIsNotWellFormed) {
    const Form form{"&&a=1&b&=x&c=%&c=%4&c=%41%zz+%2B&d=1=2&"};
    const std::vector<std::pair<std::string_view, std::string_view>> expected{{"a", "1"}, {"b", ""}, {"", "x"}, {"c", "%"},
                                                                            {"c", "%4"}, {"c", "A%zz +"}, {"d", "1=2"}};
    EXPECT_EQ(form.fields(), expected);
    EXPECT_EQ(form["c"], "%");
    EXPECT_EQ(form["none"], "");
    EXPECT_TRUE(Form{""}.fields().empty());
}

TEST(Form, KeepsItsFieldsWhenItMoves) {
    Form first{"a=1"};
    const Form second{std::move(first)};
    EXPECT_EQ(second["a"], "1");
}

}  // namespace
}  // namespace tutorline::base::hmac_test
