// Strong row ids: an Id<StudentTag> never converts to another id nor to its raw number.
// Value 0 means 'none'; stores hand out ids from 1.
#pragma once
#include <compare>
#include <cstdint>
#include <functional>

namespace tutorline::base {

template <class Tag>
struct Id {
    std::int64_t value = 0;
    constexpr Id() = default;
    constexpr explicit Id(std::int64_t raw) : value(raw) {}
    constexpr explicit operator bool() const { return value != 0; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace tutorline::base

template <class Tag>
struct std::hash<tutorline::base::Id<Tag>> {
    std::size_t operator()(const tutorline::base::Id<Tag>& id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
