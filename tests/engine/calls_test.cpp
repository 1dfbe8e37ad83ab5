// Bridged calls from the half hour that comes to the outcome, through the engine's own doors.
#include "engine/cohort.hpp"

#include <set>

namespace tutorline::calls_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using engine::Handled;
using test::Cohort;

const std::vector<Cohort::Child> luis{{"luis", "l", {"+595981000001"}}};

TEST(Calls, ATitleIsSpokenWithTheNameBehindIt) {
    Cohort c;
    c.enroll(luis);
    ports::TutorRow rosa = *c.store->tutor(c.session("luis").tutor);
    rosa.tutor.name = "Prof. Rosa Benitez";
    c.store->save(rosa);
    const auto attempt = c.dial(c.monday);
    const Handled joined = c.handle(c.answered(attempt, Leg::tutor), c.monday + 5s);
    EXPECT_EQ(std::get<Say>(joined.script.at(0)).text, "Hola, Prof. Rosa. Llamamos a luis, clase 1.");
}

TEST(Calls, ASessionIsDialledInItsHalfHourAndEndsWithTheTutorsLog) {
    Cohort c;
    c.enroll(luis);
    EXPECT_EQ(c.enrolled.sessions_made, 3);
    EXPECT_TRUE(c.run(c.monday - 1s).empty());
    const auto attempt = c.dial(c.monday);
    ASSERT_TRUE(attempt);
    EXPECT_EQ(c.session("luis").phase, Phase::calling);

    const Handled joined = c.handle(c.answered(attempt, Leg::tutor), c.monday + 5s);
    ASSERT_EQ(joined.script.size(), 2u);
    EXPECT_EQ(std::get<Say>(joined.script[0]).text, "Hola, Rosa. Llamamos a luis, clase 1.");
    const auto& dial = std::get<DialFamily>(joined.script[1]);
    EXPECT_EQ(dial.to.e164(), "+595981000001");
    EXPECT_EQ(dial.greeting, "Hola. Le llama Tutoria para luis con Rosa.");

    c.handle(c.answered(attempt, Leg::family), c.monday + 15s);
    EXPECT_EQ(c.session("luis").phase, Phase::talking);
    c.handle(c.ended(attempt, Leg::family, CallEnd::completed, 1200), c.monday + 1215s);
    Session s = c.session("luis");
    EXPECT_EQ(s.phase, Phase::awaiting_log);
    EXPECT_EQ(s.talk, 1200s);
    EXPECT_EQ(s.outcome, std::nullopt) << "answered is not tutored";

    EXPECT_TRUE(c.log(s.id, ReportedOutcome::completed, 20, true, c.monday + 2h));
    s = c.session("luis");
    EXPECT_EQ(s.outcome, Outcome::completed);
    EXPECT_EQ(s.child, 1200s);
    EXPECT_EQ(s.minutes_source, Source::both);
    EXPECT_FALSE(s.self_reported);
    EXPECT_EQ(c.store->student(s.student)->placement.mastered, Level::addition);
    EXPECT_EQ(c.store->attempts_of(s.id).front().disposition, Disposition::child_on_line);
    EXPECT_EQ(c.store->attempts_of(s.id).front().source, Source::both);
}

TEST(Calls, ARepeatedCallbackChangesNothingAndIsAnsweredAlike) {
    Cohort c;
    c.enroll(luis);
    const auto attempt = c.dial(c.monday);
    const auto first = c.handle(c.answered(attempt, Leg::tutor), c.monday);
    const auto again = c.handle(c.answered(attempt, Leg::tutor), c.monday + 1s);
    EXPECT_EQ(first.kind, Handled::Kind::changed);
    EXPECT_EQ(again.kind, Handled::Kind::unchanged);
    EXPECT_EQ(again.script.size(), first.script.size());
    const auto end = c.ended(attempt, Leg::family, CallEnd::completed, 600);
    c.handle(end, c.monday + 10min);
    const Session before = c.session("luis");
    EXPECT_EQ(c.handle(end, c.monday + 24h).kind, Handled::Kind::unchanged);
    EXPECT_EQ(c.session("luis"), before);
    EXPECT_EQ(c.handle(c.answered(AttemptId{999}, Leg::tutor), c.monday).kind, Handled::Kind::unchanged);
}

TEST(Calls, AMissIsTriedAgainInOtherSlotsOfOtherDaysThenEndsAsNoContact) {
    Cohort c;
    c.enroll(luis);
    std::set<std::chrono::sys_days> days;
    base::Instant at = c.monday;
    for (int n = 1; n <= 3; ++n) {
        SCOPED_TRACE(n);
        EXPECT_EQ(c.session("luis").booked_at, at);
        days.insert(std::chrono::floor<std::chrono::days>(at - 3h));
        c.unanswered(at);
        if (n < 3) at = c.session("luis").booked_at.value();
    }
    const Session s = c.session("luis");
    EXPECT_EQ(s.outcome, Outcome::no_contact);
    EXPECT_EQ(s.attempts, 3);
    EXPECT_EQ(days.size(), 3u);
    EXPECT_EQ(c.store->attempts_of(s.id).size(), 3u);
    EXPECT_EQ(c.store->enrollment_of(s.student)->missed_in_row, 1);
}

TEST(Calls, NobodyIsToBlameWhenTheTutorDoesNotJoin) {
    Cohort c;
    c.enroll(luis);
    base::Instant at = c.monday;
    for (int n = 1; n <= 3; ++n) {
        const auto attempt = c.dial(at);
        c.handle(c.ended(attempt, Leg::tutor, CallEnd::no_answer), at + 45s);
        if (n < 3) at = c.session("luis").booked_at.value();
    }
    EXPECT_EQ(c.session("luis").outcome, Outcome::cancelled_programme);
    EXPECT_EQ(c.session("luis").reason, "tutor");
    EXPECT_EQ(c.store->enrollment_of(c.student_id("luis"))->missed_in_row, 0);
}

TEST(Calls, ATutorWhoStoppedAnsweringIsTold) {
    Cohort c;
    c.enroll(luis);
    for (int lesson = 1; lesson <= 3; ++lesson) {
        EXPECT_TRUE(c.store->open_tasks("tutor_silent").empty()) << "before lesson " << lesson;
        base::Instant at = c.monday + base::Seconds{std::chrono::hours{24 * 7 * (lesson - 1)}};
        for (int dial = 1; dial <= 3; ++dial) {
            const auto attempt = c.dial(at);
            ASSERT_TRUE(attempt) << lesson << " " << dial;
            c.handle(c.ended(attempt, Leg::tutor, CallEnd::no_answer), at + 45s);
            if (dial < 3) at = c.session("luis", lesson).booked_at.value();
        }
        EXPECT_EQ(c.session("luis", lesson).reason, "tutor");
    }
    const auto tasks = c.store->open_tasks("tutor_silent");
    ASSERT_EQ(tasks.size(), 1u);
    EXPECT_EQ(tasks.front().tutor, c.session("luis").tutor);
}

TEST(Calls, LostCallbacksTakeTheBranchOfNotAnswered) {
    Cohort c;
    c.enroll(luis);
    ASSERT_TRUE(c.dial(c.monday));
    c.run(c.monday + 5min);
    const Session s = c.session("luis");
    EXPECT_EQ(s.phase, Phase::planned);
    EXPECT_GT(*s.booked_at, c.monday + 1h);
    EXPECT_EQ(c.store->attempts_of(s.id).front().raw_code, "timeout");
}

TEST(Calls, ADroppedCallIsDialledAgainAndItsLegsAddUp) {
    Cohort c;
    c.enroll(luis);
    const auto first = c.dial(c.monday);
    c.handle(c.answered(first, Leg::tutor), c.monday);
    c.handle(c.answered(first, Leg::family), c.monday);
    c.handle(c.ended(first, Leg::family, CallEnd::failed, 400), c.monday + 400s);
    const auto second = c.dial(c.monday + 401s);
    ASSERT_TRUE(second) << "redialled at once";
    EXPECT_NE(first, second);
    EXPECT_TRUE(c.store->attempt(second)->continues);
    c.handle(c.answered(second, Leg::tutor), c.monday + 410s);
    c.handle(c.answered(second, Leg::family), c.monday + 420s);
    c.handle(c.ended(second, Leg::family, CallEnd::completed, 500), c.monday + 920s);
    const Session s = c.session("luis");
    EXPECT_EQ(s.phase, Phase::awaiting_log);
    EXPECT_EQ(s.talk, 900s);
    EXPECT_EQ(s.attempts, 1) << "one session, one attempt, two legs";
    c.log(s.id, ReportedOutcome::completed, 15, false, c.monday + 1h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
}

TEST(Calls, WithoutALogTheSessionEndsAsNotLoggedAndALateLogCorrectsIt) {
    Cohort c;
    c.enroll(luis);
    c.talk(c.monday, 1300);
    c.run(c.monday + 1300s + 48h);
    Session s = c.session("luis");
    EXPECT_EQ(s.outcome, Outcome::not_logged);
    EXPECT_TRUE(c.log(s.id, ReportedOutcome::completed, 21, true, c.monday + 72h));
    s = c.session("luis");
    EXPECT_EQ(s.outcome, Outcome::completed);
    EXPECT_EQ(c.store->outcome_versions(s.id), 2);
    EXPECT_EQ(c.store->enrollment_of(s.student)->child_sessions, 1);
}

TEST(Calls, TheSecondNumberIsTriedAfterTheFirst) {
    Cohort c;
    c.enroll({{"luis", "l", {"+595981000001", "+595981000002"}}});
    c.unanswered(c.monday);
    const Session s = c.session("luis");
    const auto attempt = c.dial(*s.booked_at);
    EXPECT_EQ(c.store->attempt(attempt)->phone, c.phone("+595981000002"));
}

TEST(Calls, AWrongNumberEndsTheSessionAndIsBlockedForThatStudentOnly) {
    Cohort c;
    c.enroll({{"luis", "l", {"+595981000001"}, 34}, {"mia", "m", {"+595981000001"}, 50}});
    c.talk(c.monday, 30);
    c.log(c.session("luis").id, ReportedOutcome::wrong_number, {}, {}, c.monday + 1h);
    const Session s = c.session("luis");
    EXPECT_EQ(s.outcome, Outcome::no_contact);
    EXPECT_EQ(s.reason, "wrong_number");
    EXPECT_EQ(c.store->students_on(c.phone("+595981000001")), std::vector{c.student_id("mia")});
    const Session next = c.session("luis", 2);
    EXPECT_TRUE(c.run(next.planned_at).empty());
    EXPECT_EQ(c.session("luis", 2).reason, "no_number");
}

TEST(Calls, SiblingsBackToBackShareOneDial) {
    Cohort c;
    c.enroll({{"luis", "home", {"+595981000001"}, 34}, {"mia", "home", {"+595981000001"}, 35}});
    const auto attempt = c.dial(c.monday);
    const auto joined = c.handle(c.answered(attempt, Leg::tutor), c.monday);
    const auto& dial = std::get<DialFamily>(joined.script[1]);
    EXPECT_EQ(dial.greeting, "Hola. Le llama Tutoria para luis, mia con Rosa.");
    EXPECT_GT(dial.talk_max, 50min);
    c.handle(c.answered(attempt, Leg::family), c.monday);
    c.handle(c.ended(attempt, Leg::family, CallEnd::completed, 2400), c.monday + 40min);
    EXPECT_FALSE(c.dial(c.monday + 40min)) << "no second dial";
    EXPECT_EQ(c.session("mia").phase, Phase::awaiting_log);
    c.log(c.session("luis").id, ReportedOutcome::completed, 20, true, c.monday + 1h);
    c.log(c.session("mia").id, ReportedOutcome::completed, 18, true, c.monday + 1h);
    EXPECT_EQ(c.session("luis").child, 20min);
    EXPECT_EQ(c.session("mia").child, 18min);
}

TEST(Calls, SiblingsWhoMissedAreDialledAgainEachInAHalfHourOfTheirOwn) {
    Cohort c;
    c.enroll({{"luis", "home", {"+595981000001"}, 34}, {"mia", "home", {"+595981000001"}, 35}});
    c.unanswered(c.monday);
    const Session a = c.session("luis");
    const Session b = c.session("mia");
    EXPECT_EQ(a.phase, Phase::planned);
    EXPECT_EQ(b.phase, Phase::planned);
    EXPECT_NE(a.booked_at, b.booked_at);
    EXPECT_EQ(b.attempts, 1);
}

TEST(Calls, AfterAnOutageThePromisedCallIsTheProgrammesMiss) {
    Cohort c;
    c.enroll(luis);
    EXPECT_FALSE(c.dial(c.monday + 6h)) << "never six hours late, at night";
    const Session s = c.session("luis");
    EXPECT_EQ(s.phase, Phase::planned);
    EXPECT_EQ(s.attempts, 0);
    c.run(s.closes_at - 10min);
    c.run(s.closes_at + 1h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::cancelled_programme);
    EXPECT_EQ(c.session("luis").reason, "service_outage");
}

TEST(Calls, AStopBeforeTheDialHoldsItBackAndAWithdrawalEndsAllThatIsToCome) {
    Cohort c;
    c.enroll(luis);
    c.handle(StopHousehold{c.student_id("luis"), true}, c.monday - 1h);
    EXPECT_TRUE(c.run(c.monday).empty());
    for (int n = 1; n <= 3; ++n) EXPECT_EQ(c.session("luis", n).outcome, Outcome::withdrawn);
}

TEST(Calls, AStopWhileTheTutorWaitsKeepsTheFamilysPhoneSilent) {
    Cohort c;
    c.enroll(luis);
    const auto attempt = c.dial(c.monday);
    auto phone = *c.store->phone(c.phone("+595981000001"));
    phone.calls_stopped_at = c.monday;
    c.store->save(phone);
    const auto joined = c.handle(c.answered(attempt, Leg::tutor), c.monday + 5s);
    for (const auto& step : joined.script) EXPECT_FALSE(std::holds_alternative<DialFamily>(step));
}

TEST(Calls, APauseMovesSessionsOutOfItsDaysOrCancelsThem) {
    Cohort c;
    c.enroll(luis);
    PauseCohort flood{*base::parse_date("2026-03-02"), *base::parse_date("2026-03-03"), {}, "flood"};
    c.handle(flood, c.monday - 48h);
    Session s = c.session("luis");
    EXPECT_EQ(s.phase, Phase::planned);
    EXPECT_GE(*s.booked_at, *base::parse_instant("2026-03-04T03:00:00Z"));
    flood.from = *base::parse_date("2026-03-09");
    flood.to = *base::parse_date("2026-03-20");
    c.handle(flood, c.monday + 1h);
    EXPECT_EQ(c.session("luis", 2).outcome, Outcome::cancelled_programme);
    EXPECT_EQ(c.session("luis", 2).reason, "flood");
}

TEST(Calls, ATutorWhoIsAwayIsNotCalled) {
    Cohort c;
    c.enroll(luis);
    engine::Scope scope = c.scope(c.monday - 5h);
    engine::calls::tutor_away(scope, c.session("luis").tutor, c.monday - 5h, c.monday + 5h, "ill");
    EXPECT_EQ(c.session("luis").reason, "tutor");
    for (const auto at : engine::calls::free_times(scope, c.student_id("luis"), c.monday - 5h, c.monday + 48h))
        EXPECT_GE(at, c.monday + 5h);
}

TEST(Calls, AFamilyThatNamesATimeIsCalledOnceMore) {
    Cohort c;
    c.enroll(luis);
    c.talk(c.monday, 60);
    const Session s = c.session("luis");
    c.log(s.id, ReportedOutcome::adult_contact, {}, {}, c.monday + 1h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::adult_contact);
    engine::Scope scope = c.scope(c.monday + 2h);
    EXPECT_TRUE(engine::calls::call_again(scope, s.id, c.monday + 25h));
    EXPECT_EQ(c.store->enrollment_of(s.student)->missed_in_row, 0);
    c.talk(c.monday + 25h, 900);
    c.log(s.id, ReportedOutcome::completed, 15, true, c.monday + 26h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
    EXPECT_EQ(c.store->outcome_versions(s.id), 2);
    EXPECT_EQ(c.store->enrollment_of(s.student)->child_sessions, 1);
}

TEST(Calls, AfterAllDialsFailedAFamilyMayStillAskForOneMore) {
    Cohort c;
    c.enroll(luis);
    base::Instant at = c.monday;
    for (int n = 1; n <= 3; ++n) {
        at = c.session("luis").booked_at.value();
        c.unanswered(at);
    }
    ASSERT_EQ(c.session("luis").outcome, Outcome::no_contact);
    engine::Scope scope = c.scope(at + 1h);
    const auto free = engine::calls::free_times(scope, c.student_id("luis"), at + 1h, at + 48h);
    ASSERT_FALSE(free.empty());
    ASSERT_TRUE(engine::calls::call_again(scope, c.session("luis").id, free.front()));
    c.unanswered(free.front());
    EXPECT_EQ(c.session("luis").outcome, Outcome::no_contact);
    EXPECT_EQ(c.store->attempts_of(c.session("luis").id).size(), 4u);
    EXPECT_EQ(c.store->enrollment_of(c.student_id("luis"))->missed_in_row, 1);
}

TEST(Calls, AfterAStopOfTextsTheTutorHearsInTheNextCallThatTheFamilyMustBeAskedFirst) {
    Cohort c;
    c.enroll(luis);
    {
        engine::Scope scope = c.scope(c.monday - 24h);
        engine::calls::ask_at_next_call(scope, c.phone("+595981000001"));
    }
    c.unanswered(c.monday);
    EXPECT_TRUE(c.session("luis").opens_with_question) << "nobody was asked yet";
    const auto at = c.session("luis").booked_at.value();
    const auto attempt = c.dial(at);
    const auto joined = c.handle(c.answered(attempt, Leg::tutor), at);
    ASSERT_EQ(joined.script.size(), 3u);
    EXPECT_EQ(std::get<Say>(joined.script[1]).text, "Pregunte primero si siguen.");
    EXPECT_TRUE(std::holds_alternative<DialFamily>(joined.script[2]));
    c.handle(c.ended(attempt, Leg::family, CallEnd::no_answer), at + 50s);
    c.unanswered(c.session("luis").booked_at.value());
    ASSERT_EQ(c.session("luis").outcome, Outcome::no_contact);
    EXPECT_TRUE(c.session("luis", 2).opens_with_question) << "handed on to the next call";
    engine::Scope scope = c.scope(at + 72h);
    engine::calls::ask_no_more(scope, c.phone("+595981000001"));
    EXPECT_FALSE(c.session("luis", 2).opens_with_question);
}

TEST(Calls, ATutorWhoDialsIsNotSentToANumberThatIsNobodys) {
    Cohort c;
    c.resources().program.call_mode = CallMode::tutor_dials;
    c.resources().program.tutor_sees_number = true;
    c.enroll(luis);
    {
        engine::Scope scope = c.scope(c.monday - 24h);
        engine::calls::block_number(scope, c.phone("+595981000001"), "wrong");
    }
    c.run(c.monday);
    EXPECT_EQ(c.session("luis").outcome, Outcome::no_contact);
    EXPECT_EQ(c.session("luis").reason, "no_number");
}

TEST(Calls, TutorsWhoDialThemselvesAreNotCalledAndTheirLogIsMarked) {
    Cohort c;
    c.resources().program.call_mode = CallMode::tutor_dials;
    c.resources().program.tutor_sees_number = true;
    c.enroll(luis);
    EXPECT_TRUE(c.run(c.monday).empty());
    Session s = c.session("luis");
    EXPECT_EQ(s.phase, Phase::awaiting_log);
    c.log(s.id, ReportedOutcome::no_contact, {}, {}, c.monday + 30min);
    s = c.session("luis");
    EXPECT_EQ(s.phase, Phase::planned) << "another half hour";
    c.run(*s.booked_at);
    c.log(s.id, ReportedOutcome::completed, 18, true, *s.booked_at + 1h);
    s = c.session("luis");
    EXPECT_EQ(s.outcome, Outcome::completed);
    EXPECT_TRUE(s.self_reported);
    EXPECT_EQ(s.minutes_source, Source::tutor);
}

}  // namespace
}  // namespace tutorline::calls_test
