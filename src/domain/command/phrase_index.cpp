#include "domain/command/phrase_index.hpp"

#include <algorithm>
#include <sstream>

#include "domain/command/folded_text.hpp"
#include "domain/command/spelling.hpp"

namespace tutorline::domain {
namespace {

constexpr std::size_t gap_words_max = 3;
constexpr std::size_t number_words_max = 8;
constexpr std::size_t no_match = static_cast<std::size_t>(-1);

std::uint32_t first_letters(std::string_view key) {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < 3; ++i) code = code * 32 + (i < key.size() ? static_cast<unsigned char>(key[i]) & 31u : 0u);
    return code;
}

/// The key of a word of a phrase, which may carry accents; signs and `<n>` stand for themselves.
std::string element_key(const std::string& word) {
    if (word == "?" || word == "<n>" || word == "<phone>" || word == "!") return word;
    const FoldedText folded(word);
    std::string key;
    for (const Token& token : folded.tokens())
        if (token.kind == Token::Kind::word || token.kind == Token::Kind::digits) key.append(token.key);
    return key;
}

/// How the beginning of a word may sound: what 'saqu*' or 'busc*' are spelt like depends on the letter that follows.
void add_prefix_keys(const std::string& start, std::vector<std::string>& keys) {
    keys.push_back(element_key(start));
    if (!start.ends_with('c') && !start.ends_with('g') && !start.ends_with("qu") && !start.ends_with("gu")) return;
    for (const char next : {'a', 'e'}) {
        std::string key = element_key(start + next);
        if (key.size() > 2 && key.back() == next) key.pop_back();
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
    }
}

}  // namespace

bool PhraseIndex::add(std::string_view text, Vocabulary& vocabulary) {
    Phrase phrase;
    bool fine = true;
    std::istringstream words{std::string(text)};
    std::string word;
    while (words >> word) {
        if (word == "^" || word == "$") {
            (word == "^" ? phrase.at_start : phrase.at_end) = true;
            continue;
        }
        Element element;
        element.gap = word == "..";
        std::istringstream alternatives(element.gap ? std::string() : word);
        for (std::string one; std::getline(alternatives, one, '|');) {
            if (one.size() > 1 && one.front() == '=') {
                element.spelt.push_back(folded_words(one.substr(1)));
                vocabulary.add(element_key(one.substr(1)));
                continue;
            }
            const bool prefix = one.size() > 1 && one.back() == '*';
            if (prefix) one.pop_back();
            const std::string key = element_key(one);
            if (key.empty()) continue;
            element.number = element.number || key == "<n>";
            if (prefix) add_prefix_keys(one, element.prefixes);
            else element.ids.push_back(vocabulary.add(key));
        }
        const bool void_word = !element.gap && element.ids.empty() && element.prefixes.empty() && element.spelt.empty();
        fine = fine && !void_word && !(element.gap && phrase.elements.empty());
        if (!element.gap) ++phrase.weight;
        phrase.elements.push_back(std::move(element));
    }
    fine = fine && !phrase.elements.empty() && !phrase.elements.back().gap;
    phrases_.push_back(fine ? std::move(phrase) : Phrase{});  // keeps the numbering; an empty phrase never matches
    return fine;
}

void PhraseIndex::index(const Vocabulary& vocabulary, std::vector<bool> number_words) {
    number_words_ = std::move(number_words);
    by_word_.assign(vocabulary.size(), {});
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
        if (phrases_[i].elements.empty()) continue;
        const Element& first = phrases_[i].elements.front();
        std::vector<WordId> starts = first.ids;
        for (const std::string& word : first.spelt) starts.push_back(vocabulary.find(element_key(word)));
        for (WordId id = 1; first.number && id < number_words_.size(); ++id)
            if (number_words_[id]) starts.push_back(id);
        for (const std::string& prefix : first.prefixes) {
            for (WordId id = 1; id < vocabulary.size(); ++id)
                if (vocabulary.key(id).starts_with(prefix)) starts.push_back(id);
            by_prefix_[first_letters(prefix)].push_back(i);
        }
        std::sort(starts.begin(), starts.end());
        starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
        for (const WordId id : starts) by_word_[id].push_back(i);
    }
}

bool PhraseIndex::element_matches(const Element& element, const WordSequence::Word& word) const {
    if (word.id != unknown_word && std::find(element.ids.begin(), element.ids.end(), word.id) != element.ids.end()) return true;
    if (element.number && number_word(word)) return true;
    if (std::find(element.spelt.begin(), element.spelt.end(), word.plain) != element.spelt.end()) return true;
    return std::any_of(element.prefixes.begin(), element.prefixes.end(),
                       [&](const std::string& prefix) { return word.key.starts_with(prefix); });
}

/// The end of the match of phrase.elements[element..] at word `at`; gaps try the nearest word first.
std::size_t PhraseIndex::match(const Phrase& phrase, std::size_t element, const WordSequence& text, std::size_t at) const {
    if (element == phrase.elements.size()) return phrase.at_end && at != text.words.size() ? no_match : at;
    if (phrase.elements[element].gap) {
        for (std::size_t skip = 0; skip <= gap_words_max && at + skip < text.words.size(); ++skip)
            if (const std::size_t end = match(phrase, element + 1, text, at + skip); end != no_match) return end;
        return no_match;
    }
    if (at >= text.words.size() || !element_matches(phrase.elements[element], text.words[at])) return no_match;
    std::size_t next = at + 1;
    if (phrase.elements[element].number && number_word(text.words[at]))  // 'treinta y dos' is one number
        while (next < text.words.size() && next < at + number_words_max &&
               (number_word(text.words[next]) || (next + 1 < text.words.size() && text.words[next].key.size() <= 2 && number_word(text.words[next + 1]))))
            ++next;
    return match(phrase, element + 1, text, next);
}

void PhraseIndex::find(const WordSequence& text, std::vector<PhraseHit>& hits) const {
    const auto try_all = [&](const std::vector<std::uint32_t>& candidates, std::size_t at) {
        for (const std::uint32_t i : candidates) {
            const Phrase& phrase = phrases_[i];
            if (phrase.at_start && at != 0) continue;
            const bool pinned = phrase.elements.size() > 1 && !phrase.elements[1].gap;
            if (pinned && (at + 1 >= text.words.size() || !element_matches(phrase.elements[1], text.words[at + 1]))) continue;
            const std::size_t end = match(phrase, 0, text, at);
            if (end != no_match) hits.push_back({i, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
        }
    };
    for (std::size_t at = 0; at < text.words.size(); ++at) {
        const auto& word = text.words[at];
        if (word.id != unknown_word && word.id < by_word_.size()) {
            try_all(by_word_[word.id], at);
        } else if (const auto found = by_prefix_.find(first_letters(word.key)); found != by_prefix_.end()) {
            try_all(found->second, at);
        }
    }
}

}  // namespace tutorline::domain
