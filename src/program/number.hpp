// A whole number as an argument of a text.
#pragma once
#include <cstdint>
#include <string>

namespace tutorline::program {

inline std::string number(std::int64_t value) { return std::to_string(value); }

}  // namespace tutorline::program
