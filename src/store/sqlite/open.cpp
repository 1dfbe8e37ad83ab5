#include <SQLiteCpp/Backup.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "store/sqlite/gathering_vfs.hpp"
#include "store/sqlite/page_cache.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/small_memory.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace tutorline::store {
namespace {

constexpr int writer_timeout_ms = 5000;

const char* or_null(const std::string& name) { return name.empty() ? nullptr : name.c_str(); }

/// Of the connection that writes: it syncs the log at every commit, so the log may be written in one piece.
std::string writing_vfs(const Options& options) {
    return options.durable && !options.path.empty() ? gathering_vfs(options.vfs) : options.vfs;
}

class VersionMismatch : public std::runtime_error {
  public:
    VersionMismatch() : std::runtime_error("the store was written by another version") {}
};

class Foreign : public std::runtime_error {
  public:
    Foreign() : std::runtime_error("this file is no database of this service") {}
};

/// Looked at before SQLite may touch the file: opening a database and closing it again can already change its bytes. A file
/// with a journal of an interrupted write is left to SQLite, and asked again below.
bool is_foreign(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size == 0 || std::filesystem::exists(path + "-journal", error)) return false;
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    constexpr std::size_t id_at = 68;  // "application ID", 4 bytes, big-endian: https://www.sqlite.org/fileformat2.html
    std::array<char, id_at + 4> header{};
    std::ifstream file(path, std::ios::binary);
    if (!file.read(header.data(), header.size())) return true;
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < 4; ++i) id = id << 8 | static_cast<unsigned char>(header[id_at + i]);
    return std::string_view{header.data(), magic.size()} != magic || id != static_cast<std::uint32_t>(application_id);
}

/// The first table, index or trigger of the schema that the file has not got; empty when it has all of them.
std::string missing_part(Database& database) {
    std::istringstream lines{schema_sql};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("CREATE ")) continue;
        std::istringstream words{line};
        std::string word, name;
        while (words >> word && word != "TABLE" && word != "INDEX" && word != "TRIGGER") {}
        words >> name;
        Statement statement = database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?1");
        Use use(statement);
        if (!use.bind(name).step()) return name;
    }
    return {};
}

}  // namespace

SqliteStore::SqliteStore(const Options& options)
    : database_(options.path.empty() ? ":memory:" : options.path,
                SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, or_null(writing_vfs(options)), writer_timeout_ms) {
    set_up(options);
    if (!options.path.empty() && options.checkpoints)
        checkpointer_ = std::make_unique<Checkpointer>(options.path, options.vfs, options.wal_bytes_max);
}

void SqliteStore::set_up(const Options& options) {
    disposable_ = options.disposable && options.path.empty();
    mark();
    database_.execute(disposable_ ? "PRAGMA journal_mode = OFF" : "PRAGMA journal_mode = WAL");
    database_.execute(options.durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
    database_.execute("PRAGMA foreign_keys = ON");
    // Invented people leave nothing to hide; Debian's SQLite would overwrite what is deleted unless told not to.
    database_.execute(options.durable ? "PRAGMA secure_delete = ON" : "PRAGMA secure_delete = OFF");
    database_.execute("PRAGMA wal_autocheckpoint = 0");
    database_.execute("PRAGMA temp_store = MEMORY");
    database_.execute("PRAGMA cache_size = -65536");
    database_.execute("BEGIN IMMEDIATE");
    const std::int64_t version = database_.number("PRAGMA user_version");
    if (version == 0) {
        database_.execute(schema_sql);
        database_.execute(("PRAGMA user_version = " + std::to_string(schema_version)).c_str());
    }
    database_.execute("COMMIT");
    if (version != 0 && version != schema_version) throw VersionMismatch();
}

/// The mark goes into the file before the write-ahead log begins, so that the file itself always has it.
void SqliteStore::mark() {
    if (database_.number("PRAGMA application_id") == application_id) return;
    if (database_.number("SELECT count(*) FROM sqlite_master") != 0 || database_.number("PRAGMA user_version") != 0) throw Foreign();
    database_.execute(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
}

void SqliteStore::begin() {
    if (given_up_) throw std::runtime_error("a store without a journal cannot undo the transaction that was given up");
    if (!disposable_ || !database_.in_transaction()) database_.use("BEGIN IMMEDIATE").run();
}
void SqliteStore::commit() {
    if (disposable_) return;
    write_model();
    database_.use("COMMIT").run();
}
void SqliteStore::settle() {
    if (!database_.in_transaction()) return;
    write_model();
    database_.use("COMMIT").run();
}
void SqliteStore::savepoint() {
    write_model();  // what came before it survives a rollback to it
    database_.use("SAVEPOINT event").run();
}
void SqliteStore::release() { database_.use("RELEASE event").run(); }
void SqliteStore::rollback_to() {
    forget();
    database_.use("ROLLBACK TO event").run();
    database_.use("RELEASE event").run();
}

void SqliteStore::forget() noexcept {
    next_timer_.reset();
    next_outbox_.reset();
    students_.forget();
    tutors_.forget();
    phones_.forget();
    student_phones_.forget();
    sessions_.forget();
    attempts_.forget();
    enrollments_.forget();
    messages_.forget();
    sessions_of_tutor_.forget();
    sessions_of_student_.forget();
    tutors_on_.reset();
    attempts_of_session_.forget();
    logs_.forget();
    difficulties_.clear();
    items_.forget();
    open_items_.forget();
    masteries_.forget();
    unwritten_masteries_.clear();
    students_on_.forget();
    enrolled_.forget();
    phone_ids_.clear();
    asked_.reset();
}

void SqliteStore::rollback() noexcept {
    forget();
    given_up_ = disposable_;
    if (disposable_) return;
    // After a full disk SQLite may have rolled back by itself: then there is nothing left to do.
    if (database_.in_transaction()) database_.connection().tryExec("ROLLBACK");
}

std::unique_ptr<ports::Flush> SqliteStore::split_flush() { return store::split_flush(database_.raw()); }

base::Result<std::unique_ptr<ports::Store>> open(const Options& options) {
    using base::Error;
    // Counting SQLite's memory takes a lock around every allocation. All are refused, harmlessly, once SQLite has started.
    static const int set = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) + sqlite3_config(SQLITE_CONFIG_MALLOC, &small_memory_methods()) +
                           sqlite3_config(SQLITE_CONFIG_PCACHE2, &page_cache_methods());
    static_cast<void>(set);
    const auto foreign = [] { return Error{Error::Policy::permanent, "store_foreign", Foreign().what()}; };
    if (!options.path.empty() && options.vfs.empty() && is_foreign(options.path)) return foreign();
    try {
        auto store = std::make_unique<SqliteStore>(options);
        if (!options.path.empty()) {
            Statement check = store->database().prepare("PRAGMA quick_check(1)");
            Use use(check);
            if (!use.step() || use.view(0) != "ok")
                return Error{Error::Policy::permanent, "store_corrupt", "the store's file is damaged: restore a backup"};
            if (std::string part = missing_part(store->database()); !part.empty()) return Error{Error::Policy::permanent, "store_incomplete", std::move(part)};
        }
        return std::unique_ptr<ports::Store>(std::move(store));
    } catch (const Foreign&) {
        return foreign();
    } catch (const VersionMismatch& mismatch) {
        return Error{Error::Policy::permanent, "store_version", mismatch.what()};
    } catch (const ports::StoreFailure& failure) {
        return Error{failure.retryable() ? Error::Policy::retryable : Error::Policy::permanent, "store_open", failure.what()};
    }
}

base::Result<bool> copy_to_file(ports::Store& store, const std::string& path) {
    using base::Error;
    const auto failed = [](const std::string& why) { return Error{Error::Policy::permanent, "store_copy", "the database cannot be written: " + why}; };
    auto* own = dynamic_cast<SqliteStore*>(&store);
    if (own == nullptr) return failed("it is no store of ours");
    try {
        own->settle();
        Database file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        SQLite::Backup(file.connection(), own->database().connection()).executeStep();
        return true;
    } catch (const std::runtime_error& failure) {  // a StoreFailure, or SQLiteCpp's own
        return failed(failure.what());
    }
}

base::Result<std::unique_ptr<ports::Store>> open_copy(const std::string& path) {
    using base::Error;
    const auto failed = [](const char* why) { return Error{Error::Policy::permanent, "store_copy", std::string{"the database cannot be copied: "} + why}; };
    auto source = open_existing(path);
    if (!source) return source.error();
    auto* reader = dynamic_cast<SqliteReader*>(source->get());
    auto copy = open({.path = {}, .durable = false});
    if (!copy) return copy.error();
    auto* store = dynamic_cast<SqliteStore*>(copy->get());
    if (reader == nullptr || store == nullptr) return failed("it is no store of ours");
    try {
        SQLite::Backup(store->database().connection(), reader->database().connection()).executeStep();
        return std::move(*copy);
    } catch (const std::runtime_error& failure) {  // a StoreFailure, or SQLiteCpp's own
        return failed(failure.what());
    }
}

base::Result<std::unique_ptr<ports::Reader>> open_reader(const Options& options, ports::Store& store) {
    using base::Error;
    try {
        if (options.path.empty()) {
            auto* own = dynamic_cast<SqliteStore*>(&store);
            if (own == nullptr) return Error{Error::Policy::permanent, "store_open", "a store in memory has no other reader"};
            return std::unique_ptr<ports::Reader>(std::make_unique<SqliteReader>(own->database()));
        }
        return std::unique_ptr<ports::Reader>(std::make_unique<SqliteReader>(options.path, or_null(options.vfs)));
    } catch (const ports::StoreFailure& failure) {
        return Error{failure.retryable() ? Error::Policy::retryable : Error::Policy::permanent, "store_open", failure.what()};
    }
}

}  // namespace tutorline::store
