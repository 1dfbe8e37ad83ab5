#include "program/problem_json.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "program/json_keys.hpp"
#include "program/coordinator_texts.hpp"
#include "program/solution_json.hpp"
#include "support/golden.hpp"

namespace tutorline::program::problem_json_test {
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

/// What a person reads, one line a mistake.
std::vector<std::string> told(const ProblemReading& reading, const std::string& language = "en", bool all = false) {
    static const CoordinatorTexts texts = CoordinatorTexts::load(test::test_path("../config")).value();
    std::istringstream text{render_diagnostics(reading.diagnostics, texts, language, all, "report.more_alike")};
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

ProblemReading read_it(const std::string& text, bool with_current) { return read_problem_json(text, "p.json", with_current); }

TEST(ProblemJson, ReadsTheFormatAndWritesItBack) {
    const ProblemReading reading = read_it(good, true);
    ASSERT_FALSE(reading.diagnostics.failed()) << told(reading).front();
    EXPECT_EQ(reading.diagnostics.warnings(), 0u);
    ASSERT_EQ(reading.problem.students.size(), 2u);
    EXPECT_EQ(reading.problem.students[0].pin->slots, std::vector<int>{32});
    EXPECT_EQ(reading.problem.current[0].slots, std::vector<int>{31});
    const std::string text = problem_json(reading.problem);
    const ProblemReading again = read_it(text, true);
    ASSERT_FALSE(again.diagnostics.failed());
    EXPECT_EQ(problem_json(again.problem), text);
}

TEST(ProblemJson, ReadsAFileOfAWindowsEditor) { EXPECT_FALSE(read_it("\xEF\xBB\xBF" + good, true).diagnostics.failed()); }

TEST(ProblemJson, ARematchTellsOfMovesAlsoWhereNobodyIsPromisedAnything) {
    const ProblemReading reading = read_it(replaced(R"([{"student":"s1","tutor":"t7","slots":[31]}])", "[]"), true);
    ASSERT_FALSE(reading.diagnostics.failed()) << told(reading).front();
    const auto solution = domain::matching::solve(reading.problem, {});
    const domain::matching::WeekWords words{domain::matching::Tongue::english, reading.problem.slots_per_day, -1};
    const std::string match = solution_json(reading.problem, solution, {}, words), rematch = solution_json(reading.problem, solution, {}, words, &solution);
    for (const char* key : {"\"moved\":0", "\"changes\":[", "\"full_replan\":{"}) {
        EXPECT_NE(rematch.find(key), std::string::npos) << key;
        EXPECT_EQ(match.find(key), std::string::npos) << key;
    }
}

TEST(ProblemJson, RefusesAKeyThatStandsTwice) {
    struct Row { const char* from; const char* to; const char* error; };
    const Row table[] = {{"\"need\":1", "\"need\":1,\"need\":9", "p.json:4:1: the key \"need\" stands twice in one object; keep one of them"},
                         {"\"need\":1", "\"need\":1,\"n\\u0065ed\":9", "p.json:4:1: the key \"need\" stands twice in one object; keep one of them"},
                         {"\"tutors\":[", "\"tutors\":[],\"tutors\":[", "p.json:5:1: the key \"tutors\" stands twice in one object; keep one of them"}};
    for (const Row& row : table) {
        const ProblemReading reading = read_it(replaced(row.from, row.to), true);
        ASSERT_TRUE(reading.diagnostics.failed()) << row.to;
        EXPECT_EQ(told(reading).front(), row.error);
    }
    EXPECT_TRUE(doubled_keys(R"({"a":{"a":1,"b":"a"},"b":[{"a":1},{"a":"x:\"a\":"}]})").empty());
    std::string many = "{";
    for (int n = 0; n < 50'000; ++n) many += (n ? ",\"k" : "\"k") + std::to_string(n % 40'000) + "\":1";
    EXPECT_EQ(doubled_keys(many + "}").size(), 20u);
}

TEST(ProblemJson, NamesAndKeysReachNoTerminalAsTheyAre) {
    const ProblemReading reading = read_it(replaced("\"id\":\"s2\"", "\"id\":\"s1\\u001b[31m\",\"\\u001bx\":1,\"tutor_gender\":\"\\u001bq\""), true);
    EXPECT_TRUE(reading.diagnostics.failed()) << "an id is printed";
    EXPECT_GE(told(reading).size(), 2u);
    for (const std::string& line : told(reading)) EXPECT_EQ(line.find('\x1b'), std::string::npos);
}

TEST(ProblemJson, TellsTwentyOfAKindAndCountsTheRest) {
    std::string rows = "{\"id\":\"t7\"";
    for (int n = 0; n < 120; ++n) rows += ",\"x" + std::to_string(n) + "\":1";
    const auto lines = told(read_it(replaced("{\"id\":\"t7\"", rows), true));
    ASSERT_EQ(lines.size(), 21u);
    EXPECT_EQ(lines[20], "... and 100 more like p.json:5:1");
}

struct Broken {
    const char* from;
    const char* to;
    const char* error;
};

TEST(ProblemJson, RefusesWithTheRow) {
    const Broken table[] = {
        {"[33,2]", "[32,2]", "p.json:3:1: students[0] (id 's1'): slot 32 stands twice; keep one of them"},
        {"[33,2]", "[140,2]", "p.json:3:1: students[0] (id 's1'): slot 140 is out of range; the week has slots 0 to 139"},
        {"[33,2]", "[33,-2]", "p.json:3:1: students[0] (id 's1'): \"slots [33, cost]\" is negative; write 0 or more"},
        {"[33,2]", "[33,1.5]", "p.json:3:1: students[0] (id 's1'): \"slots\" is no whole number of a size that can be meant; correct it"},
        {"\"need\":1", "\"need\":99999999999999999999", "p.json:4:1: students[1] (id 's2'): \"need\" is no whole number of a size that can be meant; correct it"},
        {"\"need\":1", "\"need\":18446744073709551615", "p.json:4:1: students[1] (id 's2'): \"need\" is no whole number of a size that can be meant; correct it"},
        {"\"need\":1", "\"need\":5000000000", "p.json:4:1: students[1] (id 's2'): \"need\" is above 1000000; lower it"},
        {"\"id\":\"s2\"", "\"id\":\"s1\"", "p.json:4:1: students[1] (id 's1'): another row has this id; give each its own"},
        {"{\"tutor\":\"t7\",\"slots\":[32]}", "{\"tutor\":\"t8\",\"slots\":[32]}",
         "p.json:3:1: students[0] (id 's1'): the tutor \"t8\" is not in tutors; correct the id (a tutor who left stays listed, with no slots)"},
        {"{\"tutor\":\"t7\",\"slots\":[32]}", "{\"tutor\":\"t7\",\"slots\":[33]}",
         "p.json:3:1: students[0] (id 's1'): the pin to tutor \"t7\" cannot be kept: slot 33 is not among the tutor's; take the pin out or add the slot"},
        {"{\"tutor\":\"t7\",\"slots\":[32]}", "{\"slots\":[32]}", "p.json:3:1: students[0] (id 's1').pin: \"tutor\" is missing; add it"},
        {"\"student\":\"s1\"", "\"student\":\"s8\"", "p.json:6:1: current[0] (id 's8'): the student \"s8\" is not in students; correct the id"},
        {"\"students_max\":10", "\"students_max\":-1", "p.json:5:1: tutors[0] (id 't7'): \"students_max\" is negative; write 0 or more"},
        {"\"gender\":\"f\"", "\"gender\":\"q\"", "p.json:5:1: tutors[0] (id 't7'): \"gender: q\" is not known; choose among: \"f\", \"m\", \"x\", \"any\""},
        {"\"tutor_gender\":\"any\"", "\"tutor_gender\":\"x\"", "p.json:3:1: students[0] (id 's1'): \"tutor_gender: x\" is not known; choose among: \"f\", \"m\", \"any\""},
        {"\"department\":\"Central\",\"gender\"", "\"gender\"", "p.json:5:1: tutors[0] (id 't7'): \"department\" is missing; add it"},
        {"\"slots_per_day\":20", "\"slots_per_day\":0", "p.json:1:1: the problem: \"slots_per_day\" must be 1 to 288"},
        {"\"level_near\":5", "\"level_near\":-5", "p.json:1:1: the problem: \"weights.level_near\" is negative; write 0 or more"},
    };
    for (const Broken& row : table) {
        const ProblemReading reading = read_it(replaced(row.from, row.to), true);
        ASSERT_TRUE(reading.diagnostics.failed()) << row.error;
        EXPECT_EQ(told(reading).front(), row.error);
        EXPECT_NE(told(reading, "es").front(), row.error) << "Spanish has its own words";
    }
}

TEST(ProblemJson, ATutorMayBeNeitherWomanNorMan) {
    EXPECT_FALSE(read_it(replaced("\"gender\":\"f\"", "\"gender\":\"x\""), true).diagnostics.failed());
}

TEST(ProblemJson, SpeaksSpanish) {
    EXPECT_EQ(told(read_it(replaced("\"tutor_gender\":\"any\"", "\"tutor_gender\":\"x\""), true), "es").front(),
              "p.json:3:1: students[0] (id 's1'): \"tutor_gender: x\" no se conoce; elegí entre: \"f\", \"m\", \"any\"");
    EXPECT_EQ(told(read_it(replaced("\"slots_per_day\":20", "\"slots_per_day\":0"), true), "es").front(), "p.json:1:1: el problema: \"slots_per_day\" tiene que ser de 1 a 288");
}

TEST(ProblemJson, TellsTheLineThatIsNotJson) {
    const std::pair<std::string, std::string> table[] = {
        {replaced("\"level\":1,", "\"level\":1"), "p.json:4:58: this is not JSON here; look for a comma, quote or bracket too many or too few"},
        {"", "p.json:1:1: the file is empty; see \"tutorline match --help\" for what belongs in it"},
        {" \n", "p.json:2:1: the file is empty; see \"tutorline match --help\" for what belongs in it"},
        {"[]", "p.json:1:1: the file must hold one JSON object with students and tutors; see \"tutorline match --help\""},
        {good + "x", "p.json:7:1: there is more after the end of the JSON; keep one object in the file"},
        {good.substr(0, 40), "p.json:1:41: the JSON ends before it is complete; is a bracket or a quote not closed, or was the file cut off?"},
        {"{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]}", "p.json:1:13: there are too many levels inside one another; a problem has four"},
        {"{\"ñ\":x", "p.json:1:6: this is not JSON here; look for a comma, quote or bracket too many or too few"},
    };
    for (const auto& [text, expected] : table) {
        const auto lines = told(read_it(text, false));
        ASSERT_EQ(lines.size(), 1u) << expected;
        EXPECT_EQ(lines.front(), expected);
    }
}

TEST(ProblemJson, WarnsOfKeysThatDoNotCount) {
    const ProblemReading reading = read_it(replaced("\"household\"", "\"houshold\""), false);
    EXPECT_FALSE(reading.diagnostics.failed());
    EXPECT_EQ(told(reading), (std::vector<std::string>{"p.json:1:1: warning: the problem: \"current\" counts in rematch only",
                                                       "p.json:3:1: warning: students[0] (id 's1'): the key \"houshold\" is not known and does not count; is it misspelt?"}));
}

}  // namespace
}  // namespace tutorline::program::problem_json_test
