// A newer sheet gives students other tutors and hours while the round runs.
#include "engine/cohort.hpp"

#include <algorithm>
#include <map>


namespace tutorline::places_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using engine::Assignment;
using test::Cohort;

/// Luis and Mia, and two tutors of whom Rosa has both at first.
struct Pairs {
    Pairs() {
        c.resources().catalog.add("es", "families.handover", {"Desde ahora {tutor} acompana a {child}: {day} {hour}.", {}});
        c.resources().catalog.add("es", "families.call_changed", {"{child} pasa a {day} {hour} con {tutor}.", {}});
        c.resources().catalog.add("es", "tutors.student_new", {"{tutor}: ahora {child} {level} {day} {hour}.", {}});
        c.resources().catalog.add("es", "families.tutor_left", {"{tutor} no sigue con {child}.", {}});
        c.resources().catalog.add("es", "tutors.call_changed", {"#{session} {child}: {day} {hour}.", {}});
        c.resources().catalog.add("es", "tutors.student_gone", {"{tutor}: {child} cambia.", {}});
        c.resources().catalog.add("es", "words.date", {"{day} {date}", {}});
        c.resources().catalog.add("es", "words.today", {"hoy", {}});
        c.resources().catalog.add("es", "words.tomorrow", {"manana {day}", {}});
        c.resources().catalog.add("es", "words.level", {"N{level}", {}});
        for (const auto* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
            c.resources().catalog.add("es", std::string("days.") + day, {day, {}});
        c.enroll({{"luis", "l", {"+595981000001"}, 34}, {"mia", "m", {"+595981000002"}, 36}});
        roster = c.roster;
        Tutor ana = roster.tutors.front();
        ana.key = "ana";
        ana.name = "Ana Gomez";
        ana.phone = base::PhoneNumber::from_e164("+595981888888");
        roster.tutors.push_back(ana);
    }
    /// The sheet comes again with these places.
    engine::Handled import(std::vector<Assignment> places, base::Instant now) {
        const auto again = engine::enroll(*c.store, c.resources().program, roster, places, now);
        changed = again.changed.places.size();
        made = again.sessions_made;
        c.restart();
        ChangePlaces change = again.changed;
        change.reason = "new_match";
        return c.handle(change, now);
    }
    std::map<std::string, std::vector<std::string>> all_texts(base::Instant now) {
        std::map<std::string, std::vector<std::string>> texts;
        for (base::Instant at = now; at <= now + 5min; at += 1min)
            for (const auto& effect : c.run(at)) {
                if (const auto* text = std::get_if<SendText>(&effect)) texts[text->to.e164()].push_back(text->text);
                c.finish(effect, {.fate = EffectResult::Fate::accepted, .provider_id = "SM"}, at);
            }
        return texts;
    }
    std::vector<std::string> texts_to(const std::string& number, base::Instant now) { return all_texts(now)[number]; }
    TutorId tutor(const std::string& key) { return c.store->tutor(c.enrolled.cohort, key)->id; }
    base::Instant wednesday() const { return c.monday + 41h; }  // 10:00

    Cohort c;
    Roster roster;
    std::size_t changed = 0;
    int made = 0;
};

TEST(Places, TheSamePlacesAgainChangeNothing) {
    Pairs p;
    p.import({{"luis", "rosa", {34}, ""}, {"mia", "rosa", {36}, ""}}, p.wednesday());
    EXPECT_EQ(p.changed, 0u);
    EXPECT_EQ(p.made, 0);
}

TEST(Places, AnotherTutorTakesOverTheLessonsToComeAndEverybodyHearsOfIt) {
    Pairs p;
    p.c.talk(p.c.monday, 1200);  // lesson 1 waits for Rosa's log
    p.import({{"luis", "ana", {40}, ""}, {"mia", "rosa", {36}, ""}}, p.wednesday());
    EXPECT_EQ(p.changed, 1u);
    EXPECT_EQ(p.c.session("luis", 1).tutor, p.tutor("rosa")) << "who taught it logs it";
    const Session next = p.c.session("luis", 2);
    EXPECT_EQ(next.tutor, p.tutor("ana"));
    EXPECT_EQ(next.booked_at, p.c.monday + 7 * 24h + 3h) << "20:00 in slot 40";
    EXPECT_EQ(next.tutor_number, 1);
    EXPECT_EQ(p.c.session("mia", 2).tutor, p.tutor("rosa"));
    const auto row = *p.c.store->enrollment_of(p.c.student_id("luis"));
    EXPECT_EQ(row.tutor, p.tutor("ana"));
    EXPECT_EQ(row.slots, std::vector{40});
    EXPECT_EQ(p.texts_to("+595981000001", p.wednesday()).size(), 1u);
}

TEST(Places, TheTextsOfAHandover) {
    Pairs p;
    const base::Instant friday = p.c.monday - 72h;
    p.import({{"luis", "ana", {34}, ""}, {"mia", "rosa", {36}, ""}}, friday);
    std::vector<std::string> said;
    for (base::Instant at = friday; at <= friday + 1min; at += 1min)
        for (const auto& effect : p.c.run(at))
            if (const auto* text = std::get_if<SendText>(&effect)) said.push_back(text->to.e164() + " " + text->text);
    std::sort(said.begin(), said.end());
    EXPECT_EQ(said, (std::vector<std::string>{"+595981000001 Desde ahora Ana Gomez acompana a luis: mon 2/3 17:00.",
                                              "+595981888888 Ana Gomez: ahora luis N2 mon 2/3 17:00.",
                                              "+595981999999 Rosa Benitez: luis cambia."}));
}

TEST(Places, TwoStudentsSwapTheirHours) {
    Pairs p;
    const base::Instant friday = p.c.monday - 72h;
    p.import({{"luis", "rosa", {36}, ""}, {"mia", "rosa", {34}, ""}}, friday);
    EXPECT_EQ(p.changed, 2u);
    EXPECT_EQ(p.c.session("luis", 2).booked_at, p.c.monday + 7 * 24h + 1h);
    EXPECT_EQ(p.c.session("mia", 2).booked_at, p.c.monday + 7 * 24h);
    auto texts = p.all_texts(friday);
    EXPECT_EQ(texts["+595981000002"], std::vector<std::string>{"mia pasa a mon 2/3 17:00 con Rosa Benitez."});
    EXPECT_EQ(texts["+595981999999"], (std::vector<std::string>{"#1 luis: mon 2/3 18:00.", "#2 mia: mon 2/3 17:00."})) << "the tutor of both";
}

TEST(Places, ALessonWhoseNewHourHasPassedTakesAFreeHalfHourOfTheSameWeek) {
    Pairs p;
    p.import({{"luis", "ana", {34}, ""}, {"mia", "ana", {36 + 4 * 48}, ""}}, p.c.monday - 3h);  // Mia: Friday 18:00
    EXPECT_EQ(p.c.session("mia", 1).booked_at, p.c.monday + 4 * 24h + 1h);
    p.import({{"luis", "ana", {34}, ""}, {"mia", "ana", {36}, ""}}, p.wednesday());
    const Session week1 = p.c.session("mia", 1);
    ASSERT_TRUE(week1.booked_at);
    EXPECT_GT(*week1.booked_at, p.wednesday());
    EXPECT_LT(*week1.booked_at, *p.c.session("mia", 2).booked_at);
    EXPECT_EQ(*p.c.session("mia", 2).booked_at, p.c.monday + 7 * 24h + 1h);
}

TEST(Places, WhoseTutorLeavesWaitsAndComesBackWithAllLessonsThatAreLeft) {
    Pairs p;
    p.roster.tutors.erase(p.roster.tutors.begin());  // Rosa is gone
    p.import({{"luis", "ana", {34}, ""}, {"mia", "", {}, "load_full"}}, p.wednesday());
    EXPECT_EQ(p.c.store->enrollment_of(p.c.student_id("mia"))->status, "waiting");
    EXPECT_EQ(p.c.session("mia", 3).outcome, Outcome::cancelled_programme);
    EXPECT_EQ(p.c.session("mia", 3).reason, "no_tutor");
    EXPECT_EQ(p.c.store->open_tasks("no_place").size(), 1u);
    EXPECT_EQ(p.texts_to("+595981000002", p.wednesday()), std::vector<std::string>{"Rosa Benitez no sigue con mia."});
    p.import({{"luis", "ana", {34}, ""}, {"mia", "ana", {36}, ""}}, p.wednesday() + 24h);
    EXPECT_EQ(p.made, 0);
    EXPECT_EQ(p.c.session("mia", 3).outcome, std::nullopt);
    EXPECT_EQ(p.c.session("mia", 3).tutor, p.tutor("ana"));
    for (base::Instant now = p.wednesday() + 24h; now < p.c.monday + 24 * 24h; now += 30min) p.c.run(now);
    for (const char* child : {"luis", "mia"})
        for (int n = 1; n <= 3; ++n) EXPECT_TRUE(p.c.session(child, n).outcome) << child << " " << n;
}

TEST(Places, WhoJoinsInTheThirdWeekHasTheLessonsThatAreLeft) {
    Pairs p;
    Student nico = p.roster.students.front();
    nico.key = nico.first_name = "nico";
    nico.household = "n";
    nico.phones = {base::PhoneNumber::from_e164("+595981000003")};
    p.roster.students.push_back(nico);
    const base::Instant later = p.wednesday() + 7 * 24h;  // of week 2
    for (base::Instant now = p.c.monday; now < later; now += 30min) p.c.run(now);
    p.import({{"luis", "rosa", {34}, ""}, {"mia", "rosa", {36}, ""}, {"nico", "ana", {34}, ""}}, later);
    p.c.engine->recover(later);
    for (base::Instant now = later; now < later + 24h; now += 30min) p.c.run(now);
    const auto sessions = p.c.store->sessions_of(p.c.student_id("nico"));
    ASSERT_EQ(sessions.size(), 1u) << "week 1 has passed, this week's Monday too";
    EXPECT_EQ(sessions.front().number, 3);
    EXPECT_EQ(sessions.front().booked_at, p.c.monday + 14 * 24h);
    EXPECT_EQ(p.c.store->enrollment_of(p.c.student_id("nico"))->status, "active");
}

TEST(Places, WhoJoinsIsToldAndSoIsTheTutor) {
    Pairs p;
    Student nico = p.roster.students.front();
    nico.key = nico.first_name = "nico";
    nico.household = "n";
    nico.phones = {base::PhoneNumber::from_e164("+595981000003")};
    p.roster.students.push_back(nico);
    const base::Instant friday = p.c.monday - 72h;
    const std::vector<Assignment> places{{"luis", "rosa", {34}, ""}, {"mia", "rosa", {36}, ""}, {"nico", "ana", {34}, ""}};
    p.import(places, friday);
    EXPECT_EQ(p.changed, 1u);
    EXPECT_EQ(p.texts_to("+595981000003", friday), std::vector<std::string>{"Desde ahora Ana Gomez acompana a nico: mon 2/3 17:00."});
    p.import(places, friday + 1h);
    EXPECT_EQ(p.changed, 0u) << "the same sheets again";
    EXPECT_TRUE(p.texts_to("+595981000003", friday + 1h).empty());
}

TEST(Places, ALessonOfAWeekInWhichTheNewTutorIsAwayStaysInThatWeek) {
    Pairs p;
    const base::Instant monday3 = p.c.monday + 14 * 24h;
    p.import({{"luis", "rosa", {34}, ""}, {"mia", "rosa", {36}, ""}}, p.c.monday - 72h);  // Ana is known
    p.c.store->add_absence({p.tutor("ana"), monday3 - 1h, monday3 + 20h, "exam"});
    p.import({{"luis", "ana", {34}, ""}, {"mia", "rosa", {36}, ""}}, p.c.monday - 48h);
    EXPECT_EQ(p.c.session("luis", 2).booked_at, p.c.monday + 7 * 24h);
    const Session third = p.c.session("luis", 3);
    ASSERT_TRUE(third.booked_at);
    EXPECT_GE(*third.booked_at, monday3 + 20h);
    EXPECT_LT(*third.booked_at, monday3 + 6 * 24h);
}

TEST(Places, ThePlaceThatIsFoundClosesItsTask) {
    Pairs p;
    p.roster.tutors.erase(p.roster.tutors.begin());
    p.import({{"luis", "ana", {34}, ""}, {"mia", "", {}, "load_full"}}, p.wednesday());
    ASSERT_EQ(p.c.store->open_tasks("no_place").size(), 1u);
    p.import({{"luis", "ana", {34}, ""}, {"mia", "ana", {36}, ""}}, p.wednesday() + 24h);
    EXPECT_TRUE(p.c.store->open_tasks("no_place").empty());
}

}  // namespace
}  // namespace tutorline::places_test
