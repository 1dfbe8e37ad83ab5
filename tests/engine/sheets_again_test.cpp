// A newer sheet over a round that runs: the phones and the consent it names are the ones that hold.
#include "engine/cohort.hpp"

#include <algorithm>

#include "engine/absent.hpp"
#include "engine/texts/send.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::sheets_again_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using ports::MessageState;
using test::Cohort;

const std::string luis_other = "+595981000008", luis_old = "+595981000001", luis_new = "+595981000011", mia_number = "+595981000002";

class SheetsAgain : public testing::Test {
  protected:
    SheetsAgain() {
        c.resources().packs = &test::shipped_packs();
        c.enroll(children);
    }
    /// The sheets as they are in `roster`; everybody keeps the place.
    void import(base::Instant now) {
        std::vector<engine::Assignment> places;
        for (const Student& student : c.roster.students)
            places.push_back({student.key, "rosa", {student.key == "luis" ? 34 : 36}, student.consent ? "" : "no_consent"});
        c.enrolled = engine::enroll(*c.store, c.resources().program, c.roster, places, now);
        c.restart();
        if (!c.enrolled.changed.places.empty()) c.handle(c.enrolled.changed, now);
    }
    Student& luis() { return c.roster.students.front(); }
    Student& mia() { return c.roster.students.back(); }
    static void phones(Student& student, const std::vector<std::string>& numbers) {
        student.phones.clear();
        for (const std::string& number : numbers) student.phones.push_back(base::PhoneNumber::from_e164(number));
    }
    /// The numbers a student is called and texted on, in their order.
    std::vector<std::string> used(const std::string& key) {
        std::vector<std::string> numbers;
        for (const auto& entry : c.store->phones_of(c.student_id(key)))
            if (entry.blocked.empty()) numbers.push_back(c.store->phone(entry.phone)->number.e164());
        return numbers;
    }
    MessageId queue(const std::string& key, const std::string& number, base::Instant at) {
        ports::MessageRow row;
        row.phone = c.phone(number);
        row.student = c.student_id(key);
        row.text = "34 + 47 = ?";
        row.created_at = row.not_before = at;
        row.not_after = at + 48h;
        row.once = key + number;
        return *c.store->enqueue(row);
    }
    /// Whom the family's leg of the next dial rings.
    std::string rings(base::Instant now) {
        const AttemptId attempt = c.dial(now);
        return attempt ? c.store->phone(c.store->attempt(attempt)->phone)->number.e164() : std::string{};
    }

    void stop(const std::string& number) {
        auto row = *c.store->phone(c.phone(number));
        row.texts_stopped_at = sunday;
        c.store->save(row);
    }
    void write(const std::string& number, const std::string& text, base::Instant now) {
        InboundText inbound;
        inbound.channel = "py-1";
        inbound.provider_id = text;
        inbound.from = number;
        inbound.text = text;
        c.handle(inbound, now);
    }
    bool gets_texts(const std::string& key) {
        auto scope = c.scope(sunday);
        return engine::texts::text_phone(scope, *c.store->student(c.student_id(key))).has_value();
    }

    const std::vector<Cohort::Child> children{{"luis", "l", {luis_old}, 34}, {"mia", "m", {mia_number}, 36}};
    Cohort c;
    base::Instant sunday = c.monday - 24h;
};

TEST_F(SheetsAgain, ACorrectedPhoneIsTheOnlyOneThatIsCalledAndTexted) {
    const MessageId waiting = queue("luis", luis_old, sunday);
    const MessageId of_mia = queue("mia", mia_number, sunday);
    phones(luis(), {luis_new});
    import(sunday + 1min);
    EXPECT_EQ(c.enrolled.numbers_retired, 1);
    EXPECT_EQ(used("luis"), std::vector{luis_new});
    EXPECT_EQ(c.store->message(waiting)->state, MessageState::suppressed);
    EXPECT_EQ(c.store->message(of_mia)->state, MessageState::queued);
    EXPECT_TRUE(c.store->students_on(c.phone(luis_old)).empty()) << "what it writes is no longer this child's";
    EXPECT_EQ(rings(c.monday), luis_new);
    import(c.monday + 1h);
    EXPECT_EQ(c.enrolled.numbers_retired, 0) << "once";
}

TEST_F(SheetsAgain, ADialThatWaitsForANumberThatIsGoneIsNotPlaced) {
    while (c.engine->tick(c.monday)) {
    }
    phones(luis(), {luis_new});
    import(c.monday);
    EXPECT_FALSE(c.dial(c.monday));
}

TEST_F(SheetsAgain, TheOrderOfTheRowIsTheOrderOfTheCalls) {
    phones(luis(), {luis_new, luis_old});
    import(sunday);
    EXPECT_EQ(used("luis"), (std::vector{luis_new, luis_old}));
    phones(luis(), {luis_old, luis_new});
    import(sunday + 1h);
    EXPECT_EQ(used("luis"), (std::vector{luis_old, luis_new}));
}

TEST_F(SheetsAgain, ANumberThatComesBackIsUsedAgainButNotAWrongOne) {
    phones(luis(), {luis_new});
    import(sunday);
    phones(luis(), {luis_old});
    import(sunday + 1h);
    EXPECT_EQ(used("luis"), std::vector{luis_old});
    c.store->save(c.student_id("luis"), {c.phone(luis_old), 0, "wrong"});
    phones(luis(), {luis_new});
    import(sunday + 2h);
    phones(luis(), {luis_old, luis_new});
    import(sunday + 3h);
    EXPECT_EQ(used("luis"), std::vector{luis_new});
}

TEST_F(SheetsAgain, AStopOfCallsGoesOnAtTheNewNumber) {
    phones(luis(), {luis_old, luis_other});
    import(sunday);
    write(luis_old, "no llamen mas", sunday + 1h);
    ASSERT_TRUE(c.store->phone(c.phone(luis_old))->calls_stopped_at);
    phones(luis(), {luis_new, luis_other});
    import(sunday + 2h);
    EXPECT_TRUE(c.store->phone(c.phone(luis_new))->calls_stopped_at);
    EXPECT_EQ(rings(c.monday), luis_other);
    write(luis_new, "ALTA", c.monday + 1h);
    import(c.monday + 2h);
    EXPECT_FALSE(c.store->phone(c.phone(luis_new))->calls_stopped_at) << "ended by the family's own word";
}

TEST_F(SheetsAgain, AStopOfCallsStopsNoOtherHome) {
    phones(luis(), {luis_old, luis_other});
    import(sunday);
    write(luis_old, "no llamen mas", sunday + 1h);
    phones(luis(), {luis_other, mia_number});
    import(sunday + 2h);
    EXPECT_FALSE(c.store->phone(c.phone(mia_number))->calls_stopped_at);
}

TEST_F(SheetsAgain, AStopStaysWhenTheNumberIsReplaced) {
    auto row = *c.store->phone(c.phone(luis_old));
    row.texts_stopped_at = sunday;
    c.store->save(row);
    phones(luis(), {luis_new});
    import(sunday + 1h);
    auto scope = c.scope(sunday + 1h);
    EXPECT_FALSE(engine::texts::text_phone(scope, *c.store->student(c.student_id("luis"))));
    EXPECT_TRUE(c.store->phone(c.phone(luis_old))->texts_stopped_at);
}

TEST_F(SheetsAgain, AStopHoldsForTheNumberTheSheetPutsBeforeIt) {
    stop(luis_old);
    phones(luis(), {luis_new, luis_old});
    import(sunday + 1h);
    EXPECT_FALSE(gets_texts("luis"));
    import(sunday + 2h);
    EXPECT_FALSE(gets_texts("luis"));
    EXPECT_TRUE(gets_texts("mia"));
    write(luis_new, "ALTA", sunday + 20h);
    EXPECT_TRUE(gets_texts("luis")) << "who asks for texts again gets them";
}

TEST_F(SheetsAgain, AStopGoesWithTheChildToANewKey) {
    auto row = *c.store->student(c.student_id("luis"));
    row.texts_stopped_at = sunday;  // of this child alone, on a phone of several
    c.store->save(row);
    const auto gone = luis();
    c.roster.students.erase(c.roster.students.begin());
    engine::withdraw_absent(*c.store, c.resources(), c.roster, sunday);
    import(sunday);
    c.roster.students.push_back(gone);
    c.roster.students.back().key = "luis2";
    phones(c.roster.students.back(), {luis_new, luis_old});
    import(sunday + 1h);
    ASSERT_EQ(c.store->enrollment_of(c.student_id("luis2"))->status, "active");
    EXPECT_TRUE(c.store->student(c.student_id("luis2"))->texts_stopped_at);
    EXPECT_FALSE(gets_texts("luis2"));
}

TEST_F(SheetsAgain, AStrangersStopIsNotTheFamilys) {
    write(luis_old, "numero equivocado", sunday);
    phones(luis(), {luis_new});
    import(sunday + 1h);
    EXPECT_TRUE(gets_texts("luis"));
}

TEST_F(SheetsAgain, AnItemThatWentToTheOldNumberIsNotAnsweredFromTheNewOne) {
    ports::ItemSentRow item;
    item.student = c.student_id("luis");
    item.item = "add-1";
    item.message = queue("luis", luis_old, sunday);
    item.sent_at = sunday;
    c.store->save(item);
    phones(luis(), {luis_old, luis_new});
    import(sunday + 1h);
    EXPECT_EQ(c.store->open_items(c.student_id("luis")).size(), 1u);
    phones(luis(), {luis_new});
    import(sunday + 2h);
    EXPECT_TRUE(c.store->open_items(c.student_id("luis")).empty());
}

TEST_F(SheetsAgain, SwappedPhonesGoToTheirChildren) {
    phones(luis(), {mia_number});
    phones(mia(), {luis_old});
    import(sunday);
    EXPECT_EQ(used("luis"), std::vector{mia_number});
    EXPECT_EQ(used("mia"), std::vector{luis_old});
    EXPECT_EQ(c.store->students_on(c.phone(luis_old)), std::vector{c.student_id("mia")});
}

TEST_F(SheetsAgain, WithoutConsentNobodyIsCalledOrTexted) {
    const MessageId waiting = queue("luis", luis_old, sunday);
    const auto consent = luis().consent;
    luis().consent.reset();
    import(sunday + 1h);
    EXPECT_EQ(c.enrolled.consents_revoked, 1);
    EXPECT_EQ(c.store->message(waiting)->state, MessageState::suppressed);
    EXPECT_FALSE(c.dial(c.monday));
    EXPECT_EQ(c.session("luis").outcome, Outcome::withdrawn);
    EXPECT_EQ(c.session("luis").reason, "consent");
    luis().consent = consent;
    import(c.monday + 24h);
    EXPECT_TRUE(c.store->student(c.student_id("luis"))->may_text);
    EXPECT_EQ(rings(c.monday + 7 * 24h), luis_old) << "the next lesson takes place";
}

TEST_F(SheetsAgain, AConsentForTextsAloneStopsTheCalls) {
    luis().consent->calls = false;
    import(sunday);
    EXPECT_EQ(c.enrolled.consents_revoked, 1);
    EXPECT_FALSE(c.store->student(c.student_id("luis"))->may_call);
    EXPECT_TRUE(c.store->student(c.student_id("luis"))->may_text);
    EXPECT_FALSE(c.dial(c.monday));
}

TEST_F(SheetsAgain, WhoIsInTheSheetNoMoreLeaves) {
    const MessageId waiting = queue("luis", luis_old, sunday);
    const Roster whole = c.roster;
    c.roster.students.erase(c.roster.students.begin());
    const auto first = engine::withdraw_absent(*c.store, c.resources(), c.roster, sunday);
    EXPECT_EQ(first.left, 1);
    EXPECT_EQ(c.store->enrollment_of(c.student_id("luis"))->status, "withdrawn");
    EXPECT_EQ(c.store->enrollment_of(c.student_id("luis"))->reason, "sheet");
    EXPECT_EQ(c.store->enrollment_of(c.student_id("mia"))->status, "active");
    EXPECT_EQ(c.session("luis").outcome, Outcome::withdrawn);
    EXPECT_EQ(c.session("mia").phase, Phase::planned);
    EXPECT_EQ(c.store->message(waiting)->state, MessageState::suppressed);
    EXPECT_EQ(engine::withdraw_absent(*c.store, c.resources(), c.roster, sunday).left, 0) << "once";

    const auto again = engine::withdraw_absent(*c.store, c.resources(), whole, sunday + 1h);
    EXPECT_EQ(again.back, 1);
    EXPECT_EQ(again.left, 0);
    EXPECT_EQ(c.store->enrollment_of(c.student_id("luis"))->status, "withdrawn");
    EXPECT_EQ(c.store->open_tasks("back_in_sheet").size(), 1u);
}

}  // namespace
}  // namespace tutorline::sheets_again_test
