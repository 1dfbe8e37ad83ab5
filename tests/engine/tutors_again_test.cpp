// A newer sheet over a round that runs: the tutors it names, and their numbers.
#include "engine/cohort.hpp"

#include <algorithm>
#include <map>

#include "engine/absent.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::tutors_again_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using test::Cohort;

const std::string rosa_old = "+595981999999", rosa_new = "+595981777777", ana_number = "+595981888888";

/// Rosa teaches Luis, Mia and Teo; Ana nobody yet.
class TutorsAgain : public testing::Test {
  protected:
    TutorsAgain() {
        c.resources().packs = &test::shipped_packs();
        c.resources().catalog = test::shipped_catalog();
        c.enroll({{"luis", "l", {"+595981000001"}, 34}, {"mia", "m", {"+595981000002"}, 36}, {"teo", "t", {"+595981000003"}, 38}});
        roster = c.roster;
        Tutor ana = roster.tutors.front();
        ana.key = "ana";
        ana.name = "Ana Gomez";
        ana.phone = base::PhoneNumber::from_e164(ana_number);
        roster.tutors.push_back(ana);
    }
    /// The sheets as they are in `roster`, everybody with this tutor; empty: nobody.
    void import(const std::string& tutor, base::Instant now) {
        absent = engine::withdraw_absent(*c.store, c.resources(), roster, now);
        std::vector<engine::Assignment> places;
        for (const Student& student : roster.students) {
            const int slot = student.key == "luis" ? 34 : student.key == "mia" ? 36 : 38;
            if (tutor.empty()) places.push_back({student.key, "", {}, "no_place"});
            else places.push_back({student.key, tutor, {slot}, ""});
        }
        c.enrolled = engine::enroll(*c.store, c.resources().program, roster, places, now);
        c.restart();
        if (!c.enrolled.changed.places.empty()) c.handle(c.enrolled.changed, now);
    }
    std::map<std::string, std::vector<std::string>> texts(base::Instant now) {
        std::map<std::string, std::vector<std::string>> said;
        for (base::Instant at = now; at <= now + 5min; at += 1min)
            for (const auto& effect : c.run(at)) {
                if (const auto* text = std::get_if<SendText>(&effect)) said[text->to.e164()].push_back(text->text);
                c.finish(effect, {.fate = EffectResult::Fate::accepted, .provider_id = "SM"}, at);
            }
        return said;
    }
    std::vector<std::string> texts_to(const std::string& number, base::Instant now) { return texts(now)[number]; }
    void writes(const std::string& number, const std::string& text, base::Instant now) {
        InboundText inbound;
        inbound.channel = "py-1";
        inbound.provider_id = "IN" + std::to_string(++written);
        inbound.from = number;
        inbound.text = text;
        c.handle(inbound, now);
    }
    bool is_active(const std::string& key) { return c.store->tutor(c.store->tutor(c.enrolled.cohort, key)->id)->active; }

    Cohort c;
    Roster roster;
    engine::Absent absent;
    int written = 0;
    base::Instant friday = c.monday - 75h;  ///< 14:00
};

TEST_F(TutorsAgain, ACorrectedNumberIsTheOneThatIsCalledTextedAndHeard) {
    ports::MessageRow schedule;
    schedule.phone = c.phone(rosa_old);
    schedule.tutor = c.store->tutor(c.enrolled.cohort, "rosa")->id;
    schedule.audience = ports::Audience::tutor;
    schedule.text = "ROSA lun 2/3: 17:00 #1 Luis N2";
    schedule.created_at = schedule.not_before = friday;
    schedule.not_after = friday + 48h;
    const auto waiting = c.store->enqueue(schedule);
    roster.tutors.front().phone = base::PhoneNumber::from_e164(rosa_new);
    import("rosa", friday);
    EXPECT_TRUE(c.enrolled.changed.places.empty());
    EXPECT_EQ(texts(friday)[rosa_old].size(), 0u) << "the schedule with the children's names";
    EXPECT_EQ(c.store->message(*waiting)->state, ports::MessageState::suppressed);
    writes(rosa_old, "HORARIO", c.monday - 9h);
    for (const std::string& text : texts_to(rosa_old, c.monday - 9h)) EXPECT_EQ(text.find("luis"), std::string::npos) << text;
    writes(rosa_new, "HORARIO", c.monday - 8h);
    const auto answer = texts_to(rosa_new, c.monday - 8h);
    ASSERT_FALSE(answer.empty());
    EXPECT_NE(answer.front().find("luis"), std::string::npos) << answer.front();
    std::string rung;
    for (const auto& effect : c.run(c.monday))
        if (const auto* call = std::get_if<PlaceCall>(&effect)) rung = call->tutor.e164();
    EXPECT_EQ(rung, rosa_new);
}

TEST_F(TutorsAgain, WhoLeavesIsToldOnceAndEachFamilyHearsOfTheNextTutor) {
    roster.tutors.erase(roster.tutors.begin());
    import("ana", friday);
    EXPECT_EQ(absent.tutors_left, 1);
    EXPECT_FALSE(is_active("rosa"));
    auto said = texts(friday);
    ASSERT_EQ(said[rosa_old].size(), 1u);
    for (const auto* name : {"luis", "mia", "teo"}) EXPECT_NE(said[rosa_old].front().find(name), std::string::npos) << said[rosa_old].front();
    for (const auto* family : {"+595981000001", "+595981000002", "+595981000003"}) EXPECT_EQ(said[family].size(), 1u) << family;
    EXPECT_EQ(said[ana_number].size(), 3u) << "each with its hour";
    import("ana", friday + 1h);
    EXPECT_EQ(absent.tutors_left, 0);
    EXPECT_TRUE(texts(friday + 1h).empty());
}

TEST_F(TutorsAgain, AFamilyWithoutTextsIsAPersonsToTellAndTheTutorHearsSo) {
    roster.students[1].consent->texts = false;  // mia: calls only
    writes("+595981000003", "BAJA", friday - 1h);
    texts(friday - 1h);
    roster.tutors.erase(roster.tutors.begin());
    import("ana", friday);
    auto said = texts(friday);
    EXPECT_EQ(said["+595981000001"].size(), 1u);
    for (const auto* family : {"+595981000002", "+595981000003"}) EXPECT_TRUE(said[family].empty()) << family;
    EXPECT_EQ(c.store->open_tasks("tell_family").size(), 2u);
    ASSERT_EQ(said[ana_number].size(), 3u);
    for (const std::string& text : said[ana_number]) {
        const bool knows = text.find("luis") != std::string::npos;
        EXPECT_EQ(text.find("La familia ya lo sabe") != std::string::npos, knows) << text;
        EXPECT_EQ(text.find("coordinacion le avisa") != std::string::npos, !knows) << text;
    }
}

TEST_F(TutorsAgain, WithoutAnotherTutorEveryChildHasATask) {
    roster.tutors.clear();
    import("", friday);
    EXPECT_EQ(c.store->open_tasks("no_place").size(), 3u);
    auto said = texts(friday);
    EXPECT_EQ(said[rosa_old].size(), 1u);
    for (const auto* family : {"+595981000001", "+595981000002", "+595981000003"}) EXPECT_EQ(said[family].size(), 1u) << family;
}

TEST_F(TutorsAgain, WhoLeftStillReportsTheLastLessonAndIsAStrangerThen) {
    c.talk(c.monday, 1200);
    roster.tutors.erase(roster.tutors.begin());
    import("ana", c.monday + 1h);
    writes(rosa_old, "1 OK 20 N3 S", c.monday + 2h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
    texts(c.monday + 2h);
    writes(rosa_old, "HORARIO", c.monday + 26h);
    const auto reader = c.store->tutors_on(c.phone(rosa_old));
    ASSERT_EQ(reader.size(), 1u);
    EXPECT_TRUE(c.store->awaiting_log(reader.front()).empty());
    for (const std::string& text : texts_to(rosa_old, c.monday + 26h)) EXPECT_EQ(text.find("ROSA"), std::string::npos) << text;
}

TEST_F(TutorsAgain, ANumberOfATutorWhoLeftThatIsAFamilysNowSpeaksForTheFamily) {
    c.talk(c.monday, 1200);
    roster.tutors.erase(roster.tutors.begin());
    roster.students[1].phones = {base::PhoneNumber::from_e164(rosa_old)};
    import("ana", c.monday + 1h);
    for (const std::string& text : texts_to(rosa_old, c.monday + 1h)) EXPECT_EQ(text.find("luis"), std::string::npos) << text;
    writes(rosa_old, "1 OK 20 N3 S", c.monday + 2h);
    EXPECT_NE(c.session("luis").outcome, Outcome::completed) << "the report was still open, but this is the mother of Mia";
    writes(rosa_old, "BAJA", c.monday + 3h);
    EXPECT_TRUE(c.store->phone(c.phone(rosa_old))->texts_stopped_at);
}

TEST_F(TutorsAgain, AStopOfTheTutorGoesOnAtANewNumber) {
    writes(rosa_old, "BAJA", friday);
    texts(friday);
    roster.tutors.front().phone = base::PhoneNumber::from_e164(rosa_new);
    import("rosa", friday + 1h);
    EXPECT_TRUE(c.store->phone(c.phone(rosa_new))->texts_stopped_at);
    writes(rosa_new, "ALTA", friday + 2h);
    import("rosa", friday + 3h);
    EXPECT_FALSE(c.store->phone(c.phone(rosa_new))->texts_stopped_at) << "ended by the tutor's own word";
}

TEST_F(TutorsAgain, TwoTutorsWhoChangeNumbersTakeTheirOwnStopsAlong) {
    import("rosa", friday);
    writes(rosa_old, "BAJA", friday);
    texts(friday);
    roster.tutors.front().phone = base::PhoneNumber::from_e164(ana_number);
    roster.tutors.back().phone = base::PhoneNumber::from_e164(rosa_new);
    import("rosa", friday + 1h);
    EXPECT_TRUE(c.store->phone(c.phone(ana_number))->texts_stopped_at);
    EXPECT_FALSE(c.store->phone(c.phone(rosa_new))->texts_stopped_at) << "Ana never stopped anything";
}

TEST_F(TutorsAgain, AStopOfTheTutorSilencesNoFamily) {
    writes(rosa_old, "BAJA", friday);
    roster.tutors.front().phone = base::PhoneNumber::from_e164("+595981000002");
    import("rosa", friday + 1h);
    EXPECT_FALSE(c.store->phone(c.phone("+595981000002"))->texts_stopped_at);
}

TEST_F(TutorsAgain, WhoComesBackTeachesAgain) {
    const auto before = roster.tutors;
    roster.tutors.erase(roster.tutors.begin());
    import("ana", friday);
    roster.tutors = before;
    import("rosa", friday + 1h);
    EXPECT_TRUE(is_active("rosa"));
    EXPECT_EQ(c.store->enrollment_of(c.student_id("luis"))->tutor, c.store->tutor(c.enrolled.cohort, "rosa")->id);
}

TEST_F(TutorsAgain, WhoseStudentsLeaveHearsItOnce) {
    roster.students.erase(roster.students.begin(), roster.students.begin() + 2);
    import("rosa", friday);
    EXPECT_EQ(absent.left, 2);
    auto said = texts(friday);
    ASSERT_EQ(said[rosa_old].size(), 1u);
    EXPECT_NE(said[rosa_old].front().find("luis y mia"), std::string::npos) << said[rosa_old].front();
    EXPECT_EQ(said.size(), 1u);
}

}  // namespace
}  // namespace tutorline::tutors_again_test
