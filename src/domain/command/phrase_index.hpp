// Phrases of the packs, found anywhere in a text in time linear in the text.
//
// A phrase is words divided by blanks; `mand*` any word that begins so; `me|nos` either word; `..` up to three words
// between; `?` the question mark; `<n>` a number, in digits or words; `^` first and `$` last mean the start and the end of the text
// (courtesy apart); `=hit` only that spelling, where the forgiving one would also take 'it'. The first word is never `..`.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/command/vocabulary.hpp"

namespace tutorline::domain {

/// A text as the phrase index and the model see it: one id per word, with pseudo-words for numbers and signs.
struct WordSequence {
    struct Word {
        WordId id;             ///< unknown_word when no pack knows it
        std::string_view key;
        std::uint32_t token;   ///< index of the token it came from
        std::string_view plain = {};  ///< as it is spelt, in folded letters; of a short form written out its key
    };
    std::vector<Word> words;
};

struct PhraseHit {
    std::uint32_t phrase;  ///< index in order of addition
    std::uint32_t first;   ///< word span [first, last)
    std::uint32_t last;
};

class PhraseIndex {
  public:
    /// False when the phrase is not well formed (empty, or it begins with `..`).
    bool add(std::string_view phrase, Vocabulary& vocabulary);
    /// After the last add(). `number_words` (by WordId) are what `<n>` takes besides digits.
    void index(const Vocabulary& vocabulary, std::vector<bool> number_words);
    void find(const WordSequence& text, std::vector<PhraseHit>& hits) const;
    /// How many words a phrase pins down: longer phrases weigh more.
    std::size_t weight(std::uint32_t phrase) const { return phrases_[phrase].weight; }
    std::size_t size() const { return phrases_.size(); }

  private:
    struct Element {
        bool gap = false;
        std::vector<WordId> ids;
        std::vector<std::string> prefixes;
        std::vector<std::string> spelt;  ///< `=hit`
        bool number = false;             ///< `<n>`
    };
    struct Phrase {
        std::vector<Element> elements;
        bool at_start = false;
        bool at_end = false;
        std::size_t weight = 0;
    };
    bool element_matches(const Element& element, const WordSequence::Word& word) const;
    bool number_word(const WordSequence::Word& word) const { return word.id < number_words_.size() && number_words_[word.id]; }
    std::size_t match(const Phrase& phrase, std::size_t element, const WordSequence& text, std::size_t at) const;

    std::vector<Phrase> phrases_;
    std::vector<bool> number_words_;
    std::vector<std::vector<std::uint32_t>> by_word_;  ///< WordId -> phrases that may start with it
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_prefix_;  ///< first three letters, for unknown words
};

}  // namespace tutorline::domain
