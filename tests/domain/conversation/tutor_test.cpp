#include "domain/conversation/tutor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/conversation/scene.hpp"

namespace tutorline::domain::tutor_test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TutorSession session(int id, const std::string& name, int number, base::Instant starts) {
    TutorSession session;
    session.session = SessionId{id};
    session.student = StudentId{id};
    session.first_name = name;
    session.number = number;
    session.starts = starts;
    session.level = 2;
    session.family_phone = domain::number(std::to_string(id));
    session.family_languages = {"es"};
    session.family_zone = "America/Asuncion";
    return session;
}

TutorView rosa() {
    TutorView view;
    view.tutor = TutorId{7};
    view.name = "Rosa";
    view.phone = number("70");
    view.languages = {"es"};
    view.zone = "America/Asuncion";
    view.sessions = {session(11, "Luis", 12, tuesday() - hours(2)), session(12, "Ana", 15, tuesday() + hours(2)),
                     session(13, "Jose", 19, tuesday() + hours(3)), session(14, "Mia", 21, tuesday() + hours(26))};
    return view;
}

SessionLog log(int number, std::optional<ReportedOutcome> outcome, std::optional<int> minutes) {
    SessionLog log;
    log.session = number;
    log.outcome = outcome;
    log.minutes = minutes;
    return log;
}

Reading report(std::vector<SessionLog> logs) {
    Reading reading = read_as(Class::log);
    reading.logs = std::move(logs);
    return reading;
}

TEST(TutorLog, OneOutcomeAndAConfirmation) {
    const auto decision = decide(rosa(), report({log(12, ReportedOutcome::completed, 25)}), demo_program(), tuesday());
    ASSERT_EQ(changes_of<ApplyLog>(decision).size(), 1u);
    EXPECT_EQ(changes_of<ApplyLog>(decision)[0].session, SessionId{11});
    EXPECT_FALSE(changes_of<ApplyLog>(decision)[0].correction);
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.log_saved"));
}

TEST(TutorLog, ARepeatIsNoSecondSessionButIsConfirmedAgain) {
    TutorView view = rosa();
    view.sessions[0].log = log(12, ReportedOutcome::completed, 25);
    const auto decision = decide(view, report({log(12, ReportedOutcome::completed, 25)}), demo_program(), tuesday());
    EXPECT_THAT(decision.changes, IsEmpty());
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.log_saved"));
}

TEST(TutorLog, OtherFiguresCorrectAndKeepWhatTheyDoNotName) {
    TutorView view = rosa();
    view.sessions[0].log = log(12, ReportedOutcome::completed, 25);
    SessionLog later = log(12, std::nullopt, 15);
    later.checkpoint = true;
    const auto applied = changes_of<ApplyLog>(decide(view, report({later}), demo_program(), tuesday())).at(0);
    EXPECT_TRUE(applied.correction);
    EXPECT_EQ(applied.log.outcome, ReportedOutcome::completed);
    EXPECT_EQ(applied.log.minutes, 15);
    EXPECT_EQ(applied.log.checkpoint, true);
}

TEST(TutorLog, WhatAChildDidDoesNotOutliveTheWordThatNoChildWasThere) {
    SessionLog spoke = log(12, ReportedOutcome::completed, 25);
    spoke.level = 3;
    spoke.checkpoint = true;
    for (const auto said : {ReportedOutcome::no_contact, ReportedOutcome::adult_contact, ReportedOutcome::wrong_number}) {
        TutorView view = rosa();
        view.sessions[0].log = spoke;
        const auto applied = changes_of<ApplyLog>(decide(view, report({log(12, said, std::nullopt)}), demo_program(), tuesday())).at(0);
        EXPECT_EQ(applied.log.outcome, said);
        EXPECT_EQ(applied.log.minutes, std::nullopt);
        EXPECT_EQ(applied.log.level, std::nullopt);
        EXPECT_EQ(applied.log.checkpoint, std::nullopt);
    }
    TutorView view = rosa();
    view.sessions[0].minutes_known = true;
    view.sessions[0].log = log(12, ReportedOutcome::adult_contact, 4);
    const auto applied = changes_of<ApplyLog>(decide(view, report({log(12, ReportedOutcome::completed, std::nullopt)}), demo_program(), tuesday())).at(0);
    EXPECT_EQ(applied.log.minutes, std::nullopt) << "the adult's four minutes are not the child's";
}

TEST(TutorLog, TwoHundredAndFiftyMinutesAreAskedBackAndDoNotCountBeforeTheYes) {
    TutorView view = rosa();
    SessionLog doubtful = log(12, ReportedOutcome::completed, 250);
    doubtful.doubtful = true;
    const auto asked = decide(view, report({doubtful}), demo_program(), tuesday());
    EXPECT_FALSE(changes_of<ApplyLog>(asked).at(0).counts);
    EXPECT_THAT(keys_to(asked, number("70")), ElementsAre("tutors.log_doubtful"));
    view.sessions[0].doubtful = doubtful;
    view.question = changes_of<AskPhone>(asked).at(0).question;
    const auto yes = decide(view, read_as(Class::yes), demo_program(), tuesday());
    EXPECT_TRUE(changes_of<ApplyLog>(yes).at(0).counts);
    EXPECT_EQ(changes_of<ApplyLog>(yes).at(0).log.minutes, 250);
    const auto no = decide(view, read_as(Class::no), demo_program(), tuesday());
    EXPECT_THAT(changes_of<ApplyLog>(no), IsEmpty());
    EXPECT_THAT(keys_to(no, number("70")), ElementsAre("tutors.log_denied")) << "not so: the right number is asked for";
    SessionLog right;
    right.outcome = ReportedOutcome::completed;
    right.minutes = 25;
    const auto answered = changes_of<ApplyLog>(decide(view, report({right}), demo_program(), tuesday())).at(0);
    EXPECT_EQ(answered.session, SessionId{11});
    EXPECT_TRUE(answered.counts);
    EXPECT_EQ(answered.log.minutes, 25);
    view.question->asked_at = tuesday() - hours(5);
    EXPECT_THAT(changes_of<ApplyLog>(decide(view, report({right}), demo_program(), tuesday())), IsEmpty()) << "that may be any session";
}

TEST(TutorLog, AReportThatSaysTwoThingsIsKeptAndAskedForAnew) {
    SessionLog both = log(12, ReportedOutcome::completed, 25);
    both.doubtful = true;
    both.ask_because = "doubt_contradicts";
    const auto asked = decide(rosa(), report({both}), demo_program(), tuesday());
    EXPECT_FALSE(changes_of<ApplyLog>(asked).at(0).counts);
    EXPECT_THAT(changes_of<AskPhone>(asked), IsEmpty()) << "a yes would say neither";
    EXPECT_THAT(keys_to(asked, number("70")), ElementsAre("tutors.log_contradicts"));
}

TEST(TutorLog, ALevelThatDoesNotExistIsAskedAboutWhateverDoubtsIt) {
    SessionLog beyond = log(12, ReportedOutcome::completed, 20);
    beyond.level = 9;
    beyond.doubtful = true;
    beyond.ask_because = "doubt_level";
    EXPECT_THAT(keys_to(decide(rosa(), report({beyond}), demo_program(), tuesday()), number("70")), ElementsAre("tutors.log_level"));
}

TEST(TutorLog, ACorrectionRightAfterAReportIsOfThatReport) {
    TutorView view = rosa();
    view.sessions[0].log = log(12, ReportedOutcome::short_call, 12);
    view.sessions[0].reported_at = tuesday() - base::Minutes{5};
    SessionLog corrected;
    corrected.outcome = ReportedOutcome::completed;
    corrected.minutes = 20;
    corrected.corrects = true;
    const auto decision = decide(view, report({corrected}), demo_program(), tuesday());
    ASSERT_EQ(changes_of<ApplyLog>(decision).size(), 1u);
    EXPECT_EQ(changes_of<ApplyLog>(decision)[0].session, SessionId{11});
    EXPECT_EQ(changes_of<ApplyLog>(decision)[0].log.minutes, 20);
    EXPECT_EQ(changes_of<ApplyLog>(decision)[0].log.outcome, ReportedOutcome::short_call);
    view.sessions[0].reported_at = tuesday() - hours(2);
    EXPECT_THAT(changes_of<ApplyLog>(decide(view, report({corrected}), demo_program(), tuesday())), IsEmpty());
}

TEST(TutorLog, ALevelThatDoesNotExistIsNamed) {
    SessionLog beyond = log(12, ReportedOutcome::completed, 20);
    beyond.level = 9;
    const auto asked = decide(rosa(), report({beyond}), demo_program(), tuesday());
    EXPECT_THAT(changes_of<ApplyLog>(asked), IsEmpty());
    EXPECT_THAT(keys_to(asked, number("70")), ElementsAre("tutors.log_level"));
}

TEST(TutorLog, MinutesThatNobodyMeasuredAreAskedForAndTheRestIsKept) {
    TutorView view = rosa();
    view.sessions[0].minutes_known = false;
    SessionLog without = log(12, ReportedOutcome::completed, std::nullopt);
    without.checkpoint = true;
    const auto asked = decide(view, report({without}), demo_program(), tuesday());
    EXPECT_FALSE(changes_of<ApplyLog>(asked).at(0).counts);
    EXPECT_THAT(keys_to(asked, number("70")), ElementsAre("tutors.log_minutes"));
    view.sessions[0].doubtful = changes_of<ApplyLog>(asked).at(0).log;
    const auto whole = changes_of<ApplyLog>(decide(view, report({log(12, std::nullopt, 25)}), demo_program(), tuesday())).at(0);
    EXPECT_TRUE(whole.counts);
    EXPECT_EQ(whole.log.minutes, 25);
    EXPECT_EQ(whole.log.checkpoint, true);
    EXPECT_THAT(keys_to(decide(view, report({log(12, ReportedOutcome::no_contact, std::nullopt)}), demo_program(), tuesday()), number("70")),
                ElementsAre("tutors.log_saved"));
}

TEST(TutorLog, AReportOfTodaysDialFindsTheSessionAlthoughItsNextHalfHourIsDaysAway) {
    TutorView view = rosa();
    view.sessions[3].starts = tuesday() + hours(60);
    EXPECT_THAT(keys_to(decide(view, report({log(21, ReportedOutcome::completed, 15)}), demo_program(), tuesday()), number("70")),
                ElementsAre("tutors.log_too_early"));
    view.sessions[3].dialled = true;
    EXPECT_EQ(changes_of<ApplyLog>(decide(view, report({log(21, ReportedOutcome::completed, 15)}), demo_program(), tuesday())).at(0).session,
              SessionId{14});
}

TEST(TutorLog, OfALessonHoursAwayAChildsMinutesCountOnlyWhereTutorsDial) {
    TutorView view = rosa();
    view.sessions[3].starts = tuesday() + hours(4);
    const auto completed = report({log(21, ReportedOutcome::completed, 25)});
    EXPECT_THAT(changes_of<ApplyLog>(decide(view, completed, demo_program(), tuesday())), IsEmpty());
    EXPECT_THAT(keys_to(decide(view, completed, demo_program(), tuesday()), number("70")), ElementsAre("tutors.log_too_early"));
    EXPECT_EQ(changes_of<ApplyLog>(decide(view, report({log(21, ReportedOutcome::excused, std::nullopt)}), demo_program(), tuesday())).size(), 1u);
    view.sessions[3].gateway_dials = false;
    EXPECT_EQ(changes_of<ApplyLog>(decide(view, completed, demo_program(), tuesday())).size(), 1u);
}

TEST(TutorLog, NamesAreResolvedInHisOwnRosterOnly) {
    SessionLog by_name = log(0, ReportedOutcome::adult_contact, std::nullopt);
    by_name.session.reset();
    by_name.student = "Luis";
    EXPECT_EQ(changes_of<ApplyLog>(decide(rosa(), report({by_name}), demo_program(), tuesday())).at(0).session, SessionId{11});
    by_name.student = "Pedro";
    const auto unknown = decide(rosa(), report({by_name}), demo_program(), tuesday());
    EXPECT_THAT(unknown.changes, IsEmpty());
    EXPECT_THAT(keys_to(unknown, number("70")), ElementsAre("tutors.log_unknown_name"));
    EXPECT_THAT(keys_to(decide(rosa(), report({log(99, ReportedOutcome::completed, 20)}), demo_program(), tuesday()), number("70")),
                ElementsAre("tutors.log_unknown_session"));
}

TEST(TutorLog, TheSameNumberOfLastWeekIsMeantWhileThisWeeksHasNotBegun) {
    TutorView view = rosa();
    view.sessions.push_back(session(31, "Tito", 21, tuesday() - hours(4 * 24)));
    view.sessions.back().this_week = false;
    EXPECT_EQ(changes_of<ApplyLog>(decide(view, report({log(21, ReportedOutcome::no_contact, std::nullopt)}), demo_program(), tuesday())).at(0).session,
              SessionId{31});
}

TEST(TutorLog, OfTwoLessonsOfOneNumberOnOneEveningTheOneThatWasHeldIsMeant) {
    TutorView view = rosa();
    view.sessions = {session(31, "Mateo", 1, tuesday() - base::Minutes{40}), session(30, "Mateo", 1, tuesday() + base::Minutes{20})};
    view.sessions[0].dialled = true;  // the other was put off from last week
    const auto reported = [&] { return changes_of<ApplyLog>(decide(view, report({log(1, ReportedOutcome::completed, 6)}), demo_program(), tuesday())).at(0).session; };
    EXPECT_EQ(reported(), SessionId{31});
    view.sessions[1].starts = tuesday() - base::Minutes{10};
    view.sessions[1].dialled = true;
    EXPECT_EQ(reported(), SessionId{30});
}

TEST(TutorLog, TwoReportsOfOneSessionInOneTextGoToAPerson) {
    const auto decision = decide(rosa(), report({log(12, ReportedOutcome::completed, 25), log(12, ReportedOutcome::no_contact, std::nullopt)}),
                                 demo_program(), tuesday());
    const auto logs = changes_of<ApplyLog>(decision);
    ASSERT_EQ(logs.size(), 2u);
    EXPECT_TRUE(logs[0].counts);
    EXPECT_FALSE(logs[1].counts);
    EXPECT_THAT(task_kinds(decision), ElementsAre("duplicate_log"));
}

TEST(TutorLog, WhatContradictsTheGatewayGoesToAPerson) {
    TutorView view = rosa();
    view.sessions[0].gateway_saw_no_answer = true;
    EXPECT_THAT(task_kinds(decide(view, report({log(12, ReportedOutcome::completed, 25)}), demo_program(), tuesday())),
                ElementsAre("log_conflict"));
}

TEST(TutorDay, HoyNoPuedoMovesOrCancelsAndTellsEachFamilyOnce) {
    TutorView view = rosa();
    view.sessions[1].free_times = {tuesday() + hours(25)};
    view.sessions[2].family_phone = view.sessions[1].family_phone;  // siblings, one without a place
    const auto decision = decide(view, read_as(Class::tutor_unavailable), demo_program(), tuesday());
    ASSERT_EQ(changes_of<MoveSession>(decision).size(), 1u);
    EXPECT_EQ(changes_of<MoveSession>(decision)[0].session, SessionId{12});
    ASSERT_EQ(changes_of<CancelSession>(decision).size(), 1u);
    EXPECT_EQ(changes_of<CancelSession>(decision)[0].session, SessionId{13});
    EXPECT_THAT(task_kinds(decision), ElementsAre("uncovered_call"));
    EXPECT_THAT(keys_to(decision, view.sessions[1].family_phone), ElementsAre("families.call_cancelled", "families.call_cancelled_open"));
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.day_cancelled"));
    EXPECT_EQ(changes_of<TutorAway>(decision).at(0).to, at("2026-03-11T03:00:00Z"));
}

TEST(TutorDay, AWeekOffIsRestedWholeAndAPersonSeesIt) {
    TutorView view = rosa();
    view.text = "esta semana no puedo, estoy enferma";
    TutorSession thursday = view.sessions[1];
    thursday.session = SessionId{15};
    thursday.starts = tuesday() + hours(51);
    thursday.free_times = {tuesday() + hours(52), tuesday() + hours(6 * 24)};  // Thursday, and Monday
    view.sessions.push_back(thursday);
    const auto decision = decide(view, read_as(Class::tutor_unavailable), demo_program(), tuesday());
    const auto moves = changes_of<MoveSession>(decision);
    ASSERT_EQ(moves.size(), 1u);
    EXPECT_EQ(moves[0].session, SessionId{15});
    EXPECT_EQ(moves[0].to, tuesday() + hours(6 * 24)) << "not while the tutor is ill";
    EXPECT_EQ(changes_of<TutorAway>(decision).at(0).to, at("2026-03-16T03:00:00Z"));
    EXPECT_THAT(task_kinds(decision), testing::Contains("tutor_unavailable"));
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.week_cancelled"));
    view.text = "la semana que viene no puedo";
    const auto next = decide(view, read_as(Class::tutor_unavailable), demo_program(), tuesday());
    EXPECT_TRUE(changes_of<TutorAway>(next).empty());
    EXPECT_THAT(task_kinds(next), ElementsAre("tutor_unavailable"));
}

TEST(TutorDay, WhereAllCallsMovedNothingIsLeftForTheOffice) {
    TutorView view = rosa();
    view.sessions.resize(2);
    view.sessions[1].free_times = {tuesday() + hours(25)};
    view.sessions[1].family_phone = {};  // no text reaches the family: a person tells it
    const auto decision = decide(view, read_as(Class::tutor_unavailable), demo_program(), tuesday());
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.day_cancelled_moved"));
    EXPECT_THAT(keys_to(decision, number("92")), ElementsAre("staff.tutor_absent_moved"));
    EXPECT_THAT(task_kinds(decision), ElementsAre("tell_family"));
}

TEST(Tutor, WhoAsksForHelpHearsWhatHeCanWrite) {
    const auto decision = decide(rosa(), read_as(Class::help), demo_program(), tuesday());
    EXPECT_THAT(keys_to(decision, number("70")), ElementsAre("tutors.help"));
}

TEST(TutorDay, SiblingsWithoutAPlaceShareOneText) {
    TutorView view = rosa();
    view.sessions[2].family_phone = view.sessions[1].family_phone;
    const auto decision = decide(view, read_as(Class::tutor_unavailable), demo_program(), tuesday());
    EXPECT_THAT(keys_to(decision, view.sessions[1].family_phone), ElementsAre("families.call_cancelled_open"));
    const Phrase& names = decision.texts[0].words.parts.at(0).phrases.at(0);  // listed in the family's language
    EXPECT_EQ(names.key, "words.and");
    EXPECT_EQ(names.arguments, (Arguments{{"first", "Ana"}, {"second", "Jose"}}));
}

TEST(TutorDay, SchedulesNameTheCallsThatAreLeft) {
    const auto decision = decide(rosa(), read_as(Class::schedule_request), demo_program(), tuesday());
    ASSERT_EQ(decision.texts.size(), 1u);
    EXPECT_EQ(decision.texts[0].words.key, "tutors.schedule");
    EXPECT_EQ(decision.texts[0].words.parts.at(0).phrases.size(), 2u);
}

TEST(Tutor, OkClosesTheQuestionsThatWait) {
    TutorView view = rosa();
    view.open_questions = {InboxId{4}};
    EXPECT_EQ(changes_of<CloseChildQuestions>(decide(view, read_as(Class::ack), demo_program(), tuesday())).size(), 1u);
}

TEST(Tutor, StopIsObeyedAndAPersonTold) {
    const auto decision = decide(rosa(), read_as(Class::opt_out), demo_program(), tuesday());
    EXPECT_EQ(changes_of<StopTutorTexts>(decision).size(), 1u);
    EXPECT_EQ(decision.texts.at(0).kind, TextKind::stop_confirmation);
    EXPECT_THAT(task_kinds(decision), ElementsAre("tutor_opted_out"));
}

TEST(TutorWords, ToWatchAreATaskForTheFocalPersonAlone) {
    TutorView view;
    view.tutor = TutorId{7};
    view.phone = number("70");
    Reading reading = read_as(Class::chatter);
    reading.words_to_watch = true;
    const auto decision = decide(view, reading, demo_program(), tuesday());
    ASSERT_EQ(decision.tasks.size(), 1U);
    EXPECT_EQ(decision.tasks[0].kind, "words_to_watch");
    EXPECT_TRUE(decision.tasks[0].restricted);
}

}  // namespace
}  // namespace tutorline::domain::tutor_test
