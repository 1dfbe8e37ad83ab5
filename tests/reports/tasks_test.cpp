// What waits for a person, as the coordinator reads it.
#include "reports/tasks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/store.hpp"

namespace tutorline::reports::tasks_test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

const base::Instant t0 = *base::parse_instant("2026-03-02T20:00:00Z");  // 17:00 in Asuncion

/// The keys themselves, so that the test does not hang on a catalog's wording.
std::string keys(std::string_view key, const domain::Arguments& arguments) {
    std::string out{key};
    for (const auto& [name, value] : arguments) out += " " + name + "=" + value;
    return out;
}

class TasksTest : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = store::open({});
        ASSERT_TRUE(opened);
        store_ = std::move(*opened);
        auto reading = store::open_reader({}, *store_);
        ASSERT_TRUE(reading);
        reader_ = std::move(*reading);
        program_.key = "demo";
        program_.zone = "America/Asuncion";
        ports::Transaction transaction(*store_);
        student_ = student("demo", "S1", "Luis");
        other_ = student("other", "S9", "Ana");
        task("question", 2, student_, "cuando empieza?", t0 + 24h);
        task("safeguarding", 0, student_, "palabras del caso", t0 + 1h);
        task("question", 2, other_, "otro programa", t0);
        closed_ = task("number_check", 3, student_, "", t0);
        store_->close_task(closed_, "called", t0);
        task("channel_broken", 1, {}, "", t0);
        transaction.commit();
    }

    domain::StudentId student(const std::string& cohort_key, const std::string& key, const std::string& name) {
        const auto cohort = store_->save(ports::CohortRow{.key = cohort_key, .name = cohort_key, .weeks = 8, .created_at = t0});
        ports::StudentRow row;
        row.cohort = cohort;
        row.household = store_->household(cohort, key);
        row.student.key = key;
        row.student.first_name = name;
        return store_->save(row);
    }

    domain::TaskId task(const std::string& kind, int urgency, domain::StudentId student, const std::string& words, base::Instant due) {
        ports::TaskRow row;
        row.kind = kind;
        row.urgency = urgency;
        row.student = student;
        row.created_at = t0;
        row.due_at = due;
        if (!words.empty()) {
            ports::InboxRow inbox;
            inbox.channel = "py";
            inbox.provider_id = words;
            inbox.at = t0;
            inbox.sender = "x";
            inbox.text = words;
            row.inbox = *store_->claim(inbox);
        }
        return store_->open_task(row);
    }

    std::unique_ptr<ports::Store> store_;
    std::unique_ptr<ports::Reader> reader_;
    domain::Program program_;
    domain::StudentId student_, other_;
    domain::TaskId closed_;
};

TEST_F(TasksTest, OpenOnesOfThisProgrammeComeMostUrgentFirst) {
    const auto tasks = open_tasks(*reader_, program_);
    ASSERT_TRUE(tasks);
    std::vector<std::string> kinds;
    for (const auto& task : *tasks) kinds.push_back(task.kind);
    EXPECT_THAT(kinds, testing::ElementsAre("safeguarding", "channel_broken", "question"));
    EXPECT_EQ((*tasks)[2].text, "cuando empieza?");
    EXPECT_EQ((*tasks)[2].student_name, "Luis");
}

TEST_F(TasksTest, WordsToWatchSayWhichListTheyAreOf) {
    store_->open_task({.kind = "words_to_watch", .student = student_, .detail = "es/phrases.yaml:12", .created_at = t0, .due_at = t0});
    store_->open_task({.kind = "words_to_watch", .created_at = t0, .due_at = t0});
    const std::string page = tasks_page(*open_tasks(*reader_, program_), program_, keys);
    EXPECT_THAT(page, HasSubstr("tasks.watch_listed place=es/phrases.yaml:12"));
    EXPECT_THAT(page, HasSubstr("tasks.watch_alike"));
}

TEST_F(TasksTest, TheWordsOfACaseAreReadOnlyByItsNumber) {
    const auto all = open_tasks(*reader_, program_);
    ASSERT_TRUE(all);
    const std::string page = tasks_page(*all, program_, keys);
    EXPECT_THAT(page, Not(HasSubstr("palabras del caso")));
    EXPECT_THAT(page, HasSubstr("tasks.case id=" + std::to_string(all->front().id)));
    const auto one = open_tasks(*reader_, program_, all->front().id);
    ASSERT_TRUE(one);
    ASSERT_EQ(one->size(), 1U);
    EXPECT_THAT(tasks_page(*one, program_, keys), HasSubstr("text=palabras del caso"));
}

TEST_F(TasksTest, AllAlarmsThatJoinedACaseAreReadWithIt) {
    const auto all = open_tasks(*reader_, program_);
    ASSERT_TRUE(all);
    const auto id = all->front().id;
    for (const std::string words : {"otra alarma", "y otra"}) {
        ports::InboxRow inbox;
        inbox.channel = "py";
        inbox.provider_id = words;
        inbox.at = t0;
        inbox.sender = "x";
        inbox.text = words;
        const auto stored = store_->claim(inbox);
        store_->add_fact({t0, "alert_joined", student_, {}, id, std::to_string(stored->value)});
    }
    const auto one = open_tasks(*reader_, program_, id);
    ASSERT_TRUE(one);
    EXPECT_THAT((*one)[0].later, testing::ElementsAre("otra alarma", "y otra"));
    const std::string page = tasks_page(*one, program_, keys);
    EXPECT_THAT(page, HasSubstr("text=otra alarma"));
    EXPECT_THAT(page, HasSubstr("text=palabras del caso"));
    EXPECT_THAT(all->front().later, testing::IsEmpty());
}

TEST_F(TasksTest, WhoTeachesTheChildNowIsNamedBesideTheTutorOfThen) {
    const auto cohort = store_->student(student_)->cohort;
    const auto tutor = [&](const std::string& key, const std::string& number) {
        ports::TutorRow row;
        row.cohort = cohort;
        row.tutor.key = key;
        row.tutor.name = key;
        row.phone = store_->save(ports::PhoneRow{.number = base::PhoneNumber::from_e164(number)});
        return store_->save(row);
    };
    const auto rosa = tutor("rosa", "+595981000001"), ana = tutor("ana", "+595981000002");
    ports::EnrollmentRow row{.student = student_, .cohort = cohort};
    row.status = "active";
    row.tutor = ana;
    row.created_at = t0;
    store_->save(row);
    for (const auto then : {rosa, ana}) {
        ports::TaskRow task;
        task.kind = "log_conflict";
        task.student = student_;
        task.tutor = then;
        task.created_at = task.due_at = t0;
        store_->open_task(task);
    }
    const std::string page = tasks_page(*open_tasks(*reader_, program_), program_, keys);
    EXPECT_THAT(page, HasSubstr("tasks.about_moved student=S1 Luis tutor=rosa rosa now=ana ana"));
    EXPECT_THAT(page, HasSubstr("tasks.about_both student=S1 Luis tutor=ana ana"));
}

TEST_F(TasksTest, TimesAreOfTheProgrammesZone) {
    EXPECT_THAT(tasks_page(*open_tasks(*reader_, program_), program_, keys), HasSubstr("created=2026-03-02 17:00 due=2026-03-03 17:00"));
}

TEST_F(TasksTest, ClosedOnesAndThoseOfOthersAreUnknown) {
    for (const std::int64_t id : {closed_.value, std::int64_t{999}}) {
        const auto none = open_tasks(*reader_, program_, id);
        ASSERT_FALSE(none);
        EXPECT_EQ(none.error().code, "task_unknown");
    }
    EXPECT_EQ(tasks_page({}, program_, keys), "tasks.none\n");
}

TEST_F(TasksTest, ManyOfUnknownNumbersStandBehindTheOthersAndAreCounted) {
    {
        ports::Transaction transaction(*store_);
        for (int n = 0; n < 40; ++n) {
            ports::PhoneRow phone;
            phone.number = base::PhoneNumber::from_e164("+5959720000" + std::to_string(10 + n));
            const domain::PhoneId id = store_->save(phone);
            for (const char* kind : {"safeguarding", "question"})
                store_->open_task({.kind = kind, .urgency = kind[0] == 's' ? 0 : 2, .phone = id, .created_at = t0, .due_at = t0 - 24h});
        }
        transaction.commit();
    }
    const auto tasks = open_tasks(*reader_, program_);
    ASSERT_TRUE(tasks);
    EXPECT_EQ(tasks->size(), 83u);
    EXPECT_EQ(tasks->front().student_key, "S1") << "first who is in the sheets";
    const std::string page = tasks_page(*tasks, program_, keys), all = tasks_page(*tasks, program_, keys, true);
    const auto lines = [](const std::string& text) {
        int found = 0;
        for (std::size_t at = text.find("tasks.line"); at != std::string::npos; at = text.find("tasks.line", at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(lines(page), 3 + 2 * strangers_shown);
    EXPECT_THAT(page, HasSubstr("tasks.strangers count=35"));
    EXPECT_EQ(lines(all), 83);
}

}  // namespace
}  // namespace tutorline::reports::tasks_test
