// Which countries there are, for what people name on a command line.
#pragma once
#include <string>
#include <vector>

namespace tutorline::base {

/// ISO 3166 alpha-2 codes of all countries with a numbering plan, in order.
const std::vector<std::string>& countries();

}  // namespace tutorline::base
