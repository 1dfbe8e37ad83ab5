// Figures as people write them in the report's language: 12.345,6 in Spanish, 12,345.6 in English.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tutorline::reports {

/// The one rule of every output: to so many places, a half away from zero, where the half is one in decimals (0.475 of 19 in 40
/// is 0.48, whatever its binary digits).
double half_up(double value, int places);

class Figures {
  public:
    explicit Figures(std::string_view language) : comma_(language != "en") {}
    std::string whole(std::int64_t value) const;
    std::string decimal(double value, int places) const;
    /// "46 %"; "-" when there is nothing to divide by.
    std::string percent(std::optional<double> share) const;
    std::string percent_of(int part, int all) const;
    std::string decimal_or_dash(std::optional<double> value, int places) const;
    bool decimal_comma() const { return comma_; }

  private:
    bool comma_;
};

}  // namespace tutorline::reports
