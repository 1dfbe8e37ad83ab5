#include "domain/calendar/week_slots.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.hpp"

namespace tutorline::domain::week_slots_test {
namespace {

std::vector<bool> minutes_of(std::span<const WeeklyWindow> windows) {
    std::vector<bool> minutes(minutes_per_week);
    for (const WeeklyWindow& w : windows)
        for (int m = w.from_minute; m < w.to_minute; ++m) minutes[w.weekday * minutes_per_day + m] = true;
    return minutes;
}

std::vector<WeeklyWindow> random_windows(base::Random& random) {
    std::vector<WeeklyWindow> windows;
    const auto count = random.below(8);
    for (std::uint64_t n = 0; n < count; ++n) {
        const int from = static_cast<int>(random.between(0, 1439));
        windows.push_back({static_cast<int>(random.below(7)), from, static_cast<int>(random.between(from, 1440))});
    }
    return windows;
}

TEST(WeekSlots, NumbersTheHalfHoursOfTheWeek) {
    EXPECT_EQ(slot_at(0, 0), 0);
    EXPECT_EQ(slot_at(2, 17 * 60 + 30), 2 * 48 + 35);
    EXPECT_EQ(slot_weekday(slots_per_week - 1), 6);
    EXPECT_EQ(slot_minute(slots_per_week - 1), 23 * 60 + 30);
    for (int slot = 0; slot < slots_per_week; ++slot) EXPECT_EQ(slot_at(slot_weekday(slot), slot_minute(slot)), slot);
}

TEST(WeekSlots, OnlyWholeHalfHoursAreSlots) {
    const std::vector<WeeklyWindow> windows{{0, 17 * 60 + 10, 18 * 60 + 40}};
    EXPECT_EQ(slots_inside(windows), (std::vector{slot_at(0, 17 * 60 + 30), slot_at(0, 18 * 60)}));
}

TEST(WeekSlots, SetOperationsAgreeWithMinuteByMinuteCounting) {
    base::Random random(11);
    for (int round = 0; round < 300; ++round) {
        const auto a = random_windows(random);
        const auto b = random_windows(random);
        const auto in_a = minutes_of(a);
        const auto in_b = minutes_of(b);
        EXPECT_EQ(minutes_of(merged(a)), in_a);
        auto both = in_a;
        for (std::size_t m = 0; m < both.size(); ++m) both[m] = both[m] && in_b[m];
        EXPECT_EQ(minutes_of(intersection(a, b)), both);
        EXPECT_EQ(total_minutes(a), std::ranges::count(in_a, true));
        const int by = static_cast<int>(random.between(-900, 900));
        const auto moved = minutes_of(shifted(a, by));
        for (int m = 0; m < minutes_per_week; ++m)
            ASSERT_EQ(moved[(m + by + minutes_per_week) % minutes_per_week], in_a[m]) << "shift " << by << " minute " << m;
        for (const WeeklyWindow& w : shifted(a, by)) ASSERT_TRUE(w.from_minute < w.to_minute && w.to_minute <= 1440);
    }
}

TEST(WeekSlots, CoversAsksForTheWholeSpan) {
    const std::vector<WeeklyWindow> windows{{1, 600, 660}};
    EXPECT_TRUE(covers(windows, 1, 600, 660));
    EXPECT_TRUE(covers(windows, 1, 630, 650));
    EXPECT_FALSE(covers(windows, 1, 630, 661));
    EXPECT_FALSE(covers(windows, 2, 600, 610));
}

}  // namespace
}  // namespace tutorline::domain::week_slots_test
