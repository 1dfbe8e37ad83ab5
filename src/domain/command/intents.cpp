#include "domain/command/intents.hpp"

#include <algorithm>
#include <cmath>

#include "domain/command/denial.hpp"
#include "domain/command/letter_play.hpp"

namespace tutorline::domain {
namespace {

void to_probabilities(const TextModel::Scores& scores, std::array<float, class_count>& out) {
    const float top = *std::max_element(scores.begin(), scores.end());
    float sum = 0;
    for (std::size_t c = 0; c < class_count; ++c) sum += out[c] = std::exp(scores[c] - top);
    for (float& p : out) p /= sum;
}

/// A phrase gives way to a heavier one of another class that covers it: 'me mato de risa' covers 'me mato'.
void drop_covered(std::vector<PhraseHit>& hits, const CompiledPacks& packs, Intents& intents) {
    std::vector<bool> dropped(hits.size(), false);
    for (std::size_t a = 0; a < hits.size(); ++a) {
        for (std::size_t b = 0; b < hits.size() && !dropped[a]; ++b) {
            const bool covers = hits[b].first <= hits[a].first && hits[b].last >= hits[a].last;
            const auto& pa = packs.phrase(hits[a].phrase);
            const auto& pb = packs.phrase(hits[b].phrase);
            if (!covers || !pa.cls || !pb.cls || *pa.cls == *pb.cls) continue;
            if (packs.phrases().weight(hits[b].phrase) <= packs.phrases().weight(hits[a].phrase)) continue;
            dropped[a] = true;
            if (*pa.cls == Class::safeguarding) intents.idiom = true;
        }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < hits.size(); ++i)
        if (!dropped[i]) hits[kept++] = hits[i];
    hits.resize(kept);
}

/// Phrases of a language the household does not use count only where missing one would be worst, and only long ones.
bool counts(const PhraseHit& hit, const ReadContext& context) {
    const auto& phrase = context.packs.phrase(hit.phrase);
    if (context.packs.among(context.languages, phrase.pack)) return true;
    const std::size_t weight = context.packs.phrases().weight(hit.phrase);
    return (phrase.cls == Class::opt_out && weight >= 2) || (phrase.cls == Class::safeguarding && weight >= 3) || (phrase.cls == Class::automated && weight >= 3);
}

/// 'm3 p3g4': what the text says with digits read as letters may raise the alarm, and nothing else.
void note_disguised_alarm(const ReadContext& context, Intents& intents) {
    const DisguisedText disguised(context.text, context.words, context.packs.vocabulary());
    if (!disguised.found()) return;
    std::vector<PhraseHit> hits;
    context.packs.phrases().find(disguised.words(), hits);
    constexpr auto alarm = static_cast<std::size_t>(Class::safeguarding);
    for (const PhraseHit& hit : hits) {
        const auto& phrase = context.packs.phrase(hit.phrase);
        if (phrase.cls != Class::safeguarding || !counts(hit, context)) continue;
        intents.phrase[alarm] = std::max(intents.phrase[alarm], static_cast<std::uint8_t>(context.packs.phrases().weight(hit.phrase)));
        intents.line[alarm] = phrase.line;
    }
}

bool may_mean(Class cls, Writer writer) {
    switch (cls) {
        case Class::answer: case Class::answer_multi: case Class::answer_for: case Class::ambiguous: case Class::echo: case Class::empty:
            return false;
        case Class::log: case Class::tutor_unavailable: case Class::schedule_request:
            return writer == Writer::tutor;
        case Class::dont_know: case Class::absence_long: case Class::who:
            return writer != Writer::tutor;
        default:
            return true;
    }
}

/// 'ok', 'BAJA', 'hola': the whole text is a keyword, and the examples have nothing to add. The commonest texts after plain numbers.
bool decided_by_keyword(const ReadContext& context, const Intents& intents) {
    if (!intents.keyword || !intents.keyword->cls || !may_mean(*intents.keyword->cls, context.request.writer)) return false;
    return std::none_of(context.text.tokens.begin(), context.text.tokens.end(), [](const Token& token) { return token.kind == Token::Kind::digits; });
}

/// How much likelier a class is than elsewhere when this writer sends the text: a child seldom leaves a programme, a
/// caregiver seldom answers 'no se', and who is on no list has mostly the wrong number.
float prior(Class cls, Writer writer, bool item_waits) {
    const bool child = writer == Writer::student;
    if (writer == Writer::tutor) return cls == Class::tutor_unavailable || cls == Class::schedule_request ? 4.0f : cls == Class::automated ? 0.1f : 1.0f;
    switch (cls) {
        case Class::dont_know: case Class::help:
            return child ? (item_waits ? 1.5f : 0.7f) : 0.4f;
        case Class::boundary:
            return child ? 1.0f : 0.3f;
        case Class::chatter: case Class::ack:
            return child ? 1.5f : 0.7f;
        case Class::withdraw: case Class::new_contact: case Class::number_change: case Class::absence_long:
            return child ? 0.4f : 1.0f;
        case Class::excused: case Class::reschedule: case Class::connectivity: case Class::no_credit: case Class::who:
            return child && item_waits ? 0.5f : 1.0f;
        case Class::wrong_number: case Class::automated:
            return writer == Writer::unknown ? 2.5f : child ? 0.3f : 0.6f;
        default:
            return 1.0f;
    }
}

using Span = std::pair<std::size_t, std::size_t>;

/// A child died, and whose name stands in those words; but 'Luis se murio de risa' is talk.
void note_loss(const ReadContext& context, const std::vector<Span>& losses, Intents& intents) {
    for (const Span& loss : losses) {
        const auto covers = [&](const Span& other) { return other.first <= loss.first && other.second > loss.second; };
        if (std::any_of(intents.spans.begin(), intents.spans.end(), covers)) continue;
        intents.loss = true;
        for (std::size_t token = loss.first; token < loss.second && !intents.lost_name; ++token) intents.lost_name = context.names[token];
    }
}

}  // namespace

Intents find_intents(const ReadContext& context, bool with_model) {
    Intents intents;
    intents.words = context.words.distinct();
    intents.names_child = context.request.writer != Writer::tutor && std::any_of(context.names.begin(), context.names.end(), [](const auto& name) { return name.has_value(); });
    constexpr std::size_t hits_max = 64;
    constexpr std::size_t sure_words_min = 5;  // 'me saque 50 en el examen'
    std::vector<PhraseHit> hits;
    context.packs.phrases().find(context.words, hits);
    std::erase_if(hits, [&](const PhraseHit& hit) { return !counts(hit, context); });
    if (hits.size() > hits_max) {  // of a text full of phrases those count first that must not be missed
        std::stable_partition(hits.begin(), hits.end(), [&](const PhraseHit& hit) {
            const auto& cls = context.packs.phrase(hit.phrase).cls;
            return cls == Class::safeguarding || cls == Class::opt_out;
        });
        hits.resize(hits_max);
    }
    intents.stop_denied = drop_denied(context, hits);
    drop_covered(hits, context.packs, intents);
    std::vector<Span> losses;
    for (const PhraseHit& hit : hits) {
        const auto& phrase = context.packs.phrase(hit.phrase);
        if (phrase.scope && (!intents.scope || *phrase.scope > *intents.scope)) intents.scope = phrase.scope;
        const std::pair<std::size_t, std::size_t> span{context.words.words[hit.first].token, context.words.words[hit.last - 1].token + 1u};
        intents.cannot = intents.cannot || phrase.cannot;
        if (phrase.watch) intents.watch = true, intents.watch_line = phrase.line;
        intents.refusal = intents.refusal || phrase.refusal;
        if (phrase.loss) losses.push_back(span);
        intents.later = intents.later || phrase.later;
        intents.all = intents.all || phrase.all;
        if (phrase.not_answer) intents.not_answers.push_back(span);
        if (phrase.not_answer && context.packs.phrases().weight(hit.phrase) >= sure_words_min) intents.never_answers.push_back(span);
        if (!phrase.cls) continue;
        intents.spans.push_back(span);
        const auto cls = static_cast<std::size_t>(*phrase.cls);
        const auto weight = static_cast<std::uint8_t>(std::min<std::size_t>(context.packs.phrases().weight(hit.phrase), 20));
        if (weight <= intents.phrase[cls]) continue;
        intents.phrase[cls] = weight;
        intents.line[cls] = phrase.line;
    }
    note_disguised_alarm(context, intents);
    if (!losses.empty()) note_loss(context, losses, intents);
    intents.keyword = context.packs.keyword(context.words, context.text, context.names, context.languages);
    if (!with_model || decided_by_keyword(context, intents)) return intents;
    TextModel::Scores scores = context.packs.model().scores(TextModel::features(context.words));
    for (std::size_t c = 0; c < class_count; ++c)
        scores[c] += std::log(prior(static_cast<Class>(c), context.request.writer, !context.request.pending.empty()));
    to_probabilities(scores, intents.probability);
    return intents;
}

Intent best_intent(const Intents& intents, Writer writer) {
    // The floor keeps the model from shouting a phrase down: two pinned words outweigh any chance.
    constexpr float chance_floor = 0.015f;
    constexpr float phrase_base = 2.2f;
    constexpr float phrase_word = 1.2f;
    const float opt_out_chance_min = writer == Writer::student ? 0.8f : 0.65f;  // of a child's talk more sounds like it than is meant
    constexpr float harm_chance_max = 0.1f;
    const float alarm_chance_min = writer == Writer::tutor || intents.words <= 1 ? 0.8f : intents.words == 2 ? 0.6f : 0.4f;  // 'me atendio el papa' is what a tutor reports
    Intent best;
    float best_score = -1e9f;
    float sum = 0;
    for (std::size_t c = 0; c < class_count; ++c) {
        const Class cls = static_cast<Class>(c);
        if (!may_mean(cls, writer)) continue;
        sum += intents.probability[c];
        const bool one_word = intents.words <= 1;  // a keyword or nothing: of 'bandera' the letters alone look like 'baja' and 'borren'
        // Stops texts and calls: never by likeness where a child of the house is named or harm is near ('Luis no aparece').
        const bool no_stranger = cls == Class::wrong_number && (intents.names_child || intents.watch || intents.chance(Class::safeguarding) >= harm_chance_max);
        const bool needs_phrase = cls == Class::opt_in || no_stranger || (one_word && cls == Class::opt_out) || (cls == Class::opt_out && (intents.stop_denied || intents.probability[c] < opt_out_chance_min)) ||
                                  (cls == Class::safeguarding && intents.probability[c] < alarm_chance_min);
        if (needs_phrase && intents.phrase[c] == 0) continue;
        float bonus = intents.phrase[c] == 0 ? 0.0f : phrase_base + phrase_word * static_cast<float>(intents.phrase[c]);
        // A greeting or thanks at the edge of a longer text is courtesy; what stands beside it is meant.
        const bool courtesy = cls == Class::greeting || cls == Class::ack;
        if (courtesy && intents.words >= intents.phrase[c] + 3u) bonus *= 0.4f;
        const float score = std::log(intents.probability[c] + chance_floor) + bonus;
        if (score <= best_score) continue;
        best_score = score;
        best = {cls, intents.phrase[c] > 0, intents.probability[c]};
    }
    best.chance = sum > 0 ? best.chance / sum : 0;
    return best;
}

}  // namespace tutorline::domain
