#include "domain/command/reading_parts.hpp"

#include <algorithm>

namespace tutorline::domain {

Reading of_class(Class cls, Reason reason) {
    Reading reading;
    reading.cls = cls;
    reading.reasons.push_back(std::move(reason));
    return reading;
}

Reason because(const Intents& intents, Class cls, const char* otherwise, const char* phrase) {
    const PackLine* line = intents.line[static_cast<std::size_t>(cls)];
    return line ? Reason{phrase, line->file + ":" + std::to_string(line->line)} : Reason{otherwise};
}

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

void mark_stop(const ReadContext& context, const Intents& intents, Reading& reading) {
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
}

Reading opt_out(const ReadContext& context, const Intents& intents, Reason why) {
    Reading reading = of_class(Class::opt_out, std::move(why));
    mark_stop(context, intents, reading);
    return reading;
}

}  // namespace tutorline::domain
