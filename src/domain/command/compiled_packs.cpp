#include "domain/command/compiled_packs.hpp"

#include <algorithm>

#include "domain/command/digit_literals.hpp"
#include "domain/command/letter_play.hpp"
#include "domain/command/spelling.hpp"

namespace tutorline::domain {
namespace {

constexpr std::string_view pseudo_keys[] = {"<n>", "<phone>", "?", "<glad>"};

std::vector<WordId> add_all(Vocabulary& vocabulary, const std::string& words) {
    std::vector<WordId> ids;
    const FoldedText folded(words);
    for (const Token& token : folded.tokens())
        if (token.kind == Token::Kind::word) ids.push_back(vocabulary.add(token.key));
    return ids;
}

std::optional<OptOutScope> scope_of(const std::string& label) {
    if (label == "scope_calls") return OptOutScope::calls;
    if (label == "scope_everything") return OptOutScope::everything;
    return std::nullopt;
}

}  // namespace

CompiledPacks::CompiledPacks(std::vector<LanguagePack> packs) : packs_(std::move(packs)) {
    for (std::size_t i = 0; i < std::size(pseudo_keys); ++i) pseudo_[i] = vocabulary_.add(pseudo_keys[i]);
    std::vector<WordId> number_ids;
    for (const LanguagePack& pack : packs_) add_words(pack, number_ids);
    for (std::size_t i = 0; i < packs_.size(); ++i) add_phrases(i);
    listed_words_ = vocabulary_.size();  // words of examples may be misspelt numbers, so they are no words that a pack vouches for
    for (const LanguagePack& pack : packs_)
        for (const PackLine& example : pack.examples) add_all(vocabulary_, example.text);
    vocabulary_.index_near();
    number_words_.assign(vocabulary_.size(), false);
    for (const WordId id : number_ids) number_words_[id] = true;
    stop_words_.assign(vocabulary_.size(), false);
    for (const auto& [ids, keywords] : keywords_)
        for (const Phrase& keyword : keywords)
            if (ids.size() == 1 && keyword.cls == Class::opt_out) stop_words_[ids[0]] = true;
    phrase_index_.index(vocabulary_, plain_number_words());
    report_index_.index(vocabulary_, {});
    train();
}

/// The number words that are no everyday words too: 'doce', but neither 'un' nor 'de'.
std::vector<bool> CompiledPacks::plain_number_words() const {
    constexpr std::size_t letters_min = 3;
    std::vector<bool> out = number_words_;
    for (WordId id = 1; id < out.size(); ++id) {
        const auto everyday = [&](const Language& language) {
            const auto word = language.numbers.exact(vocabulary_.key(id));
            return word.weak || word.kind == NumberWord::Kind::fraction || language.numbers.sounds_like_number(vocabulary_.key(id));
        };
        if (vocabulary_.key(id).size() < letters_min || std::any_of(languages_.begin(), languages_.end(), everyday)) out[id] = false;
    }
    return out;
}

void CompiledPacks::add_words(const LanguagePack& pack, std::vector<WordId>& number_ids) {
    Language language{pack.tag, NumberLexicon(pack), {}, {}, {}};
    for (std::size_t role = 0; role < word_role_count; ++role) {
        const auto list = pack.words.find(std::string(to_word(static_cast<WordRole>(role))));
        if (list == pack.words.end()) continue;
        for (const std::string& word : list->second)
            if (word.starts_with('=')) {
                language.spelt_roles[folded_words(word)] |= role_bit(static_cast<WordRole>(role));
            } else {
                for (const WordId id : add_all(vocabulary_, word)) language.roles[id] |= role_bit(static_cast<WordRole>(role));
            }
    }
    for (const auto* numbers : {&pack.number_words, &pack.multipliers, &pack.fractions})
        for (const auto& [word, value] : *numbers)
            for (const WordId id : add_all(vocabulary_, word)) number_ids.push_back(id);
    for (const auto& [form, words] : pack.short_forms) {
        const std::vector<WordId> from = add_all(vocabulary_, form);
        if (from.size() == 1) language.short_forms[from[0]] = add_all(vocabulary_, words);
    }
    languages_.push_back(std::move(language));
}

void CompiledPacks::add_phrases(std::size_t index) {
    const LanguagePack& pack = packs_[index];
    for (const PackLine& line : pack.phrases) {
        Phrase phrase{class_of_word(line.label), scope_of(line.label), line.label == "not_answer", &line, index, line.label == "cannot", line.label == "watch", line.label == "refusal"};
        phrase.loss = line.label == "loss";
        phrase.later = line.label == "later";
        phrase.all = line.label == "all";
        const bool marks = phrase.not_answer || phrase.cannot || phrase.watch || phrase.refusal || phrase.loss || phrase.later || phrase.all;
        if (!phrase.cls && !phrase.scope && !marks) faults_.push_back({line, "'" + line.label + "' is no class; the classes are listed in the packs' README"});
        if (!phrase_index_.add(line.text, vocabulary_)) faults_.push_back({line, "this phrase cannot be read: it needs a first word and may not begin or end with '..'"});
        phrases_.push_back(phrase);
    }
    for (const PackLine& line : pack.report_phrases) {
        if (!report_index_.add(line.text, vocabulary_)) faults_.push_back({line, "this phrase cannot be read: it needs a first word and may not begin or end with '..'"});
        report_fields_.push_back({line.label, index});
    }
    for (const PackLine& line : pack.keywords) add_keyword(line, index);
    for (const PackLine& line : pack.topics) add_topic(line);
}

void CompiledPacks::add_topic(const PackLine& line) {
    const auto topic = topic_of_word(line.label);
    const std::string words = folded_words(line.text);
    if (!topic || words.empty()) faults_.push_back({line, "'" + line.label + "' is no topic (cost, recording), or the line holds no letter"});
    else topics_.emplace_back(" " + words + (line.text.ends_with('*') ? "" : " "), *topic);
}

std::optional<QuestionTopic> CompiledPacks::topic(std::string_view question) const {
    const std::string words = " " + folded_words(question) + " ";
    std::optional<QuestionTopic> found;
    for (const auto& [stem, topic] : topics_)
        if (words.find(stem) != std::string::npos && (!found || topic == QuestionTopic::recording)) found = topic;
    return found;
}

void CompiledPacks::add_keyword(const PackLine& line, std::size_t index) {
    const auto cls = class_of_word(line.label);
    const std::vector<WordId> ids = add_all(vocabulary_, line.text);
    if (!cls || ids.empty()) {
        faults_.push_back({line, "'" + line.label + "' is no class, or the keyword holds no letter"});
        return;
    }
    if (const std::string spelt = folded_words(line.text); *cls == Class::opt_out && ids.size() == 1 && spelt.find(' ') == std::string::npos)
        stop_spellings_.push_back({spelt, {cls, {}, false, &line, index}});
    auto& known = keywords_[ids];
    const auto own = std::find_if(known.begin(), known.end(), [&](const Phrase& keyword) { return keyword.pack == index; });
    if (own == known.end()) known.push_back({cls, {}, false, &line, index});
    else if (own->cls != *cls)
        faults_.push_back({line, "this keyword is already one of '" + std::string(to_word(*own->cls)) + "' (" + own->line->file + ":" +
                                     std::to_string(own->line->line) + "): keep it in one class"});
}

std::vector<const CompiledPacks::Language*> CompiledPacks::languages(const std::vector<std::string>& tags) const {
    std::vector<const Language*> chosen;
    for (const std::string& tag : tags)
        for (const Language& language : languages_)
            if (language.tag == tag) chosen.push_back(&language);
    if (chosen.empty())
        for (const Language& language : languages_) chosen.push_back(&language);
    return chosen;
}

bool CompiledPacks::among(const std::vector<const Language*>& languages, std::size_t pack) const {
    return std::find(languages.begin(), languages.end(), &languages_[pack]) != languages.end();
}

bool CompiledPacks::stop_word(WordId id, const std::vector<const Language*>& languages) const {
    if (id >= stop_words_.size() || !stop_words_[id]) return false;
    const auto& keywords = keywords_.at({id});
    return std::any_of(keywords.begin(), keywords.end(), [&](const Phrase& keyword) { return keyword.cls == Class::opt_out && among(languages, keyword.pack); });
}

const CompiledPacks::Phrase* CompiledPacks::keyword_of(const std::vector<WordId>& words, const std::vector<const Language*>& languages) const {
    const auto found = words.empty() ? keywords_.end() : keywords_.find(words);
    if (found == keywords_.end()) return nullptr;
    for (const Language* language : languages)
        for (const Phrase& keyword : found->second)
            if (&languages_[keyword.pack] == language) return &keyword;
    const Phrase& foreign = found->second.front();
    return foreign.cls == Class::opt_out || foreign.cls == Class::opt_in ? &foreign : nullptr;
}

const CompiledPacks::Phrase* CompiledPacks::slipped_stop(std::string_view typed, const std::vector<const Language*>& languages) const {
    for (const auto& [spelt, phrase] : stop_spellings_)
        if (among(languages, phrase.pack) && slipped(typed, spelt)) return &phrase;
    return nullptr;
}

/// The word as spelt, else with each stretched vowel written once ('baaja', 'holaa'; Guarani spells some words with two), else the nearest.
WordId CompiledPacks::word_id(std::string_view key) const {
    const WordId exact = vocabulary_.find(key);
    if (exact != unknown_word && exact < listed_words_) return exact;  // words of examples may themselves be stretched
    std::string once;
    for (const char c : key)
        if (once.empty() || once.back() != c) once.push_back(c);
    const WordId plain = once.size() == key.size() ? unknown_word : vocabulary_.find(once);
    return plain != unknown_word && plain < listed_words_ ? plain : vocabulary_.find_near(key);
}

MarkedText CompiledPacks::mark(const FoldedText& text, const std::vector<const Language*>& languages) const {
    MarkedText marked{text.tokens(), {}, {}, {}, {}};
    marked.roles.reserve(text.tokens().size());
    marked.ids.reserve(text.tokens().size());
    for (const Language* language : languages) marked.lexicons.push_back(&language->numbers);
    for (const Token& token : text.tokens()) {
        const WordId id = token.kind == Token::Kind::word ? word_id(token.key) : unknown_word;
        RoleMask roles = 0;
        if (id != unknown_word)
            for (const Language* language : languages)
                if (const auto found = language->roles.find(id); found != language->roles.end()) roles |= found->second;
        for (const Language* language : languages)
            if (const auto found = language->spelt_roles.find(token.text); found != language->spelt_roles.end()) roles |= found->second;
        marked.ids.push_back(id);
        marked.exact.push_back(id != unknown_word && id < listed_words_ && vocabulary_.key(id) == token.key && !number_words_[id]);
        marked.roles.push_back(roles);
    }
    return marked;
}

WordSequence CompiledPacks::sequence(const MarkedText& text, const std::vector<const Language*>& languages) const {
    WordSequence out;
    out.words.reserve(text.size() + 4);
    const auto add = [&](WordId id, std::string_view key, std::size_t token, std::string_view plain = {}) {
        out.words.push_back({id, key, static_cast<std::uint32_t>(token), plain.empty() ? key : plain});
    };
    const auto add_pseudo = [&](PseudoWord word, std::size_t token) {
        const WordId id = pseudo(word);
        if (out.words.empty() || out.words.back().id != id) add(id, vocabulary_.key(id), token);
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const Token& token = text.tokens[i];
        if (token.kind == Token::Kind::digits) {
            const std::size_t phone_end = phone_at(text, i);
            add_pseudo(phone_end > i ? PseudoWord::phone : PseudoWord::number, i);
            i = std::max(phone_end, i + 1) - 1;
            continue;
        }
        if (token.kind == Token::Kind::emoji_glad) add_pseudo(PseudoWord::glad, i);
        if (token.is('?')) add_pseudo(PseudoWord::question_mark, i);
        if (token.kind != Token::Kind::word) continue;
        if (const auto spelled = token.text.size() == 1 ? spelled_word(text.tokens, i) : std::nullopt) {
            if (const WordId id = vocabulary_.find(spelled->key); id != unknown_word) {
                add(id, vocabulary_.key(id), i);
                i = spelled->last - 1;
                continue;
            }
        }
        const std::vector<WordId>* full = nullptr;
        for (const Language* language : languages) {
            const auto found = language->short_forms.find(text.ids[i]);
            if (found == language->short_forms.end()) continue;
            full = &found->second;
            break;
        }
        if (full)
            for (const WordId id : *full) add(id, vocabulary_.key(id), i);
        else
            add(text.ids[i], text.ids[i] == unknown_word ? token.key : std::string_view(vocabulary_.key(text.ids[i])), i, token.text);
    }
    return out;
}

const CompiledPacks::Phrase* CompiledPacks::keyword(const WordSequence& text, const MarkedText& marked,
                                                    const std::vector<std::optional<std::size_t>>& names,
                                                    const std::vector<const Language*>& languages) const {
    constexpr std::size_t keyword_words_max = 4;
    std::vector<WordId> bare;
    std::vector<WordId> all;
    const WordSequence::Word* last = nullptr;
    bool besides = false;
    for (const auto& word : text.words) {
        if (word.id == pseudo(PseudoWord::question_mark) || word.id == pseudo(PseudoWord::glad)) continue;
        if (names[word.token] || word.id == pseudo(PseudoWord::number)) {
            besides = true;
            continue;
        }
        if (all.empty() || all.back() != word.id) all.push_back(word.id);
        const bool courtesy = marked.is(word.token, WordRole::courtesy);
        if (!courtesy && (bare.empty() || bare.back() != word.id || (word.id == unknown_word && word.key != last->key))) bare.push_back(word.id);
        if (!courtesy) last = &word;
        if (bare.size() > keyword_words_max) return nullptr;
    }
    for (const auto* words : {&all, &bare})
        if (const Phrase* found = keyword_of(*words, languages)) return !besides || found->cls == Class::opt_out ? found : nullptr;
    const bool one_unknown = bare.size() == 1 && vocabulary_.find(marked.tokens[last->token].key) == unknown_word;
    return one_unknown ? slipped_stop(marked.tokens[last->token].text, languages) : nullptr;
}

void CompiledPacks::train() {
    std::vector<TextModel::Example> examples;
    for (std::size_t p = 0; p < packs_.size(); ++p) {
        std::vector<const Language*> own{&languages_[p]};
        for (const auto* lines : {&packs_[p].examples, &packs_[p].keywords}) {
            for (const PackLine& line : *lines) {
                const auto cls = class_of_word(line.label);
                if (!cls) continue;
                const FoldedText folded(line.text);
                const MarkedText marked = mark(folded, own);
                examples.push_back({TextModel::features(sequence(marked, own)), *cls});
            }
        }
    }
    model_.train(examples);
}

}  // namespace tutorline::domain
