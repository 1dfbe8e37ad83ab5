// What `tutorline plan` says before anything is sent: each tutor's week, each student's hour, who is left over and why.
#pragma once
#include <string>

#include "program/summary.hpp"

namespace tutorline::program {

/// Assignments of the match by the keys of the sheets, in the order of the roster, also of those without a place.
struct PlannedStudent {
    int student = 0;          ///< place in roster.students
    int tutor = -1;           ///< place in roster.tutors; -1 = none
    std::vector<int> slots;   ///< of the programme's week
    int number = 0;           ///< of the first of these calls in the tutor's texts ("#4"); the others follow
    std::string reason;       ///< why there is none
    std::string change;       ///< the smallest change that would give one
    std::string first_call;   ///< "2027-03-09 17:30" on the family's clock; empty = none
};
std::vector<PlannedStudent> planned_students(const MatchedProgram& matched, const Words& words);

/// `all`: also those without a place that are too many to be told (summary.hpp).
std::string plan_text(const MatchedProgram& matched, const Words& words, bool all = false);
/// {"program","content_hash","seed","placed":[{student,tutor,slots,hours,first_call,need,need_terms}],
///  "unplaced":[{student,need,need_terms,reason,smallest_change}],
///  "budget":{..}}; no names and no phones.
std::string plan_json(const MatchedProgram& matched, const Words& words);
/// One row a student, with BOM and ';'.
std::string plan_csv(const MatchedProgram& matched, const Words& words);

}  // namespace tutorline::program
