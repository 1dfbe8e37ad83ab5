#include "domain/practice/choice.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/random.hpp"
#include "domain/practice/portable_math.hpp"

namespace tutorline::domain::choice_test {
namespace {

/// A child who answers by an ability of its own, and the rows the service would keep.
struct Pupil {
    double ability = 0.0;
    std::uint64_t seed = 1;
    ChildMastery child;
    ChildSkillMastery child_skill;
    std::vector<Practised> history;
};

class Classroom {
  public:
    explicit Classroom(std::uint64_t seed) : random_(seed) {}
    ItemChoice choose(const Pupil& pupil) const {
        return choose_item({Skill::subtraction, pupil.seed, pupil.history, items_, weights_, skill_, pupil.child, pupil.child_skill, at_});
    }
    bool practise(Pupil& pupil) {
        const ItemChoice choice = choose(pupil);
        const bool right = random_.chance(sigmoid(pupil.ability + 1.2 - 0.7 * choice.item->band));
        answer(pupil, *choice.item, right);
        return right;
    }
    void answer(Pupil& pupil, const Item& item, bool right) {
        learn_answer({weights_, skill_, items_.of(item), pupil.child, pupil.child_skill, nullptr, 2, static_cast<std::int64_t>(bank_place(item)) + 1, at_}, right);
        pupil.history.push_back({item.id, right, true});
        at_ += 3 * 24 * 3600;
    }

  private:
    base::Random random_;
    ItemMasteries items_;
    MasteryWeights weights_;
    SkillMastery skill_;
    std::int64_t at_ = 1000;
};

TEST(Choice, IsRightAboutSevenTimesInTenForWeakAndStrongChildren) {
    Classroom room{6};
    std::vector<Pupil> pupils(60);
    base::Random people{7};
    int right = 0, answers = 0;
    for (std::size_t i = 0; i < pupils.size(); ++i) {
        pupils[i].seed = i + 1;
        pupils[i].ability = people.normal() * 0.6;
    }
    for (int n = 0; n < 30; ++n)
        for (Pupil& pupil : pupils) {
            const bool was_right = room.practise(pupil);
            if (n < 10) continue;  // while the model gets to know them
            ++answers;
            right += was_right ? 1 : 0;
        }
    EXPECT_NEAR(static_cast<double>(right) / answers, chance_wanted, 0.06);
}

TEST(Choice, NeverRepeatsAnItemAndEndsWhenAllWereHad) {
    Classroom room{1};
    Pupil pupil;
    std::set<std::string> seen;
    while (room.choose(pupil).item != nullptr) {
        EXPECT_TRUE(seen.insert(room.choose(pupil).item->id).second);
        room.practise(pupil);
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(practice_sets * practice_numbers));
}

TEST(Choice, AMissComesBackInAnotherSetAfterTwoOthersAndOnlyOnce) {
    Classroom room{2};
    Pupil pupil;
    const Item& missed = item(Skill::subtraction, ItemUse::practice, 2, 7);
    room.answer(pupil, missed, false);
    room.answer(pupil, item(Skill::subtraction, ItemUse::practice, 1, 1), true);
    EXPECT_FALSE(room.choose(pupil).seen_before) << "too soon";
    room.answer(pupil, item(Skill::subtraction, ItemUse::practice, 1, 2), true);
    const ItemChoice again = room.choose(pupil);
    EXPECT_TRUE(again.seen_before);
    EXPECT_EQ(again.item->number, missed.number);
    EXPECT_NE(again.item->id, missed.id);
    room.answer(pupil, *again.item, true);
    for (int n = 0; n < 6; ++n) {
        EXPECT_FALSE(room.choose(pupil).seen_before) << "made good";
        room.answer(pupil, *room.choose(pupil).item, true);
    }
}

TEST(Choice, AnUnansweredItemIsNoMiss) {
    Classroom room{2};
    Pupil pupil;
    pupil.history = {{"sub-p2-07", false, false}, {"sub-p1-01", true, true}, {"sub-p1-02", true, true}, {"no-such-id", false, true}};
    EXPECT_FALSE(room.choose(pupil).seen_before);
    EXPECT_NE(room.choose(pupil).item->id, "sub-p2-07");
}

TEST(Choice, WarnsWhenLadderAndModelDisagree) {
    const Placement subtracting{Level::addition, Level::subtraction, 0};
    const ChildSkillMastery many{{0, 0.1}, 8, 2}, few{{0, 0.1}, 2, 1};
    EXPECT_EQ(disagreement(subtracting, Skill::subtraction, 0.95, many), Disagreement::ladder_behind);
    EXPECT_EQ(disagreement(subtracting, Skill::addition, 0.3, many), Disagreement::ladder_ahead);
    EXPECT_FALSE(disagreement(subtracting, Skill::subtraction, 0.95, few));
    EXPECT_FALSE(disagreement(subtracting, Skill::subtraction, 0.7, many));
    EXPECT_FALSE(disagreement(subtracting, Skill::addition, 0.8, many));
    EXPECT_FALSE(disagreement(subtracting, Skill::multiplication, 0.95, many)) << "not taught yet";
}

}  // namespace
}  // namespace tutorline::domain::choice_test
