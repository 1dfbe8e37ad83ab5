#include "reports/figures.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tutorline::reports {

double half_up(double value, int places) {
    constexpr double binary_error = 1e-7;  // far below what any share or mean of counts can differ by
    const double scale = std::pow(10, places);
    return std::copysign(std::floor(std::abs(value) * scale + 0.5 + binary_error) / scale, value);
}

std::string Figures::whole(std::int64_t value) const {
    const std::string digits = std::to_string(value < 0 ? -value : value);
    std::string out = value < 0 ? "-" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += comma_ ? '.' : ',';
        out += digits[i];
    }
    return out;
}

std::string Figures::decimal(double value, int places) const {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", places, half_up(std::abs(value), places));
    const std::string text = buffer.data();
    const auto point = text.find('.');
    std::string out = (value < 0 ? "-" : "") + whole(std::stoll(text.substr(0, point)));
    if (point != std::string::npos) (out += comma_ ? ',' : '.') += text.substr(point + 1);
    return out;
}

std::string Figures::percent(std::optional<double> share) const { return share ? whole(std::llround(half_up(*share * 100, 0))) + " %" : "-"; }

std::string Figures::percent_of(int part, int all) const {
    return percent(all > 0 ? std::optional{part / static_cast<double>(all)} : std::nullopt);
}

std::string Figures::decimal_or_dash(std::optional<double> value, int places) const { return value ? decimal(*value, places) : "-"; }

}  // namespace tutorline::reports
