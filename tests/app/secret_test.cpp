#include "app/service/secret.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace tutorline::app::secret_test {
namespace {

TEST(Secret, ComesFromOutsideAndIsNeverShown) {
    ::setenv("TUTORLINE_TEST_SECRET", "a long enough secret", 1);
    EXPECT_EQ(read_secret({"TUTORLINE_TEST_SECRET", {}}, 8).value(), "a long enough secret");
    const auto too_short = read_secret({"TUTORLINE_TEST_SECRET", {}}, 99);
    EXPECT_EQ(too_short.error().code, "secret_short");
    EXPECT_EQ(too_short.error().message.find("long enough"), std::string::npos);
    ::unsetenv("TUTORLINE_TEST_SECRET");
    EXPECT_EQ(read_secret({"TUTORLINE_TEST_SECRET", {}}, 8).error().code, "secret_missing");
    const auto path = std::filesystem::temp_directory_path() / "tutorline-secret-test";
    std::ofstream(path) << "from a file \r\nsecond line";
    EXPECT_EQ(read_secret({"", path}, 8).value(), "from a file");
    std::filesystem::remove(path);
    EXPECT_EQ(read_secret({"", path}, 8).error().code, "secret_missing");
}

}  // namespace
}  // namespace tutorline::app::secret_test
