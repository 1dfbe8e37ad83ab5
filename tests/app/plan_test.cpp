// `plan` shows the texts of the next seven days as the engine would send them, and sends none.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "app/dry_run.hpp"
#include "app/run_command.hpp"
#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/plan.hpp"
#include "support/golden.hpp"

namespace tutorline::test::plan_test {
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

TEST(Plan, SaysWhichDaysAreShownAndWhatTheLettersInTextsMean) {
    const Finished shown = plan("2027-03-08");
    EXPECT_NE(shown.output.find("del 2027-03-08 al 2027-03-14"), std::string::npos);
    EXPECT_NE(shown.output.find("N2 suma"), std::string::npos);
}

TEST(Plan, TheFirstSevenDaysBeginWithTheFirstTextAndAllNoticesAreCounted) {
    const std::filesystem::path config = test_path("../config");
    const auto loaded = program::load_and_check(config / "programs" / "paraguay-demo.yaml", config);
    ASSERT_TRUE(loaded.checked);
    const auto& [programme, roster] = *loaded.checked;
    const auto catalog = program::load_catalog(config / "languages", programme.languages);
    const auto matched = program::match_program(*loaded.checked, catalog.catalog);
    const auto texts = program::CoordinatorTexts::load(config).value();
    std::vector<engine::Assignment> assignments;
    for (const auto& planned : program::planned_students(matched, program::Words(texts, "es"))) {
        const std::string tutor = planned.tutor < 0 ? "" : roster.tutors.at(static_cast<std::size_t>(planned.tutor)).key;
        assignments.push_back({roster.students.at(static_cast<std::size_t>(planned.student)).key, tutor, planned.slots, planned.reason});
    }
    const auto zone = base::Zone::find(programme.zone).value();
    const auto from = zone.to_instant({programme.starts_on - std::chrono::days{35}, base::Seconds{0}});
    base::Instant ends{};
    const auto seven_days = [&](base::Instant first) { return ends = first + std::chrono::days{7}; };
    const auto shown = app::dry_run(*loaded.checked, catalog.catalog, assignments, from, seven_days);
    ASSERT_FALSE(shown.empty());
    EXPECT_EQ(ends, shown.front().at + std::chrono::days{7});
    EXPECT_LT(shown.back().at, ends);
    EXPECT_LT(zone.to_civil(shown.front().at).day, programme.starts_on - std::chrono::days{7}) << "Monday's calls move before the holiday, and their notices with them";
    const auto all = app::dry_run(*loaded.checked, catalog.catalog, assignments, from, [&](base::Instant) { return zone.to_instant({programme.starts_on, base::Seconds{0}}); });
    const auto notices = std::ranges::count_if(all, [](const auto& text) { return text.text.starts_with("Tutor en Casa: "); });
    EXPECT_EQ(notices, matched.budget.onboarding.texts) << "siblings share a notice, here and in the budget";
}

TEST(Plan, HasNoSideEffectsAndSaysTheSameAgain) {
    const Finished first = plan("2027-03-08");
    EXPECT_EQ(plan("2027-03-08").output, first.output);
    EXPECT_NE(plan("2027-03-15").output, first.output);
}

}  // namespace
}  // namespace tutorline::test::plan_test
