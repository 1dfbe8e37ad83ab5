#include "domain/command/number_lexicon.hpp"

#include <algorithm>
#include <array>

#include "domain/command/folded_text.hpp"
#include "domain/command/spelling.hpp"

namespace tutorline::domain {
namespace {

constexpr std::size_t near_number_letters_min = 5;
constexpr std::size_t split_letters_max = 40;

std::string key_of(const std::string& word) {
    const FoldedText folded(word);
    std::string key;
    for (const Token& token : folded.tokens()) key.append(token.key);
    return key;
}

std::vector<std::string> list(const LanguagePack& pack, const char* name) {
    const auto found = pack.words.find(name);
    return found == pack.words.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace

NumberLexicon::NumberLexicon(const LanguagePack& pack) : near_values_(1) {
    std::vector<std::string> weak_keys;
    for (const std::string& word : list(pack, "weak_number")) weak_keys.push_back(key_of(word));
    const auto weak = [&](const std::string& word) {
        return std::find(weak_keys.begin(), weak_keys.end(), key_of(word)) != weak_keys.end();
    };
    for (const auto& [word, value] : pack.number_words) add(word, NumberWord::Kind::value, value, weak(word));
    for (const auto& [word, value] : pack.multipliers) add(word, NumberWord::Kind::multiplier, value, weak(word));
    for (const auto& [word, value] : pack.fractions) add(word, NumberWord::Kind::fraction, value, weak(word));
    for (const std::string& word : list(pack, "and_word")) add(word, NumberWord::Kind::and_word, 0, false);
    add_compounds();
    for (const std::string& word : list(pack, "sounds_like_number")) sound_alikes_.push_back(folded_words(word));
    std::sort(sound_alikes_.begin(), sound_alikes_.end());
}

bool NumberLexicon::sounds_like_number(std::string_view plain) const {
    return std::binary_search(sound_alikes_.begin(), sound_alikes_.end(), plain);
}

void NumberLexicon::add(const std::string& word, NumberWord::Kind kind, std::int64_t value, bool weak) {
    const std::string key = key_of(word);
    if (key.empty() || !words_.emplace(key, NumberWord{kind, value, weak}).second) return;
    longest_ = std::max(longest_, key.size());
    if (weak || kind == NumberWord::Kind::and_word || key.size() < 3) return;
    NearKeys& near = kind == NumberWord::Kind::fraction ? near_fractions_ : near_;
    // Two spellings of one number ('quarenta', 'corenta') are one neighbour, not two between which a misspelling would be torn.
    std::size_t entry = 1;
    while (entry < near_values_.size() && (near_values_[entry][0].kind != kind || near_values_[entry][0].value != value)) ++entry;
    if (entry == near_values_.size()) near_values_.push_back({NumberWord{kind, value, weak}});
    near.add(key, static_cast<std::uint32_t>(entry));
    if (const std::string plain = folded_words(word); plain != key) near.add(plain, static_cast<std::uint32_t>(entry));
}

/// 'ochentayuno' with one letter wrong is not made of exact words: the compounds of tens and units are listed.
void NumberLexicon::add_compounds() {
    std::vector<std::pair<std::string, NumberWord>> tens, units, ands;
    for (const auto& [key, word] : words_) {
        if (word.kind == NumberWord::Kind::and_word) ands.emplace_back(key, word);
        if (word.kind != NumberWord::Kind::value) continue;
        if (word.value >= 20 && word.value < 100 && word.value % 10 == 0) tens.emplace_back(key, word);
        if (word.value >= 1 && word.value <= 9 && key.size() > 1) units.emplace_back(key, word);
    }
    const auto by_key = [](const auto& a, const auto& b) { return a.first < b.first; };
    for (auto* part : {&tens, &units, &ands}) std::sort(part->begin(), part->end(), by_key);
    for (const auto& [key, word] : units)
        if (key.size() >= 3) near_units_.add(key, static_cast<std::uint32_t>(word.value));
    for (const auto& ten : tens)
        for (const auto& unit : units)
            for (const auto& between : ands) {
                near_.add(ten.first + between.first + unit.first, static_cast<std::uint32_t>(near_values_.size()));
                near_values_.push_back({ten.second, between.second, unit.second});
            }
}

NumberWord NumberLexicon::exact(std::string_view key) const {
    const auto found = words_.find(key);
    return found == words_.end() ? NumberWord{} : found->second;
}

/// Fewest parts, by dynamic programming from the end; an 'and' only in the middle, two letters only behind a first word.
bool NumberLexicon::split(std::string_view key, std::vector<NumberWord>& out) const {
    if (key.size() < 5 || key.size() > split_letters_max) return false;
    constexpr unsigned far = 99;
    std::array<unsigned, split_letters_max + 1> parts{};
    std::array<std::size_t, split_letters_max + 1> step{};
    for (std::size_t i = key.size(); i-- > 0;) {
        parts[i] = far;
        for (std::size_t n = std::min(longest_, key.size() - i); n >= 1; --n) {  // of two ways to cut, the longer first word
            if (i + n < key.size() && parts[i + n] >= far) continue;
            const NumberWord word = exact(key.substr(i, n));
            const bool inner = i > 0 && i + n < key.size();
            const bool number = word.kind != NumberWord::Kind::none && (n >= 3 || (n == 2 && (i > 0 || key.size() >= 6)));
            const bool allowed = word.kind == NumberWord::Kind::and_word ? inner : number;
            if (!allowed || parts[i + n] + 1 >= parts[i]) continue;
            parts[i] = parts[i + n] + 1;
            step[i] = n;
        }
    }
    if (parts[0] >= far) return false;
    for (std::size_t i = 0; i < key.size(); i += step[i]) out.push_back(exact(key.substr(i, step[i])));
    return true;
}

void NumberLexicon::look_up(std::string_view key, std::string_view plain, bool tolerant, std::vector<NumberWord>& out,
                            bool cardinals_only) const {
    const NumberWord word = exact(key);
    const bool wanted = !cardinals_only || word.kind != NumberWord::Kind::fraction;
    if (word.kind != NumberWord::Kind::none && wanted) return out.push_back(word);
    if (split(key, out)) return;
    if (key.size() < (tolerant ? std::size_t{3} : near_number_letters_min)) return;
    // By sound, then by letters: in 'cinucenta' the swap changes the sound of the c as well. Cardinals go before fractions.
    std::uint32_t near = near_.find(key);
    if (near == 0 && plain != key) near = near_.find(plain);
    if (near == 0 && !cardinals_only) near = near_fractions_.find(key);
    out.insert(out.end(), near_values_[near].begin(), near_values_[near].end());
}

void NumberLexicon::look_up_unit(std::string_view key, std::string_view plain, bool and_may_lead, std::vector<NumberWord>& out) const {
    const auto unit_of = [&](std::string_view letters) {
        const NumberWord word = exact(letters);
        if (word.kind == NumberWord::Kind::value && word.value >= 1 && word.value <= 9) return static_cast<std::uint32_t>(word.value);
        return letters.size() < 3 ? 0u : near_units_.find(letters);
    };
    if (and_may_lead && key.size() >= 4 && exact(key.substr(0, 1)).kind == NumberWord::Kind::and_word) {
        if (const std::uint32_t value = unit_of(key.substr(1)); value != 0) {
            out.push_back(exact(key.substr(0, 1)));
            out.push_back({NumberWord::Kind::value, value, false});
            return;
        }
    }
    std::uint32_t value = unit_of(key);
    if (value == 0 && plain != key) value = unit_of(plain);
    if (value != 0) out.push_back({NumberWord::Kind::value, value, false});
}

}  // namespace tutorline::domain
