// A line of a transcript in its parts: "Luis, Ana | phone 0981 100 001".
#pragma once
#include <string>
#include <vector>

namespace tutorline::app {

/// Without the blanks around it.
std::string trimmed(std::string text);
/// The parts between the separators, trimmed; an empty text is one empty part.
std::vector<std::string> split(const std::string& text, char separator);

}  // namespace tutorline::app
