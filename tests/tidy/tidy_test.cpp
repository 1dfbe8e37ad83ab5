// The net that reads: every source file against the rules, and for each rule a text that it must refuse.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

#include "support/golden.hpp"
#include "tidy/rules.hpp"

namespace tutorline::tidy::tidy_test {
namespace {

namespace fs = std::filesystem;
const fs::path root{TUTORLINE_SOURCE_DIR};

TEST(Tidy, TheSourceKeepsTheRules) {
    std::vector<Finding> findings;
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root / "src")) {
        const auto extension = entry.path().extension();
        if (extension != ".cpp" && extension != ".hpp") continue;
        ++files;
        const auto found = check_source(fs::relative(entry.path(), root).string(), test::read_file(entry.path()));
        findings.insert(findings.end(), found.begin(), found.end());
    }
    EXPECT_GT(files, 20);
    EXPECT_EQ("", describe(findings));
}

struct Refusal {
    const char* path;
    const char* text;
    const char* rule;
};

// Named by its rule, so that a test list reads and never holds an address.
void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.rule << " in " << refusal.path; }

class Refuses : public testing::TestWithParam<Refusal> {};

TEST_P(Refuses, TheBadLine) {
    const auto findings = check_source(GetParam().path, GetParam().text);
    ASSERT_EQ(findings.size(), 1U) << describe(findings);
    EXPECT_EQ(findings[0].rule, GetParam().rule);
    EXPECT_EQ(findings[0].line, 1);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Refuses,
    testing::Values(
        Refusal{"src/domain/a.cpp", "#include \"store/sqlite.hpp\"", "include-direction"},
        Refusal{"src/base/a.hpp", "#include \"domain/ids.hpp\"", "include-direction"},
        Refusal{"src/engine/a.cpp", "#include \"program/load.hpp\"", "include-direction"},
        Refusal{"src/net/a.cpp", "#include \"domain/event.hpp\"", "include-direction"},
        Refusal{"src/domain/a.cpp", "#include \"../store/sqlite.hpp\"", "include-path"},
        Refusal{"src/domain/a.cpp", "#include \"item.hpp\"", "include-path"},
        Refusal{"src/domain/a.cpp", "#include <boost/json.hpp>", "third-party"},
        Refusal{"src/domain/a.cpp", "#include <lemon/smart_graph.h>", "third-party"},
        Refusal{"src/web/a.cpp", "#include <boost/beast.hpp>", "third-party"},
        Refusal{"src/engine/a.cpp", "#include <sqlite3.h>", "third-party"},
        Refusal{"src/engine/a.cpp", "auto now = std::chrono::system_clock::now();", "clock"},
        Refusal{"src/store/a.cpp", "auto t = std::time(nullptr);", "clock"},
        Refusal{"src/simulator/a.cpp", "std::this_thread::sleep_for(one);", "clock"},
        Refusal{"src/domain/a.cpp", "std::random_device device;", "randomness"},
        Refusal{"src/web/a.cpp", "co_return;", "coroutine"},
        Refusal{"src/net/a.cpp", "co_await send(Request{1, 2});", "await-temporary"},
        Refusal{"src/net/a.cpp", "co_await send({.size = 2});", "await-temporary"},
        Refusal{"src/app/a.cpp", "co_await run([this] { go(); });", "await-temporary"},
        Refusal{"src/app/a.cpp", "co_await run([&] { go(); });", "await-temporary"},
        Refusal{"src/app/a.cpp", "auto x = ready ? co_await a() : co_await b();", "await-temporary"},
        Refusal{"src/app/a.cpp", "Pair pair{co_await a(), 2};", "await-temporary"},
        Refusal{"src/reports/a.cpp", "std::cout << text;", "print"},
        Refusal{"src/engine/a.cpp", "const char* home = std::getenv(name);", "environment"}));

TEST(Tidy, LetsGoodLinesPass) {
    for (const char* good : {
             "const auto now = request.now;  // not system_clock::now()",
             "log(\"co_await send(Request{1})\");",
             "#include \"base/id.hpp\"",
             "#include <chrono>",
             "using Clock = std::chrono::system_clock;",
         })
        EXPECT_EQ("", describe(check_source("src/domain/a.cpp", good))) << good;
    for (const char* good : {
             "if (open) { co_await send(named); }",
             "const std::size_t size = co_await stream.async_read_some(buffer, token);",
             "while (co_await next(state)) {",
             "auto clock = std::chrono::steady_clock::now();",
         })
        EXPECT_EQ("", describe(check_source("src/app/a.cpp", good))) << good;
}

TEST(Tidy, RefusesALongFile) {
    std::string text;
    for (int i = 0; i < 401; ++i) text += "\n";
    const auto findings = check_source("src/domain/a.cpp", text);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].rule, "file-length");
}

TEST(Tidy, EveryLayerHasAReadme) {
    for (const auto& entry : fs::directory_iterator(root / "src")) {
        if (!entry.is_directory()) continue;
        EXPECT_TRUE(fs::exists(entry.path() / "README.md")) << entry.path();
    }
}

/// The names in the first column of a README's tables about files and folders: "`load_*`" is "load_".
std::vector<std::string> names_told(const fs::path& readme) {
    std::vector<std::string> names;
    std::ifstream file(readme);
    bool of_files = false;
    for (std::string line; std::getline(file, line);) {
        static const std::regex head{R"(\| (file|folder|part) \|.*)"}, row{R"(\| ([^|]+) \|.*)"}, name{R"([A-Za-z_]+)"};
        if (std::regex_match(line, head)) of_files = true;
        else if (!line.starts_with('|')) of_files = false;
        std::smatch cell;
        if (!of_files || std::regex_match(line, head) || !std::regex_match(line, cell, row)) continue;
        const std::string first = std::regex_replace(cell[1].str(), std::regex{R"(\([^)]*\)|\.[ch]pp)"}, "");
        for (std::sregex_iterator it{first.begin(), first.end(), name}, end; it != end; ++it) names.push_back(it->str());
    }
    return names;
}

TEST(Tidy, ReadmesNameOnlyWhatIsThere) {
    int told = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root / "src")) {
        if (entry.path().filename() != "README.md") continue;
        for (const std::string& name : names_told(entry.path())) {
            ++told;
            const bool there = std::ranges::any_of(fs::directory_iterator(entry.path().parent_path()),
                                                   [&](const auto& file) { return file.path().filename().string().find(name) != std::string::npos; });
            EXPECT_TRUE(there) << entry.path() << " names " << name;
        }
    }
    EXPECT_GT(told, 80) << "the tables are still found";
}

}  // namespace
}  // namespace tutorline::tidy::tidy_test
