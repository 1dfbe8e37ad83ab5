// What is told to those without a place holds when somebody writes it into the sheets: the share of a tutor's hours that stays
// free for retries, the weekly minutes and the hours of calls count there too. Random rosters; each failure names its seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/random.hpp"
#include "domain/calendar/week_slots.hpp"
#include "domain/roster/recruits.hpp"
#include "domain/roster/seats.hpp"
#include "domain/roster/tutor_load.hpp"
#include "domain/roster/unplaced.hpp"

namespace tutorline::domain {
namespace {

using Kind = matching::Change::Kind;

struct Kinds {
    bool siblings;
    int calls;  ///< a week
};

struct Sheets {
    Sheets(std::uint64_t seed, Kinds kinds, std::size_t students = 10, std::size_t tutors = 3) : random(seed) {
        const bool siblings = kinds.siblings;
        program.sessions_per_week = kinds.calls;
        program.zone = "America/Asuncion";
        program.starts_on = base::parse_date("2027-03-08").value();
        program.languages = {"es", "gn"};
        program.attempts.retry_share = std::vector{0.0, 0.15, 0.3}[pick(3)];
        for (int day = 0; day < 6; ++day) program.call_hours.push_back({day, 14 * 60, 20 * 60});
        for (std::size_t n = 0; n < tutors; ++n) {
            Tutor tutor;
            tutor.key = "T" + std::to_string(n);
            tutor.languages = {pick(3) == 0 ? "gn" : "es"};
            tutor.gender = pick(2) == 0 ? "f" : "m";
            tutor.windows = hours(1 + pick(2), 2 + pick(6));
            tutor.minutes_per_week = 24 * static_cast<int>(1 + pick(4));
            roster.tutors.push_back(tutor);
        }
        for (std::size_t n = 0; n < students; ++n) {
            Student student;
            student.key = "S" + std::to_string(n);
            student.household = siblings && n % 5 == 1 ? "S" + std::to_string(n - 1) : student.key;
            student.languages = {pick(3) == 0 ? "gn" : "es"};
            student.windows = hours(1 + pick(2), 1 + pick(4));
            if (pick(5) == 0) student.tutor_gender = "f";
            student.consent = Consent{};
            roster.students.push_back(student);
        }
    }

    std::size_t pick(std::size_t count) { return static_cast<std::size_t>(random.below(count)); }

    std::vector<WeeklyWindow> hours(std::size_t days, std::size_t half_hours) {
        std::vector<WeeklyWindow> windows;
        for (std::size_t n = 0; n < days; ++n) {
            const int from = 14 * 60 + 30 * static_cast<int>(pick(8));
            windows.push_back({static_cast<int>(pick(5)), from, std::min(20 * 60, from + 30 * static_cast<int>(half_hours))});
        }
        return windows;
    }

    base::Random random;
    Program program;
    Roster roster;
};

void add_hours(std::vector<WeeklyWindow>& windows, const std::vector<int>& slots) {
    for (const int slot : slots) windows.push_back({slot_weekday(slot), slot_minute(slot), slot_minute(slot) + slot_minutes});
}

Tutor row_of(const matching::Tutor& wanted, const Program& program) {
    Tutor tutor;
    tutor.key = wanted.id;
    tutor.languages = wanted.languages;
    tutor.gender = wanted.gender == matching::Gender::female ? "f" : wanted.gender == matching::Gender::male ? "m" : "";
    tutor.minutes_per_week = wanted.students_max * student_week_minutes(program);
    for (const int level : wanted.levels) tutor.levels.push_back(level_from_code(level).value_or(Level::finished));
    add_hours(tutor.windows, wanted.slots);
    return tutor;
}

/// What a coordinator would write.
Roster written(const Program& program, Roster roster, const RosterMatch& match, const matching::Change& change) {
    const auto family = [&](int index) -> Student& { return roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(index)])]; };
    if (change.kind == Kind::student_hour) add_hours(family(change.student).windows, change.slots);
    if (change.kind == Kind::gender_wish)
        for (const int member : household_members(match.problem, change.student)) family(member).tutor_gender.clear();
    if (change.kind == Kind::tutor_hour || change.kind == Kind::tutor_place) {
        Tutor& tutor = roster.tutors[static_cast<std::size_t>(change.tutor)];
        add_hours(tutor.windows, change.slots);
        if (change.kind == Kind::tutor_place) tutor.minutes_per_week = std::max(tutor.minutes_per_week, change.students_max * student_week_minutes(program));
    }
    for (const auto& [index, slot] : change.family_hours) add_hours(family(index).windows, {slot});
    if (change.kind == Kind::new_tutor)
        for (const matching::Tutor& newcomer : matching::newcomers(match.problem, change)) roster.tutors.push_back(row_of(newcomer, program));
    return roster;
}

bool has_place(const RosterMatch& match, const std::string& key) {
    return std::ranges::any_of(match.solution.placed, [&](const auto& place) { return match.problem.students[static_cast<std::size_t>(place.student)].id == key; });
}

class ChangeInSheet : public testing::TestWithParam<Kinds> {};

TEST_P(ChangeInSheet, GivesTheStudentAPlace) {
    int changes = 0, newcomers = 0, places = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Sheets sheets(seed, GetParam());
        const RosterMatch match = match_roster(sheets.program, sheets.roster);
        for (const Unplaced& unplaced : unplaced_students(sheets.program, sheets.roster, match)) {
            const auto place = std::ranges::find(match.students, unplaced.student) - match.students.begin();
            const std::string& key = sheets.roster.students[static_cast<std::size_t>(unplaced.student)].key;
            const auto told = enough_for(sheets.program, sheets.roster, match, unplaced, static_cast<int>(place), {});
            // In as much need, who may be first: then it is told so.
            const bool nobody_else = unplaced.rivals == 0;
            for (const auto& change : {nobody_else ? unplaced.change : std::nullopt, told}) {
                if (!change) continue;
                const RosterMatch after = match_roster(sheets.program, written(sheets.program, sheets.roster, match, *change));
                EXPECT_TRUE(has_place(after, key)) << "seed " << seed << ", " << key << ", kind " << static_cast<int>(change->kind);
                ++(change->kind == Kind::new_tutor ? newcomers : change->kind == Kind::tutor_place ? places : changes);
            }
        }
    }
    EXPECT_GT(changes, GetParam().calls == 1 ? 20 : 5);
    EXPECT_GT(newcomers, 20);
    EXPECT_GT(places, GetParam().calls == 2 ? -1 : GetParam().siblings ? 0 : 5);
}

/// With each tutor of the list written into the sheet, the match places the need that was told.
void expect_need_as_told(const Sheets& sheets, const RosterMatch& match, const std::vector<matching::Recruit>& list) {
    Roster roster = sheets.roster;
    std::int64_t need = match.solution.need_placed;
    for (const auto& recruit : list) {
        roster.tutors.push_back(row_of(recruit.tutor, sheets.program));
        need += recruit.need_gained;
        EXPECT_GE(match_roster(sheets.program, roster).solution.need_placed, need) << recruit.tutor.id;
    }
}

TEST_P(ChangeInSheet, EachTutorToLookForPlacesAsManyAsTheCurveTells) {
    int recruits_tried = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        const Sheets sheets(seed, GetParam());
        const RosterMatch match = match_roster(sheets.program, sheets.roster);
        const auto list = recruits(sheets.program, match, 3, 3, [&](const matching::Problem& problem) { return solve_stepwise(problem, sheets.program.seed, 200); });
        expect_need_as_told(sheets, match, list);
        recruits_tried += static_cast<int>(list.size());
    }
    EXPECT_GT(recruits_tried, 20);
}

/// Too many to be searched to the end: what the curve tells is what a match of the new sheets finds.
TEST_P(ChangeInSheet, EachTutorToLookForPlacesAsManyInACohortOfFifty) {
    Sheets sheets(1, GetParam(), 50, 8);
    for (Student& student : sheets.roster.students) {
        student.windows = sheets.hours(3, 4);
        student.area = sheets.pick(2) == 0 ? Area::rural : Area::urban;
    }
    for (Tutor& tutor : sheets.roster.tutors) tutor.windows = sheets.hours(3, 5);
    sheets.program.need = {.everybody = 2, .rural = 3};
    const RosterMatch match = match_roster(sheets.program, sheets.roster);
    const auto list = recruits(sheets.program, match, 4, 4, [&](const matching::Problem& problem) { return solve_match(sheets.program, problem); });
    EXPECT_GT(list.size(), 1U);
    expect_need_as_told(sheets, match, list);
}

/// Too many to be searched to the end, and whoever is found comes with a gender, and with more minutes than were asked for.
TEST_P(ChangeInSheet, ATutorMoreIsEnoughInACohortOfSeventyWhoeverItIs) {
    int tried = 0;
    Sheets sheets(1, GetParam(), 70, 8);
    for (Student& student : sheets.roster.students) {
        student.windows = sheets.hours(2, 4);
        student.area = sheets.pick(2) == 0 ? Area::rural : Area::urban;
        student.level = std::array{Level::beginner, Level::addition, Level::multiplication}[sheets.pick(3)];
        if (sheets.pick(4) == 0) student.tutor_gender = "f";
    }
    for (Tutor& tutor : sheets.roster.tutors) tutor.windows = sheets.hours(3, 5);
    sheets.program.need = {.everybody = 1, .rural = 2};
    const RosterMatch match = match_roster(sheets.program, sheets.roster);
    for (const Unplaced& unplaced : unplaced_students(sheets.program, sheets.roster, match)) {
        if (unplaced.change || tried == 3) continue;
        const auto place = std::ranges::find(match.students, unplaced.student) - match.students.begin();
        const std::string& key = sheets.roster.students[static_cast<std::size_t>(unplaced.student)].key;
        const auto told = enough_for(sheets.program, sheets.roster, match, unplaced, static_cast<int>(place), {});
        if (!told || told->kind != Kind::new_tutor) continue;
        const bool any = told->newcomer->gender == matching::Gender::any;
        for (const std::string& gender : any ? std::vector<std::string>{"f", "m"} : std::vector<std::string>{row_of(*told->newcomer, sheets.program).gender})
            for (const int minutes : {0, 600}) {
                Roster roster = written(sheets.program, sheets.roster, match, *told);
                for (std::size_t n = sheets.roster.tutors.size(); n < roster.tutors.size(); ++n) {
                    roster.tutors[n].gender = gender;
                    roster.tutors[n].minutes_per_week = std::max(roster.tutors[n].minutes_per_week, minutes);
                }
                EXPECT_TRUE(has_place(match_roster(sheets.program, roster), key))
                    << key << ", " << told->newcomers << " of gender '" << gender << "', minutes " << minutes;
            }
        ++tried;
    }
    EXPECT_GT(tried, 1);
}

INSTANTIATE_TEST_SUITE_P(Households, ChangeInSheet, testing::Values(Kinds{false, 1}, Kinds{true, 1}, Kinds{false, 2}, Kinds{true, 2}), [](const auto& kinds) {
    return std::string(kinds.param.siblings ? "WithSiblings" : "OfOne") + (kinds.param.calls == 2 ? "TwoCalls" : "");
});

}  // namespace
}  // namespace tutorline::domain
