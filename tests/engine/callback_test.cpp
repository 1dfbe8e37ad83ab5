// A family that rings us, and one that stops while a text is on its way.
#include <algorithm>

#include "engine/cohort.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::callback_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using engine::Handled;
using ports::MessageState;
using test::Cohort;
using Fate = EffectResult::Fate;

class Callback : public testing::Test {
  protected:
    Callback() {
        auto& catalog = c.resources().catalog;
        catalog.add("es", "families.callback_planned", {"{tutor} le llama {day} {hour}.", {}});
        catalog.add("es", "families.callback_noted", {"Le avisamos a {tutor}.", {}});
        catalog.add("es", "families.stop_all", {"Listo.", {}});
        catalog.add("es", "families.stop_texts", {"Listo.", {}});
        catalog.add("es", "tutors.call_changed", {"#{session} {child}: {day} {hour}.", {}});
        catalog.add("es", "tutors.call_requested", {"{child} pide que llame (#{session}).", {}});
        catalog.add("es", "words.date", {"{day} {date}", {}});
        catalog.add("es", "words.today", {"hoy", {}});
        catalog.add("es", "words.tomorrow", {"manana {day}", {}});
        for (const auto* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) catalog.add("es", std::string("days.") + day, {day, {}});
        c.resources().packs = &test::shipped_packs();
        c.enroll({{"luis", "l", {"+595981000001"}}});
    }
    Handled rings(const std::string& from, base::Instant now) {
        InboundCall call;
        call.channel = "t";
        call.provider_id = "CA" + std::to_string(++calls_);
        call.from = from;
        return c.handle(call, now);
    }
    Handled writes(const std::string& text, base::Instant now) {
        InboundText inbound;
        inbound.channel = "t";
        inbound.provider_id = "SM" + std::to_string(++calls_);
        inbound.from = "+595981000001";
        inbound.text = text;
        return c.handle(inbound, now);
    }
    std::vector<std::string> said(base::Instant now) {
        std::vector<std::string> texts;
        for (const auto& effect : c.run(now)) {
            if (const auto* text = std::get_if<SendText>(&effect)) texts.push_back(text->to.e164() + " " + text->text);
            c.finish(effect, {.fate = Fate::accepted, .provider_id = "SM"}, now);
        }
        std::sort(texts.begin(), texts.end());
        return texts;
    }
    MessageId queue(const std::string& once, base::Instant at) {
        ports::MessageRow row;
        row.phone = c.phone("+595981000001");
        row.student = c.student_id("luis");
        row.text = "34 + 47 = ?";
        row.created_at = row.not_before = at;
        row.not_after = at + 24h;
        row.once = once;
        return *c.store->enqueue(row);
    }
    void miss_all() {
        for (int n = 1; n <= 3; ++n) {
            last = c.session("luis").booked_at.value();
            c.unanswered(last);
        }
        ASSERT_EQ(c.session("luis").outcome, Outcome::no_contact);
        said(last + 2min);
    }

    Cohort c;
    base::Instant last;
    int calls_ = 0;
};

TEST_F(Callback, AMissedCallAfterAMissIsCalledBackInAFreeHalfHourOfTheTutorAndBothHearOfIt) {
    miss_all();
    const base::Instant rang = last + 17h;  // the next day, hours before the family's window
    const Handled handled = rings("+595981000001", rang);
    ASSERT_EQ(handled.script.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<Reject>(handled.script[0])) << "costs the family nothing";
    const Session again = c.session("luis");
    ASSERT_EQ(again.phase, Phase::planned);
    EXPECT_GT(*again.booked_at, rang);
    EXPECT_LE(*again.booked_at, rang + 24h);
    const auto texts = said(rang + 30s);
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_TRUE(texts[0].starts_with("+595981000001 Rosa Benitez le llama hoy ")) << texts[0];
    EXPECT_TRUE(texts[1].starts_with("+595981999999 #1 luis: hoy ")) << texts[1];
    EXPECT_TRUE(c.dial(*again.booked_at));
}

TEST_F(Callback, WhoRingsTenTimesIsHeardOnceAndAnUnknownNumberIsNotAnswered) {
    miss_all();
    for (int n = 0; n < 10; ++n) rings("+595981000001", last + 17h + n * 1min);
    EXPECT_EQ(said(last + 17h + 10min).size(), 2u);
    rings("+595981777777", last + 18h);
    EXPECT_TRUE(said(last + 18h).empty());
}

TEST_F(Callback, TwoAnswersAnHourAreTwoWhereTheProgrammeAllowsThem) {
    c.resources().program.texts.auto_replies_per_hour = 2;
    c.restart();
    const base::Instant noon = c.monday - 5h;
    const auto answers = [&](base::Instant now) {
        rings("+595981000001", now);
        return static_cast<int>(std::ranges::count_if(said(now), [](const std::string& text) { return text.starts_with("+595981000001"); }));
    };
    EXPECT_EQ(answers(noon), 1);
    EXPECT_EQ(answers(noon + 30min), 1);
    EXPECT_EQ(answers(noon + 50min), 0) << "the third within an hour";
    EXPECT_EQ(answers(noon + 70min), 1) << "of the last hour one is left";
}

TEST_F(Callback, BeforeTheCallATutorIsAskedToRingAndNothingMoves) {
    const Session before = c.session("luis");
    rings("+595981000001", c.monday - 4h);
    EXPECT_EQ(c.session("luis"), before);
    EXPECT_EQ(said(c.monday - 4h), (std::vector<std::string>{"+595981000001 Le avisamos a Rosa Benitez.", "+595981999999 luis pide que llame (#1)."}));
}

TEST_F(Callback, OfTextsOnTheirWayWhenAStopComesAtMostThatOneArrivesAndTheConfirmation) {
    const base::Instant noon = c.monday - 5h;
    const MessageId flying = queue("item:1", noon);
    const MessageId waiting = queue("item:2", noon);
    const auto effects = c.engine->lease(noon);
    ASSERT_EQ(effects.size(), 1u);
    ASSERT_EQ(std::get<SendText>(effects[0]).id, flying);
    EXPECT_EQ(writes("STOP", noon + 1s).kind, Handled::Kind::changed);
    EXPECT_EQ(c.store->message(waiting)->state, MessageState::suppressed);
    c.finish(effects[0], {.fate = Fate::unknown}, noon + 2s);
    EXPECT_EQ(said(noon + 1min), std::vector<std::string>{"+595981000001 Listo."});
    // The log is asked what became of the one that flew; if it never arrived, it stays so.
    for (base::Instant now = noon + 6min; now < noon + 8min; now += 1min)
        for (const auto& effect : c.run(now)) {
            ASSERT_TRUE(std::holds_alternative<QueryText>(effect));
            c.finish(effect, {.fate = Fate::never_seen}, now);
        }
    EXPECT_TRUE(said(noon + 1h).empty());
    EXPECT_EQ(c.store->message(flying)->state, MessageState::suppressed);
}

}  // namespace
}  // namespace tutorline::callback_test
