// `tutorline report` from outside: exports, moments, and what it refuses without writing anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <boost/json.hpp>
#include <fstream>
#include <regex>

#include "app/run_command.hpp"
#include "support/golden.hpp"

namespace tutorline::report_test {
namespace {

using test::run_command;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Report : testing::Test {
    static std::unique_ptr<test::TemporaryFolder> folder;
    static std::string page;
    static void SetUpTestSuite() {
        folder = std::make_unique<test::TemporaryFolder>();
        page = run_command({"demo", "--students", "60", "--seed", "3", "--db", db(), "--lang", "es"}).output;
    }
    static void TearDownTestSuite() { folder.reset(); }
    static std::string db() { return (folder->path / "round.db").string(); }
    static test::Finished report(std::vector<std::string> more, const std::string& from = db()) {
        more.insert(more.begin(), {"report", "--db", from});
        return run_command(more);
    }
};
std::unique_ptr<test::TemporaryFolder> Report::folder;
std::string Report::page;

TEST_F(Report, PrintsThePageTheDemoEndedWith) {
    const auto finished = report({});
    EXPECT_EQ(finished.exit_code, 0) << finished.errors;
    EXPECT_EQ(finished.output, page);
    EXPECT_THAT(page, Not(HasSubstr("weekly."))) << "a key without words";
    EXPECT_THAT(report({"--lang", "en"}).output, Not(HasSubstr("weekly.")));
}

TEST_F(Report, APastWeekHasItsOwnTotals) {
    const auto json = [](const std::string& text) { return boost::json::parse(text).as_object(); };
    const auto third = json(report({"--week", "3", "--format", "json"}).output), whole = json(report({"--format", "json"}).output);
    EXPECT_EQ(third.at("week").as_int64(), 3);
    EXPECT_LT(third.at("sessions").at("planned").as_int64(), whole.at("sessions").at("planned").as_int64());
    EXPECT_LT(third.at("attempts").at("dials").as_int64(), whole.at("attempts").at("dials").as_int64());
    for (const auto& [outcome, lessons] : third.at("sessions").at("by_week").at(3).as_object()) EXPECT_EQ(lessons.as_int64(), 0) << "no lesson of week 4, " << outcome;
    const std::string at{third.at("at").as_string()};
    const auto that_day = json(report({"--at", at.substr(0, 10), "--format", "json"}).output);
    EXPECT_EQ(that_day.at("week").as_int64(), 3) << "a page of that date tells the same week";
    EXPECT_EQ(json(report({"--week", "8", "--format", "json"}).output), whole);
    const auto dated = json(report({"--at", "2027-04-10", "--format", "json"}).output);
    EXPECT_EQ(std::string{dated.at("at").as_string()}, "2027-04-11T03:00:00Z") << "the end of the day in Asuncion";
    EXPECT_THAT(report({"--week", "9"}).errors, HasSubstr("la ronda no tiene semana 9; --week va de 1 a 8"));
    EXPECT_EQ(report({"--week", "9"}).exit_code, 2);
    const auto no_day = report({"--at", "2027-02-30"});
    EXPECT_THAT(no_day.errors, HasSubstr("--at: \"2027-02-30\" must be a date that exists"));
    EXPECT_EQ(no_day.exit_code, 64);
    EXPECT_THAT(report({"--at", "2001-01-01"}).errors, HasSubstr("todavía no había empezado"));
    EXPECT_THAT(report({"--week", "3", "--at", "2027-03-02", "--lang", "en"}).errors, HasSubstr("--week excludes --at"));
}

TEST_F(Report, SheetsOpenInASpanishSpreadsheet) {
    for (const std::string sheet : {"students", "sessions", "tutors", "figures"}) {
        auto spanish = report({"--format", "csv", "--sheet", sheet});
        EXPECT_EQ(spanish.exit_code, 0);
        if (sheet == "figures") spanish.output = std::regex_replace(spanish.output, std::regex{";[a-z_]+[.][^;\r]*\r"}, "\r");  // the keys are codes
        EXPECT_THAT(spanish.output, StartsWith("\xEF\xBB\xBF")) << sheet;
        for (const char* code : {"weekly.", "adult_contact", "no_contact", "female", "rural;", ";lesson;", "not_assessed", "gateway", "tutor_"})
            EXPECT_THAT(spanish.output, Not(HasSubstr(code))) << sheet;
        EXPECT_THAT(report({"--format", "csv", "--sheet", sheet, "--lang", "en"}).output, Not(HasSubstr("weekly."))) << sheet;
    }
    EXPECT_EQ(report({"--sheet", "tutors"}).output, report({"--format", "csv", "--sheet", "tutors"}).output) << "a sheet is a CSV";
    EXPECT_THAT(report({"--sheet", "students"}).output, HasSubstr("\"guaraní, castellano\""));
    const auto refused = report({"--format", "text", "--sheet", "tutors", "--lang", "en"});
    EXPECT_EQ(refused.exit_code, 64);
    EXPECT_THAT(refused.errors, HasSubstr("--sheet requires --format csv")) << "neither the page nor its JSON is one of the sheets";
    const auto sessions = report({"--format", "csv", "--sheet", "sessions"}).output;
    EXPECT_THAT(sessions, HasSubstr("planificada (America/Asuncion)"));
    EXPECT_THAT(sessions, Not(testing::ContainsRegex(";20[0-9-]+T[0-9:]+Z;")));
    const auto out = folder->path / "students.csv";
    EXPECT_EQ(report({"--format", "csv", "--out", out.string()}).exit_code, 0);
    EXPECT_EQ(test::read_file(out), report({"--format", "csv"}).output);
}

TEST_F(Report, OnlyReadsAndLeavesNothingBehind) {
    const test::TemporaryFolder own;
    const auto copy = own.path / "copy.db";
    std::filesystem::copy_file(db(), copy);
    const std::string before = test::read_file(copy);
    EXPECT_EQ(report({}, copy.string()).exit_code, 0);
    EXPECT_EQ(test::read_file(copy), before);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{own.path}, {}), 1);
}

TEST_F(Report, RefusesWhatIsNoDatabaseOfOursAndWritesNothing) {
    const test::TemporaryFolder own;
    const auto empty = own.path / "empty.db", text = own.path / "README.md", foreign = own.path / "foreign.db", cut = own.path / "cut.db", none = own.path / "none.db";
    std::ofstream{empty};
    std::ofstream{text} << "# Nothing\n";
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(foreign.c_str(), &connection), SQLITE_OK);
    sqlite3_exec(connection, "CREATE TABLE cohort (id INTEGER); CREATE TABLE session (id INTEGER)", nullptr, nullptr, nullptr);
    sqlite3_close(connection);
    std::ofstream{cut, std::ios::binary} << test::read_file(db()).substr(0, 9000);
    for (const auto& path : {empty, text, foreign, cut}) {
        const std::string before = test::read_file(path);
        const auto finished = report({"--lang", "en"}, path.string());
        EXPECT_EQ(finished.exit_code, 2) << path;
        EXPECT_THAT(finished.errors, HasSubstr(path == cut ? "cannot be read" : "is not a database of Tutorline")) << path;
        EXPECT_EQ(test::read_file(path), before) << path;
    }
    EXPECT_EQ(report({}, none.string()).exit_code, 2);
    EXPECT_THAT(report({"--lang", "es"}, none.string()).errors, HasSubstr("no existe el archivo"));
    EXPECT_FALSE(std::filesystem::exists(none));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{own.path}, {}), 4) << "nothing was written beside them";
    EXPECT_THAT(report({"--cohort", "other", "--lang", "en"}).errors, HasSubstr("it holds: paraguay-demo"));
}

}  // namespace
}  // namespace tutorline::report_test
