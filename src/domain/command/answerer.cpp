#include "domain/command/answerer.hpp"

#include <algorithm>
#include <string_view>

namespace tutorline::domain {
namespace {

/// 'me ayudo mi hermana': the child answered, with help; 'le ayude' is the relative speaking.
bool helped_me(const ReadContext& context, std::size_t i) {
    const auto& tokens = context.text.tokens;
    const std::string_view word = tokens[i].text;
    const auto one_of = [&](std::initializer_list<std::string_view> stems) {
        return std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) { return word.starts_with(stem); });
    };
    if (one_of({"help", "showed", "taught"})) return i + 1 < tokens.size() && tokens[i + 1].text == "me";
    return one_of({"ayud", "ajud", "explic", "ensen", "ensin", "mostr"}) && i > 0 && (tokens[i - 1].text == "me" || tokens[i - 1].text == "con" || tokens[i - 1].text == "com");
}

/// 'lo hice con mi mama': the relative sat beside the child.
bool sat_beside(const ReadContext& context, std::size_t i) {
    for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
        const std::string_view word = context.text.tokens[i - back].text;
        if (word == "con" || word == "com" || word == "with") return true;
    }
    return false;
}

bool another(std::string_view word) { return word.starts_with("otr") || word.starts_with("outr") || word == "other" || word == "another" || word.starts_with("ambue"); }

/// 'mi hermana dice que no', 'dice otra cosa': she speaks against the answer, she did not give it.
bool contradicts(const ReadContext& context, std::size_t i) {
    constexpr std::size_t relay_words_max = 2, denial_words_max = 3;
    for (std::size_t said = i + 1; said <= i + relay_words_max && said < context.text.size(); ++said) {
        if (!context.text.is(said, WordRole::relay)) continue;
        for (std::size_t at = said + 1; at <= said + denial_words_max && at < context.text.size(); ++at)
            if (context.text.is(at, WordRole::denial) || another(context.text.tokens[at].text)) return true;
    }
    return false;
}

/// '48 tia', 'tia, es 48': a teacher is called so; 'mi tia', 'la tia dice' is somebody.
bool called(const ReadContext& context, std::size_t i) {
    const MarkedText& text = context.text;
    if (!text.is(i, WordRole::vocative)) return false;
    const bool tells = (i > 0 && (text.is(i - 1, WordRole::relay) || text.is(i - 1, WordRole::self))) || text.is(i + 1, WordRole::relay);
    const bool of_somebody = i > 0 && text.word(i - 1) && !text.is(i - 1, WordRole::courtesy);
    return !tells && !of_somebody;
}

}  // namespace

bool tells_of_help(const ReadContext& context) {
    for (std::size_t i = 0; i < context.text.size(); ++i)
        if (helped_me(context, i)) return true;
    return false;
}

bool relative_answered(const ReadContext& context) {
    bool relative = false, relay = false, self = false, helped = false;
    for (std::size_t i = 0; i < context.text.size(); ++i) {
        relative = relative || (context.text.is(i, WordRole::relative) && !sat_beside(context, i) && !contradicts(context, i) && !called(context, i));
        relay = relay || context.text.is(i, WordRole::relay);
        self = self || context.text.is(i, WordRole::self);
        helped = helped || helped_me(context, i);
    }
    const bool named = std::any_of(context.names.begin(), context.names.end(), [](const auto& name) { return name.has_value(); });
    return relative && !helped && !(relay && (self || named));
}

}  // namespace tutorline::domain
