// What `tutorline serve` refuses before it touches the database, and what stays untouched then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sqlite3.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "support/serve_start.hpp"

namespace tutorline::serve_start_test {
namespace {

using test::Process;
using test::Start;
using test::Trial;
using testing::HasSubstr;

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

TEST(ServeStart, AnEmptyDatabaseIsABeginningOnlyWhereNoServiceRan) {
    const Start start;
    const std::string database = start.trial.database().string();
    std::ofstream{database};
    EXPECT_NO_THROW(start.trial.enroll()) << "a file that was made by hand, or by a start that was killed";
    EXPECT_GT(start.count("SELECT count(*) FROM student"), 0);
    std::filesystem::resize_file(database, 0);
    EXPECT_THAT(start.refused(), HasSubstr("Restore a backup"));
    EXPECT_EQ(std::filesystem::file_size(database), 0u);
    std::filesystem::remove(database + "-lock");
    EXPECT_NO_THROW(start.trial.enroll()) << "as the words said";
}

TEST(ServeStart, ADatabaseWithASecondNameIsRefused) {
    const Start start;
    start.trial.enroll();
    const std::string database = start.trial.database().string();
    std::filesystem::create_hard_link(database, database + "2");
    EXPECT_THAT(start.refused(), HasSubstr("hard link"));
    std::filesystem::remove(database + "2");
    EXPECT_NO_THROW(start.trial.enroll());
}

TEST(ServeStart, ADatabaseWithoutOneOfItsPartsIsRefusedByName) {
    const Start start;
    start.trial.enroll();
    for (const char* drop : {"DROP TRIGGER message_allowed", "DROP TABLE child_question"}) {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open(start.trial.database().c_str(), &handle), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(handle, drop, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
        const std::string words = start.refused();
        EXPECT_THAT(words, HasSubstr(std::string{drop}.substr(std::string{drop}.rfind(' ') + 1)));
        EXPECT_THAT(words, HasSubstr("restore a backup"));
    }
}

TEST(ServeStart, ADatabaseThatCannotBeWrittenIsNamedAndNothingIsLeftBeside) {
    const Start start;
    start.trial.enroll();
    const std::string database = start.trial.database().string();
    std::filesystem::permissions(database, std::filesystem::perms::owner_read);
    // root writes everything unless it gives that power up.
    const std::vector<std::string> as_anybody{"setpriv", "--bounding-set", "-dac_override,-dac_read_search"};
    EXPECT_THAT(start.refused("en", ::geteuid() == 0 ? as_anybody : std::vector<std::string>{}), testing::AllOf(HasSubstr(database), HasSubstr("permissions")));
    EXPECT_FALSE(std::filesystem::exists(database + "-shm"));
    std::filesystem::permissions(database, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(ServeStart, ADatabaseThatSomebodyElseHoldsIsNamed) {
    const Start start;
    start.trial.enroll();
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(start.trial.database().c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_THAT(start.refused(), testing::AllOf(HasSubstr(start.trial.database().string()), HasSubstr("another program holds")));
    sqlite3_close(handle);
}

}  // namespace
}  // namespace tutorline::serve_start_test
