// `segments` and `practice` from outside: the shapes other programs read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/run_command.hpp"
#include "support/golden.hpp"

namespace tutorline::tools_test {
namespace {

using test::run_command;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

TEST(Understand, SaysWhyInTheReadersLanguage) {
    for (const char* table : {"data/inbound-examples.tsv", "data/inbound-held-out.tsv"}) {
        const std::string file = test::test_path(table).string();
        const auto english = run_command({"understand", "--input", file, "--lang", "en"}), spanish = run_command({"understand", "--input", file, "--lang", "es"});
        EXPECT_EQ(english.exit_code, 0);
        EXPECT_EQ(spanish.exit_code, 0) << spanish.errors;
        EXPECT_EQ(run_command({"understand", "--input", file}).output, english.output);
        EXPECT_EQ(run_command({"understand", "--input", file}, {}, {"LANG=es_PY.UTF-8"}).output, spanish.output);
        std::istringstream ours{english.output}, theirs{spanish.output};
        std::string one, other;
        std::getline(ours, one);
        std::getline(theirs, other);
        EXPECT_EQ(one, other) << "the header is the table's";
        while (std::getline(ours, one) && std::getline(theirs, other)) {
            const auto reason = one.rfind('\t'), motivo = other.rfind('\t');
            EXPECT_EQ(one.substr(0, reason), other.substr(0, motivo));
            EXPECT_NE(one.substr(reason), other.substr(motivo)) << one;
            EXPECT_EQ(one.find("understand."), std::string::npos) << "no words for a reason: " << one;
            EXPECT_EQ(one.find("confirm") == std::string::npos, other.find("confirm") == std::string::npos) << other;
        }
    }
}

TEST(Understand, TellsWhatATableLacks) {
    const auto file = std::filesystem::path{testing::TempDir()} / "understand_test.tsv";
    std::ofstream{file} << "id\tlang\tcountry\trole\ttext\n";
    const auto refused = run_command({"understand", "--input", file.string(), "--lang", "es"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_NE(refused.errors.find(":1:1: falta la columna \"expected\""), std::string::npos) << refused.errors;
    EXPECT_EQ(run_command({"understand", "--input", file.string(), "--lang", "gn"}).exit_code, 64);
}

TEST(Segments, PrintsALineForEachText) {
    const std::string long_text(161, 'a');
    const auto finished = run_command({"segments"}, "Hola\nmañana\nmamá\n\nsuma €5\na\\nb\n" + long_text + "\n");
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_EQ(lines_of(finished.output), (std::vector<std::string>{"GSM-7 4 1 -", "GSM-7 6 1 -", "UCS-2 4 1 á", "GSM-7 0 1 -", "GSM-7 8 1 -", "GSM-7 3 1 -", "GSM-7 161 2 -"}));
    EXPECT_EQ(run_command({"segments"}, "sin salto").output, "GSM-7 9 1 -\n");
    EXPECT_EQ(run_command({"segments"}, "").output, "");
    EXPECT_EQ(run_command({"segments"}, "\x1B]0;pwn\x07\n\x7F\n\xC2\x9B\n\xE2\x80\xAE\n").output, "UCS-2 8 1 U+001B\nUCS-2 1 1 U+007F\nUCS-2 1 1 U+009B\nUCS-2 1 1 U+202E\n")
        << "control characters are named, not sent to the terminal";
}

TEST(Practice, EvaluatePrintsItsFiguresAndBaselines) {
    const test::TemporaryFolder folder;
    const std::string answers = (folder.path / "answers.csv").string(), abilities = (folder.path / "abilities.csv").string();
    const auto simulated = run_command({"practice", "simulate", "--children", "100", "--answers", "10000", "--seed", "4", "--out", answers, "--abilities", abilities});
    ASSERT_EQ(simulated.exit_code, 0) << simulated.errors;
    const auto lines = lines_of(simulated.output);
    ASSERT_EQ(lines.size(), 6U);
    const std::string figure = "[0-9]+\\.[0-9]+";
    EXPECT_THAT(lines[0], MatchesRegex("auc " + figure));
    EXPECT_THAT(lines[1], MatchesRegex("log_loss " + figure));
    EXPECT_THAT(lines[2], MatchesRegex("ece " + figure));
    EXPECT_THAT(lines[3], MatchesRegex("baseline_skill auc " + figure + " log_loss " + figure + " ece " + figure));
    EXPECT_THAT(lines[4], MatchesRegex("baseline_item auc " + figure + " log_loss " + figure + " ece " + figure));
    EXPECT_THAT(lines[5], MatchesRegex("ability_rank_correlation " + figure));
    EXPECT_THAT(test::read_file(answers), testing::StartsWith("user_id,item_id,timestamp,correct,skill_id\n"));
    EXPECT_EQ(lines_of(test::read_file(answers)).size(), 10001U);

    const auto evaluated = run_command({"practice", "evaluate", answers, "--abilities", abilities});
    EXPECT_EQ(evaluated.exit_code, 0) << evaluated.errors;
    EXPECT_EQ(lines_of(evaluated.output), lines) << "the file holds what was simulated";
    EXPECT_EQ(run_command({"practice", "simulate", "--children", "100", "--answers", "10000", "--seed", "4"}).output, simulated.output) << "same seed, same figures";

    std::string tabs = test::read_file(answers);
    std::ranges::replace(tabs, ',', '\t');
    std::ofstream(folder.path / "answers.tsv") << tabs;
    const auto after = run_command({"practice", "evaluate", (folder.path / "answers.tsv").string(), "--after", answers});
    EXPECT_EQ(after.exit_code, 0) << after.errors;
    const auto figure_of = [](const std::string& line) { return std::stod(line.substr(line.find(' ') + 1)); };
    EXPECT_GT(figure_of(lines_of(after.output)[0]), figure_of(lines[0])) << "it had seen these answers before";
}

TEST(Practice, ABadFileIsToldAndFails) {
    const test::TemporaryFolder folder;
    std::ofstream(folder.path / "bad.csv") << "user,item\n1,2\n";
    EXPECT_EQ(run_command({"practice", "evaluate", (folder.path / "bad.csv").string()}).exit_code, 2);
    EXPECT_EQ(run_command({"practice", "evaluate", "/nowhere.csv"}).exit_code, 2);
    EXPECT_THAT(run_command({"practice", "evaluate", "/nowhere.csv"}).errors, HasSubstr("/nowhere.csv"));
}

}  // namespace
}  // namespace tutorline::tools_test
