#include "domain/command/reading.hpp"

#include <algorithm>

#include "domain/command/answer_grading.hpp"
#include "domain/command/answerer.hpp"
#include "domain/command/asked_hour.hpp"
#include "domain/command/intents.hpp"
#include "domain/command/tutor_report.hpp"
#include "domain/command/tutor_words.hpp"
#include "domain/command/when.hpp"

namespace tutorline::domain {
namespace {

constexpr float safeguarding_chance_min = 0.25f;
constexpr float safeguarding_chance_short = 0.60f;  ///< of two words: an 'I' and a word nobody knows must not do
constexpr float safeguarding_chance_three = 0.40f;
constexpr float safeguarding_chance_beside_phrase = 0.80f;
constexpr float safeguarding_chance_beside_number = 0.60f;
constexpr float watch_chance_min = 0.10f;
constexpr float other_class_chance_min = 0.80f;
constexpr float surely_talk_chance_min = 0.70f;

Reading of_class(Class cls, Reason reason) {
    Reading reading;
    reading.cls = cls;
    reading.reasons.push_back(std::move(reason));
    return reading;
}

/// The class and what decided it: a phrase with its place in the packs, or the examples.
Reason because(const Intents& intents, Class cls, const char* otherwise, const char* phrase = "phrase") {
    const PackLine* line = intents.line[static_cast<std::size_t>(cls)];
    return line ? Reason{phrase, line->file + ":" + std::to_string(line->line)} : Reason{otherwise};
}

/// Words beside the answer that say something of their own: neither filler, courtesy, unit, name nor part of a number.
std::size_t other_words(const ReadContext& context, const std::vector<bool>& used) {
    constexpr RoleMask small = role_bit(WordRole::filler) | role_bit(WordRole::courtesy) | role_bit(WordRole::vocative) | role_bit(WordRole::unit) |
                               role_bit(WordRole::correction) | role_bit(WordRole::or_word) | role_bit(WordRole::and_word) |
                               role_bit(WordRole::remainder) | role_bit(WordRole::equals) | role_bit(WordRole::minus) | role_bit(WordRole::choice) |
                               role_bit(WordRole::relative) | role_bit(WordRole::relay) | role_bit(WordRole::self) | role_bit(WordRole::label) |
                               role_bit(WordRole::quotient) | role_bit(WordRole::plus) | role_bit(WordRole::times) | role_bit(WordRole::divided) |
                               role_bit(WordRole::whole) | role_bit(WordRole::decimal_mark);
    std::size_t count = 0;
    for (std::size_t i = 0; i < context.text.size(); ++i)
        if (context.text.word(i) && !used[i] && !context.names[i] && (context.text.roles[i] & small) == 0) ++count;
    return count;
}

bool only_item_words(const ReadContext& context, const std::vector<bool>& used) {
    std::size_t foreign = 0;
    for (std::size_t i = 0; i < context.text.size(); ++i)
        if (context.text.word(i) && !used[i] && !context.text.is(i, WordRole::item_word) && !context.text.is(i, WordRole::label) &&
            !context.text.is(i, WordRole::courtesy) && !context.names[i])
            ++foreign;
    return foreign <= 1;
}

std::optional<Reading> read_signs(const ReadContext& context) {
    std::size_t words = 0, glad = 0, emoji = 0, questions = 0;
    for (const Token& token : context.text.tokens) {
        words += token.kind == Token::Kind::word || token.kind == Token::Kind::digits ? 1 : 0;
        glad += token.kind == Token::Kind::emoji_glad ? 1 : 0;
        emoji += token.kind == Token::Kind::emoji_other ? 1 : 0;
        questions += token.is('?') ? 1 : 0;
    }
    if (words > 0) return std::nullopt;
    if (glad > 0) return of_class(Class::ack, Reason{"approval"});
    if (emoji > 0) return of_class(Class::chatter, Reason{"pictures"});
    if (questions > 0 && !context.request.pending.empty()) return of_class(Class::help, Reason{"question_marks"});
    return of_class(Class::empty, Reason{"nothing"});
}

Reading opt_out(const ReadContext& context, const Intents& intents, Reason why) {
    Reading reading = of_class(Class::opt_out, std::move(why));
    reading.opt_out_scope = intents.scope.value_or(OptOutScope::texts);
    // A word of the phrase that says stop is no name: 'ani' is 'do not', also where Ana's pet name would be Ani.
    const auto in_phrase = [&](std::size_t token) {
        return std::any_of(intents.spans.begin(), intents.spans.end(), [&](const auto& span) { return span.first <= token && token < span.second; });
    };
    for (std::size_t i = 0; i < context.names.size(); ++i)
        if (context.names[i] && !in_phrase(i)) reading.child = context.names[i];
    const std::size_t children = context.request.children.size();
    for (const Token& token : context.text.tokens)
        if (children >= 2 && token.kind == Token::Kind::digits && token.text.size() == 1 && token.text[0] >= '1' && static_cast<std::size_t>(token.text[0] - '0') <= children)
            reading.child = static_cast<std::size_t>(token.text[0] - '1');
    if (reading.child && children >= 2 && reading.opt_out_scope == OptOutScope::texts) reading.opt_out_scope = OptOutScope::one_child;
    return reading;
}

/// Yes to what? With an item open and nothing asked, a child's bare yes is a nod.
Class yes_or_nod(const ReadContext& context, const Intents& intents) {
    const bool waiting = context.request.yes_no_pending || context.request.writer == Writer::caregiver || context.request.pending.empty();
    return waiting || intents.weight(Class::yes) >= 1 ? Class::yes : Class::ack;
}

/// Who stops must be heard before anything else is considered; but a heavier phrase of another kind may explain the words.
bool wants_out(const Intents& intents) {
    const std::size_t weight = intents.weight(Class::opt_out);
    if (weight == 0) return false;
    for (const Class other : {Class::reschedule, Class::question, Class::wrong_number, Class::withdraw, Class::help, Class::chatter})
        if (intents.weight(other) > weight) return false;
    return true;
}

/// What a family asks is for the coordinator, also where nobody foresaw it.
bool asks_unknown(const ReadContext& context) {
    const Writer writer = context.request.writer;
    if (writer != Writer::caregiver && writer != Writer::unknown) return false;
    return std::any_of(context.text.tokens.begin(), context.text.tokens.end(), [](const Token& token) { return token.is('?'); });
}

Reading intent_reading(const ReadContext& context, const Intents& intents) {
    const Intent intent = best_intent(intents, context.request.writer);
    Class cls = intent.cls;
    if (cls == Class::yes) cls = yes_or_nod(context, intents);
    if (cls == Class::excused && intents.weight(Class::reschedule) >= 2) cls = Class::reschedule;  // who offers another time wants one
    if (cls == Class::opt_out) return opt_out(context, intents, because(intents, intent.cls, "like_stop"));
    if (intents.stop_denied && intents.phrase[static_cast<std::size_t>(cls)] < 2) return of_class(Class::chatter, Reason{"stop_denied"});
    if (cls == Class::log) return of_class(Class::chatter, Reason{"like_report"});
    if (cls == Class::chatter && !intent.by_phrase && intent.chance < surely_talk_chance_min && asks_unknown(context)) return of_class(Class::question, Reason{"asks_unknown"});
    Reading reading = of_class(cls, because(intents, cls, "like_examples"));
    if (cls == Class::reschedule) reading.value = read_when(context);
    if (cls == Class::tutor_unavailable) reading.hour = read_when(context);
    if (cls == Class::excused || cls == Class::withdraw)
        for (const auto& name : context.names)
            if (name) reading.child = name;
    return reading;
}

/// 'de donde sale el 1 que se lleva': the first word asks, and no question mark ends the question before the number.
bool opens_as_question(const ReadContext& context, std::size_t number) {
    bool asks = false;
    std::size_t words = 0;
    for (std::size_t i = 0; i < number; ++i) {
        if (context.text.symbol(i, '?')) return false;
        if (!context.text.word(i) || context.text.is(i, WordRole::vocative) || context.names[i]) continue;
        asks = asks || (words < 2 && context.text.is(i, WordRole::interrogative));
        ++words;
    }
    return asks;
}

/// Whether the number is what an item waits for; a figure below 20 may stand for anything. Beside such a number the
/// rest of the text explains, excuses or asks, but it has answered.
bool is_expected(const ReadContext& context, const Candidate& answer) {
    constexpr std::int64_t telling_min = 20;
    const auto whole = answer.value.whole();
    if (answer.weak || (whole && *whole < telling_min && *whole > -telling_min)) return false;
    return std::any_of(context.request.pending.begin(), context.request.pending.end(), [&](const PendingItem& item) {
        return grade(answer.value, item.expected, false) == Verdict::right;
    });
}

/// 'hoy comimos 2 empanadas' with 64 expected: a number that answers nothing, in words that the examples know as talk.
/// Never guessed to be a wrong answer.
bool rather_talk(const ReadContext& context, const Intents& intents, const AnswerCandidates& found, const Reading& reading) {
    if (reading.verdict != Verdict::wrong || found.answers.size() > 1 || other_words(context, found.used) == 0) return false;
    const std::size_t first = found.answers[0].first;
    const bool result = first > 0 && (context.text.is(first - 1, WordRole::equals) || context.text.symbol(first - 1, '='));
    if (!result && opens_as_question(context, first) && other_words(context, found.used) >= 2) return true;
    const bool said_as_answer = first > 0 && (result || context.text.is(first - 1, WordRole::be_word));
    if (said_as_answer || tells_of_help(context)) return false;
    const Intent intent = best_intent(intents, context.request.writer);
    const bool soft = intent.cls == Class::ack || intent.cls == Class::greeting || intent.cls == Class::yes || intent.cls == Class::no ||
                      intent.cls == Class::dont_know || intent.cls == Class::help;  // said beside an answer as well
    return !soft && (intent.by_phrase || intents.chance(intent.cls) > intents.chance(Class::answer));
}

/// Whether the words around the numbers mean something else than an answer.
bool other_meaning(const ReadContext& context, const Intents& intents, const AnswerCandidates& found) {
    const std::size_t others = other_words(context, found.used);
    if (std::all_of(found.answers.begin(), found.answers.end(), [](const Candidate& c) { return c.weak; }) && others > 0) return true;
    if (context.request.pending.empty()) return others > 0 && best_intent(intents, context.request.writer).chance > intents.chance(Class::answer);
    if (std::any_of(found.answers.begin(), found.answers.end(), [&](const Candidate& c) { return is_expected(context, c); })) return false;
    std::size_t heavy = 0;
    for (const Class cls : {Class::who, Class::wrong_number, Class::new_contact, Class::number_change, Class::reschedule, Class::connectivity,
                            Class::no_credit, Class::excused, Class::absence_long, Class::withdraw, Class::question, Class::boundary, Class::automated})
        heavy = std::max(heavy, intents.weight(cls));
    if (heavy >= 2 && others > 0) return true;
    if (others < 2 || found.answers.size() > 1) return false;
    const Intent intent = best_intent(intents, context.request.writer);
    const bool soft = intent.cls == Class::ack || intent.cls == Class::greeting || intent.cls == Class::chatter || intent.cls == Class::dont_know ||
                      intent.cls == Class::yes || intent.cls == Class::no || intent.cls == Class::help;
    return intents.chance(intent.cls) > (soft ? 0.95f : other_class_chance_min) && intents.chance(Class::answer) < 0.1f;
}

bool covers(const std::pair<std::size_t, std::size_t>& span, const Candidate& answer) {
    return span.first <= answer.first && span.second >= answer.last && span.second - span.first > answer.last - answer.first;
}

/// Whether an item asks for what follows the number: 'tiene 12 años' answers 'cuantos años tiene Ana?'.
bool asked_for(const ReadContext& context, const Candidate& answer) {
    if (!context.text.word(answer.last)) return false;
    const std::string unit = " " + std::string(context.text.tokens[answer.last].text) + " ";
    return std::any_of(context.request.pending.begin(), context.request.pending.end(), [&](const PendingItem& item) {
        return (" " + folded_words(item.text) + " ").find(unit) != std::string::npos;
    });
}

/// 'mil gracias', 'vuelve en dos meses', 'tengo 12 años', 'calle 14 de mayo': a number inside words that mean something else.
void drop_numbers_in_phrases(const ReadContext& context, const Intents& intents, AnswerCandidates& found) {
    std::erase_if(found.answers, [&](const Candidate& answer) {
        const auto over = [&](const auto& span) { return covers(span, answer); };
        if (answer.in_words && std::any_of(intents.spans.begin(), intents.spans.end(), over)) return true;
        return std::any_of(intents.not_answers.begin(), intents.not_answers.end(), over) && !asked_for(context, answer) && !is_expected(context, answer);
    });
}

/// 'no entiendo la 2', 'pregunta 12 no entiendo': the number is the item's, not an answer.
void drop_item_numbers(const ReadContext& context, const Intents& intents, AnswerCandidates& found) {
    constexpr std::int64_t item_number_max = 60;
    constexpr std::int64_t bare_item_number_max = 10;
    const bool asks = intents.weight(Class::help) > 0 || intents.weight(Class::dont_know) > 0;
    if (!asks) return;
    std::erase_if(found.answers, [&](const Candidate& answer) {
        const auto whole = answer.value.whole();
        if (!whole || *whole < 1 || answer.first == 0) return false;
        if (context.text.is(answer.first - 1, WordRole::label)) return *whole <= item_number_max;
        return *whole <= bare_item_number_max && context.text.is(answer.first - 1, WordRole::article);
    });
}

Reading read_family(const ReadContext& context, const Intents& intents) {
    AnswerCandidates found = find_candidates(context);
    drop_item_numbers(context, intents, found);
    drop_numbers_in_phrases(context, intents, found);
    if (!found.answers.empty() && !other_meaning(context, intents, found)) {
        Reading reading = grade_candidates(context, found);
        if (rather_talk(context, intents, found, reading)) return intent_reading(context, intents);
        const bool answered = reading.cls == Class::answer || reading.cls == Class::answer_multi || reading.cls == Class::answer_for;
        if (answered && relative_answered(context)) {
            reading.verdict = Verdict::none;
            for (Grade& one : reading.grades) one.verdict = Verdict::none;
            reading.reasons = {{"relative"}};
        }
        return reading;
    }
    const bool asks = intents.weight(Class::help) > 0 || intents.weight(Class::dont_know) > 0;
    if (found.answers.empty() && found.sum_without_answer && !asks && only_item_words(context, found.used))
        return of_class(Class::echo, Reason{"echo"});
    return intent_reading(context, intents);
}

Reading read_tutor(const ReadContext& context, const Intents& intents) {
    std::vector<SessionLog> logs = read_report(context);
    const bool unavailable = intents.weight(Class::tutor_unavailable) >= 2 || intents.weight(Class::schedule_request) >= 2;
    const bool unnamed = logs.size() == 1 && !logs[0].session && logs[0].student.empty();
    const Intent intent = best_intent(intents, context.request.writer);
    const bool means_other = unnamed && intent.cls != Class::log && intent.by_phrase && intents.weight(intent.cls) >= 2;
    if (logs.empty() || means_other || (unavailable && logs.size() == 1 && !logs[0].minutes)) {
        // That a tutor's number is not his stops all texts to him: never concluded from a likeness.
        if (intent.cls == Class::wrong_number && !intent.by_phrase) return of_class(Class::chatter, Reason{"like_wrong_number"});
        return intent_reading(context, intents);
    }
    Reading reading = of_class(Class::log, Reason{"report", std::to_string(logs.size())});
    reading.value = report_text(logs);
    for (const SessionLog& log : logs)
        if (log.doubtful) reading.confirm = true, reading.reasons.push_back({log.ask_because});
    reading.logs = std::move(logs);
    return reading;
}

bool from_machine(const Intents& intents) {
    const std::size_t weight = intents.weight(Class::automated);
    if (weight == 0 || intents.keyword) return false;
    for (std::size_t c = 0; c < class_count; ++c)
        if (static_cast<Class>(c) != Class::automated && intents.phrase[c] >= weight && intents.probability[c] > intents.chance(Class::automated)) return false;
    constexpr std::size_t advert_words_min = 3;  // 'claro' is a yes, 'Claro te informa' an operator
    return weight >= 2 || (intents.words >= advert_words_min && intents.chance(Class::automated) > 0.3f);
}

/// 'para 12' and 'fin 12' answer an item; 'BAJA 2' names the second child.
bool answers_with_number(const ReadContext& context) {
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

/// What goes before every answer and report: danger, machines, and the wish to be left alone.
std::optional<Reading> read_urgent(const ReadContext& context, const Intents& intents) {
    if (intents.weight(Class::safeguarding) > 0) return of_class(Class::safeguarding, because(intents, Class::safeguarding, "harm", "harm_phrase"));
    if (model_alarm(context, intents)) return of_class(Class::safeguarding, Reason{"like_harm"});
    const auto* keyword = intents.keyword;
    if (keyword && keyword->cls == Class::opt_out && !answers_with_number(context)) return opt_out(context, intents, Reason{"keyword_stops"});
    const bool tutor = context.request.writer == Writer::tutor;  // 'fuera de servicio' is what he reports of a phone
    if (!tutor && from_machine(intents)) return of_class(Class::automated, because(intents, Class::automated, "machine", "machine_phrase"));
    const bool stranger = !tutor && intents.weight(Class::wrong_number) >= 2;  // that stops calls too, whoever the number stands for
    if (stranger && wants_out(intents)) return of_class(Class::wrong_number, because(intents, Class::wrong_number, "like_examples"));
    if (wants_out(intents)) return opt_out(context, intents, because(intents, Class::opt_out, "phrase_stops"));
    if (!keyword || !keyword->cls || keyword->cls == Class::opt_out) return std::nullopt;
    Class cls = *keyword->cls;
    const bool tutors = cls == Class::schedule_request || cls == Class::tutor_unavailable || cls == Class::log;
    if (tutors && context.request.writer != Writer::tutor) return std::nullopt;
    if (cls == Class::yes) cls = context.request.yes_no_pending || context.request.writer == Writer::caregiver || context.request.pending.empty() ? Class::yes : Class::ack;
    Reading reading = of_class(cls, Reason{"keyword"});
    if (cls == Class::reschedule) reading.value = read_when(context);  // 'mañana'
    return reading;
}

/// '81', 'es 81 profe': digits and small words only. Most replies are such, and the model has nothing to add to them.
bool plain_number(const ReadContext& context) {
    constexpr std::size_t words_max = 6;
    const bool digits = std::any_of(context.text.tokens.begin(), context.text.tokens.end(), [](const Token& token) { return token.kind == Token::Kind::digits; });
    return digits && !context.request.pending.empty() && context.request.writer != Writer::tutor && context.text.size() <= 2 * words_max && other_words(context, std::vector<bool>(context.text.size(), false)) == 0;
}

std::vector<std::string> names_of(const ReadRequest& request) {
    if (request.writer != Writer::tutor) return request.children;
    std::vector<std::string> names;
    for (const RosterEntry& entry : request.roster) names.push_back(entry.student);
    return names;
}

}  // namespace

Reading read(const ReadRequest& request, const LanguagePacks& packs) {
    if (request.sender != SenderKind::normal) return of_class(Class::automated, Reason{"sender_machine"});
    const CompiledPacks& compiled = packs.compiled();
    const FoldedText folded(request.text.substr(0, text_bytes_max));
    auto languages = compiled.languages(request.languages);
    MarkedText marked = compiled.mark(folded, languages);
    WordSequence words = compiled.sequence(marked, languages);
    auto names = find_names(marked, names_of(request));
    const ReadContext context{request, compiled, std::move(languages), std::move(marked), std::move(words), std::move(names)};
    if (auto reading = read_signs(context)) return *reading;
    const Intents intents = find_intents(context, !plain_number(context));
    auto reading = read_urgent(context, intents);
    if (!reading) reading = request.writer == Writer::tutor ? read_tutor(context, intents) : read_family(context, intents);
    if (request.writer != Writer::tutor) *reading = heard_of_call(context, intents, std::move(*reading));
    else if (reading->cls == Class::log) read_beyond_report(context, *reading);
    else if (reading->cls == Class::safeguarding) keep_reports(context, *reading);
    if (reading->cls == Class::question) reading->topic = compiled.topic(request.text.substr(0, text_bytes_max));
    const bool like_harm = !intents.idiom && intents.chance(Class::safeguarding) >= watch_chance_min;
    reading->words_to_watch = reading->cls != Class::safeguarding && (reading->words_to_watch || like_harm);
    if (reading->words_to_watch) reading->reasons.push_back({"words_to_watch"});
    if (request.text.size() > text_bytes_max) reading->reasons.push_back({"very_long", std::to_string(text_bytes_max)});
    return *reading;
}

}  // namespace tutorline::domain
