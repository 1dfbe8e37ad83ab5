// One suite over every kind of store: in memory and a file.
#include "store/store.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace tutorline::store_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using ports::StoreFailure;
using ports::Transaction;

const base::Instant t0 = *base::parse_instant("2026-03-02T20:00:00Z");

class StoreTest : public testing::TestWithParam<bool> {
  protected:
    void SetUp() override {
        if (GetParam()) {
            std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
            std::replace(test.begin(), test.end(), '/', '-');
            path_ = std::filesystem::temp_directory_path() / ("tutorline-store-" + std::to_string(::getpid()) + test + ".db");
            clear();
        }
        store_ = open();
    }
    void TearDown() override {
        store_.reset();
        if (GetParam()) clear();
    }
    void clear() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
    }
    store::Options options() { return {.path = GetParam() ? path_.string() : std::string{}}; }
    std::unique_ptr<ports::Store> open() {
        auto opened = store::open(options());
        EXPECT_TRUE(opened) << opened.error().message;
        return std::move(opened).value();
    }
    CohortId cohort() {
        return store_->save(ports::CohortRow{.key = "demo", .name = "Demo", .weeks = 8, .created_at = t0});
    }
    PhoneId phone(const char* number) { return store_->save(ports::PhoneRow{.number = base::PhoneNumber::from_e164(number)}); }
    StudentId student(CohortId cohort, const char* key) {
        ports::StudentRow row;
        row.cohort = cohort;
        row.household = store_->household(cohort, key);
        row.student.key = key;
        row.student.first_name = "Luis";
        row.student.languages = {"gn", "es"};
        row.student.windows = {{0, 1050, 1200}, {5, 480, 720}};
        row.student.birth_year = 2015;
        row.seed = 0xfedcba9876543210u;
        return store_->save(row);
    }
    TutorId tutor(CohortId cohort, PhoneId phone) {
        ports::TutorRow row;
        row.cohort = cohort;
        row.phone = phone;
        row.tutor.key = "rosa";
        row.tutor.levels = {Level::addition, Level::finished};
        return store_->save(row);
    }
    Session session(StudentId student, TutorId tutor, int number, base::Instant at) {
        const auto enrolled = store_->enrollment_of(student);
        Session s;
        s.enrollment = enrolled ? enrolled->id
                                : store_->save(ports::EnrollmentRow{.student = student, .cohort = CohortId{1}, .tutor = tutor});
        s.student = student;
        s.tutor = tutor;
        s.number = number;
        s.week = number;
        s.tutor_number = 1;
        s.planned_at = at;
        s.booked_at = at;
        s.next_at = at;
        s.closes_at = at + 96h;
        s.id = store_->save(s);
        return s;
    }

    std::filesystem::path path_;
    std::unique_ptr<ports::Store> store_;
};

TEST_P(StoreTest, PeopleComeBackAsTheyWereSaved) {
    const CohortId cohort = this->cohort();
    const StudentId id = student(cohort, "s-1");
    const auto row = store_->student(id);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->student.languages, (std::vector<std::string>{"gn", "es"}));
    EXPECT_EQ(row->student.windows, (std::vector<WeeklyWindow>{{0, 1050, 1200}, {5, 480, 720}}));
    EXPECT_EQ(row->student.birth_year, 2015);
    EXPECT_EQ(row->seed, 0xfedcba9876543210u);
    EXPECT_EQ(store_->student(cohort, "s-1")->id, id);
    EXPECT_FALSE(store_->student(cohort, "s-2"));
    const TutorId tutor = this->tutor(cohort, phone("+595981000001"));
    EXPECT_EQ(store_->tutor(tutor)->tutor.levels, (std::vector<Level>{Level::addition, Level::finished}));
    EXPECT_EQ(store_->tutor(tutor)->tutor.phone.e164(), "+595981000001");
}

TEST_P(StoreTest, ConsentIsAddedOnceRevokedAndLivesAgain) {
    const StudentId id = student(cohort(), "s-1");
    EXPECT_FALSE(store_->student(id)->may_text);
    const Consent consent{.given_by = "Ana", .given_on = std::chrono::sys_days{}, .text_version = "v1", .calls = true, .texts = true};
    store_->set_consent(id, consent, t0);
    store_->set_consent(id, consent, t0);
    EXPECT_TRUE(store_->student(id)->may_text);
    EXPECT_TRUE(store_->student(id)->may_call);
    store_->revoke_consent(id, t0 + 1h);
    EXPECT_FALSE(store_->student(id)->may_call);
    store_->set_consent(id, consent, t0 + 2h);  // the paper that was left out of the sheet is back
    EXPECT_TRUE(store_->student(id)->may_call);
}

TEST_P(StoreTest, TheLastConsentIsTheOneThatHolds) {
    const StudentId id = student(cohort(), "s-1");
    Consent consent{.given_by = "Ana", .given_on = std::chrono::sys_days{}, .text_version = "v1", .calls = true, .texts = true};
    store_->set_consent(id, consent, t0);
    consent.texts = false;  // the same paper, read again
    store_->set_consent(id, consent, t0 + 1h);
    EXPECT_FALSE(store_->student(id)->may_text);
    EXPECT_TRUE(store_->student(id)->may_call);
    consent.text_version = "v2";
    consent.texts = true;
    consent.calls = false;
    store_->set_consent(id, consent, t0 + 2h);
    EXPECT_TRUE(store_->student(id)->may_text);
    EXPECT_FALSE(store_->student(id)->may_call) << "the older one ended";
}

TEST_P(StoreTest, ABlockedPhoneBelongsToTheStudentNoMore) {
    const CohortId cohort = this->cohort();
    const PhoneId phone = this->phone("+595981000001");
    const StudentId a = student(cohort, "a");
    const StudentId b = student(cohort, "b");
    store_->save(a, {phone, 1, ""});
    store_->save(b, {phone, 1, ""});
    EXPECT_EQ(store_->students_on(phone), (std::vector{a, b}));
    store_->save(a, {phone, 1, "wrong"});
    EXPECT_EQ(store_->students_on(phone), (std::vector{b}));
}

TEST_P(StoreTest, ATransactionThatIsNotCommittedLeavesNothing) {
    {
        Transaction transaction(*store_);
        cohort();
    }
    EXPECT_FALSE(store_->cohort("demo"));
    Transaction transaction(*store_);
    cohort();
    store_->savepoint();
    phone("+595981000001");
    store_->rollback_to();
    transaction.commit();
    EXPECT_TRUE(store_->cohort("demo"));
    EXPECT_FALSE(store_->phone(base::PhoneNumber::from_e164("+595981000001")));
}

TEST_P(StoreTest, SessionsComeBackAndATutorIsNeverBookedTwice) {
    const CohortId cohort = this->cohort();
    const TutorId tutor = this->tutor(cohort, phone("+595981000001"));
    const StudentId luis = student(cohort, "luis");
    Session first = session(luis, tutor, 1, t0);
    EXPECT_EQ(*store_->session(first.id), first);
    const Session second = session(luis, tutor, 2, t0 + 24h);
    Session clash = second;
    clash.booked_at = t0;
    EXPECT_THROW(store_->save(clash), StoreFailure);
    EXPECT_EQ(store_->booked_times(tutor, t0, t0 + 48h), (std::vector{t0, t0 + 24h}));
    EXPECT_EQ(store_->session_numbered(tutor, 1, t0 + 3h)->id, first.id);
    EXPECT_EQ(store_->session_numbered(tutor, 1, t0 + 30h)->id, second.id);
    EXPECT_EQ(store_->session_numbered(tutor, 1, t0 - 30h)->id, first.id);

    first.phase = Phase::awaiting_log;
    first.booked_at.reset();
    first.talk = base::Seconds{610};
    first.minutes_source = Source::gateway;
    first.last_disposition = Disposition::voicemail;
    first.checkpoint = Checkpoint::not_done;
    store_->save(first);
    EXPECT_EQ(*store_->session(first.id), first);
    ASSERT_EQ(store_->awaiting_log(tutor).size(), 1u);
}

TEST_P(StoreTest, ASessionClosesWithItsOutcomeOnce) {
    const CohortId cohort = this->cohort();
    Session s = session(student(cohort, "luis"), tutor(cohort, phone("+595981000001")), 1, t0);
    s.phase = Phase::closed;
    s.booked_at.reset();
    s.next_at.reset();
    s.outcome = Outcome::no_contact;
    EXPECT_THROW(store_->save(s), StoreFailure);  // no outcome row
    store_->add_outcome({s.id, 1, Outcome::no_contact, "", "engine", t0});
    store_->save(s);
    EXPECT_EQ(store_->session(s.id)->outcome, Outcome::no_contact);
    EXPECT_THROW(store_->add_outcome({s.id, 1, Outcome::excused, "", "engine", t0}), StoreFailure);
    store_->add_outcome({s.id, 2, Outcome::excused, "ill", "coordinator", t0 + 1h});
    s.outcome = Outcome::excused;
    store_->save(s);
    EXPECT_EQ(store_->outcome_versions(s.id), 2);
}

TEST_P(StoreTest, AttemptsAreOnePerNumber) {
    const CohortId cohort = this->cohort();
    const PhoneId phone = this->phone("+595981000001");
    const Session s = session(student(cohort, "luis"), tutor(cohort, phone), 1, t0);
    Attempt a;
    a.session = s.id;
    a.n = 1;
    a.phone = phone;
    a.slot_at = a.queued_at = t0;
    a.id = store_->save(a);
    EXPECT_THROW(store_->save(Attempt{.session = s.id, .n = 1, .phone = phone}), StoreFailure);
    a.state = Attempt::State::ended;
    a.disposition = Disposition::no_answer;
    a.source = Source::gateway;
    a.family_leg_ended = true;
    a.ended_at = t0 + 1min;
    store_->save(a);
    EXPECT_EQ(*store_->attempt(a.id), a);
    EXPECT_EQ(store_->attempts_of(s.id).size(), 1u);
}

TEST_P(StoreTest, OnlyOneLogCounts) {
    const CohortId cohort = this->cohort();
    const TutorId tutor = this->tutor(cohort, phone("+595981000001"));
    const Session s = session(student(cohort, "luis"), tutor, 1, t0);
    store_->add_log({.session = s.id, .tutor = tutor, .at = t0, .outcome = "completed", .minutes = 20, .counts = true});
    store_->add_log({.session = s.id, .tutor = tutor, .at = t0, .outcome = "completed", .minutes = 25, .level = 3, .checkpoint = true, .counts = true});
    const auto logs = store_->logs_of(s.id);
    ASSERT_EQ(logs.size(), 2u);
    EXPECT_FALSE(logs[0].counts);
    EXPECT_TRUE(logs[1].counts);
    EXPECT_EQ(logs[1].minutes, 25);
    EXPECT_EQ(logs[0].checkpoint, std::nullopt);
}

TEST_P(StoreTest, AnInboundKeyIsClaimedOnce) {
    ports::InboxRow row{.channel = "twilio-1", .provider_id = "SM1", .at = t0, .text = "81"};
    const auto id = store_->claim(row);
    ASSERT_TRUE(id);
    EXPECT_FALSE(store_->claim(row));
    row.channel = "twilio-2";
    EXPECT_TRUE(store_->claim(row));
    row.id = *id;
    row.cls = "answer";
    row.handled = "answered";
    store_->annotate(row);
    EXPECT_EQ(store_->inbox(*id)->cls, "answer");
}

TEST_P(StoreTest, TextsLeaveByPriorityAndTheirStateOnlyClimbs) {
    const PhoneId phone = this->phone("+595981000001");
    ports::MessageRow text{.phone = phone, .key = "families.item", .language = "es", .text = "34 + 47 = ?",
                           .created_at = t0, .not_before = t0 + 1h, .not_after = t0 + 24h, .once = "item:1:1"};
    const auto late = store_->enqueue(text);
    ASSERT_TRUE(late);
    EXPECT_FALSE(store_->enqueue(text));
    EXPECT_TRUE(store_->said("item:1:1"));
    text.once.clear();
    text.priority = Priority::direct_answer;
    text.not_before = t0 + 2h;
    const auto urgent = store_->enqueue(text);
    EXPECT_EQ(store_->next_outbox(), t0 + 1h);
    EXPECT_TRUE(store_->due_outbox(t0, 10).empty());
    const auto due = store_->due_outbox(t0 + 2h, 10);
    ASSERT_EQ(due.size(), 2u);
    EXPECT_EQ(due[0].id, urgent->value);

    auto row = *store_->message(*late);
    for (const auto state : {ports::MessageState::sending, ports::MessageState::sent, ports::MessageState::delivered}) {
        row.state = state;
        store_->save_state(row);
    }
    row.state = ports::MessageState::sent;
    EXPECT_THROW(store_->save_state(row), StoreFailure);
    EXPECT_EQ(store_->message(*late)->state, ports::MessageState::delivered);
}

TEST_P(StoreTest, AfterAStopNothingNewIsWrittenButTheConfirmation) {
    ports::PhoneRow phone{.number = base::PhoneNumber::from_e164("+595981000001")};
    phone.id = store_->save(phone);
    ports::MessageRow text{.phone = phone.id, .text = "hola", .created_at = t0, .not_before = t0, .not_after = t0 + 1h};
    ASSERT_TRUE(store_->enqueue(text));
    EXPECT_EQ(store_->suppress_queued(phone.id, {}, "stopped", t0), 1);
    EXPECT_TRUE(store_->due_outbox(t0, 10).empty());
    phone.texts_stopped_at = t0;
    store_->save(phone);
    EXPECT_FALSE(store_->enqueue(text));
    text.final_word = true;
    EXPECT_TRUE(store_->enqueue(text));
}

TEST_P(StoreTest, AFamilyWithoutConsentIsNotWrittenTo) {
    const StudentId id = student(cohort(), "luis");
    ports::MessageRow text{.phone = phone("+595981000001"), .student = id, .text = "hola", .created_at = t0, .not_after = t0};
    EXPECT_FALSE(store_->enqueue(text));
    EXPECT_FALSE(store_->next_outbox());
}

TEST_P(StoreTest, ItemsAreGivenOnceAndModelsKept) {
    const StudentId id = student(cohort(), "luis");
    ports::ItemSentRow item{.student = id, .item = "add-p3-07", .skill = "addition", .sent_at = t0};
    item.id = store_->save(item);
    EXPECT_THROW(store_->save(ports::ItemSentRow{.student = id, .item = "add-p3-07", .sent_at = t0}), StoreFailure);
    EXPECT_EQ(store_->open_items(id).size(), 1u);
    item.state = "right";
    item.verdict = "right";
    store_->save(item);
    EXPECT_TRUE(store_->open_items(id).empty());
    EXPECT_EQ(store_->items_of(id).front().verdict, "right");
    store_->save_mastery(id, "addition", {{0.25, -3.5, 1e-300}, 2}, t0);
    EXPECT_EQ(store_->mastery(id, "addition")->numbers, (std::vector{0.25, -3.5, 1e-300}));
    EXPECT_FALSE(store_->mastery(id, "division"));
}

TEST_P(StoreTest, QuestionsAreAskedOneAtATime) {
    const StudentId luis = student(cohort(), "luis");
    const PhoneId phone = this->phone("+595981000001");
    store_->ask({.phone = phone, .kind = "offer_time", .student = luis, .offered = t0 + 24h, .asked_at = t0});
    store_->ask({.phone = phone, .kind = "which_child", .asked_at = t0 + 1h});
    EXPECT_EQ(store_->question(phone)->kind, "which_child");
    EXPECT_FALSE(store_->question(phone)->offered);
    store_->forget_question(phone);
    EXPECT_FALSE(store_->question(phone));

    const TutorId rosa = tutor(CohortId{1}, phone);
    const auto text = store_->claim({.channel = "c", .provider_id = "SM1", .at = t0, .text = "por que?"});
    store_->add_child_question({*text, luis, rosa, t0 + 24h, std::nullopt});
    EXPECT_EQ(store_->open_questions(rosa).size(), 1u);
    store_->close_child_question(*text, t0 + 1h);
    EXPECT_TRUE(store_->open_questions(rosa).empty());
    EXPECT_EQ(store_->child_question(*text)->closed_at, t0 + 1h);
}

TEST_P(StoreTest, TimersTasksAndSettings) {
    store_->add_timer({t0 + 1h, ports::TimerKind::session, 7});
    store_->add_timer({t0, ports::TimerKind::week_open, 9});
    store_->add_timer({t0, ports::TimerKind::week_open, 9});
    EXPECT_EQ(store_->next_timer(), t0);
    const auto due = store_->due_timers(t0 + 2h, 10);
    ASSERT_EQ(due.size(), 2u);
    EXPECT_EQ(due[0].subject, 9);
    for (const auto& timer : due) store_->remove_timer(timer);
    EXPECT_FALSE(store_->next_timer());

    const ports::TaskRow task{.kind = "number_check", .phone = phone("+595981000001"), .created_at = t0, .due_at = t0};
    const TaskId id = store_->open_task(task);
    EXPECT_EQ(store_->open_task(task), id);
    EXPECT_TRUE(store_->close_task(id, "called", t0));
    EXPECT_FALSE(store_->close_task(id, "again", t0));
    EXPECT_NE(store_->open_task(task), id);
    store_->set_meta("a", "1");
    store_->set_meta("a", "2");
    EXPECT_EQ(store_->meta("a"), "2");
    EXPECT_FALSE(store_->meta("b"));
}

TEST_P(StoreTest, AReaderSeesWhatIsCommitted) {
    cohort();
    auto reader = store::open_reader(options(), *store_);
    ASSERT_TRUE(reader);
    std::vector<std::string> keys;
    const std::vector<ports::Value> parameters{std::int64_t{8}};
    (*reader)->begin();
    (*reader)->query("SELECT key FROM cohort WHERE weeks = ?1", parameters,
                     [&](const ports::Row& row) { keys.emplace_back(row.text(0)); });
    (*reader)->end();
    EXPECT_EQ(keys, std::vector<std::string>{"demo"});
    EXPECT_THROW((*reader)->query("SELECT nonsense", {}, [](const ports::Row&) {}), StoreFailure);
}

TEST_P(StoreTest, OnlyAFileComesBackAfterItWasClosed) {
    cohort();
    store_.reset();
    store_ = open();
    EXPECT_EQ(store_->cohort("demo").has_value(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Kinds, StoreTest, testing::Values(false, true),
                         [](const auto& kind) { return kind.param ? "file" : "memory"; });

}  // namespace
}  // namespace tutorline::store_test
