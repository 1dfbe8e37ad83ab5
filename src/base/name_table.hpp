// The written names of an enumeration's values: one list, read in both directions.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace tutorline::base {

template <class T, std::size_t N>
using NameTable = std::array<std::pair<T, std::string_view>, N>;

/// The value's name; empty for a value that the table lacks.
template <class T, std::size_t N>
constexpr std::string_view name_in(const NameTable<T, N>& table, T value) {
    for (const auto& [entry, name] : table)
        if (entry == value) return name;
    return {};
}

/// The value with exactly this name.
template <class T, std::size_t N>
constexpr std::optional<T> value_in(const NameTable<T, N>& table, std::string_view name) {
    for (const auto& [entry, entry_name] : table)
        if (entry_name == name) return entry;
    return std::nullopt;
}

}  // namespace tutorline::base
