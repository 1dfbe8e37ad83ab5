#include "store/sqlite/reader.hpp"

namespace tutorline::store {
namespace {

constexpr int reader_timeout_ms = 5000;

class CurrentRow final : public ports::Row {
  public:
    explicit CurrentRow(const Use& use) : use_(use) {}
    int columns() const override { return use_.columns(); }
    bool null(int column) const override { return use_.null(column); }
    std::int64_t integer(int column) const override { return use_.integer(column); }
    double real(int column) const override { return use_.real(column); }
    std::string_view text(int column) const override { return use_.view(column); }

  private:
    const Use& use_;
};

}  // namespace

SqliteReader::SqliteReader(const std::string& path, const char* vfs, int more_flags)
    : own_(std::make_unique<Database>(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | more_flags, vfs, reader_timeout_ms)), database_(own_.get()) {}

void SqliteReader::query(std::string_view sql, std::span<const ports::Value> parameters,
                         const std::function<void(const ports::Row&)>& each) {
    Statement statement = database_->prepare(sql);
    Use use(statement);
    for (const ports::Value& parameter : parameters)
        std::visit([&use](const auto& value) { use.bind(value); }, parameter);
    const CurrentRow row(use);
    while (use.step()) each(row);
}

void SqliteReader::begin() {
    if (!shared_) database_->execute("BEGIN");
}

void SqliteReader::end() noexcept {
    if (!shared_) database_->connection().tryExec("COMMIT");
}

}  // namespace tutorline::store
