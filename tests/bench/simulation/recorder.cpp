#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include "recorder.hpp"

#include <cstring>
#include <utility>

namespace tutorline::bench {
namespace {

Recorder* listening = nullptr;  // SQLite's automatic extensions know no 'self'

bool same(sqlite3_value* a, sqlite3_value* b) {
    const int type = sqlite3_value_type(a);
    if (type != sqlite3_value_type(b)) return false;
    if (type == SQLITE_NULL) return true;
    if (type == SQLITE_INTEGER) return sqlite3_value_int64(a) == sqlite3_value_int64(b);
    if (type == SQLITE_FLOAT) return sqlite3_value_double(a) == sqlite3_value_double(b);
    const void* first = sqlite3_value_blob(a);
    const void* second = sqlite3_value_blob(b);
    const int size = sqlite3_value_bytes(a);
    return size == sqlite3_value_bytes(b) && (size == 0 || std::memcmp(first, second, static_cast<std::size_t>(size)) == 0);
}

using Entry = void (*)();

}  // namespace

Recorder::Recorder(const Tables& tables, std::size_t writes_max, std::function<void(const Chunk&)> full)
    : tables_(tables), writes_max_(writes_max), full_(std::move(full)), counts_(tables.all().size()) {
    listening = this;
    sqlite3_auto_extension(reinterpret_cast<Entry>(&Recorder::opened));
}

Recorder::~Recorder() {
    sqlite3_cancel_auto_extension(reinterpret_cast<Entry>(&Recorder::opened));
    listening = nullptr;
}

int Recorder::opened(sqlite3* connection, char**, const void*) {
    if (listening == nullptr || std::exchange(listening->attached_, true)) return SQLITE_OK;
    sqlite3_preupdate_hook(connection, &Recorder::row_changes, listening);
    return SQLITE_OK;
}

void Recorder::row_changes(void* self, sqlite3* connection, int operation, const char*, const char* table, sqlite3_int64, sqlite3_int64) {
    static_cast<Recorder*>(self)->note(connection, operation, table);
}

void Recorder::note_insert(sqlite3* connection, const Table& table, RowWrite& write) {
    for (int column = 0; column < table.columns; ++column) {
        sqlite3_value* value = nullptr;
        require_ok(connection, sqlite3_preupdate_new(connection, column, &value));
        chunk_.add(value);
        write.set |= Columns{1} << column;
    }
}

/// False when no value changed.
bool Recorder::note_update(sqlite3* connection, const Table& table, RowWrite& write) {
    for (int column = 0; column < table.columns; ++column) {
        sqlite3_value* before = nullptr;
        sqlite3_value* after = nullptr;
        require_ok(connection, sqlite3_preupdate_old(connection, column, &before));
        require_ok(connection, sqlite3_preupdate_new(connection, column, &after));
        if (same(before, after)) continue;
        chunk_.add(after);
        write.set |= Columns{1} << column;
    }
    return write.set != 0;
}

void Recorder::note_key(sqlite3* connection, const Table& table) {
    for (const int column : table.key) {
        sqlite3_value* value = nullptr;
        require_ok(connection, sqlite3_preupdate_old(connection, column, &value));
        chunk_.add(value);
    }
}

void Recorder::note(sqlite3* connection, int operation, const char* table_name) {
    auto known = known_.find(table_name);
    if (known == known_.end()) known = known_.emplace(table_name, tables_.find(table_name)).first;
    if (known->second < 0) return;
    const auto index = static_cast<std::size_t>(known->second);
    const Table& table = tables_.all()[index];
    Counts& counts = counts_[index];
    RowWrite write;
    write.table = static_cast<std::uint8_t>(index);
    write.first_cell = chunk_.cells.size();
    if (operation == SQLITE_INSERT) {
        ++counts.inserted;
        note_insert(connection, table, write);
    } else if (operation == SQLITE_UPDATE) {
        ++counts.updated;
        write.kind = RowWrite::Kind::update;
        if (!note_update(connection, table, write)) {
            ++counts.unchanged;
            return;
        }
        note_key(connection, table);
    } else {
        ++counts.removed;
        write.kind = RowWrite::Kind::remove;
        note_key(connection, table);
    }
    chunk_.writes.push_back(write);
    if (chunk_.writes.size() >= writes_max_) finish();
}

void Recorder::finish() {
    full_(chunk_);
    chunk_.clear();
}

}  // namespace tutorline::bench
