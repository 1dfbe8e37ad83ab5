#include "domain/practice/item.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/random.hpp"
#include "domain/practice/answer.hpp"
#include "domain/practice/item_shapes.hpp"
#include "support/golden.hpp"

namespace tutorline::domain::item_test {
namespace {

std::string content(const Item& item) {
    std::string text = item.text_key;
    for (const auto& [unused, value] : item.text_arguments) text += " " + value;
    return text;
}

TEST(ItemBank, EveryBandHasProblemsEnoughToDeal) {
    const std::size_t needed[item_bands] = {30, 30 + 5, 60 + 10 + 30, 30};
    for (const Skill skill : all_skills)
        for (int band = 0; band < item_bands; ++band)
            EXPECT_GE(shapes(skill, band).size(), needed[band]) << name(skill) << " band " << band;
}

TEST(ItemBank, HoldsEverySetAndNoProblemTwice) {
    const std::size_t per_skill = practice_sets * practice_numbers + checkpoint_sets * checkpoint_numbers + diagnostic_sets * diagnostic_numbers;
    std::set<std::string> contents;
    for (const Item& item : item_bank()) {
        EXPECT_EQ(find_item(item.id), &item);
        EXPECT_TRUE(contents.insert(content(item)).second) << item.id << " repeats " << content(item);
        EXPECT_FALSE(item.expected.empty());
        if (item.skill == Skill::addition || item.skill == Skill::multiplication) {
            std::string other_way = item.text_key + " " + item.text_arguments[1].second + " " + item.text_arguments[0].second;
            EXPECT_TRUE(other_way == content(item) || !contents.contains(other_way)) << item.id;
        }
    }
    EXPECT_EQ(contents.size(), per_skill * all_skills.size());
    EXPECT_EQ(find_item("add-p9-99"), nullptr);
    EXPECT_EQ(find_item(""), nullptr);
}

TEST(ItemBank, SetsAreParallel) {
    for (const Skill skill : all_skills)
        for (int number = 1; number <= practice_numbers; ++number)
            for (int set = 2; set <= practice_sets; ++set)
                EXPECT_EQ(item(skill, ItemUse::practice, set, number).band, item(skill, ItemUse::practice, 1, number).band);
}

TEST(ItemBank, NeverChanges) {
    std::string all;
    for (const Item& item : item_bank()) all += item.id + "\t" + content(item) + "\t" + item.expected + "\n";
    EXPECT_EQ("", test::golden_difference("domain/practice/item_bank.golden", all));
}

TEST(ItemBank, KeysAreTrueArithmetic) {
    for (const Item& item : item_bank()) {
        const auto& o = item.operands;
        const int expected = std::atoi(item.expected.c_str());
        if (item.skill == Skill::addition) { EXPECT_EQ(o[0] + o[1], expected); }
        if (item.skill == Skill::subtraction) { EXPECT_EQ(o[0], expected + o[1]); }
        if (item.skill == Skill::multiplication) { EXPECT_EQ(expected, o[0] * o[1]); }
        if (item.skill == Skill::division) {
            const auto r = item.expected.find('r');
            const int rest = r == std::string::npos ? 0 : std::atoi(item.expected.c_str() + r + 1);
            EXPECT_EQ(o[0], expected * o[1] + rest);
            EXPECT_LT(rest, o[1]);
        }
        if (item.skill == Skill::fractions) {
            const int below = std::atoi(item.expected.c_str() + item.expected.find('/') + 1);
            EXPECT_EQ((o[0] + o[1]) * below, expected * o[2]) << item.id;
        }
    }
}

TEST(ItemBank, EveryItemIsGradedRightByItsOwnKeyAndWrongByAnother) {
    for (const Item& item : item_bank()) {
        const auto key = parse_answer_key(item.expected);
        ASSERT_TRUE(key) << item.id;
        EXPECT_EQ(grade(*key, item.expected, true), Verdict::right) << item.id;
        EXPECT_EQ(grade(Answer::integer(987654), item.expected, false), Verdict::wrong) << item.id;
        if (key->form == Answer::Form::remainder) {
            EXPECT_EQ(grade(Answer::integer(key->numerator), item.expected, false), Verdict::partial) << item.id;
        }
    }
}

TEST(ItemChoice, AChildNeverGetsAnItemTwice) {
    base::Random random{4};
    for (int round = 0; round < 20; ++round) {
        const std::uint64_t child = random.next();
        const Skill skill = all_skills[random.below(all_skills.size())];
        std::vector<std::string> used;
        while (const Item* next = next_unused(skill, child, used)) used.push_back(next->id);
        EXPECT_EQ(std::set<std::string>(used.begin(), used.end()).size(), static_cast<std::size_t>(practice_sets * practice_numbers));
        std::set<std::string> checkpoints, diagnostics;
        for (int n = 0; n < checkpoint_sets; ++n) EXPECT_TRUE(checkpoints.insert(checkpoint_item(skill, child, n).id).second);
        for (int n = 0; n < diagnostic_sets * diagnostic_numbers; ++n) EXPECT_TRUE(diagnostics.insert(diagnostic_item(skill, child, n).id).second);
    }
}

TEST(ItemChoice, SiblingsGetTheirOwnOrderAndTheSameSeedTheSame) {
    EXPECT_EQ(practice_order(Skill::addition, 1), practice_order(Skill::addition, 1));
    EXPECT_NE(practice_order(Skill::addition, 1), practice_order(Skill::addition, 2));
}

}  // namespace
}  // namespace tutorline::domain::item_test
