// ports::Reader over SQLite: an own read-only connection, or the writer's where the store is in memory.
#pragma once
#include <memory>

#include "ports/reader.hpp"
#include "store/sqlite/database.hpp"

namespace tutorline::store {

class SqliteReader final : public ports::Reader {
  public:
    SqliteReader(const std::string& path, const char* vfs, int more_flags = 0);
    explicit SqliteReader(Database& shared) : database_(&shared), shared_(true) {}

    void query(std::string_view sql, std::span<const ports::Value> parameters,
               const std::function<void(const ports::Row&)>& each) override;
    void begin() override;
    void end() noexcept override;
    Database& database() { return *database_; }

  private:
    std::unique_ptr<Database> own_;
    Database* database_;
    bool shared_ = false;
};

}  // namespace tutorline::store
