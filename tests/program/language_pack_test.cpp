#include "program/language_pack.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace tutorline::program::language_pack_test {
namespace {

namespace fs = std::filesystem;

class LanguagePackFiles : public testing::Test {
  protected:
    void SetUp() override {
        root_ = fs::path(testing::TempDir()) / ("packs-" + std::to_string(::getpid()));
        fs::remove_all(root_);
        fs::create_directories(root_ / "xx");
        write("pack.yaml", "name: Test\nreview: pending\n");
        write("numbers.yaml", "words: {one: 1}\n");
        write("words.yaml", "filler: [the]\n");
        write("phrases.yaml", "keywords:\n  opt_out: |\n    halt\n");
        write("examples.yaml", "examples:\n  opt_out: |\n    halt\n");
    }
    void TearDown() override { fs::remove_all(root_); }
    void write(const char* name, const std::string& text) { std::ofstream(root_ / "xx" / name) << text; }
    std::vector<std::string> problems() {
        std::vector<std::string> texts;
        for (const auto& problem : check_language_packs(root_)) texts.push_back(problem.text());
        return texts;
    }
    std::string only_problem() {
        const auto all = problems();
        if (all.size() == 1) return all[0];
        std::string told = "problems: " + std::to_string(all.size());
        for (const std::string& problem : all) told += "\n" + problem;
        return told;
    }
    fs::path root_;
};

TEST_F(LanguagePackFiles, AreFineAsWritten) { EXPECT_EQ(problems(), std::vector<std::string>{}); }

TEST_F(LanguagePackFiles, TellAMissingFile) {
    fs::remove(root_ / "xx" / "words.yaml");
    EXPECT_EQ(only_problem(), "xx/words.yaml:0:0: the file is missing; copy the one of another language and translate it");
}

TEST_F(LanguagePackFiles, TellWhereYamlBreaks) {
    write("words.yaml", "filler: [the\nunit: x]\n");
    EXPECT_TRUE(only_problem().starts_with("xx/words.yaml:2:")) << only_problem();
}

TEST_F(LanguagePackFiles, TellAnUnknownList) {
    write("words.yaml", "filler: [the]\nfillers: [a]\n");
    EXPECT_TRUE(only_problem().starts_with("xx/words.yaml:2:1: 'fillers' is no list")) << only_problem();
}

TEST_F(LanguagePackFiles, TellANumberThatIsNone) {
    write("numbers.yaml", "words:\n  one: uno\n");
    EXPECT_TRUE(only_problem().starts_with("xx/numbers.yaml:2:8: the number of this word must be digits")) << only_problem();
}

TEST_F(LanguagePackFiles, TellAnUnknownReviewState) {
    write("pack.yaml", "review: maybe\n");
    EXPECT_TRUE(only_problem().starts_with("xx/pack.yaml:1:9: 'review' must be")) << only_problem();
}

TEST_F(LanguagePackFiles, TellAKeywordUnderTwoClasses) {
    write("phrases.yaml", "keywords:\n  opt_out: |\n    halt\n  opt_in: |\n    halt\n");
    EXPECT_TRUE(only_problem().starts_with("xx/phrases.yaml:5:1: this keyword is already one of 'opt_out' (xx/phrases.yaml:3)")) << only_problem();
}

TEST_F(LanguagePackFiles, TellAPhraseUnderTwoClasses) {
    write("phrases.yaml", "keywords:\n  opt_out: |\n    halt\nphrases:\n  opt_out: |\n    halt now\n  question: |\n    halt now\n");
    EXPECT_TRUE(only_problem().starts_with("xx/phrases.yaml:8:1: this phrase is already one of 'opt_out'")) << only_problem();
}

TEST_F(LanguagePackFiles, TellAnExampleThatReadsOtherwise) {
    write("examples.yaml", "examples:\n  question: |\n    halt\n");
    EXPECT_TRUE(only_problem().starts_with("xx/examples.yaml:3:1: this example of 'question' reads as 'opt_out': move it")) << only_problem();
}

TEST_F(LanguagePackFiles, TellAnUnknownClass) {
    write("examples.yaml", "examples:\n  optout: |\n    stop it\n");
    EXPECT_TRUE(only_problem().starts_with("xx/examples.yaml:3:1: 'optout' is no class")) << only_problem();
}

/// A coordinator's copy of the shipped packs, with lines of her own under a class of es/phrases.yaml.
class ShippedCopy : public testing::Test {
  protected:
    ShippedCopy() : root_(fs::temp_directory_path() / ("shipped-packs-" + std::to_string(::getpid()))) {
        fs::remove_all(root_);
        fs::copy(fs::path(TUTORLINE_SOURCE_DIR) / "config" / "languages", root_, fs::copy_options::recursive);
    }
    ~ShippedCopy() override { fs::remove_all(root_); }

    std::string problems_with(const std::string& section, const std::string& cls, const std::string& line) const {
        const fs::path path = root_ / "es" / "phrases.yaml";
        std::ifstream in(path);
        std::stringstream text;
        text << in.rdbuf();
        std::string yaml = text.str();
        const auto at = yaml.find("\n  " + cls + ": |\n", yaml.find("\n" + section + ":"));
        yaml.insert(yaml.find('\n', at + 1) + 1, "    " + line + "\n");
        std::ofstream(path) << yaml;
        std::string all;
        for (const PackProblem& problem : check_language_packs(root_)) all += problem.text() + "\n";
        return all;
    }
    fs::path root_;
};

TEST_F(ShippedCopy, TakesAPhraseThatClashesWithNothing) { EXPECT_EQ(problems_with("phrases", "opt_out", "tachenme del cuaderno"), ""); }

TEST_F(ShippedCopy, TellsAPhraseThatTakesExamplesOfAnotherClass) {
    const std::string all = problems_with("phrases", "opt_out", "no me sale");
    EXPECT_NE(all.find("this example of 'dont_know' reads as 'opt_out' (es/phrases.yaml:"), std::string::npos) << all;
}

TEST_F(ShippedCopy, TellsAKeywordThatStandsInAnotherClass) {
    const std::string all = problems_with("keywords", "opt_in", "baja");
    EXPECT_NE(all.find("this keyword is already one of 'opt_"), std::string::npos) << all;
}

TEST(LanguagePacks, ShippedOnesReadTheirOwnExamplesAndDoNotClash) {
    std::string all;
    for (const auto& problem : check_language_packs(fs::path(TUTORLINE_SOURCE_DIR) / "config" / "languages")) all += problem.text() + '\n';
    EXPECT_EQ(all, "");
}

}  // namespace
}  // namespace tutorline::program::language_pack_test
