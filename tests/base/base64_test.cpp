#include "base/base64.hpp"

#include <gtest/gtest.h>

namespace tutorline::base::base64_test {
namespace {

TEST(Base64, EncodesAndDecodesTheVectorsOfTheStandard) {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},         {"f", "Zg=="},     {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},  {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : vectors) {
        EXPECT_EQ(base64_encode(plain), encoded);
        EXPECT_EQ(base64_decode(encoded), std::string(plain));
    }
}

TEST(Base64, RefusesWhatIsNotBase64) {
    for (const char* text : {"Zg=", "Zg", "Z===", "====", "Z=g=", "Zm 9v", "Zm9v\n", "Zm\xc3\xb1"})
        EXPECT_FALSE(base64_decode(text)) << text;
}

}  // namespace
}  // namespace tutorline::base::base64_test
