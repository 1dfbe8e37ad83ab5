// `plan` shows the texts of the next seven days as the engine would send them, and sends none.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "app/run_command.hpp"
#include "support/golden.hpp"

namespace tutorline::test {
namespace {

Finished plan(const std::string& from) {
    const std::string program = test_path("../config/programs/paraguay-demo.yaml");
    const std::string config = test_path("../config");
    return run_command({"plan", program, "--lang", "es", "--from", from}, {}, {"TUTORLINE_CONFIG=" + config});
}

struct PlannedText {
    std::string day, to, words;
};

/// "  2027-03-10 18:00  T6  [1]  SILVIO ..."
std::vector<PlannedText> texts_of(const std::string& output) {
    static const std::regex line{R"(\n +(\d{4}-\d\d-\d\d) \d\d:\d\d +(\S+) +\[\d\] +([^\n]*))"};
    std::vector<PlannedText> texts;
    for (std::sregex_iterator found(output.begin(), output.end(), line), end; found != end; ++found)
        texts.push_back({(*found)[1], (*found)[2], (*found)[3]});
    return texts;
}

TEST(Plan, ShowsWhatWouldBeSentOnEachOfTheNextSevenDays) {
    const Finished shown = plan("2027-03-08");
    ASSERT_EQ(shown.exit_code, 0) << shown.errors;
    std::set<std::string> days;
    int schedules = 0, checkpoints = 0, reminders = 0, items = 0;
    for (const PlannedText& text : texts_of(shown.output)) {
        days.insert(text.day);
        const bool to_tutor = text.to.starts_with("T");
        schedules += to_tutor && (text.words.find("Registre: ") != std::string::npos || text.words.find("Registra: ") != std::string::npos);
        checkpoints += to_tutor && text.words.starts_with("Control ");
        reminders += text.to.starts_with("E") && text.words.find(" 11/3 a las ") != std::string::npos;
        items += text.to.starts_with("E") && text.words.find(" = ?") != std::string::npos;
        EXPECT_EQ(text.words.find("faltan registros"), std::string::npos) << "in a plan every call is reported: " << text.words;
    }
    EXPECT_EQ(days, (std::set<std::string>{"2027-03-08", "2027-03-09", "2027-03-10", "2027-03-11", "2027-03-12", "2027-03-13"})) << "Sunday is off";
    EXPECT_GT(schedules, 20);
    EXPECT_GE(checkpoints, schedules);
    EXPECT_GT(reminders, 5) << "of Thursday's calls, on Wednesday";
    EXPECT_GT(items, 40) << "a week's items";
}

TEST(Plan, HasNoSideEffectsAndSaysTheSameAgain) {
    const Finished first = plan("2027-03-08");
    EXPECT_EQ(plan("2027-03-08").output, first.output);
    EXPECT_NE(plan("2027-03-15").output, first.output);
}

}  // namespace
}  // namespace tutorline::test
