// A wall clock that is set while the service runs: small steps are followed, a jump is not believed.
#include "app/service/clock.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>

#include "app/service/engine_room.hpp"
#include "engine/cohort.hpp"

namespace tutorline::app::clock_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::system_clock;

const system_clock::time_point noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 12h};

TEST(ClockWatch, FollowsTimeAndSmallSteps) {
    ClockWatch watch;
    EXPECT_TRUE(watch.look({noon, 0s}).agrees);
    EXPECT_TRUE(watch.look({noon + 5h, 5h}).agrees) << "a long sleep is no jump";
    const auto look = watch.look({noon + 5h + 40min, 5h});
    EXPECT_TRUE(look.agrees);
    EXPECT_EQ(look.wall, noon + 5h + 40min);
    EXPECT_TRUE(watch.look({noon + 5h, 5h + 1s}).agrees) << "and back";
}

TEST(ClockWatch, DoesNotBelieveAJumpUntilTheClockIsBack) {
    ClockWatch watch;
    watch.look({noon, 0s});
    const auto ahead = watch.look({noon + 60 * 24h + 2s, 2s});
    EXPECT_FALSE(ahead.agrees);
    EXPECT_EQ(ahead.wall, noon + 2s) << "the time it would be";
    EXPECT_FALSE(watch.look({noon + 60 * 24h + 10s, 10s}).agrees) << "it does not become true by lasting";
    EXPECT_TRUE(watch.look({noon + 12s, 12s}).agrees);
    EXPECT_FALSE(watch.look({noon - 2h, 13s}).agrees) << "back is a jump too";
}

TEST(ClockWatch, RealClocksAgree) {
    ClockWatch watch;
    watch.look(read_clocks());
    EXPECT_TRUE(watch.look(read_clocks()).agrees);
}

/// Clocks that a test sets.
struct Clocks {
    std::atomic<std::int64_t> wall{0}, running{0};
    TwoClocks read() const { return {system_clock::time_point{std::chrono::seconds{wall.load()}}, std::chrono::seconds{running.load()}}; }
};

class Room : public testing::Test {
  protected:
    Room() {
        clocks.wall = c.start.time_since_epoch().count();
    }
    /// A text comes in, and the thread has gone once around behind it.
    void text() {
        domain::InboundText text;
        text.channel = "test";
        text.provider_id = "SM" + std::to_string(++texts_);
        text.from = "+595981555555";
        text.text = "hola";
        const auto taken = std::make_shared<std::promise<bool>>();  // the thread may still hold it when this one goes on
        room.submit({text}, [&](std::span<const engine::Handled> handled) {
            base::HttpResponse answer;
            answer.status = handled.front().kind == engine::Handled::Kind::refused ? 503 : 200;
            return answer;
        }, [taken](base::HttpResponse answer) { taken->set_value(answer.status == 200); });
        EXPECT_TRUE(taken->get_future().get());
    }
    bool becomes(bool jumped) {
        for (int tries = 0; tries < 300 && room.clock_jumped() != jumped; ++tries) std::this_thread::sleep_for(20ms);
        return room.clock_jumped() == jumped;
    }

    struct Enrolled : test::Cohort {
        Enrolled() { enroll({{"luis", "l", {"+595981000001"}}}); }  // makes the engine anew: before the room takes it
    };
    Enrolled c;
    Clocks clocks;
    const Clock clock{std::nullopt, [this] { return clocks.read(); }};
    EngineRoom room{*c.engine, clock, nullptr, [] {}};

  private:
    int texts_ = 0;
};

TEST_F(Room, ClosesNothingOnAClockThatJumpedAndKeepsWhatComes) {
    room.start(nullptr);
    text();
    EXPECT_FALSE(room.clock_jumped());
    clocks.wall += 60 * 24 * 3600;
    text();
    EXPECT_TRUE(becomes(true));
    text();
    clocks.wall -= 60 * 24 * 3600;
    EXPECT_TRUE(becomes(false)) << "and goes on by itself";
    room.stop();
    EXPECT_FALSE(c.session("luis").outcome) << "the round is not over";
    const auto inbox = c.store->inbox(domain::InboxId{2});
    ASSERT_TRUE(inbox);
    EXPECT_EQ(inbox->at, c.start) << "kept at the time it was";
}

}  // namespace
}  // namespace tutorline::app::clock_test
