// Opens the store: a SQLite file (or memory) with the schema in place, and readers beside it.
#pragma once
#include <memory>
#include <string>

#include "base/result.hpp"
#include "ports/reader.hpp"
#include "ports/store.hpp"

namespace tutorline::store {

struct Options {
    std::string path;       ///< a file; empty = in memory
    bool durable = true;    ///< false: synchronous off, for simulator and benches only (a power cut loses data)
    std::size_t wal_bytes_max = 96u << 20;  ///< above it the checkpoint waits for readers and starts the log over
    std::string vfs;        ///< name of a SQLite VFS, for crash tests; empty = the system's
    /// In memory only, for rounds that are played and thrown away: no journal and no commits, so nothing can be undone.
    /// When a transaction is given up all the same, the next one throws std::runtime_error.
    bool disposable = false;
    bool checkpoints = true;  ///< in a thread of their own; false where every write must come in a known order
};

/// Creates the schema in an empty file. Error codes: `store_open` (retryable), `store_version` (a file of another
/// version), `store_corrupt` (SQLite's quick_check failed), `store_incomplete` (the message names a table, index or trigger that is gone), `store_foreign` (a file of somebody else, which is not touched).
base::Result<std::unique_ptr<ports::Store>> open(const Options& options);

/// A read-only connection. For a store in memory it reads the writer's own connection: then only on its thread.
base::Result<std::unique_ptr<ports::Reader>> open_reader(const Options& options, ports::Store& store);

/// Reads a database that is there already, also while a service writes it; never writes, never creates. Error codes:
/// `store_missing` (no such file), `store_foreign` (not a database of ours), `store_version`, `store_open`.
base::Result<std::unique_ptr<ports::Reader>> open_existing(const std::string& path);

/// A store in memory that begins as this database is now, also while a service writes it: to try what would happen. The
/// file is only read. Error codes: those of open_existing(), `store_copy`.
base::Result<std::unique_ptr<ports::Store>> open_copy(const std::string& path);

/// Writes a store in memory to a new file; what the file held is gone. Error code `store_copy`.
base::Result<bool> copy_to_file(ports::Store& store, const std::string& path);

}  // namespace tutorline::store
