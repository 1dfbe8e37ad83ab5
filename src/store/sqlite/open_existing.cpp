// A database that somebody else wrote, for reports: looked at before SQLite may touch it, then read and never written.
#include <array>
#include <filesystem>
#include <fstream>

#include "store/sqlite/reader.hpp"
#include "store/sqlite/schema.hpp"
#include "store/store.hpp"

namespace tutorline::store {
namespace {

using base::Error;

Error permanent(std::string code, std::string message) { return {Error::Policy::permanent, std::move(code), std::move(message)}; }

bool has_sqlite_header(const std::filesystem::path& path) {
    constexpr std::string_view header{"SQLite format 3\0", 16};
    std::array<char, header.size()> bytes{};
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), bytes.size());
    return file && std::string_view{bytes.data(), bytes.size()} == header;
}

/// Without a write-ahead log nobody is writing: SQLite is told so, and leaves no files of its own beside the database.
std::string uri_of(const std::filesystem::path& path) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        if (c == '%') uri += "%25";
        else if (c == '?') uri += "%3f";
        else if (c == '#') uri += "%23";
        else uri += c;
    }
    std::error_code none;
    const bool log = std::filesystem::exists(path.string() + "-wal", none);
    return uri + (log ? "?mode=ro" : "?immutable=1");
}

std::int64_t number(ports::Reader& reader, std::string_view sql) {
    std::int64_t value = 0;
    reader.query(sql, {}, [&](const ports::Row& row) { value = row.integer(0); });
    return value;
}

}  // namespace

base::Result<std::unique_ptr<ports::Reader>> open_existing(const std::string& path) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) return permanent("store_missing", "there is no such file");
    if (!has_sqlite_header(path)) return permanent("store_foreign", "this file is no database of this service");
    try {
        auto reader = std::make_unique<SqliteReader>(uri_of(path), nullptr, SQLITE_OPEN_URI);
        if (number(*reader, "PRAGMA application_id") != application_id) return permanent("store_foreign", "this file is no database of this service");
        if (number(*reader, "PRAGMA user_version") != schema_version) return permanent("store_version", "the store was written by another version");
        return std::unique_ptr<ports::Reader>(std::move(reader));
    } catch (const ports::StoreFailure& failure) {
        return Error{failure.retryable() ? Error::Policy::retryable : Error::Policy::permanent, "store_open", failure.what()};
    }
}

}  // namespace tutorline::store
