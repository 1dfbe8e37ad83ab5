// How many are at each level of the ladder, by the level's name.
#pragma once
#include <boost/json/object.hpp>

#include "reports/indicators.hpp"

namespace tutorline::reports {

boost::json::object levels_json(const LevelCounts& counts);

}  // namespace tutorline::reports
