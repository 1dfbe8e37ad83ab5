// Options that hold what no command can use: refused before anything runs, with exit 64 and one short sentence.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "support/process.hpp"

namespace tutorline::app::options_test {
namespace {

struct Said {
    int exit_code = 0;
    std::string errors, output;
};

Said said(std::vector<std::string> words) {
    words.insert(words.begin(), "tutorline");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    std::ostringstream errors;
    std::ostringstream output;
    auto* const err = std::cerr.rdbuf(errors.rdbuf());
    auto* const out = std::cout.rdbuf(output.rdbuf());
    const int exit_code = run_command_line(static_cast<int>(words.size()), argv.data());
    std::cerr.rdbuf(err);
    std::cout.rdbuf(out);
    return {exit_code, errors.str(), output.str()};
}

TEST(Options, ThatNoCommandCanUseAreRefusedShortly) {
    const std::vector<std::vector<std::string>> table{
        {"match", "--problem", "x", "--seed", "-1"},
        {"match", "--problem", "x", "--seed", "18446744073709551616"},
        {"match", "--problem", "x", "--seed", "0x10"},
        {"match", "--problem", "x", "--seed", "010"},
        {"match", "--problem", "x", "--seed", ""},
        {"match", "--problem", "x", "--time-limit", "nan"},
        {"match", "--problem", "x", "--time-limit", "-1"},
        {"match", "--problem", "x", "--time-limit", "0"},
        {"match", "--problem", "x", "--time-limit", "1e99"},
        {"rematch", "--problem", "x", "--time-limit", "inf"},
        {"report", "--db", "x", "--week", "0"},
        {"report", "--db", "x", "--week", "-3"},
        {"report", "--db", "x", "--week", "1e9"},
        {"report", "--db", "x", "--at", "2027-02-30"},
        {"plan", "x", "--from", "9999-01-01"},
        {"plan", "x", "--from", "ayer"},
        {"demo", "--students", "0"},
        {"demo", "--students", "-5"},
        {"demo", "--seed", "-1"},
        {"gateway", "--config", "x", "--seed", "1.5"},
        {"practice", "simulate", "--seed", "-1"},
        {"practice", "simulate", "--children", "1e3"},
        {"check", "--lang", "xx", "x"},
        {"plan", "--lang", "xx", "x"},
        {"match", "--problem", "x", "--lang", "ES"},
        {"roster", "template", "--lang", "xx"},
        {"understand", "--numbers", "--country", "xx"},
        {"understand", "--numbers", "--country", "ZZ"},
        {"understand", "--numbers", "--lang", "xx"},
        {"tasks", "--db", "x", "--task", "-1"},
        {"tasks", "--db", "x", "--task", "99999999999999999999"},
        {"tasks", "--db", ""},
        {"plan", "x", "--json", ""},
        {"chat", "--child", ""},
        {"report", "--db", "/nowhere", "--week", "3", "--at", "2027-03-01"},
    };
    for (const auto& words : table) {
        std::string line;
        for (const std::string& word : words) line += word + " ";
        const Said answer = said(words);
        EXPECT_EQ(answer.exit_code, 64) << line << answer.errors;
        EXPECT_FALSE(answer.errors.empty()) << line;
        const bool lists_countries = words[words.size() - 2] == "--country";
        EXPECT_LT(answer.errors.size(), lists_countries ? 1500u : 240u) << line << answer.errors;
    }
}

TEST(Options, ThatAreRightReachTheCommand) {
    for (const auto& words : std::vector<std::vector<std::string>>{{"match", "--problem", "/nowhere", "--seed", "18446744073709551615"},
                                                                     {"match", "--problem", "/nowhere", "--time-limit", "0.5"},
                                                                     {"plan", "/nowhere", "--from", "2027-03-01"},
                                                                     {"report", "--db", "/nowhere", "--week", "60"},
                                                                     {"report", "--db", "/nowhere", "--at", "2027-03-01"}})
        EXPECT_EQ(said(words).exit_code, 2) << words[0];
}

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(Outputs, ThatAreInputsOrDatabasesAreRefusedAndNothingIsTouched) {
    const test::TemporaryFolder folder;
    const auto programs = std::filesystem::path{TUTORLINE_SOURCE_DIR} / "config" / "programs";
    for (const char* name : {"paraguay-demo.yaml", "paraguay-demo-students.csv", "paraguay-demo-tutors.csv"})
        std::filesystem::copy_file(programs / name, folder.path / name);
    const std::string program = (folder.path / "paraguay-demo.yaml").string(), tutors = (folder.path / "paraguay-demo-tutors.csv").string();
    const std::string database = (folder.path / "d.db").string(), link = (folder.path / "link.csv").string(), fresh = (folder.path / "new").string();
    std::ofstream(database, std::ios::binary) << std::string{"SQLite format 3\0and more", 24};
    std::filesystem::create_symlink(tutors, link);
    const std::vector<std::vector<std::string>> table{
        {"report", "--db", database, "--out", database},
        {"report", "--db", database, "--out", database + "-wal"},
        {"report", "--db", "/nowhere", "--out", database},
        {"plan", program, "--json", program},
        {"plan", program, "--json", tutors},
        {"plan", program, "--csv", link},
        {"plan", program, "--csv", program},
        {"plan", program, "--json", database},
        {"plan", program, "--json", fresh, "--csv", fresh},
        {"demo", "--students", "10", "--db", fresh, "--json", fresh},
        {"chat", "--save", database},
        {"practice", "simulate", "--children", "10", "--answers", "10", "--out", fresh, "--abilities", fresh},
    };
    const std::string before = content(program) + content(tutors) + content(database);
    for (const auto& words : table) {
        const Said answer = said(words);
        EXPECT_EQ(answer.exit_code, 64) << words[0] << ' ' << words.back() << answer.errors;
        EXPECT_LT(answer.errors.size(), 240u) << answer.errors;
    }
    EXPECT_EQ(content(program) + content(tutors) + content(database), before);
    EXPECT_FALSE(std::filesystem::exists(fresh));
    EXPECT_EQ(said({"plan", program, "--json", "/dev/null", "--csv", "/dev/null"}).exit_code, 0);
}

TEST(Options, TheLanguageBeforeTheCommandCounts) {
    EXPECT_NE(said({"--lang", "en", "roster", "template"}).output.find("first name"), std::string::npos);
    EXPECT_NE(said({"--lang", "es", "roster", "template"}).output.find("nombre"), std::string::npos);
    const test::TemporaryFolder folder;
    const auto file = folder.path / "problem.json";
    std::ofstream(file) << R"({"slots_per_day": 20, "sessions_per_week": 1, "weights": {"language_second": 8, "level_near": 5, "department_other": 3, "tutor_changed": 12},
        "students": [{"id": "s1", "slots": [[5, 0]], "languages": ["es"], "level": 3, "department": "Central", "need": 1}],
        "tutors": [{"id": "t1", "slots": [9], "languages": ["es"], "levels": [3], "department": "Central", "students_max": 1}]})";
    const auto before = said({"--lang", "es", "match", "--problem", file.string()});
    EXPECT_EQ(before.exit_code, 0) << before.errors;
    EXPECT_EQ(before.output, said({"match", "--lang", "es", "--problem", file.string()}).output);
    EXPECT_NE(before.output, said({"match", "--problem", file.string()}).output);
}

}  // namespace
}  // namespace tutorline::app::options_test
