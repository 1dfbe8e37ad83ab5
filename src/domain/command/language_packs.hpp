// What the reader knows of each language, as values made from data (config/languages/<tag>/, see program/language_pack.hpp).
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/command/reading.hpp"

namespace tutorline::domain {

/// A phrase, keyword or example of a pack and where it stands, so that a clash can be told with file and line.
struct PackLine {
    std::string label;  ///< the class's word; of a report phrase the field it sets ("no_contact", "checkpoint_yes", ...)
    std::string text;
    std::string file;
    int line = 0;
};

/// One language, as the coordinator's files say it. Every word may be spelt with or without accents.
struct LanguagePack {
    std::string tag;
    bool review_pending = false;  ///< no native speaker has reviewed it yet
    std::vector<std::pair<std::string, std::int64_t>> number_words;  ///< "ochenta" -> 80
    std::vector<std::pair<std::string, std::int64_t>> multipliers;   ///< "mil" -> 1000, "pa" (gn) -> 10
    std::vector<std::pair<std::string, std::int64_t>> fractions;     ///< "tercio" -> 3
    std::map<std::string, std::vector<std::string>> words;           ///< named lists, see WordRole
    std::vector<std::pair<std::string, std::string>> short_forms;    ///< "xq" -> "porque"
    std::vector<PackLine> keywords;        ///< the whole text, courtesy apart
    std::vector<PackLine> phrases;         ///< anywhere in the text; syntax in phrase_index.hpp
    std::vector<PackLine> report_phrases;  ///< in tutors' reports
    std::vector<PackLine> topics;          ///< in questions: "cuest*", "cuanto sale"; the label is a QuestionTopic's
    std::vector<PackLine> examples;        ///< whole texts that teach the model
};

/// What a word may do in a text; the names are those of the lists in words.yaml (and numbers.yaml).
enum class WordRole {
    and_word, or_word, remainder, minus, decimal_mark, over, plus, times, divided, equals,
    courtesy, filler, vocative, unit, correction, contrast, label, choice, relative, relay,
    time_before, time_after, weak_number, half, whole, day, ordinal_first, ordinal_second, report_minutes, report_level,
    quotient, item_word, self, article, denial, denial_bridge, be_word, sounds_like_number, stop_verb, part_of,
    interrogative, everyday, busy, clause_turn,
};
constexpr std::size_t word_role_count = 44;
std::string_view to_word(WordRole role);

class CompiledPacks;

/// All packs of an installation, ready to read with. Immutable and cheap to copy; safe to share between threads.
class LanguagePacks {
  public:
    LanguagePacks();
    explicit LanguagePacks(std::vector<LanguagePack> packs);
    const CompiledPacks& compiled() const { return *compiled_; }
    const std::vector<LanguagePack>& packs() const;

  private:
    std::shared_ptr<const CompiledPacks> compiled_;
};

/// A phrase or example that reads otherwise than its label, or a phrase under two labels; `line` is the later one.
struct PackClash {
    PackLine line;
    std::string what;  ///< in a coordinator's words, with the fix
};
std::vector<PackClash> find_clashes(const LanguagePacks& packs);

}  // namespace tutorline::domain
