// Whether a text calls somebody by the first name, however it is spelled.
#pragma once
#include <string>
#include <string_view>

namespace tutorline::domain {

/// The text as small letters without marks, one blank around each word.
std::string spaced_words(std::string_view text);
/// `words` of spaced_words() hold the first of the names, as a word of its own.
bool calls_by_name(const std::string& words, const std::string& first_name);

}  // namespace tutorline::domain
