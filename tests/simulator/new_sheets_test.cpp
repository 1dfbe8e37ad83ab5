// A round in which a tutor leaves in the third week: the new sheets are applied, and the weeks go on with another tutor.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "app/service/start_cohort.hpp"
#include "app/simulation/world.hpp"
#include "reports/invariants.hpp"
#include "reports/weekly.hpp"
#include "reports/weekly_page.hpp"
#include "simulator/simulation.hpp"
#include "store/store.hpp"

namespace tutorline::app::new_sheets_test {
namespace {

using namespace std::chrono_literals;

class NewSheets : public testing::Test {
  protected:
    NewSheets() {
        WorldOptions options;
        options.students = 60;
        options.tutors = 9;
        options.seed = 4;
        world_ = load_world(options).value();
        store_ = store::open(where_).value();
        reader_ = store::open_reader(where_, *store_).value();
        settings_.from = base::Instant{program().starts_on} - std::chrono::days{28};
        settings_.until = simulator::round_end(program());
    }

    const domain::Program& program() const { return world_->resources.program; }
    /// The service starts with these sheets.
    void start(const domain::Roster& roster, const std::string& hash, base::Instant now) {
        domain::Program changed = program();
        changed.content_hash = hash;
        start_cohort(*store_, *reader_, {changed, roster}, world_->resources.catalog, now);
    }
    std::int64_t count(const std::string& sql) {
        std::int64_t number = -1;
        reader_->query(sql, {}, [&](const ports::Row& row) { number = row.integer(0); });
        return number;
    }
    /// Student -> tutor and half hours.
    std::map<std::string, std::string> places() {
        std::map<std::string, std::string> places;
        reader_->query("SELECT s.key, t.key, e.slots FROM enrollment e JOIN student s ON s.id = e.student JOIN tutor t ON t.id = e.tutor "
                       "WHERE e.status = 'active'", {}, [&](const ports::Row& row) {
            places[std::string(row.text(0))] = std::string(row.text(1)) + " " + std::string(row.text(2));
        });
        return places;
    }
    /// The tutor with the fewest students, and how many.
    std::pair<std::string, std::int64_t> to_leave() {
        std::pair<std::string, std::int64_t> tutor;
        reader_->query("SELECT t.key, count(*) AS n FROM enrollment e JOIN tutor t ON t.id = e.tutor WHERE e.status = 'active' GROUP BY t.id HAVING n >= 2 "
                       "ORDER BY n LIMIT 1", {}, [&](const ports::Row& row) { tutor = {std::string(row.text(0)), row.integer(1)}; });
        return tutor;
    }
    std::string violations(simulator::Simulation& simulation) {
        std::string text;
        for (const auto& violation : simulation.checkers().violations()) text += violation.what + "\n";
        for (const auto& rules : {reports::standing_invariants(*reader_, program()), reports::final_invariants(*reader_, program(), settings_.until)})
            for (const auto& rule : rules)
                if (rule.violated > 0) text += rule.name + ": " + std::to_string(rule.violated) + " of " + std::to_string(rule.checked) + "\n";
        return text;
    }

    const store::Options where_{.path = {}, .durable = false, .disposable = true};
    std::unique_ptr<World> world_;
    std::unique_ptr<ports::Store> store_;
    std::unique_ptr<ports::Reader> reader_;
    simulator::SimulationSettings settings_;
};

TEST_F(NewSheets, ATutorLeavesInTheThirdWeekAndTheWeeksGoOn) {
    start(world_->roster, "first", settings_.from);
    simulator::Simulation simulation{*store_, world_->resources, world_->roster, world_->behaviour, settings_};
    const base::Instant wednesday = base::Instant{program().starts_on} + 16 * 24h + 13h;  // 10:00 in week 3
    simulation.run_to(wednesday);

    const auto [gone, students] = to_leave();
    ASSERT_GE(students, 2);
    const auto before = places();
    const std::string of_gone = " FROM session WHERE tutor = (SELECT id FROM tutor WHERE key = '" + gone + "')";
    const auto held = count("SELECT count(*)" + of_gone + " AND phase <> 'planned'");
    ASSERT_GT(held, 0);
    domain::Roster roster = world_->roster;
    std::erase_if(roster.tutors, [&, key = gone](const domain::Tutor& tutor) { return tutor.key == key; });
    start(roster, "second", wednesday);

    const auto after = places();
    std::int64_t moved = 0, stayed = 0;
    for (const auto& [student, place] : before) {
        const bool had_gone = place.starts_with(gone + " ");
        const auto now = after.find(student);
        if (now == after.end()) EXPECT_TRUE(had_gone) << student << " lost the place to somebody";
        else if (now->second != place) ++moved;
        else ++stayed;
        if (had_gone && now != after.end()) {
            EXPECT_FALSE(now->second.starts_with(gone + " ")) << student;
        }
    }
    EXPECT_GE(moved, 1) << "nobody was taken over";
    EXPECT_GE(stayed, std::ssize(before) - 2 * students) << "few other families are disturbed";
    EXPECT_EQ(count("SELECT count(*)" + of_gone + " AND phase = 'planned'"), 0);
    EXPECT_EQ(count("SELECT count(*)" + of_gone + " AND phase <> 'planned' AND reason <> 'no_tutor'"), held) << "what was held stays with who held it";
    EXPECT_EQ(count("SELECT count(*) FROM pairing WHERE reason = 'new_match'"), count("SELECT count(*) FROM fact WHERE kind = 'tutor_changed'"));
    const std::string handovers = "SELECT count(*) FROM message WHERE key IN ('families.handover', 'families.tutor_left', 'tutors.student_new', 'tutors.student_gone')";
    const auto told = count(handovers);
    const auto silent = count("SELECT count(DISTINCT f.student) FROM fact f JOIN student_phone p ON p.student = f.student JOIN phone ph ON ph.id = p.phone "
                              "WHERE f.kind = 'tutor_changed' AND ph.texts_stopped_at IS NOT NULL");
    EXPECT_GE(told, 2 * students - silent) << "families that want texts, and who takes over";

    start(roster, "third", wednesday + 1h);  // the same people in a file that was saved again
    EXPECT_EQ(places(), after);
    EXPECT_EQ(count(handovers), told);

    EXPECT_EQ(count("SELECT count(*) FROM match"), 3) << "each time the places were found";
    EXPECT_EQ(count("SELECT count(DISTINCT seed) FROM match"), 1);

    simulation.restart();
    simulation.run([](double) {});
    EXPECT_GT(count("SELECT count(*) FROM session s JOIN pairing p ON p.enrollment = s.enrollment AND p.tutor = s.tutor WHERE p.reason = 'new_match' "
                    "AND s.outcome = 'completed'"), 0) << "lessons with the new tutor";
    EXPECT_EQ(count("SELECT count(*) FROM message WHERE key = 'families.handover' AND state IN ('queued', 'expired')"), 0);
    EXPECT_EQ(violations(simulation), "");
}

TEST_F(NewSheets, TheMatchIsKeptWithItsSeedItsBoundsAndTheCurveOfTutorsMore) {
    domain::Roster roster = world_->roster;
    roster.tutors.resize(3);
    start(roster, "few", settings_.from);
    EXPECT_EQ(count("SELECT count(*) FROM match WHERE content_hash = 'few' AND placed < students AND need_placed <= need_bound AND cost >= cost_bound"), 1);
    EXPECT_EQ(count("SELECT seed FROM match"), static_cast<std::int64_t>(program().seed));
    const auto report = reports::weekly_report(*reader_, program(), 0, settings_.from + 1h);
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_GE(report->curve.size(), 2u);
    EXPECT_EQ(report->curve.front(), report->funnel.matched);
    EXPECT_TRUE(std::ranges::is_sorted(report->curve));
    EXPECT_LE(report->curve.back(), report->funnel.listed);
    const std::string page = reports::weekly_page(*report, words_of(world_->texts, "en"), "en");
    EXPECT_NE(page.find("1 tutor more "), std::string::npos) << page;
    EXPECT_NE(page.find("tutorline plan PROGRAM.yaml"), std::string::npos);
}

}  // namespace
}  // namespace tutorline::app::new_sheets_test
