// A small simulated round, played once, its reports, and its sheets read as a spreadsheet would.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "app/config_dir.hpp"
#include "app/service/start_cohort.hpp"
#include "app/simulation/play_round.hpp"
#include "reports/exports.hpp"
#include "reports/moment.hpp"
#include "reports/rows.hpp"
#include "reports/weekly.hpp"
#include "simulator/simulation.hpp"
#include "store/store.hpp"
#include "support/process.hpp"

namespace tutorline::reports {

inline std::unique_ptr<app::World> world_of(int students) {
    app::WorldOptions options;
    options.students = students;
    options.seed = 5;
    auto world = app::load_world(options);
    EXPECT_TRUE(world) << world.error().message;
    return std::move(world).value();
}

/// A sheet as columns by header, read as a spreadsheet would.
class Columns {
  public:
    explicit Columns(const std::string& csv, char separator = ';') {
        std::istringstream lines{csv.substr(3)};
        for (std::string line; std::getline(lines, line);) {
            line.pop_back();
            std::vector<std::string> cells = split(line, separator);
            if (header_.empty()) header_ = cells;
            else rows_.push_back(cells);
        }
    }
    std::size_t rows() const { return rows_.size(); }
    /// The sum of a column, of the rows whose `where` is `value`.
    double sum(const std::string& column, const std::string& where = {}, const std::string& value = {}) const {
        double total = 0;
        for (const auto& row : rows_)
            if (where.empty() || row.at(at(where)) == value) total += number(row.at(at(column)));
        return total;
    }
    int count(const std::string& where, const std::string& value) const {
        int found = 0;
        for (const auto& row : rows_) found += row.at(at(where)) == value;
        return found;
    }
    const std::string& cell(std::size_t row, const std::string& column) const { return rows_.at(row).at(at(column)); }
    double figure(std::size_t row, const std::string& column) const { return number(cell(row, column)); }
    std::string cell(const std::string& where, const std::string& value, const std::string& column) const {
        for (const auto& row : rows_)
            if (row.at(at(where)) == value) return row.at(at(column));
        return "no row " + value;
    }

  private:
    static std::vector<std::string> split(const std::string& line, char separator) {
        std::vector<std::string> cells{""};
        bool quoted = false;
        for (const char c : line) {
            if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted) cells.emplace_back();
            else cells.back() += c;
        }
        return cells;
    }
    static double number(std::string cell) {
        if (const auto comma = cell.find(','); comma != std::string::npos) cell[comma] = '.';
        return cell.empty() ? 0 : std::stod(cell);
    }
    std::size_t at(const std::string& column) const {
        const auto found = std::ranges::find(header_, column);
        if (found == header_.end()) throw std::runtime_error("no column " + column);
        return static_cast<std::size_t>(found - header_.begin());
    }
    std::vector<std::string> header_;
    std::vector<std::vector<std::string>> rows_;
};

struct SimulatedRound : testing::Test {
    static inline std::unique_ptr<app::World> world;
    static inline std::unique_ptr<test::TemporaryFolder> folder;
    static inline std::unique_ptr<app::PlayedRound> played;
    static void SetUpTestSuite() {
        world = world_of(50);
        folder = std::make_unique<test::TemporaryFolder>();
        auto round = app::play_round(*world, {(folder->path / "round.db").string(), 5, {}});
        ASSERT_TRUE(round) << round.error().message;
        played = std::make_unique<app::PlayedRound>(std::move(round).value());
    }
    static void TearDownTestSuite() {
        played.reset();
        folder.reset();
        world.reset();
    }
    const domain::Program& program = world->resources.program;
    std::unique_ptr<ports::Reader> reader = std::move(store::open_existing((folder->path / "round.db").string())).value();
    Words words = app::words_of(world->texts, "es");

    WeeklyReport page(int week = 0) {
        auto made = weekly_report(*reader, program, week, last_fact(*reader));
        EXPECT_TRUE(made) << made.error().message;
        return *made;
    }
    Columns sheet(const WeeklyReport& r, Sheet which) {
        const auto csv = weekly_csv(*reader, program, r, which, words, "es");
        EXPECT_TRUE(csv);
        return Columns{*csv};
    }
};

}  // namespace tutorline::reports
