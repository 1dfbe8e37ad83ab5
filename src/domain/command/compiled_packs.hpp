// The packs turned into look-up tables, a phrase index and a trained model. Internal to domain/command.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/command/language_packs.hpp"
#include "domain/command/marked_text.hpp"
#include "domain/command/number_lexicon.hpp"
#include "domain/command/phrase_index.hpp"
#include "domain/command/text_model.hpp"

namespace tutorline::domain {

/// A whole number of the text or another sign, as the model sees it.
enum class PseudoWord { number, phone, question_mark, glad };

class CompiledPacks {
  public:
    explicit CompiledPacks(std::vector<LanguagePack> packs);

    struct Language {
        std::string tag;
        NumberLexicon numbers;
        std::unordered_map<WordId, RoleMask> roles;
        std::map<std::string, RoleMask, std::less<>> spelt_roles;  ///< `=hna` in a list: only so spelt, for the forgiving key is 'na'
        std::unordered_map<WordId, std::vector<WordId>> short_forms;
    };
    /// A phrase means a class or, under the labels scope_calls and scope_everything, how far an opt-out goes.
    struct Phrase {
        std::optional<Class> cls;
        std::optional<OptOutScope> scope;
        bool not_answer = false;  ///< under the label not_answer: a number inside it answers nothing
        const PackLine* line = nullptr;
        std::size_t pack = 0;  ///< index into packs()
        bool cannot = false;   ///< under the label cannot: somebody cannot, a call or a sum
        bool watch = false;    ///< under the label watch: a person should look, whatever the class
        bool refusal = false;  ///< under the label refusal: no to all of it, not to one offer
        bool loss = false;     ///< under the label loss: a child of the family died
        bool later = false;    ///< under the label later: the answer to an item comes later, or not today
        bool all = false;      ///< under the label all: said of the whole household
    };
    struct Report {
        std::string field;  ///< what the phrase says of a session, see tutor_report.cpp
        std::size_t pack = 0;
    };
    /// The languages of a request in its order; every language when it names none that we have.
    std::vector<const Language*> languages(const std::vector<std::string>& tags) const;
    bool among(const std::vector<const Language*>& languages, std::size_t pack) const;
    MarkedText mark(const FoldedText& text, const std::vector<const Language*>& languages) const;
    /// Words, digits and signs as the phrases and the model know them; short forms written out.
    WordSequence sequence(const MarkedText& text, const std::vector<const Language*>& languages) const;

    const std::vector<LanguagePack>& packs() const { return packs_; }
    const PhraseIndex& phrases() const { return phrase_index_; }
    const Phrase& phrase(std::uint32_t index) const { return phrases_[index]; }
    const PhraseIndex& report_phrases() const { return report_index_; }
    const Report& report(std::uint32_t index) const { return report_fields_[index]; }
    /// The keyword that the text is, courtesy, names and a single digit apart ('BAJA Luis', 'STOP 2').
    /// Of the same word in two languages the request's first language decides; a foreign one
    /// counts only where it stops or opens ('STOP', 'START' are typed everywhere).
    const Phrase* keyword(const WordSequence& text, const MarkedText& marked, const std::vector<std::optional<std::size_t>>& names,
                          const std::vector<const Language*>& languages) const;
    /// A keyword of one word that stops texts ('baja', 'parar') in one of the languages.
    bool stop_word(WordId id, const std::vector<const Language*>& languages) const;
    /// What a question is about, by the packs of all languages: families mix them.
    std::optional<QuestionTopic> topic(std::string_view question) const;
    const TextModel& model() const { return model_; }
    const Vocabulary& vocabulary() const { return vocabulary_; }
    /// Lines that could not be compiled: a phrase that is not well formed, an unknown class.
    const std::vector<PackClash>& faults() const { return faults_; }

  private:
    void add_words(const LanguagePack& pack, std::vector<WordId>& number_ids);
    std::vector<bool> plain_number_words() const;
    void add_phrases(std::size_t index);
    void add_keyword(const PackLine& line, std::size_t index);
    void add_topic(const PackLine& line);
    /// The stopping keyword of one word that an unknown word slips from ('cacnelar', 'slair').
    const Phrase* slipped_stop(std::string_view typed, const std::vector<const Language*>& languages) const;
    const Phrase* keyword_of(const std::vector<WordId>& words, const std::vector<const Language*>& languages) const;
    void train();
    WordId word_id(std::string_view key) const;
    WordId pseudo(PseudoWord word) const { return pseudo_[static_cast<std::size_t>(word)]; }

    std::vector<LanguagePack> packs_;
    Vocabulary vocabulary_;
    std::vector<Language> languages_;
    PhraseIndex phrase_index_;
    std::vector<Phrase> phrases_;
    PhraseIndex report_index_;
    std::vector<Report> report_fields_;
    std::map<std::vector<WordId>, std::vector<Phrase>> keywords_;  ///< one of each pack that has it: 'opa' greets or stops
    std::size_t listed_words_ = 0;    ///< ids below it stand in lists, phrases and keywords; above, only in examples
    std::vector<bool> number_words_;  ///< by WordId, of any pack: never an everyday word only
    std::vector<bool> stop_words_;  ///< by WordId
    std::vector<std::pair<std::string, Phrase>> stop_spellings_;  ///< the same words as they are spelt
    std::vector<std::pair<std::string, QuestionTopic>> topics_;  ///< " cuest", " cuanto sale "
    TextModel model_;
    std::array<WordId, 4> pseudo_{};
    std::vector<PackClash> faults_;
};

}  // namespace tutorline::domain
