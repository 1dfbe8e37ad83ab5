#include "program/sheet_words.hpp"

#include <gtest/gtest.h>

#include "program/nearest_word.hpp"

namespace tutorline::program::sheet_words_test {
namespace {

using domain::Level;
using Words = std::vector<std::string>;

TEST(SheetWords, LanguagesKeepTheirOrderAndJoparaIsBoth) {
    EXPECT_EQ(language_tags_of("Jopará"), (Words{"gn", "es"}));
    EXPECT_EQ(language_tags_of("castellano"), (Words{"es"}));
    EXPECT_EQ(language_tags_of("Español y Guaraní"), (Words{"es", "gn"}));
    EXPECT_EQ(language_tags_of("gn, es"), (Words{"gn", "es"}));
    EXPECT_EQ(language_tags_of("aché"), (Words{"ache"}));
    EXPECT_EQ(language_tags_of(""), Words{});
}

TEST(SheetWords, LevelsComeAsWordsNumbersAndRanges) {
    EXPECT_EQ(level_named("Multiplicación"), Level::multiplication);
    EXPECT_EQ(level_named("N3"), Level::subtraction);
    EXPECT_EQ(level_named(""), Level::not_assessed);
    EXPECT_EQ(level_named("-99"), Level::not_assessed);
    EXPECT_EQ(level_named("77"), Level::finished);
    EXPECT_FALSE(level_named("raíz"));
    EXPECT_EQ(levels_named("suma y resta").value(), (std::vector{Level::addition, Level::subtraction}));
    EXPECT_EQ(levels_named("1-3").value(), (std::vector{Level::beginner, Level::addition, Level::subtraction}));
    EXPECT_TRUE(levels_named("todos")->empty());
    EXPECT_FALSE(levels_named("1-9"));
}

TEST(SheetWords, GradesAndYearsAndDates) {
    for (const char* four : {"4", "4to", "4°", "4º grado", "Cuarto", "cuarto grado", "4th grade"}) EXPECT_EQ(grade_named(four), 4) << four;
    EXPECT_EQ(grade_named(""), 0);
    for (const char* bad : {"x", "0", "13", "4 y 5"}) EXPECT_FALSE(grade_named(bad)) << bad;
    EXPECT_EQ(year_named("2016"), 2016);
    EXPECT_EQ(year_named("3/5/2016"), 2016);
    EXPECT_FALSE(year_named("16"));
    EXPECT_EQ(base::format_date(sheet_date("10/02/2027").value()), "2027-02-10");
    EXPECT_EQ(base::format_date(sheet_date("2027-02-10").value()), "2027-02-10");
    for (const char* day : {"2027-02-10 00:00:00", "2027-02-10T00:00:00.000Z", "10/02/2027 0:00"}) EXPECT_EQ(base::format_date(sheet_date(day).value()), "2027-02-10") << day;
    EXPECT_FALSE(sheet_date("2027-02-10 08:30"));
    for (const char* bad : {"31/02/2027", "10/02/27", "2027/02/10", "ayer", ""}) EXPECT_FALSE(sheet_date(bad)) << bad;
}

TEST(SheetWords, PhonesArePartedButNotInsideAnExcelNumber) {
    EXPECT_EQ(phones_of("0981 123 456 / 0971 222 333"), (Words{"0981 123 456", "0971 222 333"}));
    EXPECT_EQ(phones_of("0981123456, 0971222333"), (Words{"0981123456", "0971222333"}));
    EXPECT_EQ(phones_of("0981123456 y 0971222333"), (Words{"0981123456", "0971222333"}));
    EXPECT_EQ(phones_of("9,81E+08"), (Words{"9,81E+08"}));
    EXPECT_EQ(phones_of(" "), Words{});
    EXPECT_EQ(phones_of("0981 123 456;0971 222 333 | 0961 1111 11"), (Words{"0981 123 456", "0971 222 333", "0961 1111 11"}));
    EXPECT_EQ(phones_of("0981123456 y 0971222333 y 0961111111"), (Words{"0981123456", "0971222333", "0961111111"}));
    EXPECT_EQ(phones_of("0981123456 o 0971222333"), (Words{"0981123456", "0971222333"}));
    EXPECT_EQ(phones_of("021/445 100"), Words{"021/445 100"});
    EXPECT_EQ(phones_of("0981123456\n0971222333"), (Words{"0981123456", "0971222333"}));
    EXPECT_EQ(phones_of("595951000103,0"), Words{"595951000103,0"});
    EXPECT_EQ(phones_of("5,95951E+11"), Words{"5,95951E+11"});
    EXPECT_EQ(phones_of("tel:+595981123456"), Words{"+595981123456"});
}

TEST(SheetWords, WhatASpreadsheetDidToANumberIsSeen) {
    for (const char* damaged : {"595951000103.0", "595951000103,0", "951000103.00", "5,95951E+11", "9.81e+08", " 9,81E+08 "}) EXPECT_TRUE(spreadsheet_digits(damaged)) << damaged;
    for (const char* number : {"0951 000 103", "0951.000.103", "595951000103", "0981123456,0971222333", "", "+595 951 000 103", "E", "021/445 100"}) EXPECT_FALSE(spreadsheet_digits(number)) << number;
    for (const char* date : {"44975", "46431", "42370,0"}) EXPECT_TRUE(spreadsheet_date(date)) << date;
    for (const char* date : {"2027-02-10", "10/02/2027", "2016", "20270213", "99999", "", "x"}) EXPECT_FALSE(spreadsheet_date(date)) << date;
}

TEST(SheetWords, APersonHasANameOrARelation) {
    for (const char* person : {"Ramona", "la abuela", "Ña Chela", "Bo", "María Sí", "Ñu"}) EXPECT_TRUE(is_person(person)) << person;
    for (const char* answer : {"sí", "Si", "x", "X", "yes", "ok", "no", "1", "0981 123 456", "-", "?", "A", "VERDADERO", "firmado", "N/A"}) EXPECT_FALSE(is_person(answer)) << answer;
}

TEST(SheetWords, ConsentCountsOnlyWhatIsNamed) {
    const auto all = consent_channels_named("").value();
    EXPECT_TRUE(all.calls && all.texts && !all.recording && !all.research);
    const auto calls = consent_channels_named("llamadas y grabación").value();
    EXPECT_TRUE(calls.calls && !calls.texts && calls.recording);
    for (const char* nothing_named : {"visitas", "si", "sí", "todo", "all", "yes", "x", "llamadas, todo"}) EXPECT_FALSE(consent_channels_named(nothing_named)) << nothing_named;
}

TEST(NearestWord, FindsTyposAndNothingElse) {
    const Words departments{"Central", "Caaguazú", "San Pedro"};
    EXPECT_EQ(nearest("Caguazu", departments), "Caaguazú");
    EXPECT_EQ(nearest("SAN PERDO", departments), "San Pedro");
    EXPECT_EQ(nearest("Misiones", departments), "");
    EXPECT_EQ(folded("  Teléfono_2 "), "telefono 2");
    EXPECT_EQ(folded("Ñe\xCC\x83" "ẽ"), "nee");
}

}  // namespace
}  // namespace tutorline::program::sheet_words_test
