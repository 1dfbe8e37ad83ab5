#include "program/weekly_hours.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/civil_time.hpp"
#include "domain/calendar/week_slots.hpp"
#include "program/nearest_word.hpp"

namespace tutorline::program {
namespace {

using domain::WeeklyWindow;

struct Token {
    enum class Kind { day, days, time, dash, separator, clause_end, unknown };
    Kind kind = Kind::unknown;
    std::string text;
    int minute = 0;       ///< of a time
    bool pm_told = false; ///< 'pm' or 'am' stood there
    std::vector<int> weekdays;
};

constexpr std::array<std::array<std::string_view, 4>, 7> day_names{{
    {"lunes", "lun", "monday", "mon"}, {"martes", "mar", "tuesday", "tue"}, {"miercoles", "mie", "wednesday", "wed"},
    {"jueves", "jue", "thursday", "thu"}, {"viernes", "vie", "friday", "fri"}, {"sabado", "sab", "saturday", "sat"},
    {"domingo", "dom", "sunday", "sun"},
}};

std::optional<std::vector<int>> day_group(std::string_view word) {
    if (word == "diario" || word == "daily" || word == "todos" || word == "everyday" || word == "every") return std::vector{0, 1, 2, 3, 4, 5, 6};
    if (word == "weekdays" || word == "habiles") return std::vector{0, 1, 2, 3, 4};
    if (word == "weekend" || word == "weekends" || word == "finde" || word == "fin") return std::vector{5, 6};
    return std::nullopt;
}

bool filler(std::string_view word) {
    static const std::set<std::string_view> words{"de", "las", "los", "la", "el", "hs", "h", "hrs", "horas", "hora", "from", "dia",
                                                  "dias", "day", "days", "semana", "on", "between", "entre", "desde", "at", "."};
    return words.contains(word);
}

/// Lower case, accents away, dashes of all kinds and line breaks kept as signs.
std::string prepared(std::string_view text) {
    std::string signs;
    for (std::size_t n = 0; n < text.size(); ++n) {
        const bool typographic = text.substr(n).starts_with("\xE2\x80\x93") || text.substr(n).starts_with("\xE2\x80\x94");
        if (typographic) n += 2;
        if (typographic || text[n] == '-') signs += " ~ ";
        else if (text[n] == '\n' || text[n] == '\r' || text[n] == '|') signs += ';';
        else signs += text[n];
    }
    return folded(signs);
}

/// Reads "17", "17:30", "17.30", "17h30", "5pm", "5 p.m." at `at`.
Token read_time(const std::string& text, std::size_t& at) {
    Token token{Token::Kind::time, {}, 0, false, {}};
    const std::size_t start = at;
    const auto digits = [&](std::size_t max) {
        int value = 0;
        std::size_t count = 0;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && count < max; ++at, ++count) value = value * 10 + text[at] - '0';
        return std::pair(value, count);
    };
    const auto [hour, hour_digits] = digits(2);
    int minute = 0;
    const bool mark = at + 1 < text.size() && (text[at] == ':' || text[at] == '.' || text[at] == 'h') && text[at + 1] >= '0' && text[at + 1] <= '9';
    if (mark) {
        ++at;
        const auto [value, count] = digits(2);
        minute = count == 2 ? value : 99;
    } else if (at < text.size() && text[at] >= '0' && text[at] <= '9') {
        const auto [value, count] = digits(2);  // 1730
        minute = count == 2 ? value : 99;
    }
    std::size_t after = at;
    while (after < text.size() && text[after] == ' ') ++after;
    const std::string_view rest = std::string_view(text).substr(after);
    int add = 0;
    if (rest.starts_with("pm") || rest.starts_with("p.m") || rest.starts_with("p m")) add = hour == 12 ? 0 : 720, token.pm_told = true;
    if (rest.starts_with("am") || rest.starts_with("a.m")) add = hour == 12 ? -720 : 0, token.pm_told = true;
    if (token.pm_told) {
        at = after + (rest[1] == 'm' ? 2 : 3);
        if (at < text.size() && text[at] == '.') ++at;
    }
    token.text = text.substr(start, at - start);
    token.minute = hour * 60 + minute + add;
    const bool fits = minute <= 59 && token.minute >= 0 && token.minute <= 1440 && !(token.pm_told && (hour > 12 || hour == 0));
    if (!fits || hour_digits == 0 || (at < text.size() && text[at] >= '0' && text[at] <= '9')) token.kind = Token::Kind::unknown;
    return token;
}

Token read_word(const std::string& text, std::size_t& at) {
    const std::size_t start = at;
    while (at < text.size() && std::string_view(" ;,~/&:0123456789").find(text[at]) == std::string_view::npos) ++at;
    if (at == start) ++at;
    Token token{Token::Kind::unknown, text.substr(start, at - start), 0, false, {}};
    std::string word = token.text;
    while (word.size() > 1 && word.back() == '.') word.pop_back();
    if (word == "a" || word == "to" || word == "al" || word == "hasta" || word == "until" || word == "till") token.kind = Token::Kind::dash;
    else if (word == "y" || word == "e" || word == "and") token.kind = Token::Kind::separator;
    else if (const auto day = weekday_named(word)) token = {Token::Kind::day, word, 0, false, {*day}};
    else if (const auto group = day_group(word)) token = {Token::Kind::days, word, 0, false, *group};
    else if (filler(word)) token.text.clear();
    return token;
}

std::vector<Token> tokens_of(const std::string& text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == ' ') {
            ++at;
        } else if (c == ';' || c == ',' || c == '/' || c == '&' || c == '~') {
            const auto kind = c == ';' ? Token::Kind::clause_end : c == '~' ? Token::Kind::dash : Token::Kind::separator;
            tokens.push_back({kind, std::string(1, c), 0, false, {}});
            ++at;
        } else {
            Token token = c >= '0' && c <= '9' ? read_time(text, at) : read_word(text, at);
            if (!token.text.empty()) tokens.push_back(std::move(token));
        }
    }
    return tokens;
}

/// One pass over the tokens: days gather until hours come; the first day after hours begins a new clause.
class Reader {
  public:
    explicit Reader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    WeeklyHours read() {
        while (at_ < tokens_.size() && result_.fault.empty()) step();
        if (result_.fault.empty()) end_clause();
        if (!result_.fault.empty()) result_.windows.clear();
        result_.windows = domain::merged(result_.windows);
        return std::move(result_);
    }

  private:
    void fail(const char* id, std::string word) {
        result_.fault = id;
        result_.word = std::move(word);
    }
    void step() {
        const Token& token = tokens_[at_++];
        switch (token.kind) {
            case Token::Kind::day: return read_days(token);
            case Token::Kind::days: return add_days(token.weekdays);
            case Token::Kind::time: return read_hours(token);
            case Token::Kind::separator: return;
            case Token::Kind::clause_end: return end_clause();
            case Token::Kind::dash: return fail("hours.word", token.text == "~" ? "-" : token.text);
            case Token::Kind::unknown: return fail("hours.word", token.text);
        }
    }
    void add_days(const std::vector<int>& days) {
        if (hours_read_) end_clause();
        days_.insert(days.begin(), days.end());
    }
    void read_days(const Token& first) {
        std::vector<int> days = first.weekdays;
        const bool range = at_ + 1 < tokens_.size() && tokens_[at_].kind == Token::Kind::dash && tokens_[at_ + 1].kind == Token::Kind::day;
        if (range) {
            const int last = tokens_[at_ + 1].weekdays.front();
            for (int day = days.front(); day != last;) days.push_back(day = (day + 1) % 7);
            at_ += 2;
        }
        add_days(days);
    }
    void read_hours(Token from) {
        if (days_.empty()) return fail("hours.no_day", from.text);
        const bool range = at_ + 1 < tokens_.size() && tokens_[at_].kind == Token::Kind::dash && tokens_[at_ + 1].kind == Token::Kind::time;
        if (!range) return fail("hours.hour", from.text);
        const Token& to = tokens_[at_ + 1];
        at_ += 2;
        // '5-8 pm' means five in the afternoon.
        if (to.pm_told && !from.pm_told && from.minute < 720 && to.minute > 720 && from.minute + 720 < to.minute) from.minute += 720;
        if (from.minute >= to.minute) return fail("hours.order", from.text + "-" + to.text);
        for (const int day : days_) result_.windows.push_back({day, from.minute, to.minute});
        hours_read_ = true;
    }
    void end_clause() {
        if (!days_.empty() && !hours_read_)
            return fail("hours.no_hour", std::string(day_names[static_cast<std::size_t>(*days_.begin())][1]));
        days_.clear();
        hours_read_ = false;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::set<int> days_;
    bool hours_read_ = false;
    WeeklyHours result_;
};

}  // namespace

std::optional<int> weekday_named(std::string_view text) {
    const std::string word = folded(text);
    for (std::size_t day = 0; day < day_names.size(); ++day)
        for (const std::string_view name : day_names[day]) {
            const bool beginning = word.size() >= 3 && name.size() > 3 && name.starts_with(word);
            const bool plural = word.size() > 3 && word.ends_with('s') && name == std::string_view(word).substr(0, word.size() - 1);
            if (word == name || beginning || plural) return static_cast<int>(day);
        }
    return std::nullopt;
}

WeeklyHours parse_weekly_hours(std::string_view text) {
    if (text.size() > weekly_hours_bytes_max) return {{}, "hours.too_long", {}};
    return Reader(tokens_of(prepared(text))).read();
}

std::string_view short_day(int weekday, std::string_view language) {
    static constexpr std::array<std::string_view, 7> spanish{"lun", "mar", "mié", "jue", "vie", "sáb", "dom"};
    static constexpr std::array<std::string_view, 7> english{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return (language == "es" ? spanish : english)[static_cast<std::size_t>(weekday)];
}

std::string format_weekly_hours(const std::vector<WeeklyWindow>& windows, std::string_view language) {
    // Days with the same hours are told together: "lun-vie 14:00-20:30; sáb 08:00-12:30".
    std::array<std::string, 7> hours;
    for (const WeeklyWindow& window : windows) {
        std::string& day = hours[static_cast<std::size_t>(window.weekday)];
        day += (day.empty() ? "" : ", ") + base::format_hour(window.from_minute) + "-" + base::format_hour(window.to_minute);
    }
    std::string text;
    for (int from = 0; from < 7;) {
        int to = from;
        while (to + 1 < 7 && hours[static_cast<std::size_t>(to) + 1] == hours[static_cast<std::size_t>(from)]) ++to;
        if (const std::string& span = hours[static_cast<std::size_t>(from)]; !span.empty()) {
            text += (text.empty() ? "" : "; ") + std::string(short_day(from, language));
            if (to > from) text += "-" + std::string(short_day(to, language));
            text += " " + span;
        }
        from = to + 1;
    }
    return text;
}

}  // namespace tutorline::program
