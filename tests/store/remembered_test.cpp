// What the writing connection keeps in memory: the same as the file, after commits, rollbacks and changes.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "store/store.hpp"

namespace tutorline::remembered_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using ports::Transaction;
using Numbers = std::vector<double>;

const base::Instant t0 = *base::parse_instant("2026-03-02T20:00:00Z");

class RememberedTest : public testing::Test {
  protected:
    RememberedTest() {
        clear();
        reopen();
        cohort = store->save(ports::CohortRow{.key = "demo", .name = "Demo", .weeks = 8, .created_at = t0});
    }
    ~RememberedTest() override {
        store.reset();
        clear();
    }
    void clear() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
    }
    /// From now on only what the file holds is known.
    void reopen() {
        store.reset();
        store = std::move(store::open({.path = path.string()})).value();
    }
    PhoneId phone(const char* number) { return store->save(ports::PhoneRow{.number = base::PhoneNumber::from_e164(number)}); }
    StudentId student(const char* key) {
        ports::StudentRow row;
        row.cohort = cohort;
        row.household = store->household(cohort, key);
        row.student.key = key;
        return store->save(row);
    }

    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("tutorline-remembered-" + std::to_string(::getpid()) +
                                                  testing::UnitTest::GetInstance()->current_test_info()->name() + ".db");
    std::unique_ptr<ports::Store> store;
    CohortId cohort;
};

TEST_F(RememberedTest, WhatAllChildrenShareIsWrittenByTheCommitAndUndoneWithIt) {
    const auto numbers = [&] { return store->difficulty("add-p1")->numbers; };
    EXPECT_FALSE(store->difficulty("add-p1"));
    {
        Transaction transaction(*store);
        store->save_difficulty("add-p1", {{1, 2}, 1});
        store->save_difficulty("add-p1", {{3, 4}, 2});
        EXPECT_EQ(numbers(), (Numbers{3, 4}));
        store->savepoint();
        store->save_difficulty("add-p1", {{5, 6}, 3});
        store->rollback_to();
        EXPECT_EQ(numbers(), (Numbers{3, 4}));
        store->savepoint();
        store->save_difficulty("add-p1", {{7, 8}, 3});
        store->release();
        transaction.commit();
    }
    {
        Transaction given_up(*store);
        store->save_difficulty("add-p1", {{9, 9}, 4});
        store->save_difficulty("add-p2", {{9, 9}, 4});
    }
    EXPECT_EQ(numbers(), (Numbers{7, 8}));
    EXPECT_FALSE(store->difficulty("add-p2"));
    store->save_difficulty("add-p2", {{1}, 1});  // outside a transaction it is written at once
    reopen();
    EXPECT_EQ(numbers(), (Numbers{7, 8}));
    EXPECT_EQ(store->difficulty("add-p2")->answers, 1);
}

TEST_F(RememberedTest, WhatAChildMastersIsUndoneWithTheRest) {
    const StudentId child = student("s-1");
    EXPECT_FALSE(store->mastery(child, "addition"));
    store->save_mastery(child, "addition", {{1, 2}, 1}, t0);
    store->save_mastery(child, "*child", {{5}, 1}, t0);
    {
        Transaction given_up(*store);
        store->save_mastery(child, "addition", {{3, 4}, 2}, t0);
        store->save_mastery(child, "division", {{9}, 1}, t0);
        EXPECT_EQ(store->mastery(child, "addition")->numbers, (Numbers{3, 4}));
    }
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(store->mastery(child, "addition")->numbers, (Numbers{1, 2}));
        EXPECT_EQ(store->mastery(child, "*child")->numbers, (Numbers{5}));
        EXPECT_FALSE(store->mastery(child, "division"));
        reopen();
    }
}

TEST_F(RememberedTest, AnItemIsSavedWithAndWithoutANewText) {
    const StudentId child = student("s-1");
    const PhoneId phone = this->phone("+595981000001");
    ports::ItemSentRow row{.student = child, .item = "add-p1-01", .skill = "addition", .week = 1, .sent_at = t0};
    row.id = store->save(row);
    ASSERT_EQ(store->open_items(child).size(), 1u);
    row.state = "hinted";
    row.tries = 1;
    store->save(row);
    EXPECT_EQ(store->item_sent(row.id)->state, "hinted");
    row.message = *store->enqueue({.phone = phone, .key = "families.item", .language = "es", .text = "34 + 47 = ?", .created_at = t0, .not_before = t0, .not_after = t0 + 1h});
    store->save(row);
    {
        Transaction given_up(*store);
        row.state = "right";
        row.closed_at = t0;
        store->save(row);
        EXPECT_EQ(store->item_sent(row.id)->state, "right");
        EXPECT_TRUE(store->open_items(child).empty());
    }
    for (int i = 0; i < 2; ++i) {
        const auto kept = store->item_sent(row.id);
        EXPECT_EQ(kept->state, "hinted");
        EXPECT_EQ(kept->tries, 1);
        EXPECT_EQ(kept->message, row.message);
        EXPECT_FALSE(kept->closed_at);
        EXPECT_EQ(store->open_items(child).size(), 1u);
        reopen();
    }
}

TEST_F(RememberedTest, WhatWaitsForAnAnswerIsTheSameReadBeforeOrWhenAsked) {
    const StudentId ana = student("s-1");
    const StudentId luis = student("s-2");
    const auto item = [&](StudentId child, const char* name) {
        return store->save(ports::ItemSentRow{.student = child, .item = name, .skill = "addition", .week = 1, .sent_at = t0});
    };
    const ItemSentId first = item(luis, "add-p1-01");
    const ItemSentId second = item(luis, "add-p1-02");
    store->save_mastery(luis, "addition", {{1, 2}, 1}, t0);
    store->save_mastery(luis, "*child", {{3}, 1}, t0);
    const auto open = [&](StudentId child) {
        std::vector<ItemSentId> ids;
        for (const ports::ItemSentRow& row : store->open_items(child)) ids.push_back(row.id);
        return ids;
    };
    for (const bool warmed : {false, true}) {
        reopen();
        if (warmed) store->warm();
        EXPECT_TRUE(open(ana).empty());
        EXPECT_EQ(open(luis), (std::vector{first, second}));
        EXPECT_EQ(store->mastery(luis, "addition")->numbers, (Numbers{1, 2}));
        EXPECT_EQ(store->mastery(luis, "*child")->numbers, (Numbers{3}));
        EXPECT_FALSE(store->mastery(ana, "*child"));
        EXPECT_TRUE(store->sessions_of(ana).empty());
        {
            Transaction given_up(*store);
            auto row = *store->item_sent(first);
            row.state = "shown";
            store->save(row);
            item(ana, "add-p1-03");
            EXPECT_EQ(open(luis), (std::vector{second}));
            EXPECT_EQ(open(ana).size(), 1u);
        }
        EXPECT_TRUE(open(ana).empty());
        EXPECT_EQ(open(luis), (std::vector{first, second}));
    }
    const ItemSentId third = item(ana, "add-p1-04");
    EXPECT_EQ(open(ana), (std::vector{third}));
    reopen();
    EXPECT_EQ(open(ana), (std::vector{third}));
}

TEST_F(RememberedTest, WhoUsesAPhoneChangesWithTheFamily) {
    const StudentId ana = student("s-1");
    const StudentId luis = student("s-2");
    const PhoneId phone = this->phone("+595981000001");
    EXPECT_TRUE(store->students_on(phone).empty());
    store->save(luis, {phone, 0, {}});
    EXPECT_EQ(store->students_on(phone), (std::vector{luis}));
    store->save(ana, {phone, 0, {}});
    EXPECT_EQ(store->students_on(phone), (std::vector{ana, luis}));
    {
        Transaction given_up(*store);
        store->save(ana, {phone, 0, "wrong"});
        EXPECT_EQ(store->students_on(phone), (std::vector{luis}));
    }
    EXPECT_EQ(store->students_on(phone), (std::vector{ana, luis}));
}

TEST_F(RememberedTest, ATutorsPhoneAndAChildsSessionsChange) {
    const PhoneId phone = this->phone("+595981000002");
    EXPECT_TRUE(store->tutors_on(phone).empty());
    ports::TutorRow rosa;
    rosa.cohort = cohort;
    rosa.phone = phone;
    rosa.tutor.key = "rosa";
    rosa.id = store->save(rosa);
    EXPECT_EQ(store->tutors_on(phone), (std::vector{rosa.id}));
    const StudentId child = student("s-1");
    EXPECT_TRUE(store->sessions_of(child).empty());
    Session session;
    session.student = child;
    session.tutor = rosa.id;
    session.enrollment = store->save(ports::EnrollmentRow{.student = child, .cohort = cohort, .tutor = rosa.id});
    for (const int number : {2, 1}) {
        session.id = {};
        session.number = session.week = session.tutor_number = number;
        session.planned_at = session.closes_at = t0 + number * 24h;
        session.booked_at = session.planned_at;
        session.id = store->save(session);
    }
    const auto times = [&] {
        std::vector<base::Instant> list;
        for (const Session& each : store->sessions_of(child)) list.push_back(*each.booked_at);
        return list;
    };
    const std::vector<base::Instant> booked{t0 + 24h, t0 + 48h};
    EXPECT_EQ(times(), booked);
    {
        Transaction given_up(*store);
        session.booked_at = t0 + 30h;
        store->save(session);
        EXPECT_EQ(times(), (std::vector<base::Instant>{t0 + 30h, t0 + 48h}));
    }
    EXPECT_EQ(times(), booked);
    ports::TutorRow ana = rosa;
    ana.id = {};
    ana.tutor.key = "ana";
    ana.id = store->save(ana);
    EXPECT_EQ(store->tutors_on(phone), (std::vector{rosa.id, ana.id}));
    rosa.active = false;
    store->save(rosa);
    EXPECT_EQ(store->tutors_on(phone), (std::vector{ana.id, rosa.id})) << "who teaches no more comes last";
    reopen();
    EXPECT_EQ(times(), booked);
    EXPECT_EQ(store->tutors_on(phone), (std::vector{ana.id, rosa.id}));
}

TEST_F(RememberedTest, ASessionItsDialsAndItsReportsAreWhatTheFileHolds) {
    const PhoneId phone = this->phone("+595981000002");
    ports::TutorRow rosa{.cohort = cohort, .phone = phone};
    rosa.tutor.key = "rosa";
    rosa.id = store->save(rosa);
    Session session{.student = student("s-1"), .tutor = rosa.id, .number = 1, .week = 1, .tutor_number = 1, .planned_at = t0, .booked_at = t0, .closes_at = t0 + 24h};
    session.enrollment = store->save(ports::EnrollmentRow{.student = session.student, .cohort = cohort, .tutor = rosa.id});
    session.id = store->save(session);
    const auto dial = [&](int n) { return store->save(Attempt{.session = session.id, .n = n, .phone = phone, .slot_at = t0, .queued_at = t0 + n * 1min}); };
    const auto report = [&](const char* outcome) {
        store->add_log({.session = session.id, .tutor = rosa.id, .at = t0, .outcome = outcome, .minutes = 18, .checkpoint = true, .counts = true});
    };
    const auto seen = [&] {  // all that can be read of it, as text
        std::string text;
        for (const Attempt& each : store->attempts_of(session.id))
            text += "dial " + std::to_string(each.n) + " " + std::string{name(each.state)} + " " + each.raw_code + " " + std::to_string(each.queued_at.time_since_epoch().count()) + "; ";
        for (const ports::LogRow& each : store->logs_of(session.id))
            text += "report " + std::to_string(each.id) + " " + each.outcome + " " + std::to_string(*each.minutes) + (each.checkpoint ? " done" : "") + (each.counts ? " counts; " : "; ");
        return text;
    };
    const auto same_from_the_file = [&](const char* when) {
        const std::string remembered = seen();
        const Session before = *store->session(session.id);
        EXPECT_EQ(before, session) << when;
        reopen();
        EXPECT_EQ(seen(), remembered) << when;
        EXPECT_EQ(*store->session(session.id), before) << when;
    };
    Attempt first = *store->attempt(dial(1));
    session.phase = Phase::calling;
    session.attempts = 1;
    store->save(session);
    same_from_the_file("its half hour stays");
    first.state = Attempt::State::ended;
    first.raw_code = "busy";
    store->save(first);
    dial(2);
    report("short");
    session.booked_at = t0 + 1h;
    store->save(session);
    same_from_the_file("it moves");
    EXPECT_EQ(store->logs_of(session.id).size(), 1u);
    report("completed");
    {
        Transaction given_up(*store);
        dial(3);
        report("no_contact");
        EXPECT_EQ(store->attempts_of(session.id).size(), 3u);
        EXPECT_EQ(store->logs_of(session.id).size(), 3u);
    }
    store->add_outcome({session.id, 1, Outcome::no_contact, "no_answer", "engine", t0});
    session.phase = Phase::closed;
    session.outcome = Outcome::no_contact;
    session.booked_at.reset();
    session.closed_at = t0;
    store->save(session);
    same_from_the_file("it ends");
    EXPECT_EQ(store->attempts_of(session.id).size(), 2u);
    EXPECT_FALSE(store->logs_of(session.id).front().counts);
    EXPECT_TRUE(store->logs_of(session.id).back().counts);
}

TEST_F(RememberedTest, WarmedUpItKnowsTheSame) {
    const StudentId ana = student("s-1");
    const StudentId luis = student("s-2");
    const PhoneId one = phone("+595981000001");
    const PhoneId other = phone("+595981000003");
    store->save(ana, {one, 0, {}});
    store->save(luis, {one, 0, {}});
    store->save(luis, {other, 1, {}});
    store->save(ana, {other, 1, "wrong"});
    store->set_consent(ana, {.given_by = "Ana", .given_on = std::chrono::sys_days{}, .text_version = "v1", .calls = true, .texts = true}, t0);
    store->save(ports::EnrollmentRow{.student = ana, .cohort = cohort, .slots = {3, 4}});
    for (const bool warmed : {false, true}) {
        reopen();
        if (warmed) store->warm();
        EXPECT_EQ(store->students_on(one), (std::vector{ana, luis}));
        EXPECT_EQ(store->students_on(other), (std::vector{luis}));
        EXPECT_EQ(store->phone(base::PhoneNumber::from_e164("+595981000003"))->id, other);
        EXPECT_TRUE(store->student(ana)->may_text);
        EXPECT_EQ(store->student(luis)->student.key, "s-2");
        EXPECT_EQ(store->enrollment_of(ana)->slots, (std::vector{3, 4}));
        EXPECT_FALSE(store->enrollment_of(luis));
    }
    store->revoke_consent(ana, t0 + 1h);
    EXPECT_FALSE(store->student(ana)->may_text);
}

}  // namespace
}  // namespace tutorline::remembered_test
