// What `plan --since` and `explain --since` say of a running service's next start, and that the start does just that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sqlite3.h>

#include <boost/json.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "support/serve_start.hpp"

namespace tutorline::plan_since_test {
namespace {

using test::Start;
using testing::HasSubstr;

/// "student tutor slots" a line, by student.
std::set<std::string> places_in_plan(const std::string& file) {
    std::set<std::string> places;
    const auto plan = boost::json::parse(test::read_file(file));
    for (const auto& row : plan.at("placed").as_array()) {
        std::string line = std::string{row.at("student").as_string()} + " " + std::string{row.at("tutor").as_string()};
        for (const auto& slot : row.at("slots").as_array()) line += " " + std::to_string(slot.as_int64());
        places.insert(line);
    }
    return places;
}

std::set<std::string> places_in_database(const Start& start) {
    std::set<std::string> places;
    auto reader = store::open_existing(start.trial.database().string());
    (*reader)->query("SELECT s.key || ' ' || t.key || ' ' || replace(e.slots, ',', ' ') FROM enrollment e JOIN student s ON s.id = e.student"
                     " JOIN tutor t ON t.id = e.tutor WHERE e.status = 'active'", {}, [&](const ports::Row& row) { places.emplace(row.text(0)); });
    return places;
}

TEST(PlanSince, ShowsWhatAStartDoesWithNewSheets) {
    const Start start;
    const std::filesystem::path programs = start.trial.program.parent_path(), plan = start.trial.folder.path / "plan.json";
    const auto say = [&](const std::string& since) {
        std::string words;
        EXPECT_EQ(test::run_program({TUTORLINE_BINARY, "--lang", "en", "plan", start.trial.program, "--since", since, "--json", plan}, words), 0) << words;
        return words;
    };
    start.trial.enroll();
    const auto before = places_in_database(start);
    EXPECT_THAT(say(start.trial.database()), HasSubstr("nothing changes"));
    EXPECT_EQ(places_in_plan(plan), before);
    Start::edit(programs / "paraguay-demo-tutors.csv", "\nT7;[^\n]*", "");                       // a tutor leaves
    Start::edit(programs / "paraguay-demo-students.csv", "mié-vie 17:30-20:00", "sáb 8-11");        // a family changes its hours
    const std::string words = say(start.trial.database());
    EXPECT_THAT(words, HasSubstr("T7 does not teach any more"));
    const auto shown = places_in_plan(plan);
    EXPECT_NE(shown, before);
    start.trial.enroll();
    EXPECT_EQ(places_in_database(start), shown) << words;
    EXPECT_THAT(say(start.trial.database()), HasSubstr("nothing changes"));
}

/// What `plan --since` says of a start's files, with its exit code.
std::string told_before(const Start& start, int exit_code, const std::string& language = "en") {
    std::string words;
    EXPECT_EQ(test::run_program({TUTORLINE_BINARY, "--lang", language, "plan", start.trial.program, "--since", start.trial.database()}, words), exit_code) << words;
    return words;
}

TEST(PlanSince, TellsOfEveryPersonWhatTheNextStartDoes) {
    const Start start;
    const std::filesystem::path students = start.trial.program.parent_path() / "paraguay-demo-students.csv", tutors = start.trial.program.parent_path() / "paraguay-demo-tutors.csv";
    start.trial.enroll();
    const std::string before = test::read_file(start.trial.database());
    const std::string row_gone = test::read_file(students);
    Start::edit(students, "\nE002;[^\n]*", "");
    Start::edit(students, "(\nE010;[^;]*;[^;]*;[^;]*;)[^;]*;", "$010951 000 699;");
    Start::edit(students, "(\nE020;[^\n]*);[^;\n]*;[0-9-]{10};[^;]*;[^;]*;[^;]*;", "$1;;;;;;");
    Start::edit(tutors, "\nT7;[^\n]*", "");
    const std::string words = told_before(start, 0);
    EXPECT_EQ(test::read_file(start.trial.database()), before) << "only read";
    EXPECT_THAT(words, HasSubstr("(E002) leaves the programme"));
    EXPECT_THAT(words, HasSubstr("the family is not: tell it yourself"));
    EXPECT_THAT(words, HasSubstr("(E010): the number that ends in 699 is used from now on"));
    EXPECT_THAT(words, testing::ContainsRegex("\\(E010\\): the number that ends in [0-9]+ is used no more"));
    EXPECT_THAT(words, HasSubstr("(E020): the consent is emptied"));
    EXPECT_THAT(words, HasSubstr("(T7) teaches no more"));
    EXPECT_THAT(words, testing::Not(HasSubstr("0951"))) << "no phone number";
    EXPECT_THAT(told_before(start, 0, "es"), HasSubstr("(E002) sale del programa"));
    start.trial.enroll();
    const std::string log = test::read_file(start.trial.folder.path / "enroll.log");
    for (const char* done : {"\"left\":1", "\"tutors_left\":1", "\"numbers_retired\":1", "\"consents_revoked\":1"}) EXPECT_THAT(log, HasSubstr(done)) << words;
    EXPECT_THAT(told_before(start, 0), HasSubstr("the sheets the service has already"));
    std::ofstream(students) << row_gone;
    const std::string back = told_before(start, 0);
    EXPECT_THAT(back, HasSubstr("(E002) is in the sheet again, but stays withdrawn"));
    EXPECT_THAT(back, HasSubstr("(E020): there is a consent for calls and texts"));
}

TEST(PlanSince, TellsWhoseStopGoesOnAtANewNumber) {
    const Start start;
    const std::filesystem::path folder = start.trial.program.parent_path();
    start.trial.enroll();
    {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open(start.trial.database().c_str(), &database), SQLITE_OK);
        const char* stops = "UPDATE phone SET calls_stopped_at = 1 WHERE id IN (SELECT p.phone FROM student_phone p JOIN student s ON s.id = p.student WHERE s.key = 'E010');"
                            "UPDATE phone SET texts_stopped_at = 1 WHERE id IN (SELECT phone FROM tutor WHERE key = 'T7')";
        EXPECT_EQ(sqlite3_exec(database, stops, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
    }
    Start::edit(folder / "paraguay-demo-students.csv", "(\nE010;[^;]*;[^;]*;[^;]*;)[^;]*;", "$010951 000 699;");
    Start::edit(folder / "paraguay-demo-tutors.csv", "(\nT7;[^;]*;)[^;]*;", "$010951 000 698;");
    const std::string words = told_before(start, 0);
    EXPECT_THAT(words, HasSubstr("(E010): the family had stopped the calls; that goes on with the new number"));
    EXPECT_THAT(words, HasSubstr("(T7): had stopped our texts; that goes on at the new number"));
}

TEST(PlanSince, PromisesNoTextToAFamilyThatGetsNone) {
    const Start start;
    start.trial.enroll();
    {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open(start.trial.database().c_str(), &database), SQLITE_OK);
        const char* stop = "UPDATE phone SET texts_stopped_at = 1 WHERE id IN (SELECT p.phone FROM student_phone p JOIN enrollment e ON e.student = p.student JOIN tutor t ON t.id = e.tutor WHERE t.key = 'T7')";
        EXPECT_EQ(sqlite3_exec(database, stop, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
    }
    Start::edit(start.trial.program.parent_path() / "paraguay-demo-tutors.csv", "\nT7;[^\n]*", "");
    std::istringstream lines{told_before(start, 0)};
    int untold = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("does not teach any more") == std::string::npos || line.find(" goes from ") == std::string::npos) continue;
        EXPECT_THAT(line, HasSubstr("Texts: none to the family, which gets no texts"));
        ++untold;
    }
    EXPECT_GT(untold, 0);
}

TEST(PlanSince, FindsTheSamePlacesWhateverBecameOfTheKeptPrices) {
    const Start start;
    start.trial.enroll();
    const auto change = [&](const char* sql) {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open(start.trial.database().c_str(), &database), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        EXPECT_GT(sqlite3_changes(database), 0);
        sqlite3_close(database);
    };
    change("UPDATE meta SET value = value WHERE key = 'match_prices:paraguay-demo' AND value LIKE 'prices 1%' AND length(value) > 200");
    Start::edit(start.trial.program.parent_path() / "paraguay-demo-tutors.csv", "\nT7;[^\n]*", "");
    const std::string words = told_before(start, 0);
    EXPECT_THAT(words, HasSubstr(" goes from "));
    change("UPDATE meta SET value = replace(replace(value, ',1', ',7'), ',2', ',-3') WHERE key = 'match_prices:paraguay-demo'");
    EXPECT_EQ(told_before(start, 0), words);
    change("UPDATE meta SET value = 'nothing of ours' WHERE key = 'match_prices:paraguay-demo'");
    EXPECT_EQ(told_before(start, 0), words);
    change("DELETE FROM meta WHERE key = 'match_prices:paraguay-demo'");
    EXPECT_EQ(told_before(start, 0), words);
    start.trial.enroll();
    EXPECT_EQ(start.count("SELECT count(*) FROM meta WHERE key = 'match_prices:paraguay-demo' AND value LIKE 'prices 1%'"), 1) << "kept with the newer match";
}

/// Two calls a week, on Mondays and Wednesdays: A sits with T1 at 17:00, B with T3, who leaves. `second`: hours of T2.
struct TwoCalls : Start {
    explicit TwoCalls(const std::string& second) {
        edit_program("sessions_per_week: 1", "sessions_per_week: 2");
        edit_program("kept_free_for_retries: 15 %", "kept_free_for_retries: 0 %");
        write("students", student("A", "Central", "lun y mié 17:00-17:30") + student("B", "Itapúa", "lun y mié 17:00-17:30") + student("C", "Central", "lun y mié 18:00-18:30"));
        tutors_without_third = tutor("T1", "Central", "lun y mié 17:00-18:30") + tutor("T2", "Caazapá", second);
        write("tutors", tutors_without_third + tutor("T3", "Itapúa", "lun y mié 17:00-17:30"));
        trial.enroll();
    }
    /// The newer sheets: T3 is gone, and A could come at 17:30 too.
    void third_leaves() {
        write("tutors", tutors_without_third);
        edit(sheet("students"), "(\nA;[^\n]*)17:00-17:30", "$0117:00-18:00");
    }

  private:
    std::filesystem::path sheet(const std::string& name) const { return trial.program.parent_path() / ("paraguay-demo-" + name + ".csv"); }
    void write(const std::string& name, const std::string& rows) const {
        const std::string before = test::read_file(sheet(name));
        std::ofstream(sheet(name)) << before.substr(0, before.find('\n') + 1) << rows;
    }
    static std::string number() {
        static int last = 100;
        return "0951 000 " + std::to_string(++last);
    }
    static std::string student(const std::string& key, const std::string& department, const std::string& hours) {
        return key + ";Niña " + key + ";Norma;madre;" + number() + ";;es;5;;Esc.;" + department + ";rural;f;2016;;" + hours + ";Norma;2027-02-26;voz;v2;llamadas, mensajes;\n";
    }
    static std::string tutor(const std::string& key, const std::string& department, const std::string& hours) {
        return key + ";Tutora " + key + ";" + number() + ";es;;" + hours + ";240;" + department + ";f\n";
    }
    std::string tutors_without_third;
};

TEST(PlanSince, MovesNobodyElseOfTwoCallsAWeekWhereAPlaceIsFree) {
    TwoCalls start("lun y mié 17:00-17:30");
    const auto before = places_in_database(start);
    ASSERT_EQ(before.size(), 3U);
    start.third_leaves();
    const std::string words = told_before(start, 0);
    EXPECT_THAT(words, HasSubstr("(B) goes from T3, Mon 17:00"));
    EXPECT_THAT(words, HasSubstr("1 student changes; 2 of 6 promised calls move, as few as possible"));
    start.trial.enroll();
    auto after = places_in_database(start);
    EXPECT_EQ(std::erase_if(after, [&](const std::string& place) { return before.contains(place); }), 2U) << words;
    ASSERT_EQ(after.size(), 1U);
    EXPECT_THAT(*after.begin(), testing::StartsWith("B T2 "));
}

TEST(PlanSince, MovesOneFamilyOfTwoCallsAWeekWhereNoOtherPlaceIsLeft) {
    TwoCalls start("lun 14:00-14:30");
    const auto before = places_in_database(start);
    ASSERT_EQ(before.size(), 3U);
    start.third_leaves();
    const std::string words = told_before(start, 0);
    EXPECT_THAT(words, HasSubstr("(B) goes from T3, Mon 17:00"));
    EXPECT_THAT(words, HasSubstr("to make room for Niña B (B). Texts: the family, Tutora T1 (T1)"));
    EXPECT_THAT(words, HasSubstr("2 students change; 4 of 6 promised calls move"));
    EXPECT_THAT(words, testing::Not(HasSubstr("(C)"))) << "has nothing to do with it";
    start.trial.enroll();
    const auto after = places_in_database(start);
    EXPECT_EQ(after.size(), 3U) << words;
    for (const char* place : {"A T1 35 131", "B T1 34 130"}) EXPECT_TRUE(after.contains(place)) << place;
    EXPECT_THAT(told_before(start, 0), HasSubstr("nothing changes"));
}

TEST(PlanSince, ExplainSaysWhoseTutorIsGoneFromTheSheets) {
    const Start start;
    start.trial.enroll();
    Start::edit(start.trial.program.parent_path() / "paraguay-demo-tutors.csv", "\nT7;[^\n]*", "");
    std::vector<std::string> of_the_leaver;
    auto reader = store::open_existing(start.trial.database().string());
    (*reader)->query("SELECT s.key FROM enrollment e JOIN student s ON s.id = e.student JOIN tutor t ON t.id = e.tutor WHERE t.key = 'T7' AND e.status = 'active' LIMIT 1", {},
                     [&](const ports::Row& row) { of_the_leaver.emplace_back(row.text(0)); });
    ASSERT_FALSE(of_the_leaver.empty());
    for (const std::string& student : of_the_leaver) {
        std::string words;
        EXPECT_EQ(test::run_program({TUTORLINE_BINARY, "--lang", "en", "explain", student, "--program", start.trial.program, "--since", start.trial.database()}, words), 0) << words;
        EXPECT_THAT(words, testing::AnyOf(HasSubstr("these sheets change that place"), HasSubstr("loses that place"))) << student;
    }
}

TEST(PlanSince, ExplainAndTutorsNeededAnswerForTheServiceThatRuns) {
    const Start start;
    start.trial.enroll();
    Start::edit(start.trial.program.parent_path() / "paraguay-demo-tutors.csv", "\nT7;[^\n]*", "");
    start.trial.enroll();
    const auto answer = [&](std::vector<std::string> words_of_command) {
        words_of_command.insert(words_of_command.begin(), {TUTORLINE_BINARY, "--lang", "en"});
        std::string words;
        EXPECT_EQ(test::run_program(words_of_command, words), 0) << words;
        return words;
    };
    const std::string program = start.trial.program.string(), database = start.trial.database().string();
    std::string waits;
    auto reader = store::open_existing(database);
    (*reader)->query("SELECT s.key FROM task k JOIN student s ON s.id = k.student WHERE k.kind = 'no_place' AND k.closed_at IS NULL", {}, [&](const ports::Row& row) { waits = row.text(0); });
    ASSERT_FALSE(waits.empty());
    const std::string running = answer({"explain", waits, "--program", program, "--since", database});
    EXPECT_THAT(running, HasSubstr("(" + waits + ") has no tutor in the service"));
    EXPECT_THAT(running, HasSubstr("(" + waits + ") has no place"));
    EXPECT_THAT(answer({"explain", "E001", "--program", program}), HasSubstr("This plans from nothing."));
    EXPECT_THAT(answer({"plan", program, "--tutors-needed", "--since", database}), HasSubstr("With the pairs that run in the service"));
    EXPECT_THAT(answer({"tasks", "--db", database}), HasSubstr("--since DATABASE.db"));
}

TEST(PlanSince, RefusesWhatAStartRefusesInTheSameWords) {
    const std::pair<const char*, const char*> sheets[] = {{"\nE002;", "\nX002;"}, {"\nE0[012][0-9];[^\n]*", ""}};
    const Start start;
    start.trial.enroll();
    const std::filesystem::path students = start.trial.program.parent_path() / "paraguay-demo-students.csv";
    const std::string sheet = test::read_file(students);
    const auto same_words = [&] {
        const std::string refused = start.refused(), told = told_before(start, 2);
        const std::string said = refused.substr(refused.find("tutorline serve: ") + std::string{"tutorline serve: "}.size());
        EXPECT_THAT(told, HasSubstr(said.substr(0, said.find('\n')))) << refused;
    };
    for (const auto& [pattern, instead] : sheets) {
        Start::edit(students, pattern, instead);
        same_words();
        std::ofstream(students) << sheet;
    }
    start.edit_program("weeks: 8\n", "weeks: 9\n");
    same_words();
}

}  // namespace
}  // namespace tutorline::plan_since_test
