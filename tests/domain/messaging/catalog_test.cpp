#include "domain/messaging/catalog.hpp"

#include <gtest/gtest.h>

namespace tutorline::domain::catalog_test {
namespace {

Catalog sample() {
    Catalog catalog;
    catalog.add("es", "families.hello", {"Hola {child}, soy {tutor}.", {}});
    catalog.add("es", "families.only_es", {"Gracias", {}});
    catalog.add("gn", "families.hello", {"Mba'éichapa {child}! Che {tutor}.", {}});
    catalog.add("gn-tildes", "families.hello", {"{child}, eju ko'ẽrõ.", {}});
    return catalog;
}

TEST(Catalog, RendersInTheFirstLanguageThatHasTheText) {
    const Catalog catalog = sample();
    const std::vector<std::string> jopara{"gn", "es"}, spanish{"es"}, unknown{"fr"};
    EXPECT_EQ(render(catalog, spanish, "families.hello", {{"child", "Luis"}, {"tutor", "Rosa"}}), "Hola Luis, soy Rosa.");
    EXPECT_EQ(render(catalog, jopara, "families.only_es", {}), "Gracias");
    EXPECT_EQ(language_of(catalog, jopara, "families.only_es"), "es");
    EXPECT_EQ(render(catalog, unknown, "families.hello", {{"child", "Luis"}}), "Hola Luis, soy .") << "Spanish is complete";
    EXPECT_EQ(render(catalog, spanish, "families.none", {}), "");
}

TEST(Catalog, NamesAreFoldedOnlyWhereTheTextIsGsm7) {
    const Catalog catalog = sample();
    const std::vector<std::string> spanish{"es"}, tildes{"gn-tildes"};
    EXPECT_EQ(render(catalog, spanish, "families.hello", {{"child", "Ángel"}, {"tutor", "Íñigo"}}), "Hola Angel, soy Iñigo.");
    EXPECT_EQ(render(catalog, tildes, "families.hello", {{"child", "Ángel"}}), "Ángel, eju ko'ẽrõ.");
}

TEST(Catalog, SaysEBeforeANameThatSoundsLikeI) {
    Catalog catalog;
    catalog.add("es", "words.and", {"{first} y {second}", {}});
    catalog.add("en", "words.and", {"{first} and {second}", {}});
    const std::vector<std::string> spanish{"es"}, english{"en"};
    for (const auto& [name, text] : {std::pair("Ines", "Luis e Ines"), std::pair("Inés", "Luis e Inés"), std::pair("Hilda", "Luis e Hilda"), std::pair("Íñigo", "Luis e Iñigo"), std::pair("Ana", "Luis y Ana")})
        EXPECT_EQ(render(catalog, spanish, "words.and", {{"first", "Luis"}, {"second", name}}), text);
    EXPECT_EQ(render(catalog, english, "words.and", {{"first", "Luis"}, {"second", "Ines"}}), "Luis and Ines");
}

TEST(Catalog, BracesThatAreNoPlaceholderStayText) {
    EXPECT_EQ(placeholders("{a} {b_2} {a} {} {No} {x"), (std::vector<std::string>{"a", "b_2"}));
    Catalog catalog;
    catalog.add("es", "k", {"{a} {No} {x", {}});
    EXPECT_EQ(render(catalog, {}, "k", {{"a", "{b}"}, {"b", "never"}}), "{b} {No} {x") << "arguments are not read again";
}

}  // namespace
}  // namespace tutorline::domain::catalog_test
