// Newer sheets over a cohort that runs: is each key still the person it was? A key carries a child's whole life in the
// programme (lessons, level, opt-outs), so it passes to nobody else, and nobody leaves because a sheet was cut short.
#pragma once
#include <optional>

#include "app/service/start_cohort.hpp"
#include "base/result.hpp"
#include "ports/reader.hpp"

namespace tutorline::app {

/// Nothing when the people of `files` may be taken. Else an error `people_changed` with a line for each of the first rows
/// that may not, with file and line, and what to do:
/// - a key known for a child (or tutor) who had another first name (name) and another first phone;
/// - a child known under another key, by first name and one phone, which is gone from the sheet or another child's now;
/// - a tutor known under another key, by name and phone, which is gone from the sheet;
/// - children of one first name whose keys were passed around, as their first phones show;
/// - more than a fifth of the students, or tutors, who are in the programme, and more than five, are not in the sheet;
/// - tutors, more than one, who are not in the sheet teach more than a fifth of the children with a place, and more than five.
/// Throws ports::StoreFailure.
std::optional<base::Error> check_people(ports::Reader& reader, const CoordinatorFiles& files);

}  // namespace tutorline::app
