// What `tutorline serve` refuses before it touches the database, and what stays untouched then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sqlite3.h>

#include <boost/json.hpp>
#include <csignal>
#include <fstream>
#include <regex>
#include <set>

#include "store/store.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"
#include "support/trial.hpp"

namespace tutorline::serve_start_test {
namespace {

using test::Process;
using test::Trial;
using testing::HasSubstr;

/// A trial whose programme may be edited, on a clock shortly before its first week.
struct Start {
    Start() {
        const std::filesystem::path shipped = trial.program.parent_path();
        std::filesystem::copy(shipped, trial.folder.path / "programs", std::filesystem::copy_options::recursive);
        trial.program = trial.folder.path / "programs" / "paraguay-demo.yaml";
        trial.set_clock(1, *base::parse_instant("2027-03-06T15:00:00Z"));
    }
    static void edit(const std::filesystem::path& file, const std::string& pattern, const std::string& instead) {
        const std::string before = test::read_file(file);
        const std::string after = std::regex_replace(before, std::regex(pattern), instead);
        EXPECT_NE(before, after) << pattern;
        std::ofstream(file) << after;
    }
    void edit_program(const std::string& pattern, const std::string& instead) const { edit(trial.program, pattern, instead); }
    void edit_config(const std::string& pattern, const std::string& instead) const { edit(trial.config(), pattern, instead); }
    /// What a start says that is refused; its exit code must be 2.
    std::string refused(const std::string& language = "en") const {
        std::string words;
        EXPECT_EQ(test::run_program({TUTORLINE_BINARY, "--lang", language, "serve", "--config", trial.config().string()}, words), 2) << words;
        return words;
    }
    std::int64_t count(const std::string& sql) const {
        auto reader = store::open_existing(trial.database().string());
        std::int64_t rows = -1;
        if (reader) (*reader)->query(sql, {}, [&](const ports::Row& row) { rows = row.integer(0); });
        return rows;
    }
    std::string settings() const {
        auto reader = store::open_existing(trial.database().string());
        std::string text;
        (*reader)->query("SELECT group_concat(value) FROM meta", {}, [&](const ports::Row& row) { text = row.text(0); });
        return text;
    }
    Trial trial{1, "2027-03-06T15:00:00Z"};
};

TEST(ServeStart, AnotherKeyEnrolsNobodyASecondTime) {
    const Start start;
    start.trial.enroll();
    const auto students = start.count("SELECT count(*) FROM student");
    ASSERT_GT(students, 0);
    start.edit_program("key: paraguay-demo ", "key: paraguay-new ");
    const std::string words = start.refused();
    EXPECT_THAT(words, HasSubstr("'paraguay-demo'"));
    EXPECT_THAT(words, HasSubstr("'paraguay-new'"));
    EXPECT_THAT(words, HasSubstr("Put 'key: paraguay-demo' back"));
    EXPECT_EQ(start.count("SELECT count(*) FROM student"), students);
    EXPECT_EQ(start.count("SELECT count(*) FROM cohort"), 1);
}

TEST(ServeStart, OneProgrammeAtATimeRunsInADatabase) {
    const Start start;
    start.trial.enroll();
    const auto sessions = start.count("SELECT count(*) FROM session");
    // Other people, on other phones: their lessons too would run by the rules of one programme for both.
    start.edit_program("key: paraguay-demo ", "key: paraguay-b ");
    const std::filesystem::path programs = start.trial.program.parent_path();
    Start::edit(programs / "paraguay-demo-students.csv", "0951 000 ", "0951 001 ");
    const std::string apart = start.refused();
    EXPECT_THAT(apart, HasSubstr("paraguay-demo.yaml:12:8: "));
    EXPECT_THAT(apart, HasSubstr("until 2027-06-0"));
    EXPECT_THAT(apart, HasSubstr("no phone is in both"));
    // One sibling of a family that has lessons: told where the child belongs, and there it is taken.
    Start::edit(programs / "paraguay-demo-students.csv", "E002;Lucía;Norma;madre;0951 001 102", "E002;Lucía;Norma;madre;0951 000 101");
    const std::string sibling = start.refused();
    EXPECT_THAT(sibling, HasSubstr("that are in 'paraguay-demo' too: 1."));
    EXPECT_THAT(sibling, HasSubstr("Add them to the sheets of 'paraguay-demo'"));
    EXPECT_EQ(start.count("SELECT count(*) FROM session"), sessions);
    start.edit_program("key: paraguay-b ", "key: paraguay-demo ");
    Start::edit(programs / "paraguay-demo-students.csv", "0951 001 ", "0951 000 ");
    Start::edit(programs / "paraguay-demo-students.csv", "\nE002;Lucía;Norma;madre;0951 000 101;[^\n]*",
                "$&\nE901;Rocío;Hermelinda;abuela;0951 000 101;;es;5;;Esc. Bás. N.º 329;Asunción;urbana;f;2016;;\"lun y mar 19:00-20:30; sáb 8-11\";"
                "Hermelinda;2027-02-13;papel;v2;llamadas, mensajes;");
    start.trial.enroll();
    EXPECT_EQ(start.count("SELECT count(*) FROM cohort"), 1);
    EXPECT_EQ(start.count("SELECT count(DISTINCT sp.phone) FROM student s JOIN student_phone sp ON sp.student = s.id WHERE s.key IN ('E001', 'E901')"), 1);
}

TEST(ServeStart, WhatIsFixedAtTheStartStays) {
    const Start start;
    start.trial.enroll();
    const std::string settings = start.settings();
    const std::string program = test::read_file(start.trial.program);
    const std::tuple<std::string, std::string, std::string, std::string> changes[] = {
        {"weeks: 8", "weeks: 9", "'weeks: 8'", "'weeks: 9'"},
        {"sessions_per_week: 1", "sessions_per_week: 2", "'sessions_per_week: 1'", "'sessions_per_week: 2'"},
        {"starts_on: 2027-03-08", "starts_on: 2027-03-15", "'starts_on: 2027-03-08'", "'starts_on: 2027-03-15'"},
        {"zone: America/Asuncion", "zone: America/Montevideo", "'zone: America/Asuncion'", "'zone: America/Montevideo'"},
        {"call_minutes: 20", "call_minutes: 30", "paraguay-demo.yaml:29:17: ", "'call_minutes: 30'"},
        {"mode: bridged( .*\n.*tutor_sees_number:) no", "mode: tutor_dials$1 yes", "'mode: bridged'", "'mode: tutor_dials'"},
        {"departments: \\[Asunción, Central,[^\\]]*\\]",
         "departments: {Asunción: America/Asuncion, Central: America/Manaus, Cordillera: America/Asuncion, Caaguazú: America/Asuncion, "
         "San Pedro: America/Asuncion, Caazapá: America/Asuncion, Itapúa: America/Asuncion}",
         "'Central: America/Asuncion'", "'Central: America/Manaus'"},
    };
    for (const auto& [from, to, old_value, new_value] : changes) {
        std::ofstream(start.trial.program) << program;
        start.edit_program(from, to);
        const std::string words = start.refused();
        EXPECT_THAT(words, HasSubstr(old_value));
        EXPECT_THAT(words, HasSubstr(new_value));
        EXPECT_EQ(start.settings(), settings);
    }
    std::ofstream(start.trial.program) << program;
    start.edit_program("name: \"Tutor en Casa\"", "name: \"Tutora en Casa\"");
    EXPECT_NO_THROW(start.trial.enroll()) << "what may change is taken over";
    EXPECT_THAT(start.settings(), HasSubstr("Tutora en Casa"));
    start.edit_program("onboarding_call: yes", "onboarding_call: no");
    const auto planned = start.count("SELECT count(*) FROM session WHERE kind = 'onboarding' AND outcome IS NULL");
    start.trial.enroll();
    EXPECT_THAT(test::read_file(start.trial.folder.path / "enroll.log"), HasSubstr("'onboarding_call: no'")) << "and it is said";
    EXPECT_EQ(start.count("SELECT count(*) FROM session WHERE kind = 'onboarding' AND outcome IS NULL"), planned);
    start.trial.enroll();
    EXPECT_THAT(test::read_file(start.trial.folder.path / "enroll.log"), testing::Not(HasSubstr("onboarding_call"))) << "once";
}

TEST(ServeStart, AKeyStaysThePersonItWas) {
    const Start start;
    start.trial.enroll();
    const std::filesystem::path programs = start.trial.program.parent_path(), students = programs / "paraguay-demo-students.csv", tutors = programs / "paraguay-demo-tutors.csv";
    const std::string sheet = test::read_file(students), of_tutors = test::read_file(tutors);
    const auto people = start.count("SELECT count(*) FROM student"), phones = start.count("SELECT count(*) FROM phone");
    const auto refused_with = [&](const std::string& pattern, const std::string& instead) {
        std::ofstream(students) << sheet;
        Start::edit(students, pattern, instead);
        const std::string words = start.refused();
        EXPECT_EQ(start.count("SELECT count(*) FROM student"), people);
        EXPECT_EQ(start.count("SELECT count(*) FROM phone"), phones);
        return words;
    };
    const std::string reused = refused_with("E002;Lucía;Norma;madre;0951 000 102", "E002;Pedro;Rosa;tia;0951 000 777");
    EXPECT_THAT(reused, HasSubstr("paraguay-demo-students.csv:3: the key E002 was another child's"));
    EXPECT_THAT(reused, testing::Not(HasSubstr("000777"))) << "no numbers in messages";
    EXPECT_THAT(refused_with("\nE002;([^\n]*)\nE003;", "\nE003;$1\nE002;"), HasSubstr("csv:3: the child of this row is in the programme under the key E002: put E002 back instead of E003"));
    EXPECT_THAT(refused_with("\nE002;", "\nX002;"), HasSubstr("put E002 back instead of X002"));
    EXPECT_THAT(refused_with("E004;[^;]*;([^;]*;[^;]*);([^;]*);", "E004;Pedro;$1;0951 000 777, $2;"), HasSubstr("the key E004 was another child's")) << "the second number may be a neighbour's";
    const std::string all = refused_with("\nE0", "\nF0");
    EXPECT_THAT(all, HasSubstr("put E001 back instead of F001"));
    EXPECT_THAT(all, HasSubstr("more"));
    EXPECT_THAT(refused_with("\nE0[1-5][^\n]*", ""), HasSubstr("of the 60 students in the programme are not in this sheet"));
    std::ofstream(students) << sheet;
    Start::edit(tutors, "T7;[^;]*;[^;]*;", "T7;Otra;0951 000 899;");
    EXPECT_THAT(start.refused(), HasSubstr("the key T7 was another tutor's"));
    std::ofstream(tutors) << of_tutors;
    Start::edit(tutors, "\nT7;", "\nX7;");
    EXPECT_THAT(start.refused(), HasSubstr("the tutor of this row is in the programme under the key T7: put T7 back instead of X7"));
    std::ofstream(tutors) << of_tutors;
    Start::edit(tutors, "\nT1;([^\n]*)\nT2;", "\nT2;$1\nT1;");
    EXPECT_THAT(start.refused(), HasSubstr("tutors.csv:2: the key T2 was another tutor's"));
    std::ofstream(tutors) << of_tutors;
    Start::edit(students, "E002;Lucía;", "E002;Lucia;");
    Start::edit(students, "0951 000 102", "0951 000 777");
    Start::edit(students, "E001;Ana;", "E001;Anita;");
    EXPECT_NO_THROW(start.trial.enroll()) << "corrected names and numbers are taken";
    EXPECT_EQ(start.count("SELECT count(*) FROM student"), people);
    EXPECT_EQ(start.count("SELECT count(*) FROM student_phone sp JOIN student s ON s.id = sp.student JOIN phone p ON p.id = sp.phone "
                          "WHERE s.key = 'E002' AND sp.blocked = '' AND p.e164 = '+595951000777'"), 1);
    EXPECT_EQ(start.count("SELECT count(*) FROM student_phone sp JOIN student s ON s.id = sp.student WHERE s.key = 'E002' AND sp.blocked = ''"), 1);
}

TEST(ServeStart, TwoChildrenOfOneNameKeepTheirKeys) {
    const Start start;
    const std::filesystem::path students = start.trial.program.parent_path() / "paraguay-demo-students.csv";
    Start::edit(students, "E003;F[^;]*;", "E003;Lucía;");
    Start::edit(students, "E004;[^;]*;", "E004;Lucía;");
    start.trial.enroll();
    const std::string sheet = test::read_file(students);
    Start::edit(students, "\nE002;([^\n]*)\nE003;", "\nE003;$1\nE002;");
    const std::string two = start.refused();
    EXPECT_THAT(two, HasSubstr("csv:3: the child of this row is in the programme under the key E002: put E002 back instead of E003"));
    EXPECT_THAT(two, HasSubstr("csv:4: the child of this row is in the programme under the key E003: put E003 back instead of E002"));
    Start::edit(students, "\nE004;", "\nE002;");
    Start::edit(students, "\nE002;([^\n]*)\nE002;", "\nE004;$1\nE002;");
    EXPECT_THAT(start.refused(), HasSubstr("csv:5: the child of this row is in the programme under the key E004")) << "three in a round";
    std::ofstream(students) << sheet;
    Start::edit(students, "E002;Lucía;Norma;madre;0951 000 102", "E002;Lucía;Norma;madre;0951 000 103");
    Start::edit(students, "E003;Lucía;([^;]*;[^;]*);0951 000 103", "E003;Lucía;$1;0951 000 777");
    EXPECT_NO_THROW(start.trial.enroll()) << "a number that went on to another child";
}

TEST(ServeStart, ATutorsSheetThatWasCutTakesNoTutorFromTheFamilies) {
    const Start start;
    start.trial.enroll();
    const std::filesystem::path tutors = start.trial.program.parent_path() / "paraguay-demo-tutors.csv";
    const std::string sheet = test::read_file(tutors);
    Start::edit(tutors, "\nT[3-7];[^\n]*", "");
    const auto placed = start.count("SELECT count(*) FROM enrollment WHERE status = 'active'");
    const auto lost = start.count("SELECT count(*) FROM enrollment e JOIN tutor t ON t.id = e.tutor WHERE e.status = 'active' AND t.key > 'T2'");
    const std::string words = start.refused();
    EXPECT_THAT(words, HasSubstr("paraguay-demo-tutors.csv:3: the sheet ends here without 5 tutors who teach " + std::to_string(lost) + " of the " + std::to_string(placed) + " children"));
    EXPECT_THAT(start.refused("es"), HasSubstr("paraguay-demo-tutors.csv:3: la planilla termina acá sin 5 tutores"));
    EXPECT_EQ(start.count("SELECT count(*) FROM tutor WHERE active = 0"), 0);
    std::ofstream(tutors) << sheet;
    Start::edit(tutors, "\nT2;[^\n]*", "");
    EXPECT_NO_THROW(start.trial.enroll()) << "one tutor may always leave";
    EXPECT_EQ(start.count("SELECT count(*) FROM tutor WHERE active = 0"), 1);
}

TEST(ServeStart, SaysInTheProgrammesLanguageWhatItRefusesInItsFiles) {
    const Start start;
    start.trial.enroll();
    Start::edit(start.trial.program.parent_path() / "paraguay-demo-students.csv", "\nE002;", "\nX002;");
    std::string words;
    EXPECT_EQ(test::run_program({TUTORLINE_BINARY, "serve", "--config", start.trial.config().string()}, words), 2);
    EXPECT_THAT(words, HasSubstr("volvé a poner E002 en lugar de X002"));
    EXPECT_THAT(start.refused("en"), HasSubstr("put E002 back instead of X002"));
}

TEST(ServeStart, AFewWhoAreInTheSheetNoMoreLeave) {
    const Start start;
    start.trial.enroll();
    const std::filesystem::path students = start.trial.program.parent_path() / "paraguay-demo-students.csv";
    const std::string sheet = test::read_file(students);
    const auto state = [&](const std::string& key) {
        return start.count("SELECT count(*) FROM enrollment e JOIN student s ON s.id = e.student WHERE s.key = '" + key + "' AND e.status = 'withdrawn' AND e.reason = 'sheet'");
    };
    Start::edit(students, "\nE00[12];[^\n]*", "");
    start.trial.enroll();
    EXPECT_THAT(test::read_file(start.trial.folder.path / "enroll.log"), HasSubstr("\"left\":2"));
    EXPECT_EQ(state("E001") + state("E002"), 2);
    EXPECT_EQ(start.count("SELECT count(*) FROM session o JOIN student s ON s.id = o.student WHERE s.key = 'E002' AND o.outcome IS NULL"), 0);
    std::ofstream(students) << sheet;
    Start::edit(students, "\nE001;", "\nX001;");
    start.trial.enroll();
    EXPECT_EQ(state("E002"), 1) << "stays withdrawn, and a person hears of it";
    EXPECT_EQ(start.count("SELECT count(*) FROM task WHERE kind = 'back_in_sheet'"), 1);
    EXPECT_EQ(start.count("SELECT count(*) FROM enrollment e JOIN student s ON s.id = e.student WHERE s.key = 'X001' AND e.status <> 'withdrawn'"), 1) << "a new id is a new start";
}

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

TEST(ServeStart, DoesWithNewSheetsWhatPlanSinceShowed) {
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

TEST(ServeStart, PlanSinceTellsOfEveryPersonWhatTheNextStartDoes) {
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

TEST(ServeStart, PlanSinceTellsWhoseStopGoesOnAtANewNumber) {
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

TEST(ServeStart, ExplainAndTutorsNeededAnswerForTheServiceThatRuns) {
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

TEST(ServeStart, PlanSinceRefusesWhatAStartRefusesInTheSameWords) {
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

TEST(ServeStart, OneServiceAtATimeHasTheDatabase) {
    const Start start;
    Process first({TUTORLINE_BINARY, "serve", "--config", start.trial.config().string()}, start.trial.folder.path / "first.log");
    ASSERT_TRUE(first.says("webhooks on port")) << first.output();
    start.edit_config("port: [0-9]+", "port: " + std::to_string(test::free_port()));
    EXPECT_THAT(start.refused(), HasSubstr("already in use"));
    std::string words;
    EXPECT_EQ(test::run_program({TUTORLINE_BINARY, "tasks", "--db", start.trial.database().string()}, words), 0) << words;
    first.signal(SIGKILL);
    first.wait();
    EXPECT_NO_THROW(start.trial.enroll()) << "the lock went with the process";
}

TEST(ServeStart, APortThatIsTakenLeavesNoDatabase) {
    const Start start;
    const Trial other{1, "2027-03-06T15:00:00Z"};
    Process first({TUTORLINE_BINARY, "serve", "--config", other.config().string()}, other.folder.path / "first.log");
    ASSERT_TRUE(first.says("webhooks on port")) << first.output();
    start.edit_config("port: [0-9]+", "port: " + std::to_string(other.service_port));
    EXPECT_THAT(start.refused(), HasSubstr("cannot listen on"));
    EXPECT_FALSE(std::filesystem::exists(start.trial.database()));
    start.edit_config("port: [0-9]+", "address: 192.0.2.1, port: 0");
    EXPECT_THAT(start.refused(), HasSubstr("cannot listen on 192.0.2.1:0"));
    EXPECT_FALSE(std::filesystem::exists(start.trial.database()));
}

TEST(ServeStart, SomebodyElsesFileIsNotTouched) {
    const Start start;
    const std::string file = start.trial.database().string();
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('chipa')", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    const std::string before = test::read_file(file);
    EXPECT_THAT(start.refused(), HasSubstr("trial.db is no database of Tutorline"));
    EXPECT_EQ(test::read_file(file), before);
    std::ofstream(file) << "not a database at all";
    EXPECT_THAT(start.refused(), HasSubstr("trial.db is no database of Tutorline"));
    EXPECT_EQ(test::read_file(file), "not a database at all");
}

TEST(ServeStart, ADatabaseIsAFileInAFolderThatIsThere) {
    const Start start;
    start.edit_config("database: trial.db", "database: programs");
    EXPECT_THAT(start.refused(), HasSubstr("programs is a folder"));
    start.edit_config("database: programs", "database: nowhere/trial.db");
    EXPECT_THAT(start.refused(), HasSubstr("the folder of the database"));
    start.edit_config("database: nowhere/trial.db", "database: /dev/null");
    EXPECT_THAT(start.refused(), HasSubstr("/dev/null is no ordinary file"));
    start.edit_config("database: /dev/null", "database: \":memory:\"");
    EXPECT_THAT(start.refused(), HasSubstr("service.yaml:2:11: \"database\""));
}

TEST(ServeStart, AConfigurationIsAnOrdinaryFileOfText) {
    const test::TemporaryFolder folder;
    const auto refused = [](const std::string& config) {
        std::string words;
        EXPECT_EQ(test::run_program({TUTORLINE_BINARY, "serve", "--config", config}, words), 2) << words;
        return words;
    };
    const std::string loop = folder.path / "loop", file = folder.path / "s.yaml", escape = folder.path / "a\x1b[31m.yaml";
    std::filesystem::create_symlink(loop, loop);
    EXPECT_THAT(refused("/dev/zero"), HasSubstr("is no ordinary file"));
    EXPECT_THAT(refused(folder.path), HasSubstr("is a folder"));
    EXPECT_THAT(refused(loop), HasSubstr("leads back to itself"));
    std::ofstream(file) << std::string(100000, '#');
    EXPECT_THAT(refused(file), HasSubstr("larger than 64 KB"));
    std::ofstream(file) << "program: a\n# \xff\n";
    EXPECT_THAT(refused(file), HasSubstr(":2:3: a letter here is not UTF-8"));
    std::ofstream(file) << "program: a\n" << '\0';
    EXPECT_THAT(refused(file), HasSubstr(":2:1: there is a zero byte here"));
    EXPECT_THAT(refused(escape), testing::Not(HasSubstr("\x1b")));
    std::string words;
    const std::vector<std::string> commands[] = {{"check", escape}, {"plan", escape}, {"match", "--problem", escape}, {"understand", "--input", escape},
                                                 {"report", "--db", escape}, {"tasks", "--db", escape}, {"practice", "evaluate", escape}};
    for (const auto& command : commands) {
        std::vector<std::string> line{TUTORLINE_BINARY};
        line.insert(line.end(), command.begin(), command.end());
        EXPECT_EQ(test::run_program(line, words), 2) << command.front() << ": " << words;
        EXPECT_THAT(words, testing::AllOf(HasSubstr("a?[31m.yaml"), testing::Not(HasSubstr("\x1b")))) << command.front();
    }
    EXPECT_EQ(test::run_program({TUTORLINE_BINARY, "understand", "--input", "/dev/zero"}, words), 2);
    EXPECT_THAT(words, HasSubstr("is no ordinary file"));
}

}  // namespace
}  // namespace tutorline::serve_start_test
