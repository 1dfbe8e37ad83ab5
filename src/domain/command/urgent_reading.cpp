#include "domain/command/urgent_reading.hpp"

#include <algorithm>

#include "domain/command/answer_candidates.hpp"
#include "domain/command/denial.hpp"
#include "domain/command/number_scan.hpp"
#include "domain/command/reading_parts.hpp"
#include "domain/command/when.hpp"

namespace tutorline::domain {
namespace {

constexpr float safeguarding_chance_min = 0.25f;
constexpr float safeguarding_chance_short = 0.60f;  ///< of two words: an 'I' and a word nobody knows must not do
constexpr float safeguarding_chance_three = 0.40f;
constexpr float safeguarding_chance_beside_phrase = 0.80f;
constexpr float safeguarding_chance_beside_number = 0.60f;

/// Who stops must be heard before anything else is considered; but a heavier phrase of another kind may explain the words.
bool wants_out(const Intents& intents) {
    const std::size_t weight = intents.weight(Class::opt_out);
    if (weight == 0) return false;
    for (const Class other : {Class::reschedule, Class::question, Class::wrong_number, Class::withdraw, Class::help, Class::chatter})
        if (intents.weight(other) > weight) return false;
    return true;
}

bool from_machine(const Intents& intents) {
    const std::size_t weight = intents.weight(Class::automated);
    if (weight == 0 || intents.keyword) return false;
    for (std::size_t c = 0; c < class_count; ++c)
        if (static_cast<Class>(c) != Class::automated && intents.phrase[c] >= weight && intents.probability[c] > intents.chance(Class::automated)) return false;
    constexpr std::size_t advert_words_min = 3;  // 'claro' is a yes, 'Claro te informa' an operator
    return weight >= 2 || (intents.words >= advert_words_min && intents.chance(Class::automated) > 0.3f);
}

/// 'BAJA 34', '34 stop': a word at the edge that is never said beside an answer, as 'para' and 'fin' are.
bool stops_beyond_doubt(const ReadContext& context) {
    static constexpr std::string_view words[] = {"baja", "stop", "unsubscribe", "cancelar", "sair", "salir"};
    const auto among = [&](const WordSequence::Word& word) { return std::find(std::begin(words), std::end(words), context.text.tokens[word.token].text) != std::end(words); };
    const auto& said = context.words.words;
    return !said.empty() && (among(said.front()) || among(said.back()));
}

/// 'para 12' and 'fin 12' answer an item; 'BAJA 2' names the second child.
bool answers_with_number(const ReadContext& context) {
    if (stops_beyond_doubt(context)) return false;
    const std::size_t children = context.request.children.size();
    for (const Token& token : context.text.tokens) {
        if (token.kind != Token::Kind::digits) continue;
        const bool names_child = children >= 2 && token.text.size() == 1 && token.text[0] >= '1' && static_cast<std::size_t>(token.text[0] - '0') <= children;
        if (!names_child) return true;
    }
    return false;
}

/// Which tokens are digits or number words; with a choice waiting, 'la C de casa' too.
std::vector<bool> number_words(const ReadContext& context) {
    std::vector<bool> out(context.text.size(), false);
    if (choice_pending(context.request))
        if (AnswerCandidates found = find_candidates(context); !found.answers.empty()) out = std::move(found.used);
    for (const FoundNumber& number : scan_numbers(context.text, {}))
        for (std::size_t i = number.first; i < number.last; ++i) out[i] = true;
    return out;
}

/// The examples alone raise the alarm too, at a lower chance where no phrase says what else the text means.
bool model_alarm(const ReadContext& context, const Intents& intents) {
    if (intents.idiom || intents.keyword || intents.words < 2 || intents.chance(Class::safeguarding) < safeguarding_chance_min) return false;
    const std::vector<bool> numbers = number_words(context);
    if (other_words(context, numbers) == 0) return false;  // 'dos y un cuarto' is a number, though a room is a cuarto too
    // Who cries for help asks, and asks to be called: only other phrases say that a text is about something else.
    std::size_t heaviest = 0;
    for (std::size_t c = 0; c < class_count; ++c) {
        const Class cls = static_cast<Class>(c);
        if (cls != Class::help && cls != Class::question && cls != Class::reschedule) heaviest = std::max(heaviest, intents.weight(cls));
    }
    const bool number = std::find(numbers.begin(), numbers.end(), true) != numbers.end();
    const bool may_answer = number && !context.request.pending.empty();
    const bool report = number && context.request.writer == Writer::tutor;  // '9 me atendio el papa'
    const float needed = heaviest >= 2 || report || intents.weight(Class::opt_out) > 0 ? safeguarding_chance_beside_phrase : may_answer ? safeguarding_chance_beside_number : 0.0f;
    const float by_length = intents.words <= 2 ? safeguarding_chance_short : intents.words == 3 ? safeguarding_chance_three : safeguarding_chance_min;
    const bool rather_leaves = intents.chance(Class::opt_out) >= intents.chance(Class::safeguarding) && !intents.stop_denied;
    return intents.chance(Class::safeguarding) >= std::max(needed, by_length) && !rather_leaves;
}

/// 'BAJA me pegan': the text begins or ends with a word that stops, beside an alarm. 'para' is 'for' in most of them.
bool says_stop_at_edge(const ReadContext& context) {
    const auto& words = context.words.words;
    const auto stops = [&](const WordSequence::Word& word) { return word.key != "para" && context.packs.stop_word(word.id, context.languages); };
    return !words.empty() && (stops(words.front()) || (stops(words.back()) && !denied_by(context, words.size() - 1)));
}

/// 'quien es? BAJA', 'hasta cuando van a mandar, paren por favor': a clause at the edge that is a word which stops. An
/// adult's only, and not beside words about a call: 'cancela, hoy no puede'.
bool says_stop_apart(const ReadContext& context, const Intents& intents) {
    if (context.request.writer == Writer::student || context.request.writer == Writer::tutor || intents.stop_denied || answers_with_number(context)) return false;
    for (const Class cls : {Class::reschedule, Class::excused, Class::connectivity, Class::no_credit, Class::absence_long, Class::chatter})
        if (intents.weight(cls) > 0) return false;
    const auto& words = context.words.words;
    const auto stops = [&](std::size_t i) { return words[i].key != "para" && words[i].key != "fin" && context.packs.stop_word(words[i].id, context.languages); };
    const auto courtesy = [&](std::size_t i) { return context.text.is(words[i].token, WordRole::courtesy); };
    std::size_t last = words.size(), first = 0;
    while (last > 1 && !stops(last - 1) && courtesy(last - 1)) --last;
    if (last > 1 && stops(last - 1) && clause_ends_between(context, last - 2, last - 1)) return true;
    while (first + 1 < words.size() && !stops(first) && courtesy(first)) ++first;
    return first + 1 < words.size() && stops(first) && clause_ends_between(context, first, first + 1);
}

/// The alarm. Who tells of harm and wants no more texts is heard in both.
Reading alarm(const ReadContext& context, const Intents& intents, Reason why) {
    Reading reading = of_class(Class::safeguarding, std::move(why));
    reading.loss = intents.loss;
    reading.child = intents.lost_name;
    if (context.request.writer == Writer::tutor || !(wants_out(intents) || says_stop_at_edge(context))) return reading;
    reading.stops = true;
    mark_stop(context, intents, reading);
    reading.reasons.push_back({"stops_too"});
    return reading;
}

}  // namespace

std::optional<Reading> read_urgent(const ReadContext& context, const Intents& intents) {
    if (intents.weight(Class::safeguarding) > 0) return alarm(context, intents, because(intents, Class::safeguarding, "harm", "harm_phrase"));
    if (intents.loss) return alarm(context, intents, Reason{"harm"});
    if (model_alarm(context, intents)) return alarm(context, intents, Reason{"like_harm"});
    const auto* keyword = intents.keyword;
    if (keyword && keyword->cls == Class::opt_out && !answers_with_number(context)) return opt_out(context, intents, Reason{"keyword_stops"});
    const bool tutor = context.request.writer == Writer::tutor;  // 'fuera de servicio' is what he reports of a phone
    if (!tutor && from_machine(intents)) return of_class(Class::automated, because(intents, Class::automated, "machine", "machine_phrase"));
    const bool stranger = !tutor && intents.weight(Class::wrong_number) >= 2;  // that stops calls too, whoever the number stands for
    if (stranger && wants_out(intents)) return of_class(Class::wrong_number, because(intents, Class::wrong_number, "like_examples"));
    if (wants_out(intents)) return opt_out(context, intents, because(intents, Class::opt_out, "phrase_stops"));
    if (says_stop_apart(context, intents)) return opt_out(context, intents, Reason{"keyword_stops"});
    if (!keyword || !keyword->cls || keyword->cls == Class::opt_out) return std::nullopt;
    Class cls = *keyword->cls;
    const bool tutors = cls == Class::schedule_request || cls == Class::tutor_unavailable || cls == Class::log;
    if (tutors && context.request.writer != Writer::tutor) return std::nullopt;
    if (cls == Class::yes) cls = context.request.yes_no_pending || context.request.writer == Writer::caregiver || context.request.pending.empty() ? Class::yes : Class::ack;
    Reading reading = of_class(cls, Reason{"keyword"});
    if (cls == Class::reschedule) reading.value = read_when(context);  // 'mañana'
    return reading;
}

bool only_numbers(const ReadContext& context) {
    const std::vector<bool> numbers = number_words(context);
    return std::find(numbers.begin(), numbers.end(), true) != numbers.end() && other_words(context, numbers) == 0;
}

}  // namespace tutorline::domain
