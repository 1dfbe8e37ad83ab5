// The waves of a cohort told: how many, when, who is in which, and what each has room for.
#pragma once
#include <string>

#include "domain/roster/waves.hpp"
#include "program/summary.hpp"

namespace tutorline::program {

/// Dates and places of each wave, students by need, preferred language and department in each, and who is in which (by
/// key, where there are not too many for a terminal).
std::string waves_text(const CheckedProgram& checked, const domain::WavePlan& plan, const Words& words);

/// {"program","content_hash","seed","waves":[{"wave","starts","ends","need","students":[{student,tutor,slots,need}]}],
///  "left":[keys],"without_consent":[keys],"cut"}; no names and no phones.
std::string waves_json(const CheckedProgram& checked, const domain::WavePlan& plan);

}  // namespace tutorline::program
