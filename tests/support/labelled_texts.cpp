#include "support/labelled_texts.hpp"

#include <map>
#include <sstream>

#include "app/understand.hpp"
#include "domain/practice/answer.hpp"
#include "support/golden.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::test {
namespace {

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
        if (c == '\t') fields.emplace_back();
        else fields.back().push_back(c);
    }
    return fields;
}

std::vector<std::string> parts_of(const std::string& value) {
    std::vector<std::string> parts(1);
    for (const char c : value) {
        if (c == ';') parts.emplace_back();
        else parts.back().push_back(c);
    }
    return parts;
}

/// By value: 6/8 is 3/4; of named values the order does not matter.
bool same_value(const std::string& a, const std::string& b) {
    auto left = parts_of(a), right = parts_of(b);
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        bool found = false;
        for (std::size_t j = 0; j < right.size() && !found; ++j) {
            const auto split = [](const std::string& part) { return part.find('=') == std::string::npos ? 0 : part.find('=') + 1; };
            const bool same_name = left[i].substr(0, split(left[i])) == right[j].substr(0, split(right[j]));
            const auto x = domain::parse_answer_key(left[i].substr(split(left[i])));
            const auto y = domain::parse_answer_key(right[j].substr(split(right[j])));
            found = same_name && x && y && domain::equal_value(*x, *y) && (split(left[i]) > 0 || i == j);
        }
        if (!found) return false;
    }
    return true;
}

bool is_answer(const std::string& cls) { return cls == "answer" || cls == "answer_multi" || cls == "answer_for"; }

void count(Score& score, const std::map<std::string, std::string>& row, const std::vector<std::string>& read) {
    const std::string &wanted = row.at("class"), &cls = read.at(1);
    bool fine = wanted == cls;
    ++score.texts;
    score.class_right += fine ? 1 : 0;
    if (is_answer(wanted)) {
        ++score.answers;
        const bool verdict = read.at(3) == row.at("verdict"), value = same_value(row.at("value"), read.at(2));
        score.verdict_right += verdict ? 1 : 0;
        score.value_right += value ? 1 : 0;
        fine = fine && verdict && value;
    } else if (read.at(3) != "none") {
        ++score.graded_others;
        fine = false;
    }
    if (wanted == "log") {
        ++score.logs;
        score.log_right += read.at(2) == row.at("value") ? 1 : 0;
        fine = fine && read.at(2) == row.at("value");
    }
    if (wanted == "opt_out") ++score.opt_outs, score.opt_outs_caught += cls == "opt_out" ? 1 : 0;
    else if (cls == "opt_out" && wanted != "withdraw" && wanted != "wrong_number") ++score.false_opt_outs;
    if (wanted == "safeguarding") ++score.alarms, score.alarms_caught += cls == "safeguarding" ? 1 : 0;
    else if (cls == "safeguarding") ++score.false_alarms;
    if (!fine) score.faults.push_back(row.at("id") + " '" + row.at("text") + "' is " + wanted + ' ' + row.at("value") + ' ' + row.at("verdict") + ", read " +
                                      cls + ' ' + read.at(2) + ' ' + read.at(3) + " (" + read.at(4) + ")");
}

}  // namespace

Score score_table(const std::string& relative) {
    const std::string table = read_file(test_path(relative));
    std::istringstream in(table), labels(table);
    std::stringstream out;
    std::string line, answer;
    program::Diagnostics diagnostics;
    Score score;
    const auto words = [](const domain::Reason& reason) { return std::string{reason.id}; };
    if (!app::understand_table(in, relative, shipped_packs(), words, out, diagnostics)) return score.faults.push_back("no table: " + relative), score;
    std::getline(labels, line);
    std::getline(out, answer);
    const auto columns = fields_of(line);
    while (std::getline(labels, line) && std::getline(out, answer)) {
        auto fields = fields_of(line);
        fields.resize(columns.size());
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = fields[i];
        count(score, row, fields_of(answer));
    }
    return score;
}

}  // namespace tutorline::test
