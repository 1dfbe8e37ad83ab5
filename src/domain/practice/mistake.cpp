#include "domain/practice/mistake.hpp"

#include <algorithm>
#include <array>

#include "domain/practice/item_answer.hpp"

namespace tutorline::domain {
namespace {

constexpr std::array<std::string_view, 20> names{
    "none",          "forgot_carry", "carried_twice", "wrote_both",        "subtracted",      "added",           "forgot_borrow",
    "turned_around", "one_row_less", "one_row_more",  "times_carry",       "remainder_missing", "remainder_wrong", "remainder_large",
    "reversed",      "off_by_one",   "tens_shift",    "digit_only",        "added_below",     "other_operation"};

long reversed(long number) {
    long turned = 0;
    for (; number > 0; number /= 10) turned = turned * 10 + number % 10;
    return turned;
}

/// Digit by digit the larger less the smaller, as children do who 'turn around' 3 - 5.
long turned_around(long a, long b) {
    long result = 0;
    for (long place = 1; a > 0 || b > 0; place *= 10, a /= 10, b /= 10) result += place * std::abs(a % 10 - b % 10);
    return result;
}

/// Two figures written side by side.
long side_by_side(long left, long right) { return left * (right >= 100 ? 1000 : right >= 10 ? 100 : 10) + right; }

Mistake any_number(long value, long answer) {
    if (answer >= 10 && value == reversed(answer)) return Mistake::reversed;
    if (value == answer * 10 || (answer % 10 == 0 && value == answer / 10)) return Mistake::tens_shift;
    if (value == answer + 1 || value == answer - 1) return Mistake::off_by_one;
    return Mistake::none;
}

Mistake in_addition(long a, long b, long value) {
    const long answer = a + b;
    const bool carries = a % 10 + b % 10 >= 10;
    if (carries && value == answer - 10) return Mistake::forgot_carry;
    if (carries && value == side_by_side(a / 10 + b / 10, a % 10 + b % 10)) return Mistake::wrote_both;
    if (value == std::abs(a - b)) return Mistake::subtracted;
    if (value == answer + 10) return Mistake::carried_twice;
    return any_number(value, answer);
}

Mistake in_subtraction(long a, long b, long value) {
    const long answer = a - b;
    const bool borrows = a % 10 < b % 10;
    if (value == a + b) return Mistake::added;
    if (borrows && value == answer + 10) return Mistake::forgot_borrow;
    if (borrows && value == turned_around(a, b)) return Mistake::turned_around;
    return any_number(value, answer);
}

Mistake in_multiplication(long a, long b, long value) {
    const long answer = a * b;
    const long units = a % 10 * b;
    if (value == a + b) return Mistake::added;
    if (a > 10 && units >= 10 && (value == a / 10 * b * 10 + units % 10 || value == side_by_side(a / 10 * b, units))) return Mistake::times_carry;
    if (value == answer - a || value == answer - b) return Mistake::one_row_less;
    if (value == answer + a || value == answer + b) return Mistake::one_row_more;
    return any_number(value, answer);
}

Mistake in_division(long a, long b, const CanonicalValue& value) {
    const long quotient = a / b, rest = a % b;
    if (value.whole == quotient && !value.rest && rest > 0) return Mistake::remainder_missing;
    if (value.rest && *value.rest >= b && value.whole * b + *value.rest == a) return Mistake::remainder_large;
    if (value.whole == quotient && value.rest) return Mistake::remainder_wrong;
    if (value.whole == a + b) return Mistake::added;
    if (value.whole == quotient - 1) return Mistake::one_row_less;
    if (value.whole == quotient + 1) return Mistake::one_row_more;
    const Mistake seen = any_number(value.whole, quotient);
    return seen == Mistake::off_by_one ? Mistake::none : seen;
}

Mistake in_place_value(const Item& item, long value, long answer) {
    const int ask = item.operands[1];
    if (ask < 3 && value == answer / (ask == 1 ? 10 : 100)) return Mistake::digit_only;
    return any_number(value, answer);
}

Mistake in_fractions(long a, long b, long d, const CanonicalValue& value) {
    const auto is = [&](long above, long below) { return value.whole * below == above * value.below; };
    if (b > 0 && is(a + b, 2 * d)) return Mistake::added_below;
    if (b > 0 && is(std::abs(a - b), d)) return Mistake::subtracted;
    if (b < 0 && is(a - b, d)) return Mistake::added;
    return Mistake::none;
}

Mistake in_story(long a, long b, long value, long answer) {
    for (const long other : {a + b, a - b, a * b, a / b})
        if (value == other) return Mistake::other_operation;
    return any_number(value, answer);
}

bool same_value(const CanonicalValue& left, const CanonicalValue& right) {
    return left.whole * right.below == right.whole * left.below && left.rest.value_or(0) == right.rest.value_or(0);
}

std::string text(long number) { return std::to_string(number); }

void add(Arguments& arguments, std::string_view name, long number) { arguments.emplace_back(name, text(number)); }

/// Every number that a hint or a worked answer about two operands may name.
Arguments operand_arguments(long a, long b) {
    Arguments all;
    add(all, "a", a);
    add(all, "b", b);
    add(all, "tens_a", a / 10 * 10);
    add(all, "tens_b", b / 10 * 10);
    add(all, "units_a", a % 10);
    add(all, "units_b", b % 10);
    return all;
}

std::string_view operation_hint(const Item& item) {
    const long a = item.operands[0], b = item.operands[1];
    switch (item.skill) {
        case Skill::addition: return b < 10 ? "addition_small" : "addition";
        case Skill::subtraction: return b < 10 ? "subtraction_small" : "subtraction";
        case Skill::multiplication: return a <= 10 ? "multiplication_table" : "multiplication";
        default: return a / b <= 10 ? "division_table" : a / b < 20 ? "division" : "division_large";
    }
}

constexpr std::array<std::string_view, 4> story_operations{"word_add", "word_subtract", "word_multiply", "word_divide"};

std::string own_key(const Item& item) {
    switch (item.skill) {
        case Skill::place_value: return "place_" + std::to_string(item.operands[1]);
        case Skill::fractions: return item.operands[1] < 0 ? "fractions_minus" : "fractions_plus";
        case Skill::word_problems: return std::string{story_operations[static_cast<std::size_t>((item.operands[2] - 1) / 2)]};
        default: return std::string{operation_hint(item)};
    }
}

void add_division(Arguments& all, long a, long b) {
    const long quotient = a / b;
    const long round = quotient / 10 * 10;
    add(all, "quotient", quotient);
    add(all, "product", quotient * b);
    add(all, "remainder", a % b);
    add(all, "ten_times", b * 10);
    add(all, "round", round);
    add(all, "round_product", b * round);
    add(all, "left", a - (quotient < 20 ? b * 10 : b * round));
}

/// The step of the row that was missed: what lies between the answer and what was given.
long missed_step(const Item& item, const CanonicalValue& value) {
    if (item.skill == Skill::division) return item.operands[1];
    return std::abs(static_cast<long>(item.operands[0]) * item.operands[1] - value.whole);
}

Arguments story_or_place_arguments(const Item& item) {
    Arguments all = item.text_arguments;
    if (item.skill == Skill::place_value && item.operands[1] == 3) add(all, "product", item.operands[0] / 10 * 10);
    return all;
}

Arguments fraction_arguments(const Item& item) {
    Arguments all = item.text_arguments;
    add(all, "sum", item.operands[0] + item.operands[1]);
    return all;
}

/// Arguments of both the hint and the worked answer: a text takes those it names.
Arguments all_arguments(const Item& item) {
    if (item.skill == Skill::fractions) return fraction_arguments(item);
    if (item.skill == Skill::place_value || item.skill == Skill::word_problems) return story_or_place_arguments(item);
    const long a = item.operands[0], b = item.operands[1];
    Arguments all = operand_arguments(a, b);
    if (item.skill == Skill::division) add_division(all, a, b);
    if (item.skill == Skill::addition) add(all, "tens", a / 10 * 10 + b / 10 * 10);
    if (item.skill == Skill::multiplication) add(all, "tens", a / 10 * 10 * b);
    const long units = item.skill == Skill::multiplication ? a % 10 * b : a % 10 + b % 10;
    add(all, "units", units);
    add(all, "carried", units / 10);
    add(all, "unit_digit", item.skill == Skill::subtraction ? a % 10 : units % 10);
    if (item.skill == Skill::subtraction) add(all, "step", a - b / 10 * 10);
    return all;
}

}  // namespace

std::string_view name(Mistake value) { return names[static_cast<std::size_t>(value)]; }

Mistake see_mistake(const Item& item, std::string_view given) {
    const auto value = read_value(given);
    const auto expected = read_value(item.expected);
    if (!value || !expected || same_value(*value, *expected)) return Mistake::none;
    const long a = item.operands[0];
    const long b = item.operands[1];
    if (item.skill == Skill::fractions) return in_fractions(a, b, item.operands[2], *value);
    if (item.skill == Skill::division) return in_division(a, b, *value);
    if (value->below != 1 || value->rest) return Mistake::none;
    switch (item.skill) {
        case Skill::addition: return in_addition(a, b, value->whole);
        case Skill::subtraction: return in_subtraction(a, b, value->whole);
        case Skill::multiplication: return in_multiplication(a, b, value->whole);
        case Skill::place_value: return in_place_value(item, value->whole, expected->whole);
        default: return in_story(a, b, value->whole, expected->whole);
    }
}

HintText hint_text(const Item& item, Mistake mistake, std::string_view given) {
    HintText hint{"hints." + (mistake == Mistake::none ? own_key(item) : std::string{name(mistake)}), all_arguments(item)};
    const auto value = read_value(given);
    if (!value) return hint;
    if (mistake == Mistake::remainder_large) add(hint.arguments, "given", value->rest.value_or(0));
    if (mistake == Mistake::one_row_less || mistake == Mistake::one_row_more) add(hint.arguments, "step", missed_step(item, *value));
    return hint;
}

HintText worked_text(const Item& item) {
    std::string key = "worked." + own_key(item);
    if (item.skill == Skill::division) key = item.operands[0] % item.operands[1] == 0 ? "worked.division_exact" : "worked.division";
    if (item.skill == Skill::fractions && item.expected != std::to_string(item.operands[0] + item.operands[1]) + "/" + std::to_string(item.operands[2]))
        key += "_reduced";
    Arguments arguments = all_arguments(item);
    arguments.emplace_back("answer", item.expected);
    return {key, std::move(arguments)};
}

}  // namespace tutorline::domain
