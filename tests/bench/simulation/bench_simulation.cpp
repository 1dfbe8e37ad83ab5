// A whole round (default 10,000 students, 1,000 tutors) into a database file, then every row of that database written
// again by a bare loop: the same schema, indexes and triggers, synchronous=OFF, 1,000 rows a transaction, values already
// in memory. Prints both times and their ratio. The ratio is an upper bound of what everything else costs: people,
// network, signatures, decisions, updates of rows, queries.
//
//   build/release/bench_simulation [students [tutors [seed]]]
#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <variant>
#include <vector>

#include "app/simulation/play_round.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

constexpr std::size_t rows_per_transaction = 1000;
constexpr std::size_t rows_in_memory = 50'000;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Cell cell_of(const SQLite::Column& column) {
    if (column.isNull()) return {};
    if (column.isInteger()) return column.getInt64();
    if (column.isFloat()) return column.getDouble();
    return std::string{static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

void bind_cell(SQLite::Statement& insert, int at, const Cell& cell, bool blob) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) insert.bind(at, *whole);
    else if (const auto* real = std::get_if<double>(&cell)) insert.bind(at, *real);
    else if (const auto* text = std::get_if<std::string>(&cell); text != nullptr && blob) insert.bindNoCopy(at, text->data(), static_cast<int>(text->size()));
    else if (text != nullptr) insert.bindNoCopy(at, *text);
    else insert.bind(at);
}

struct Written {
    std::size_t rows = 0;
    double seconds = 0;
};

struct Table {
    std::string name;
    std::vector<bool> blobs;
};

std::vector<Table> tables_of(SQLite::Database& from) {
    std::vector<Table> tables;
    SQLite::Statement names{from, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"};
    while (names.executeStep()) tables.push_back({names.getColumn(0).getString(), {}});
    for (auto& table : tables) {
        SQLite::Statement columns{from, "SELECT type FROM pragma_table_info('" + table.name + "')"};
        while (columns.executeStep()) table.blobs.push_back(columns.getColumn(0).getString() == "BLOB");
    }
    return tables;
}

/// One table, chunk by chunk; only the writing is timed.
void copy_table(SQLite::Database& from, SQLite::Database& to, const Table& table, Written& written) {
    std::string marks;
    for (std::size_t i = 0; i < table.blobs.size(); ++i) marks += i == 0 ? "?" : ",?";
    SQLite::Statement insert{to, "INSERT INTO \"" + table.name + "\" VALUES (" + marks + ")"};
    SQLite::Statement select{from, "SELECT * FROM \"" + table.name + "\""};
    std::vector<std::vector<Cell>> chunk;
    for (bool more = true; more;) {
        chunk.clear();
        while (chunk.size() < rows_in_memory && (more = select.executeStep())) {
            std::vector<Cell> row;
            for (int i = 0; i < select.getColumnCount(); ++i) row.push_back(cell_of(select.getColumn(i)));
            chunk.push_back(std::move(row));
        }
        const auto start = Clock::now();
        for (std::size_t i = 0; i < chunk.size(); i += rows_per_transaction) {
            SQLite::Transaction transaction{to};
            for (std::size_t k = i; k < std::min(i + rows_per_transaction, chunk.size()); ++k) {
                for (std::size_t c = 0; c < chunk[k].size(); ++c) bind_cell(insert, static_cast<int>(c) + 1, chunk[k][c], table.blobs[c]);
                insert.exec();
                insert.reset();
            }
            transaction.commit();
        }
        written.seconds += seconds_since(start);
        written.rows += chunk.size();
    }
}

Written write_again(const std::filesystem::path& source, const std::filesystem::path& target) {
    SQLite::Database from{source.string(), SQLite::OPEN_READONLY};
    SQLite::Database to{target.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    to.exec("PRAGMA synchronous = OFF");
    to.exec("PRAGMA journal_mode = WAL");
    const auto schema = [&](const char* types) {
        SQLite::Statement parts{from, std::string{"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND type IN ("} + types + ") ORDER BY rowid"};
        while (parts.executeStep()) to.exec(parts.getColumn(0).getString());
    };
    schema("'table'");
    schema("'index'");  // triggers judge changes of state; final rows of one table may come before another's
    Written written;
    for (const auto& table : tables_of(from)) copy_table(from, to, table, written);
    return written;
}

}  // namespace

int main(int argc, char** argv) {
    tutorline::app::WorldOptions options;
    options.students = argc > 1 ? std::atoi(argv[1]) : 10'000;
    options.tutors = argc > 2 ? std::atoi(argv[2]) : 0;
    options.seed = argc > 3 ? static_cast<std::uint64_t>(std::atoll(argv[3])) : 1;
    const auto folder = std::filesystem::temp_directory_path() / ("tutorline-bench-" + std::to_string(std::chrono::system_clock::now().time_since_epoch().count()));
    std::filesystem::create_directory(folder);
    const auto start = Clock::now();
    auto world = tutorline::app::load_world(options);
    if (!world) return std::cerr << world.error().message << '\n', 1;
    const auto played = tutorline::app::play_round(**world, {(folder / "round.db").string(), options.seed, {}});
    if (!played) return std::cerr << played.error().message << '\n', 1;
    const double simulated = seconds_since(start);
    const Written written = write_again(folder / "round.db", folder / "bare.db");
    std::printf("students %d, tutors %zu, seed %llu\n", options.students, (*world)->roster.tutors.size(), static_cast<unsigned long long>(options.seed));
    std::printf("round   %8.2f s (match, eight weeks, page; %llu invariants checked, %llu violated)\n", simulated,
                static_cast<unsigned long long>(played->invariants.checked), static_cast<unsigned long long>(played->invariants.violated));
    std::printf("bare    %8.2f s (%zu rows, %.1f us a row)\n", written.seconds, written.rows, written.seconds / static_cast<double>(written.rows) * 1e6);
    std::printf("ratio   %8.2f (at most 4, aim 2)\n", simulated / written.seconds);
    std::filesystem::remove_all(folder);
    return 0;
}
