#include "domain/practice/mastery.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <set>
#include <sstream>

#include "base/random.hpp"
#include "domain/practice/answer_simulation.hpp"
#include "domain/practice/evaluation.hpp"
#include "domain/practice/portable_math.hpp"
#include "support/golden.hpp"

namespace tutorline::domain::mastery_test {
namespace {

TEST(PortableMath, AgreesWithTheLibrary) {
    base::Random random{3};
    for (int i = 0; i < 20000; ++i) {
        const double x = (random.unit() - 0.5) * 100.0;
        EXPECT_NEAR(portable_exp(x) / std::exp(x), 1.0, 1e-14) << x;
        const double y = std::exp(x);
        EXPECT_NEAR(portable_log(y), std::log(y), 1e-14 * std::max(1.0, std::abs(x))) << y;
        EXPECT_NEAR(sigmoid(x), 1.0 / (1.0 + std::exp(-x)), 1e-15);
    }
    for (const double extreme : {-1e300, -1000.0, 0.0, 1000.0, 1e300}) {
        EXPECT_GT(sigmoid(extreme), 0.0);
        EXPECT_LT(sigmoid(extreme), 1.0 + 1e-12);
    }
    for (const int n : {0, 1, 255, 256, 100000}) EXPECT_NEAR(log_count(n), std::log1p(n), 1e-13);
}

/// All rows of one child who answers items of one skill.
struct OneChild {
    MasteryWeights weights;
    SkillMastery skill;
    ItemMastery item;
    ChildMastery child;
    ChildSkillMastery child_skill;
    std::int64_t at = 0;
    MasteryRows rows() { return {weights, skill, item, child, child_skill, nullptr, 1, 1, at}; }
    double now() const { return mastery(weights, skill, child, child_skill); }
};

TEST(Mastery, ARightAnswerNeverLowersItAndAWrongOneNeverRaisesIt) {
    base::Random random{8};
    for (int child = 0; child < 50; ++child) {
        OneChild one;
        for (int n = 0; n < 60; ++n) {
            const double before = one.now();
            const bool right = random.chance(0.2 + 0.01 * child);
            one.at += static_cast<std::int64_t>(random.below(200000));
            const double chance = predict_answer(one.rows()).probability;
            EXPECT_GT(chance, 0.0);
            EXPECT_LT(chance, 1.0);
            learn_answer(one.rows(), right);
            EXPECT_GE((one.now() - before) * (right ? 1.0 : -1.0), 0.0);
            EXPECT_GE(one.now(), 0.0);
            EXPECT_LE(one.now(), 1.0);
            for (const Belief& belief : {one.child.ability, one.child_skill.ability, one.item.easiness, one.skill.easiness}) EXPECT_GT(belief.variance, 0.0);
        }
    }
}

TEST(Mastery, StepsShrinkAsTheModelGrowsSure) {
    OneChild one;
    const auto step = [&](bool right) {
        const double before = one.child_skill.ability.mean;
        learn_answer(one.rows(), right);
        return std::abs(one.child_skill.ability.mean - before);
    };
    const double first = step(true);
    for (int i = 0; i < 30; ++i) step(i % 2 == 0);
    EXPECT_LT(step(true), first / 2);
}

TEST(Mastery, PredictingManyItemsIsPredictingEach) {
    OneChild one;
    for (const bool right : {true, true, false, true}) learn_answer(one.rows(), right);
    std::vector<ItemMastery> items(3);
    items[1].easiness.mean = 1.5;
    items[2] = one.item;
    one.at += 1000;
    for (std::size_t i = 0; i < items.size(); ++i) {
        MasteryRows rows{one.weights, one.skill, items[i], one.child, one.child_skill, nullptr, 1, 0, one.at};
        EXPECT_NEAR(predict_items(rows, items)[i], predict_answer(rows).probability, 1e-12);
    }
}

// The state after many answers, in hexadecimal: any change of a single bit, on any machine, shows.
TEST(Mastery, ReplaysBitForBit) {
    const AnswerSimulation simulation = simulate_answers(20, 2000, 11);
    std::ostringstream bits;
    Tracer tracer, again;
    for (const PastAnswer& answer : simulation.answers) {
        const double chance = tracer.observe(answer).probability;
        EXPECT_EQ(std::bit_cast<std::uint64_t>(chance), std::bit_cast<std::uint64_t>(again.observe(answer).probability));
    }
    for (std::int32_t child = 1; child <= 20; ++child) bits << std::hex << std::bit_cast<std::uint64_t>(tracer.ability(child)) << '\n';
    for (const Belief& weight : tracer.weights().circumstances) bits << std::hex << std::bit_cast<std::uint64_t>(weight.mean) << '\n';
    EXPECT_EQ("", test::golden_difference("domain/practice/mastery_replay.golden", bits.str()));
}

TEST(Mastery, FindsTheAbilitiesAndBeatsTheBaselines) {
    const AnswerSimulation simulation = simulate_answers(300, 30000, 5);
    Tracer tracer;
    const Evaluation result = evaluate(tracer, {}, simulation.answers);
    std::vector<double> found;
    for (std::int32_t child = 1; child <= 300; ++child) found.push_back(tracer.ability(child));
    EXPECT_GT(rank_correlation(std::span{simulation.abilities}.subspan(1), found), 0.9);
    EXPECT_GT(result.model.auc(), result.item_mean.auc() + 0.02);
    EXPECT_GT(result.model.auc(), result.skill_mean.auc() + 0.05);
    EXPECT_LT(result.model.log_loss(), result.item_mean.log_loss());
    EXPECT_LT(result.model.calibration_error(), 0.02);
}

TEST(Mastery, EveryCircumstanceHasAName) {
    std::set<std::string_view> names;
    for (int i = 0; i < mastery_features && !feature_name(i).empty(); ++i) EXPECT_TRUE(names.insert(feature_name(i)).second) << feature_name(i);
    EXPECT_GT(names.size(), 40u);
}

TEST(Score, FiguresOfKnownCases) {
    Score none;
    EXPECT_EQ(none.auc(), 0.5);
    EXPECT_EQ(none.log_loss(), 0.0);
    Score score;
    for (const auto& [p, right] : std::vector<std::pair<double, bool>>{{0.9, true}, {0.8, true}, {0.8, false}, {0.3, false}}) score.add(p, right);
    EXPECT_NEAR(score.auc(), (2 + 1 + 0.5) / 4, 1e-12) << "two pairs won by 0.9, one and a tie by 0.8";
    EXPECT_NEAR(score.log_loss(), -(std::log(0.9) + std::log(0.8) + std::log(0.2) + std::log(0.7)) / 4, 1e-12);
    EXPECT_NEAR(score.calibration_error(), (0.1 + std::abs(1.6 - 1) + 0.3) / 4, 1e-12);
    Score sure;
    sure.add(1.0, true);
    sure.add(0.0, false);
    EXPECT_NEAR(sure.log_loss(), 1e-6, 1e-9);
    EXPECT_EQ(sure.auc(), 1.0);
}

TEST(Score, RankCorrelation) {
    const std::vector<double> a{1, 2, 3, 4}, up{10, 20, 30, 40}, down{4, 3, 2, 1}, tied{1, 1, 2, 2}, flat{5, 5, 5, 5};
    EXPECT_NEAR(rank_correlation(a, up), 1.0, 1e-12);
    EXPECT_NEAR(rank_correlation(a, down), -1.0, 1e-12);
    EXPECT_NEAR(rank_correlation(a, tied), 0.8944271909999159, 1e-12);
    EXPECT_EQ(rank_correlation(a, flat), 0.0);
}

TEST(MeanBaseline, PredictsBeforeItLearns) {
    MeanBaseline baseline;
    EXPECT_EQ(baseline.observe(1, true), 0.5);
    EXPECT_GT(baseline.observe(1, false), 0.5);
}

}  // namespace
}  // namespace tutorline::domain::mastery_test
