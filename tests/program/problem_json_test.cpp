#include "program/problem_json.hpp"

#include <gtest/gtest.h>

#include "program/json_keys.hpp"
#include "program/repeated_lines.hpp"

namespace tutorline::program {
namespace {

const std::string good =
    R"({"slots_per_day":20,"sessions_per_week":1,"weights":{"language_second":8,"level_near":5,"department_other":3,"tutor_changed":12},
"students":[
 {"id":"s1","slots":[[32,0],[33,2]],"languages":["gn","es"],"level":2,"department":"Caaguazu","need":3,"previous_tutor":"t9","household":"h1","tutor_gender":"any","pin":{"tutor":"t7","slots":[32]}},
 {"id":"s2","slots":[[30,1]],"languages":["es"],"level":1,"department":"Central","need":1}],
"tutors":[{"id":"t7","slots":[30,31,32],"languages":["es"],"levels":[1,2],"department":"Central","gender":"f","students_max":10}],
"current":[{"student":"s1","tutor":"t7","slots":[31]}]}
)";

std::string replaced(const std::string& from, const std::string& to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(ProblemJson, ReadsTheFormatAndWritesItBack) {
    const ProblemReading reading = read_problem_json(good, true);
    ASSERT_TRUE(reading.errors.empty()) << reading.errors.front();
    EXPECT_TRUE(reading.warnings.empty());
    ASSERT_EQ(reading.problem.students.size(), 2u);
    EXPECT_EQ(reading.problem.students[0].pin->slots, std::vector<int>{32});
    EXPECT_EQ(reading.problem.current[0].slots, std::vector<int>{31});
    const std::string text = problem_json(reading.problem);
    const ProblemReading again = read_problem_json(text, true);
    ASSERT_TRUE(again.errors.empty());
    EXPECT_EQ(problem_json(again.problem), text);
}

TEST(ProblemJson, RefusesAKeyThatStandsTwice) {
    struct Row { const char* from; const char* to; const char* error; };
    const Row table[] = {{"\"need\":1", "\"need\":1,\"need\":9", "line 4: the key 'need' stands twice in one object: keep one of them"},
                         {"\"need\":1", "\"need\":1,\"n\\u0065ed\":9", "line 4: the key 'need' stands twice in one object: keep one of them"},
                         {"\"tutors\":[", "\"tutors\":[],\"tutors\":[", "line 5: the key 'tutors' stands twice in one object: keep one of them"}};
    for (const Row& row : table) {
        const ProblemReading reading = read_problem_json(replaced(row.from, row.to), true);
        ASSERT_FALSE(reading.errors.empty()) << row.to;
        EXPECT_EQ(reading.errors.front(), row.error);
    }
    EXPECT_TRUE(doubled_keys(R"({"a":{"a":1,"b":"a"},"b":[{"a":1},{"a":"x:\"a\":"}]})").empty());
    std::string many = "{";
    for (int n = 0; n < 50'000; ++n) many += (n ? ",\"k" : "\"k") + std::to_string(n % 40'000) + "\":1";
    EXPECT_EQ(doubled_keys(many + "}").size(), 20u);
}

TEST(ProblemJson, NamesAndKeysReachNoTerminalAsTheyAre) {
    const ProblemReading reading = read_problem_json(replaced("\"id\":\"s2\"", "\"id\":\"s1\\u001b[31m\",\"\\u001bx\":1,\"level\":1.5"), true);
    for (const auto* lines : {&reading.errors, &reading.warnings})
        for (const std::string& line : *lines) EXPECT_EQ(line.find('\x1b'), std::string::npos);
}

TEST(RepeatedLines, AreToldTwentyTimesAndCounted) {
    std::vector<std::string> lines;
    for (int n = 0; n < 500; ++n) lines.push_back("students[" + std::to_string(n) + "] (line " + std::to_string(n + 2) + ", id 's" + std::to_string(n) + "'): the key 'x' is not known");
    lines.insert(lines.begin() + 100, "tutors[3]: 'id' is missing\x1b");
    const auto told = without_repeats(lines);
    ASSERT_EQ(told.size(), 22u);
    EXPECT_EQ(told[20], "tutors[3]: 'id' is missing?");
    EXPECT_TRUE(told[21].starts_with("... and 480 more of this kind: students[20]")) << told[21];
    EXPECT_EQ(without_repeats({"a", "b"}), (std::vector<std::string>{"a", "b"}));
}

struct Broken {
    const char* from;
    const char* to;
    const char* error;
};

TEST(ProblemJson, RefusesWithTheRow) {
    const Broken table[] = {
        {"[33,2]", "[32,2]", "students[0] (line 3, id 's1'): slot 32 is named twice"},
        {"[33,2]", "[140,2]", "students[0] (line 3, id 's1'): slot 140 is out of range: the week has slots 0 to 139"},
        {"[33,2]", "[33,-2]", "students[0] (line 3, id 's1'): the cost of slot 33 is negative"},
        {"[33,2]", "[33,1.5]", "students[0] (line 3, id 's1'): 'slots' is not a whole number of the possible size"},
        {"\"need\":1", "\"need\":99999999999999999999",
         "students[1] (line 4, id 's2'): 'need' is not a whole number of the possible size"},
        {"\"need\":1", "\"need\":18446744073709551615", "students[1] (line 4, id 's2'): 'need' is too large"},
        {"\"need\":1", "\"need\":5000000000", "students[1] (line 4, id 's2'): need is above 1000000"},
        {"\"id\":\"s2\"", "\"id\":\"s1\"", "students[1] (line 4, id 's1'): the id is used twice"},
        {"{\"tutor\":\"t7\",\"slots\":[32]}", "{\"tutor\":\"t8\",\"slots\":[32]}",
         "students[0] (line 3, id 's1'): tutor 't8' is not in tutors (a tutor who left stays listed with no slots)"},
        {"{\"tutor\":\"t7\",\"slots\":[32]}", "{\"tutor\":\"t7\",\"slots\":[33]}",
         "students[0] (line 3, id 's1'): the pin to tutor 't7' cannot be kept: slot 33 is not among the tutor's"},
        {"\"student\":\"s1\"", "\"student\":\"s8\"", "current[0] (line 6, id 's8'): student 's8' is not in students"},
        {"\"students_max\":10", "\"students_max\":-1", "tutors[0] (line 5, id 't7'): students_max is negative"},
        {"\"gender\":\"f\"", "\"gender\":\"q\"",
         "tutors[0] (line 5, id 't7'): 'gender' must be \"f\", \"m\", \"x\" or \"any\""},
        {"\"department\":\"Central\",\"gender\"", "\"gender\"", "tutors[0] (line 5, id 't7'): 'department' is missing"},
        {"\"slots_per_day\":20", "\"slots_per_day\":0", "the problem: slots_per_day must be 1 to 288"},
        {"\"level_near\":5", "\"level_near\":-5", "the problem: weights.level_near is negative"},
    };
    for (const Broken& row : table) {
        const ProblemReading reading = read_problem_json(replaced(row.from, row.to), true);
        ASSERT_FALSE(reading.errors.empty()) << row.error;
        EXPECT_EQ(reading.errors.front(), row.error);
    }
}

TEST(ProblemJson, TellsTheLineThatIsNotJson) {
    const ProblemReading reading = read_problem_json(replaced("\"level\":1,", "\"level\":1"), false);
    ASSERT_EQ(reading.errors.size(), 1u);
    EXPECT_EQ(reading.errors[0].substr(0, 26), "line 4: this is not JSON (");
    EXPECT_FALSE(read_problem_json("", false).errors.empty());
    EXPECT_FALSE(read_problem_json("[]", false).errors.empty());
    EXPECT_FALSE(read_problem_json(good + "x", false).errors.empty());
}

TEST(ProblemJson, WarnsOfKeysThatDoNotCount) {
    const ProblemReading reading = read_problem_json(replaced("\"household\"", "\"houshold\""), false);
    ASSERT_EQ(reading.warnings.size(), 2u);
    EXPECT_EQ(reading.warnings[0], "students[0] (line 3, id 's1'): the key 'houshold' is not known and does not count");
    EXPECT_EQ(reading.warnings[1], "the problem: 'current' counts only in a re-match");
}

}  // namespace
}  // namespace tutorline::program
