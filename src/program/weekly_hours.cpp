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
    enum class Kind { day, days, time, half, dash, separator, clause_end, unknown };
    Kind kind = Kind::unknown;
    std::string text;
    int minute = 0;        ///< of a time; of a half of the day 0 or 720
    bool half_told = false;  ///< 'pm', 'am' or 'de la tarde' stood there
    bool of_24 = false;    ///< written as a 24-hour clock is read: 17, 05, 6:30
    std::vector<int> weekdays;
    const char* fault = "hours.word";  ///< of an unknown word
};

/// Nobody is called later (FIELD.md B17): what could be meant of the evening must end by then.
constexpr int last_minute = 21 * 60;
constexpr int first_minute = 7 * 60;

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

/// One or two letters, as on a school's timetable. 'm' alone is Tuesday or Wednesday.
std::optional<int> day_letters(std::string_view word) {
    static constexpr std::array<std::array<std::string_view, 3>, 7> letters{
        {{"l", "lu", "mo"}, {"ma", "tu", "ma"}, {"x", "mi", "we"}, {"j", "ju", "th"}, {"v", "vi", "fr"}, {"s", "sa", "sa"}, {"d", "do", "su"}}};
    for (std::size_t day = 0; day < letters.size(); ++day)
        if (std::ranges::find(letters[day], word) != letters[day].end()) return static_cast<int>(day);
    return std::nullopt;
}

/// 0 before noon, 720 after it.
std::optional<int> half_of_day(std::string_view word) {
    if (word == "manana" || word == "morning" || word == "madrugada" || word == "am") return 0;
    if (word == "tarde" || word == "tardecita" || word == "noche" || word == "afternoon" || word == "evening" || word == "night" || word == "pm") return 720;
    return std::nullopt;
}

bool filler(std::string_view word) {
    static const std::set<std::string_view> words{"de", "las", "los", "la", "el", "hs", "h", "hrs", "horas", "hora", "from", "dia",
                                                  "dias", "day", "days", "semana", "on", "between", "entre", "desde", "at", ".", "del", "por", "in", "the"};
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
    Token token;
    token.kind = Token::Kind::time;
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
    if (rest.starts_with("pm") || rest.starts_with("p.m") || rest.starts_with("p m")) add = hour == 12 ? 0 : 720, token.half_told = true;
    if (rest.starts_with("am") || rest.starts_with("a.m")) add = hour == 12 ? -720 : 0, token.half_told = true;
    if (token.half_told) {
        at = after + (rest[1] == 'm' ? 2 : 3);
        if (at < text.size() && text[at] == '.') ++at;
    }
    token.text = text.substr(start, at - start);
    token.minute = hour * 60 + minute + add;
    token.of_24 = text[start] == '0' || hour > 12 || mark;
    const bool fits = minute <= 59 && token.minute >= 0 && token.minute <= 1440 && !(token.half_told && (hour > 12 || hour == 0));
    if (!fits || hour_digits == 0 || (at < text.size() && text[at] >= '0' && text[at] <= '9')) token.kind = Token::Kind::unknown;
    return token;
}

Token read_word(const std::string& text, std::size_t& at) {
    const std::size_t start = at;
    while (at < text.size() && std::string_view(" ;,~/&:0123456789").find(text[at]) == std::string_view::npos) ++at;
    if (at == start) ++at;
    Token token;
    token.text = text.substr(start, at - start);
    std::string word = token.text;
    while (word.size() > 1 && word.back() == '.') word.pop_back();
    if (word == "a" || word == "to" || word == "al" || word == "hasta" || word == "until" || word == "till") token.kind = Token::Kind::dash;
    else if (word == "y" || word == "e" || word == "and") token.kind = Token::Kind::separator;
    else if (const auto day = weekday_named(word)) token.kind = Token::Kind::day, token.weekdays = {*day};
    else if (const auto letters = day_letters(word)) token.kind = Token::Kind::day, token.weekdays = {*letters};
    else if (const auto group = day_group(word)) token.kind = Token::Kind::days, token.weekdays = *group;
    else if (const auto half = half_of_day(word)) token.kind = Token::Kind::half, token.minute = *half;
    else if (word == "m") token.fault = "hours.day_m";
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
            Token sign;
            sign.kind = kind;
            sign.text = std::string(1, c);
            tokens.push_back(std::move(sign));
            ++at;
        } else {
            Token token = c >= '0' && c <= '9' ? read_time(text, at) : read_word(text, at);
            if (!token.text.empty()) tokens.push_back(std::move(token));
        }
    }
    return tokens;
}

/// '7 de la tarde' is one time. A half that stands before the hours is left: it belongs to both of them.
std::vector<Token> with_halves(std::vector<Token> tokens) {
    std::vector<Token> result;
    for (Token& token : tokens) {
        const bool after_time = token.kind == Token::Kind::half && !result.empty() && result.back().kind == Token::Kind::time;
        if (!after_time) {
            result.push_back(std::move(token));
            continue;
        }
        Token& time = result.back();
        const int hour = time.minute / 60;
        const bool fits = !time.half_told && (token.minute == 0 ? hour < 12 : true);
        time.text += " " + token.text;
        if (!fits) time.kind = Token::Kind::unknown;
        else if (token.minute == 720 && hour < 12) time.minute += 720;
        time.half_told = true;
    }
    return result;
}

/// "07", "19:30": read back as that time of 24 hours.
std::string written(int minute) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minute / 60) + (minute % 60 == 0 ? "" : ":" + two(minute % 60));
}

/// One pass over the tokens: days gather until hours come; the first day after hours begins a new clause.
class HoursReader {
  public:
    explicit HoursReader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

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
            case Token::Kind::half: half_ = token.minute; return;
            case Token::Kind::dash:
                if (at_ < tokens_.size() && tokens_[at_].kind == Token::Kind::half) return;  // 'lunes a la tarde'
                return fail("hours.word", token.text == "~" ? "-" : token.text);
            case Token::Kind::unknown: return fail(token.fault, token.text);
        }
    }
    void add_days(const std::vector<int>& days) {
        if (hours_read_) end_clause();
        days_.insert(days.begin(), days.end());
    }
    void read_days(const Token& first) {
        std::vector<int> days = first.weekdays;
        const bool range = at_ + 1 < tokens_.size() && tokens_[at_].kind == Token::Kind::dash && tokens_[at_ + 1].kind == Token::Kind::day;
        const bool doubtful = at_ + 1 < tokens_.size() && tokens_[at_].kind == Token::Kind::dash && tokens_[at_ + 1].kind == Token::Kind::unknown;
        if (doubtful) return fail(tokens_[at_ + 1].fault, tokens_[at_ + 1].text);
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
        Token to = tokens_[at_ + 1];
        at_ += 2;
        for (Token* time : {&from, &to})
            if (half_ && !time->half_told && !time->of_24) time->minute += time->minute < 720 ? *half_ : 0, time->half_told = true;
        // '5-8 pm' means five in the afternoon, '5 pm-8' eight in the evening.
        if (to.half_told && !from.half_told && from.minute < 720 && to.minute > 720 && from.minute + 720 < to.minute) from.minute += 720;
        if (from.half_told && !to.half_told && to.minute <= from.minute && to.minute + 720 > from.minute) to.minute += 720;
        const bool untold = !from.half_told && !to.half_told && !from.of_24 && from.minute < to.minute && to.minute <= 720;
        if (untold && (from.minute < first_minute || (!to.of_24 && to.minute + 720 <= last_minute))) {
            result_.morning = written(from.minute) + "-" + written(to.minute);
            result_.evening = written(from.minute + 720) + "-" + written(to.minute + 720);
            return fail("hours.half", from.text + "-" + to.text);
        }
        if (from.minute >= to.minute) return fail("hours.order", from.text + "-" + to.text);
        for (const int day : days_) result_.windows.push_back({day, from.minute, to.minute});
        hours_read_ = true;
    }
    void end_clause() {
        if (!days_.empty() && !hours_read_)
            return fail("hours.no_hour", std::string(day_names[static_cast<std::size_t>(*days_.begin())][1]));
        days_.clear();
        half_.reset();
        hours_read_ = false;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::set<int> days_;
    std::optional<int> half_;  ///< told before the hours: 'a la tarde, de 5 a 7'
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
    return HoursReader(with_halves(tokens_of(prepared(text)))).read();
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
