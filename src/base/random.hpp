// Seeded randomness: the same numbers on every machine and compiler (no std:: distributions, whose results
// the standard leaves open). One stream per component: fork("people") does not shift fork("network").
#pragma once
#include <cstdint>
#include <string_view>

namespace tutorline::base {

/// SplitMix64 as seeding and mixing function (Steele, Lea, Flood 2014).
std::uint64_t mix(std::uint64_t value);
/// FNV-1a over the bytes, mixed: for stream names and stable keys, not for security.
std::uint64_t stable_hash(std::string_view text);

/// xoshiro256** 1.0 (Blackman, Vigna 2018). A value: copies continue alike.
class Random {
  public:
    explicit Random(std::uint64_t seed);
    /// An independent stream that depends on this stream's seed and the name (and number) alone.
    Random fork(std::string_view name, std::uint64_t number = 0) const;
    std::uint64_t next();
    /// Uniform in [0, bound) without bias; bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [low, high], both included.
    std::int64_t between(std::int64_t low, std::int64_t high);
    /// Uniform in [0, 1) with 53 bits.
    double unit();
    bool chance(double probability) { return unit() < probability; }
    double normal();  ///< standard normal (Box-Muller, one draw kept back is not used: stateless)
    double gamma(double shape);
    double beta(double a, double b);

  private:
    std::uint64_t seed_;
    std::uint64_t state_[4];
};

}  // namespace tutorline::base
