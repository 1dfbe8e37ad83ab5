// What waits behind the disk leaves in order, once it is durable, and never when the disk failed.
#include "app/service/flusher.hpp"

#include <gtest/gtest.h>

#include <future>

namespace tutorline::app::flusher_test {
namespace {

/// A disk that takes as long as the test says.
class SlowDisk final : public ports::Flush {
  public:
    explicit SlowDisk(std::atomic<int>& flushes) : flushes_(flushes) {}
    void flush() override {
        ++flushes_;
        if (slow.valid()) slow.get();
        if (broken) throw ports::StoreFailure("disk I/O error", false);
    }
    std::future<void> slow;
    std::atomic<bool> broken{false};

  private:
    std::atomic<int>& flushes_;
};

TEST(Flusher, LetsLeaveInOrderAndManyBehindOneFlush) {
    std::atomic<int> flushes{0};
    std::promise<void> disk;
    auto made = std::make_unique<SlowDisk>(flushes);
    made->slow = disk.get_future();
    std::vector<int> left;
    Flusher flusher(std::move(made), {});
    for (int i = 0; i < 10; ++i) flusher.after_flush([&left, i](bool durable) { left.push_back(durable ? i : -1); });
    while (flushes == 0) std::this_thread::yield();
    for (int i = 10; i < 20; ++i) flusher.after_flush([&left, i](bool durable) { left.push_back(durable ? i : -1); });
    disk.set_value();
    flusher.after_flush({});
    flusher.stop();
    ASSERT_EQ(left.size(), 20U);
    for (int i = 0; i < 20; ++i) EXPECT_EQ(left[static_cast<std::size_t>(i)], i);
    EXPECT_LE(flushes, 12);
    EXPECT_FALSE(flusher.failed());
}

TEST(Flusher, PromisesNothingOnceTheDiskFailed) {
    std::atomic<int> flushes{0};
    auto made = std::make_unique<SlowDisk>(flushes);
    SlowDisk& disk = *made;
    std::atomic<int> told{0};
    std::vector<bool> left;
    Flusher flusher(std::move(made), [&told] { ++told; });
    std::promise<void> first;
    flusher.after_flush([&](bool durable) {
        left.push_back(durable);
        first.set_value();
    });
    first.get_future().get();
    disk.broken = true;
    flusher.after_flush([&left](bool durable) { left.push_back(durable); });
    while (!flusher.failed()) std::this_thread::yield();
    disk.broken = false;
    flusher.after_flush([&left](bool durable) { left.push_back(durable); });
    flusher.stop();
    EXPECT_EQ(left, (std::vector<bool>{true, false, false}));
    EXPECT_EQ(told, 1);
    EXPECT_EQ(flushes, 2) << "a later flush proves nothing";
}

TEST(Flusher, WithoutOneAllLeavesAtOnce) {
    bool left = false;
    Flusher flusher(nullptr, {});
    flusher.after_flush([&left](bool durable) { left = durable; });
    flusher.after_flush({});
    EXPECT_TRUE(left);
}

}  // namespace
}  // namespace tutorline::app::flusher_test
