// The sheet of figures beside the page, and the rows of the sheets beside each other: nothing shown is missing, nothing
// contradicts itself.
#include <cmath>
#include <regex>
#include <set>

#include "reports/simulated_round.hpp"

namespace tutorline::reports::figures_test {
namespace {

/// The figures of a page by the number of their section, as they are printed ("1.596", "45 %", "43,8"); definitions and
/// hints at other sheets left out.
std::map<int, std::vector<std::string>> figures_of(const std::string& page) {
    static const std::regex title{R"(^(\d+)\. .*)"}, figure{R"(\d[\d.,]*( %)?)"};
    std::map<int, std::vector<std::string>> found;
    std::istringstream lines{page};
    int section = 0;
    bool explained = false;
    std::smatch match;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) explained = false, section = 0;
        if (std::regex_match(line, match, title)) section = std::stoi(match[1]);
        else if (line.starts_with("  = ")) explained = true;
        else if (section > 0 && !explained && !line.starts_with("    ... "))
            for (std::sregex_iterator at{line.begin(), line.end(), figure}, end; at != end; ++at) found[section].push_back(at->str());
    }
    return found;
}

/// A figure printed on a Spanish page; nothing but digits is left.
double printed(std::string figure, bool& percent, int& places) {
    percent = figure.ends_with(" %");
    if (percent) figure.resize(figure.size() - 2);
    while (figure.back() == '.' || figure.back() == ',') figure.pop_back();
    std::erase(figure, '.');
    const auto comma = figure.find(',');
    places = comma == std::string::npos ? 0 : static_cast<int>(figure.size() - comma - 1);
    if (comma != std::string::npos) figure[comma] = '.';
    return std::stod(figure);
}

/// In the section's rows: as a value, as a share, or in the words of a label ("De 41 a 80 minutos").
bool holds(const Columns& sheet, int section, const std::string& figure) {
    bool percent = false;
    int places = 0;
    const double shown = printed(figure, percent, places), exact = 0.5 * std::pow(10, -places) + 1e-9;
    for (std::size_t i = 0; i < sheet.rows(); ++i) {
        if (!sheet.cell(i, "seccion").starts_with(std::to_string(section) + ". ")) continue;
        const std::string mark = std::to_string(static_cast<int>(shown)) + (percent ? " %" : "");
        if (std::regex_search(sheet.cell(i, "cifra"), std::regex{"(^|[^0-9])" + mark + "([^0-9]|$)"})) return true;
        if (percent) {
            if (!sheet.cell(i, "parte").empty() && std::abs(sheet.figure(i, "parte") * 100 - shown) < 0.6) return true;
            continue;
        }
        const std::string& value = sheet.cell(i, "valor");
        const bool number = !value.empty() && value.find_first_not_of("0123456789,") == std::string::npos;
        if (number && std::abs(sheet.figure(i, "valor") - shown) <= exact) return true;
        if (sheet.cell(i, "clave") == "texts.unread_oldest_hours" && std::floor(sheet.figure(i, "valor") / 24) == shown) return true;
    }
    return false;
}

TEST_F(SimulatedRound, EveryFigureOfThePageIsInTheSheetOfFigures) {
    for (const int week : {0, 1, 3}) {
        const WeeklyReport r = page(week);
        const Columns figures = sheet(r, Sheet::figures);
        const auto shown = figures_of(weekly_page(r, words, "es"));
        ASSERT_EQ(shown.size(), 12u);
        for (const auto& [section, values] : shown)
            for (const auto& value : values) EXPECT_TRUE(holds(figures, section, value)) << "week " << week << ", section " << section << ": " << value;
    }
}

TEST_F(SimulatedRound, FiguresHaveTheSameKeysInBothLanguagesAndNoneTwice) {
    const WeeklyReport r = page();
    const Columns spanish = sheet(r, Sheet::figures);
    const auto csv = weekly_csv(*reader, program, r, Sheet::figures, app::words_of(world->texts, "en"), "en");
    ASSERT_TRUE(csv);
    const Columns english{*csv, ','};
    ASSERT_EQ(spanish.rows(), english.rows());
    std::set<std::string> keys;
    for (std::size_t i = 0; i < spanish.rows(); ++i) {
        EXPECT_EQ(spanish.cell(i, "clave"), english.cell(i, "key"));
        EXPECT_TRUE(keys.insert(spanish.cell(i, "clave")).second) << spanish.cell(i, "clave");
    }
    EXPECT_TRUE(keys.contains("numbers.suspect"));
    EXPECT_TRUE(keys.contains("equity.sex.female.minutes"));
    EXPECT_TRUE(keys.contains("tutors." + r.tutors.front().key + ".with_child"));
}

TEST_F(SimulatedRound, NumbersTutorsAndGroupsAddUpInTheSheetOfFigures) {
    const WeeklyReport r = page();
    const Columns figures = sheet(r, Sheet::figures);
    const auto value = [&](const std::string& key) { return std::stoi(figures.cell("clave", key, "valor")); };
    int numbers = 0, by_sex = 0;
    for (const char* status : {"verified", "unverified", "suspect", "dead", "wrong", "recycled"}) numbers += value(std::string{"numbers."} + status);
    EXPECT_EQ(numbers, value("numbers.all"));
    for (std::size_t i = 0; i < figures.rows(); ++i) {
        const std::string& key = figures.cell(i, "clave");
        if (key.starts_with("equity.sex.") && key.ends_with(".students")) by_sex += static_cast<int>(figures.figure(i, "valor"));
    }
    EXPECT_EQ(by_sex, r.funnel.matched);
    EXPECT_EQ(value("tutors.all") + value("tutors.few_n"), static_cast<int>(r.tutors.size()));
    EXPECT_EQ(value("cost.texts") + value("cost.calls") + value("cost.tutors"), value("cost.total"));
}

TEST_F(SimulatedRound, EachStudentsPresentationHasItsHourInBothSheets) {
    const WeeklyReport r = page();
    const std::string zone = " (" + program.zone + ")";
    const Columns students = sheet(r, Sheet::students), sessions = sheet(r, Sheet::sessions);
    int held = 0;
    for (std::size_t i = 0; i < sessions.rows(); ++i) {
        if (sessions.cell(i, "tipo") != "presentación") continue;
        const std::string& hour = sessions.cell(i, "hablaron" + zone);
        const std::string& key = sessions.cell(i, "estudiante");
        EXPECT_EQ(students.cell("estudiante", key, "presentacion_hora" + zone), hour) << key;
        EXPECT_EQ(students.cell("estudiante", key, "presentacion"), sessions.cell(i, "resultado")) << key;
        if (sessions.cell(i, "resultado") != "Completa") continue;
        ++held;
        EXPECT_GE(hour, sessions.cell(i, "planificada" + zone).substr(0, 10)) << key << ": a call on its day or a later one";
        EXPECT_LT(hour, "2027-03-15") << key;
    }
    EXPECT_GT(held, r.funnel.matched / 2);
}

TEST_F(SimulatedRound, NoRowOfASessionContradictsItself) {
    const Columns sessions = sheet(page(), Sheet::sessions);
    for (std::size_t i = 0; i < sessions.rows(); ++i) {
        SCOPED_TRACE(sessions.cell(i, "estudiante") + " " + sessions.cell(i, "numero"));
        const std::string& outcome = sessions.cell(i, "resultado");
        const bool lesson = sessions.cell(i, "tipo") == "clase", child = lesson && (outcome == "Completa" || outcome == "Corta");
        const double minutes = sessions.figure(i, "minutos"), line = sessions.figure(i, "minutos_linea");
        EXPECT_EQ(minutes > 0, child);
        EXPECT_TRUE(child || sessions.cell(i, "control").empty());
        EXPECT_EQ(sessions.cell(i, "fuente").empty(), !child);
        const bool spoke = outcome == "Completa" || outcome == "Corta" || outcome == "Solo una persona adulta";
        EXPECT_TRUE(!spoke || !sessions.cell(i, "hablaron (" + program.zone + ")").empty());
        EXPECT_EQ(spoke && line == 0, sessions.cell(i, "motivo").starts_with("solo según el tutor"));
        // Who rode along without a word of it has the hour of the report, never that of another call of the sibling's.
        if (spoke && line == 0 && sessions.figure(i, "llamadas") == 0) {
            EXPECT_GE(sessions.cell(i, "hablaron (" + program.zone + ")").substr(0, 10), sessions.cell(i, "planificada (" + program.zone + ")").substr(0, 10));
        }
        EXPECT_TRUE(outcome != "Nadie" || line == 0 || !sessions.cell(i, "motivo").empty());
        EXPECT_TRUE(line == 0 || sessions.figure(i, "llamadas") > 0 || !sessions.cell(i, "junto_con").empty());
    }
}

}  // namespace
}  // namespace tutorline::reports::figures_test
