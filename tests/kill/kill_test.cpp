// A real service process, killed with -9 at random moments while the network sends and receives, started again, fifty
// times over one round. TUTORLINE_KILL_RUNS sets another number, TUTORLINE_KILL_SEED another draw.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "app/service/clock.hpp"
#include "support/trial.hpp"
#include "base/random.hpp"
#include "kill/busy_network.hpp"
#include "store/store.hpp"
#include "support/process.hpp"

namespace tutorline::kill_test {
namespace {

using namespace std::chrono_literals;
using test::Process;

constexpr int speed = 3600;  // an hour in a second
const base::Instant first_day = *base::parse_instant("2027-03-08T19:30:00Z");  // 16:30 in Asuncion
constexpr auto day = std::chrono::hours{24};
constexpr int days_of_round = 8 * 7 + 7;  // Holy Week is off

int from_environment(const char* name, int otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::atoi(text) : otherwise;
}

/// The database while no service runs.
struct Books {
    explicit Books(const test::Trial& trial) {
        auto opened = store::open({.path = trial.database().string()});
        if (!opened) throw std::runtime_error(opened.error().message);
        store = std::move(*opened);
        auto opened_reader = store::open_reader({.path = trial.database().string()}, *store);
        if (!opened_reader) throw std::runtime_error(opened_reader.error().message);
        reader = std::move(*opened_reader);
    }
    std::int64_t count(const std::string& sql) const {
        std::int64_t rows = -1;
        reader->query(sql, {}, [&](const ports::Row& row) { rows = row.integer(0); });
        return rows;
    }
    /// Sessions that still wait, one a line, with what they wait for.
    std::string open_sessions() const {
        std::string lines;
        reader->query("SELECT printf('session %d: %s %d, %s after %d dials (%s), booked %s, next %s, closes %s, %d timers', s.id, s.kind, "
                      "s.number, s.phase, s.attempts, s.last_disposition, datetime(s.booked_at, 'unixepoch'), "
                      "datetime(s.next_at, 'unixepoch'), datetime(s.closes_at, 'unixepoch'), "
                      "(SELECT count(*) FROM timer t WHERE t.kind = 1 AND t.subject = s.id)) "
                      "FROM session s WHERE s.outcome IS NULL ORDER BY s.id LIMIT 20",
                      {}, [&](const ports::Row& row) { lines += std::string(row.text(0)) + "\n"; });
        return lines;
    }
    std::set<std::string> received() const {
        std::set<std::string> sids;
        reader->query("SELECT provider_id FROM inbox", {}, [&](const ports::Row& row) { sids.emplace(row.text(0)); });
        return sids;
    }
    std::unique_ptr<ports::Store> store;
    std::unique_ptr<ports::Reader> reader;
};

class Round {
  public:
    Round() : random_(static_cast<std::uint64_t>(from_environment("TUTORLINE_KILL_SEED", 1))) {
        trial_.enroll();
        const auto begun = std::chrono::steady_clock::now();
        trial_.enroll();  // how long a start takes here, so that the clock begins when the service does
        start_time_ = std::chrono::steady_clock::now() - begun;
    }

    /// Starts the service, lets it work for a while, kills it.
    void run(int number) {
        // Every second time it comes back at once; else after an outage, the next afternoon.
        const auto begins = number % 2 == 1 ? set_clock(first_day + (number / 2) * day) : set_clock();
        {
            Process service({TUTORLINE_BINARY, "serve", "--config", trial_.config().string()}, log(number));
            if (!service.says("webhooks on port")) {
                ADD_FAILURE() << "run " << number << " did not start:\n" << service.output();
                return;
            }
            std::this_thread::sleep_until(begins + std::chrono::milliseconds{random_.between(50, 2000)});
            service.signal(SIGKILL);
            EXPECT_EQ(service.wait(), 128 + SIGKILL) << service.output();
        }
        check(number);
    }

    /// Lets the round come to its end, without a kill: days pass while the service is down.
    void finish() {
        for (int i = 0; i < 10 && open_sessions_ != 0; ++i) {
            set_clock(first_day + (days_of_round + 3 * i) * day);
            Process service({TUTORLINE_BINARY, "serve", "--config", trial_.config().string()}, log(1000 + i));
            ASSERT_TRUE(service.says("webhooks on port")) << service.output();
            std::this_thread::sleep_for(1500ms);
            service.signal(SIGTERM);
            ASSERT_EQ(service.wait(), 0) << service.output();
            check(1000 + i);
        }
    }

    void check(int number) {
        const Books books(trial_);
        const auto received = books.received();
        for (const std::string& sid : network_.acknowledged())
            if (!received.contains(sid)) lost_.insert(sid);
        open_sessions_ = books.count("SELECT count(*) FROM session WHERE outcome IS NULL");
        still_open_ = open_sessions_ == 0 ? "" : books.open_sessions();
        sessions_ = books.count("SELECT count(*) FROM session");
        graded_ = books.count("SELECT count(*) FROM answer");
        EXPECT_EQ(books.count("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0) << "run " << number;
    }

    void judge(int runs) {
        const auto counts = network_.counts();
        std::printf("%d kills: %lld texts taken by the network, %lld twice; %lld calls, %lld twice; %zu replies answered 200, %zu lost, %lld graded; "
                    "%lld sessions, %lld without an end\n",
                    runs, static_cast<long long>(counts.texts_accepted), static_cast<long long>(counts.texts_repeated),
                    static_cast<long long>(counts.calls_accepted), static_cast<long long>(counts.calls_repeated), network_.acknowledged().size(),
                    lost_.size(), static_cast<long long>(graded_), static_cast<long long>(sessions_), static_cast<long long>(open_sessions_));
        EXPECT_EQ(counts.texts_repeated, 0);
        EXPECT_EQ(counts.calls_repeated, 0);
        EXPECT_TRUE(lost_.empty());
        EXPECT_GT(sessions_, 0);
        EXPECT_EQ(open_sessions_, 0) << "at " << base::format_instant(clock_.now()) << "\n" << still_open_;
        // The test proves nothing when nothing happens.
        EXPECT_GT(counts.texts_accepted, runs);
        EXPECT_GT(counts.calls_accepted, runs / 2);
        EXPECT_GT(network_.acknowledged().size(), static_cast<std::size_t>(runs));
    }

  private:
    /// The returned moment is about when a start now will be done; both clocks show `shows` then, or later: a clock that
    /// went back would hide from the network's log what it took "later".
    std::chrono::system_clock::time_point set_clock(base::Instant shows = {}) {
        const auto real_now = std::chrono::system_clock::now();
        const auto since = std::chrono::ceil<base::Seconds>(real_now + start_time_);
        const auto shown_by_now = clock_.now() + base::Seconds{1};
        const program::TrialClock trial{speed, std::max(shows, shown_by_now + std::chrono::ceil<base::Seconds>((since - real_now) * speed)), since};
        clock_ = app::Clock{trial};
        trial_.set_clock(trial.speed, trial.from, trial.since);
        network_.set_clock(trial.speed, trial.from, trial.since);
        return since;
    }
    std::filesystem::path log(int number) const { return trial_.folder.path / ("serve-" + std::to_string(number) + ".log"); }

    base::Random random_;
    app::Clock clock_{program::TrialClock{1, first_day - day, std::chrono::floor<base::Seconds>(std::chrono::system_clock::now())}};
    std::chrono::steady_clock::duration start_time_{0};
    test::Trial trial_{1, "2027-03-06T15:00:00Z"};
    test::BusyNetwork network_{trial_, 7};
    std::set<std::string> lost_;
    std::int64_t open_sessions_ = -1;
    std::string still_open_;
    std::int64_t sessions_ = 0;
    std::int64_t graded_ = 0;
};

TEST(Kill, LosesNothingAndRepeatsNothing) {
    const int runs = from_environment("TUTORLINE_KILL_RUNS", 50);
    Round round;
    for (int number = 1; number <= runs && !testing::Test::HasFailure(); ++number) round.run(number);
    if (!testing::Test::HasFailure()) round.finish();
    round.judge(runs);
}

}  // namespace
}  // namespace tutorline::kill_test
