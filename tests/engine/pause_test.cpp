// A coordinator's pause, announced on the day before or weeks ahead: no lesson is lost for which there is a free half hour.
#include "engine/cohort.hpp"

namespace tutorline::pause_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using test::Cohort;

struct Paused {
    Paused() {
        auto& words = c.resources().catalog;
        words.add("es", "families.call_changed", {"{child} pasa a {day} {hour} con {tutor}.", {}});
        words.add("es", "tutors.call_changed", {"#{session} {child}: {day} {hour}.", {}});
        words.add("es", "words.date", {"{day} {date}", {}});
        words.add("es", "words.today", {"hoy", {}});
        words.add("es", "words.tomorrow", {"manana {day}", {}});
        for (const auto* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) words.add("es", std::string("days.") + day, {day, {}});
        c.resources().program.weeks = 8;
        c.enroll({{"luis", "l", {family}, 34}});
    }
    engine::Handled pause(std::string_view from, std::string_view to, base::Instant now) {
        return c.handle(PauseCohort{*base::parse_date(from), *base::parse_date(to), {}, "flood", "ana"}, now);
    }
    std::vector<std::string> texts(base::Instant now) {
        std::vector<std::string> texts;
        for (const auto& effect : c.run(now)) {
            const auto* text = std::get_if<SendText>(&effect);
            if (text != nullptr && text->to.e164() == family) texts.push_back(text->text);
            c.finish(effect, {.fate = EffectResult::Fate::accepted, .provider_id = "SM"}, now);
        }
        return texts;
    }
    base::Instant lesson(int number) const { return c.monday + (number - 1) * 7 * 24h; }

    static constexpr const char* family = "+595981000001";
    Cohort c;
};

TEST(Pause, HoweverFarAheadItIsOrderedTheLessonMovesToTheNextFreeDay) {
    for (int number = 1; number <= 8; ++number) {
        Paused p;
        const auto day = base::format_date(std::chrono::floor<std::chrono::days>(p.lesson(number)));
        const auto handled = p.pause(day, day, p.c.start);
        EXPECT_EQ(handled.cancelled, 0) << day;
        EXPECT_EQ(handled.moved, 1) << day;
        const Session s = p.c.session("luis", number);
        ASSERT_EQ(s.phase, Phase::planned) << day;
        EXPECT_GE(*s.booked_at, p.lesson(number) + 20h) << day;
        EXPECT_LE(*s.booked_at, p.lesson(number) + 48h) << day;
    }
}

TEST(Pause, NearTheDayTheFamilyHearsAtOnce) {
    Paused p;
    p.pause("2026-03-02", "2026-03-02", p.lesson(1) - 46h);
    EXPECT_EQ(p.texts(p.lesson(1) - 46h).size(), 1u);
}

TEST(Pause, OrderedWeeksAheadTheFamilyHearsTwoDaysBeforeTheHourItKnows) {
    Paused p;
    p.pause("2026-03-30", "2026-03-30", p.c.start);
    const auto saturday = *base::parse_instant("2026-03-28T21:00:00Z");  // 18:00
    EXPECT_TRUE(p.texts(p.c.start + 1h).empty());
    EXPECT_TRUE(p.texts(saturday - 1min).empty());
    const auto texts = p.texts(saturday);
    ASSERT_EQ(texts.size(), 1u);
    EXPECT_NE(texts.front().find("luis pasa a"), std::string::npos) << texts.front();
    EXPECT_TRUE(p.texts(saturday + 1h).empty());
}

TEST(Pause, TheFamilyHearsOfTheHourThatHoldsWhenThePauseGrows) {
    Paused p;
    p.pause("2026-03-30", "2026-03-30", p.c.start);
    p.pause("2026-03-30", "2026-04-01", p.c.start + 24h);
    const auto texts = p.texts(*base::parse_instant("2026-03-28T21:00:00Z"));
    ASSERT_EQ(texts.size(), 1u);
    EXPECT_NE(texts.front().find("thu 2/4"), std::string::npos) << texts.front();
}

TEST(Pause, OfALessonThatIsNoMoreTheFamilyHearsNothing) {
    Paused p;
    p.pause("2026-03-30", "2026-03-30", p.c.start);
    p.c.handle(CorrectOutcome{p.c.session("luis", 5).id, "excused", "trip", "ana"}, p.c.start + 24h);
    EXPECT_TRUE(p.texts(*base::parse_instant("2026-03-28T21:00:00Z")).empty());
}

}  // namespace
}  // namespace tutorline::pause_test
