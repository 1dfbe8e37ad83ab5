// What is allowed but unwise in a programme without errors (FIELD.md b2, b3, b4, traps): warnings with their place.
#pragma once
#include "program/program_reader.hpp"

namespace tutorline::program {

void warn_about(const ProgramFile& file, const domain::Roster& roster, const std::string& students_file, const std::string& tutors_file,
                Diagnostics& diagnostics);

/// The automatic texts a phone gets in a week without surprises (B28).
struct WeeklyTexts {
    int reminders = 0;  ///< one per call; siblings share it
    int items = 0;      ///< of all the children of the phone
    int follow_ups = 0; ///< at most, when items are answered: hints and worked answers; they do not count to the limit
    int total() const { return reminders + items; }
};
WeeklyTexts weekly_texts(const domain::Program& program, int children);

}  // namespace tutorline::program
