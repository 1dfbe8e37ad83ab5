#include "base/name_table.hpp"

#include <gtest/gtest.h>

namespace tutorline::base::name_table_test {
namespace {

enum class Fruit { apple, pear, plum };
constexpr NameTable<Fruit, 2> fruits{{{Fruit::apple, "apple"}, {Fruit::pear, "pear"}}};

TEST(NameTable, ReadsInBothDirections) {
    for (const auto& [value, name] : fruits) {
        EXPECT_EQ(name_in(fruits, value), name);
        EXPECT_EQ(value_in(fruits, name), value);
    }
}

TEST(NameTable, WhatItLacksHasNoNameAndNoValue) {
    EXPECT_EQ(name_in(fruits, Fruit::plum), "");
    EXPECT_EQ(value_in(fruits, "plum"), std::nullopt);
    EXPECT_EQ(value_in(fruits, "Apple"), std::nullopt);
    EXPECT_EQ(value_in(fruits, ""), std::nullopt);
}

}  // namespace
}  // namespace tutorline::base::name_table_test
