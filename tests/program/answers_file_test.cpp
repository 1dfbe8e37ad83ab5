#include "program/answers_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "program/coordinator_texts.hpp"
#include "support/golden.hpp"

namespace tutorline::program::answers_file_test {
namespace {

std::filesystem::path written(const std::string& text) {
    const auto file = std::filesystem::path{testing::TempDir()} / (std::string{testing::UnitTest::GetInstance()->current_test_info()->name()} + ".csv");
    std::ofstream{file, std::ios::binary} << text;
    return file;
}

/// What a person reads of a refusal, without the folder of the file.
std::string told(const Diagnostics& diagnostics, const std::string& language = "en") {
    static const CoordinatorTexts texts = CoordinatorTexts::load(test::test_path("../config")).value();
    const std::string text = render_diagnostics(diagnostics, texts, language);
    return text.substr(text.find(".csv:") == std::string::npos ? 0 : text.find(".csv:") + 4);
}

TEST(AnswersFile, ReadsColumnsInAnyOrderWithCommaOrTab) {
    AnswerNames names;
    Diagnostics none;
    const auto file = written("\xEF\xBB\xBF\"skill_id\",correct,other,user_id,timestamp,item_id\r\nadd,1,x,ana,20,i1\r\n\"sub, hard\",0,,luis,10,i2\r\n\r\nadd,1.0,,ana,,i2\n");
    const auto read = read_answers(file, names, none);
    ASSERT_TRUE(read) << told(none);
    ASSERT_EQ(read->size(), 3u);
    EXPECT_EQ((*read)[0].at, 0) << "no timestamp comes first";
    EXPECT_EQ(names.skills.all()[static_cast<std::size_t>((*read)[1].skill)], "sub, hard");
    EXPECT_FALSE((*read)[1].right);
    EXPECT_EQ((*read)[2].at, 20);
    EXPECT_EQ((*read)[2].user, (*read)[0].user);
    const auto tabs = read_answers(written("user_id\titem_id\ttimestamp\tcorrect\tskill_id\nu\ti\t1.5\t0\t7\nu\ti\t1.25\t1\t7\n"), names, none);
    ASSERT_TRUE(tabs);
    EXPECT_TRUE((*tabs)[0].right) << "sorted by the fraction too";
}

TEST(AnswersFile, EqualTimesKeepTheOrderOfTheFileAndMillisecondsAreTold) {
    AnswerNames names;
    Diagnostics none;
    const auto read = read_answers(written("user_id,item_id,timestamp,correct,skill_id\na,1,1700000000500,1,s\na,2,1700000000500,0,s\na,3,1700000000400,0,s\n"), names, none);
    ASSERT_TRUE(read);
    EXPECT_EQ(names.items.all()[static_cast<std::size_t>((*read)[0].item)], "3");
    EXPECT_EQ(names.items.all()[static_cast<std::size_t>((*read)[1].item)], "1");
    EXPECT_EQ((*read)[0].at, 1700000000);
}

TEST(AnswersFile, ErrorsNameFileLineAndCell) {
    AnswerNames names;
    const std::string header = "user_id,item_id,timestamp,correct,skill_id\n";
    const std::pair<std::string, std::string> rows[] = {
        {"", ":1:1: the file is empty"},
        {"user_id,item_id,timestamp,skill_id\n", ":1:1: the column \"correct\" is missing"},
        {header + "a,1,0,1,s\na,1,0,2,s\n", ":3:4: column correct: \"2\" must be 0 (wrong) or 1 (right)"},
        {header + "a,1,yesterday,1,s\n", ":2:3: column timestamp: \"yesterday\" must be a number of seconds"},
        {header + "a,1,0\n", ":2:4: this line has fewer cells"},
        {header, ":1:1: there are no answers"},
        {header + "\n\n", ":1:1: there are no answers"},
        {"user_id,item_id,timestamp,correct,skill_id,user_id\na,1,0,1,s,b\n", ":1:6: there are two columns \"user_id\""},
        {header + "a,1,0,1,s\na\xE1,1,0,1,s\n", ":3:2: a letter here is not UTF-8"},
        {header + std::string("a\0,1,0,1,s\n", 12), ":2:2: there is a zero byte here"},
        {"\xFF\xFEu", ":1:1: a letter here is not UTF-8"},
        {header + "a,1,nan,1,s\n", ":2:3: column timestamp: \"nan\" must be a number"},
    };
    for (const auto& [text, expected] : rows) {
        Diagnostics diagnostics;
        ASSERT_FALSE(read_answers(written(text), names, diagnostics)) << text;
        EXPECT_TRUE(told(diagnostics).starts_with(expected)) << told(diagnostics);
        EXPECT_NE(told(diagnostics), told(diagnostics, "es"));
    }
    for (const auto& [file, expected] : {std::pair{"/nowhere/answers.csv", "this file does not exist"}, {"/tmp", "is a folder"}, {"/dev/zero", "no ordinary file"}}) {
        Diagnostics diagnostics;
        EXPECT_FALSE(read_answers(file, names, diagnostics));
        EXPECT_NE(told(diagnostics).find(expected), std::string::npos) << told(diagnostics);
    }
}

TEST(AbilitiesFile, IsReadToItsLastLineOrRefusedWithTheLine) {
    Diagnostics none;
    const auto read = read_abilities(written("user_id,ability\n1,0.5\r\n\"2\",-1e-3\n3,7"), none);
    ASSERT_TRUE(read) << told(none);
    EXPECT_EQ(*read, (std::map<std::string, double>{{"1", 0.5}, {"2", -0.001}, {"3", 7}}));
    const std::pair<const char*, const char*> rows[] = {{"", ":1:1: the file is empty"}, {"user_id,ability\n1,0.5\n2\n", ":3:1: this line must hold"}, {"user_id,ability\n1,x\n", ":2:1: this line must hold"},
                                                        {"user_id,ability\n1,nan\n", ":2:1: this line must hold"}, {"user_id,ability\n1,0\n1,0\n", ":3:1: this user stands in an earlier line"}};
    for (const auto& [text, expected] : rows) {
        Diagnostics diagnostics;
        ASSERT_FALSE(read_abilities(written(text), diagnostics)) << text;
        EXPECT_TRUE(told(diagnostics).starts_with(expected)) << told(diagnostics);
    }
}

}  // namespace
}  // namespace tutorline::program::answers_file_test
