// Files of answers (columns user_id, item_id, timestamp, correct, skill_id in any order; comma or tab; others ignored)
// as numbers that the mastery model runs over.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/practice/tracer.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {

/// Hands out numbers from 1 for names; one Names for all files that belong together.
class Names {
  public:
    std::int32_t number(const std::string& name);
    /// By number, from index 1; [0] is empty.
    const std::vector<std::string>& all() const { return all_; }

  private:
    std::map<std::string, std::int32_t, std::less<>> numbers_;
    std::vector<std::string> all_{""};
};

struct AnswerNames {
    Names users;
    Names items;
    Names skills;
};

/// Sorted by timestamp, then by place in the file. A timestamp is a number of seconds (milliseconds since 1970 are
/// recognised) and may be left empty; `correct` is 0 or 1 (also 0.0, 1.0). None with the first mistake told: file, line and
/// cell, words in operator.yaml.
std::optional<std::vector<domain::PastAnswer>> read_answers(const std::filesystem::path& file, AnswerNames& names, Diagnostics& diagnostics);

/// `user_id,ability`, one user a line below a header: what is known of the users of an answers file.
std::optional<std::map<std::string, double>> read_abilities(const std::filesystem::path& file, Diagnostics& diagnostics);

}  // namespace tutorline::program
