// The weekly page over a small cohort written straight into a store: counts, totals that agree, what is hidden.
#include "reports/weekly.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "domain/practice/level.hpp"
#include "ports/store.hpp"
#include "reports/exports.hpp"
#include "reports/figures.hpp"
#include "reports/round.hpp"
#include "reports/rows.hpp"
#include "reports/weekly_page.hpp"
#include "store/store.hpp"

namespace tutorline::reports::weekly_test {
namespace {

using domain::Outcome;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

constexpr base::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};

domain::Program programme() {
    domain::Program program;
    program.key = "demo";
    program.name = "Demo";
    program.zone = "America/Asuncion";
    program.weeks = 4;
    program.prices = {"PYG", 100, 200, 30000};
    return program;
}

/// Keys and arguments, so that a test sees what is said and with which figures.
std::string plain_words(std::string_view key, const domain::Arguments& arguments) {
    std::string out{key};
    for (const auto& [name, value] : arguments) out += " " + name + "=" + value;
    return out;
}

struct WeeklyTest : testing::Test {
    std::unique_ptr<ports::Store> store;
    std::unique_ptr<ports::Reader> reader;
    domain::CohortId cohort;
    std::vector<domain::TutorId> tutors;
    domain::Program program = programme();
    int week_numbers = 0;

    void SetUp() override {
        store = std::move(store::open({})).value();
        reader = std::move(store::open_reader({}, *store)).value();
    }
    domain::PhoneId phone(int number) {
        return store->save(ports::PhoneRow{.number = base::PhoneNumber::from_e164("+59598" + std::to_string(1000000 + number))});
    }
    void make_cohort(int students, int tutor_count) {
        cohort = store->save(ports::CohortRow{.key = "demo", .name = "Demo", .weeks = 4, .created_at = start});
        for (int i = 0; i < tutor_count; ++i) {
            ports::TutorRow row;
            row.cohort = cohort;
            row.phone = phone(500 + i);
            row.tutor.key = "t" + std::to_string(i);
            row.tutor.name = "Rosa";
            tutors.push_back(store->save(row));
        }
        for (int i = 0; i < students; ++i) make_student(i);
    }
    void make_student(int i) {
        ports::StudentRow row;
        row.cohort = cohort;
        row.household = store->household(cohort, "h" + std::to_string(i));
        row.student.key = i == 0 ? "=HYPERLINK(1)" : "s" + std::to_string(100 + i);
        row.student.first_name = "Luis";
        row.student.department = i < 3 ? "Boqueron" : i % 2 == 0 ? "Central" : "Caaguazu";
        row.student.area = i % 2 == 0 ? domain::Area::urban : domain::Area::rural;
        row.student.languages = {"es"};
        row.student.zone = "America/Asuncion";
        row.student.level = domain::Level::addition;
        row.placement = {i % 4 == 0 ? domain::Level::subtraction : domain::Level::addition, domain::Level::subtraction, 0};
        const auto id = store->save(row);
        store->save(id, ports::StudentPhone{phone(i), 1, ""});
        store->set_consent(id, {.given_by = "Ana", .given_on = std::chrono::floor<std::chrono::days>(start), .text_version = "1"}, start);
        const bool matched = i % 10 != 9;
        ports::EnrollmentRow enrolled{.student = id, .cohort = cohort};
        enrolled.status = matched ? "active" : "unmatched";
        if (matched) enrolled.tutor = tutors[static_cast<std::size_t>(i) % tutors.size()];
        enrolled.created_at = start;
        const auto enrollment = store->save(enrolled);
        if (!matched) return;
        for (int week = 1; week <= 4; ++week) make_session(enrollment, id, enrolled.tutor, i, week);
    }
    void make_session(domain::EnrollmentId enrollment, domain::StudentId student, domain::TutorId tutor, int i, int week) {
        static constexpr std::array outcomes{Outcome::completed, Outcome::short_session, Outcome::adult_contact, Outcome::no_contact, Outcome::excused};
        domain::Session session;
        session.enrollment = enrollment;
        session.student = student;
        session.tutor = tutor;
        session.number = session.week = week;
        session.tutor_number = ++week_numbers;
        session.planned_at = start + 24h * 7 * week;
        session.closes_at = session.planned_at + 24h * 6;
        session.next_at = session.planned_at;
        session.id = store->save(session);
        domain::Attempt attempt;
        attempt.session = session.id;
        attempt.n = 1;
        attempt.phone = store->phones_of(student).front().phone;
        attempt.slot_at = attempt.queued_at = session.planned_at + 21h;
        attempt.state = domain::Attempt::State::ended;
        Outcome outcome = outcomes[static_cast<std::size_t>(i + week) % outcomes.size()];
        if (outcome == Outcome::adult_contact && i % 4 == 1) outcome = Outcome::not_logged;
        const bool child = outcome == Outcome::completed || outcome == Outcome::short_session;
        attempt.disposition = child ? domain::Disposition::child_on_line : outcome == Outcome::adult_contact ? domain::Disposition::adult_only : domain::Disposition::no_answer;
        attempt.talk = child ? 600s : 30s;
        attempt.tutor_talk = 700s;
        attempt.id = store->save(attempt);  // a new row is a queued dial ..
        store->save(attempt);               // .. that ended
        if (week == 4 && i % 7 == 0) return;  // still open
        session.phase = domain::Phase::closed;
        session.next_at.reset();
        session.outcome = outcome;
        session.child = outcome == Outcome::completed ? 900s : outcome == Outcome::short_session ? 240s : 0s;
        if (outcome != Outcome::no_contact) session.contact_ended_at = session.planned_at + 22h, session.talk = attempt.talk;
        if (i % 3 == 0) session.logged_at = session.planned_at + 23h;
        session.closed_at = session.planned_at + 24h * 2;
        store->add_outcome({.session = session.id, .version = 1, .outcome = outcome, .author = "engine", .at = *session.closed_at});
        store->save(session);
    }
    WeeklyReport report(int week = 0, base::Instant now = start + 24h * 35) {
        auto made = weekly_report(*reader, program, week, now);
        EXPECT_TRUE(made) << made.error().message;
        return *made;
    }
    std::string sheet(const WeeklyReport& r, Sheet which, std::string_view language) {
        auto made = weekly_csv(*reader, program, r, which, plain_words, language);
        EXPECT_TRUE(made);
        return *made;
    }
};

TEST_F(WeeklyTest, TotalsAgreeAcrossThePage) {
    make_cohort(60, 4);
    const WeeklyReport r = report();
    EXPECT_EQ(r.funnel.listed, 60);
    EXPECT_EQ(r.funnel.matched, 54);
    EXPECT_EQ(r.week, 4);
    EXPECT_EQ(r.to_date.planned(), 54 * 4);
    int planned = 0, with_child = 0;
    for (const auto& week : r.by_week) planned += week.planned(), with_child += week.with_child();
    EXPECT_EQ(planned, r.to_date.planned());
    EXPECT_EQ(with_child, r.to_date.with_child());
    EXPECT_EQ(r.minutes.n, r.funnel.matched);
    EXPECT_EQ(std::accumulate(r.minutes.counts.begin(), r.minutes.counts.end(), 0), r.minutes.n);
    EXPECT_DOUBLE_EQ(r.minutes.sum, r.to_date.of(0) * 15.0 + r.to_date.of(1) * 4.0);
    EXPECT_DOUBLE_EQ(r.dosage.actual_minutes, r.minutes.sum);
    EXPECT_DOUBLE_EQ(r.dosage.scheduled_minutes, 54 * 4 * 20.0);
    int level_sum = 0, by_tutors = 0, tutor_hits = 0;
    for (const auto& [level, count] : r.levels.now) level_sum += count;
    for (const auto& tutor : r.tutors) by_tutors += tutor.students, tutor_hits += tutor.with_child;
    EXPECT_EQ(level_sum, r.funnel.matched);
    EXPECT_EQ(by_tutors, r.funnel.matched);
    EXPECT_EQ(tutor_hits, r.to_date.with_child());
    int dials = 0;
    for (const auto& band : r.attempts.hours) dials += band.dials;
    EXPECT_EQ(dials, r.attempts.dials);
    for (const auto& table : r.equity) {
        int students = 0;
        for (const auto& row : table.rows) students += row.students;
        EXPECT_EQ(students, r.funnel.matched) << table.dimension;
    }
}

TEST_F(WeeklyTest, TheRoundSumsToWhatWasPlanned) {
    make_cohort(60, 4);
    const RoundSummary round = summarise_round(report());
    EXPECT_EQ(round.matched + round.unmatched, round.students);
    EXPECT_EQ(std::accumulate(round.attendance.begin(), round.attendance.end(), 0), round.matched);
    int weighted = 0;
    for (std::size_t k = 0; k < round.attendance.size(); ++k) weighted += static_cast<int>(k) * round.attendance[k];
    EXPECT_EQ(weighted, round.sessions.with_child());
    const std::string json = round_json(round, {7, 0});
    EXPECT_THAT(json, testing::StartsWith("{\"students\":60,\"matched\":54,\"unmatched\":6,\"sessions\":{\"planned\":216,"));
    EXPECT_THAT(json, HasSubstr("\"invariants\":{\"checked\":7,\"violated\":0}}"));
}

TEST_F(WeeklyTest, SmallGroupsAreHiddenAndCannotBeWorkedOut) {
    make_cohort(60, 4);
    const WeeklyReport r = report();
    const auto department = std::ranges::find(r.equity, "department", &EquityTable::dimension);
    ASSERT_NE(department, r.equity.end());
    int hidden = 0, hidden_students = 0;
    for (const auto& row : department->rows) {
        hidden += row.suppressed;
        hidden_students += row.suppressed ? row.students : 0;
        EXPECT_TRUE(row.group != "Boqueron" || row.suppressed);
    }
    EXPECT_GE(hidden, 2);
    EXPECT_GE(hidden_students, r.group_least);
    EXPECT_THAT(weekly_json(r), HasSubstr("{\"group\":\"Boqueron\",\"suppressed\":true}"));
}

TEST_F(WeeklyTest, EarlyWarningsCarryOneActionThatFitsWhatIsLeftOfTheRound) {
    make_cohort(60, 4);
    const auto actions = [](const WeeklyReport& r) {
        std::set<NextAction> seen;
        for (const auto& warning : r.warnings) seen.insert(warning.action);
        return seen;
    };
    const WeeklyReport after_two = report(0, start + 24h * 20);
    EXPECT_EQ(actions(after_two), (std::set{NextAction::other_slot, NextAction::facilitator}));
    for (const auto& warning : after_two.warnings) {
        EXPECT_EQ(warning.action, warning.missed_in_row == 2 ? NextAction::facilitator : NextAction::other_slot) << warning.key;
        EXPECT_EQ(warning.weeks_ahead, 2);
    }
    EXPECT_EQ(actions(report(4)), std::set{NextAction::next_round}) << "no place is kept when no lesson is left";
    EXPECT_EQ(report(4).week, 4);
}

TEST_F(WeeklyTest, MissingReportsAreTheUnreportedLessonsOfTheOutcomes) {
    make_cohort(60, 4);
    int missing = 0, expected = 0;
    const WeeklyReport r = report();
    for (const auto& row : r.missing_logs) missing += row.missing, expected += row.expected;
    EXPECT_EQ(missing, r.to_date.of(static_cast<std::size_t>(Outcome::not_logged)));
    EXPECT_GT(missing, 0);
    EXPECT_LE(expected, r.to_date.of(0) + r.to_date.of(1) + r.to_date.of(2) + missing);
}

TEST_F(WeeklyTest, APastPageTellsWhatHadHappenedThen) {
    make_cohort(60, 4);
    const WeeklyReport first = report(1);
    EXPECT_EQ(first.week, 1);
    EXPECT_EQ(first.to_date.planned(), 54);
    EXPECT_EQ(first.to_date.open, 54) << "the lessons close a day after the week's page";
    EXPECT_EQ(first.ahead, 3 * 54);
    EXPECT_EQ(first.attempts.dials, 0) << "dialled at nine in the evening";
    EXPECT_EQ(report(0, start + 24h * 8).attempts.dials, 54);
    EXPECT_EQ(first.minutes.sum, 0);
    const WeeklyReport third = report(3);
    EXPECT_EQ(third.to_date.planned(), 3 * 54);
    EXPECT_EQ(third.to_date.open, 54);
    EXPECT_LT(third.cost.total(), report().cost.total());
    EXPECT_EQ(report(0, start + 24h * 30).to_date.planned(), report(4).to_date.planned());
    EXPECT_EQ(report(4).at, report().at) << "the last week ends with the round";
}

TEST_F(WeeklyTest, CostsAreSegmentsAndStartedMinutesOfBothLegs) {
    make_cohort(20, 2);
    const WeeklyReport r = report();
    int with_child = 0, without = 0;
    for (int i = 0; i < 20; ++i)
        for (int week = 1; week <= 4 && i % 10 != 9; ++week) ((i + week) % 5 <= 1 ? with_child : without) += 1;
    EXPECT_DOUBLE_EQ(r.cost.calls, (with_child * (12 + 10) + without * (12 + 1)) * 200.0);
    EXPECT_GT(r.cost.tutors, 0);
    ASSERT_TRUE(r.cost.forecast);
    EXPECT_GE(*r.cost.forecast, r.cost.total());
}

TEST_F(WeeklyTest, MoneyShownAddsUpWithAndWithoutCents) {
    make_cohort(20, 2);
    for (const double scale : {1.0, 1000.0}) {
        program.prices = {"USD", 0.0337 * scale, 0.01777 * scale, 1.3333 * scale};
        const WeeklyReport r = report();
        const auto shown = [](double amount) { return Figures{"en"}.decimal(amount, money_places(amount)); };
        const auto read = [&](double amount) {
            std::string figure = shown(amount);
            std::erase(figure, ',');
            return std::llround(std::stod(figure) * 100);
        };
        EXPECT_EQ(read(r.cost.texts) + read(r.cost.calls) + read(r.cost.tutors), read(r.cost.total()));
        EXPECT_EQ(shown(r.cost.total()).find('.') != std::string::npos, scale == 1.0) << shown(r.cost.total());
    }
}

TEST_F(WeeklyTest, TutorsArePaidForCallsThatWereDueAsThePlanCountsThem) {
    make_cohort(20, 2);
    const WeeklyReport first = report(1);
    ASSERT_EQ(first.to_date.open, first.to_date.planned()) << "held, and nobody has reported yet";
    EXPECT_DOUBLE_EQ(first.cost.tutors, 18 * 24.0 / 60 * 30000) << "20 minutes and a fifth for the attempts";
    EXPECT_THAT(weekly_json(first), HasSubstr("\"tutors\":216000,")) << "money as a person writes it";
    ASSERT_TRUE(first.cost.forecast);
    EXPECT_DOUBLE_EQ(*first.cost.forecast, (first.cost.texts + first.cost.calls) * 4 + 4 * first.cost.tutors);
}

TEST_F(WeeklyTest, NothingIsForecastBeforeTheFirstLesson) {
    make_cohort(20, 2);
    const WeeklyReport r = report(0, start + 24h);
    ASSERT_EQ(r.to_date.planned(), 0);
    EXPECT_FALSE(r.cost.forecast);
    const std::string page = weekly_page(r, plain_words, "es");
    for (const char* sentence : {"weekly.cost.no_forecast", "weekly.attempts.none", "weekly.minutes.dosage_before", "weekly.levels.rose_none", "weekly.outcomes.none"})
        EXPECT_THAT(page, HasSubstr(sentence)) << "a sentence, where figures would be dashes";
    EXPECT_THAT(weekly_json(r), HasSubstr("\"forecast\":null"));
}

TEST_F(WeeklyTest, TheSheetOpensInASpanishExcelAndHoldsNoPhonesAndNoFormulas) {
    make_cohort(60, 4);
    const WeeklyReport r = report();
    const std::string csv = sheet(r, Sheet::students, "es");
    EXPECT_THAT(csv, testing::StartsWith("\xEF\xBB\xBFweekly.csv.student zone="));
    EXPECT_THAT(csv, HasSubstr("\r\n'=HYPERLINK(1);Boqueron;"));
    EXPECT_THAT(csv, Not(HasSubstr("+595")));
    EXPECT_THAT(csv, Not(HasSubstr("Luis")));
    EXPECT_THAT(sheet(r, Sheet::sessions, "es"), HasSubstr(";15;10,0;")) << "whole minutes of the child; the line's with a decimal comma";
    EXPECT_THAT(sheet(r, Sheet::sessions, "en"), HasSubstr("weekly.csv.planned zone=America/Asuncion,"));
    EXPECT_THAT(sheet(r, Sheet::sessions, "en"), HasSubstr("s102,t2,lesson,1,1,2026-03-08 21:00,,,no_contact,yes,")) << "on the programme's clock";
    EXPECT_THAT(sheet(r, Sheet::figures, "es"), HasSubstr("weekly.outcomes.title;weekly.outcomes.completed;" + std::to_string(r.to_date.of(0)) + ";"));
}

TEST_F(WeeklyTest, APageForAnEmptyCohortDividesByNothing) {
    make_cohort(0, 0);
    const std::string page = weekly_page(report(), plain_words, "es");
    EXPECT_THAT(page, HasSubstr("weekly.warnings.none"));
    EXPECT_THAT(page, Not(HasSubstr("nan")));
    EXPECT_THAT(page, Not(HasSubstr("inf")));
}

TEST(WholeMinutes, ToTheNearestAndNeverNoneWhileAChildWasOnTheLine) {
    for (const auto& [seconds, minutes] : {std::pair{0, 0}, {20, 1}, {89, 1}, {90, 2}, {600, 10}, {629, 10}, {630, 11}}) EXPECT_EQ(whole_minutes(seconds), minutes) << seconds;
}

TEST_F(WeeklyTest, LessonsOfWhoLeftAreStillAheadButAreNeitherForecastNorLost) {
    make_cohort(1, 1);
    const base::Instant after_two = start + 24h * 20;
    const double going_on = *report(0, after_two).cost.forecast;
    auto last = *store->session_of(domain::StudentId{1}, domain::SessionKind::lesson, 4);
    last.outcome = Outcome::withdrawn;
    last.closed_at = after_two - 1h;
    last.phase = domain::Phase::closed;
    last.next_at.reset();
    last.booked_at.reset();
    store->add_outcome({.session = last.id, .version = 1, .outcome = *last.outcome, .author = "engine", .at = *last.closed_at});
    store->save(last);
    const WeeklyReport r = report(0, after_two);
    EXPECT_EQ(r.ahead, 2);
    EXPECT_EQ(r.settled.planned(), 1);
    EXPECT_LT(*r.cost.forecast, going_on);
    EXPECT_THAT(weekly_page(r, plain_words, "en"), HasSubstr("weekly.outcomes.ahead_one count=1 weekly.outcomes.settled_ahead_one count=1"));
    const RoundSummary round = summarise_round(r);
    EXPECT_EQ(round.planned, 4);
    EXPECT_EQ(round.sessions.of(static_cast<std::size_t>(Outcome::withdrawn)), 1);
}

TEST_F(WeeklyTest, OneDialIsTold) {
    make_cohort(1, 1);
    const std::string page = weekly_page(report(0, start + 24h * 8), plain_words, "en");
    EXPECT_THAT(page, HasSubstr("weekly.attempts.summary_one onboarding=0"));
    EXPECT_THAT(page, HasSubstr("weekly.attempts.no_completed"));
}

TEST_F(WeeklyTest, AnUnknownCohortOrWeekIsSaid) {
    EXPECT_EQ(weekly_report(*reader, program, 0, start).error().code, "cohort_unknown");
    make_cohort(3, 1);
    EXPECT_EQ(weekly_report(*reader, program, 9, start).error().code, "week_unknown");
    EXPECT_EQ(weekly_report(*reader, program, 1, start).error().code, "week_ahead");
    EXPECT_EQ(weekly_report(*reader, program, 0, start - 24h).error().code, "nothing_yet");
}

}  // namespace
}  // namespace tutorline::reports::weekly_test
