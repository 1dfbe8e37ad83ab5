// Reads transcripts/<language>.txt: texts by class, as a coordinator can read and extend them.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "app/understand.hpp"
#include "domain/command/reading.hpp"
#include "support/golden.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::domain::transcripts_test {
namespace {

/// One `@ < =` group as a row of the understand table: role, country, names, expected, text and what is wanted.
struct Line {
    std::string role, country, names, expected, text, wanted;
};

std::vector<Line> lines_of(const std::string& file) {
    std::istringstream in(test::read_file(test::test_path(file)));
    std::vector<Line> lines;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("@ ")) {
            std::istringstream words(line.substr(2));
            Line next;
            words >> next.role >> next.country;
            for (std::string word; words >> word;) {
                if (word == "?") {
                    std::getline(words >> std::ws, next.expected);
                    break;
                }
                next.names = word;
            }
            lines.push_back(next);
        } else if (line.starts_with("<") && !lines.empty()) {
            lines.back().text = line.size() > 2 ? line.substr(2) : "";
        } else if (line.starts_with("= ") && !lines.empty()) {
            lines.back().wanted = line.substr(2);
        }
    }
    return lines;
}

class Transcripts : public testing::TestWithParam<const char*> {};

TEST_P(Transcripts, ReadAsWritten) {
    const std::string lang = GetParam();
    const auto lines = lines_of("domain/command/transcripts/" + lang + ".txt");
    std::stringstream table, out;
    table << "id\tlang\tcountry\trole\texpected\tchildren\troster\ttext\n";
    for (const Line& line : lines) {
        const bool tutor = line.role == "tutor";
        table << "x\t" << lang << '\t' << line.country << '\t' << line.role << '\t' << (line.expected.empty() ? "-" : line.expected) << '\t'
              << (tutor ? "" : line.names) << '\t' << (tutor ? line.names : "") << '\t' << line.text << '\n';
    }
    std::string row;
    program::Diagnostics diagnostics;
    ASSERT_TRUE(app::understand_table(table, "table", test::shipped_packs(), [](const Reason& reason) { return std::string{reason.id}; }, out, diagnostics));
    std::getline(out, row);
    std::set<std::string> classes;
    for (const Line& line : lines) {
        ASSERT_TRUE(std::getline(out, row));
        std::istringstream fields(row);
        std::string id, cls, value, verdict;
        std::getline(fields, id, '\t');
        std::getline(fields, cls, '\t');
        std::getline(fields, value, '\t');
        std::getline(fields, verdict, '\t');
        EXPECT_EQ(cls + ' ' + value + ' ' + verdict, line.wanted) << line.text;
        classes.insert(cls);
    }
    for (std::size_t i = 0; i < class_count; ++i)
        EXPECT_TRUE(classes.contains(std::string(to_word(static_cast<Class>(i))))) << lang << " has no text of class " << to_word(static_cast<Class>(i));
}

INSTANTIATE_TEST_SUITE_P(Languages, Transcripts, testing::Values("es", "gn", "pt", "en", "ht"), [](const auto& language) { return std::string(language.param); });

}  // namespace
}  // namespace tutorline::domain::transcripts_test
