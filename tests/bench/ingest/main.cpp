// bench_ingest [--rounds N] [--seconds S] [--connections N]
// bench_ingest --group ...  the service alone, without what it is compared with: for a profiler
// bench_ingest --engine [--rounds N] [--texts N]
//
// Signed inbound texts over loopback to a durable 200: signature, decoding, the whole decision of the engine (find the
// family, read the answer, grade it, move the model, render and enqueue the reply), commit with synchronous=FULL, answer.
// Beside it, in the same run and in alternating rounds: a bare Beast handler that answers the same requests with a
// constant, the same service with one commit per request, and a loop of fdatasync. Medians; the load takes a core too.
// Ends with 1 when at 64 connections group commit is under 0.20 of bare Beast or under 2.5 times commit per request.
// With --engine: the CPU of the one thread that decides and commits, without sockets; that thread is what limits the rest.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "app/config_dir.hpp"
#include "app/service/engine_room.hpp"
#include "app/service/log.hpp"
#include "bare_beast.hpp"
#include "engine_alone.hpp"
#include "ingest_service.hpp"
#include "load.hpp"

namespace {

using namespace tutorline;
using namespace tutorline::bench;
namespace fs = std::filesystem;

constexpr int families = 40'000;
const std::vector<int> all_levels{1, 16, 64, 256};
constexpr int level_judged = 64;
const base::Instant now = *base::parse_instant("2026-03-04T20:00:00Z");  // 17:00 in Asuncion, a Wednesday

struct Cell {
    std::vector<double> rates, p50s, p99s, cpus, engine_cpus, per_commits;
    void add(const Measured& measured) {
        rates.push_back(measured.rate());
        p50s.push_back(measured.p50_ms);
        p99s.push_back(measured.p99_ms);
        cpus.push_back(measured.server_cpu_us);
        engine_cpus.push_back(measured.engine_cpu_us);
        per_commits.push_back(measured.per_commit);
    }
};

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

class Folder {
  public:
    Folder() {
        std::string pattern = (fs::current_path() / "bench-ingest-XXXXXX").string();  // a real disk, where /tmp may be memory
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the bench");
        path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    fs::path path;
};

/// 4 KiB appended and made durable, again and again: the disk's own limit.
double fdatasync_rate(const fs::path& file, double seconds) {
    const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    const std::vector<char> page(4096, 'x');
    const auto start = std::chrono::steady_clock::now();
    int times = 0;
    double passed = 0;
    while (passed < seconds) {
        if (::write(descriptor, page.data(), page.size()) < 0 || ::fdatasync(descriptor) != 0) throw std::runtime_error("fdatasync failed");
        ++times;
        passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    ::close(descriptor);
    return times / passed;
}

/// CPU so far of this process's thread of that name; 0 when there is none.
double thread_cpu_us(const std::string& name) {
    std::error_code ignored;
    for (const auto& thread : fs::directory_iterator("/proc/self/task", ignored)) {
        std::string its_name;
        double on_cpu_ns = 0;
        std::getline(std::ifstream(thread.path() / "comm"), its_name);
        if (its_name == name && std::ifstream(thread.path() / "schedstat") >> on_cpu_ns) return on_cpu_ns / 1e3;
    }
    return 0;
}

void fresh_copy(const fs::path& classroom, const fs::path& database) {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(database.string() + end);
    fs::copy_file(classroom, database);
}

Measured measure_service(const fs::path& classroom, const School& school, const std::vector<std::string>& requests, int connections,
                         std::size_t batch_max, std::chrono::milliseconds time) {
    const fs::path database = classroom.parent_path() / "run.db";
    fresh_copy(classroom, database);
    Measured measured;
    {
        const IngestService service(database, school, now, batch_max);
        const double engine_before = thread_cpu_us("engine");
        measured = run_load(service.port(), connections, requests, time);
        measured.per_commit = static_cast<double>(measured.answered) / static_cast<double>(std::max<std::int64_t>(1, service.commits()));
        measured.engine_cpu_us = (thread_cpu_us("engine") - engine_before) / static_cast<double>(std::max<std::int64_t>(1, measured.answered));
    }
    if (measured.refused != 0) throw std::runtime_error(std::to_string(measured.refused) + " requests were not answered with 200");
    check_rows(database, measured.answered);
    return measured;
}

/// The texts of a commit at 64 connections, about.
constexpr std::size_t engine_batch = 28;

int run_engine(int rounds, int texts) {
    app::start_log("error", "text");
    const Folder folder;
    const auto school = open_school(app::config_dir());
    const fs::path classroom = folder.path / "classroom.db";
    const auto replies = fill_classroom(classroom, *school, texts, now);
    std::vector<std::string> requests;
    for (std::size_t i = 0; i < replies.size(); ++i) requests.push_back(signed_request(replies[i], static_cast<std::int64_t>(i) + 1));
    std::vector<double> costs;
    for (int round = 0; round < rounds; ++round) {
        fresh_copy(classroom, folder.path / "run.db");
        costs.push_back(engine_us_per_text(folder.path / "run.db", *school, requests, now, engine_batch));
        check_rows(folder.path / "run.db", static_cast<std::int64_t>(requests.size()));
    }
    std::printf("the engine thread alone, %zu texts, %zu a commit: %.1f us of CPU a text (least %.1f)\n", requests.size(), engine_batch, median(costs),
                *std::min_element(costs.begin(), costs.end()));
    return 0;
}

void print_row(const char* what, const Cell& cell) {
    std::printf("  %-22s %9.0f /s   p50 %7.2f ms   p99 %7.2f ms   CPU %6.1f us, engine %5.1f us   %5.1f a commit\n", what, median(cell.rates), median(cell.p50s), median(cell.p99s), median(cell.cpus), median(cell.engine_cpus), median(cell.per_commits));
}

int run(const std::vector<int>& levels, int rounds, std::chrono::milliseconds time, bool group_only) {
    app::start_log("error", "text");
    const Folder folder;
    const auto school = open_school(app::config_dir());
    const fs::path classroom = folder.path / "classroom.db";
    const auto replies = fill_classroom(classroom, *school, families, now);
    std::vector<std::string> requests;
    for (std::size_t i = 0; i < replies.size(); ++i) requests.push_back(signed_request(replies[i], static_cast<std::int64_t>(i) + 1));
    std::vector<std::string> many = requests;  // the yardstick is faster and remembers nothing: it may see them again
    for (int i = 0; i < 4; ++i) many.insert(many.end(), requests.begin(), requests.end());

    std::map<int, Cell> bare, group, single;
    std::vector<double> syncs;
    for (int round = 0; round < rounds; ++round) {
        for (const int connections : levels) {
            if (!group_only) {
                const BareBeast yardstick;
                bare[connections].add(run_load(yardstick.port(), connections, many, time));
            }
            group[connections].add(measure_service(classroom, *school, requests, connections, app::EngineRoom::batch_default, time));
            if (!group_only) single[connections].add(measure_service(classroom, *school, requests, connections, 1, time));
        }
        syncs.push_back(fdatasync_rate(folder.path / "sync", 0.5));
    }
    std::printf("signed texts to a durable 200, %d rounds of %lld ms, medians; fdatasync alone: %.0f /s\n", rounds,
                static_cast<long long>(time.count()), median(syncs));
    double of_bare = 0;
    double of_single = 0;
    for (const int connections : levels) {
        std::printf("%d connections\n", connections);
        print_row("group commit", group[connections]);
        if (group_only) continue;
        print_row("bare Beast", bare[connections]);
        print_row("commit per request", single[connections]);
        const double rate = median(group[connections].rates);
        const double bare_share = rate / median(bare[connections].rates);
        const double single_times = rate / median(single[connections].rates);
        std::printf("  group commit / bare Beast %.2f, / commit per request %.1f\n", bare_share, single_times);
        if (connections == level_judged) {
            of_bare = bare_share;
            of_single = single_times;
        }
    }
    if (group_only || std::find(levels.begin(), levels.end(), level_judged) == levels.end()) return 0;
    const bool fine = of_bare >= 0.20 && of_single >= 2.5;
    std::printf("at %d connections: %.2f of bare Beast (at least 0.20), %.1f times commit per request (at least 2.5): %s\n", level_judged,
                of_bare, of_single, fine ? "met" : "NOT MET");
    return fine ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    int rounds = 5;
    int milliseconds = 1000;
    std::vector<int> levels = all_levels;
    int texts = families;
    const bool engine_alone = argc > 1 && std::strcmp(argv[1], "--engine") == 0;
    const bool group_only = argc > 1 && std::strcmp(argv[1], "--group") == 0;
    for (int i = engine_alone || group_only ? 2 : 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--texts") == 0) texts = std::max(1, std::atoi(argv[i + 1]));
        if (std::strcmp(argv[i], "--rounds") == 0) rounds = std::max(1, std::atoi(argv[i + 1]));
        if (std::strcmp(argv[i], "--seconds") == 0) milliseconds = std::max(100, static_cast<int>(1000 * std::atof(argv[i + 1])));
        if (std::strcmp(argv[i], "--connections") == 0) levels = {std::max(1, std::atoi(argv[i + 1]))};
    }
    try {
        if (engine_alone) return run_engine(rounds, texts);
        return run(levels, rounds, std::chrono::milliseconds{milliseconds}, group_only);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "bench_ingest: %s\n", fault.what());
        return 70;
    }
}
