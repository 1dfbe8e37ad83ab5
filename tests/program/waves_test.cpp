// Waves of the shipped programme with few tutors: told, and right by count and date.
#include "program/waves.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "domain/calendar/session_times.hpp"
#include "program/check_report.hpp"
#include "support/golden.hpp"

namespace tutorline::program::waves_test {
namespace {

namespace fs = std::filesystem;

TEST(Waves, FitEverybodyOneAfterTheOtherMostNeedFirst) {
    const fs::path config = fs::path(TUTORLINE_SOURCE_DIR) / "config";
    const auto texts = CoordinatorTexts::load(config);
    auto loaded = load_and_check(config / "programs" / "paraguay-demo.yaml", config);
    ASSERT_TRUE(texts && loaded.checked);
    auto& checked = *loaded.checked;
    checked.roster.tutors.resize(3);
    const auto plan = domain::plan_waves(checked.program, checked.roster);
    ASSERT_GE(plan.waves.size(), 2u);
    EXPECT_FALSE(plan.cut);

    const auto last_lesson = [&](const domain::Wave& wave) {
        domain::Program round = checked.program;
        round.starts_on = wave.starts;
        std::chrono::sys_days last{};
        const auto zone = base::Zone::find(round.zone).value();
        for (const auto& place : wave.places) {
            const domain::DepartmentCalendar calendar(round, checked.roster.students[static_cast<std::size_t>(place.student)].department);
            last = std::max(last, zone.to_civil(domain::session_times(calendar, place.slots, zone, zone).back().starts).day);
        }
        return last;
    };

    // Everybody once, households together, nobody with two calls in one hour of a tutor.
    std::multiset<int> seen(plan.left.begin(), plan.left.end());
    seen.insert(plan.without_consent.begin(), plan.without_consent.end());
    std::map<std::string, std::set<std::size_t>> waves_of;
    for (std::size_t n = 0; n < plan.waves.size(); ++n) {
        std::set<std::pair<int, int>> taken;
        for (const auto& place : plan.waves[n].places) {
            seen.insert(place.student);
            for (const int slot : place.slots) EXPECT_TRUE(taken.insert({place.tutor, slot}).second);
            if (const auto& home = checked.roster.students[static_cast<std::size_t>(place.student)].household; !home.empty()) waves_of[home].insert(n);
        }
        if (n == 0) continue;
        EXPECT_GT(plan.waves[n].starts, last_lesson(plan.waves[n - 1])) << "no tutor teaches two waves at once";
        EXPECT_EQ(plan.waves[n - 1].ends, last_lesson(plan.waves[n - 1]));
        EXPECT_EQ(std::chrono::weekday{plan.waves[n].starts}, std::chrono::Monday);
        EXPECT_TRUE(std::ranges::any_of(std::array{0, 1, 2, 3, 4, 5}, [&](int day) {
            return domain::DepartmentCalendar(checked.program, "").works_on(plan.waves[n].starts + std::chrono::days{day});
        })) << "starts in a pause: " << base::format_date(plan.waves[n].starts);
        EXPECT_LE(plan.waves[n].need, plan.waves[n - 1].need);
        EXPECT_GE(plan.waves[n].ends - plan.waves[n].starts, std::chrono::days{7 * (checked.program.weeks - 1)});
    }
    EXPECT_EQ(seen.size(), checked.roster.students.size());
    EXPECT_EQ(std::set<int>(seen.begin(), seen.end()).size(), seen.size());
    for (const auto& [home, waves] : waves_of) EXPECT_EQ(waves.size(), 1u) << home;

    for (const std::string language : {"es", "en"})
        EXPECT_EQ("", test::golden_difference("program/golden/waves." + language + ".txt", waves_text(checked, plan, Words(texts.value(), language))));
    const auto json = boost::json::parse(waves_json(checked, plan));
    EXPECT_EQ(json.at("waves").as_array().size(), plan.waves.size());
    EXPECT_EQ(json.at("waves").at(0).at("students").as_array().size(), plan.waves[0].places.size());

    int told = 0;
    domain::matching::SolveOptions options;
    options.progress = [&](const domain::matching::Progress&) { ++told; };
    const auto watched = domain::plan_waves(checked.program, checked.roster, {}, options);
    EXPECT_GT(told, 0);
    EXPECT_EQ(waves_json(checked, watched), waves_json(checked, plan)) << "watching changes nothing";
}

TEST(Waves, ABlackoutMovesTheNextWaveBehindIt) {
    const fs::path config = fs::path(TUTORLINE_SOURCE_DIR) / "config";
    auto loaded = load_and_check(config / "programs" / "paraguay-demo.yaml", config);
    ASSERT_TRUE(loaded.checked);
    auto& [program, roster] = *loaded.checked;
    roster.tutors.resize(3);
    program.blackouts.clear();
    const auto plain = domain::plan_waves(program, roster);
    const auto monday = program.starts_on + std::chrono::days{7};
    program.blackouts.push_back({monday, monday + std::chrono::days{13}, {"Central"}, "winter"});
    const auto paused = domain::plan_waves(program, roster);
    ASSERT_EQ(plain.waves.size(), paused.waves.size());
    EXPECT_EQ(paused.waves[0].ends, plain.waves[0].ends + std::chrono::days{14}) << "the department that is held up the longest";
    EXPECT_EQ(paused.waves[1].starts, plain.waves[1].starts + std::chrono::days{14});
}

}  // namespace
}  // namespace tutorline::program::waves_test
