#include "domain/command/asked_hour.hpp"

#include <algorithm>

#include "domain/command/when.hpp"

namespace tutorline::domain {
namespace {

bool is_answer(Class cls) { return cls == Class::answer || cls == Class::answer_multi || cls == Class::answer_for; }

/// Classes that a day or an hour beside them outweighs while one is asked for.
bool yields_to_hour(Class cls) {
    switch (cls) {
        case Class::answer: case Class::answer_multi: case Class::answer_for: case Class::ambiguous: case Class::echo:
        case Class::ack: case Class::yes: case Class::no: case Class::greeting: case Class::chatter: case Class::empty:
        case Class::dont_know: case Class::help: case Class::question: case Class::reschedule:
            return true;
        default:
            return false;
    }
}

/// Classes that say no more than 'I cannot': of the sum on most days, of the call where one is near.
bool yields_to_call(Class cls, const ReadRequest& request) {
    const bool evening_before = !request.call_today && cls == Class::excused;  // excusing it would leave tomorrow's call as it is
    return cls == Class::dont_know || cls == Class::help || cls == Class::chatter || cls == Class::ack || cls == Class::no ||
           cls == Class::empty || evening_before;
}

/// '8', 'mejor 19 profe', 'tipo 8': no word says that the number is a result, a count or an item's number.
bool may_be_bare_hour(const ReadContext& context) {
    constexpr RoleMask of_sums = role_bit(WordRole::equals) | role_bit(WordRole::unit) | role_bit(WordRole::label) | role_bit(WordRole::relay) |
                                 role_bit(WordRole::plus) | role_bit(WordRole::times) | role_bit(WordRole::divided) | role_bit(WordRole::choice);
    constexpr RoleMask of_hours = role_bit(WordRole::time_before) | role_bit(WordRole::time_after);
    for (std::size_t i = 0; i < context.text.size(); ++i) {
        if ((context.text.roles[i] & of_sums) != 0 && (context.text.roles[i] & of_hours) == 0) return false;
        if (context.text.symbol(i, '=') || context.text.symbol(i, '+') || context.text.symbol(i, '/')) return false;
    }
    return true;
}

Reading wish(const Reading& heard, std::string value, const char* why) {
    Reading reading;
    reading.cls = Class::reschedule;
    reading.value = std::move(value);
    reading.words_to_watch = heard.words_to_watch;
    reading.cannot = heard.cannot;
    reading.child = heard.child;
    reading.reasons = {{why}};
    return reading;
}

/// 'no entiendo' right after an offer is about the offer, unless a word tells of the sum.
bool asks_of_offer(const ReadContext& context) {
    constexpr std::size_t words_max = 4;
    if (context.words.distinct() > words_max) return false;
    for (std::size_t i = 0; i < context.text.size(); ++i) {
        if (context.text.digits(i) || context.text.is(i, WordRole::label)) return false;
        const bool of_sum = context.text.is(i, WordRole::item_word) && !context.text.is(i, WordRole::denial) && !context.text.is(i, WordRole::article);
        if (of_sum && context.text.tokens[i].text.size() > 3) return false;
    }
    return true;
}

}  // namespace

Reading heard_of_call(const ReadContext& context, const Intents& intents, Reading reading) {
    const ReadRequest& request = context.request;
    reading.cannot = intents.cannot && intents.weight(Class::dont_know) == 0 && intents.weight(Class::help) == 0;
    if (request.hour_pending && yields_to_hour(reading.cls)) {
        const bool bare = request.hour_last && may_be_bare_hour(context);
        std::string value = read_when(context, bare ? HourMarks::needless : HourMarks::needed);
        if (!value.empty() && is_answer(reading.cls) && reading.verdict == Verdict::right) {
            reading.hour = std::move(value);
            return reading;
        }
        if (!value.empty()) return wish(reading, std::move(value), "hour_asked");
    }
    if (request.hour_last && reading.cls == Class::help && asks_of_offer(context)) {
        reading.cls = Class::question;
        reading.reasons = {{"asks_of_offer"}};
        return reading;
    }
    if (!reading.cannot || !(request.call_near || request.hour_pending) || !yields_to_call(reading.cls, request)) return reading;
    return wish(reading, read_when(context), "call_near");
}

}  // namespace tutorline::domain
