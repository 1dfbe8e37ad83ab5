// Rows of the match's JSON format that both its reader's file and its result use.
#pragma once
#include <boost/json.hpp>
#include <string>

#include "domain/matching/problem.hpp"

namespace tutorline::program {

/// "f", "m", "x" or "any".
std::string gender_letter(domain::matching::Gender gender);
boost::json::object tutor_json(const domain::matching::Tutor& tutor);

}  // namespace tutorline::program
