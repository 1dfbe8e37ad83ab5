#include "support/power_cut.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <vector>

#include "base/random.hpp"

namespace tutorline::test {
namespace {

constexpr std::size_t sector_bytes = 512;

struct Write {
    std::size_t offset;
    std::string bytes;
    bool truncate = false;  ///< to `offset`
};

struct Disk {
    std::string durable;
    std::vector<Write> unsynced;
};

/// What the whole process sees as its disk; SQLite's files know it by their path.
struct World {
    std::map<std::string, Disk> disks;
    std::int64_t operations = 0;
    std::int64_t cut_at = 0;
    bool fails() {
        ++operations;
        return cut();
    }
    bool cut() const { return cut_at != 0 && operations >= cut_at; }
};
World& world() {
    static World its_world;
    return its_world;
}

struct File {
    sqlite3_file base;
    Disk* disk;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
File* file(sqlite3_file* handle) { return reinterpret_cast<File*>(handle); }
sqlite3_vfs* system_vfs() {
    static sqlite3_vfs* its_vfs = sqlite3_vfs_find(nullptr);
    return its_vfs;
}

int close_file(sqlite3_file* f) { return file(f)->real()->pMethods->xClose(file(f)->real()); }
int read_file(sqlite3_file* f, void* to, int count, sqlite3_int64 offset) {
    return file(f)->real()->pMethods->xRead(file(f)->real(), to, count, offset);
}
int write_file(sqlite3_file* f, const void* from, int count, sqlite3_int64 offset) {
    if (file(f)->disk == nullptr) return file(f)->real()->pMethods->xWrite(file(f)->real(), from, count, offset);
    if (world().fails()) return SQLITE_IOERR_WRITE;
    file(f)->disk->unsynced.push_back({static_cast<std::size_t>(offset),
                                       std::string(static_cast<const char*>(from), static_cast<std::size_t>(count))});
    return file(f)->real()->pMethods->xWrite(file(f)->real(), from, count, offset);
}
int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
    if (file(f)->disk != nullptr) {
        if (world().fails()) return SQLITE_IOERR_TRUNCATE;
        file(f)->disk->unsynced.push_back({static_cast<std::size_t>(size), {}, true});
    }
    return file(f)->real()->pMethods->xTruncate(file(f)->real(), size);
}

void put(std::string& content, const Write& write, std::size_t bytes) {
    if (write.truncate) {
        content.resize(write.offset);
        return;
    }
    if (content.size() < write.offset + bytes) content.resize(write.offset + bytes);
    std::memcpy(content.data() + write.offset, write.bytes.data(), bytes);
}

int sync_file(sqlite3_file* f, int) {
    if (file(f)->disk == nullptr) return SQLITE_OK;
    if (world().fails()) return SQLITE_IOERR_FSYNC;
    for (const Write& write : file(f)->disk->unsynced) put(file(f)->disk->durable, write, write.bytes.size());
    file(f)->disk->unsynced.clear();
    return SQLITE_OK;
}
int size_file(sqlite3_file* f, sqlite3_int64* size) { return file(f)->real()->pMethods->xFileSize(file(f)->real(), size); }
int lock_file(sqlite3_file* f, int level) { return file(f)->real()->pMethods->xLock(file(f)->real(), level); }
int unlock_file(sqlite3_file* f, int level) { return file(f)->real()->pMethods->xUnlock(file(f)->real(), level); }
int reserved_file(sqlite3_file* f, int* out) { return file(f)->real()->pMethods->xCheckReservedLock(file(f)->real(), out); }
int control_file(sqlite3_file* f, int op, void* arg) { return file(f)->real()->pMethods->xFileControl(file(f)->real(), op, arg); }
int sector_file(sqlite3_file*) { return static_cast<int>(sector_bytes); }
int traits_file(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }  // a torn write keeps its neighbours, as restore() does it
int map_shm(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return file(f)->real()->pMethods->xShmMap(file(f)->real(), page, size, extend, out);
}
int lock_shm(sqlite3_file* f, int offset, int n, int flags) {
    return file(f)->real()->pMethods->xShmLock(file(f)->real(), offset, n, flags);
}
void barrier_shm(sqlite3_file* f) { file(f)->real()->pMethods->xShmBarrier(file(f)->real()); }
int unmap_shm(sqlite3_file* f, int remove) { return file(f)->real()->pMethods->xShmUnmap(file(f)->real(), remove); }

const sqlite3_io_methods methods{2,           close_file,    read_file,    write_file,  truncate_file, sync_file,  size_file,
                                 lock_file,   unlock_file,   reserved_file, control_file, sector_file, traits_file, map_shm,
                                 lock_shm,    barrier_shm,   unmap_shm,    nullptr,     nullptr};

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* f, int flags, int* out_flags) {
    const int code = system_vfs()->xOpen(system_vfs(), path, file(f)->real(), flags, out_flags);
    f->pMethods = code == SQLITE_OK ? &methods : nullptr;
    const bool kept = path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
    file(f)->disk = kept ? &world().disks[path] : nullptr;
    return code;
}
int delete_file(sqlite3_vfs*, const char* path, int sync) {
    if (world().disks.contains(path)) {
        if (world().fails()) return SQLITE_IOERR_DELETE;
        world().disks.erase(path);
    }
    return system_vfs()->xDelete(system_vfs(), path, sync);
}
int access_file(sqlite3_vfs*, const char* path, int flags, int* out) {
    return system_vfs()->xAccess(system_vfs(), path, flags, out);
}
int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    return system_vfs()->xFullPathname(system_vfs(), path, size, out);
}
int randomness(sqlite3_vfs*, int count, char* out) {  // the same salts in every run
    for (int i = 0; i < count; ++i) out[i] = static_cast<char>(i * 37 + 11);
    return count;
}
int sleep_us(sqlite3_vfs*, int microseconds) { return microseconds; }
int current_time(sqlite3_vfs*, double* out) { return *out = 2460000.5, SQLITE_OK; }
int last_error(sqlite3_vfs*, int, char*) { return 0; }

void register_vfs() {
    static sqlite3_vfs its_vfs = [] {
        sqlite3_vfs made{};
        made.iVersion = 1;
        made.szOsFile = static_cast<int>(sizeof(File)) + system_vfs()->szOsFile;
        made.mxPathname = system_vfs()->mxPathname;
        made.zName = PowerCut::vfs;
        made.xOpen = open_file;
        made.xDelete = delete_file;
        made.xAccess = access_file;
        made.xFullPathname = full_path;
        made.xRandomness = randomness;
        made.xSleep = sleep_us;
        made.xCurrentTime = current_time;
        made.xGetLastError = last_error;
        return made;
    }();
    sqlite3_vfs_register(&its_vfs, 0);
}

}  // namespace

PowerCut::PowerCut() {
    register_vfs();
    world() = {};
}
void PowerCut::cut_at(std::int64_t operation) {
    world().operations = 0;
    world().cut_at = operation;
}
bool PowerCut::is_cut() const { return world().cut(); }
std::int64_t PowerCut::operations() const { return world().operations; }

void PowerCut::restore(std::uint64_t seed, bool kill_only) {
    base::Random random(seed);
    for (auto& [path, disk] : world().disks) {
        for (const Write& write : disk.unsynced) {
            std::size_t bytes = write.bytes.size();
            if (!kill_only && random.chance(0.5)) bytes = write.truncate || random.chance(0.5) ? 0 : random.below(bytes / sector_bytes + 1) * sector_bytes;
            if (bytes > 0 || (write.truncate && kill_only)) put(disk.durable, write, bytes);
        }
        disk.unsynced.clear();
        std::ofstream(path, std::ios::binary | std::ios::trunc).write(disk.durable.data(), static_cast<std::streamsize>(disk.durable.size()));
        std::remove((path + "-shm").c_str());
    }
    world().operations = 0;
    world().cut_at = 0;
}

}  // namespace tutorline::test
