#include "app/service/database_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/command_help.hpp"
#include "app/help_layout.hpp"
#include "app/reader_language.hpp"

namespace tutorline::app {
namespace {

namespace fs = std::filesystem;

/// `detail`: the process that has it, or the part that is missing.
base::Error refuse(const std::string& code, const fs::path& database, const std::string& detail = {}) {
    const CommandHelp words{reader_language()};
    const std::string who = detail.empty() ? "" : words.say("errors.database_process", {{"process", detail}});
    return {base::Error::Policy::permanent, code, words.say("errors." + code, {{"file", printable(database.string())}, {"process", who}, {"part", detail}})};
}

constexpr std::string_view begun = "begun\n";  ///< in the lock's file, behind the process
constexpr std::size_t lock_bytes_max = 64;

std::string content(int descriptor) {
    std::array<char, lock_bytes_max> bytes{};
    const auto count = ::pread(descriptor, bytes.data(), bytes.size(), 0);
    return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

/// The process that wrote its number into the lock's file; empty when there is none.
std::string holder(int descriptor) {
    const std::string text = content(descriptor);
    return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

/// A link beside it names the same file, so the lock is beside that.
std::string real_name(const fs::path& database) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(database, error);
    return (error ? database : real).string();
}

/// SQLite makes the log only when the file has its header; a start that was killed before leaves neither.
bool was_begun(const fs::path& database) {
    const std::string name = real_name(database);
    std::error_code error;
    for (const char* beside : {"-wal", "-shm"})
        if (fs::exists(name + beside, error)) return true;
    const int lock = ::open((name + "-lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (lock < 0) return false;
    const bool was = content(lock).ends_with(begun);
    ::close(lock);
    return was;
}

bool writable(const fs::path& database) {
    const int descriptor = ::open(database.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor >= 0) ::close(descriptor);
    return descriptor >= 0;
}

}  // namespace

std::optional<base::Error> check_database_file(const fs::path& database) {
    std::error_code error;
    const fs::file_status file = fs::status(database, error);
    if (fs::is_directory(file)) return refuse("database_folder", database);
    if (fs::exists(file) && !fs::is_regular_file(file)) return refuse("database_special", database);
    const fs::path folder = database.has_parent_path() ? database.parent_path() : fs::path{"."};
    if (!fs::is_directory(folder, error)) return refuse("database_no_folder", database);
    if (!fs::exists(file)) return std::nullopt;
    if (!writable(database)) return refuse("database_denied", database);
    if (fs::hard_link_count(database, error) > 1 && !error) return refuse("database_linked", database);
    if (fs::file_size(database, error) == 0 && !error && was_begun(database)) return refuse("database_empty", database);
    return std::nullopt;
}

base::Error name_database(const base::Error& error, const fs::path& database) {
    // SQLite's own words, which name neither file nor remedy.
    constexpr std::pair<std::string_view, const char*> known[] = {
        {"database is locked", "database_busy"}, {"database is full", "database_full"}, {"disk I/O error", "database_full"},
        {"readonly", "database_denied"},         {"unable to open", "database_denied"}, {"malformed", "database_damaged"},
        {"damaged", "database_damaged"}};
    if (error.code == "store_foreign") return refuse("database_foreign", database);
    if (error.code == "store_incomplete") return refuse("database_incomplete", database, error.message);
    for (const auto& [words, code] : known)
        if (error.message.find(words) != std::string::npos) return refuse(code, database);
    return {error.policy, error.code, printable(database.string()) + ": " + error.message};
}

base::Result<std::unique_ptr<DatabaseLock>> DatabaseLock::take(const fs::path& database) {
    const std::string name = real_name(database) + "-lock";  // two names of one database (a link) have one lock
    const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return refuse("database_denied", database);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const std::string process = holder(descriptor);
        ::close(descriptor);
        return refuse("database_used", database, process);
    }
    std::unique_ptr<DatabaseLock> lock{new DatabaseLock(descriptor)};
    // For the words of whoever comes second; the lock holds without it.
    lock->write(content(descriptor).ends_with(begun));
    return lock;
}

void DatabaseLock::note_begun() { write(true); }

void DatabaseLock::write(bool was_begun) {
    const std::string text = std::to_string(::getpid()) + "\n" + std::string{was_begun ? begun : ""};
    if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, text.data(), text.size(), 0) < 0) return;
}

DatabaseLock::~DatabaseLock() { ::close(descriptor_); }

}  // namespace tutorline::app
