#include "domain/command/phrase_index.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <tuple>

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
    if (word == "?" || word == "<n>" || word == "<phone>" || word == "<name>" || word == "!") return word;
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

std::uint32_t PhraseIndex::element_of(const std::string& word, Vocabulary& vocabulary) {
    const auto [known, added] = element_by_text_.emplace(word, static_cast<std::uint32_t>(elements_.size()));
    if (!added) return known->second;
    Element element;
    std::istringstream alternatives(word);
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
        element.name = element.name || key == "<name>";
        if (key == "<name>") continue;
        if (prefix) add_prefix_keys(one, element.prefixes);
        else element.ids.push_back(vocabulary.add(key));
    }
    elements_.push_back(std::move(element));
    return known->second;
}

std::size_t WordSequence::distinct() const {
    std::array<std::string_view, distinct_max> seen;
    std::size_t count = 0;
    for (const Word& word : words) {
        const auto end = seen.begin() + static_cast<std::ptrdiff_t>(count);
        if (std::find(seen.begin(), end, word.key) != end) continue;
        seen[count++] = word.key;
        if (count == distinct_max) break;
    }
    return count;
}

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
        phrase.parts.push_back(word == ".." ? gap : element_of(word, vocabulary));
        if (phrase.parts.back() == gap) {
            fine = fine && phrase.parts.size() > 1;
            continue;
        }
        ++phrase.weight;
        const Element& element = elements_[phrase.parts.back()];
        fine = fine && !(element.ids.empty() && element.prefixes.empty() && element.spelt.empty() && !element.name);
    }
    fine = fine && !phrase.parts.empty() && phrase.parts.back() != gap;
    phrases_.push_back(fine ? std::move(phrase) : Phrase{});  // keeps the numbering; an empty phrase never matches
    return fine;
}

bool PhraseIndex::fits(const Element& element, WordId id, std::string_view key) const {
    if (id != unknown_word && std::find(element.ids.begin(), element.ids.end(), id) != element.ids.end()) return true;
    if (element.number && id < number_words_.size() && number_words_[id]) return true;
    return std::any_of(element.prefixes.begin(), element.prefixes.end(), [&](const std::string& prefix) { return key.starts_with(prefix); });
}

void PhraseIndex::fill_matches(const Vocabulary& vocabulary) {
    row_size_ = elements_.size() / 64 + 1;
    matches_.assign(vocabulary.size() * row_size_, 0);
    for (std::uint32_t e = 0; e < elements_.size(); ++e) {
        const auto set = [&](WordId id) { matches_[id * row_size_ + e / 64] |= std::uint64_t{1} << (e % 64); };
        for (const WordId id : elements_[e].ids) set(id);
        if (elements_[e].prefixes.empty() && !elements_[e].number) continue;
        for (WordId id = 1; id < vocabulary.size(); ++id)
            if (fits(elements_[e], id, vocabulary.key(id))) set(id);
    }
}

void PhraseIndex::index(const Vocabulary& vocabulary, std::vector<bool> number_words) {
    number_words_ = std::move(number_words);
    fill_matches(vocabulary);
    by_word_.assign(vocabulary.size(), {});
    std::vector<std::vector<Start>> by_element(elements_.size());
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
        if (phrases_[i].parts.empty()) continue;
        const auto& parts = phrases_[i].parts;
        const bool behind_gap = parts.size() > 2 && parts[1] == gap && parts[2] != gap && elements_[parts[2]].spelt.empty();
        by_element[parts[0]].push_back({i, parts.size() > 1 ? parts[1] : gap, behind_gap ? parts[2] : gap});
    }
    for (std::uint32_t e = 0; e < elements_.size(); ++e) {
        if (by_element[e].empty()) continue;
        if (elements_[e].name) by_name_.insert(by_name_.end(), by_element[e].begin(), by_element[e].end());
        std::vector<WordId> starts;
        for (const std::string& word : elements_[e].spelt) starts.push_back(vocabulary.find(element_key(word)));
        for (WordId id = 1; id < vocabulary.size(); ++id)
            if ((matches_[id * row_size_ + e / 64] >> (e % 64) & 1) != 0) starts.push_back(id);
        std::sort(starts.begin(), starts.end());
        starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
        for (const WordId id : starts) by_word_[id].insert(by_word_[id].end(), by_element[e].begin(), by_element[e].end());
        for (const std::string& prefix : elements_[e].prefixes) {
            auto& list = by_prefix_[first_letters(prefix)];
            list.insert(list.end(), by_element[e].begin(), by_element[e].end());
        }
    }
    for (const Element& element : elements_) bits_tell_.push_back(element.spelt.empty() && !element.name ? 1 : 0);
    for (auto& list : by_word_) group(list);
    for (auto& [letters, list] : by_prefix_) group(list);
    group(by_name_);
}

bool PhraseIndex::matches(std::uint32_t element, const WordSequence::Word& word) const {
    const Element& one = elements_[element];
    if (one.name && word.named) return true;
    const bool known = word.id != unknown_word && word.id < by_word_.size();
    if (known ? (matches_[word.id * row_size_ + element / 64] >> (element % 64) & 1) != 0 : fits(one, unknown_word, word.key)) return true;
    return !one.spelt.empty() && std::find(one.spelt.begin(), one.spelt.end(), word.plain) != one.spelt.end();
}

/// The end of the match of phrase.parts[part..] at word `at`; gaps try the nearest word first.
std::size_t PhraseIndex::match(const Phrase& phrase, std::size_t part, const WordSequence& text, std::size_t at) const {
    if (part == phrase.parts.size()) return phrase.at_end && at != text.words.size() ? no_match : at;
    if (phrase.parts[part] == gap) {
        for (std::size_t skip = 0; skip <= gap_words_max && at + skip < text.words.size(); ++skip)
            if (const std::size_t end = match(phrase, part + 1, text, at + skip); end != no_match) return end;
        return no_match;
    }
    if (at >= text.words.size() || !matches(phrase.parts[part], text.words[at])) return no_match;
    std::size_t next = at + 1;
    if (elements_[phrase.parts[part]].number)  // 'treinta y dos' and '68 mil' are one number each
        while (next < text.words.size() && next < at + number_words_max &&
               (number_word(text.words[next]) || (next + 1 < text.words.size() && text.words[next].key.size() <= 2 && number_word(text.words[next + 1]))))
            ++next;
    return match(phrase, part + 1, text, next);
}

void PhraseIndex::look_ahead(const WordSequence& text, std::size_t at, Ahead& ahead) const {
    ahead.looked = ahead.known = true;
    ahead.elements.assign(row_size_, 0);
    const std::size_t end = std::min(text.words.size(), at + 2 + gap_words_max);
    for (std::size_t word = at + 1; word < end && ahead.known; ++word) {
        const WordId id = text.words[word].id;
        ahead.known = id != unknown_word && id < by_word_.size() && !text.words[word].named;
        for (std::size_t i = 0; i < row_size_ && ahead.known; ++i) ahead.elements[i] |= matches_[id * row_size_ + i];
    }
}

void PhraseIndex::group(std::vector<Start>& starts) {
    std::sort(starts.begin(), starts.end(), [](const Start& a, const Start& b) { return std::tie(a.second, a.behind, a.phrase) < std::tie(b.second, b.behind, b.phrase); });
    for (std::size_t i = starts.size(); i-- > 0;) {
        const bool same = i + 1 < starts.size() && starts[i].second == starts[i + 1].second && starts[i].behind == starts[i + 1].behind;
        starts[i].next = same ? starts[i + 1].next : static_cast<std::uint32_t>(i + 1);
    }
}

void PhraseIndex::try_all(const std::vector<Start>& starts, const WordSequence& text, std::size_t at, Ahead& ahead, std::vector<PhraseHit>& hits) const {
    const WordSequence::Word* second = at + 1 < text.words.size() ? &text.words[at + 1] : nullptr;
    const bool known = second != nullptr && second->id != unknown_word && second->id < by_word_.size();
    const std::uint64_t* row = known ? &matches_[second->id * row_size_] : nullptr;
    const bool number = number_word(text.words[at]);  // may take several words, so what is pinned behind it need not be the next one
    for (std::size_t i = 0; i < starts.size();) {
        const Start& first = starts[i];
        bool may = true;
        if (first.second != gap && !number) {
            const bool by_bits = row != nullptr && bits_tell_[first.second] != 0;
            may = by_bits ? (row[first.second / 64] >> (first.second % 64) & 1) != 0 : second != nullptr && matches(first.second, *second);
        } else if (first.behind != gap && !number) {
            if (!ahead.looked) look_ahead(text, at, ahead);
            may = !ahead.known || (ahead.elements[first.behind / 64] >> (first.behind % 64) & 1) != 0;
        }
        for (; may && i < first.next; ++i) {
            const Phrase& phrase = phrases_[starts[i].phrase];
            if (phrase.at_start && at != 0) continue;
            const std::size_t end = match(phrase, 0, text, at);
            if (end != no_match) hits.push_back({starts[i].phrase, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
        }
        i = first.next;
    }
}

void PhraseIndex::find(const WordSequence& text, std::vector<PhraseHit>& hits) const {
    Ahead ahead;
    for (std::size_t at = 0; at < text.words.size(); ++at) {
        const auto& word = text.words[at];
        const auto here = static_cast<std::ptrdiff_t>(hits.size());
        ahead.looked = false;
        if (word.id != unknown_word && word.id < by_word_.size()) {
            try_all(by_word_[word.id], text, at, ahead, hits);
        } else if (const auto found = by_prefix_.find(first_letters(word.key)); found != by_prefix_.end()) {
            try_all(found->second, text, at, ahead, hits);
        }
        if (word.named) try_all(by_name_, text, at, ahead, hits);
        // In the order in which the packs list them: of two phrases of one weight the first is named in the reason.
        std::sort(hits.begin() + here, hits.end(), [](const PhraseHit& a, const PhraseHit& b) { return a.phrase < b.phrase; });
    }
}

}  // namespace tutorline::domain
