#include "domain/matching/kept_prices.hpp"

#include <charconv>
#include <map>
#include <optional>

#include "base/index.hpp"
#include "domain/matching/instance.hpp"
#include "domain/matching/rematch.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::string_view first_line = "prices 1";

/// FNV-1a. Two tutors with one hash would get each other's guesses, which costs time only.
std::uint64_t hash_of(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char sign : id) hash = (hash ^ static_cast<unsigned char>(sign)) * 0x100000001b3ULL;
    return hash;
}

template <class Number>
void put(std::string& text, Number number, int base = 10) {
    char digits[24];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, number, base).ptr);
}

void put_seat(std::string& text, const KeptPrices::Seat& seat) {
    put(text += ' ', seat.slot);
    put(text += ',', seat.price.moved);
    put(text += ',', seat.price.cost);
    if (seat.price.left_out >= 0) put(text += ',', seat.price.left_out);
}

/// Takes what stands before `end` off the text.
std::string_view take(std::string_view& text, char end) {
    const std::size_t length = std::min(text.find(end), text.size());
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return taken;
}

template <class Number>
std::optional<Number> number(std::string_view text, int base = 10) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<KeptPrices::Seat> read_seat(std::string_view text) {
    const auto slot = number<int>(take(text, ','));
    const auto moved = number<std::int64_t>(take(text, ','));
    const auto cost = number<std::int64_t>(take(text, ','));
    const auto left_out = text.empty() ? std::optional(-1) : number<int>(text);
    if (!slot || !moved || !cost || !left_out) return std::nullopt;
    return KeptPrices::Seat{*slot, {*moved, *cost, *left_out}};
}

}  // namespace

std::string keep_prices(const Problem& running) {
    const Instance instance(running);
    if (instance.couples_slots() || !instance.has_promises) return {};
    const Rematch seated(instance);
    if (seated.overflows()) return {};
    const KeptPrices prices = seated.prices();
    std::string text{first_line};
    text += '\n';
    for (const auto& [tutor, slot] : prices.leaving) {
        put(text, hash_of(running.tutors[at(tutor)].id), 16);
        put(text += ',', slot);
        text += ' ';
    }
    text += '\n';
    for (std::size_t tutor = 0; tutor < prices.seats.size(); ++tutor) {
        if (prices.seats[tutor].empty()) continue;
        put(text, hash_of(running.tutors[tutor].id), 16);
        for (const KeptPrices::Seat& seat : prices.seats[tutor]) put_seat(text, seat);
        text += '\n';
    }
    return text;
}

KeptPrices read_prices(std::string_view text, const Problem& problem) {
    KeptPrices prices;
    if (take(text, '\n') != first_line) return prices;
    std::map<std::uint64_t, int> tutors;
    for (std::size_t tutor = 0; tutor < problem.tutors.size(); ++tutor) tutors.emplace(hash_of(problem.tutors[tutor].id), static_cast<int>(tutor));
    const auto tutor_of = [&](std::string_view hash) {
        const auto value = number<std::uint64_t>(hash, 16);
        const auto found = value ? tutors.find(*value) : tutors.end();
        return found == tutors.end() ? nobody : found->second;
    };
    for (std::string_view leaving = take(text, '\n'); !leaving.empty();) {
        std::string_view seat = take(leaving, ' ');
        const int tutor = tutor_of(take(seat, ','));
        prices.leaving.emplace_back(tutor, number<int>(seat).value_or(-1));
    }
    prices.seats.resize(problem.tutors.size());
    while (!text.empty()) {
        std::string_view line = take(text, '\n');
        const int tutor = tutor_of(take(line, ' '));
        while (tutor != nobody && !line.empty())
            if (const auto seat = read_seat(take(line, ' '))) prices.seats[at(tutor)].push_back(*seat);
    }
    return prices;
}

}  // namespace tutorline::domain::matching
