// The product's own way of a text from the socket to the durable 200: net server, webhooks, engine room, engine, store.
// Only the relay is left out: what should go out stays in the outbox.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/civil_time.hpp"
#include "classroom.hpp"

namespace tutorline::bench {

class IngestService {
  public:
    /// `batch_max` 1 commits after every request.
    IngestService(const std::filesystem::path& database, const School& school, base::Instant now, std::size_t batch_max);
    ~IngestService();
    std::uint16_t port() const;
    std::int64_t commits() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// Rows that a run of `sent` texts must have left: throws std::runtime_error when a text has no row, or no answer waits.
void check_rows(const std::filesystem::path& database, std::int64_t sent);

}  // namespace tutorline::bench
