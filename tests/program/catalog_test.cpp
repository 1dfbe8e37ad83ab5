#include "program/catalog.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "domain/messaging/messages.hpp"
#include "support/golden.hpp"

namespace tutorline::program::catalog_test {
namespace {

namespace fs = std::filesystem;

const fs::path shipped = fs::path{TUTORLINE_SOURCE_DIR} / "config" / "languages";

/// A folder of languages for one test.
class Folder {
  public:
    Folder() : root_(fs::path{testing::TempDir()} / testing::UnitTest::GetInstance()->current_test_info()->name()) {
        fs::remove_all(root_);
        fs::create_directories(root_);
        fs::create_directories(root_ / "es");
        fs::copy_file(shipped / "es" / "messages.yaml", root_ / "es" / "messages.yaml");
    }
    void write(const std::string& tag, const std::string& text) const {
        fs::create_directories(root_ / tag);
        std::ofstream{root_ / tag / "messages.yaml"} << text;
    }
    const fs::path& root() const { return root_; }

  private:
    fs::path root_;
};

std::string all_described(const LoadedCatalog& loaded) {
    std::string text;
    for (const auto& problem : loaded.problems) text += (problem.error ? "error " : "warning ") + describe(problem) + "\n";
    return text;
}

TEST(ShippedCatalog, IsCompleteInEveryLanguageAndFitsOneSegment) {
    const LoadedCatalog loaded = load_catalog(shipped, language_tags(shipped));
    EXPECT_EQ("", all_described(loaded));
    for (const char* tag : {"en", "es", "gn"}) ASSERT_TRUE(loaded.languages.contains(tag)) << tag;
    EXPECT_TRUE(loaded.languages.at("gn").review_pending);
    EXPECT_FALSE(loaded.languages.at("es").review_pending);
}

// A key that the code asks for but no catalog has would send an empty text.
TEST(ShippedCatalog, HasEveryKeyThatTheCodeNames) {
    const std::regex key{"\"((?:families|tutors|staff|voice|words|items|hints|worked)\\.[a-z_0-9]+)\""};
    int named = 0;
    for (const auto& entry : fs::recursive_directory_iterator{fs::path{TUTORLINE_SOURCE_DIR} / "src"}) {
        // Pages and help have words of their own.
        const bool of_coordinators = entry.path().string().find("/reports/") != std::string::npos || entry.path().filename() == "command_help.cpp";
        if (entry.path().extension() != ".cpp" || of_coordinators) continue;
        const std::string text = test::read_file(entry.path());
        for (std::sregex_iterator found{text.begin(), text.end(), key}, end; found != end; ++found) {
            const std::string name = (*found)[1];
            if (name.ends_with("_") || name.ends_with(".yaml")) continue;  // completed at run time; a file
            ++named;
            EXPECT_NE(domain::find_spec(name), nullptr) << entry.path().filename() << ": " << name;
        }
    }
    EXPECT_GT(named, 190);
}

TEST(LoadCatalog, NamesFileLineAndColumnOfWhatIsWrong) {
    const Folder folder;
    folder.write("gn",
                 "language: gn\nmessages:\n  families:\n"
                 "    stop_all: \"Oĩ porã\"\n"
                 "    excused: \"Aguyje {nombre}\"\n"
                 "    no_such_text: \"x\"\n"
                 "    stop_child: [a, b]\n");
    const LoadedCatalog loaded = load_catalog(folder.root(), {"gn"});
    EXPECT_FALSE(loaded.usable());
    const std::string file = (folder.root() / "gn" / "messages.yaml").string();
    const std::string all = all_described(loaded);
    for (const std::string& line : std::vector<std::string>{
             "error " + file + ":4:15: families.stop_all: the letter 'ĩ' is not in the SMS alphabet: a text holds 70 letters instead of 160: write 'i'\n",
             "error " + file + ":5:14: families.excused: nothing fills {nombre}: this text can use: none\n",
             "warning " + file + ":6:19: families.no_such_text: no text of the service has the key 'families.no_such_text': remove it, or check its spelling\n",
             "error " + file + ":7:17: families.stop_child: this is not one text: write the text between double quotes\n",
             "texts are missing and go out in Spanish: families.consent_notice, families.onboarding_reminder, families.call_reminder, "
             "families.call_reminder_two, families.call_changed, ...: translate them"})
        EXPECT_NE(all.find(line), std::string::npos) << line << "not in\n" << all.substr(0, 3000);
}

TEST(LoadCatalog, RefusesBrokenYamlAndMissingFilesButNeverThrows) {
    const Folder folder;
    folder.write("xx", "messages:\n  families:\n    a: \"x\"\n    b: ]\n");
    folder.write("yy", "- a list\n");
    const LoadedCatalog loaded = load_catalog(folder.root(), {"xx", "yy", "zz"});
    EXPECT_FALSE(loaded.usable());
    EXPECT_EQ(loaded.problems.size(), 3u) << all_described(loaded);
    EXPECT_EQ(loaded.problems[0].place.line, 4);
}

TEST(LoadCatalog, ATextThatIsTooLongWithLongNamesIsRefused) {
    const Folder folder;
    std::string text = test::read_file(folder.root() / "es" / "messages.yaml");
    const std::string before = "Tutoria de {child}: {day}";
    text.replace(text.find(before), before.size(), "Tutoria de refuerzo de matematica de {child}: {day}");
    folder.write("es", text);
    const LoadedCatalog loaded = load_catalog(folder.root(), {});
    ASSERT_EQ(loaded.problems.size(), 1u) << all_described(loaded);
    EXPECT_EQ(loaded.problems[0].key, "families.call_reminder");
    EXPECT_NE(loaded.problems[0].what.find("2 SMS instead of 1"), std::string::npos) << loaded.problems[0].what;
}

}  // namespace
}  // namespace tutorline::program::catalog_test
