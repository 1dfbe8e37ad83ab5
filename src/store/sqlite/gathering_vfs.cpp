#include "store/sqlite/gathering_vfs.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

namespace tutorline::store {
namespace {

constexpr std::size_t gathered_max = 4U << 20;
constexpr std::size_t piece_max = 120U << 10;  // SQLite's unix VFS takes less than 128 KiB at a time

struct Gathered {
    sqlite3_int64 start = 0;
    std::vector<unsigned char> bytes;
    bool header_waits = false;           ///< the log's header was written and not synced
    bool split = false;                  ///< commits are synced by LogFlush
    std::atomic<bool> unflushed{false};  ///< with `split`: a commit is out and not synced

    sqlite3_int64 end() const { return start + static_cast<sqlite3_int64>(bytes.size()); }
};

/// SQLite's handle of the log: ours, and behind it, in the same memory, the one of the VFS below.
struct LogFile {
    sqlite3_file shown;
    Gathered* gathered = nullptr;
    /// Where a torn write may hurt its neighbours SQLite pads the log, and writes a part of that after the sync: then
    /// nothing may be held back.
    bool at_once = false;

    sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

LogFile& log(sqlite3_file* file) { return *reinterpret_cast<LogFile*>(file); }
sqlite3_file* below(sqlite3_file* file) { return log(file).below(); }

int write_out(LogFile& file) {
    Gathered& gathered = *file.gathered;
    int code = SQLITE_OK;
    for (std::size_t at = 0; at < gathered.bytes.size() && code == SQLITE_OK; at += piece_max) {
        const std::size_t size = std::min(piece_max, gathered.bytes.size() - at);
        code = file.below()->pMethods->xWrite(file.below(), &gathered.bytes[at], static_cast<int>(size), gathered.start + static_cast<sqlite3_int64>(at));
    }
    gathered.bytes.clear();  // after an error too: SQLite rolls back and writes these places anew
    return code;
}

int close_log(sqlite3_file* file) {
    const int written = write_out(log(file));
    const int closed = below(file)->pMethods->xClose(below(file));
    delete log(file).gathered;
    log(file).gathered = nullptr;
    return written != SQLITE_OK ? written : closed;
}

int read_log(sqlite3_file* file, void* to, int count, sqlite3_int64 at) {
    const Gathered& gathered = *log(file).gathered;
    if (!gathered.bytes.empty() && at < gathered.end() && at + count > gathered.start) {
        if (const int code = write_out(log(file)); code != SQLITE_OK) return code;
    }
    return below(file)->pMethods->xRead(below(file), to, count, at);
}

int write_log(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
    if (log(file).at_once) return below(file)->pMethods->xWrite(below(file), from, count, at);
    Gathered& gathered = *log(file).gathered;
    gathered.header_waits = gathered.header_waits || at == 0;
    const auto size = static_cast<std::size_t>(count);
    if (!gathered.bytes.empty() && (at != gathered.end() || gathered.bytes.size() + size > gathered_max)) {
        if (const int code = write_out(log(file)); code != SQLITE_OK) return code;
    }
    if (gathered.bytes.empty()) gathered.start = at;
    const auto* bytes = static_cast<const unsigned char*>(from);
    try {
        gathered.bytes.insert(gathered.bytes.end(), bytes, bytes + size);
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
    return SQLITE_OK;
}

/// A commit asks for this sync, and so do a new header and a checkpoint. Only at a commit are there pages to write out.
int sync_log(sqlite3_file* file, int flags) {
    Gathered& gathered = *log(file).gathered;
    const bool commit = !gathered.bytes.empty() && !gathered.header_waits;
    if (const int code = write_out(log(file)); code != SQLITE_OK) return code;
    if (commit && gathered.split) {
        gathered.unflushed = true;
        return SQLITE_OK;
    }
    const int code = below(file)->pMethods->xSync(below(file), flags);
    if (code == SQLITE_OK) gathered.header_waits = false;
    return code;
}

template <class Call>
int after_writing(sqlite3_file* file, Call call) {
    if (const int code = write_out(log(file)); code != SQLITE_OK) return code;
    return call(below(file));
}

const sqlite3_io_methods log_methods{
    1,
    close_log,
    read_log,
    write_log,
    [](sqlite3_file* file, sqlite3_int64 size) { return after_writing(file, [&](sqlite3_file* f) { return f->pMethods->xTruncate(f, size); }); },
    sync_log,
    [](sqlite3_file* file, sqlite3_int64* size) { return after_writing(file, [&](sqlite3_file* f) { return f->pMethods->xFileSize(f, size); }); },
    [](sqlite3_file* file, int lock) { return below(file)->pMethods->xLock(below(file), lock); },
    [](sqlite3_file* file, int lock) { return below(file)->pMethods->xUnlock(below(file), lock); },
    [](sqlite3_file* file, int* reserved) { return below(file)->pMethods->xCheckReservedLock(below(file), reserved); },
    [](sqlite3_file* file, int what, void* argument) {
        return after_writing(file, [&](sqlite3_file* f) { return f->pMethods->xFileControl(f, what, argument); });
    },
    [](sqlite3_file* file) { return below(file)->pMethods->xSectorSize(below(file)); },
    [](sqlite3_file* file) { return below(file)->pMethods->xDeviceCharacteristics(below(file)); },
    nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};  // shared memory and mapping: never asked of a log

sqlite3_vfs* base_of(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    sqlite3_vfs* base = base_of(vfs);
    // The database itself and everything temporary: the file below, in the same memory, without us.
    if ((flags & SQLITE_OPEN_WAL) == 0) return base->xOpen(base, name, file, flags, flags_out);
    LogFile& opened = *new (file) LogFile{};
    opened.shown.pMethods = nullptr;
    auto gathered = std::unique_ptr<Gathered>(new (std::nothrow) Gathered);
    if (!gathered) return SQLITE_NOMEM;
    const int code = base->xOpen(base, name, opened.below(), flags, flags_out);
    if (code != SQLITE_OK) {
        if (opened.below()->pMethods != nullptr) opened.below()->pMethods->xClose(opened.below());
        return code;
    }
    opened.gathered = gathered.release();
    opened.at_once = (opened.below()->pMethods->xDeviceCharacteristics(opened.below()) & SQLITE_IOCAP_POWERSAFE_OVERWRITE) == 0;
    opened.shown.pMethods = &log_methods;
    return SQLITE_OK;
}

/// The log through a second handle of the VFS below: a sync on any thread, while the connection writes.
class LogFlush final : public ports::Flush {
  public:
    LogFlush(Gathered& gathered, sqlite3_vfs* base, const char* log_name) : gathered_(gathered), memory_(static_cast<std::size_t>(base->szOsFile) / sizeof(std::max_align_t) + 1) {
        int flags = 0;
        const int code = base->xOpen(base, log_name, file(), SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE, &flags);
        if (code != SQLITE_OK) {
            if (file()->pMethods != nullptr) file()->pMethods->xClose(file());
            throw ports::StoreFailure(sqlite3_errstr(code), true);
        }
        gathered_.split = true;
    }
    ~LogFlush() override {
        gathered_.split = false;
        file()->pMethods->xClose(file());
    }
    LogFlush(const LogFlush&) = delete;
    LogFlush& operator=(const LogFlush&) = delete;

    void flush() override {
        if (broken_) throw ports::StoreFailure("disk I/O error", false);
        if (!gathered_.unflushed.exchange(false)) return;
        const int code = file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
        broken_ = code != SQLITE_OK;
        if (broken_) throw ports::StoreFailure(sqlite3_errstr(code), false);
    }

  private:
    sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }

    Gathered& gathered_;
    std::vector<std::max_align_t> memory_;
    bool broken_ = false;
};

struct Registered {
    std::string name;
    sqlite3_vfs vfs{};
};

}  // namespace

std::string gathering_vfs(const std::string& base) {
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<Registered>> all;  // SQLite keeps their addresses
    const std::lock_guard lock(mutex);
    sqlite3_vfs* below = sqlite3_vfs_find(base.empty() ? nullptr : base.c_str());
    if (below == nullptr) return {};
    auto& known = all[base];
    if (known && base_of(&known->vfs) == below) return known->name;
    if (known) sqlite3_vfs_unregister(&known->vfs);
    known = std::make_unique<Registered>();
    known->name = "tutorline-" + std::string(below->zName);
    known->vfs = *below;  // paths, time, randomness, libraries: as they are
    known->vfs.pNext = nullptr;
    known->vfs.zName = known->name.c_str();
    known->vfs.szOsFile = static_cast<int>(sizeof(LogFile)) + below->szOsFile;
    known->vfs.pAppData = below;
    known->vfs.xOpen = open_file;
    sqlite3_vfs_register(&known->vfs, 0);
    return known->name;
}

std::unique_ptr<ports::Flush> split_flush(sqlite3* connection) {
    sqlite3_file* file = nullptr;
    sqlite3_vfs* vfs = nullptr;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) != SQLITE_OK) return nullptr;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) != SQLITE_OK) return nullptr;
    if (file == nullptr || file->pMethods != &log_methods || log(file).at_once) return nullptr;
    const char* log_name = sqlite3_filename_wal(sqlite3_db_filename(connection, "main"));
    return std::make_unique<LogFlush>(*log(file).gathered, base_of(vfs), log_name);
}

}  // namespace tutorline::store
