// Thousands of messages of one kind, told so that a person reads them: the first of each kind, then how many more.
#pragma once
#include <string>
#include <vector>

namespace tutorline::program {

/// At most `most` lines of a kind, each as one plain line of at most 400 characters; then a line for each kind that had
/// more: "... and 480 more of this kind: ...". Lines that differ in numbers and quoted words only are of one kind.
std::vector<std::string> without_repeats(const std::vector<std::string>& lines, int most = 20);

}  // namespace tutorline::program
