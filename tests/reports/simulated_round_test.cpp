// A simulated round through every output: the page, its JSON, the round's summary and the sheets tell the same figures;
// and the page of a past moment tells what a page printed at that moment told.
#include "reports/simulated_round.hpp"

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <numeric>

namespace tutorline::reports::simulated_round_test {
namespace {

TEST_F(SimulatedRound, ThePageOfTheRoundIsThePageOfItsDatabase) {
    EXPECT_EQ(weekly_page(played->page, words, "es"), weekly_page(page(), words, "es"));
    EXPECT_EQ(weekly_json(played->page), weekly_json(page()));
}

TEST_F(SimulatedRound, SheetsPageAndJsonTellTheSameFigures) {
    for (const int week : {0, 3}) {
        const WeeklyReport r = page(week);
        const Columns students = sheet(r, Sheet::students), sessions = sheet(r, Sheet::sessions), tutors = sheet(r, Sheet::tutors), figures = sheet(r, Sheet::figures);
        const auto json = boost::json::parse(weekly_json(r)).as_object();
        EXPECT_EQ(static_cast<int>(students.rows()), r.funnel.listed);
        const std::map<std::string, std::pair<std::size_t, std::string>> outcomes{
            {"completas", {0, "Completa"}}, {"cortas", {1, "Corta"}}, {"solo_adulto", {2, "Solo una persona adulta"}}, {"sin_contacto", {3, "Nadie"}},
            {"con_aviso", {4, "Con aviso"}}, {"canceladas", {5, "Cancelada por el programa"}}, {"retiradas", {6, "Se retiró"}}, {"sin_registro", {7, "Sin registro del tutor"}}};
        for (const auto& [column, outcome] : outcomes) {
            const int on_page = r.to_date.of(outcome.first);
            EXPECT_EQ(students.sum(column), on_page) << column;
            EXPECT_EQ(tutors.sum(column), on_page) << column;
            EXPECT_EQ(figures.cell("cifra", outcome.second, "valor"), std::to_string(on_page)) << column;
            const auto name = domain::name(static_cast<domain::Outcome>(outcome.first));
            EXPECT_EQ(json.at("sessions").at("to_date").at(name).as_int64(), on_page) << column;
        }
        EXPECT_EQ(students.sum("abiertas"), r.to_date.open);
        EXPECT_EQ(students.sum("por_venir"), r.still_to_come());
        EXPECT_EQ(students.sum("ya_no_se_daran"), r.settled.planned());
        EXPECT_EQ(tutors.sum("ya_no_se_daran"), r.settled.planned());
        EXPECT_EQ(sessions.count("resultado", "Por venir"), r.still_to_come()) << "who left has no lesson to come";
        EXPECT_EQ(students.sum("llamadas"), r.attempts.dials);
        EXPECT_EQ(sessions.sum("llamadas"), r.attempts.dials);
        EXPECT_EQ(sessions.sum("llamadas", "tipo", "presentación"), r.attempts.onboarding);
        EXPECT_EQ(students.sum("minutos"), r.minutes.sum);
        EXPECT_EQ(sessions.sum("minutos"), r.minutes.sum);
        EXPECT_EQ(figures.cell("clave", "minutes.sum", "valor"), std::to_string(static_cast<int>(r.minutes.sum)));
        const int controls = sessions.count("control", "bien") + sessions.count("control", "mal");
        EXPECT_EQ(controls, students.sum("controles"));
        EXPECT_EQ(controls, r.levels.checkpoints);
        EXPECT_EQ(figures.cell("clave", "levels.checkpoints", "valor"), std::to_string(controls));
        EXPECT_EQ(json.at("levels").at("checkpoints").as_int64(), controls);
        EXPECT_EQ(students.count("nivel_medido", "sí"), r.funnel.level_measured);
        EXPECT_EQ(tutors.sum("sin_registro"), json.at("sessions").at("to_date").at("not_logged").as_int64());
        int missing = 0, absences = 0, bands = 0;
        for (const auto& row : r.missing_logs) missing += row.missing;
        for (const auto& row : r.tutors) absences += row.absences;
        for (const auto& band : r.attempts.hours) bands += band.dials;
        EXPECT_EQ(figures.cell("clave", "tasks_open_cases.open", "valor"), std::to_string(r.open_tasks));
        EXPECT_EQ(json.at("open_tasks").as_int64(), r.open_tasks);
        EXPECT_EQ(missing, tutors.sum("sin_registro"));
        EXPECT_EQ(absences, tutors.sum("ausencias"));
        EXPECT_EQ(bands, r.attempts.dials);
        for (const auto& level : {"division", "finished"}) {
            const auto code = domain::code(*domain::level_from(level));
            EXPECT_EQ(r.levels.now.contains(code) ? r.levels.now.at(code) : 0, json.at("levels").at("now").at(level).as_int64());
        }
    }
}

TEST_F(SimulatedRound, EveryCodeOfTheRowsHasWords) {
    const auto rows = rows_of(*reader, program, last_fact(*reader));
    ASSERT_TRUE(rows);
    const auto expect_words = [&](const std::string& key) { EXPECT_NE(words("weekly." + key, {}), "weekly." + key); };
    for (const auto& session : rows->sessions) {
        if (!session.reason.empty()) expect_words("csv_value.reason_" + session.reason);
        if (!session.source.empty()) expect_words("csv_value.source_" + session.source);
        if (!session.checkpoint.empty()) expect_words("csv_value.checkpoint_" + session.checkpoint);
        if (session.outcome) expect_words("outcomes." + std::string{domain::name(*session.outcome)});
    }
    for (const auto& student : rows->students) {
        expect_words("equity.sex_" + student.sex);
        expect_words("equity.area_" + student.area);
        expect_words("csv_value.status_" + student.status);
    }
    for (const auto& [status, count] : rows->numbers) expect_words("numbers." + status);
    for (const auto action : next_actions) expect_words("warnings.action_" + std::string{action});
    // Reasons a simulated round may not bring forth.
    for (const char* reason : {"away", "consent", "calls_stopped", "coordinator", "connectivity", "no_number", "wrong_number", "told_in_call"})
        expect_words("csv_value.reason_" + std::string{reason});
}

TEST_F(SimulatedRound, TheSummaryTellsThePagesFigures) {
    const RoundSummary& round = played->round;
    const WeeklyReport r = page();
    EXPECT_EQ(round.planned, program.weeks * program.sessions_per_week * round.matched);
    EXPECT_EQ(round.attempts, r.attempts.dials);
    EXPECT_EQ(round.child_minutes, static_cast<std::int64_t>(r.minutes.sum));
    EXPECT_EQ(round.attendance, r.attendance);
    EXPECT_EQ(round.texts_out, r.texts.sent);
    EXPECT_EQ(round.end, r.levels.now);
}

/// In a small round the last fact may come weeks before the last lesson would have been: its only family left.
TEST(SmallRounds, PlanEightLessonsForEachMatchedStudentWhateverHappens) {
    for (const std::uint64_t seed : {1, 2, 3, 4}) {
        app::WorldOptions options;
        options.students = 1;
        options.seed = seed;
        const auto world = app::load_world(options);
        ASSERT_TRUE(world);
        const auto round = app::play_round(**world, {{}, seed, {}});
        ASSERT_TRUE(round) << round.error().message;
        const auto& closed = round->round.sessions.closed;
        EXPECT_EQ(round->round.planned, 8 * round->round.matched) << "seed " << seed;
        EXPECT_EQ(std::accumulate(closed.begin(), closed.end(), 0), round->round.planned) << "seed " << seed;
    }
}

TEST_F(SimulatedRound, EveryWeekTellsAtLeastWhatTheWeekBeforeTold) {
    WeeklyReport before = page(1);
    for (int week = 2; week <= program.weeks; ++week) {
        const WeeklyReport now = page(week);
        EXPECT_GE(now.at, before.at);
        EXPECT_GE(now.attempts.dials, before.attempts.dials);
        EXPECT_GE(now.minutes.sum, before.minutes.sum);
        EXPECT_GE(now.texts.sent, before.texts.sent);
        EXPECT_GE(now.cost.total(), before.cost.total());
        EXPECT_EQ(now.to_date.planned() + now.ahead, before.to_date.planned() + before.ahead) << "no lesson appears or is lost";
        EXPECT_GE(now.to_date.planned(), before.to_date.planned());
        before = now;
    }
}

/// The page printed half-way through a round, beside the same moment looked at when the round is over.
TEST_F(SimulatedRound, APastPageIsThePageThatWasPrintedThen) {
    auto store = std::move(store::open({.path = {}, .durable = false})).value();
    auto shared = std::move(store::open_reader({}, *store)).value();
    simulator::SimulationSettings settings;
    settings.from = base::Instant{program.starts_on} - std::chrono::days{28};
    settings.until = simulator::round_end(program);
    settings.step = base::Seconds{1};
    settings.seed = 5;
    app::start_cohort(*store, *shared, {program, world->roster}, world->resources.catalog, settings.from);
    simulator::Simulation simulation{*store, world->resources, world->roster, world->behaviour, settings};
    std::optional<WeeklyReport> printed;
    simulation.run([&](double share) {
        if (share < 0.5 || printed) return;
        auto made = weekly_report(*shared, program, 0, last_fact(*shared));
        EXPECT_TRUE(made);
        printed = *made;
    });
    ASSERT_TRUE(printed);
    const base::Instant then = printed->at;
    const auto now = weekly_report(*shared, program, 0, then);
    ASSERT_TRUE(now);
    std::int64_t corrected_later = 0;
    const std::vector<ports::Value> since{then.time_since_epoch().count()};
    shared->query("SELECT count(DISTINCT session) FROM outcome WHERE at > ?1 AND session IN (SELECT session FROM outcome WHERE at <= ?1)", since,
                  [&](const ports::Row& row) { corrected_later = row.integer(0); });
    EXPECT_LE(corrected_later, 8) << "few, or this test says little";
    EXPECT_EQ(now->attempts.dials, printed->attempts.dials);
    EXPECT_EQ(now->to_date.planned(), printed->to_date.planned());
    EXPECT_EQ(now->to_date.open, printed->to_date.open);
    EXPECT_EQ(now->ahead, printed->ahead);
    EXPECT_EQ(now->funnel.contacted, printed->funnel.contacted);
    EXPECT_EQ(now->texts.items, printed->texts.items);
    EXPECT_EQ(now->texts.graded, printed->texts.graded);
    EXPECT_EQ(now->texts.replies, printed->texts.replies);
    EXPECT_EQ(now->texts.sent, printed->texts.sent);
    EXPECT_NEAR(now->to_date.with_child(), printed->to_date.with_child(), static_cast<double>(corrected_later));
    EXPECT_NEAR(now->levels.rose, printed->levels.rose, static_cast<double>(corrected_later));
    EXPECT_NEAR(static_cast<double>(now->warnings.size()), static_cast<double>(printed->warnings.size()), static_cast<double>(corrected_later));
}

}  // namespace
}  // namespace tutorline::reports::simulated_round_test
