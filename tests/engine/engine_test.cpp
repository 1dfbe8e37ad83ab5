// The engine's doors: claims, refusals, enrolment done again, the next due moment, restarts over a file.
#include "engine/cohort.hpp"

#include <unistd.h>

#include <filesystem>

namespace tutorline::engine_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using engine::Handled;
using test::Cohort;

const std::vector<Cohort::Child> luis{{"luis", "l", {"+595981000001"}}};

InboundText inbound(std::string id, std::string from = "+595981000001") {
    InboundText text;
    text.channel = "twilio-1";
    text.provider_id = std::move(id);
    text.from = std::move(from);
    text.text = "hola";
    return text;
}

TEST(Engine, ARepeatedTextIsOneText) {
    Cohort c;
    c.enroll(luis);
    EXPECT_EQ(c.handle(inbound("SM1"), c.start).kind, Handled::Kind::changed);
    EXPECT_EQ(c.handle(inbound("SM1"), c.start + 720h).kind, Handled::Kind::unchanged);
    const Event both[] = {inbound("SM2"), inbound("SM2")};
    const auto handled = c.engine->handle(both, c.start);
    EXPECT_EQ(handled[0].kind, Handled::Kind::changed);
    EXPECT_EQ(handled[1].kind, Handled::Kind::unchanged);
}

TEST(Engine, WhoWritesIsVerifiedAndShortCodesGetNoPhone) {
    Cohort c;
    c.enroll(luis);
    c.handle(inbound("SM1"), c.start);
    EXPECT_EQ(c.store->phone(c.phone("+595981000001"))->health.status, PhoneStatus::verified);
    c.handle(inbound("SM2", "333"), c.start);
    c.handle(inbound("SM3", "TIGO"), c.start);
    EXPECT_FALSE(c.store->phone(base::PhoneNumber::from_e164("333")));
    EXPECT_EQ(c.store->inbox(InboxId{2})->sender, "333");
}

TEST(Engine, OurOwnNumberIsNeverAnswered) {
    Cohort c;
    c.resources().own_numbers = {"+595210000000", "+595210000001"};
    c.enroll(luis);
    for (int i = 0; i < 3; ++i)
        for (const std::string& own : c.resources().own_numbers)
            EXPECT_EQ(c.handle(inbound("SM" + std::to_string(i) + own.substr(10), own), c.start + i * 1h).kind, Handled::Kind::unchanged);
    EXPECT_EQ(c.store->inbox(InboxId{1})->handled, "ignored");
    EXPECT_EQ(c.store->inbox(InboxId{1})->sender, "+595210000000");
    EXPECT_FALSE(c.store->phone(base::PhoneNumber::from_e164("+595210000000")));
    c.handle(InboundCall{"twilio-1", "CA1", "+595210000000", "+595210000000"}, c.start);
    for (const auto& effect : c.run(c.start + 4h)) EXPECT_FALSE(std::holds_alternative<SendText>(effect));
}

TEST(Engine, AnInboundCallIsRejectedAtNoCost) {
    Cohort c;
    c.enroll(luis);
    const auto handled = c.handle(InboundCall{"twilio-1", "CA1", "+595981000001", "+595210000000"}, c.start);
    ASSERT_EQ(handled.script.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<Reject>(handled.script[0]));
}

TEST(Engine, SleepsUntilTheNextThingIsDue) {
    Cohort c;
    EXPECT_FALSE(c.engine->next_due());
    c.enroll(luis);
    EXPECT_EQ(c.engine->next_due(), c.monday);
    ASSERT_EQ(c.run(c.monday).size(), 1u);
    EXPECT_EQ(c.engine->next_due(), c.monday + 5min) << "the dial's time-out";
}

TEST(Engine, EnrollingTheSameSheetAgainKeepsWhatPeopleSaid) {
    Cohort c;
    c.enroll({{"luis", "l", {"+595981000001", "+595981000002"}}});
    auto phone = *c.store->phone(c.phone("+595981000001"));
    phone.texts_stopped_at = c.start;
    c.store->save(phone);
    c.store->save(c.student_id("luis"), {c.phone("+595981000002"), 1, "wrong"});
    c.store->save_placement(c.student_id("luis"), {Level::subtraction, Level::multiplication, 0});
    const Session before = c.session("luis");
    c.enroll({{"luis", "l", {"+595981000001", "+595981000002"}}, {"mia", "m", {"+595981000003"}, 50}});
    EXPECT_EQ(c.enrolled.students, 2);
    EXPECT_EQ(c.enrolled.changed.places.size(), 1u) << "Mia's alone";
    EXPECT_EQ(c.store->sessions_of(c.student_id("mia")).size(), 3u);
    EXPECT_TRUE(c.store->phone(phone.id)->texts_stopped_at);
    EXPECT_EQ(c.store->phones_of(c.student_id("luis"))[1].blocked, "wrong");
    EXPECT_EQ(c.store->student(c.student_id("luis"))->placement.mastered, Level::subtraction);
    EXPECT_EQ(c.session("luis"), before);
    EXPECT_EQ(c.session("mia").tutor_number, 2);
}

TEST(Engine, AnUnmatchedStudentHasAReasonAndNoSessions) {
    Cohort c;
    Roster roster;
    Student student;
    student.key = "eva";
    student.first_name = "Eva";
    student.zone = "America/Asuncion";
    roster.students = {student};
    const engine::Assignment left_out{"eva", "", {}, "no_common_slot"};
    const auto enrolled = engine::enroll(*c.store, Cohort::program(), roster, {&left_out, 1}, c.start);
    EXPECT_EQ(enrolled.unmatched, 1);
    const auto row = c.store->enrollment_of(c.store->student(enrolled.cohort, "eva")->id);
    EXPECT_EQ(row->status, "unmatched");
    EXPECT_EQ(row->reason, "no_common_slot");
}

TEST(Engine, TheOnboardingCallIsASessionOfItsOwnThatCountsForNothing) {
    Cohort c;
    c.resources().program.onboarding = true;
    c.enroll(luis);
    EXPECT_EQ(c.enrolled.sessions_made, 4);
    const auto onboarding = *c.store->session_of(c.student_id("luis"), SessionKind::onboarding, 0);
    EXPECT_LT(onboarding.planned_at, c.monday);
    c.talk(onboarding.planned_at, 300);
    c.log(onboarding.id, ReportedOutcome::adult_contact, {}, {}, onboarding.planned_at + 1h);
    EXPECT_EQ(c.store->session(onboarding.id)->outcome, Outcome::completed);
    EXPECT_EQ(c.store->enrollment_of(c.student_id("luis"))->observed, 0);
}

TEST(Engine, ACoordinatorCorrectsAnOutcomeWithAuthorAndReason) {
    Cohort c;
    c.enroll(luis);
    c.talk(c.monday, 60);
    const auto id = c.session("luis").id;
    c.log(id, ReportedOutcome::adult_contact, {}, {}, c.monday + 1h);
    EXPECT_EQ(c.handle(CorrectOutcome{id, "excused", "ana", "was ill"}, c.monday + 2h).kind, Handled::Kind::changed);
    EXPECT_EQ(c.session("luis").outcome, Outcome::excused);
    EXPECT_EQ(c.store->outcome_versions(id), 2);
    EXPECT_EQ(c.handle(CorrectOutcome{id, "completed", "ana", ""}, c.monday + 3h).kind, Handled::Kind::unchanged)
        << "minutes are never invented";
    EXPECT_EQ(c.handle(CorrectOutcome{id, "nonsense", "ana", ""}, c.monday + 3h).kind, Handled::Kind::unchanged);
    EXPECT_EQ(c.handle(CorrectOutcome{SessionId{999}, "excused", "ana", ""}, c.monday + 3h).why, "unknown");
}

TEST(Engine, EarlyWarningOpensOneTaskPerStep) {
    Cohort c;
    c.enroll(luis);
    for (int week = 1; week <= 3; ++week) {
        for (int n = 0; n < 3; ++n) c.unanswered(c.session("luis", week).booked_at.value());
        EXPECT_EQ(c.session("luis", week).outcome, Outcome::no_contact);
        EXPECT_EQ(c.store->open_tasks("facilitator_call").size(), week >= 2 ? 1u : 0u);
        EXPECT_TRUE(c.store->open_tasks("visit_list").empty()) << "the stronger sign asks for the same visit";
        EXPECT_EQ(c.store->open_tasks("red_from_start").size(), week >= 3 ? 1u : 0u);
    }
    const Session third = c.session("luis", 3);
    const auto first_dial = c.store->attempts_of(third.id).front().slot_at;
    EXPECT_NE((first_dial - c.monday) % 24h, 0s) << "the old hour is left after two misses";
    const auto task = c.store->open_tasks("red_from_start").front();
    EXPECT_EQ(c.handle(CloseTask{task.id, "visited"}, c.monday).kind, Handled::Kind::changed);
    EXPECT_EQ(c.handle(CloseTask{task.id, "again"}, c.monday).kind, Handled::Kind::unchanged);
}

TEST(Engine, OutOfServiceNeedsThreeSignalsOnTwoDaysThenAPersonLooks) {
    Cohort c;
    c.enroll(luis);
    for (int n = 1; n <= 3; ++n) {
        const auto at = c.session("luis").booked_at.value();
        const auto attempt = c.dial(at);
        c.handle(c.answered(attempt, Leg::tutor), at);
        auto news = c.ended(attempt, Leg::family, CallEnd::failed);
        news.raw_code = "failed/404";
        c.handle(news, at + 5s);
        EXPECT_EQ(c.store->open_tasks("number_check").size(), n == 3 ? 1u : 0u);
        EXPECT_EQ(c.store->phone(c.phone("+595981000001"))->health.status, PhoneStatus::suspect);
    }
}

TEST(Engine, ARestartOverAFileGoesOnWhereItStopped) {
    const auto path = std::filesystem::temp_directory_path() / ("tutorline-engine-" + std::to_string(::getpid()) + ".db");
    const auto clear = [&] {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
    };
    clear();
    {
        Cohort c(path.string());
        c.enroll(luis);
        const auto attempt = c.dial(c.monday);
        c.handle(c.answered(attempt, Leg::tutor), c.monday);
        c.open();  // the process died here
        c.engine->recover(c.monday + 1min);
        c.handle(c.answered(attempt, Leg::family), c.monday + 1min);
        c.handle(c.ended(attempt, Leg::family, CallEnd::completed, 700), c.monday + 13min);
        EXPECT_EQ(c.session("luis").phase, Phase::awaiting_log);
        EXPECT_EQ(c.session("luis").talk, 700s);
    }
    clear();
}

}  // namespace
}  // namespace tutorline::engine_test
