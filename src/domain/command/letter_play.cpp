#include "domain/command/letter_play.hpp"

#include <algorithm>

#include "domain/command/spelling.hpp"

namespace tutorline::domain {
namespace {

bool lone_letter(const Token& token) { return token.kind == Token::Kind::word && token.text.size() == 1; }
bool divider(const Token& token) { return token.is('.') || token.is('-') || token.is('*') || token.is('_'); }

char letter_of(char sign) {
    switch (sign) {
        case '0': return 'o';
        case '1': case '!': return 'i';
        case '3': return 'e';
        case '4': case '@': return 'a';
        case '5': case '$': return 's';
        case '7': return 't';
        default: return '\0';
    }
}

bool may_be_letter(const Token& token) {
    if (token.kind == Token::Kind::word) return true;
    if (token.kind == Token::Kind::symbol) return token.is('@') || token.is('$') || token.is('!');
    if (token.kind != Token::Kind::digits) return false;
    for (const char c : token.text)
        if (letter_of(c) == '\0') return false;
    return true;
}

void append_letters(const Token& token, std::string& out) {
    for (const char c : token.text) out.push_back(token.kind == Token::Kind::word ? c : letter_of(c));
}

}  // namespace

std::optional<SpelledWord> spelled_word(const std::vector<Token>& tokens, std::size_t at) {
    constexpr std::size_t letters_min = 3;
    constexpr std::size_t letters_max = 16;
    if (at > 0 && lone_letter(tokens[at - 1])) return std::nullopt;
    std::string letters;
    SpelledWord word{{}, at};
    for (std::size_t i = at; i < tokens.size() && letters.size() < letters_max; ++i) {
        if (divider(tokens[i]) && !letters.empty()) continue;
        if (!lone_letter(tokens[i])) break;
        letters.push_back(tokens[i].text[0]);
        word.last = i + 1;
    }
    if (letters.size() < letters_min) return std::nullopt;
    word.key = spelling_key(letters);
    return word;
}

DisguisedText::DisguisedText(const MarkedText& text, const WordSequence& plain_words, const Vocabulary& vocabulary) {
    keys_.reserve(text.size());
    std::size_t next = 0;  // of plain_words
    for (std::size_t i = 0; i < text.size();) {
        std::string letters;
        bool plain = false, sign = false;
        std::size_t last = i;
        for (; last < text.size() && may_be_letter(text.tokens[last]) && (last == i || text.glued(last)); ++last) {
            append_letters(text.tokens[last], letters);
            (text.word(last) ? plain : sign) = true;
        }
        if (plain && sign) {
            const std::string key = spelling_key(letters);
            const WordId id = vocabulary.find_near(key);
            found_ = found_ || id != unknown_word;
            keys_.push_back(key);
            words_.words.push_back({id, keys_.back(), static_cast<std::uint32_t>(i), keys_.back()});
        }
        last = std::max(last, i + 1);
        for (; next < plain_words.words.size() && plain_words.words[next].token < last; ++next)
            if (!(plain && sign)) words_.words.push_back(plain_words.words[next]);
        i = last;
    }
}

}  // namespace tutorline::domain
