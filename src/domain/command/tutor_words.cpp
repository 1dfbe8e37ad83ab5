#include "domain/command/tutor_words.hpp"

#include <algorithm>

#include "domain/command/intents.hpp"
#include "domain/command/tutor_report.hpp"

namespace tutorline::domain {
namespace {

constexpr std::size_t words_min = 3;  ///< of fewer the examples say too little: 'muy bien', 'sin ganas'
constexpr float alarm_chance_min = 0.60f;
constexpr float tutor_watch_chance_min = 0.25f;

std::vector<std::string> students_of(const ReadRequest& request) {
    std::vector<std::string> names;
    for (const RosterEntry& entry : request.roster) names.push_back(entry.student);
    return names;
}

/// The text from a token on, folded.
std::string words_from(const ReadContext& context, std::size_t at) {
    std::string words;
    for (; at < context.text.size(); ++at) {
        words += words.empty() ? "" : " ";
        words += context.text.tokens[at].text;
    }
    return words;
}

}  // namespace

void read_beyond_report(const ReadContext& context, Reading& reading) {
    const std::string beyond = words_from(context, report_fields_end(context));
    const FoldedText folded(beyond);
    MarkedText marked = context.packs.mark(folded, context.languages);
    WordSequence words = context.packs.sequence(marked, context.languages);
    auto names = find_names(marked, students_of(context.request));
    const ReadContext own{context.request, context.packs, context.languages, std::move(marked), std::move(words), std::move(names)};
    const Intents intents = find_intents(own, true);
    if (intents.idiom || intents.words < words_min) return;
    if (intents.chance(Class::safeguarding) >= alarm_chance_min) {
        reading.cls = Class::safeguarding;
        reading.value.clear();
        reading.confirm = false;
        reading.reasons = {Reason{"like_harm"}};
    } else if (intents.chance(Class::safeguarding) >= tutor_watch_chance_min) {
        reading.words_to_watch = true;
    }
}

void keep_reports(const ReadContext& context, Reading& reading) {
    if (report_fields_end(context) == 0) return;
    std::vector<SessionLog> logs = read_report(context);
    std::erase_if(logs, [](const SessionLog& log) { return !log.session && log.student.empty(); });
    reading.logs = std::move(logs);
}

}  // namespace tutorline::domain
