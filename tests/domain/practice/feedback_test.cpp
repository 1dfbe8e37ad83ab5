#include "domain/practice/feedback.hpp"

#include <gtest/gtest.h>

#include "domain/messaging/segments.hpp"
#include "domain/practice/item_answer.hpp"
#include "domain/practice/item_shapes.hpp"
#include "program/catalog.hpp"

namespace tutorline::domain::feedback_test {
namespace {

Item made(Skill skill, Operands operands) {
    Item item;
    item.id = "test";
    item.skill = skill;
    item.operands = std::move(operands);
    word(item);
    return item;
}

const Catalog& texts() {
    static const program::LoadedCatalog loaded =
        program::load_catalog(std::string{TUTORLINE_SOURCE_DIR} + "/config/languages", {"es", "gn", "en"});
    return loaded.catalog;
}

TEST(Mistake, IsSeenInTheAnswer) {
    const Item sum = made(Skill::addition, {34, 47}), less = made(Skill::subtraction, {83, 45}), times = made(Skill::multiplication, {36, 2});
    const Item table = made(Skill::multiplication, {8, 7}), shared = made(Skill::division, {68, 5}), part = made(Skill::fractions, {3, 4, 8});
    const Item place = made(Skill::place_value, {347, 1}), story = made(Skill::word_problems, {12, 4, 5});
    const struct {
        const Item& item;
        const char* value;
        Mistake mistake;
    } rows[] = {
        {sum, "71", Mistake::forgot_carry},        {sum, "711", Mistake::wrote_both},          {sum, "13", Mistake::subtracted},
        {sum, "91", Mistake::carried_twice},       {sum, "18", Mistake::reversed},             {sum, "80", Mistake::off_by_one},
        {sum, "810", Mistake::tens_shift},         {sum, "81", Mistake::none},                 {sum, "5", Mistake::none},
        {sum, "", Mistake::none},                  {sum, "hola", Mistake::none},               {sum, "99999999999999999999", Mistake::none},
        {less, "128", Mistake::added},             {less, "48", Mistake::forgot_borrow},       {less, "42", Mistake::turned_around},
        {less, "37", Mistake::off_by_one},         {times, "38", Mistake::added},              {times, "62", Mistake::times_carry},
        {times, "612", Mistake::times_carry},      {times, "36", Mistake::one_row_less},       {times, "74", Mistake::one_row_more},
        {table, "49", Mistake::one_row_less},      {table, "48", Mistake::one_row_less},       {table, "63", Mistake::one_row_more},
        {table, "65", Mistake::reversed},          {shared, "13", Mistake::remainder_missing}, {shared, "13r2", Mistake::remainder_wrong},
        {shared, "12r8", Mistake::remainder_large}, {shared, "12", Mistake::one_row_less},      {shared, "14", Mistake::one_row_more},
        {shared, "13r3", Mistake::none},           {part, "7/16", Mistake::added_below},       {part, "1/8", Mistake::subtracted},
        {part, "14/16", Mistake::none},            {place, "4", Mistake::digit_only},          {place, "400", Mistake::tens_shift},
        {story, "16", Mistake::other_operation},   {story, "8", Mistake::other_operation},     {story, "48", Mistake::none},
    };
    for (const auto& row : rows) EXPECT_EQ(name(see_mistake(row.item, row.value)), name(row.mistake)) << row.item.expected << " <- " << row.value;
}

TEST(Feedback, PraisesHintsAndShowsTheWay) {
    const std::vector<std::string> es{"es"};
    const Audience luis{texts(), es, "Luis"};
    const Item sum = made(Skill::addition, {34, 47}), shared = made(Skill::division, {68, 5});
    EXPECT_EQ(feedback(sum, AnswerGrade::wrong, "5", 1, luis).text, "Todavia no, Luis. Junta primero 30 + 40 y después 4 + 7. Proba otra vez: 34 + 47 = ?");
    EXPECT_TRUE(feedback(sum, AnswerGrade::wrong, "78", 1, luis).text.starts_with("Casi, ")) << "near";
    EXPECT_TRUE(feedback(made(Skill::addition, {62, 4}), AnswerGrade::wrong, "12", 1, luis).text.starts_with("Todavia no, ")) << "6 + 2 + 4";
    EXPECT_TRUE(feedback(shared, AnswerGrade::wrong, "1/2", 1, luis).text.starts_with("Todavia no, "));
    EXPECT_EQ(feedback(sum, AnswerGrade::wrong, "71", 1, luis).text, "Casi, Luis. 4 + 7 pasa de 9: lleva 1 a las decenas. Proba otra vez: 34 + 47 = ?");
    EXPECT_EQ(feedback(shared, AnswerGrade::partial, "13", 1, luis).text, "Casi, Luis. El 13 esta bien. ¿Cuanto sobra? 5 x 13 = 65 Proba otra vez: 68 : 5 = ?");
    EXPECT_EQ(feedback(shared, AnswerGrade::wrong, "12", 2, luis).text,
              "Gracias por intentar, Luis. Se hace asi: 5 x 13 = 65, y de 65 a 68 sobran 3: 13 resto 3. Lo ven juntos en la llamada.");
    EXPECT_EQ(feedback(sum, AnswerGrade::helpless, "", 1, luis).text, "Vamos por partes, Luis. Junta primero 30 + 40 y después 4 + 7. Proba: 34 + 47 = ?");
    EXPECT_EQ(feedback(shared, AnswerGrade::right, "13r3", 2, luis).text, "¡Eso, Luis! 68 : 5 = 13 resto 3. Probaste otra vez y te salio: asi se aprende.");
    EXPECT_NE(feedback(sum, AnswerGrade::right, "81", 1, luis).text.find("34 + 47 = 81"), std::string::npos);
    EXPECT_EQ(item_message(sum, 3, false, luis), "Luis, semana 3. Suma: 34 + 47 = ? Manda solo la respuesta. Si no sabés manda NOSE");
}

// At most three texts an item: the item, one hint, then praise or the worked answer.
TEST(Feedback, ClosesAfterOneRetryWhateverTheChildSends) {
    const std::vector<std::string> es{"es"};
    const Audience ana{texts(), es, "Ana"};
    for (const Item& item : item_bank())
        for (const AnswerGrade first : {AnswerGrade::wrong, AnswerGrade::helpless, AnswerGrade::partial}) {
            EXPECT_EQ(feedback(item, first, "1", 1, ana).kind, FeedbackKind::hint);
            EXPECT_FALSE(feedback(item, first, "1", 1, ana).closes);
            const Feedback second = feedback(item, first, "1", 2, ana);
            EXPECT_TRUE(second.closes);
            EXPECT_NE(second.text.find(answer_text(item.expected, texts(), es)), std::string::npos) << item.id << ": " << second.text;
        }
}

TEST(Feedback, HintsNeverGiveTheAnswerAwayNorLeaveAHole) {
    for (const std::string language : {"es", "gn", "en"}) {
        const std::vector<std::string> languages{language};
        const Audience ana{texts(), languages, "Ana"};
        for (const Item& item : item_bank()) {
            const std::string text = feedback(item, AnswerGrade::helpless, "", 1, ana).text;
            EXPECT_EQ(text.find("  "), std::string::npos) << text;
            EXPECT_EQ(text.find('{'), std::string::npos) << text;
            EXPECT_EQ(text.find("= " + item.expected + " "), std::string::npos) << item.id << ": " << text;
            EXPECT_EQ(measure_sms(text).segments, 1) << text;
        }
    }
}

}  // namespace
}  // namespace tutorline::domain::feedback_test
