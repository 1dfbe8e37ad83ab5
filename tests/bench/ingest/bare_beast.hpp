// The yardstick: Beast in its fast form and nothing else. A coroutine over the io_context's own executor, a plain socket,
// an answer written by hand; no signature, no database.
#pragma once
#include <cstdint>
#include <memory>

namespace tutorline::bench {

class BareBeast {
  public:
    BareBeast();
    ~BareBeast();
    std::uint16_t port() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tutorline::bench
