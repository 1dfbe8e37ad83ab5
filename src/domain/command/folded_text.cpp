#include "domain/command/folded_text.hpp"

#include "domain/command/code_points.hpp"
#include "domain/command/spelling.hpp"

namespace tutorline::domain {
namespace {

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

Token::Kind kind_of(char c) {
    if (is_letter(c)) return Token::Kind::word;
    if (is_digit(c)) return Token::Kind::digits;
    if (c == '\x01') return Token::Kind::emoji_glad;
    if (c == '\x02') return Token::Kind::emoji_other;
    return c == '\n' ? Token::Kind::line_break : Token::Kind::symbol;
}

/// The end of a terminal's control sequence that begins at `at` (ESC [ digits and signs, one letter: ECMA-48), else `at`:
/// the number in it is nobody's answer.
std::size_t past_control_sequence(std::string_view raw, std::size_t at) {
    if (raw.substr(at, 2) != "\x1B[") return at;
    std::size_t end = at + 2;
    while (end < raw.size() && raw[end] >= 0x20 && raw[end] <= 0x3F) ++end;
    return end < raw.size() && raw[end] >= 0x40 && raw[end] <= 0x7E ? end + 1 : end;
}

}  // namespace

FoldedText::FoldedText(std::string_view raw) {
    fold(raw);
    zeros_in_words();
    cut();
}

/// 'un0', '0chenta', 'd0s': one zero in a word is the letter O. 'x0' and '0k' stay as they are, and 'll0' is 110.
void FoldedText::zeros_in_words() {
    constexpr std::size_t letters_min = 3;
    const auto letters_before = [&](std::size_t i) {
        std::size_t n = 0;
        while (n < i && n < letters_min && is_letter(letters_[i - n - 1])) ++n;
        return n;
    };
    const auto letters_after = [&](std::size_t i) {
        std::size_t n = 0;
        while (i + n + 1 < letters_.size() && n < letters_min && is_letter(letters_[i + n + 1])) ++n;
        return n;
    };
    for (std::size_t i = letters_.find('0'); i != std::string::npos; i = letters_.find('0', i + 1)) {
        if ((i > 0 && is_digit(letters_[i - 1])) || (i + 1 < letters_.size() && is_digit(letters_[i + 1]))) continue;
        const std::size_t before = letters_before(i), after = letters_after(i);
        const std::string_view around = std::string_view(letters_).substr(i - before, before + 1 + after);
        if (around.find_first_not_of("li0") == std::string_view::npos) continue;
        if (before + 1 >= letters_min || after >= letters_min || (before > 0 && after > 0)) letters_[i] = 'o';
    }
}

void FoldedText::fold(std::string_view raw) {
    letters_.reserve(raw.size() + 16);
    capitals_.reserve(raw.size() + 16);
    for (std::size_t at = 0; at < raw.size();) {
        if (const std::size_t past = past_control_sequence(raw, at); past > at) {
            at = past;
            continue;
        }
        const char32_t c = next_code_point(raw, at);
        const std::string_view form = plain_form(c);
        letters_.append(form);
        capitals_.append(form.size(), is_capital(c) ? '1' : '0');
    }
}

void FoldedText::cut() {
    // Every key is at most as long as its word, so with this reserve the views into keys_ stay valid.
    keys_.reserve(letters_.size() + 1);
    tokens_.reserve(letters_.size() / 3 + 2);
    const std::string_view all = letters_;
    bool spaced = true;
    for (std::size_t i = 0; i < all.size() && tokens_.size() < tokens_max;) {
        if (all[i] == ' ') {
            spaced = true;
            ++i;
            continue;
        }
        const Token::Kind kind = kind_of(all[i]);
        std::size_t end = i + 1;
        if (kind == Token::Kind::word || kind == Token::Kind::digits)
            while (end < all.size() && kind_of(all[end]) == kind && all[end] != ' ') ++end;
        Token token{kind, all.substr(i, end - i), all.substr(i, end - i), spaced, capitals_[i] == '1'};
        if (kind == Token::Kind::word) {
            const std::size_t key_start = keys_.size();
            append_spelling_key(token.text, keys_);
            token.key = std::string_view(keys_).substr(key_start);
        }
        tokens_.push_back(token);
        spaced = kind == Token::Kind::line_break;
        i = end;
    }
}

std::string folded_words(std::string_view raw) {
    const FoldedText text(raw);
    std::string words;
    for (const Token& token : text.tokens()) {
        if (token.kind != Token::Kind::word && token.kind != Token::Kind::digits) continue;
        if (!words.empty()) words.push_back(' ');
        words.append(token.text);
    }
    return words;
}

}  // namespace tutorline::domain
