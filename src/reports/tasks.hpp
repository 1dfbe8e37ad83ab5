// What waits for a person: the open tasks, most urgent first. For coordinators at the machine; the API gives codes alone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_time.hpp"
#include "base/result.hpp"
#include "domain/program.hpp"
#include "ports/reader.hpp"
#include "reports/weekly_page.hpp"

namespace tutorline::reports {

struct OpenTask {
    std::int64_t id = 0;
    std::string kind;    ///< a code: "question", "safeguarding", "number_check", ..
    int urgency = 3;     ///< 0 safeguarding .. 3 when there is time
    std::string student_key, student_name, tutor_key, tutor_name;  ///< empty: not about one
    base::Instant created_at{}, due_at{};
    std::string text;    ///< the words it is about; empty where there are none, and kept back of safeguarding cases
    std::vector<std::string> later;  ///< words of the texts that joined it, oldest first; only by its number
    int more = 0;                    ///< in the list: how many texts joined it
    std::string tutor_now_key, tutor_now_name;  ///< who teaches the student now, where that is another
    bool stranger = false;           ///< of a number that is in no sheet
    std::string detail;              ///< a code that says more about the kind
};

/// The cohort's open tasks as of now, by urgency, those about people in the sheets first, then by when they are due. Tasks about no cohort (a broken channel) stand
/// in all. Of a safeguarding case the words are read only by its number, in `only`: they are for the focal person.
/// Error code: `task_unknown` (`only` is no open task).
base::Result<std::vector<OpenTask>> open_tasks(ports::Reader& reader, const domain::Program& program, std::optional<std::int64_t> only = {});

/// For a terminal, times in the programme's zone. Of tasks of one kind by numbers that are in no sheet the first ones and how
/// many there are, so that they do not bury the others; `all` shows each.
constexpr int strangers_shown = 5;
std::string tasks_page(const std::vector<OpenTask>& tasks, const domain::Program& program, const Words& words, bool all = false);

}  // namespace tutorline::reports
