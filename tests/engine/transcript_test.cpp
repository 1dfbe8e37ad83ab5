// Every talk of tests/transcripts through the real engine: what it says must be what the file says.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "app/simulation/stage.hpp"
#include "support/golden.hpp"

namespace tutorline::test::transcript_test {
namespace {

std::vector<std::string> talks() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test_path("transcripts"))) {
        if (entry.path().extension() == ".txt") names.push_back(std::filesystem::relative(entry.path(), test_path("")).string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

class Talk : public ::testing::TestWithParam<std::string> {};

TEST_P(Talk, SaysWhatItSays) {
    const auto script = simulator::parse_transcript(read_file(test_path(GetParam())));
    ASSERT_TRUE(script) << GetParam() << ": " << script.error().message;
    app::Stage stage(*script);
    EXPECT_EQ("", golden_difference(GetParam(), simulator::write_transcript(stage.play())));
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
    std::string name = info.param.substr(std::string("transcripts/").size());
    name.resize(name.size() - 4);
    for (char& letter : name) {
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Transcripts, Talk, ::testing::ValuesIn(talks()), test_name);

}  // namespace
}  // namespace tutorline::test::transcript_test
