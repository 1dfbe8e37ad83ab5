// Who gets how much, by group (B42). Counts below the limit are hidden, and enough others that they cannot be worked out.
#include <algorithm>
#include <array>
#include <map>

#include "reports/rows.hpp"
#include "reports/statistics.hpp"
#include "reports/weekly.hpp"

namespace tutorline::reports {
namespace {

struct Sums {
    int students = 0, reached = 0, both = 0, rose = 0;
    double minutes = 0;
};

struct Dimension {
    std::string_view name;
    std::string (*group)(const StudentThen& student);
};

constexpr std::array dimensions{
    Dimension{"sex", [](const StudentThen& student) { return student.sex; }},
    Dimension{"area", [](const StudentThen& student) { return student.area; }},
    Dimension{"department", [](const StudentThen& student) { return student.department; }},
    Dimension{"language", [](const StudentThen& student) { return student.languages; }},
    Dimension{"support", [](const StudentThen& student) { return std::string{student.support ? "known" : "none_known"}; }},
    Dimension{"grade", [](const StudentThen& student) { return std::to_string(student.grade); }},
};

EquityTable table_of(const Rows& rows, const Dimension& dimension, int least_shown) {
    std::map<std::string, Sums> groups;
    for (const auto& student : rows.students) {
        if (!student.matched()) continue;
        Sums& group = groups[dimension.group(student)];
        ++group.students;
        group.minutes += student.child_minutes;
        group.reached += student.lessons.with_child() > 0;
        group.both += student.both_levels();
        group.rose += student.rose();
    }
    EquityTable table{std::string{dimension.name}, {}, std::nullopt};
    for (const auto& [name, sums] : groups) {
        EquityRow row{name, sums.students, false, sums.minutes / sums.students, sums.reached / static_cast<double>(sums.students), std::nullopt};
        if (sums.both >= least_shown) row.rose = sums.rose / static_cast<double>(sums.both);
        table.rows.push_back(std::move(row));
    }
    suppress(table.rows, least_shown);
    double least = 0, most = 0;
    int shown = 0;
    for (const auto& row : table.rows) {
        if (row.suppressed) continue;
        least = shown == 0 ? row.minutes : std::min(least, row.minutes);
        most = std::max(most, row.minutes);
        ++shown;
    }
    if (shown >= 2 && most > 0) table.gap = least / most;
    return table;
}

}  // namespace

void fill_equity(const domain::Program& program, const Rows& rows, WeeklyReport& report) {
    report.group_least = program.group_least;
    for (const auto& dimension : dimensions) report.equity.push_back(table_of(rows, dimension, program.group_least));
}

}  // namespace tutorline::reports
