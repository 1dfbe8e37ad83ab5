#include "domain/command/report_words.hpp"

#include <algorithm>

namespace tutorline::domain {

std::vector<bool> take_denied_figures(const MarkedText& text, std::vector<FoundNumber>& numbers) {
    std::vector<bool> denied(text.size(), false);
    const auto past_minutes = [&](std::size_t at) { return text.is(at, WordRole::report_minutes) ? at + 1 : at; };
    const auto clause_ends = [&](std::size_t at) {
        return at >= text.size() || text.tokens[at].kind == Token::Kind::line_break || text.symbol(at, ',') || text.symbol(at, '.') || text.symbol(at, ';');
    };
    for (std::size_t i = 1; i < numbers.size();) {
        const FoundNumber& meant = numbers[i - 1];
        const FoundNumber& other = numbers[i];
        std::size_t no = past_minutes(meant.last);
        if (text.symbol(no, ',')) ++no;
        // A number or an outcome behind it opens the next session: '12 20 no 15 20 si'.
        const bool taken_back = text.is(no, WordRole::denial) && other.first == no + 1 && clause_ends(past_minutes(other.last));
        if (!taken_back) {
            ++i;
            continue;
        }
        std::fill(denied.begin() + static_cast<std::ptrdiff_t>(no), denied.begin() + static_cast<std::ptrdiff_t>(other.last), true);
        numbers.erase(numbers.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return denied;
}

bool praises_level(const MarkedText& text, std::size_t first, std::size_t last) {
    constexpr std::size_t abbreviation_max = 2;  // 'n3 bien' follows the form: outcome, minutes, level, checkpoint
    if (first < 2 || !(text.digits(first - 1) || text.word(first - 1)) || !text.is(first - 2, WordRole::report_level)) return false;
    return text.tokens[first - 2].text.size() > abbreviation_max && text.tokens[last - 1].text.size() > abbreviation_max;
}

bool leaves_one_out(const ReadContext& context) {
    std::vector<PhraseHit> hits;
    context.packs.report_phrases().find(context.words, hits);
    return std::any_of(hits.begin(), hits.end(), [&](const PhraseHit& hit) {
        const auto& said = context.packs.report(hit.phrase);
        return said.field == "all_but" && context.packs.among(context.languages, said.pack);
    });
}

bool counts_children(const MarkedText& text, const FoundNumber& number) {
    if (!number.in_words || number.first == 0) return false;
    const std::string_view before = text.tokens[number.first - 1].text;
    return before == "los" || before == "las" || before == "os" || before == "as";
}

bool clock_time(const MarkedText& text, const FoundNumber& number) {
    if (text.symbol(number.last, ':') && text.digits(number.last + 1) && text.glued(number.last + 1)) return true;
    if (number.first > 0 && text.symbol(number.first - 1, ':') && number.first > 1 && text.digits(number.first - 2) && text.glued(number.first)) return true;
    if (number.first > 0 && text.is(number.first - 1, WordRole::time_before) && !text.is(number.last, WordRole::report_minutes)) {
        const std::string_view before = text.tokens[number.first - 1].text;
        return before == "las" || before == "as" || before == "at";
    }
    return text.is(number.last, WordRole::time_after) && !text.is(number.last, WordRole::report_minutes);
}

bool times_called(const MarkedText& text, const FoundNumber& number) {
    if (number.first > 0 && text.is(number.first - 1, WordRole::times) && text.tokens[number.first - 1].text == "x") return true;
    if (!text.word(number.last)) return false;
    const std::string_view next = text.tokens[number.last].text;
    return next == "veces" || next == "intentos" || next == "vezes" || next == "tentativas" || next == "times" || next == "llamadas" || next == "x" || next == "fwa";
}

bool below_zero(const MarkedText& text, const FoundNumber& number) {
    return number.first > 0 && text.symbol(number.first - 1, '-') && text.glued(number.first) && !text.glued(number.first - 1);
}

namespace {

bool tells_of_child(ReportedOutcome outcome) {
    return outcome == ReportedOutcome::completed || outcome == ReportedOutcome::short_call || outcome == ReportedOutcome::dropped;
}

}  // namespace

bool contradicts(const SessionLog& a, const SessionLog& b) {
    const auto differ = [](const auto& one, const auto& other) { return one && other && *one != *other; };
    const bool of_child = a.outcome && b.outcome && tells_of_child(*a.outcome) != tells_of_child(*b.outcome);
    return of_child || differ(a.minutes, b.minutes) || differ(a.level, b.level) || differ(a.checkpoint, b.checkpoint);
}

std::string report_text(const std::vector<SessionLog>& logs) {
    std::string out;
    for (const SessionLog& log : logs) {
        if (!out.empty()) out += " | ";
        const std::size_t from = out.size();
        if (log.session) out += "session=" + std::to_string(*log.session);
        else if (!log.student.empty()) out += "student=" + log.student;
        if (log.outcome) out += (out.size() > from ? " " : "") + std::string("outcome=") + std::string(to_word(*log.outcome));
        if (log.minutes) out += " minutes=" + std::to_string(*log.minutes);
        if (log.level) out += " level=" + std::to_string(*log.level);
        if (log.checkpoint) out += std::string(" checkpoint=") + (*log.checkpoint ? "yes" : "no");
    }
    return out;
}

}  // namespace tutorline::domain
