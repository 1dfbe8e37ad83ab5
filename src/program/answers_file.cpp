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
constexpr const char* not_text = "holds a byte that is no UTF-8 text: save the file as UTF-8";

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

std::optional<double> number(const std::string& text) {
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

class AnswersReader {
  public:
    AnswersReader(const std::filesystem::path& file, AnswerNames& names) : file_(file.string()), names_(names) {}

    base::Result<std::vector<domain::PastAnswer>> read() {
        if (const std::string fault = file_fault(file_, answers_bytes_max); !fault.empty()) return error(0, file_fault_words(fault));
        std::ifstream in{file_, std::ios::binary};
        if (!in) return error(0, file_fault_words("file.unreadable"));
        std::string line;
        if (!std::getline(in, line)) return error(1, "is empty: the first line must name the columns");
        if (!is_text(line)) return error(1, not_text);
        if (const auto problem = read_header(line)) return *problem;
        std::vector<TimedAnswer> answers;
        for (int number = 2; std::getline(in, line); ++number) {
            if (line.empty() || line == "\r") continue;
            if (!is_text(line)) return error(number, not_text);
            auto answer = read_line(line, number);
            if (!answer) return answer.error();
            answers.push_back(*answer);
        }
        if (answers.empty()) return error(1, "holds no answers: below the first line there must be one a line");
        return ordered(std::move(answers));
    }

  private:
    base::Error error(int line, const std::string& what) const {
        return {base::Error::Policy::permanent, "answers_file", file_ + (line > 0 ? ":" + std::to_string(line) : "") + ": " + what};
    }

    std::optional<base::Error> read_header(std::string line) {
        if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
        separator_ = line.find('\t') != std::string::npos ? '\t' : ',';
        const auto fields = split(line, separator_);
        for (std::size_t column = 0; column < columns; ++column) {
            const auto found = std::ranges::find(fields, headers[column]);
            if (found == fields.end()) return error(1, "has no column '" + std::string{headers[column]} + "': the first line must name it");
            if (std::ranges::count(fields, headers[column]) > 1) return error(1, "has two columns '" + std::string{headers[column]} + "': keep one of them");
            places_[column] = static_cast<std::size_t>(found - fields.begin());
        }
        return std::nullopt;
    }

    base::Result<TimedAnswer> read_line(const std::string& line, int number_of_line) {
        const auto fields = split(line, separator_);
        if (fields.size() <= *std::ranges::max_element(places_)) return error(number_of_line, "has fewer columns than the first line");
        const auto right = number(fields[places_[correct]]);
        if (!right || (*right != 0.0 && *right != 1.0)) return error(number_of_line, "column 'correct' must be 0 or 1");
        const std::string& when = fields[places_[timestamp]];
        const auto at = when.empty() ? 0.0 : number(when);
        if (!at) return error(number_of_line, "column 'timestamp' must be a number");
        domain::PastAnswer answer;
        answer.user = names_.users.number(fields[places_[user]]);
        answer.item = names_.items.number(fields[places_[item]]);
        answer.skill = names_.skills.number(fields[places_[skill]]);
        answer.right = *right == 1.0;
        return TimedAnswer{*at, answer};
    }

    std::string file_;
    AnswerNames& names_;
    char separator_ = ',';
    std::array<std::size_t, columns> places_{};
};

}  // namespace

std::int32_t Names::number(const std::string& name) {
    const auto [place, added] = numbers_.try_emplace(name, static_cast<std::int32_t>(all_.size()));
    if (added) all_.push_back(name);
    return place->second;
}

base::Result<std::map<std::string, double>> read_abilities(const std::filesystem::path& file) {
    const auto error = [&](int line, const std::string& what) {
        return base::Error{base::Error::Policy::permanent, "abilities_file", file.string() + (line > 0 ? ":" + std::to_string(line) : "") + ": " + what};
    };
    if (const std::string fault = file_fault(file, answers_bytes_max); !fault.empty()) return error(0, file_fault_words(fault));
    std::ifstream in{file, std::ios::binary};
    std::string line;
    if (!std::getline(in, line)) return error(1, "is empty: the first line must be user_id,ability");
    std::map<std::string, double> known;
    for (int row = 2; std::getline(in, line); ++row) {
        if (line.empty() || line == "\r") continue;
        if (!is_text(line)) return error(row, not_text);
        const auto fields = split(line, ',');
        const auto ability = fields.size() == 2 ? number(fields[1]) : std::nullopt;
        if (!ability) return error(row, "must hold a user and a number, parted by a comma");
        if (!known.emplace(fields[0], *ability).second) return error(row, "names a user a second time");
    }
    return known;
}

base::Result<std::vector<domain::PastAnswer>> read_answers(const std::filesystem::path& file, AnswerNames& names) {
    return AnswersReader{file, names}.read();
}

}  // namespace tutorline::program
