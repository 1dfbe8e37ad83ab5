// The number words of one language, found by spelling key: exact, misspelt by one letter, or run together.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/command/language_packs.hpp"
#include "domain/command/vocabulary.hpp"

namespace tutorline::domain {

struct NumberWord {
    enum class Kind { none, value, multiplier, fraction, and_word };
    Kind kind = Kind::none;
    std::int64_t value = 0;
    bool weak = false;  ///< an everyday word too ("un", "pa"): a number only where nothing else stands
};

class NumberLexicon {
  public:
    explicit NumberLexicon(const LanguagePack& pack);
    /// The number words that `key` is made of: one, several when run together ("ochentayuno"), none when it is no number.
    /// `tolerant` also allows one wrong letter in words of three letters, else it takes five.
    /// `plain` is the word itself, in folded letters.
    void look_up(std::string_view key, std::string_view plain, bool tolerant, std::vector<NumberWord>& out, bool cardinals_only = false) const;
    /// The unit that goes on a number whose tens are said: 'sies' after 'setenta y', and with `and_may_lead` 'yuno' in
    /// 'ochenta yuno'. Nothing when no unit is as near.
    void look_up_unit(std::string_view key, std::string_view plain, bool and_may_lead, std::vector<NumberWord>& out) const;
    NumberWord exact(std::string_view key) const;
    /// An everyday word, as it is spelt, that sounds like a number word: 'siento' beside ciento, 'sem' beside cem.
    bool sounds_like_number(std::string_view plain) const;

  private:
    void add(const std::string& word, NumberWord::Kind kind, std::int64_t value, bool weak);
    void add_compounds();
    bool split(std::string_view key, std::vector<NumberWord>& out) const;

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, NumberWord, Hash, std::equal_to<>> words_;
    std::vector<std::vector<NumberWord>> near_values_;  ///< what an entry of near_ stands for, from 1
    NearKeys near_;
    NearKeys near_fractions_;
    NearKeys near_units_;  ///< 1 to 9, also of three letters: an entry is the value
    std::vector<std::string> sound_alikes_;  ///< sorted
    std::size_t longest_ = 0;
};

}  // namespace tutorline::domain
