#include "domain/practice/item_shapes.hpp"

#include <array>
#include <numeric>

namespace tutorline::domain {
namespace {

// Calls `keep(a, b)` for all a in [a_low, a_high] and b in [b_low, b_high]; keeps the pairs for which it holds.
template <class Keep>
std::vector<Operands> pairs(int a_low, int a_high, int b_low, int b_high, Keep keep) {
    std::vector<Operands> found;
    for (int a = a_low; a <= a_high; ++a)
        for (int b = b_low; b <= b_high; ++b)
            if (keep(a, b)) found.push_back({a, b});
    return found;
}

std::vector<Operands> additions(int band) {
    const auto carries = [](int a, int b) { return a % 10 + b % 10 >= 10; };
    switch (band) {
        case 0: return pairs(11, 88, 2, 8, [&](int a, int b) { return a % 10 > 0 && !carries(a, b); });
        case 1: return pairs(21, 78, 11, 68, [&](int a, int b) { return a > b && a % 10 > 0 && b % 10 > 0 && a + b < 100 && !carries(a, b); });
        case 2: return pairs(24, 78, 15, 69, [&](int a, int b) { return a != b && a + b < 100 && carries(a, b) && (a > b) == ((a + b) % 2 == 0); });
        default: return pairs(125, 689, 47, 98, [&](int a, int b) { return carries(a, b) && (a * 7 + b) % 53 == 0; });
    }
}

std::vector<Operands> subtractions(int band) {
    const auto borrows = [](int a, int b) { return a % 10 < b % 10; };
    switch (band) {
        case 0: return pairs(14, 89, 2, 8, [&](int a, int b) { return !borrows(a, b) && a % 10 != b; });
        case 1: return pairs(36, 98, 12, 67, [&](int a, int b) { return a - b > 10 && b % 10 > 0 && a % 10 > b % 10; });
        case 2: return pairs(41, 96, 13, 68, [&](int a, int b) { return a - b > 10 && a % 10 > 0 && borrows(a, b); });
        default: return pairs(203, 906, 45, 178, [&](int a, int b) { return a - b > 100 && borrows(a, b) && a / 10 % 10 < b / 10 % 10 && (a * 11 + b) % 61 == 0; });
    }
}

std::vector<Operands> multiplications(int band) {
    switch (band) {
        case 0: return pairs(2, 12, 2, 5, [](int a, int b) { return a >= b; });
        case 1: return pairs(6, 16, 6, 9, [](int a, int b) { return a >= b; });
        case 2: return pairs(17, 49, 2, 6, [](int a, int b) { return a % 10 > 0 && a * b < 200; });
        default: return pairs(24, 98, 4, 9, [](int a, int b) { return a % 10 > 3 && a * b >= 200; });
    }
}

std::vector<Operands> divisions(int band) {
    switch (band) {
        case 0: return pairs(12, 90, 2, 9, [](int a, int b) { return a % b == 0 && a / b > 2 && a / b <= 10; });
        case 1: return pairs(13, 89, 2, 9, [](int a, int b) { return a % b > 0 && a / b > 2 && a / b < 10; });
        case 2: return pairs(26, 99, 2, 8, [](int a, int b) { return a % b > 0 && a / b > 10; });
        default: return pairs(124, 498, 3, 9, [](int a, int b) { return a % b > 0 && a / b > 20 && (a * 5 + b) % 7 == 0; });
    }
}

/// {digits, ask}: ask 1..4 = value of the tens digit, value of the hundreds digit, how many whole tens, number from its parts.
std::vector<Operands> place_values(int band) {
    const auto distinct = [](int n) {
        const int units = n % 10, tens = n / 10 % 10, hundreds = n / 100 % 10;
        return units > 0 && tens > 0 && units != tens && units != hundreds && tens != hundreds;
    };
    const int ask = band == 0 ? 4 : band;
    const int low = band == 3 ? 1201 : 123;
    const int high = band == 3 ? 4987 : 987;
    return pairs(low, high, ask, ask, [&](int n, int) { return distinct(n) && n % 3 == (band == 3 ? 1 : band); });
}

/// {a, b, d}: a/d + b/d; a negative b means a/d - |b|/d.
std::vector<Operands> fractions(int band) {
    std::vector<Operands> found;
    const int low = band % 2 == 0 ? 3 : 8;
    const int high = band % 2 == 0 ? 12 : 15;
    for (int d = low; d <= high; ++d)
        for (int a = 1; a < d; ++a)
            for (int b = 1; b < d; ++b) {
                const bool reduces = std::gcd(band < 2 ? a + b : a - b, d) > 1;
                const bool inside = band < 2 ? a + b < d : b < a;
                if (inside && reduces == (band % 2 == 1)) found.push_back({a, band < 2 ? b : -b, d});
            }
    return found;
}

/// {a, b, story}: stories 1-2 add, 3-4 take away, 5-6 multiply, 7-8 divide without remainder.
std::vector<Operands> stories(int band) {
    std::vector<Operands> found;
    const auto add = [&](std::vector<Operands> from, int story) {
        for (const auto& operands : from) found.push_back({operands[0], operands[1], story + static_cast<int>(found.size() % 2)});
    };
    switch (band) {
        case 0: add(pairs(14, 58, 12, 38, [](int a, int b) { return a > b && (a + b) % 3 == 0; }), 1); break;
        case 1: add(pairs(31, 95, 12, 48, [](int a, int b) { return a - b > 8 && (a + b) % 5 == 0; }), 3); break;
        case 2: add(pairs(4, 19, 3, 9, [](int a, int b) { return a != b; }), 5); break;
        default: add(pairs(24, 96, 3, 8, [](int a, int b) { return a % b == 0 && a / b > 3; }), 7); break;
    }
    return found;
}

std::string fraction(int above, int below) {
    const int shared = std::gcd(above, below);
    return std::to_string(above / shared) + "/" + std::to_string(below / shared);
}

std::string place_value_answer(int number, int ask) {
    switch (ask) {
        case 1: return std::to_string(number / 10 % 10 * 10);
        case 2: return std::to_string(number / 100 % 10 * 100);
        case 3: return std::to_string(number / 10);
        default: return std::to_string(number);
    }
}

void word_place_value(Item& item) {
    const int number = item.operands[0];
    const int ask = item.operands[1];
    item.expected = place_value_answer(number, ask);
    item.text_key = "items.place_" + std::to_string(ask);
    if (ask == 4) {
        item.text_arguments = {{"a", std::to_string(number / 100)}, {"b", std::to_string(number / 10 % 10)}, {"c", std::to_string(number % 10)}};
        return;
    }
    item.text_arguments = {{"a", std::to_string(number)}};
    if (ask < 3) item.text_arguments.emplace_back("b", std::to_string(ask == 1 ? number / 10 % 10 : number / 100 % 10));
}

void word_story(Item& item) {
    const int a = item.operands[0], b = item.operands[1], story = item.operands[2];
    const std::array<int, 4> results{a + b, a - b, a * b, a / b};
    item.expected = std::to_string(results[static_cast<std::size_t>((story - 1) / 2)]);
    item.text_key = "items.word_" + std::to_string(story);
    item.text_arguments = {{"a", std::to_string(a)}, {"b", std::to_string(b)}};
}

void word_fraction(Item& item) {
    const int a = item.operands[0], b = item.operands[1], d = item.operands[2];
    item.expected = fraction(a + b, d);
    item.text_key = b < 0 ? "items.fractions_minus" : "items.fractions_plus";
    item.text_arguments = {{"a", std::to_string(a)}, {"b", std::to_string(b < 0 ? -b : b)}, {"d", std::to_string(d)}};
}

void word_operation(Item& item) {
    const int a = item.operands[0], b = item.operands[1];
    item.text_key = "items." + std::string{name(item.skill)};
    item.text_arguments = {{"a", std::to_string(a)}, {"b", std::to_string(b)}};
    switch (item.skill) {
        case Skill::addition: item.expected = std::to_string(a + b); break;
        case Skill::subtraction: item.expected = std::to_string(a - b); break;
        case Skill::multiplication: item.expected = std::to_string(a * b); break;
        default: item.expected = std::to_string(a / b) + (a % b == 0 ? "" : "r" + std::to_string(a % b)); break;
    }
}

}  // namespace

std::vector<Operands> shapes(Skill skill, int band) {
    switch (skill) {
        case Skill::addition: return additions(band);
        case Skill::subtraction: return subtractions(band);
        case Skill::multiplication: return multiplications(band);
        case Skill::division: return divisions(band);
        case Skill::place_value: return place_values(band);
        case Skill::fractions: return fractions(band);
        case Skill::word_problems: return stories(band);
    }
    return {};
}

void word(Item& item) {
    switch (item.skill) {
        case Skill::place_value: word_place_value(item); break;
        case Skill::fractions: word_fraction(item); break;
        case Skill::word_problems: word_story(item); break;
        default: word_operation(item); break;
    }
}

}  // namespace tutorline::domain
