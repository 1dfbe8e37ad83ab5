// Small lists as one text column: tags, slots, levels by comma; windows as "0 1050-1200;5 480-720".
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/roster/roster.hpp"

namespace tutorline::store {

std::string join(const std::vector<std::string>& words);
std::vector<std::string> split(std::string_view text);
std::string join(const std::vector<int>& numbers);
std::vector<int> split_numbers(std::string_view text);
std::string windows_text(const std::vector<domain::WeeklyWindow>& windows);
std::vector<domain::WeeklyWindow> windows_from(std::string_view text);

}  // namespace tutorline::store
