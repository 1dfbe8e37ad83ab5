// How the Spanish catalogs address their readers: coordinators with 'vos', tutors and calls with 'usted', and the texts to
// staff, who are coordinators on the phone, with neither. A catalog that mixes them reads as if two people wrote it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <sstream>

#include "support/golden.hpp"

namespace tutorline::program::address_test {
namespace {

const std::filesystem::path spanish = std::filesystem::path{TUTORLINE_SOURCE_DIR} / "config" / "languages" / "es";

/// Orders as 'usted' takes them, alone or with a pronoun ("agréguelo": 'vos' puts no accent there). Left out: those that
/// are also said of others ("que un teléfono escriba").
const std::regex usted{R"((^|[^a-záéíóúñ])(ustedes|usted|[rR]evise|[pP]onga|[aA]gregue|[cC]orrija|[eE]lija|[bB]orre|[cC]opie|[cC]onfirme|Vea|[pP]ruebe|[bB]usque|[aA]verigüe|[gG]uarde|[rR]estaure|[iI]ndique|[a-zñ]+(á|é|í|ó|ú)[a-zñ]+[ea]l[oa]s?)($|[^a-záéíóúñ]))"};
/// The other way round, with and without the accents that texts have to do without.
const std::regex vos{R"((^|[^a-záéíóúñ])(vos|te|tus?|[mM]and(á|a)(me|lo)?|[rR]egistr(á|a)|[eE]scrib(í|i)(lo)?|[rR]espond(é|e)|[tT]en(é|e)s|[pP]od(é|e)s|[qQ]uer(é|e)s|[sS]ab(é|e)s|[vV]olv(é|e))($|[^a-záéíóúñ]))"};

/// Lines with what `words` finds, as "file:line: word"; comments left out, and of a file only its `sections` where any are named.
std::string found_in(const std::string& file, const std::regex& words, const std::vector<std::string>& sections = {}) {
    std::istringstream lines{test::read_file(spanish / file)};
    std::string found, section;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.starts_with("  ") && line.size() > 2 && line[2] != ' ' && line.ends_with(":")) section = line.substr(2, line.size() - 3);
        const bool asked = sections.empty() || std::ranges::find(sections, section) != sections.end();
        std::smatch match;
        if (!asked || line.find_first_not_of(' ') == line.find('#') || !std::regex_search(line, match, words)) continue;
        found += file + ":" + std::to_string(number) + ": " + match[2].str() + "\n";
    }
    return found;
}

TEST(Address, CoordinatorsAreAddressedWithVosThroughout) {
    for (const char* file : {"coordinator.yaml", "coordinator_report.yaml", "operator.yaml", "command_help.yaml"}) EXPECT_EQ("", found_in(file, usted));
}

TEST(Address, TutorsAndCallsAddressWithUstedThroughoutAndTextsToStaffNobody) {
    EXPECT_EQ("", found_in("messages.yaml", vos, {"tutors", "staff", "voice"}));
    EXPECT_EQ("", found_in("messages.yaml", usted, {"staff"}));
}

TEST(Address, AStudentIsNoAlumnoAndALanguageNoLengua) {
    for (const char* file : {"coordinator.yaml", "coordinator_report.yaml", "operator.yaml", "command_help.yaml"})
        EXPECT_EQ("", found_in(file, std::regex{"(^|[^a-z])([aA]lumn[oa]s?|[lL]enguas?)($|[^a-z])"}));
}

TEST(Address, BothFormsAreSeenWhereTheyAre) {
    for (const char* line : {"x: \"Agréguelo y vuelva\"", "revise la carpeta", "como usted quiera", "escríbalos otra vez"}) EXPECT_TRUE(std::regex_search(line, usted)) << line;
    for (const char* line : {"agregalo con su valor", "revisá la carpeta", "hace que un teléfono escriba", "últimas palabras", "escribilo"}) EXPECT_FALSE(std::regex_search(line, usted)) << line;
    for (const char* line : {"Manda 12 OK", "si tenés dudas", "te llama", "Registrá: 3"}) EXPECT_TRUE(std::regex_search(line, vos)) << line;
    for (const char* line : {"Mande 12 OK", "si tiene dudas", "le llama a {tutor}", "Registre: 3", "responden"}) EXPECT_FALSE(std::regex_search(line, vos)) << line;
    EXPECT_NE("", found_in("messages.yaml", vos, {"families"})) << "children are addressed with vos there: the reader of sections reads";
}

}  // namespace
}  // namespace tutorline::program::address_test
