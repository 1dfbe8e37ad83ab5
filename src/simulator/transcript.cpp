#include "simulator/transcript.hpp"


namespace tutorline::simulator {
namespace {

using Step = Transcript::Step;
using Kind = Step::Kind;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n') {
            result += '\n';
            ++i;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        if (letter == '\n') result += "\\n";
        else result += letter;
    }
    return result;
}

std::optional<Kind> kind_of(char sign) {
    switch (sign) {
        case '@': return Kind::time;
        case '<': return Kind::from;
        case '>': return Kind::to;
        case '~': return Kind::call;
        case '?': return Kind::question;
        default: return std::nullopt;
    }
}

char sign_of(Kind kind) {
    switch (kind) {
        case Kind::time: return '@';
        case Kind::from: return '<';
        case Kind::to: return '>';
        case Kind::call: return '~';
        case Kind::question: return '?';
        case Kind::comment: break;
    }
    return '#';
}

/// "Rosa < 12 ok 25" or "< 81": a name of one word before the sign.
std::optional<Step> text_step(std::string_view line) {
    const auto sign = line.find_first_of("<>");
    if (sign == std::string_view::npos) return std::nullopt;
    const std::string_view party = trimmed(line.substr(0, sign));
    if (party.find_first_of(" :") != std::string_view::npos) return std::nullopt;
    Step step;
    step.kind = line[sign] == '<' ? Kind::from : Kind::to;
    step.party = party;
    std::string_view text = line.substr(sign + 1);
    if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    step.text = unescaped(text);
    return step;
}

std::optional<Step> step_of(std::string_view line) {
    if (trimmed(line).empty() || line.front() == '#') return Step{Kind::comment, {}, std::string(line), 0};
    const auto kind = kind_of(line.front());
    if (kind && *kind != Kind::from && *kind != Kind::to) return Step{*kind, {}, std::string(trimmed(line.substr(1))), 0};
    return text_step(line);
}

base::Error broken(int line, const std::string& what) {
    return {base::Error::Policy::permanent, "transcript", "line " + std::to_string(line) + ": " + what};
}

}  // namespace

std::vector<std::string> Transcript::all(std::string_view key) const {
    std::vector<std::string> values;
    for (const std::string& line : header) {
        const std::string_view view = line;
        if (view.size() > key.size() && view.starts_with(key) && view[key.size()] == ':') {
            values.emplace_back(trimmed(view.substr(key.size() + 1)));
        }
    }
    return values;
}

std::string Transcript::first(std::string_view key) const {
    const auto values = all(key);
    return values.empty() ? std::string{} : values.front();
}

base::Result<Transcript> parse_transcript(std::string_view text) {
    Transcript transcript;
    int number = 0;
    bool in_header = true;
    for (std::string_view line : lines_of(text)) {
        ++number;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (in_header && !line.starts_with("@")) {
            const bool known = trimmed(line).empty() || line.front() == '#' || line.find(':') != std::string_view::npos;
            if (!known) return broken(number, "expected 'key: value' before the first '@' line");
            transcript.header.emplace_back(line);
            continue;
        }
        in_header = false;
        auto step = step_of(line);
        if (!step) return broken(number, "expected a line with @, <, >, ~, ? or #");
        step->line = number;
        transcript.steps.push_back(std::move(*step));
    }
    return transcript;
}

std::string write_transcript(const Transcript& transcript) {
    std::string text;
    for (const std::string& line : transcript.header) text += line + "\n";
    for (const Step& step : transcript.steps) {
        if (step.kind == Kind::comment) {
            text += step.text + "\n";
            continue;
        }
        if (!step.party.empty()) text += step.party + " ";
        text += std::string(1, sign_of(step.kind)) + (step.text.empty() ? "" : " " + escaped(step.text)) + "\n";
    }
    return text;
}

std::string wall_text(base::Instant at, const base::Zone& zone) {
    const base::CivilTime civil = zone.to_civil(at);
    return base::format_date(civil.day) + " " + base::format_hour(civil.minute_of_day());
}

std::optional<base::Instant> parse_wall(std::string_view text, const base::Zone& zone) {
    const auto blank = text.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const auto day = base::parse_date(text.substr(0, blank));
    const auto minute = base::parse_hour(trimmed(text.substr(blank + 1)));
    if (!day || !minute) return std::nullopt;
    return zone.to_instant({*day, base::Minutes{*minute}});
}

}  // namespace tutorline::simulator
