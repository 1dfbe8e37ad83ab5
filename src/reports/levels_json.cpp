#include "reports/levels_json.hpp"

#include <boost/json/value.hpp>

#include "domain/practice/level.hpp"

namespace tutorline::reports {

boost::json::object levels_json(const LevelCounts& counts) {
    boost::json::object out;
    for (const auto level : {domain::Level::beginner, domain::Level::addition, domain::Level::subtraction, domain::Level::multiplication,
                             domain::Level::division, domain::Level::finished, domain::Level::not_assessed}) {
        const auto found = counts.find(domain::code(level));
        out[domain::name(level)] = found == counts.end() ? 0 : found->second;
    }
    return out;
}

}  // namespace tutorline::reports
