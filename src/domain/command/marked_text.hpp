// A folded text with what each word may mean in the languages of the request.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/command/folded_text.hpp"
#include "domain/command/language_packs.hpp"
#include "domain/command/vocabulary.hpp"

namespace tutorline::domain {

class NumberLexicon;

using RoleMask = std::uint64_t;
constexpr RoleMask role_bit(WordRole role) { return RoleMask{1} << static_cast<unsigned>(role); }
static_assert(word_role_count <= 64);

struct MarkedText {
    const std::vector<Token>& tokens;
    std::vector<RoleMask> roles;                 ///< one per token
    std::vector<WordId> ids;                     ///< one per token; unknown_word for signs and unknown words
    std::vector<bool> exact;                     ///< one per token: a pack knows the word as it is spelt
    std::vector<const NumberLexicon*> lexicons;  ///< of the request's languages, in order

    std::size_t size() const { return tokens.size(); }
    bool is(std::size_t i, WordRole role) const { return i < roles.size() && (roles[i] & role_bit(role)) != 0; }
    bool symbol(std::size_t i, char c) const { return i < tokens.size() && tokens[i].is(c); }
    bool digits(std::size_t i) const { return i < tokens.size() && tokens[i].kind == Token::Kind::digits; }
    bool word(std::size_t i) const { return i < tokens.size() && tokens[i].kind == Token::Kind::word; }
    bool glued(std::size_t i) const { return i < tokens.size() && !tokens[i].spaced; }
};

}  // namespace tutorline::domain
