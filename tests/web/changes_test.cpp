// A coordinator's changes through the API: what is read, what the engine makes of it, what stands in the facts.
#include "web/changes.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "engine/cohort.hpp"

namespace tutorline::web::changes_test {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using domain::Outcome;
using test::Cohort;

class ChangesTest : public testing::Test {
  protected:
    void SetUp() override {
        cohort.resources().program.departments = {"Central", "Caazapa"};
        cohort.enroll({{"luis", "l", {"+595981000001"}}, {"ana", "a", {"+595981000002"}, 36}});
        auto opened = store::open_reader({}, *cohort.store);
        ASSERT_TRUE(opened);
        reader = std::move(*opened);
    }

    base::HttpResponse post(const std::string& path, const std::string& body, const std::string& type = "application/json",
                            const std::string& token = "a token of twenty-four letters") {
        const base::HttpRequest request{"POST", path, {{"Authorization", "Bearer " + token}, {"Content-Type", type}}, body};
        auto read = read_change({"a token of twenty-four letters", "0.1.0", &cohort.resources().program}, *reader, request);
        if (auto* refusal = std::get_if<base::HttpResponse>(&read)) return *refusal;
        const auto handled = cohort.handle(std::get<domain::Event>(read), now);
        return answer_change({&handled, 1});
    }
    std::string error(const base::HttpResponse& response) {
        return std::string{json::parse(response.body).at("error").at("code").as_string()};
    }
    /// "kind detail" of the facts of one kind, with the moment checked.
    std::vector<std::string> facts(const std::string& kind) {
        std::vector<std::string> found;
        const std::vector<ports::Value> parameters{kind, now.time_since_epoch().count()};
        reader->query("SELECT detail FROM fact WHERE kind = ?1 AND at = ?2", parameters, [&](const ports::Row& row) { found.emplace_back(row.text(0)); });
        return found;
    }
    std::string id_of(const domain::Session& session) { return std::to_string(session.id.value); }

    Cohort cohort;
    base::Instant now = cohort.monday - 48h;
    std::unique_ptr<ports::Reader> reader;
};

TEST_F(ChangesTest, ClosesATaskOnceWithItsAuthor) {
    const auto task = cohort.store->open_task({.kind = "visit_list", .student = cohort.student_id("luis"), .created_at = now, .due_at = now});
    const std::string body = R"({"task": )" + std::to_string(task.value) + R"(, "reason": "visited", "author": "ana.benitez"})";
    const auto response = post("/api/tasks/close", body);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "{\"changed\":true}\n");
    EXPECT_EQ(cohort.store->task(task)->closed_reason, "visited");
    EXPECT_EQ(facts("task_closed"), std::vector<std::string>{"ana.benitez"});
    const auto again = post("/api/tasks/close", body);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(error(again), "same");
    EXPECT_EQ(post("/api/tasks/close", R"({"task": 999, "reason": "visited", "author": "ana"})").status, 404);
}

TEST_F(ChangesTest, CorrectsAnOutcomeWhereThatMakesSense) {
    const std::string id = id_of(cohort.session("luis"));
    const auto correct = [&](const std::string& outcome) {
        return post("/api/sessions/correct", R"({"session": )" + id + R"(, "outcome": ")" + outcome + R"(", "reason": "was_ill", "author": "ana"})");
    };
    EXPECT_EQ(error(correct("no_contact")), "not_yet");
    now = cohort.monday;
    const auto attempt = cohort.dial(now);
    EXPECT_EQ(error(correct("excused")), "on_the_line");
    cohort.handle(cohort.answered(attempt, domain::Leg::tutor), now);
    cohort.handle(cohort.answered(attempt, domain::Leg::family), now);
    cohort.handle(cohort.ended(attempt, domain::Leg::family, domain::CallEnd::completed, 60), now + 1min);
    now += 2h;
    cohort.log(cohort.session("luis").id, domain::ReportedOutcome::adult_contact, {}, {}, now);
    EXPECT_EQ(error(correct("completed")), "no_minutes");
    EXPECT_EQ(correct("excused").status, 200);
    EXPECT_EQ(cohort.session("luis").outcome, Outcome::excused);
    EXPECT_EQ(cohort.store->outcome_versions(cohort.session("luis").id), 2);
    EXPECT_EQ(facts("outcome_corrected"), std::vector<std::string>{"ana"});
    EXPECT_EQ(error(correct("excused")), "same");
    EXPECT_EQ(correct("done").status, 422);
    EXPECT_EQ(post("/api/sessions/correct", R"({"session": 999, "outcome": "excused", "reason": "x", "author": "ana"})").status, 404);
}

TEST_F(ChangesTest, WhatIsToComeIsNeverRecordedAsHeldAlsoOnceCancelled) {
    const std::string id = id_of(cohort.session("luis", 2));
    const auto correct = [&](const std::string& outcome) {
        return post("/api/sessions/correct", R"({"session": )" + id + R"(, "outcome": ")" + outcome + R"(", "reason": "was_ill", "author": "ana"})");
    };
    EXPECT_EQ(correct("cancelled_programme").status, 200);
    for (const char* outcome : {"not_logged", "no_contact", "withdrawn", "adult_contact", "completed"}) {
        EXPECT_EQ(correct(outcome).status, 409) << outcome;
        EXPECT_EQ(error(correct(outcome)), "not_yet") << outcome;
    }
    EXPECT_EQ(correct("excused").status, 200) << "a mistake between these two can be mended";
    now = cohort.session("luis", 2).planned_at;
    EXPECT_EQ(correct("no_contact").status, 200) << "its hour has come";
}

TEST_F(ChangesTest, APauseLiesWithinTheRoundAndTellsWhatFell) {
    const auto pause = [&](const std::string& from, const std::string& to) {
        return post("/api/cohorts/pause", R"({"from": ")" + from + R"(", "to": ")" + to + R"(", "reason": "flood", "author": "ana"})");
    };
    const std::pair<const char*, const char*> wrong[] = {{"0000-01-01", "9999-12-31"}, {"2026-03-02", "9999-12-31"}, {"2026-02-27", "2026-03-03"}, {"2026-02-02", "2026-02-03"}, {"2026-03-09", "2026-03-08"}};
    for (const auto& [from, to] : wrong) EXPECT_EQ(pause(from, to).status, 422) << from;
    EXPECT_NE(pause("2026-02-27", "2026-03-03").body.find("from must not be before today"), std::string::npos);
    EXPECT_NE(pause("2026-03-02", "2027-12-31").body.find("to must not be after the last day"), std::string::npos);
    EXPECT_EQ(cohort.session("luis").phase, domain::Phase::planned);
    EXPECT_TRUE(cohort.store->pauses(cohort.enrolled.cohort).empty());
    EXPECT_EQ(pause("2026-02-28", "2026-02-28").body, "{\"changed\":true,\"lessons_moved\":0,\"lessons_cancelled\":0}\n") << "today is a day of the programme's clock";
    EXPECT_EQ(pause("2026-03-09", "2026-03-20").body, "{\"changed\":true,\"lessons_moved\":2,\"lessons_cancelled\":2}\n");
    EXPECT_EQ(cohort.session("luis", 2).outcome, Outcome::cancelled_programme);
}

TEST_F(ChangesTest, StopsAHousehold) {
    const auto stop = [&](const char* student, const char* calls) {
        return post("/api/households/stop", std::string{R"({"student": ")"} + student + R"(", "calls": )" + calls + R"(, "author": "ana"})");
    };
    EXPECT_EQ(stop("luis", "false").status, 200);
    EXPECT_EQ(error(stop("luis", "false")), "same");
    EXPECT_EQ(cohort.session("luis").phase, domain::Phase::planned) << "calls go on";
    EXPECT_EQ(stop("luis", "true").status, 200);
    EXPECT_EQ(error(stop("luis", "true")), "same");
    EXPECT_EQ(cohort.session("luis").outcome, Outcome::withdrawn);
    EXPECT_TRUE(cohort.store->phone(cohort.phone("+595981000001"))->calls_stopped_at);
    EXPECT_EQ(cohort.session("ana").phase, domain::Phase::planned) << "another household";
    EXPECT_EQ(facts("texts_stopped"), std::vector<std::string>{"ana"});
    EXPECT_EQ(facts("all_stopped"), std::vector<std::string>{"ana"});
    EXPECT_EQ(stop("nobody", "true").status, 404);
    EXPECT_EQ(stop("ana", "\"true\"").status, 422);
    EXPECT_EQ(post("/api/households/stop", R"({"student": "ana", "calls": true, "author": "ana", "cohort": "other"})").status, 404);
}

TEST_F(ChangesTest, AWrongNumberOfAHouseholdIsSomebodyElsesAndNotStopped) {
    auto phone = cohort.store->phones_of(cohort.student_id("luis")).front();
    phone.blocked = "wrong";
    cohort.store->save(cohort.student_id("luis"), phone);
    EXPECT_EQ(post("/api/households/stop", R"({"student": "luis", "calls": true, "author": "ana"})").status, 200);
    EXPECT_FALSE(cohort.store->phone(cohort.phone("+595981000001"))->texts_stopped_at);
    EXPECT_EQ(cohort.session("luis").outcome, Outcome::withdrawn);
}

TEST_F(ChangesTest, PausesTheCohort) {
    const auto pause = [&](const std::string& from, const std::string& to, const std::string& more = {}) {
        return post("/api/cohorts/pause", R"({"from": ")" + from + R"(", "to": ")" + to + R"(", "reason": "flood", "author": "ana")" + more + "}");
    };
    EXPECT_EQ(pause("2026-03-02", "2026-03-03").status, 200);
    EXPECT_GE(*cohort.session("luis").booked_at, *base::parse_instant("2026-03-04T03:00:00Z"));
    EXPECT_EQ(facts("cohort_paused"), std::vector<std::string>{"ana"});
    EXPECT_EQ(error(pause("2026-03-02", "2026-03-03")), "same");
    EXPECT_EQ(cohort.store->pauses(cohort.enrolled.cohort).size(), 1u);
    EXPECT_EQ(error(pause("2026-03-09", "2026-03-09", R"(, "departments": ["Caazapa"])")), "no_calls") << "nobody lives there";
    EXPECT_EQ(pause("2026-03-09", "2026-03-09", R"(, "departments": ["Narnia"])").status, 422);
    EXPECT_EQ(pause("2026-03-09", "2026-03-09", R"(, "departments": [])").status, 422) << "none chosen is not all";
    EXPECT_EQ(pause("2026-03-09", "2026-03-08").status, 422);
    EXPECT_EQ(pause("2026-13-09", "tomorrow").status, 422);
    EXPECT_EQ(pause("2026-03-09", "2026-03-09", R"(, "cohort": "other")").status, 404);
    EXPECT_EQ(cohort.store->pauses(cohort.enrolled.cohort).size(), 1u) << "what is refused is not stored";
}

TEST_F(ChangesTest, TellsAllThatIsWrongWithABodyAndRepeatsNothingOfIt) {
    const auto response = post("/api/tasks/close", R"({"task": "7", "reason": "Llame a Canaria al 0981 999 001", "author": "engine", "phone": 1})");
    EXPECT_EQ(response.status, 422);
    const std::string message{json::parse(response.body).at("error").at("message").as_string()};
    for (const char* field : {"task must be", "reason must be", "author must be", "none of: task, reason, author"})
        EXPECT_NE(message.find(field), std::string::npos) << message;
    for (const char* given : {"Canaria", "0981", "phone"}) EXPECT_EQ(message.find(given), std::string::npos) << message;
    const std::pair<const char*, int> bodies[] = {{"", 400}, {"{", 400}, {"[]", 400}, {"{\"task\": 1, \"task\": 2}", 400}, {"{} {}", 400},
                                                  {"{}", 422}, {R"({"task": 1.5, "reason": "a", "author": "ana"})", 422},
                                                  {R"({"task": 0, "reason": "a", "author": "ana"})", 422},
                                                  {R"({"task": 1, "reason": "a:b", "author": "ana"})", 422},
                                                  {R"({"task": 1, "reason": "a", "author": "595981999001"})", 422}};
    for (const auto& [body, status] : bodies) EXPECT_EQ(post("/api/tasks/close", body).status, status) << body;
    EXPECT_EQ(post("/api/tasks/close", std::string(100000, '[')).status, 413);
    EXPECT_EQ(post("/api/tasks/close", std::string(4000, '[')).status, 400);
}

TEST_F(ChangesTest, AsksForTheTokenFirst) {
    const char* body = R"({"task": 1, "reason": "visited", "author": "ana"})";
    EXPECT_EQ(post("/api/tasks/close", body, "application/json", "another token of that length").status, 401);
    EXPECT_EQ(post("/api/tasks/close", body, "text/plain").status, 415);
    EXPECT_EQ(post("/api/tasks/close?task=1", body).status, 400);
    EXPECT_EQ(post("/api/tasks/open", body).status, 404);
    const base::HttpRequest request{"POST", "/api/tasks/close", {{"Authorization", "Bearer "}, {"Content-Type", "application/json"}}, body};
    EXPECT_EQ(std::get<base::HttpResponse>(read_change({"", "0.1.0", nullptr}, *reader, request)).status, 403);
    const base::HttpRequest get{"GET", "/api/tasks/close", {}, ""};
    EXPECT_FALSE(is_change(get));
    EXPECT_TRUE(is_change(request));
    EXPECT_FALSE(is_change({"POST", "/api/tasks", {}, ""}));
    EXPECT_EQ(answer_api({"", "0.1.0", nullptr}, *reader, {}, get).header("Allow"), "POST");
}

TEST_F(ChangesTest, WhatIsNotStoredIsAnswered503) {
    const engine::Handled refused{engine::Handled::Kind::refused, {}};
    EXPECT_EQ(answer_change({&refused, 1}).status, 503);
    EXPECT_EQ(answer_change({&refused, 1}).header("Retry-After"), "10");
}

}  // namespace
}  // namespace tutorline::web::changes_test
