// 'Mañana no hay nadie', 'el jueves no puedo': the call of that day is moved or asked about, and no other.
#include "engine/cohort.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::named_day_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using test::Cohort;

/// Luis is called on Mondays at 17:00, Ana at 18:00, from Monday 2 March on.
class NamedDay : public testing::Test {
  protected:
    NamedDay() {
        c.resources().packs = &test::shipped_packs();
        c.resources().catalog = test::shipped_catalog();
        c.resources().program.languages = {"es", "gn"};
        c.enroll({{"luis", "l", {"+595981000001"}, 34}, {"ana", "a", {"+595981000002"}, 36}});
    }
    std::vector<std::string> writes(const std::string& from, const std::string& text, base::Instant now) {
        InboundText inbound;
        inbound.channel = "py-1";
        inbound.provider_id = "IN" + std::to_string(++written);
        inbound.from = from;
        inbound.text = text;
        c.handle(inbound, now);
        std::vector<std::string> texts;
        for (const auto& effect : c.run(now))
            if (const auto* sent = std::get_if<SendText>(&effect)) texts.push_back(sent->text);
        return texts;
    }
    std::vector<std::string> family(const std::string& text, base::Instant now) { return writes("+595981000001", text, now); }
    std::vector<std::string> tutor(const std::string& text, base::Instant now) { return writes("+595981999999", text, now); }
    /// What leaves on Monday morning: nobody but the writer is texted on a Sunday.
    std::vector<std::string> monday_morning() {
        std::vector<std::string> texts;
        for (const auto& effect : c.run(first - 8h))
            if (const auto* sent = std::get_if<SendText>(&effect)) texts.push_back(sent->text);
        return texts;
    }
    static bool said(const std::vector<std::string>& texts, std::string_view words) {
        return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return text.find(words) != std::string::npos; });
    }
    bool waits(int number) { return !c.session("luis", number).booked_at.has_value(); }

    Cohort c;
    int written = 0;
    const base::Instant sunday = c.monday - 26h;            ///< Sunday 1 March, 15:00
    const base::Instant first = c.monday;                   ///< Luis, Monday 2 March, 17:00
    const base::Instant second = c.monday + 7 * 24h;
};

TEST_F(NamedDay, TomorrowsCallIsNotDialledAtAnHourTheFamilyCannot) {
    const auto texts = family("mañana no hay nadie", first - 26h);
    EXPECT_TRUE(waits(1));
    EXPECT_EQ(c.session("luis", 2).booked_at, second);
    EXPECT_TRUE(said(texts, "¿Le queda bien")) << (texts.empty() ? "" : texts.front());
    EXPECT_TRUE(said(monday_morning(), "No llame hasta que le avisemos"));
}

TEST_F(NamedDay, TodaysCallStandsWhenTomorrowIsNamed) {
    const auto texts = family("mañana no vamos a estar", first - 5h);
    EXPECT_EQ(c.session("luis").booked_at, first);
    EXPECT_EQ(c.session("luis").phase, Phase::planned);
    EXPECT_TRUE(said(texts, "Ese dia no hay llamada")) << (texts.empty() ? "" : texts.front());
}

TEST_F(NamedDay, ADayWithoutACallMovesNone) {
    family("el jueves no estamos", first - 26h);
    EXPECT_EQ(c.session("luis").booked_at, first);
    EXPECT_EQ(c.session("luis", 2).booked_at, second);
}

TEST_F(NamedDay, AWeekdayIsTheNextOfThatName) {
    const auto texts = family("el lunes no estamos", first - 50h);
    EXPECT_TRUE(waits(1));
    EXPECT_EQ(c.session("luis", 2).booked_at, second);
    EXPECT_TRUE(said(texts, "¿Le queda bien"));
}

TEST_F(NamedDay, TheDaysOwnNameIsAskedByAPerson) {
    const auto texts = family("el lunes no estamos", first - 5h);
    EXPECT_EQ(c.session("luis").booked_at, first);
    EXPECT_EQ(c.session("luis", 2).booked_at, second);
    EXPECT_TRUE(said(texts, "le confirmamos dia y hora")) << (texts.empty() ? "" : texts.front());
    EXPECT_FALSE(c.store->open_tasks("reschedule").empty());
}

TEST_F(NamedDay, TheMorningIsNotTomorrow) {
    family("de mañana no hay nadie", first - 26h);
    EXPECT_EQ(c.session("luis").booked_at, first);
    family("mañana a la mañana no hay nadie", first - 25h);
    EXPECT_EQ(c.session("luis").booked_at, first) << "the call is in the evening";
}

TEST_F(NamedDay, TodayIsStillToday) {
    family("hoy no hay nadie", first - 5h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::excused);
    EXPECT_EQ(c.session("luis", 2).booked_at, second);
}

TEST_F(NamedDay, InGuaraniToo) {
    family("ko'ẽrõ ndaipóri avave", first - 26h);
    EXPECT_TRUE(waits(1));
}

TEST_F(NamedDay, ATutorsTomorrowMovesTomorrowsCalls) {
    const auto texts = tutor("mañana no puedo", sunday);
    for (const char* child : {"luis", "ana"}) {
        const Session session = c.session(child);
        ASSERT_TRUE(session.booked_at) << child;
        EXPECT_GE(*session.booked_at, first + 7h) << child << ": after that day";
    }
    EXPECT_EQ(c.session("luis", 2).booked_at, second);
    EXPECT_TRUE(said(texts, "Anotado, no llama mañana lun 2/3"));
    EXPECT_TRUE(said(monday_morning(), "no puede llamar a luis hoy. No es falta. La clase pasa a "));
}

TEST_F(NamedDay, ATutorsOtherDayLeavesTodaysCalls) {
    tutor("mañana no puedo", first - 5h);
    EXPECT_EQ(c.session("luis").booked_at, first);
    tutor("de mañana no puedo", first - 4h);
    EXPECT_EQ(c.session("luis").booked_at, first);
    tutor("hoy no puedo, mañana si", first - 3h);
    ASSERT_TRUE(c.session("luis").booked_at);
    EXPECT_GE(*c.session("luis").booked_at, first + 7h);
}

}  // namespace
}  // namespace tutorline::named_day_test
