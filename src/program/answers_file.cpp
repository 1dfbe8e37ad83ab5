#include "program/answers_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>

#include "program/read_file.hpp"
#include "program/yaml_tree.hpp"

namespace tutorline::program {
namespace {

enum Column { user, item, timestamp, correct, skill, columns };
constexpr std::array<std::string_view, columns> headers{"user_id", "item_id", "timestamp", "correct", "skill_id"};

constexpr std::uintmax_t answers_bytes_max = std::uintmax_t{8} << 30;

bool is_text(const std::string& line) {
    const bool plain = std::ranges::none_of(line, [](char c) { return c == '\0' || static_cast<unsigned char>(c) >= 0x80; });
    return plain || !first_bad_byte(line);
}

/// The fields of a line; quotes around a field are taken off, doubled quotes inside become one.
std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += '"';
            ++i;
        } else if (c == '"' && (quoted || fields.back().empty())) {
            quoted = !quoted;
        } else if (c == separator && !quoted) {
            fields.emplace_back();
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    return fields;
}

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || std::abs(value) > 9e15) return std::nullopt;
    return value;
}

constexpr double milliseconds_from = 1e11;  // as seconds, that is the year 5138

struct TimedAnswer {
    double at = 0;  ///< as the file has it
    domain::PastAnswer answer;
};

/// In order of time, then of the file. Files that count milliseconds since 1970 are told by their size.
std::vector<domain::PastAnswer> ordered(std::vector<TimedAnswer> timed) {
    std::ranges::stable_sort(timed, {}, &TimedAnswer::at);
    const double units = !timed.empty() && timed.back().at > milliseconds_from ? 1000.0 : 1.0;
    std::vector<domain::PastAnswer> answers;
    answers.reserve(timed.size());
    for (TimedAnswer& each : timed) {
        each.answer.at = static_cast<std::int64_t>(std::floor(each.at / units));
        answers.push_back(each.answer);
    }
    return answers;
}

/// The bytes of one line, or why not: the first wrong byte is told with its column.
bool text_line(const std::string& line, int number, const std::string& file, Diagnostics& diagnostics) {
    if (is_text(line)) return true;
    diagnostics.error({file, number, first_bad_byte(line).value_or(std::pair{1, 1}).second}, bad_byte_id(line));
    return false;
}

/// An ordinary file, open at its first line; false when told why not.
bool open_lines(const std::filesystem::path& path, std::ifstream& in, std::string& first, Diagnostics& diagnostics) {
    std::string fault = file_fault(path, answers_bytes_max);
    if (fault.empty()) in.open(path, std::ios::binary);
    if (fault.empty() && !in) fault = "file.unreadable";
    if (!fault.empty()) return tell_file_fault(path, fault, answers_bytes_max, diagnostics), false;
    if (!std::getline(in, first)) return diagnostics.error({path.string(), 1, 1}, "answers.empty"), false;
    return text_line(first, 1, path.string(), diagnostics);
}

class AnswersReader {
  public:
    AnswersReader(const std::filesystem::path& file, AnswerNames& names, Diagnostics& diagnostics) : file_(file), names_(names), diagnostics_(diagnostics) {}

    std::optional<std::vector<domain::PastAnswer>> read() {
        std::ifstream in;
        std::string line;
        if (!open_lines(file_, in, line, diagnostics_) || !read_header(line)) return std::nullopt;
        std::vector<TimedAnswer> answers;
        for (int number = 2; std::getline(in, line); ++number) {
            if (line.empty() || line == "\r") continue;
            if (!text_line(line, number, file_.string(), diagnostics_)) return std::nullopt;
            const auto answer = read_line(line, number);
            if (!answer) return std::nullopt;
            answers.push_back(*answer);
        }
        if (answers.empty()) return error(1, 0, "answers.none"), std::nullopt;
        return ordered(std::move(answers));
    }

  private:
    void error(int line, std::size_t cell, std::string id, domain::Arguments arguments = {}) {
        diagnostics_.error({file_.string(), line, static_cast<int>(cell) + 1}, std::move(id), std::move(arguments));
    }

    bool read_header(std::string line) {
        if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
        separator_ = line.find('\t') != std::string::npos ? '\t' : line.find(',') == std::string::npos && line.find(';') != std::string::npos ? ';' : ',';
        const auto fields = split(line, separator_);
        for (std::size_t column = 0; column < columns; ++column) {
            const auto found = std::ranges::find(fields, headers[column]);
            const domain::Arguments name{{"column", std::string{headers[column]}}};
            if (found == fields.end()) return error(1, 0, "answers.column_missing", name), false;
            places_[column] = static_cast<std::size_t>(found - fields.begin());
            const auto again = std::find(found + 1, fields.end(), headers[column]);
            if (again != fields.end()) return error(1, static_cast<std::size_t>(again - fields.begin()), "answers.column_twice", name), false;
        }
        return true;
    }

    std::optional<TimedAnswer> read_line(const std::string& line, int number_of_line) {
        const auto fields = split(line, separator_);
        const auto refuse = [&](Column column, const char* id) {
            error(number_of_line, places_[column], id, {{"column", std::string{headers[column]}}, {"value", quotable(fields[places_[column]])}});
            return std::nullopt;
        };
        if (fields.size() <= *std::ranges::max_element(places_)) return error(number_of_line, fields.size(), "answers.few_cells"), std::nullopt;
        const auto right = number_in(fields[places_[correct]]);
        if (!right || (*right != 0.0 && *right != 1.0)) return refuse(correct, "answers.right_or_wrong");
        const std::string& when = fields[places_[timestamp]];
        const auto at = when.empty() ? 0.0 : number_in(when);
        if (!at) return refuse(timestamp, "answers.time");
        domain::PastAnswer answer;
        answer.user = names_.users.number(fields[places_[user]]);
        answer.item = names_.items.number(fields[places_[item]]);
        answer.skill = names_.skills.number(fields[places_[skill]]);
        answer.right = *right == 1.0;
        return TimedAnswer{*at, answer};
    }

    std::filesystem::path file_;
    AnswerNames& names_;
    Diagnostics& diagnostics_;
    char separator_ = ',';
    std::array<std::size_t, columns> places_{};
};

}  // namespace

std::int32_t Names::number(const std::string& name) {
    const auto [place, added] = numbers_.try_emplace(name, static_cast<std::int32_t>(all_.size()));
    if (added) all_.push_back(name);
    return place->second;
}

std::optional<std::map<std::string, double>> read_abilities(const std::filesystem::path& file, Diagnostics& diagnostics) {
    std::ifstream in;
    std::string line;
    if (!open_lines(file, in, line, diagnostics)) return std::nullopt;
    const auto refuse = [&](int row, const char* id) {
        diagnostics.error({file.string(), row, 1}, id);
        return std::nullopt;
    };
    std::map<std::string, double> known;
    for (int row = 2; std::getline(in, line); ++row) {
        if (line.empty() || line == "\r") continue;
        if (!text_line(line, row, file.string(), diagnostics)) return std::nullopt;
        const auto fields = split(line, ',');
        const auto ability = fields.size() == 2 ? number_in(fields[1]) : std::nullopt;
        if (!ability) return refuse(row, "answers.ability");
        if (!known.emplace(fields[0], *ability).second) return refuse(row, "answers.user_twice");
    }
    return known;
}

std::optional<std::vector<domain::PastAnswer>> read_answers(const std::filesystem::path& file, AnswerNames& names, Diagnostics& diagnostics) {
    return AnswersReader{file, names, diagnostics}.read();
}

}  // namespace tutorline::program
