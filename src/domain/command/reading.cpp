#include "domain/command/reading.hpp"

#include <algorithm>

#include "domain/command/answer_grading.hpp"
#include "domain/command/answerer.hpp"
#include "domain/command/asked_hour.hpp"
#include "domain/command/days_denied.hpp"
#include "domain/command/intents.hpp"
#include "domain/command/reading_parts.hpp"
#include "domain/command/report_words.hpp"
#include "domain/command/tutor_report.hpp"
#include "domain/command/tutor_words.hpp"
#include "domain/command/urgent_reading.hpp"
#include "domain/command/when.hpp"

namespace tutorline::domain {
namespace {

constexpr float family_watch_chance_min = 0.10f;
constexpr float other_class_chance_min = 0.80f;
constexpr float surely_talk_chance_min = 0.70f;
constexpr float surely_nods_chance_min = 0.75f;
constexpr std::size_t later_words_max = 7;  ///< a longer text says more than that

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

/// 'no autorizo', 'no queremos' where nothing was asked is said of the programme. A child with an item open means the item.
void note_refusal(const ReadContext& context, const Intents& intents, Reading& reading) {
    const ReadRequest& request = context.request;
    const bool asked = request.yes_no_pending || request.hour_pending;
    const bool of_item = request.writer == Writer::student && !request.pending.empty();
    if (!intents.refusal || asked || of_item || request.writer == Writer::tutor) return;
    reading.stops = true;
    mark_stop(context, intents, reading);
    reading.reasons.push_back({"stops_too"});
}

/// Yes to what? With an item open and nothing asked, a child's bare yes is a nod.
Class yes_or_nod(const ReadContext& context, const Intents& intents) {
    const bool waiting = context.request.yes_no_pending || context.request.writer == Writer::caregiver || context.request.pending.empty();
    return waiting || intents.weight(Class::yes) >= 1 ? Class::yes : Class::ack;
}

/// What a family asks is for the coordinator, also where nobody foresaw it.
bool asks_unknown(const ReadContext& context) {
    const Writer writer = context.request.writer;
    if (writer != Writer::caregiver && writer != Writer::unknown) return false;
    return std::any_of(context.text.tokens.begin(), context.text.tokens.end(), [](const Token& token) { return token.is('?'); });
}

/// 'Mirna no sabe': the one child the text names.
std::optional<std::size_t> only_name(const ReadContext& context) {
    std::optional<std::size_t> only;
    for (const auto& name : context.names) {
        if (!name || name == only) continue;
        if (only) return std::nullopt;
        only = name;
    }
    return only;
}

Reading intent_reading(const ReadContext& context, const Intents& intents) {
    const Intent intent = best_intent(intents, context.request.writer);
    Class cls = intent.cls;
    if (cls == Class::yes) cls = yes_or_nod(context, intents);
    if (cls == Class::excused && intents.weight(Class::reschedule) >= 2) cls = Class::reschedule;  // who offers another time wants one
    if (cls == Class::absence_long && !intent.by_phrase && away_for_a_day(context)) cls = Class::excused;
    if (cls == Class::opt_out) return opt_out(context, intents, because(intents, intent.cls, "like_stop"));
    // A nod to an offer moves a call: never by likeness alone ('xx', 'capaz').
    const bool asked = context.request.yes_no_pending || context.request.hour_pending;
    if (asked && (cls == Class::ack || cls == Class::yes) && !intent.by_phrase && intent.chance < surely_nods_chance_min) return of_class(Class::chatter, Reason{"like_nod"});
    if (intents.stop_denied && intents.phrase[static_cast<std::size_t>(cls)] < 2) return of_class(Class::chatter, Reason{"stop_denied"});
    if (cls == Class::log) return of_class(Class::chatter, Reason{"like_report"});
    if (cls == Class::chatter && !intent.by_phrase && intent.chance < surely_talk_chance_min && asks_unknown(context)) return of_class(Class::question, Reason{"asks_unknown"});
    Reading reading = of_class(cls, because(intents, cls, "like_examples"));
    if (cls == Class::reschedule) reading.value = read_when(context);
    if (cls == Class::tutor_unavailable) reading.hour = read_when(context);
    if (cls == Class::excused || cls == Class::withdraw)
        for (const auto& name : context.names)
            if (name) reading.child = name;
    if (cls == Class::dont_know || cls == Class::help) reading.child = only_name(context);
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
        if (std::any_of(intents.never_answers.begin(), intents.never_answers.end(), over)) return true;
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

/// '19:30', 'viernes 18:00', 'a las 8 profe': beside the time nothing but a day and small words.
bool only_time_words(const ReadContext& context, std::vector<bool> used) {
    constexpr RoleMask of_time = role_bit(WordRole::day) | role_bit(WordRole::time_before) | role_bit(WordRole::time_after);
    for (std::size_t i = 0; i < context.text.size(); ++i) used[i] = used[i] || (context.text.roles[i] & of_time) != 0;
    return other_words(context, used) == 0;
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
    if (found.answers.empty() && found.clock_time && intents.spans.empty() && only_time_words(context, found.used)) {  // '19:30', 'viernes 18:00'
        Reading reading = of_class(Class::reschedule, Reason{"clock"});
        reading.value = read_when(context);
        return reading;
    }
    return intent_reading(context, intents);
}

Reading read_tutor(const ReadContext& context, const Intents& intents) {
    std::vector<SessionLog> logs = read_report(context);
    if (!logs.empty() && leaves_one_out(context)) return of_class(Class::chatter, Reason{"like_report"});  // asked back: whose sessions they are
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

/// Which kind of word has a person look: one of the list, with its place, or likeness alone.
void note_watch(const Intents& intents, Reading& reading) {
    reading.watch_place = intents.watch_line ? intents.watch_line->file + ":" + std::to_string(intents.watch_line->line) : std::string{};
    reading.reasons.push_back(intents.watch_line ? Reason{"watch_listed", reading.watch_place} : Reason{"words_to_watch"});
}

/// 'mañana no hay nadie' is about tomorrow's call and no other.
void note_days_denied(const ReadContext& context, Reading& reading) {
    switch (reading.cls) {
        case Class::excused: case Class::connectivity: case Class::no_credit: case Class::tutor_unavailable:
            reading.days_denied = read_days_denied(context, true);
            break;
        case Class::reschedule: case Class::no:
            reading.days_denied = read_days_denied(context, false);
            break;
        default:
            break;
    }
}

/// 'mi papa toma terere': a long phrase of talk is nearly the whole text, so that its likeness to harm says nothing.
bool told_as_talk(const Intents& intents) {
    constexpr std::size_t phrase_words_min = 3, rest_words_max = 2;
    const std::size_t told = intents.weight(Class::chatter);
    return told >= phrase_words_min && intents.words <= told + rest_words_max;
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
    for (auto& word : words.words) word.named = names[word.token].has_value();
    const ReadContext context{request, compiled, std::move(languages), std::move(marked), std::move(words), std::move(names)};
    if (auto reading = read_signs(context)) return *reading;
    const Intents intents = find_intents(context, !plain_number(context));
    auto reading = read_urgent(context, intents);
    if (!reading) reading = request.writer == Writer::tutor ? read_tutor(context, intents) : read_family(context, intents);
    if (request.writer != Writer::tutor) *reading = heard_of_call(context, intents, std::move(*reading));
    else if (reading->cls == Class::log) read_beyond_report(context, *reading);
    else if (reading->cls == Class::safeguarding) keep_reports(context, *reading);
    if (reading->cls == Class::no) note_refusal(context, intents, *reading);
    note_days_denied(context, *reading);
    reading->later = intents.later && !request.pending.empty() && intents.words <= later_words_max;
    reading->all = intents.all || reading->cannot;
    if (reading->cls == Class::question) reading->topic = compiled.topic(request.text.substr(0, text_bytes_max));
    const bool like_harm = !intents.idiom && !told_as_talk(intents) && intents.chance(Class::safeguarding) >= family_watch_chance_min && !only_numbers(context);
    reading->words_to_watch = reading->cls != Class::safeguarding && (reading->words_to_watch || intents.watch || like_harm);
    if (reading->words_to_watch) note_watch(intents, *reading);
    if (request.text.size() > text_bytes_max) reading->reasons.push_back({"very_long", std::to_string(text_bytes_max)});
    return *std::move(reading);
}

}  // namespace tutorline::domain
