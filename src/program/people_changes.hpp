// What newer sheets do to the people of a programme that runs, beside their places (replan.hpp): told before it happens.
#pragma once
#include <string>
#include <vector>

#include "program/summary.hpp"

namespace tutorline::program {

struct PersonChange {
    enum class Kind {
        student_left,     ///< `other`: the tutor who is told, if any; `count`: lessons that end
        student_back,     ///< in the sheet again under the old key: stays withdrawn
        student_waits,    ///< new, and without a place
        number_gone,      ///< of a student; `detail`: its last digits; `count`: other students who go on using it
        number_new,
        numbers_order,    ///< the same numbers the other way round
        texts_stop_kept,  ///< the family's stop goes on although the numbers changed
        calls_stop_kept,  ///< the same of the calls
        consent_gone,     ///< `detail`: all, calls or texts
        consent_new,
        tutor_left,       ///< `count`: students who get another place or wait
        tutor_back,
        tutor_new,
        tutor_number,     ///< `detail`: last digits of the new one
        tutor_stop_kept,  ///< the tutor's own stop goes on at the new number
    };
    Kind kind{};
    std::string key;   ///< of the sheet
    std::string name;  ///< first name
    std::string other = {};  ///< "Rosa (T1)"
    std::string detail = {};
    int count = 0;
};

/// One line each, in the order given, with who is told and what follows; no phone number. Empty when there is none.
std::string people_changes_text(const std::vector<PersonChange>& changes, const Words& words);

}  // namespace tutorline::program
