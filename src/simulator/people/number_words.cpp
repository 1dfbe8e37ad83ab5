#include "simulator/people/number_words.hpp"

#include <array>
#include <utility>

namespace tutorline::simulator {
namespace {

constexpr std::array<const char*, 30> small{
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce",
    "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidos", "veintitres",
    "veinticuatro", "veinticinco", "veintiseis", "veintisiete", "veintiocho", "veintinueve"};
constexpr std::array<const char*, 10> tens{"", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"};
constexpr std::array<const char*, 10> hundreds{"", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos",
                                               "seiscientos", "setecientos", "ochocientos", "novecientos"};
constexpr std::array<const char*, 10> guarani{"", "petei", "mokoi", "mbohapy", "irundy", "po", "potei", "pokoi", "poapy", "porundy"};

std::string below_hundred(std::int64_t n) {
    if (n < 30) return small[static_cast<std::size_t>(n)];
    const std::string ten = tens[static_cast<std::size_t>(n / 10)];
    return n % 10 == 0 ? ten : ten + " y " + small[static_cast<std::size_t>(n % 10)];
}

}  // namespace

std::string spanish_words(std::int64_t number) {
    if (number < 0 || number > 9999) return std::to_string(number);
    std::string out;
    if (number >= 1000) out = number < 2000 ? "mil" : std::string{small[static_cast<std::size_t>(number / 1000)]} + " mil";
    const auto rest = number % 1000;
    if (rest == 0 && number > 0) return out;
    if (!out.empty()) out += ' ';
    if (rest == 100) return out + "cien";
    if (rest >= 100) out += hundreds[static_cast<std::size_t>(rest / 100)];
    if (rest >= 100 && rest % 100 != 0) out += ' ';
    if (rest % 100 != 0 || rest == 0) out += below_hundred(rest % 100);
    return out;
}

std::string guarani_words(std::int64_t number) {
    if (number < 1 || number > 99) return std::to_string(number);
    const auto ten = number / 10, unit = number % 10;
    std::string out;
    if (ten == 1) out = "pa";
    if (ten > 1) out = std::string{guarani[static_cast<std::size_t>(ten)]} + "pa";
    if (unit == 0) return out;
    // Ten and a unit grow together ("papo", 15); a higher ten keeps its distance ("mokoipa pokoi", 27).
    return ten == 1 ? out + guarani[static_cast<std::size_t>(unit)] : (out.empty() ? "" : out + " ") + guarani[static_cast<std::size_t>(unit)];
}

std::string misspelt(std::string words, base::Random& random) {
    static constexpr std::array<std::pair<const char*, const char*>, 6> habits{{
        {"ciento", "siento"}, {"cinc", "sinc"}, {"dieci", "diesi"}, {"veint", "beint"},
        {"nueve", "nuebe"}, {"quince", "kince"}}};
    const auto& [right, wrong] = habits[random.below(habits.size())];
    const std::string from{right};
    if (const auto at = words.find(from); at != std::string::npos) words.replace(at, from.size(), wrong);
    return words;
}

}  // namespace tutorline::simulator
