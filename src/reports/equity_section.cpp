// Who gets how much, by group (B42). Counts below the limit are hidden, and enough others that they cannot be worked out.
#include <algorithm>
#include <array>
#include <map>

#include "domain/practice/level.hpp"
#include "reports/sections.hpp"
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
    std::string_view column;  ///< SQL over student t
};

constexpr std::array dimensions{
    Dimension{"sex", "t.sex"},
    Dimension{"area", "t.area"},
    Dimension{"department", "t.department"},
    Dimension{"language", "t.languages"},
    Dimension{"support", "CASE WHEN t.support_needs = '' THEN 'none_known' ELSE 'known' END"},
    Dimension{"grade", "CAST(t.grade AS TEXT)"},
};

EquityTable table_of(const Scope& scope, const Dimension& dimension) {
    std::map<std::string, Sums> groups;
    const std::string sql = "SELECT " + std::string{dimension.column} + R"(, t.level_start, t.mastered,
        coalesce((SELECT sum(s.child_seconds) FROM session s WHERE s.student = t.id AND s.kind = 'lesson'), 0),
        EXISTS (SELECT 1 FROM session s WHERE s.student = t.id AND s.kind = 'lesson' AND s.outcome IN ('completed', 'short'))
        FROM student t JOIN enrollment e ON e.student = t.id WHERE t.cohort = ?1 AND e.tutor IS NOT NULL)";
    scope.each(sql, [&](const ports::Row& row) {
        Sums& group = groups[std::string{row.text(0)}];
        ++group.students;
        group.minutes += static_cast<double>(row.integer(3)) / 60;
        group.reached += row.integer(4) != 0;
        const auto from = domain::level_from_code(static_cast<int>(row.integer(1))), to = domain::level_from_code(static_cast<int>(row.integer(2)));
        const auto low = from ? domain::rank(*from) : std::nullopt, high = to ? domain::rank(*to) : std::nullopt;
        group.both += low && high;
        group.rose += low && high && *high > *low;
    });
    EquityTable table{std::string{dimension.name}, {}, std::nullopt};
    for (const auto& [name, sums] : groups) {
        EquityRow row{name, sums.students, false, sums.minutes / sums.students, sums.reached / static_cast<double>(sums.students), std::nullopt};
        if (sums.both >= suppression_least) row.rose = sums.rose / static_cast<double>(sums.both);
        table.rows.push_back(std::move(row));
    }
    suppress(table.rows, suppression_least);
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

void fill_equity(const Scope& scope, WeeklyReport& report) {
    for (const auto& dimension : dimensions) report.equity.push_back(table_of(scope, dimension));
}

}  // namespace tutorline::reports
