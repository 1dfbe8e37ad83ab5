#include "domain/command/digit_literals.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace tutorline::domain {
namespace {

constexpr std::size_t digits_max = 15;

bool letters_for_digits(std::string_view word) {
    return word.size() <= 3 && word.find_first_not_of("loi") == std::string_view::npos;
}

std::string as_digits(std::string_view word) {
    std::string out;
    for (const char c : word) out.push_back(c == 'o' ? '0' : c == 'l' || c == 'i' ? '1' : c);
    return out;
}

struct Literal {
    std::vector<std::string> groups;
    std::string separators;  ///< one between two groups
    std::size_t last = 0;
    bool confirm = false;
};

/// One group of digits, with l and O glued to it read as 1 and 0.
bool take_group(const MarkedText& text, std::size_t& at, Literal& literal, bool glued) {
    std::string group;
    const std::size_t start = at;
    while (at < text.size() && group.size() <= digits_max) {
        if ((at > start || glued) && !text.glued(at)) break;
        if (text.digits(at)) {
            group.append(text.tokens[at].text);
        } else if (text.word(at) && letters_for_digits(text.tokens[at].text) && (at > start || text.digits(at + 1)) &&
                   (at > start || text.glued(at + 1))) {
            group.append(as_digits(text.tokens[at].text));
            literal.confirm = true;
        } else {
            break;
        }
        ++at;
    }
    if (group.empty()) return false;
    literal.groups.push_back(group);
    literal.last = at;
    return true;
}

bool thousands_shape(const std::vector<std::string>& groups, std::size_t count) {
    if (count < 2 || groups[0].size() > 3 || groups[0] == "0") return false;
    return std::all_of(groups.begin() + 1, groups.begin() + static_cast<std::ptrdiff_t>(count),
                       [](const std::string& group) { return group.size() == 3; });
}

/// How many leading groups are whole thousands; the group after them, if any, is the decimal part. 0: a list.
std::size_t whole_groups(const Literal& literal, Separators separators) {
    const std::size_t n = literal.groups.size();
    if (n == 1) return 1;
    const char first = literal.separators.front();
    const char last = literal.separators.back();
    const bool same = std::all_of(literal.separators.begin(), literal.separators.end(), [&](char c) { return c == first; });
    if (same) {
        const char thousands = separators == Separators::dot_thousands ? '.' : separators == Separators::comma_thousands ? ',' : first;
        if (thousands_shape(literal.groups, n) && (first == thousands || n > 2)) return n;
        return n == 2 ? 1 : 0;
    }
    const bool one_decimal = std::count(literal.separators.begin(), literal.separators.end(), last) == 1;
    return one_decimal && thousands_shape(literal.groups, n - 1) ? n - 1 : 0;
}

std::optional<Answer> value_of(const Literal& literal, std::size_t whole) {
    std::string key;
    for (std::size_t i = 0; i < whole; ++i) key += literal.groups[i];
    if (whole < literal.groups.size()) key += "." + literal.groups[whole].substr(0, 6);
    return parse_answer_key(key);
}

/// Takes `.` `,` and the next group; two points count as one, ' . ' between single groups as well.
bool take_separated(const MarkedText& text, std::size_t& at, Literal& literal, const ScanOptions& options) {
    std::size_t next = at;
    const char mark = text.symbol(next, '.') ? '.' : text.symbol(next, ',') ? ',' : '\0';
    if (mark == '\0') return false;
    const bool apart = text.tokens[next].spaced;
    ++next;
    if (mark == '.' && !apart && text.symbol(next, '.') && text.glued(next)) {
        ++next;
        literal.confirm = true;
    }
    if (!text.digits(next)) return false;
    if (text.tokens[next].spaced != (apart && mark == '.')) return false;
    if (mark == ',' && options.comma_is_list && !(options.separators != Separators::dot_thousands && text.tokens[next].text.size() == 3))
        return false;
    if (apart) literal.confirm = true;
    std::size_t group_at = next;
    if (!take_group(text, group_at, literal, false)) return false;
    literal.separators.push_back(mark);
    at = group_at;
    return true;
}

bool take_blank_thousands(const MarkedText& text, std::size_t& at, Literal& literal) {
    if (!text.digits(at) || !text.tokens[at].spaced || text.tokens[at].text.size() != 3 || literal.groups[0].size() > 9) return false;
    literal.groups[0].append(text.tokens[at].text);
    literal.last = ++at;
    return true;
}

/// 0981 123 456, 0981xxxxxx, +595 981...: a leading 0 or + with six digits or more, or nine digits in groups.
std::optional<FoundNumber> read_phone(const MarkedText& text, std::size_t at) {
    const std::size_t first = at;
    const bool plus = text.symbol(at, '+');
    if (plus) ++at;
    if (!text.digits(at)) return std::nullopt;
    const bool zero = text.tokens[at].text.front() == '0' && text.tokens[at].text.size() >= 3;
    std::size_t digits = 0;
    std::size_t groups = 0;
    while (at < text.size() && groups < 8) {
        const bool masked = text.word(at) && text.tokens[at].text.size() >= 3 && text.tokens[at].text.find_first_not_of('x') == std::string_view::npos;
        const bool dash = (text.symbol(at, '-') || text.symbol(at, '(') || text.symbol(at, ')')) && text.digits(at + 1);
        if (text.digits(at) || masked) {
            if (groups > 0 && text.tokens[at].text.size() < 2) break;
            digits += text.tokens[at].text.size();
            ++groups;
        } else if (!dash) {
            break;
        }
        ++at;
    }
    const bool phone = (zero || plus) ? digits >= 7 : (groups > 1 ? digits >= 9 && digits / groups >= 3 : digits >= 8);
    if (!phone) return std::nullopt;
    FoundNumber found;
    found.first = first;
    found.last = at;
    found.phone = true;
    return found;
}

}  // namespace

Separators separators_of(std::string_view country) {
    static constexpr std::string_view dot[] = {"AR", "BO", "BR", "CL", "CO", "CR", "EC", "ES", "PT", "PY", "UY", "VE"};
    static constexpr std::string_view comma[] = {"BZ", "DO", "GB", "GT", "HN", "KE", "MX", "NI", "PA", "PE", "PR", "SV", "US"};
    if (std::find(std::begin(dot), std::end(dot), country) != std::end(dot)) return Separators::dot_thousands;
    return std::find(std::begin(comma), std::end(comma), country) != std::end(comma) ? Separators::comma_thousands : Separators::either;
}

std::size_t phone_at(const MarkedText& text, std::size_t at) {
    const auto phone = read_phone(text, at);
    return phone ? phone->last : at;
}

std::optional<FoundNumber> read_digit_literal(const MarkedText& text, std::size_t at, const ScanOptions& options) {
    if (!options.numbers_only)
        if (auto phone = read_phone(text, at)) return phone;
    const bool letter_first = text.word(at) && letters_for_digits(text.tokens[at].text) && text.digits(at + 1) &&
                              text.glued(at + 1) && text.tokens[at].spaced;
    if (!text.digits(at) && !letter_first) return std::nullopt;
    Literal literal;
    std::size_t next = at;
    if (!take_group(text, next, literal, false)) return std::nullopt;
    while (literal.groups.size() < 6 && (take_separated(text, next, literal, options))) {
    }
    if (options.blank_thousands && literal.groups.size() == 1 && literal.groups[0].size() <= 3)
        while (take_blank_thousands(text, next, literal)) {
        }
    std::size_t whole = whole_groups(literal, options.separators);
    if (whole == 0) {  // a list such as 1,2,3: the first one alone, the scan goes on behind it
        literal.groups.resize(1);
        literal.separators.clear();
        std::size_t again = at;
        Literal head;
        take_group(text, again, head, false);
        literal.last = head.last;
        whole = 1;
    }
    FoundNumber found;
    found.first = at;
    found.last = literal.last;
    found.confirm = literal.confirm;
    const auto value = value_of(literal, whole);
    if (value) found.value = *value;
    found.phone = !value;  // more digits than any answer has
    return found;
}

}  // namespace tutorline::domain
