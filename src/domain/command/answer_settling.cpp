#include "domain/command/answer_settling.hpp"

#include <algorithm>

namespace tutorline::domain {
namespace {

bool labelled(const std::vector<Candidate>& answers) {
    return std::any_of(answers.begin(), answers.end(), [](const Candidate& c) { return c.label.has_value(); });
}

/// '8 1' for 81: single digits that spell exactly the one expected number.
void join_spaced_digits(const ReadRequest& request, std::vector<Candidate>& answers) {
    if (request.pending.size() != 1 || answers.size() < 2 || labelled(answers)) return;
    std::string digits;
    for (const Candidate& answer : answers) {
        const bool digit = answer.value.form == Answer::Form::integer && answer.value.numerator >= 0 && answer.value.numerator <= 9;
        if (!digit || answer.last != answer.first + 1 || (!digits.empty() && answer.first != answers.front().first + digits.size())) return;
        digits.push_back(static_cast<char>('0' + answer.value.numerator));
    }
    if (digits != request.pending[0].expected) return;
    answers.front().value = *parse_answer_key(digits);
    answers.front().confirm = true;
    answers.resize(1);
}

/// 818181 for 81: a key series sent three times or more, where the one number is what is waited for.
void unfold_repeated_keys(const ReadRequest& request, std::vector<Candidate>& answers) {
    if (answers.size() != 1 || request.pending.empty() || answers[0].value.form != Answer::Form::integer) return;
    const std::string digits = answers[0].value.text();
    for (const PendingItem& item : request.pending)
        if (item.expected == digits) return;
    for (const PendingItem& item : request.pending) {
        const std::string& unit = item.expected;
        if (unit.empty() || digits.size() < 3 * unit.size() || digits.size() % unit.size() != 0) continue;
        bool repeats = true;
        for (std::size_t i = 0; i < digits.size(); ++i) repeats = repeats && digits[i] == unit[i % unit.size()];
        if (!repeats) continue;
        answers[0].value = *parse_answer_key(unit);
        answers[0].confirm = true;
        return;
    }
}

/// '4B' and 'S1': letters that look like digits, where with them the text is exactly the one number that is waited for.
void read_lookalikes(const ReadContext& context, std::vector<Candidate>& answers) {
    const ReadRequest& request = context.request;
    const MarkedText& text = context.text;
    if (request.pending.size() != 1 || answers.size() != 1 || labelled(answers)) return;
    std::size_t first = answers[0].first, last = answers[0].last;
    if (first > 0 && text.word(first - 1) && text.glued(first)) --first;
    if (text.word(last) && text.glued(last)) ++last;
    std::string digits;
    for (std::size_t i = first; i < last; ++i)
        for (const char c : text.tokens[i].text) {
            constexpr std::string_view letters = "bszgqoli", figures = "85296011";
            const std::size_t at = letters.find(c);
            digits.push_back(at == std::string_view::npos ? c : figures[at]);
        }
    if (digits != request.pending[0].expected) return;
    answers[0].confirm = answers[0].confirm || last - first != answers[0].last - answers[0].first;
    answers[0].value = *parse_answer_key(digits);
}

/// '12,345' in Paraguay where 12345 is waited for: thousands parted the way of another country, and no decimal is waited for.
void read_foreign_thousands(const ReadContext& context, std::vector<Candidate>& answers) {
    constexpr std::int64_t thousand = 1000;
    if (context.request.pending.size() != 1 || answers.size() != 1) return;
    Candidate& answer = answers[0];
    const auto key = parse_answer_key(context.request.pending[0].expected);
    const std::int64_t wanted = key ? key->whole().value_or(0) : 0;
    const bool parted = answer.last == answer.first + 3 && context.text.tokens[answer.last - 1].text.size() == 3 && answer.value.denominator > 0;
    if (!parted || wanted < thousand || answer.value.numerator > wanted) return;
    if (answer.value.numerator * thousand != wanted * answer.value.denominator) return;
    answer.value = *key;
    answer.confirm = true;
}

/// ',5' for 0,5: a separator in front of the digits, where so it is exactly the decimal that is waited for.
void read_bare_decimals(const ReadContext& context, std::vector<Candidate>& answers) {
    if (context.request.pending.size() != 1 || answers.size() != 1) return;
    Candidate& answer = answers[0];
    const MarkedText& text = context.text;
    const std::size_t at = answer.first;
    if (at == 0 || answer.last != at + 1 || !text.digits(at) || !text.glued(at)) return;
    if (!text.symbol(at - 1, ',') && !text.symbol(at - 1, '.')) return;
    if (at > 1 && text.glued(at - 1)) return;  // 'es,5'
    const auto key = parse_answer_key(context.request.pending[0].expected);
    const auto meant = parse_answer_key("0." + std::string(text.tokens[at].text));
    if (!key || !meant || !equal_value(*key, *meant)) return;
    answer.value = *key;
    answer.confirm = true;
}

/// '81 ... 82 ... 81' stays as it is: who comes back to the first number has changed his mind twice.
void drop_equal_neighbours(const ReadContext& context, std::vector<Candidate>& answers) {
    if (std::any_of(context.names.begin(), context.names.end(), [](const auto& name) { return name.has_value(); })) return;
    std::vector<Candidate> kept;
    for (const Candidate& answer : answers) {
        const bool again = !answer.label && !kept.empty() && !kept.back().label && equal_value(kept.back().value, answer.value) &&
                           context.request.pending.size() < 2;
        if (!again) kept.push_back(answer);
    }
    answers = std::move(kept);
}

/// 'no es 71', 'not 71', 'no creo que sea 71': a denial before the number, with words of being between.
/// `adjacent` is set when nothing stands between.
bool denied_before(const MarkedText& text, const Candidate& answer, bool& adjacent) {
    constexpr std::size_t words_max = 5;
    for (std::size_t back = 1; back <= words_max && back <= answer.first; ++back) {
        const std::size_t at = answer.first - back;
        adjacent = back == 1;
        if (text.is(at, WordRole::denial)) return true;
        if (!text.is(at, WordRole::be_word)) return false;
    }
    return false;
}

/// '12 no es' at the end of the text.
bool denied_behind(const MarkedText& text, const Candidate& answer) {
    if (!text.is(answer.last, WordRole::denial) || !text.is(answer.last + 1, WordRole::be_word)) return false;
    for (std::size_t i = answer.last + 2; i < text.size(); ++i)
        if ((text.word(i) && !text.is(i, WordRole::courtesy)) || text.digits(i)) return false;
    return true;
}

bool is_awaited(const ReadRequest& request, const Candidate& answer) {
    return std::any_of(request.pending.begin(), request.pending.end(), [&](const PendingItem& item) { return grade(answer.value, item.expected, false) == Verdict::right; });
}

/// 'primero puse 54, despues 64' ends with the answer where that is what waits; 'primero 40 despues 24' may be its parts.
bool told_in_order(const MarkedText& text, const Candidate& first, const Candidate& last) {
    static constexpr std::string_view before[] = {"primero", "antes", "primeiro", "first"};
    static constexpr std::string_view then[] = {"despues", "luego", "ahora", "depois", "agora", "then", "now"};
    const auto any = [&](const auto& words, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to && i < text.size(); ++i)
            if (text.word(i) && std::find(std::begin(words), std::end(words), text.tokens[i].text) != std::end(words)) return true;
        return false;
    };
    return any(before, 0, first.first) && any(then, first.last, last.first);
}

bool expects_remainder(const ReadRequest& request) {
    return request.pending.size() == 1 && request.pending[0].expected.find('r') != std::string::npos;
}

/// 'o sino', 'ou senao', 'or else': the second of two offers, no correction.
bool or_else(const MarkedText& text, std::size_t i) {
    if (i == 0 || !text.is(i - 1, WordRole::or_word)) return false;
    const std::string_view word = text.tokens[i].text;
    return word == "sino" || word == "senao" || word == "else";
}

}  // namespace

bool correction_between(const MarkedText& text, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last && i < text.size(); ++i) {
        const bool turned = text.is(i, WordRole::clause_turn) && !text.is(i, WordRole::be_word) && i + 1 < last && text.is(i + 1, WordRole::be_word);
        if (turned && !or_else(text, i)) return true;  // 'puse 54 pero era 64'
        if (!text.is(i, WordRole::correction) || or_else(text, i)) continue;
        const std::string_view word = text.tokens[i].text;
        const bool not_know = (word == "no" || word == "nao") && i + 1 < text.size() && text.tokens[i + 1].key.starts_with("se");
        if (!not_know) return true;
    }
    return false;
}

bool or_between(const MarkedText& text, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
        const bool o_sea = i + 1 < text.size() && (text.tokens[i + 1].text == "sea" || text.tokens[i + 1].text == "seja");
        if (text.is(i, WordRole::or_word) && !o_sea) return true;
        if (text.symbol(i, '?') && i + 1 < last) continue;
        if (text.symbol(i, '/') || text.symbol(i, '|')) return true;
    }
    return false;
}

void tidy_answers(const ReadContext& context, std::vector<Candidate>& answers) {
    join_spaced_digits(context.request, answers);
    unfold_repeated_keys(context.request, answers);
    read_lookalikes(context, answers);
    read_foreign_thousands(context, answers);
    read_bare_decimals(context, answers);
    drop_equal_neighbours(context, answers);
}

void drop_denied_answers(const ReadContext& context, std::vector<Candidate>& answers) {
    const MarkedText& text = context.text;
    const bool asks = std::any_of(text.tokens.begin(), text.tokens.end(), [](const Token& token) { return token.is('?'); });
    std::vector<Candidate> kept;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const Candidate& answer = answers[i];
        bool adjacent = false;
        bool denied = denied_before(text, answer, adjacent);
        // 'no 81' alone starts over, '71 no 81' corrects; 'not 71, 81' and '82 y no 81' deny. 'no es 81?' asks whether it is.
        const bool starts_over = i + 1 < answers.size() && correction_between(text, answer.last, answers[i + 1].first);
        if (denied && adjacent) denied = (i + 1 < answers.size() && !starts_over) || (i > 0 && answer.first >= 2 && text.is(answer.first - 2, WordRole::and_word));
        else denied = denied && !(asks && answers.size() == 1);
        // '82 no es 81': what stands before is meant, also where 'no es' follows it directly.
        const bool behind = i + 1 == answers.size() && !asks && denied_behind(text, answer);
        if (!denied && !behind) kept.push_back(answer);
    }
    answers = std::move(kept);
}

Settled settle_answers(const ReadContext& context, const std::vector<Candidate>& answers) {
    const MarkedText& text = context.text;
    const Candidate& first = answers[answers.size() - 2];
    const Candidate& last = answers.back();
    const bool or_word = or_between(text, first.last, last.first);
    const bool corrected = correction_between(text, first.last, last.first) || (!or_word && correction_between(text, last.last, text.size()));
    if (or_word && !corrected) return {};
    if (corrected || (told_in_order(text, first, last) && is_awaited(context.request, last))) return {last, first};
    std::vector<Candidate> results;
    for (const Candidate& answer : answers)
        if (answer.first > 0 && (text.symbol(answer.first - 1, '=') || text.is(answer.first - 1, WordRole::equals))) results.push_back(answer);
    if (results.size() == 1 && results[0].first == last.first && !expects_remainder(context.request)) return {last, {}};
    std::vector<Candidate> strong;
    for (const Candidate& answer : answers)
        if (!answer.weak) strong.push_back(answer);
    if (strong.size() == 1) return {strong[0], {}};
    return {};
}

}  // namespace tutorline::domain
