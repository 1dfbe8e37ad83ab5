#include "program/answers_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace tutorline::program {
namespace {

std::filesystem::path written(const std::string& text) {
    const auto file = std::filesystem::path{testing::TempDir()} / (std::string{testing::UnitTest::GetInstance()->current_test_info()->name()} + ".csv");
    std::ofstream{file, std::ios::binary} << text;
    return file;
}

TEST(AnswersFile, ReadsColumnsInAnyOrderWithCommaOrTab) {
    AnswerNames names;
    const auto file = written("\xEF\xBB\xBF\"skill_id\",correct,other,user_id,timestamp,item_id\r\nadd,1,x,ana,20,i1\r\n\"sub, hard\",0,,luis,10,i2\r\n\r\nadd,1.0,,ana,,i2\n");
    const auto read = read_answers(file, names);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 3u);
    EXPECT_EQ((*read)[0].at, 0) << "no timestamp comes first";
    EXPECT_EQ(names.skills.all()[static_cast<std::size_t>((*read)[1].skill)], "sub, hard");
    EXPECT_FALSE((*read)[1].right);
    EXPECT_EQ((*read)[2].at, 20);
    EXPECT_EQ((*read)[2].user, (*read)[0].user);
    const auto tabs = read_answers(written("user_id\titem_id\ttimestamp\tcorrect\tskill_id\nu\ti\t1.5\t0\t7\nu\ti\t1.25\t1\t7\n"), names);
    ASSERT_TRUE(tabs);
    EXPECT_TRUE((*tabs)[0].right) << "sorted by the fraction too";
}

TEST(AnswersFile, EqualTimesKeepTheOrderOfTheFileAndMillisecondsAreTold) {
    AnswerNames names;
    const auto read = read_answers(written("user_id,item_id,timestamp,correct,skill_id\na,1,1700000000500,1,s\na,2,1700000000500,0,s\na,3,1700000000400,0,s\n"), names);
    ASSERT_TRUE(read);
    EXPECT_EQ(names.items.all()[static_cast<std::size_t>((*read)[0].item)], "3");
    EXPECT_EQ(names.items.all()[static_cast<std::size_t>((*read)[1].item)], "1");
    EXPECT_EQ((*read)[0].at, 1700000000);
}

TEST(AnswersFile, ErrorsNameFileAndLine) {
    AnswerNames names;
    const std::string header = "user_id,item_id,timestamp,correct,skill_id\n";
    const std::pair<std::string, std::string> rows[] = {
        {"", ": is empty"},
        {"user_id,item_id,timestamp,skill_id\n", ":1: has no column 'correct'"},
        {header + "a,1,0,1,s\na,1,0,2,s\n", ":3: column 'correct' must be 0 or 1"},
        {header + "a,1,yesterday,1,s\n", ":2: column 'timestamp' must be a number"},
        {header + "a,1,0\n", ":2: has fewer columns"},
        {header, ":1: holds no answers"},
        {header + "\n\n", ":1: holds no answers"},
        {"user_id,item_id,timestamp,correct,skill_id,user_id\na,1,0,1,s,b\n", ":1: has two columns 'user_id'"},
        {header + "a,1,0,1,s\na\xE1,1,0,1,s\n", ":3: holds a byte that is no UTF-8"},
        {header + std::string("a\0,1,0,1,s\n", 12), ":2: holds a byte that is no UTF-8"},
        {"\xFF\xFEu", ":1: holds a byte that is no UTF-8"},
        {header + "a,1,nan,1,s\n", ":2: column 'timestamp' must be a number"},
    };
    for (const auto& [text, expected] : rows) {
        const auto read = read_answers(written(text), names);
        ASSERT_FALSE(read) << text;
        EXPECT_NE(read.error().message.find(expected.starts_with(": is") ? "is empty" : expected), std::string::npos) << read.error().message;
    }
    EXPECT_FALSE(read_answers("/nowhere/answers.csv", names));
    const auto folder = read_answers(testing::TempDir(), names);
    ASSERT_FALSE(folder);
    EXPECT_NE(folder.error().message.find("is a folder"), std::string::npos) << folder.error().message;
    const auto device = read_answers("/dev/zero", names);
    ASSERT_FALSE(device);
    EXPECT_NE(device.error().message.find("no ordinary file"), std::string::npos) << device.error().message;
}

TEST(AbilitiesFile, IsReadToItsLastLineOrRefusedWithTheLine) {
    const auto read = read_abilities(written("user_id,ability\n1,0.5\r\n\"2\",-1e-3\n3,7"));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, (std::map<std::string, double>{{"1", 0.5}, {"2", -0.001}, {"3", 7}}));
    const std::pair<const char*, const char*> rows[] = {{"", "is empty"}, {"user_id,ability\n1,0.5\n2\n", ":3: must hold"}, {"user_id,ability\n1,x\n", ":2: must hold"},
                                                        {"user_id,ability\n1,nan\n", ":2: must hold"}, {"user_id,ability\n1,0\n1,0\n", ":3: names a user a second time"}};
    for (const auto& [text, expected] : rows) {
        const auto refused = read_abilities(written(text));
        ASSERT_FALSE(refused) << text;
        EXPECT_NE(refused.error().message.find(expected), std::string::npos) << refused.error().message;
    }
}

}  // namespace
}  // namespace tutorline::program
