// Words that hide from a word list: 'S.T.O.P', 'b a j a' and 'm3 p3g4'. Internal to domain/command.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/command/marked_text.hpp"
#include "domain/command/phrase_index.hpp"

namespace tutorline::domain {

/// Three letters or more that stand alone from token `at` on, divided by blanks, points, dashes or stars.
struct SpelledWord {
    std::string key;   ///< spelling key of the letters joined
    std::size_t last;  ///< end of the token span
};
std::optional<SpelledWord> spelled_word(const std::vector<Token>& tokens, std::size_t at);

/// The text with digits and signs inside words read as the letters they look like (3 for e, 4 and @ for a); nothing where
/// no word holds one. Only for alarm phrases: elsewhere a digit is a digit.
class DisguisedText {
  public:
    /// `plain` is the sequence of the text as it stands.
    DisguisedText(const MarkedText& text, const WordSequence& plain, const Vocabulary& vocabulary);
    const WordSequence& words() const { return words_; }
    bool found() const { return found_; }

  private:
    std::vector<std::string> keys_;  ///< what words_ points to; reserved, so that it never moves
    WordSequence words_;
    bool found_ = false;
};

}  // namespace tutorline::domain
