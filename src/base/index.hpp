// Our ids and counts are ints; the standard containers are indexed by std::size_t.
#pragma once
#include <cstddef>

namespace tutorline::base {

/// The index as containers want it. The index must not be negative.
constexpr std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

}  // namespace tutorline::base
