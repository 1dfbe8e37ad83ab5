// What a coordinator reads about single students of the shipped programme, kept as golden files.
#include "program/explain.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "support/golden.hpp"

namespace tutorline::program::explain_test {
namespace {

namespace fs = std::filesystem;

class Explain : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        const fs::path config = fs::path(TUTORLINE_SOURCE_DIR) / "config";
        loaded = new LoadedProgram(load_and_check(config / "programs" / "paraguay-demo.yaml", config));
        texts = new CoordinatorTexts(CoordinatorTexts::load(config).value());
        ASSERT_TRUE(loaded->checked);
        const auto catalog = load_catalog(config / "languages", loaded->checked->program.languages);
        matched = new MatchedProgram(match_program(*loaded->checked, catalog.catalog));
    }
    static void TearDownTestSuite() {
        delete matched;
        delete texts;
        delete loaded;
    }
    static inline LoadedProgram* loaded = nullptr;
    static inline CoordinatorTexts* texts = nullptr;
    static inline MatchedProgram* matched = nullptr;
};

TEST_F(Explain, TellsEveryoneWithoutAPlaceAndTwoWithOne) {
    const auto& roster = loaded->checked->roster;
    std::vector<int> told;
    for (const auto& unplaced : matched->unplaced) told.push_back(unplaced.student);
    ASSERT_FALSE(told.empty());
    for (const char* key : {"E030", "E053"}) told.push_back(student_with_key(roster, key).value());
    for (const std::string language : {"es", "en"}) {
        const Words words(*texts, language);
        std::string all;
        for (const int student : told) all += explain_student(*matched, student, words) + "\n";
        EXPECT_EQ(all.find("0951"), std::string::npos) << "a phone number";
        EXPECT_EQ(all.find("explain."), std::string::npos) << "a key without a text";
        EXPECT_EQ(all.find('{'), std::string::npos) << "a placeholder without a value";
        EXPECT_EQ("", test::golden_difference("program/golden/explain." + language + ".txt", all));
    }
}

TEST_F(Explain, KnowsStudentsByTheirExactKey) {
    const auto& roster = loaded->checked->roster;
    EXPECT_EQ(roster.students.at(static_cast<std::size_t>(student_with_key(roster, "E030").value())).key, "E030");
    EXPECT_FALSE(student_with_key(roster, "e030"));
    EXPECT_FALSE(student_with_key(roster, ""));
}

TEST_F(Explain, OffersAtMostThreeNearKeysNearestFirst) {
    const auto& roster = loaded->checked->roster;
    const auto near = near_keys(roster, "e030");
    ASSERT_EQ(near.size(), 3u);
    EXPECT_EQ(near.front(), "E030");
    EXPECT_TRUE(near_keys(roster, "nobody at all").empty());
    EXPECT_TRUE(near_keys({}, "E030").empty());
}

}  // namespace
}  // namespace tutorline::program::explain_test
