#include "simulator/transcript.hpp"

#include <gtest/gtest.h>

namespace tutorline::simulator::transcript_test {
namespace {

TEST(Transcript, ComesBackAsItWasWritten) {
    const std::string text =
        "# A talk.\nfamily: Luis | phone 0981 100 001\n\n@ 2026-03-10 10:00\n< 81\nRosa < 1 ok 20\n> Bien\\nOtra\n~ Rosa calls Luis: nobody\n"
        "? tasks: -\n# end\n";
    const auto parsed = parse_transcript(text);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(write_transcript(*parsed), text);
    EXPECT_EQ(parsed->steps.at(3).text, "Bien\nOtra");
    EXPECT_EQ(parsed->steps.at(2).party, "Rosa");
}

struct Broken {
    const char* text;
    const char* says;
};

class BrokenTranscript : public testing::TestWithParam<Broken> {};

TEST_P(BrokenTranscript, NamesTheLineAndWhatWasExpected) {
    const auto parsed = parse_transcript(GetParam().text);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().message, GetParam().says);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, BrokenTranscript,
    testing::Values(Broken{"family Luis\n@ 2026-03-10 10:00\n", "line 1: expected 'key: value' before the first '@' line"},
                    Broken{"family: Luis\n@ 2026-03-10 10:00\nhola\n", "line 3: expected a line with @, <, >, ~, ? or #"},
                    Broken{"family: Luis\n\n@ 2026-03-10 10:00\n< 81\n! que\n", "line 5: expected a line with @, <, >, ~, ? or #"},
                    Broken{"family: Luis\n@ 2026-03-10 10:00\nMaria Guadalupe < 81\n", "line 3: expected a line with @, <, >, ~, ? or #"}));

}  // namespace
}  // namespace tutorline::simulator::transcript_test
