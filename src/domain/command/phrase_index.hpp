// Phrases of the packs, found anywhere in a text in time linear in the text.
//
// A phrase is words divided by blanks; `mand*` any word that begins so; `me|nos` either word; `..` up to three words
// between; `?` the question mark; `<n>` a number, in digits or words; `<name>` a child of this phone; `^` first and `$` last mean the start and the end of the text
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
        bool named = false;           ///< the name of a child of this phone, or of a tutor's student
    };
    std::vector<Word> words;
    /// How many different words there are, counted up to `distinct_max`: 'y y y y' is one.
    std::size_t distinct() const;
    static constexpr std::size_t distinct_max = 16;
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
    /// What may stand at one place of a phrase; phrases that share it share the element.
    struct Element {
        std::vector<WordId> ids;
        std::vector<std::string> prefixes;
        std::vector<std::string> spelt;  ///< `=hit`
        bool number = false;             ///< `<n>`
        bool name = false;               ///< `<name>`
    };
    struct Phrase {
        std::vector<std::uint32_t> parts;  ///< elements, or `gap`
        bool at_start = false;
        bool at_end = false;
        std::size_t weight = 0;
    };
    /// A phrase that may start with a word, and the element right behind (`gap`: none is pinned there); then the element
    /// behind that gap, which must come within a few words (`gap`: none, or one that the bits of known words do not tell).
    struct Start {
        std::uint32_t phrase;
        std::uint32_t second;
        std::uint32_t behind;
        std::uint32_t next = 0;  ///< in its list: where the starts with another second element, or another behind the gap, begin
    };
    /// Which elements the words behind a place match, those that a gap may skip to; void when one of them is unknown.
    struct Ahead {
        std::vector<std::uint64_t> elements;
        bool known = false;
        bool looked = false;  ///< at the place at hand
    };
    static constexpr std::uint32_t gap = 0xFFFFFFFFu;

    std::uint32_t element_of(const std::string& word, Vocabulary& vocabulary);
    void fill_matches(const Vocabulary& vocabulary);
    bool fits(const Element& element, WordId id, std::string_view key) const;
    bool matches(std::uint32_t element, const WordSequence::Word& word) const;
    /// Sorted so that what must follow is looked at once for all phrases that share it.
    static void group(std::vector<Start>& starts);
    void try_all(const std::vector<Start>& starts, const WordSequence& text, std::size_t at, Ahead& ahead, std::vector<PhraseHit>& hits) const;
    void look_ahead(const WordSequence& text, std::size_t at, Ahead& ahead) const;
    std::size_t match(const Phrase& phrase, std::size_t part, const WordSequence& text, std::size_t at) const;
    bool number_word(const WordSequence::Word& word) const { return word.id < number_words_.size() && number_words_[word.id]; }

    std::vector<Element> elements_;
    std::unordered_map<std::string, std::uint32_t> element_by_text_;
    std::vector<Phrase> phrases_;
    std::vector<bool> number_words_;
    std::vector<std::uint64_t> matches_;  ///< a row of bits per WordId, one bit per element: the look-up that long texts repeat
    std::size_t row_size_ = 0;
    std::vector<std::uint8_t> bits_tell_;  ///< per element: of a known word its bit in the row says all
    std::vector<std::vector<Start>> by_word_;  ///< by WordId
    std::unordered_map<std::uint32_t, std::vector<Start>> by_prefix_;  ///< first three letters, for unknown words
    std::vector<Start> by_name_;  ///< phrases that may begin with a child's name
};

}  // namespace tutorline::domain
