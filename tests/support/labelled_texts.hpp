// Tables of labelled inbound texts (tests/data/*.tsv) and how well the reader does on them.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace tutorline::test {

struct Score {
    std::size_t texts = 0, class_right = 0;
    std::size_t answers = 0, verdict_right = 0, value_right = 0;  ///< of texts labelled answer, answer_multi, answer_for
    std::size_t logs = 0, log_right = 0;
    std::size_t graded_others = 0;  ///< not an answer by its label, yet right, wrong or partial
    std::size_t opt_outs = 0, opt_outs_caught = 0, false_opt_outs = 0;  ///< withdraw and wrong_number are not counted as false
    std::size_t alarms = 0, alarms_caught = 0, false_alarms = 0;
    std::vector<std::string> faults;  ///< one line per text read otherwise than labelled
};

/// Runs the `understand` table on tests/<relative> and compares it with the table's own labels.
Score score_table(const std::string& relative);

}  // namespace tutorline::test
