#include "domain/command/denial.hpp"

#include <algorithm>

namespace tutorline::domain {
namespace {

struct Denied {
    std::size_t by;    ///< the word of denial
    std::size_t last;  ///< end of what it denies
};

bool leaves(const std::optional<Class>& cls) { return cls == Class::opt_out || cls == Class::withdraw; }

bool pins_every_word(const PhraseHit& hit, const ReadContext& context) {
    return context.packs.phrases().weight(hit.phrase) == hit.last - hit.first;
}

}  // namespace

bool clause_ends_between(const ReadContext& context, std::size_t before, std::size_t after) {
    const auto& words = context.words.words;
    if (context.text.symbol(words[before].token, '?')) return true;
    for (std::size_t t = words[before].token + 1u; t < words[after].token; ++t) {
        const Token& token = context.text.tokens[t];
        if (token.kind == Token::Kind::line_break || token.is(',') || token.is('.') || token.is(';') || token.is('!') || token.is('?') || token.is(':')) return true;
    }
    return false;
}

std::optional<std::size_t> denied_by(const ReadContext& context, std::size_t at) {
    constexpr std::size_t bridge_words_max = 5;
    const auto& words = context.words.words;
    for (std::size_t back = 1; back <= bridge_words_max + 1 && back <= at; ++back) {
        const std::size_t word = at - back;
        const std::size_t token = words[word].token;
        if (clause_ends_between(context, word, word + 1)) return std::nullopt;
        if (context.text.is(token, WordRole::denial)) return word;
        if (!context.text.is(token, WordRole::denial_bridge) && !context.names[token]) return std::nullopt;
    }
    return std::nullopt;
}

bool drop_denied(const ReadContext& context, std::vector<PhraseHit>& hits) {
    const auto& words = context.words.words;
    std::vector<Denied> denied;
    std::vector<bool> dropped(hits.size(), false);
    for (std::size_t i = 0; i < hits.size(); ++i) {
        if (!leaves(context.packs.phrase(hits[i].phrase).cls) || context.text.is(words[hits[i].first].token, WordRole::denial)) continue;
        const auto by = denied_by(context, hits[i].first);
        if (!by) continue;
        dropped[i] = true;
        denied.push_back({*by, hits[i].last});
    }
    for (std::size_t word = 1; word < words.size(); ++word)
        if ((context.packs.stop_word(words[word].id, context.languages) || context.text.is(words[word].token, WordRole::stop_verb)) && !context.text.is(words[word].token, WordRole::denial))
            if (const auto by = denied_by(context, word)) denied.push_back({*by, word + 1});
    if (denied.empty()) return false;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const auto& hit = hits[i];
        if (dropped[i] || !leaves(context.packs.phrase(hit.phrase).cls) || pins_every_word(hit, context)) continue;
        dropped[i] = std::any_of(denied.begin(), denied.end(), [&](const Denied& one) { return one.by == hit.first && one.last <= hit.last; });
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < hits.size(); ++i)
        if (!dropped[i]) hits[kept++] = hits[i];
    hits.resize(kept);
    return true;
}

}  // namespace tutorline::domain
