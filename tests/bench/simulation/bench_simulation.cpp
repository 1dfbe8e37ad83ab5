// A whole round (default 10,000 students, 1,000 tutors) and beside it the same row writes in a bare SQLite loop; prints
// both times (processor seconds, and the round's wall time) and their ratio, on which the goal stands: at most 4, aim 2.
// With --rounds N all is measured N times in turn and the median ratio is printed.
//
//   round       loads the files, matches, plays the eight weeks (people, network, signed webhooks, decisions, queries and
//               row writes, invariants), makes the page and leaves the database as a file. Timed without a recorder.
//   row writes  every INSERT, UPDATE and DELETE of that round in its order, recorded in a second run with the same seed and
//               written to a new file by bare_loop.hpp: prepared statements by primary key, values in memory, only the
//               columns that changed, synchronous=OFF, 1,000 rows a transaction, the round's tables and indexes. It holds no
//               reads, no triggers, no foreign keys, and no update that changed nothing. The file it leaves holds the same
//               rows as the round's, or the bench fails.
//   final rows  less than the round's work, for comparison: only the rows that stand at the end, table by table in the
//               order of their keys, each written once.
//
//   build/release/bench_simulation [students [tutors [seed]]] [--rounds N] [--verbose]      --verbose: row writes per table
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/simulation/play_round.hpp"
#include "bare_loop.hpp"
#include "recorder.hpp"

namespace {

using namespace tutorline;
using Clock = std::chrono::steady_clock;

constexpr std::size_t writes_in_memory = 50'000;

struct Arguments {
    app::WorldOptions world;
    int rounds = 1;
    bool verbose = false;
};

Arguments read_arguments(int argc, char** argv) {
    Arguments out;
    std::vector<std::string> numbers;
    for (int i = 1; i < argc; ++i) {
        if (std::string{argv[i]} == "--verbose") out.verbose = true;
        else if (std::string{argv[i]} == "--rounds" && i + 1 < argc) out.rounds = std::max(1, std::stoi(argv[++i]));
        else numbers.emplace_back(argv[i]);
    }
    out.world.students = !numbers.empty() ? std::stoi(numbers[0]) : 10'000;
    out.world.tutors = numbers.size() > 1 ? std::stoi(numbers[1]) : 0;
    out.world.seed = numbers.size() > 2 ? std::stoull(numbers[2]) : 1;
    return out;
}

struct Played {
    double seconds = 0;  ///< of the processor
    double wall = 0;
    app::PlayedRound round;
    std::size_t tutors = 0;
};

Played play(const app::WorldOptions& options, const std::filesystem::path& database) {
    const auto start = Clock::now();
    const double cpu_start = bench::cpu_seconds();
    auto world = app::load_world(options);
    if (!world) throw std::runtime_error(world.error().message);
    auto round = app::play_round(**world, {database.string(), options.seed, {}});
    if (!round) throw std::runtime_error(round.error().message);
    const double wall = std::chrono::duration<double>(Clock::now() - start).count();
    return {bench::cpu_seconds() - cpu_start, wall, *std::move(round), (*world)->roster.tutors.size()};
}

/// Every row of the file once, table by table.
void write_final_rows(const std::filesystem::path& file, bench::BareLoop& loop) {
    sqlite3* from = nullptr;
    bench::require_ok(from, sqlite3_open_v2(file.c_str(), &from, SQLITE_OPEN_READONLY, nullptr));
    for (std::size_t index = 0; index < loop.tables().all().size(); ++index) {
        const bench::Table& table = loop.tables().all()[index];
        sqlite3_stmt* rows = nullptr;
        bench::require_ok(from, sqlite3_prepare_v2(from, ("SELECT * FROM \"" + table.name + "\"").c_str(), -1, &rows, nullptr));
        bench::Chunk chunk;
        for (bool more = true; more;) {
            chunk.clear();
            while (chunk.writes.size() < writes_in_memory && (more = sqlite3_step(rows) == SQLITE_ROW)) {
                const bench::Columns all = table.columns == 64 ? ~bench::Columns{0} : (bench::Columns{1} << table.columns) - 1;
                chunk.writes.push_back({bench::RowWrite::Kind::insert, static_cast<std::uint8_t>(index), all, chunk.cells.size()});
                for (int column = 0; column < table.columns; ++column) chunk.add(sqlite3_column_value(rows, column));
            }
            loop.write(chunk);
        }
        sqlite3_finalize(rows);
    }
    loop.finish();
    sqlite3_close(from);
}

void print_tables(const bench::Tables& tables, const bench::Recorder& recorder) {
    std::printf("%-16s %10s %10s %12s %10s\n", "table", "inserts", "updates", "of no change", "deletes");
    for (std::size_t i = 0; i < tables.all().size(); ++i) {
        const auto& counts = recorder.counts()[i];
        if (counts.inserted + counts.updated + counts.removed == 0) continue;
        std::printf("%-16s %10llu %10llu %12llu %10llu\n", tables.all()[i].name.c_str(), static_cast<unsigned long long>(counts.inserted),
                    static_cast<unsigned long long>(counts.updated), static_cast<unsigned long long>(counts.unchanged),
                    static_cast<unsigned long long>(counts.removed));
    }
}

void print_line(const char* label, double seconds, std::size_t rows, const char* what) {
    std::printf("%-10s %8.2f s  (%s: %zu, %.2f us each)\n", label, seconds, what, rows, seconds / static_cast<double>(rows) * 1e6);
}

/// Plays, records, writes again; prints all and returns the ratio. Throws when the bare loop left other rows.
double measure(const Arguments& arguments, const std::filesystem::path& folder) {
    const Played played = play(arguments.world, folder / "round.db");
    bench::BareLoop bare{(folder / "bare.db").string()};
    bench::Recorder recorder{bare.tables(), writes_in_memory, [&](const bench::Chunk& chunk) { bare.write(chunk); }};
    play(arguments.world, folder / "again.db");
    recorder.finish();
    bare.finish();
    bench::BareLoop final_rows{(folder / "final.db").string()};
    write_final_rows(folder / "round.db", final_rows);

    std::printf("students %d, tutors %zu, seed %llu\n", arguments.world.students, played.tutors, static_cast<unsigned long long>(arguments.world.seed));
    if (arguments.verbose) print_tables(bare.tables(), recorder);
    std::printf("%-10s %8.2f s  (match, eight weeks, page; %.2f s of wall time, %llu invariants checked, %llu violated)\n", "round", played.seconds, played.wall,
                static_cast<unsigned long long>(played.round.invariants.checked), static_cast<unsigned long long>(played.round.invariants.violated));
    print_line("row writes", bare.seconds(), bare.rows(), "same row writes, in order, bare loop");
    print_line("final rows", final_rows.seconds(), final_rows.rows(), "final rows only, table by table, bare loop");
    std::printf("ratio      %8.2f    (round to the same row writes; at most 4, aim 2)\n", played.seconds / bare.seconds());
    std::printf("           %8.2f    (round to the final rows only)\n", played.seconds / final_rows.seconds());
    std::fflush(stdout);
    if (const auto rows = bare.differences((folder / "round.db").string()); rows > 0)
        throw std::runtime_error(std::to_string(rows) + " rows differ between the round and the bare loop");
    return played.seconds / bare.seconds();
}

void run(const Arguments& arguments, const std::filesystem::path& folder) {
    std::vector<double> ratios;
    for (int round = 0; round < arguments.rounds; ++round) {
        std::filesystem::create_directory(folder);
        ratios.push_back(measure(arguments, folder));
        std::filesystem::remove_all(folder);
    }
    std::ranges::sort(ratios);
    if (ratios.size() > 1) std::printf("median     %8.2f    (of %zu ratios to the same row writes)\n", ratios[ratios.size() / 2], ratios.size());
}

}  // namespace

int main(int argc, char** argv) {
    const auto folder = std::filesystem::temp_directory_path() / ("tutorline-bench-" + std::to_string(std::chrono::system_clock::now().time_since_epoch().count()));
    int code = 1;
    try {
        run(read_arguments(argc, argv), folder);
        code = 0;
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
    }
    std::filesystem::remove_all(folder);
    return code;
}
