#include "web/api.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "store/store.hpp"

namespace tutorline::web::api_test {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
const base::Instant t0 = *base::parse_instant("2026-03-02T20:00:00Z");
domain::Program programme() {
    domain::Program program;
    program.key = "demo";
    program.name = "Demo";
    program.zone = "America/Asuncion";
    program.starts_on = std::chrono::floor<std::chrono::days>(t0);
    return program;
}
const domain::Program demo = programme();
const ApiSettings settings{"a token of twenty-four letters", "0.1.0", &demo};

class ApiTest : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = store::open({});
        ASSERT_TRUE(opened);
        store = std::move(*opened);
        auto opened_reader = store::open_reader({}, *store);
        ASSERT_TRUE(opened_reader);
        reader = std::move(*opened_reader);
        fill();
    }

    void fill() {
        ports::Transaction transaction(*store);
        const auto cohort = store->save(ports::CohortRow{.key = "demo", .name = "Demo", .starts_on = std::chrono::floor<std::chrono::days>(t0), .created_at = t0});
        const auto phone = store->save(ports::PhoneRow{.number = base::PhoneNumber::from_e164("+595981999001")});
        ports::TutorRow tutor;
        tutor.cohort = cohort;
        tutor.phone = phone;
        tutor.tutor.key = "T1";
        tutor.tutor.name = "Canaria Secreta";
        const auto tutor_id = store->save(tutor);
        ports::StudentRow row;
        row.cohort = cohort;
        row.household = store->household(cohort, "H1");
        row.student.key = "S1";
        row.student.first_name = "Canario";
        const auto student = store->save(row);
        ports::EnrollmentRow enrollment;
        enrollment.student = student;
        enrollment.cohort = cohort;
        enrollment.tutor = tutor_id;
        enrollment.created_at = t0;
        const auto enrollment_id = store->save(enrollment);
        for (int number = 1; number <= 3; ++number) {
            domain::Session session;
            session.enrollment = enrollment_id;
            session.student = student;
            session.tutor = tutor_id;
            session.number = number;
            session.week = number;
            session.tutor_number = number;
            session.planned_at = t0 + 24h * 7 * (number - 1);
            session.closes_at = session.planned_at + 24h;
            if (number == 2) session.booked_at = session.next_at = session.planned_at + 25h;  // the family asked for the day after
            sessions.push_back(store->save(session));
        }
        ports::TaskRow task;
        task.kind = "visit_list";
        task.student = student;
        task.created_at = t0;
        task.due_at = t0 + 24h;
        store->open_task(task);
        transaction.commit();
    }

    base::HttpResponse get(const std::string& target, const std::string& token = settings.token) {
        base::HttpRequest request{"GET", target, {}, ""};
        if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
        return answer_api(settings, *reader, {true, t0}, request);
    }
    json::value read(const std::string& target) {
        const auto response = get(target);
        EXPECT_EQ(response.status, 200) << response.body;
        return json::parse(response.body);
    }

    std::unique_ptr<ports::Store> store;
    std::unique_ptr<ports::Reader> reader;
    std::vector<domain::SessionId> sessions;
};

TEST_F(ApiTest, TheSchemeIsWrittenInAnyCase) {
    for (const char* scheme : {"bearer ", "BEARER ", "Bearer "}) {
        const base::HttpRequest request{"GET", "/api/cohorts", {{"Authorization", scheme + settings.token}}, ""};
        EXPECT_EQ(answer_api(settings, *reader, {true, t0}, request).status, 200) << scheme;
    }
    for (const std::string& given : {std::string{"Bear"}, std::string{"Bearer"}, "Basic " + settings.token, "bearer x" + settings.token}) {
        const base::HttpRequest request{"GET", "/api/cohorts", {{"Authorization", given}}, ""};
        EXPECT_EQ(answer_api(settings, *reader, {true, t0}, request).status, 401) << given;
    }
}

TEST_F(ApiTest, HealthAnswersWithoutAToken) {
    EXPECT_EQ(get("/api/health", "").body, "{\"status\":\"ok\",\"version\":\"0.1.0\",\"now\":\"2026-03-02T20:00:00Z\"}\n");
    EXPECT_EQ(answer_health(settings, {false, t0}).status, 503);
    const auto jumped = answer_health(settings, {true, t0, true});
    EXPECT_EQ(jumped.status, 503);
    EXPECT_NE(jumped.body.find("clock_jumped"), std::string::npos);
}

TEST_F(ApiTest, NothingElseDoes) {
    for (const char* path : {"/api/cohorts", "/api/sessions?cohort=demo", "/api/nothing", "/"}) {
        EXPECT_EQ(get(path, "").status, 401);
        EXPECT_EQ(get(path, "a token of twenty-four letterS").status, 401);
        EXPECT_EQ(get(path, "a").status, 401);
        const base::HttpRequest request{"GET", path, {{"Authorization", "Bearer "}}, ""};
        EXPECT_EQ(answer_api({"", "0.1.0", &demo}, *reader, {true, t0}, request).status, 403);
    }
}

TEST_F(ApiTest, ListsCohortsAndSessionsByPage) {
    const auto cohorts = read("/api/cohorts");
    EXPECT_EQ(cohorts.at("rows").at(0).at("key"), "demo");
    EXPECT_EQ(cohorts.at("rows").at(0).at("matched"), 1);
    const auto first = read("/api/sessions?cohort=demo&limit=2");
    ASSERT_EQ(first.at("rows").as_array().size(), 2U);
    EXPECT_EQ(first.at("rows").at(0).at("student"), "S1");
    EXPECT_EQ(first.at("rows").at(0).at("planned_at"), "2026-03-02T20:00:00Z");
    EXPECT_TRUE(first.at("rows").at(0).at("outcome").is_null());
    const auto rest = read("/api/sessions?cohort=demo&limit=2&after=" + json::serialize(first.at("next")));
    EXPECT_EQ(rest.at("rows").as_array().size(), 1U);
    EXPECT_TRUE(rest.at("next").is_null());
    EXPECT_EQ(read("/api/sessions?cohort=demo&week=2").at("rows").as_array().size(), 1U);
    EXPECT_EQ(read("/api/sessions?cohort=demo&outcome=completed").at("rows").as_array().size(), 0U);
}

TEST_F(ApiTest, ShowsTheHalfHourAMovedLessonHasNow) {
    const auto rows = read("/api/sessions?cohort=demo").at("rows");
    EXPECT_EQ(rows.at(1).at("planned_at"), "2026-03-09T20:00:00Z");
    EXPECT_EQ(rows.at(1).at("booked_at"), "2026-03-10T21:00:00Z");
    EXPECT_TRUE(rows.at(0).at("booked_at").is_null()) << "it holds none, and nobody was called";
    {
        ports::Transaction transaction(*store);
        ports::PhoneRow family;
        family.number = *base::PhoneNumber::parse("0981 000 001", "PY");
        domain::Attempt attempt;
        attempt.session = sessions.at(0);
        attempt.n = 1;
        attempt.phone = store->save(family);
        attempt.slot_at = t0 + 30min;
        attempt.queued_at = t0 + 30min;
        store->save(attempt);
        transaction.commit();
    }
    EXPECT_EQ(read("/api/sessions?cohort=demo").at("rows").at(0).at("booked_at"), "2026-03-02T20:30:00Z") << "the half hour it was called in last";
}

TEST_F(ApiTest, CountsOutcomesAndListsTasks) {
    EXPECT_EQ(read("/api/tasks"), read("/api/tasks?cohort=demo")) << "the only cohort needs no name";
    const auto outcomes = read("/api/outcomes?cohort=demo");
    EXPECT_EQ(outcomes.at("rows").as_array().size(), 3U);
    EXPECT_EQ(outcomes.at("rows").at(0).at("outcome"), "open");
    const auto tasks = read("/api/tasks?cohort=demo");
    EXPECT_EQ(tasks.at("rows").at(0).at("kind"), "visit_list");
}

TEST_F(ApiTest, GivesTheWeeklyPagesFigures) {
    EXPECT_TRUE(read("/api/reports/weekly").is_object());
    EXPECT_TRUE(read("/api/reports/weekly?week=1").is_object());
    EXPECT_EQ(get("/api/reports/weekly?week=99").status, 404);
    EXPECT_EQ(get("/api/reports/weekly?week=x").status, 400);
    EXPECT_EQ(get("/api/reports/weekly?limit=1&after=3").status, 400) << "nothing is ignored";
}

TEST_F(ApiTest, HoldsNoNameNoNumberNoWords) {
    for (const char* path : {"/api/cohorts", "/api/sessions?cohort=demo", "/api/outcomes?cohort=demo", "/api/tasks?cohort=demo", "/api/reports/weekly"}) {
        const std::string body = get(path).body;
        for (const char* canary : {"Canari", "595981", "981999"}) EXPECT_EQ(body.find(canary), std::string::npos) << path;
    }
}

TEST_F(ApiTest, RefusesWithAReason) {
    const std::pair<const char*, int> rows[] = {{"/api/sessions?cohort=other", 404},
                                                {"/api/sessions?cohort=demo&limit=0", 400},
                                                {"/api/sessions?cohort=demo&limit=501", 400},
                                                {"/api/sessions?cohort=demo&after=-1", 400},
                                                {"/api/sessions?cohort=demo&week=1;DROP", 400},
                                                {"/api/sessions?cohort=demo&cohort=demo", 400},
                                                {"/api/sessions?cohort=demo&outcome=x", 400},
                                                {"/api/sessions?cohort=demo&phone=1", 400},
                                                {"/api/nothing", 404},
                                                {"/api/sessions?cohort=demo'--", 404}};
    for (const auto& [target, status] : rows) {
        const auto response = get(target);
        EXPECT_EQ(response.status, status) << target;
        EXPECT_TRUE(json::parse(response.body).at("error").at("code").is_string());
        EXPECT_EQ(response.header("Cache-Control"), "no-store");
    }
    EXPECT_NE(get("/api/nothing").body.find("/api/reports/weekly, /api/cohorts"), std::string::npos) << "it says which there are";
    ports::CohortRow second;
    second.key = "second";
    store->save(second);
    EXPECT_EQ(get("/api/sessions").status, 400) << "one of two must be named";
    const auto response = answer_api(settings, *reader, {true, t0}, {"POST", "/api/cohorts", {}, ""});
    EXPECT_EQ(response.status, 405);
}

}  // namespace
}  // namespace tutorline::web::api_test
