#include "domain/conversation/family.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/conversation/availability.hpp"
#include "domain/conversation/offer_talk.hpp"
#include "domain/conversation/safeguarding.hpp"
#include "domain/conversation/scene.hpp"
#include "domain/conversation/time_wish.hpp"

namespace tutorline::domain::family_test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Reading wish(const std::string& value) {
    Reading reading = read_as(Class::reschedule);
    reading.value = value;
    return reading;
}

TEST(AutoReply, AtMostOneAnHourAndThreeADayForAStranger) {
    FamilyView view = luis();
    EXPECT_THAT(keys_to(decide(view, read_as(Class::who), demo_program(), tuesday()), view.phone), ElementsAre("families.who_we_are"));
    view.auto_replies_hour = view.auto_replies_day = 1;
    EXPECT_THAT(decide(view, read_as(Class::who), demo_program(), tuesday()).texts, IsEmpty());
    FamilyView stranger;
    stranger.phone = number("55");
    stranger.auto_replies_day = 2;
    const auto told = decide(stranger, read_as(Class::chatter), demo_program(), tuesday());
    EXPECT_THAT(keys_to(told, stranger.phone), ElementsAre("families.who_we_are_unlisted")) << "no family gave us a number of no sheet";
    stranger.auto_replies_day = 3;
    EXPECT_THAT(decide(stranger, read_as(Class::chatter), demo_program(), tuesday()).texts, IsEmpty());
}

TEST(AutoReply, AFamilyHearsWhatCameOfAChangeWithinTheHourButNotWithoutEnd) {
    FamilyView view = luis();
    view.auto_replies_hour = view.auto_replies_day = 1;
    EXPECT_THAT(keys_to(decide(view, read_as(Class::reschedule), demo_program(), tuesday()), view.phone), ElementsAre("families.reschedule_ask_day"));
    EXPECT_THAT(keys_to(decide(view, read_as(Class::excused), demo_program(), tuesday()), view.phone), ElementsAre("families.excused"));
    view.auto_replies_day = 6;
    EXPECT_THAT(keys_to(decide(view, read_as(Class::reschedule), demo_program(), tuesday()), view.phone), IsEmpty());
    FamilyView stranger;
    stranger.phone = number("55");
    stranger.auto_replies_hour = stranger.auto_replies_day = 1;
    EXPECT_THAT(decide(stranger, read_as(Class::reschedule), demo_program(), tuesday()).texts, IsEmpty());
}

TEST(Reschedule, ACallWaitsForTheHourAndIsAskedForOnceAnHour) {
    FamilyView view = luis();
    const auto first = decide(view, read_as(Class::reschedule), demo_program(), tuesday());
    ASSERT_EQ(changes_of<HoldSession>(first).size(), 1u);
    EXPECT_EQ(changes_of<HoldSession>(first)[0].session, SessionId{10});
    EXPECT_THAT(keys_to(first, number("70")), ElementsAre("tutors.call_waits"));
    view.question = changes_of<AskPhone>(first).at(0).question;
    view.children[0].next_call->may_wait = false;
    const auto again = decide(view, read_as(Class::reschedule), demo_program(), tuesday() + base::Minutes{5});
    EXPECT_THAT(task_kinds(again), ElementsAre("reschedule"));
    EXPECT_THAT(changes_of<HoldSession>(again), IsEmpty());
}

FamilyView asked_for_hour() {
    FamilyView view = luis();
    view.items = {item(1, 1)};
    view.question = PendingQuestion{};
    view.question->student = StudentId{1};
    view.question->session = SessionId{10};
    view.question->asked_at = tuesday() - hours(1);
    return view;
}

TEST(Reschedule, AnHourIsAskedForUntilSomethingElseIs) {
    FamilyView view = asked_for_hour();
    const auto request = [&] { return read_request(view, demo_program(), {"es"}, tuesday()); };
    EXPECT_TRUE(request().hour_pending && request().hour_last && request().yes_no_pending);
    view.items[0].sent_at = tuesday();
    EXPECT_TRUE(request().hour_pending);
    EXPECT_FALSE(request().hour_last);
    view.question->asked_at = tuesday() - hours(49);
    EXPECT_FALSE(request().hour_pending);
}

TEST(Reschedule, WhatNamesNoHourIsAPersonsAtOnceAndOnce) {
    for (const Class cls : {Class::yes, Class::no, Class::ack, Class::chatter, Class::ambiguous, Class::reschedule}) {
        FamilyView view = asked_for_hour();
        view.question->asked_at = tuesday() - base::Minutes{5};
        const auto told = decide(view, read_as(cls), demo_program(), tuesday());
        EXPECT_THAT(task_kinds(told), ElementsAre("reschedule")) << to_word(cls);
        EXPECT_THAT(keys_to(told, view.phone), ElementsAre("families.reschedule_passed")) << to_word(cls);
        view.question = changes_of<AskPhone>(told).at(0).question;
        EXPECT_THAT(task_kinds(decide(view, read_as(cls), demo_program(), tuesday())), IsEmpty()) << to_word(cls);
        EXPECT_EQ(changes_of<MoveSession>(decide(view, wish("tomorrow 19:00"), demo_program(), tuesday())).size(), 1u);
    }
}

TEST(Reschedule, AnOkAcceptsAnOffer) {
    FamilyView view = asked_for_hour();
    view.question->offered = tuesday() + hours(26);
    const auto moves = changes_of<MoveSession>(decide(view, read_as(Class::ack), demo_program(), tuesday()));
    ASSERT_EQ(moves.size(), 1u);
    EXPECT_EQ(moves[0].to, tuesday() + hours(26));
}

TEST(Reschedule, AnHourAfterAnOfferIsForTheDayOfTheOffer) {
    FamilyView view = asked_for_hour();
    view.question->offered = tuesday() + hours(26);
    const auto moves = changes_of<MoveSession>(decide(view, wish("19:00"), demo_program(), tuesday()));
    ASSERT_EQ(moves.size(), 1u);
    EXPECT_EQ(moves[0].to, tuesday() + hours(29));
}

TEST(Reschedule, ARightAnswerThatMayBeAnHourIsPraisedAndProposed) {
    FamilyView view = asked_for_hour();
    Reading reading = answered(0, "16", Verdict::right);
    reading.hour = "16:00";
    EXPECT_THAT(keys_to(decide(view, reading, demo_program(), tuesday()), view.phone), ElementsAre("feedback", "families.reschedule_offer"));
}

FamilyView three_in_one_call() {
    FamilyView view = luis_and_ana();
    view.children.push_back(child(3, "Sonia"));
    for (std::size_t n = 0; n < view.children.size(); ++n) {
        view.children[n].next_call->starts = tuesday() + hours(4) + static_cast<int>(n) * base::Minutes{30};
        view.children[n].free_times = {tuesday() + hours(26), tuesday() + hours(29), tuesday() + hours(29) + base::Minutes{30},
                                       tuesday() + hours(30)};
    }
    return view;
}

TEST(Siblings, AreHeldAndMovedTogetherAndTheTutorHearsItOnce) {
    FamilyView view = three_in_one_call();
    const auto asked = decide(view, read_as(Class::reschedule), demo_program(), tuesday());
    EXPECT_EQ(changes_of<HoldSession>(asked).size(), 3u);
    EXPECT_THAT(keys_to(asked, number("70")), ElementsAre("tutors.call_waits"));
    view.question = changes_of<AskPhone>(asked).at(0).question;
    for (ChildOnPhone& each : view.children) each.next_call->may_wait = false;
    const auto moved = decide(view, wish("tomorrow 19:00"), demo_program(), tuesday());
    const auto moves = changes_of<MoveSession>(moved);
    ASSERT_EQ(moves.size(), 3u);
    for (std::size_t n = 0; n < moves.size(); ++n) {
        EXPECT_EQ(moves[n].session, view.children[n].next_call->session);
        EXPECT_EQ(moves[n].to, tuesday() + hours(29) + static_cast<int>(n) * base::Minutes{30});
    }
    EXPECT_THAT(keys_to(moved, number("70")), ElementsAre("tutors.call_changed"));
    EXPECT_THAT(keys_to(moved, view.phone), ElementsAre("families.reschedule_saved"));
}

TEST(Siblings, AreNeverOfferedATimeThatFitsOnlyTheFirst) {
    const auto asked = decide(three_in_one_call(), wish("tomorrow 16:00"), demo_program(), tuesday());
    EXPECT_THAT(changes_of<MoveSession>(asked), IsEmpty());
    EXPECT_THAT(task_kinds(asked), ElementsAre("reschedule"));
}

TEST(Siblings, TheNamedOneMovesWithTheOthersAndTheFamilyIsToldSo) {
    Reading luis_named = read_as(Class::reschedule);
    luis_named.child = 0;
    EXPECT_THAT(keys_to(decide(three_in_one_call(), luis_named, demo_program(), tuesday()), number("10")), ElementsAre("families.reschedule_ask_all"));
    luis_named.value = "tomorrow 19:00";
    EXPECT_EQ(changes_of<MoveSession>(decide(three_in_one_call(), luis_named, demo_program(), tuesday())).size(), 3u);
}

TEST(Siblings, WhoCannotTodayIsAllOfThemOrTheOneNamedOrAskedFor) {
    FamilyView view = three_in_one_call();
    Reading reading = read_as(Class::excused);
    const auto who = decide(view, reading, demo_program(), tuesday());
    EXPECT_THAT(changes_of<ExcuseSession>(who), IsEmpty());
    EXPECT_EQ(changes_of<ExcuseIfMissed>(who).size(), 3u);
    EXPECT_THAT(keys_to(who, view.phone), ElementsAre("families.excused_who"));
    view.question = changes_of<AskPhone>(who).at(0).question;
    view.text = "sonia";
    EXPECT_EQ(changes_of<ExcuseSession>(decide(view, read_as(Class::chatter), demo_program(), tuesday())).at(0).student, StudentId{3});
    reading.all = true;
    view.text = "hoy no";
    const auto all = decide(view, reading, demo_program(), tuesday());
    EXPECT_EQ(changes_of<ExcuseSession>(all).size(), 3u);
    EXPECT_THAT(keys_to(all, number("70")), ElementsAre("tutors.call_cancelled"));
    EXPECT_THAT(keys_to(all, view.phone), ElementsAre("families.excused_all"));
}

TEST(Offer, ARefusedHourOrDayIsNotOfferedAgain) {
    FamilyView view = luis();
    const auto first = decide(view, wish("afternoon"), demo_program(), tuesday());
    view.question = changes_of<AskPhone>(first).at(0).question;
    const auto second = decide(view, wish("not Tuesday"), demo_program(), tuesday());
    EXPECT_EQ(changes_of<AskPhone>(second).size(), 1u);
    for (const AskPhone& ask : changes_of<AskPhone>(second)) EXPECT_NE(ask.question.offered, changes_of<AskPhone>(first).at(0).question.offered);
    OfferTalk talk;
    talk.refuse(tuesday());
    talk.not_weekdays = 4;
    talk.said_plainly = true;
    const OfferTalk again = parse_offer_talk(talk.text());
    EXPECT_FALSE(again.may_offer(tuesday()));
    EXPECT_TRUE(again.may_offer(tuesday() + hours(1)));
    EXPECT_TRUE(again.said_plainly && !again.passed_on && again.not_weekdays == 4);
}

TEST(Reschedule, TheHourItHasAlreadyIsConfirmedAndHoldsNothing) {
    FamilyView view = luis();
    view.children[0].next_call->starts = tuesday() + hours(29);
    const auto again = decide(view, wish("tomorrow 19:00"), demo_program(), tuesday());
    EXPECT_THAT(again.changes, IsEmpty());
    EXPECT_THAT(keys_to(again, view.phone), ElementsAre("families.reschedule_saved"));
    EXPECT_THAT(keys_to(again, number("70")), IsEmpty());
}

TEST(Offer, TheTalkKeepsWhatSilenceMeans) {
    OfferTalk talk;
    talk.silence_takes = talk.passed_on = true;
    talk.promised = tuesday();
    talk.refuse(tuesday() + hours(1));
    const OfferTalk again = parse_offer_talk(talk.text());
    EXPECT_TRUE(again.silence_takes && again.passed_on);
    EXPECT_EQ(again.promised, tuesday());
    EXPECT_FALSE(again.may_offer(tuesday() + hours(1)));
    const OfferTalk older = parse_offer_talk("open 1 4 1773162000");  // written before silence had a meaning
    EXPECT_TRUE(older.said_plainly && !older.silence_takes && !older.promised);
    EXPECT_EQ(older.refused.size(), 1U);
}

TEST(Offer, OfOursSaysWhatSilenceMeansAndStaysInTheLessonsWeek) {
    FamilyView view = luis();
    view.children.front().next_call = PlannedCall{SessionId{10}, 1, tuesday() + hours(7 * 24), true, tuesday() + hours(5 * 24)};
    view.children.front().free_times = {tuesday() + hours(2), tuesday() + hours(26), tuesday() + hours(6 * 24), tuesday() + hours(7 * 24 + 1)};
    Reading wish = read_as(Class::reschedule);
    wish.value = "Sunday 14:00";  // no such hour is free: the next day of its own week, and not tomorrow
    const auto offered = decide(view, wish, demo_program(), tuesday());
    EXPECT_EQ(changes_of<AskPhone>(offered).at(0).question.offered, tuesday() + hours(6 * 24));
    EXPECT_THAT(keys_to(offered, view.phone), ElementsAre("families.reschedule_offer_or_keep"));
    wish.value = "Tuesday 15:00";
    EXPECT_EQ(changes_of<MoveSession>(decide(view, wish, demo_program(), tuesday())).at(0).to, tuesday() + hours(7 * 24 + 1));
}

TEST(Offer, LaterIsLaterThanTheHourThatWasSpokenOf) {
    FamilyView view = luis();  // called at 18:00; free at 16:00 today, 16:00 and 19:00 tomorrow
    const auto asked = decide(view, wish("later"), demo_program(), tuesday());
    EXPECT_EQ(changes_of<AskPhone>(asked).at(0).question.offered, tuesday() + hours(29));
}

TEST(Offer, UnclearWordsHaveItSaidPlainlyOnceAndMoveNothing) {
    for (const Class cls : {Class::chatter, Class::help, Class::dont_know, Class::who}) {
        FamilyView view = asked_for_hour();
        view.items.clear();
        view.question->offered = tuesday() + hours(26);
        Reading reading = read_as(cls);
        reading.reasons = {{"like_examples"}};
        const auto first = decide(view, reading, demo_program(), tuesday());
        EXPECT_THAT(changes_of<MoveSession>(first), IsEmpty()) << to_word(cls);
        EXPECT_THAT(keys_to(first, view.phone), ElementsAre("families.reschedule_offer_again")) << to_word(cls);
        view.question = changes_of<AskPhone>(first).at(0).question;
        EXPECT_THAT(task_kinds(decide(view, reading, demo_program(), tuesday())), ElementsAre("reschedule")) << to_word(cls);
    }
}

TEST(Later, TheSumWaitsAndTheCallStands) {
    FamilyView view = luis();
    view.items = {item(1, 1)};
    for (const Class cls : {Class::reschedule, Class::excused, Class::dont_know, Class::ack}) {
        Reading reading = read_as(cls);
        reading.later = true;
        const auto decision = decide(view, reading, demo_program(), tuesday());
        EXPECT_TRUE(decision.changes.empty() && decision.texts.empty()) << to_word(cls);
    }
}

TEST(Cannot, IsAboutTheCallWhereOneIsNearAndNothingWasAskedSince) {
    FamilyView view = luis();
    view.items = {item(1, 1)};
    const auto near = [&](base::Instant now) { return read_request(view, demo_program(), {"es"}, now).call_near; };
    EXPECT_TRUE(near(tuesday()));
    EXPECT_FALSE(near(tuesday() - hours(21)));
    view.items[0].sent_at = tuesday();
    EXPECT_FALSE(near(tuesday()));
    EXPECT_TRUE(near(tuesday() + hours(3)));
    EXPECT_FALSE(near(tuesday() + hours(4)));
}

TEST(AutoReply, NeverToMachinesWhateverTheyWrite) {
    FamilyView view;
    view.phone = number("55");
    for (const SenderKind kind : {SenderKind::short_code, SenderKind::alphanumeric}) {
        view.sender = kind;
        for (std::size_t i = 0; i < class_count; ++i) {
            EXPECT_THAT(keys_to(decide(view, read_as(static_cast<Class>(i)), demo_program(), tuesday()), view.phone), IsEmpty()) << i;
        }
    }
}

TEST(AutoReply, AStrangerChangesNothingBesidesStopsAndTasks) {
    FamilyView stranger;
    stranger.phone = number("55");
    for (std::size_t i = 0; i < class_count; ++i) {
        const Class cls = static_cast<Class>(i);
        const auto decision = decide(stranger, read_as(cls), demo_program(), tuesday());
        if (cls == Class::opt_out || cls == Class::wrong_number) continue;
        EXPECT_THAT(decision.changes, IsEmpty()) << i;
    }
}

TEST(AutoReply, GreetingsThanksAndSilenceAreNeverGraded) {
    FamilyView view = luis();
    view.items = {item(1, 1)};
    for (const Class cls : {Class::greeting, Class::ack, Class::yes, Class::no, Class::empty, Class::chatter}) {
        EXPECT_THAT(changes_of<ItemStep>(decide(view, read_as(cls), demo_program(), tuesday())), IsEmpty());
    }
}

TEST(Safeguarding, AlertsWithoutTheTutorConcernedInEveryState) {
    for (const bool stopped : {false, true}) {
        FamilyView view = luis();
        view.texts_stopped = stopped;
        view.items = {item(1, 1)};
        const auto decision = decide(view, read_as(Class::safeguarding), demo_program(), tuesday());
        ASSERT_EQ(decision.alerts.size(), 1u);
        EXPECT_THAT(decision.alerts[0].excluded, ElementsAre(number("70")));
        EXPECT_THAT(keys_to(decision, number("70")), IsEmpty());
        EXPECT_THAT(changes_of<ItemStep>(decision), IsEmpty());
        EXPECT_EQ(decision.texts.size(), stopped ? 0u : 1u);
    }
}

TEST(Safeguarding, TheFirstRecipientWhoIsNotConcernedIsTold) {
    Program program = demo_program();
    const std::vector<base::PhoneNumber> focal_is_tutor{number("90")};
    EXPECT_EQ(alert_recipient(program, {}, 0)->phone, number("90"));
    EXPECT_EQ(alert_recipient(program, {}, 1)->phone, number("91"));
    EXPECT_EQ(alert_recipient(program, focal_is_tutor, 0)->phone, number("91"));
    EXPECT_EQ(alert_recipient(program, focal_is_tutor, 1)->phone, number("92"));
    EXPECT_FALSE(alert_recipient(program, focal_is_tutor, 2));
}

TEST(Safeguarding, HelpWithAWorryingHistoryIsLookedAtByAPerson) {
    FamilyView view = luis();
    view.worrying_history = true;
    EXPECT_EQ(decide(view, read_as(Class::help), demo_program(), tuesday()).alerts.size(), 1u);
    view.worrying_history = false;
    EXPECT_THAT(decide(view, read_as(Class::help), demo_program(), tuesday()).alerts, IsEmpty());
}

TEST(Safeguarding, ABoundaryNoteIsRestricted) {
    const auto decision = decide(luis(), read_as(Class::boundary), demo_program(), tuesday());
    ASSERT_EQ(decision.tasks.size(), 1u);
    EXPECT_TRUE(decision.tasks[0].restricted);
}

TEST(TimeWish, ReadsWhatTheReaderGives) {
    const base::Zone zone = base::Zone::find("America/Asuncion").value();
    const auto times = child(1, "Luis").free_times;  // Tue 16:00, Wed 16:00, Wed 19:00
    const auto best = [&](const std::string& value) { return best_time(parse_time_wish(value), times, tuesday(), zone); };
    EXPECT_EQ(best("tomorrow 19:00?"), times[2]);
    EXPECT_EQ(best("tomorrow 07:00?"), times[2]);
    EXPECT_EQ(best("tomorrow 07:00"), std::nullopt);
    EXPECT_EQ(best("after 18:00"), times[2]);
    EXPECT_EQ(best("before 17:00"), times[0]);
    EXPECT_EQ(best("afternoon"), times[0]);
    EXPECT_EQ(best("Wednesday"), times[1]);
    EXPECT_EQ(best("Saturday"), times[1]);  // not free then: the day nearest to it is proposed
    EXPECT_TRUE(parse_time_wish("whenever").empty());
    EXPECT_EQ(best("not Tuesday"), times[1]);
    EXPECT_EQ(best("not Thursday"), times[0]);
    EXPECT_EQ(best("not tomorrow"), times[0]);
    EXPECT_EQ(best("not Tuesday after 18:00"), times[2]);
    EXPECT_EQ(best("not Tuesday not Wednesday"), std::nullopt);
    EXPECT_FALSE(parse_time_wish("not Tuesday").empty());
}

TEST(Reschedule, AnExactFreeHourIsSavedAndTheTutorTold) {
    const FamilyView view = luis();
    const auto decision = decide(view, wish("tomorrow 19:00"), demo_program(), tuesday());
    ASSERT_EQ(changes_of<MoveSession>(decision).size(), 1u);
    EXPECT_EQ(changes_of<MoveSession>(decision)[0].to, view.children[0].free_times[2]);
    EXPECT_THAT(keys_to(decision, view.phone), ElementsAre("families.reschedule_saved"));
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.call_changed"));
}

TEST(Reschedule, AnUnsureHourIsProposedAndMovedByTheYesAlone) {
    FamilyView view = luis();
    const auto offer = decide(view, wish("tomorrow 19:00?"), demo_program(), tuesday());
    EXPECT_THAT(changes_of<MoveSession>(offer), IsEmpty());
    EXPECT_THAT(keys_to(offer, view.phone), ElementsAre("families.reschedule_offer"));
    view.question = changes_of<AskPhone>(offer).at(0).question;
    view.auto_replies_hour = 1;
    const auto yes = decide(view, read_as(Class::yes), demo_program(), tuesday() + hours(1));
    EXPECT_EQ(changes_of<MoveSession>(yes).size(), 1u);
    const auto no = decide(view, read_as(Class::no), demo_program(), tuesday() + hours(1));
    EXPECT_THAT(changes_of<MoveSession>(no), IsEmpty());
    EXPECT_THAT(task_kinds(no), ElementsAre("reschedule"));
}

TEST(Reschedule, WithoutAFreeHourAPersonFindsOne) {
    FamilyView view = luis();
    view.children[0].free_times.clear();
    const auto decision = decide(view, wish("after 18:00"), demo_program(), tuesday());
    EXPECT_THAT(task_kinds(decision), ElementsAre("reschedule"));
    EXPECT_THAT(keys_to(decision, view.phone), ElementsAre("families.reschedule_passed"));
}

TEST(Excuse, IllTodayTakesTheCallOutOfThePlan) {
    const auto decision = decide(luis(), read_as(Class::excused), demo_program(), tuesday());
    EXPECT_EQ(changes_of<ExcuseSession>(decision).size(), 1u);
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.call_cancelled"));
}

TEST(Excuse, NoSignalExcusesTheCallOnlyIfItFails) {
    for (const Class cls : {Class::connectivity, Class::no_credit}) {
        const auto decision = decide(luis(), read_as(cls), demo_program(), tuesday());
        EXPECT_THAT(changes_of<ExcuseSession>(decision), IsEmpty());
        EXPECT_EQ(changes_of<ExcuseIfMissed>(decision).size(), 1u);
    }
}

TEST(Excuse, AMissOfYesterdayIsExcusedToo) {
    FamilyView view = luis();
    view.children[0].next_call.reset();
    view.children[0].missed_call = PlannedCall{SessionId{9}, 3, tuesday() - hours(20)};
    EXPECT_EQ(changes_of<ExcuseSession>(decide(view, read_as(Class::connectivity), demo_program(), tuesday())).at(0).session, SessionId{9});
}

TEST(Excuse, WeeksAwayIsAPause) {
    const auto decision = decide(luis(), read_as(Class::absence_long), demo_program(), tuesday());
    EXPECT_EQ(changes_of<PauseStudent>(decision).size(), 1u);
    EXPECT_THAT(changes_of<WithdrawStudent>(decision), IsEmpty());
}

TEST(Contacts, ANewNumberIsATaskAndNothingElse) {
    for (const Class cls : {Class::new_contact, Class::number_change}) {
        const auto decision = decide(luis(), read_as(cls), demo_program(), tuesday());
        EXPECT_THAT(decision.changes, IsEmpty());
        EXPECT_EQ(decision.tasks.size(), 1u);
    }
}

TEST(Safeguarding, WordsToWatchNeverReachATutor) {
    for (const bool item_waits : {false, true})
        for (const Class cls : {Class::help, Class::question, Class::reschedule, Class::dont_know}) {
            FamilyView view = luis();
            view.text = "no entiendo, tengo miedo de el";
            if (item_waits) view.items = {item(1, 1)};
            Reading reading = read_as(cls);
            reading.words_to_watch = true;
            const auto decision = decide(view, reading, demo_program(), tuesday());
            for (const NewText& text : decision.texts) EXPECT_NE(text.words.key, "tutors.question");
            EXPECT_THAT(changes_of<OpenChildQuestion>(decision), IsEmpty());
            EXPECT_THAT(keys_to(decision, view.phone), testing::Not(testing::Contains("families.question_passed")));
            EXPECT_THAT(task_kinds(decision), testing::Contains("words_to_watch"));
        }
}

}  // namespace
}  // namespace tutorline::domain::family_test
