// The database's file as the operator names it: is it one a service may take, and does another service have it already?
#pragma once
#include <filesystem>
#include <memory>
#include <optional>

#include "base/result.hpp"

namespace tutorline::app {

/// Asked before anything of it is opened. Error codes, with a message for the operator: `database_folder`,
/// `database_no_folder`, `database_special`, `database_linked` (a second name would get a lock of its own), `database_denied`,
/// `database_empty` (a service ran with it, so its stops and consents are lost, not missing).
std::optional<base::Error> check_database_file(const std::filesystem::path& database);

/// An error of store::open() in words that name the file.
base::Error name_database(const base::Error& error, const std::filesystem::path& database);

/// One service at a time has a database: a lock of the kernel on the file `<database>-lock` beside it, which goes when the
/// process ends, however it ends. The file stays. It is not on the database itself: closing a second descriptor of that
/// would let go of SQLite's own locks. Readers (`report`, `tasks`) ask for no lock.
class DatabaseLock {
  public:
    /// Error codes `database_used`, `database_denied`.
    static base::Result<std::unique_ptr<DatabaseLock>> take(const std::filesystem::path& database);
    /// From now on the database is a round's: empty beside this lock it is a loss.
    void note_begun();
    ~DatabaseLock();
    DatabaseLock(const DatabaseLock&) = delete;
    DatabaseLock& operator=(const DatabaseLock&) = delete;

  private:
    explicit DatabaseLock(int descriptor) : descriptor_(descriptor) {}
    void write(bool was_begun);
    int descriptor_;
};

}  // namespace tutorline::app
