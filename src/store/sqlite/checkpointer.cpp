#include "store/sqlite/checkpointer.hpp"

#include <chrono>
#include <utility>

#include "store/sqlite/database.hpp"

namespace tutorline::store {
namespace {

constexpr auto pause_between = std::chrono::milliseconds(100);
constexpr int checkpoint_timeout_ms = 2000;

void checkpoint(Database& database, std::size_t wal_bytes_max, int page_bytes) {
    int log_pages = 0;
    int done_pages = 0;
    sqlite3_wal_checkpoint_v2(database.raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &log_pages, &done_pages);
    if (log_pages <= 0 || static_cast<std::size_t>(log_pages) * static_cast<std::size_t>(page_bytes) < wal_bytes_max) return;
    // Under constant load PASSIVE never catches up: hold the writer back once, so that the log starts over.
    sqlite3_wal_checkpoint_v2(database.raw(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
}

}  // namespace

Checkpointer::Checkpointer(std::string path, std::string vfs, std::size_t wal_bytes_max)
    : path_(std::move(path)), vfs_(std::move(vfs)), wal_bytes_max_(wal_bytes_max), thread_([this] { work(); }) {}

Checkpointer::~Checkpointer() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Checkpointer::work() {
    try {
        Database database(path_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, vfs_.empty() ? nullptr : vfs_.c_str(), checkpoint_timeout_ms);
        database.execute("PRAGMA synchronous = FULL");
        database.execute("PRAGMA wal_autocheckpoint = 0");
        const int page_bytes = static_cast<int>(database.number("PRAGMA page_size"));
        std::unique_lock lock(mutex_);
        while (!wake_.wait_for(lock, pause_between, [this] { return stop_; })) {
            lock.unlock();
            checkpoint(database, wal_bytes_max_, page_bytes);  // a failure is met again by the next round
            lock.lock();
        }
    } catch (const ports::StoreFailure&) {
        // Without this thread the log only grows; the writer goes on and reports what is wrong with the file itself.
    }
}

}  // namespace tutorline::store
