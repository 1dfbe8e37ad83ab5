#include "domain/conversation/stopping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/conversation/scene.hpp"

namespace tutorline::domain::stopping_test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Reading stop(OptOutScope scope) {
    Reading reading = read_as(Class::opt_out);
    reading.opt_out_scope = scope;
    return reading;
}

TEST(OptOut, StopsTextsAtOnceWithOneConfirmationAndAsksAPersonAboutCalls) {
    const auto decision = decide(luis(), stop(OptOutScope::texts), demo_program(), tuesday());
    ASSERT_EQ(changes_of<StopPhone>(decision).size(), 1u);
    EXPECT_FALSE(changes_of<StopPhone>(decision)[0].calls);
    EXPECT_THAT(keys_to(decision, number("10")), ElementsAre("families.stop_texts"));
    EXPECT_EQ(decision.texts[0].kind, TextKind::stop_confirmation);
    EXPECT_THAT(task_kinds(decision), ElementsAre("opt_out_calls"));
}

TEST(OptOut, CallsStopWhenTheTextSaysSo) {
    for (const OptOutScope scope : {OptOutScope::calls, OptOutScope::everything}) {
        const auto decision = decide(luis(), stop(scope), demo_program(), tuesday());
        EXPECT_TRUE(changes_of<StopPhone>(decision).at(0).calls);
        EXPECT_THAT(keys_to(decision, number("10")), ElementsAre("families.stop_all"));
    }
}

TEST(OptOut, ASecondStopIsMetWithSilenceButMayStopCallsToo) {
    FamilyView view = luis();
    view.texts_stopped = true;
    const auto again = decide(view, stop(OptOutScope::texts), demo_program(), tuesday());
    EXPECT_THAT(again.changes, IsEmpty());
    EXPECT_THAT(again.texts, IsEmpty());
    const auto calls = decide(view, stop(OptOutScope::everything), demo_program(), tuesday());
    EXPECT_TRUE(changes_of<StopPhone>(calls).at(0).calls);
    EXPECT_THAT(calls.texts, IsEmpty());
}

TEST(OptOut, OneChildOfTwoStopsThatChildAlone) {
    Reading reading = stop(OptOutScope::one_child);
    reading.child = 1;
    const auto decision = decide(luis_and_ana(), reading, demo_program(), tuesday());
    ASSERT_EQ(changes_of<StopChildTexts>(decision).size(), 1u);
    EXPECT_EQ(changes_of<StopChildTexts>(decision)[0].student, StudentId{2});
    EXPECT_THAT(changes_of<StopPhone>(decision), IsEmpty());
    EXPECT_THAT(keys_to(decision, number("10")), ElementsAre("families.stop_child"));
}

TEST(OptOut, TheOnlyChildOfAPhoneStopsThePhone) {
    Reading reading = stop(OptOutScope::one_child);
    reading.child = 0;
    EXPECT_EQ(changes_of<StopPhone>(decide(luis(), reading, demo_program(), tuesday())).size(), 1u);
}

TEST(OptOut, WorksForAnUnknownNumberAndWithAQuestionOpen) {
    FamilyView stranger;
    stranger.phone = number("55");
    const auto decision = decide(stranger, stop(OptOutScope::texts), demo_program(), tuesday());
    EXPECT_EQ(changes_of<StopPhone>(decision).size(), 1u);
    EXPECT_EQ(decision.texts.size(), 1u);

    FamilyView asked = luis();
    asked.question = PendingQuestion{};
    asked.question->kind = PendingQuestion::Kind::withdraw_reason;
    asked.question->asked_at = tuesday();
    const auto stopped = decide(asked, stop(OptOutScope::texts), demo_program(), tuesday());
    EXPECT_EQ(changes_of<StopPhone>(stopped).size(), 1u);
    EXPECT_EQ(changes_of<ForgetQuestion>(stopped).size(), 1u);
}

TEST(OptOut, AMachineIsStoppedButNeverAnswered) {
    FamilyView machine;
    machine.phone = number("55");
    machine.sender = SenderKind::short_code;
    const auto decision = decide(machine, stop(OptOutScope::texts), demo_program(), tuesday());
    EXPECT_THAT(decision.texts, IsEmpty());
}

TEST(Silence, AStoppedPhoneHearsNothingWhateverItWrites) {
    FamilyView view = luis();
    view.texts_stopped = true;
    view.items = {item(1, 1)};
    for (std::size_t i = 0; i < class_count; ++i) {
        const Class cls = static_cast<Class>(i);
        if (cls == Class::opt_in) continue;
        Reading reading = cls == Class::answer ? answered(0, "81", Verdict::right) : read_as(cls);
        EXPECT_THAT(keys_to(decide(view, reading, demo_program(), tuesday()), view.phone), IsEmpty()) << i;
    }
}

TEST(OptIn, OpensAgainAndSaysSo) {
    FamilyView view = luis();
    view.texts_stopped = view.calls_stopped = true;
    const auto decision = decide(view, read_as(Class::opt_in), demo_program(), tuesday());
    EXPECT_EQ(changes_of<OpenPhone>(decision).size(), 1u);
    EXPECT_THAT(keys_to(decision, view.phone), ElementsAre("families.start_again"));
}

TEST(OptIn, NeverOpensAWrongNumberWithoutAPerson) {
    FamilyView view = luis();
    view.status = PhoneStatus::wrong;
    view.texts_stopped = true;
    const auto decision = decide(view, read_as(Class::opt_in), demo_program(), tuesday());
    EXPECT_THAT(changes_of<OpenPhone>(decision), IsEmpty());
    EXPECT_THAT(decision.texts, IsEmpty());
    EXPECT_EQ(decision.tasks.size(), 1u);
}

TEST(OptIn, ABareYesOpensNothing) {
    FamilyView view = luis();
    view.texts_stopped = true;
    EXPECT_THAT(decide(view, read_as(Class::yes), demo_program(), tuesday()).changes, IsEmpty());
}

TEST(WrongNumber, BlocksForEveryChildAndNamesNone) {
    const auto decision = decide(luis_and_ana(), read_as(Class::wrong_number), demo_program(), tuesday());
    EXPECT_EQ(changes_of<BlockNumber>(decision).size(), 1u);
    ASSERT_EQ(decision.texts.size(), 1u);
    for (const auto& [placeholder, value] : decision.texts[0].words.arguments) {
        EXPECT_EQ(value.find("Luis"), std::string::npos);
        EXPECT_EQ(value.find("Ana"), std::string::npos);
    }
}

TEST(Withdraw, StopsTheChildAsksOnceAndTakesTheNextTextAsTheReason) {
    FamilyView view = luis();
    const auto leaving = decide(view, read_as(Class::withdraw), demo_program(), tuesday());
    EXPECT_EQ(changes_of<WithdrawStudent>(leaving).size(), 1u);
    EXPECT_THAT(keys_to(leaving, view.phone), ElementsAre("families.withdraw_ask"));
    EXPECT_THAT(keys_to(leaving, number("70")), ElementsAre("tutors.student_gone"));

    view.question = changes_of<AskPhone>(leaving).at(0).question;
    view.children[0].active = false;
    const auto reason = decide(view, read_as(Class::no_credit), demo_program(), tuesday() + hours(1));
    EXPECT_THAT(task_kinds(reason), ElementsAre("withdraw_reason"));
    EXPECT_THAT(reason.texts, IsEmpty());
}

TEST(Withdraw, WithTwoChildrenAndNoNameNobodyIsWithdrawn) {
    const auto decision = decide(luis_and_ana(), read_as(Class::withdraw), demo_program(), tuesday());
    EXPECT_THAT(changes_of<WithdrawStudent>(decision), IsEmpty());
    EXPECT_EQ(changes_of<PauseStudent>(decision).size(), 2u);
}

TEST(Withdraw, WhatOnlyLooksLikeItIsAskedFirstAndTheChildRests) {
    const FamilyView view = luis();
    Reading like = read_as(Class::withdraw);
    like.reasons = {{"like_examples"}};
    const auto asked = decide(view, like, demo_program(), tuesday());
    EXPECT_TRUE(changes_of<WithdrawStudent>(asked).empty());
    EXPECT_EQ(changes_of<PauseStudent>(asked).size(), 1u);
    EXPECT_THAT(task_kinds(asked), ElementsAre("withdraw_doubt"));
    EXPECT_THAT(keys_to(asked, view.phone), ElementsAre("families.withdraw_confirm"));

    FamilyView waiting = view;
    waiting.question = changes_of<AskPhone>(asked).front().question;
    waiting.children[0].paused_until = changes_of<PauseStudent>(asked).front().until;
    const auto yes = decide(waiting, read_as(Class::yes), demo_program(), tuesday() + hours(1));
    EXPECT_EQ(changes_of<WithdrawStudent>(yes).size(), 1u);
    EXPECT_THAT(keys_to(yes, view.phone), ElementsAre("families.withdraw_ask"));
    const auto again = decide(waiting, like, demo_program(), tuesday() + hours(1));
    EXPECT_EQ(changes_of<WithdrawStudent>(again).size(), 1u);
    const auto no = decide(waiting, read_as(Class::no), demo_program(), tuesday() + hours(1));
    EXPECT_TRUE(changes_of<WithdrawStudent>(no).empty());
    EXPECT_EQ(changes_of<EndPause>(no).size(), 1u);
    EXPECT_THAT(keys_to(no, view.phone), ElementsAre("families.back_again"));
}

TEST(WrongNumber, OfATaughtChildIsAskedOnceWhereOnlyLikenessSaysSo) {
    FamilyView view = luis();
    view.children[0].was_taught = true;
    Reading like = read_as(Class::wrong_number);
    like.reasons = {{"like_examples"}};
    const auto asked = decide(view, like, demo_program(), tuesday());
    EXPECT_THAT(changes_of<BlockNumber>(asked), IsEmpty());
    EXPECT_THAT(keys_to(asked, view.phone), ElementsAre("families.wrong_number_ask"));
    EXPECT_THAT(task_kinds(asked), ElementsAre("number_check"));
    view.question = changes_of<AskPhone>(asked).at(0).question;
    EXPECT_EQ(changes_of<BlockNumber>(decide(view, read_as(Class::yes), demo_program(), tuesday())).size(), 1u);
    EXPECT_EQ(changes_of<BlockNumber>(decide(view, like, demo_program(), tuesday())).size(), 1u);
    EXPECT_THAT(changes_of<BlockNumber>(decide(view, read_as(Class::no), demo_program(), tuesday())), IsEmpty());
    Reading plain = read_as(Class::wrong_number);
    plain.reasons = {{"phrase"}};
    EXPECT_EQ(changes_of<BlockNumber>(decide(view, plain, demo_program(), tuesday())).size(), 1u);
}

TEST(OptIn, AfterTheCallsStoppedAPersonBringsTheChildBackAndTheFamilyHearsSo) {
    FamilyView view = luis();
    view.texts_stopped = view.calls_stopped = true;
    view.children[0].active = false;
    const auto decision = decide(view, read_as(Class::opt_in), demo_program(), tuesday());
    EXPECT_THAT(keys_to(decision, view.phone), ElementsAre("families.start_asked"));
    EXPECT_THAT(task_kinds(decision), ElementsAre("opt_in_calls"));
    EXPECT_EQ(changes_of<OpenPhone>(decision).size(), 1u);
}

TEST(OptOut, BesideAnAlarmStopsTheTextsAndIsConfirmedOnceInTheSafeReply) {
    FamilyView view = luis();
    Reading reading = read_as(Class::safeguarding);
    reading.stops = true;
    const auto decision = decide(view, reading, demo_program(), tuesday());
    EXPECT_EQ(decision.alerts.size(), 1u);
    EXPECT_EQ(changes_of<StopPhone>(decision).size(), 1u);
    EXPECT_THAT(keys_to(decision, view.phone), ElementsAre("families.safeguarding_stop"));
    EXPECT_EQ(decision.texts.back().kind, TextKind::stop_confirmation);
}

TEST(OptOut, ARefusalOutOfTheBlueStopsTheTexts) {
    Reading reading = read_as(Class::no);
    reading.stops = true;
    EXPECT_EQ(changes_of<StopPhone>(decide(luis(), reading, demo_program(), tuesday())).size(), 1u);
}

TEST(Loss, LetsEveryChildOfThePhoneRestAndPromisesNothing) {
    FamilyView view = luis_and_ana();
    Reading reading = read_as(Class::safeguarding);
    reading.loss = true;
    reading.child = 0;
    const auto decision = decide(view, reading, demo_program(), tuesday());
    EXPECT_EQ(changes_of<RestStudent>(decision).size(), 2u);
    EXPECT_THAT(keys_to(decision, view.phone), ElementsAre("families.loss"));
    EXPECT_THAT(task_kinds(decision), ElementsAre("family_loss"));
    EXPECT_EQ(decision.tasks[0].student, StudentId{1});
    for (ChildOnPhone& child : view.children) child.rests = true;
    const auto later = decide(view, read_as(Class::greeting), demo_program(), tuesday());
    EXPECT_TRUE(later.texts.empty() && later.changes.empty());
    EXPECT_THAT(task_kinds(later), ElementsAre("family_loss"));
}

}  // namespace
}  // namespace tutorline::domain::stopping_test
