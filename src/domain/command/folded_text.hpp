// A raw text as tokens that the rest of the reader can compare: lower-case ASCII without accents, digits of all scripts
// as 0-9, one spelling key per word.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::domain {

struct Token {
    enum class Kind { word, digits, symbol, emoji_glad, emoji_other, line_break };
    Kind kind = Kind::symbol;
    std::string_view text;  ///< folded; a symbol is one character
    std::string_view key;   ///< spelling key of a word, else the text
    bool spaced = false;    ///< a blank (or the start of the text) stands before it
    bool capital = false;   ///< began with a capital letter

    bool is(char symbol) const { return kind == Kind::symbol && text.size() == 1 && text[0] == symbol; }
};

/// Owns the characters its tokens point to, so it is neither copied nor moved after folding.
class FoldedText {
  public:
    /// Any bytes; invalid UTF-8 reads as blanks. At most tokens_max tokens are kept.
    explicit FoldedText(std::string_view raw);
    FoldedText(const FoldedText&) = delete;
    FoldedText& operator=(const FoldedText&) = delete;
    const std::vector<Token>& tokens() const { return tokens_; }

    static constexpr std::size_t tokens_max = 600;

  private:
    void fold(std::string_view raw);
    void zeros_in_words();
    void cut();
    std::string letters_;   ///< folded characters; a byte mark before a letter that was a capital is kept apart
    std::string capitals_;  ///< beside letters_: '1' where the letter was a capital
    std::string keys_;
    std::vector<Token> tokens_;
};

/// The folded words and digits joined by single blanks: for names and for comparing phrases.
std::string folded_words(std::string_view raw);

}  // namespace tutorline::domain
