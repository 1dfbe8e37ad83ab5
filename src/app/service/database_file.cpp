#include "app/service/database_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <string>

#include "app/command_help.hpp"
#include "app/help_layout.hpp"
#include "app/reader_language.hpp"

namespace tutorline::app {
namespace {

namespace fs = std::filesystem;

base::Error refuse(const std::string& code, const fs::path& database, const std::string& process = {}) {
    const CommandHelp words{reader_language()};
    const std::string who = process.empty() ? "" : words.say("errors.database_process", {{"process", process}});
    return {base::Error::Policy::permanent, code, words.say("errors." + code, {{"file", printable(database.string())}, {"process", who}})};
}

/// The process that wrote its number into the lock's file; empty when there is none.
std::string holder(int descriptor) {
    std::array<char, 16> bytes{};
    const auto count = ::pread(descriptor, bytes.data(), bytes.size(), 0);
    std::string digits;
    for (ssize_t i = 0; i < count && bytes[static_cast<std::size_t>(i)] >= '0' && bytes[static_cast<std::size_t>(i)] <= '9'; ++i)
        digits += bytes[static_cast<std::size_t>(i)];
    return digits;
}

}  // namespace

std::optional<base::Error> check_database_file(const fs::path& database) {
    std::error_code error;
    const fs::file_status file = fs::status(database, error);
    if (fs::is_directory(file)) return refuse("database_folder", database);
    if (fs::exists(file) && !fs::is_regular_file(file)) return refuse("database_special", database);
    const fs::path folder = database.has_parent_path() ? database.parent_path() : fs::path{"."};
    if (!fs::is_directory(folder, error)) return refuse("database_no_folder", database);
    return std::nullopt;
}

base::Error name_database(const base::Error& error, const fs::path& database) {
    if (error.code == "store_foreign") return refuse("database_foreign", database);
    return {error.policy, error.code, printable(database.string()) + ": " + error.message};
}

base::Result<std::unique_ptr<DatabaseLock>> DatabaseLock::take(const fs::path& database) {
    // Two names of one database (a link) have one lock.
    std::error_code error;
    const fs::path real = fs::weakly_canonical(database, error);
    const std::string name = (error ? database : real).string() + "-lock";
    const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return refuse("database_denied", database);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const std::string process = holder(descriptor);
        ::close(descriptor);
        return refuse("database_used", database, process);
    }
    std::unique_ptr<DatabaseLock> lock{new DatabaseLock(descriptor)};
    // For the words of whoever comes second; the lock holds without it.
    const std::string process = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, process.data(), process.size(), 0) < 0) return lock;
    return lock;
}

DatabaseLock::~DatabaseLock() { ::close(descriptor_); }

}  // namespace tutorline::app
