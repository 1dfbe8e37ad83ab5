#include "domain/conversation/answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/conversation/scene.hpp"

namespace tutorline::domain::answers_test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

FamilyView waiting() {
    FamilyView view = luis();
    view.items = {item(1, 1)};
    return view;
}

/// The item after the step, as the next text will see it.
void apply(FamilyView& view, const FamilyDecision& decision) {
    for (const ItemStep& step : changes_of<ItemStep>(decision)) {
        for (OpenItem& open : view.items) {
            if (open.id != step.item) continue;
            open.state = step.state;
            open.texts_used = step.texts_used;
            open.asked_again = step.asked_again;
        }
    }
    std::erase_if(view.items, [](const OpenItem& open) { return open.state != ItemState::waiting && open.state != ItemState::hinted; });
    if (!changes_of<AskPhone>(decision).empty()) view.question = changes_of<AskPhone>(decision).back().question;
    if (!changes_of<ForgetQuestion>(decision).empty()) view.question.reset();
}

TEST(Answers, RightClosesTheItemWithOneText) {
    const auto decision = decide(waiting(), answered(0, "81", Verdict::right), demo_program(), tuesday());
    ASSERT_EQ(changes_of<ItemStep>(decision).size(), 1u);
    EXPECT_EQ(changes_of<ItemStep>(decision)[0].state, ItemState::right);
    EXPECT_EQ(changes_of<ItemStep>(decision)[0].verdict, Verdict::right);
    ASSERT_EQ(decision.texts.size(), 1u);
    EXPECT_EQ(decision.texts[0].feedback->attempt, 1);
    EXPECT_EQ(decision.texts[0].kind, TextKind::feedback);
}

TEST(Answers, WrongGetsAHintARetryAndThenTheWorkedAnswer) {
    FamilyView view = waiting();
    const auto first = decide(view, answered(0, "71", Verdict::wrong), demo_program(), tuesday());
    EXPECT_EQ(changes_of<ItemStep>(first).at(0).state, ItemState::hinted);
    EXPECT_EQ(first.texts.at(0).feedback->attempt, 1);
    apply(view, first);
    const auto second = decide(view, answered(0, "91", Verdict::wrong), demo_program(), tuesday());
    EXPECT_EQ(changes_of<ItemStep>(second).at(0).state, ItemState::shown);
    EXPECT_EQ(changes_of<ItemStep>(second).at(0).texts_used, 3);
    EXPECT_EQ(second.texts.at(0).feedback->attempt, 2);
    apply(view, second);
    EXPECT_THAT(decide(view, answered(0, "81", Verdict::right), demo_program(), tuesday()).texts, IsEmpty());
}

TEST(Answers, NeverMoreThanThreeTextsAboutAnItemWhateverComes) {
    const std::vector<Reading> readings{answered(0, "71", Verdict::wrong), read_as(Class::ambiguous), read_as(Class::echo),
                                        read_as(Class::dont_know), answered(0, "81", Verdict::none)};
    for (std::size_t first = 0; first < readings.size(); ++first) {
        for (std::size_t second = 0; second < readings.size(); ++second) {
            for (std::size_t third = 0; third < readings.size(); ++third) {
                FamilyView view = waiting();
                std::size_t texts = 1;
                for (const std::size_t i : {first, second, third, third}) {
                    const auto decision = decide(view, readings[i], demo_program(), tuesday());
                    texts += keys_to(decision, view.phone).size();
                    apply(view, decision);
                }
                EXPECT_LE(texts, 3u) << first << second << third;
            }
        }
    }
}

TEST(Answers, ALateAnswerIsGradedAgainstTheItemItAnswers) {
    FamilyView view = waiting();
    view.items.push_back(item(2, 1, "83 - 45 = ?", "38"));
    const auto decision = decide(view, answered(0, "81", Verdict::right), demo_program(), tuesday());
    ASSERT_EQ(changes_of<ItemStep>(decision).size(), 1u);
    EXPECT_EQ(changes_of<ItemStep>(decision)[0].item, ItemSentId{1});
}

TEST(Answers, ANumberThatFitsNoSumAnswersTheNewestUnlessBothCameTogether) {
    FamilyView view = waiting();
    view.items.push_back(item(2, 1, "83 - 45 = ?", "38"));
    view.text = "48";
    view.items[0].sent_at = tuesday() - std::chrono::hours{24 * 7};
    view.items[1].sent_at = tuesday();
    const auto decision = decide(view, read_as(Class::ambiguous), demo_program(), tuesday());
    ASSERT_EQ(changes_of<ItemStep>(decision).size(), 1u);
    EXPECT_EQ(changes_of<ItemStep>(decision)[0].item, ItemSentId{2});
    EXPECT_EQ(changes_of<ItemStep>(decision)[0].state, ItemState::hinted);
    view.items[0].sent_at = tuesday();
    const auto asked = decide(view, read_as(Class::ambiguous), demo_program(), tuesday());
    ASSERT_EQ(changes_of<ItemStep>(asked).size(), 1u);
    EXPECT_TRUE(changes_of<ItemStep>(asked)[0].asked_again) << "either could be meant: asked once";
}

TEST(Answers, TwoChildrenInOneTextAreGradedEach) {
    FamilyView view = luis_and_ana();
    view.items = {item(1, 1, "20 + 7 = ?", "27"), item(2, 2)};
    Reading reading = read_as(Class::answer_for);
    reading.grades = {{0, 0, Answer::integer(27), Verdict::right}, {1, 1, Answer::integer(71), Verdict::wrong}};
    const auto decision = decide(view, reading, demo_program(), tuesday());
    const auto steps = changes_of<ItemStep>(decision);
    ASSERT_EQ(steps.size(), 2u);
    EXPECT_EQ(steps[0].state, ItemState::right);
    EXPECT_EQ(steps[1].state, ItemState::hinted);
    ASSERT_EQ(decision.texts.size(), 2u);
    EXPECT_EQ(decision.texts[0].feedback->child, "Luis");
    EXPECT_EQ(decision.texts[1].feedback->child, "Ana");
}

TEST(Answers, ACorrectionInTheSameTextCountsOnce) {
    Reading reading = answered(0, "71", Verdict::wrong);
    reading.grades.push_back({0, std::nullopt, Answer::integer(81), Verdict::right});
    const auto steps = changes_of<ItemStep>(decide(waiting(), reading, demo_program(), tuesday()));
    ASSERT_EQ(steps.size(), 1u);
    EXPECT_EQ(steps[0].verdict, Verdict::right);
}

TEST(Answers, AGuessedDigitIsNeverWrongBeforeTheYes) {
    FamilyView view = waiting();
    Reading reading = answered(0, "71", Verdict::wrong);
    reading.confirm = true;
    const auto asked = decide(view, reading, demo_program(), tuesday());
    EXPECT_THAT(keys_to(asked, view.phone), ElementsAre("families.ask_confirm"));
    EXPECT_EQ(changes_of<ItemStep>(asked).at(0).verdict, Verdict::none);
    apply(view, asked);
    EXPECT_TRUE(read_request(view, demo_program(), {"es"}, tuesday()).yes_no_pending);
    const auto yes = decide(view, read_as(Class::yes), demo_program(), tuesday());
    EXPECT_EQ(changes_of<ItemStep>(yes).at(0).verdict, Verdict::wrong);
}

TEST(Answers, AGuessedDigitThatIsRightNeedsNoQuestion) {
    Reading reading = answered(0, "81", Verdict::right);
    reading.confirm = true;
    EXPECT_EQ(changes_of<ItemStep>(decide(waiting(), reading, demo_program(), tuesday())).at(0).verdict, Verdict::right);
}

TEST(Answers, AmbiguousIsAskedOnceThenTheTutors) {
    FamilyView view = waiting();
    Reading reading = read_as(Class::ambiguous);
    view.text = "81 o 71";
    const auto first = decide(view, reading, demo_program(), tuesday());
    EXPECT_THAT(keys_to(first, view.phone), ElementsAre("families.ask_which"));
    apply(view, first);
    const auto second = decide(view, reading, demo_program(), tuesday());
    EXPECT_THAT(keys_to(second, view.phone), IsEmpty());
    EXPECT_THAT(keys_to(second, number("70")), ElementsAre("tutors.question"));
}

TEST(Answers, ANumberWithoutANameOnASharedPhoneIsAskedAndGradedForNobody) {
    FamilyView view = luis_and_ana();
    view.items = {item(1, 1, "20 + 7 = ?", "27"), item(2, 2)};
    const auto decision = decide(view, read_as(Class::ambiguous), demo_program(), tuesday());
    EXPECT_THAT(keys_to(decision, view.phone), ElementsAre("families.ask_which_child"));
    EXPECT_EQ(changes_of<ItemStep>(decision).at(0).verdict, Verdict::none);
}

TEST(Answers, DontKnowGetsAHintAndIsNotGraded) {
    const auto decision = decide(waiting(), read_as(Class::dont_know), demo_program(), tuesday());
    EXPECT_EQ(changes_of<ItemStep>(decision).at(0).state, ItemState::hinted);
    EXPECT_EQ(changes_of<ItemStep>(decision).at(0).verdict, Verdict::none);
    EXPECT_EQ(decision.texts.at(0).feedback->verdict, Verdict::none);
}

TEST(Answers, HelpAlsoAsksTheTutorWithinADay) {
    const auto decision = decide(waiting(), read_as(Class::help), demo_program(), tuesday());
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.question"));
    ASSERT_EQ(changes_of<OpenChildQuestion>(decision).size(), 1u);
    EXPECT_EQ(changes_of<OpenChildQuestion>(decision)[0].answer_by, tuesday() + hours(24));
}

TEST(Answers, WithoutATutorToAskTheCoordinatorGetsTheQuestion) {
    FamilyView view = waiting();
    view.children[0].tutor_phone = {};
    EXPECT_THAT(task_kinds(decide(view, read_as(Class::help), demo_program(), tuesday())), ElementsAre("question"));
}

TEST(Answers, FeedbackIsNotHeldBackByTheHoursLimit) {
    FamilyView view = waiting();
    view.auto_replies_hour = 1;
    EXPECT_EQ(decide(view, answered(0, "81", Verdict::right), demo_program(), tuesday()).texts.size(), 1u);
}

}  // namespace
}  // namespace tutorline::domain::answers_test
