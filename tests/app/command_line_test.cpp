// What the command line says: help in both languages for every command, usage errors, lost output.
#include "app/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "app/command_help.hpp"
#include "app/run_command.hpp"
#include "support/golden.hpp"

namespace tutorline::command_line_test {
namespace {

using test::run_command;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<std::vector<std::string>> commands{{"roster"}, {"roster", "template"}, {"check"}, {"plan"}, {"explain"}, {"demo"}, {"chat"}, {"serve"}, {"gateway"},
    {"report"}, {"match"}, {"rematch"}, {"understand"}, {"segments"}, {"practice"}, {"practice", "evaluate"}, {"practice", "simulate"}, {"version"}};

TEST(CommandHelp, EveryCommandAndOptionHasItsWordsInBothLanguages) {
    for (const char* language : {"en", "es"}) {
        int exit_code = 0;
        const auto line = app::make_command_line(exit_code);
        EXPECT_THAT(app::CommandHelp{language}.gaps(*line), testing::IsEmpty()) << "give it words in config/languages/" << language << "/command_help.yaml";
    }
}

TEST(CommandHelp, TeachesWithAnExample) {
    for (auto words : commands) {
        std::string name = "tutorline";
        for (const auto& word : words) name += " " + word;
        words.emplace_back("--help");
        const auto english = run_command(words);
        EXPECT_EQ(english.exit_code, 0) << name;
        EXPECT_THAT(english.output, HasSubstr("Usage: " + name)) << name;
        EXPECT_THAT(english.output, HasSubstr("\nExample:\n  ")) << name;
        words.insert(words.end(), {"--lang", "es"});
        const auto spanish = run_command(words);
        EXPECT_EQ(spanish.exit_code, 0) << name;
        EXPECT_THAT(spanish.output, HasSubstr("Uso: " + name)) << name;
        EXPECT_THAT(spanish.output, HasSubstr("\nEjemplo:\n  ")) << name;
        for (const char* english_word : {"Options:", "Print this help", "REQUIRED", "Usage:"}) EXPECT_THAT(spanish.output, Not(HasSubstr(english_word))) << name;
        EXPECT_EQ(spanish.errors, "") << name;
    }
}

TEST(CommandHelp, SpeaksTheLanguageOfTheTerminal) {
    EXPECT_THAT(run_command({"--help"}, {}, {"LANG=es_PY.UTF-8"}).output, HasSubstr("Órdenes:"));
    EXPECT_THAT(run_command({"--help"}, {}, {"LC_ALL=C", "LANG=es_PY.UTF-8"}).output, HasSubstr("Commands:"));
    EXPECT_THAT(run_command({"--help", "--lang=en"}, {}, {"LANG=es_PY.UTF-8"}).output, HasSubstr("Commands:"));
    for (auto words : commands) {
        if (words.front() == "demo") words.insert(words.end(), {"--students", "3"});
        if (words.back() == "simulate") words.insert(words.end(), {"--answers", "100"});
        words.insert(words.end(), {"--lang", "es"});
        EXPECT_THAT(run_command(words).errors, Not(HasSubstr("no se conoce"))) << words.front();
    }
}

TEST(CommandHelp, WorksWithoutTheConfigurationFolder) {
    const std::vector<std::string> nowhere{"TUTORLINE_CONFIG=/nowhere"};
    EXPECT_EQ(run_command({"report", "--help"}, {}, nowhere).exit_code, 0);
    EXPECT_EQ(run_command({"segments"}, "hola\n", nowhere).output, "GSM-7 4 1 -\n");
    const auto wrong = run_command({"repot"}, {}, nowhere);
    EXPECT_EQ(wrong.exit_code, 64);
    EXPECT_THAT(wrong.errors, HasSubstr("did you mean 'report'?"));
    const auto check = run_command({"check", "x.yaml"}, {}, nowhere);
    EXPECT_NE(check.exit_code, 0);
    EXPECT_NE(check.errors, "");
}

TEST(CommandHelp, AnswersToWhatPeopleTry) {
    EXPECT_EQ(run_command({"help"}).output, run_command({"--help"}).output);
    EXPECT_EQ(run_command({"help", "report"}).output, run_command({"report", "--help"}).output);
    EXPECT_EQ(run_command({"--version"}).output, run_command({"version"}).output);
    EXPECT_EQ(run_command({"help", "foo"}).exit_code, 64);
    EXPECT_EQ(run_command({"--lang", "es", "report", "-h"}).output, run_command({"report", "--help", "--lang=es"}).output);
}

// The shipped programme speaks Spanish: only what was asked for can bring the English.
TEST(CommandLine, ALanguageBeforeTheCommandCountsAsOneBehindIt) {
    const std::string programme = std::string{TUTORLINE_SOURCE_DIR} + "/config/programs/paraguay-demo.yaml";
    const std::string behind = run_command({"check", programme, "--lang", "en"}).output;
    EXPECT_THAT(behind, HasSubstr("warning:"));
    EXPECT_EQ(run_command({"--lang", "en", "check", programme}).output, behind);
    EXPECT_NE(run_command({"check", programme}).output, behind);
}

TEST(Usage, WrongUseEnds64AndSaysWhereHelpIs) {
    struct Wrong {
        std::vector<std::string> words;
        std::string says;
    };
    const Wrong wrong[] = {
        {{}, "falta la orden"},
        {{"foo"}, "no hay una orden 'foo'"},
        {{"foo", "--help"}, "no hay una orden 'foo'"},
        {{"repot", "--help"}, "¿querías decir 'report'?"},
        {{"practice", "foo", "--help"}, "tutorline practice: no hay una orden 'foo'"},
        {{"report"}, "tutorline report: falta --db"},
        {{"report", "--db", "x", "--week", "0"}, "--week: \"0\" tiene que ser un número entero de 1 a 60"},
        {{"report", "--db", "x", "--format", "pdf"}, "--format: pdf no está entre {text,csv,json}"},
        {{"report", "--db", "x", "more"}, "no se conoce: more"},
        {{"report", "--bogus"}, "tutorline report: no se conoce: --bogus"},
        {{"plan", "--bogus"}, "tutorline plan: no se conoce: --bogus"},
        {{"plan", "--bogus=7"}, "no se conoce: --bogus"},
        {{"plan", "-z"}, "no se conoce: -z"},
        {{"practice", "evaluate", "--bogus"}, "tutorline practice evaluate: no se conoce: --bogus"},
        {{"--bogus"}, "no se conoce: --bogus"},
        {{"report", "--cohort", "--all"}, "tutorline report: falta --db"},
        {{"report", "--db"}, "a --db le falta su valor"},
        {{"understand", "--country", "PY"}, "--country va solo con --numbers"},
        {{"understand", "--numbers", "--input", "x"}, "no va junto con"},
        {{"understand", "--numbers", "--lang", "xx"}, "--lang: xx no está entre {en,es,gn,ht,pt}"},
        {{"understand", "--numbers", "--country", "Narnia"}, "--country: Narnia no está entre {"},
        {{"demo", "--preset", "foo"}, "--preset: foo no está entre {botswana_2020,hard,idb_like}"},
        {{"demo", "--students", "0"}, "--students: \"0\" tiene que ser un número entero de 1 a 200000"},
    };
    for (const auto& [words, says] : wrong) {
        const auto finished = run_command(words, {}, {"LANG=es_PY.UTF-8"});
        EXPECT_EQ(finished.exit_code, 64) << says;
        EXPECT_THAT(finished.errors, HasSubstr(says));
        EXPECT_THAT(finished.errors, HasSubstr("--help muestra cómo se usa"));
        EXPECT_EQ(finished.output, "") << says;
    }
    EXPECT_THAT(run_command({"a\x1B[2Jb"}).errors, Not(HasSubstr("\x1B")));
}

TEST(Output, AFullDiskIsNoSuccess) {
    const test::TemporaryFolder folder;
    const std::string db = (folder.path / "round.db").string();
    ASSERT_EQ(run_command({"demo", "--students", "10", "--db", db}).exit_code, 0);
    const std::string programme = std::string{TUTORLINE_SOURCE_DIR} + "/config/programs/paraguay-demo.yaml";
    const std::vector<std::vector<std::string>> lines{{"--help"}, {"version"}, {"roster", "template"}, {"check", programme}, {"segments"}, {"report", "--db", db},
        {"report", "--db", db, "--format", "csv"}, {"practice", "simulate", "--children", "5", "--answers", "50"}, {"understand", "--numbers"}, {"chat"}, {"demo", "--students", "5"}};
    for (const auto& words : lines) {
        const auto finished = run_command(words, "hola\n", {}, "/dev/full");
        EXPECT_NE(finished.exit_code, 0) << words.front();
        EXPECT_THAT(finished.errors, HasSubstr("could not be written")) << words.front();
    }
    const std::vector<std::vector<std::string>> files{{"report", "--db", db, "--out", "/dev/full"}, {"demo", "--students", "5", "--json", "/dev/full"},
        {"plan", programme, "--csv", "/dev/full"}, {"plan", programme, "--json", "/dev/full"}, {"practice", "simulate", "--children", "5", "--answers", "50", "--out", "/dev/full"},
        {"practice", "simulate", "--children", "5", "--answers", "50", "--abilities", "/dev/full"}, {"chat", "--save", "/dev/full"}};
    for (const auto& words : files) {
        const auto finished = run_command(words);
        EXPECT_EQ(finished.exit_code, 2) << words.front();
        EXPECT_NE(finished.errors, "") << words.front();
    }
}

}  // namespace
}  // namespace tutorline::command_line_test
