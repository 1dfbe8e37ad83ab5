#include "domain/practice/portable_math.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace tutorline::domain {
namespace {

constexpr double ln2_high = 0x1.62e42fee00000p-1;  // the sum of both is ln 2; k * ln2_high is exact for small k
constexpr double ln2_low = 0x1.a39ef35793c76p-33;
constexpr int table_size = 256;

double power_of_two(int exponent) {  // -1022..1023
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

std::array<double, table_size> make_table() {
    std::array<double, table_size> table{};
    for (int n = 0; n < table_size; ++n) table[static_cast<std::size_t>(n)] = portable_log(1.0 + n);
    return table;
}

}  // namespace

double portable_exp(double x) {
    x = std::clamp(x, -700.0, 700.0);
    const double turns = x * 0x1.71547652b82fep+0;  // 1 / ln 2
    const int k = static_cast<int>(turns < 0 ? turns - 0.5 : turns + 0.5);
    const double r = (x - k * ln2_high) - k * ln2_low;  // |r| <= ln 2 / 2
    double sum = 1.0;
    for (int n = 13; n > 0; --n) sum = 1.0 + sum * r / n;  // Taylor, Horner form: 0.35^14 / 14! < 1e-17
    return sum * power_of_two(k);
}

double portable_log(double x) {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    int exponent = static_cast<int>((bits >> 52) & 0x7FF) - 1023;
    double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFULL) | (1023ULL << 52));  // in [1, 2)
    if (m > 1.4142135623730951) {
        m *= 0.5;
        ++exponent;
    }
    const double z = (m - 1.0) / (m + 1.0);  // log m = 2 atanh z, |z| < 0.172
    const double square = z * z;
    double sum = 0.0;
    for (int n = 21; n > 0; n -= 2) sum = 1.0 / n + sum * square;
    return exponent * ln2_high + (2.0 * z * sum + exponent * ln2_low);
}

double sigmoid(double x) {
    x = std::clamp(x, -36.0, 36.0);  // beyond, the result would round to 0 or 1
    return 1.0 / (1.0 + portable_exp(-x));
}

double log_count(int n) {
    static const std::array<double, table_size> table = make_table();
    if (n < table_size) return table[static_cast<std::size_t>(std::max(n, 0))];
    return portable_log(1.0 + n);
}

}  // namespace tutorline::domain
