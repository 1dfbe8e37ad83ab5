// What the problems of a skill look like: for each difficulty band every problem that may be asked, and how a drawn
// problem becomes an item. The bank (item.cpp) shuffles these and deals them out to its sets.
#pragma once
#include <vector>

#include "domain/practice/item.hpp"

namespace tutorline::domain {

using Operands = std::vector<int>;

/// All operands of a skill's band, in a fixed order, none twice and none that is the same problem in another band.
/// band 0 needs no carry, borrow or remainder; each further band adds one difficulty.
std::vector<Operands> shapes(Skill skill, int band);

/// Fills expected, text_key and text_arguments from skill and operands.
void word(Item& item);

}  // namespace tutorline::domain
