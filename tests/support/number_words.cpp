#include "support/number_words.hpp"

#include <array>
#include <utility>

namespace tutorline::test {
namespace {

using Words = std::vector<std::string>;

std::string joined(const std::string& a, const char* between, const std::string& b) { return b.empty() ? a : a + between + b; }

std::string spanish(int n, bool old, bool before_thousand) {
    static const Words units = {"cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince",
                                "dieciseis", "diecisiete", "dieciocho", "diecinueve"};
    static const Words tens = {"", "", "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"};
    static const Words hundreds = {"", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos"};
    const std::string one = before_thousand ? "un" : "uno";
    const auto unit = [&](int u) { return u == 1 ? one : units[static_cast<std::size_t>(u)]; };
    if (n < 16) return unit(n);
    if (n < 20) return old ? "diez y " + unit(n - 10) : units[static_cast<std::size_t>(n)];
    if (n > 20 && n < 30 && !old) return "veinti" + unit(n - 20);
    if (n < 100) return joined(tens[static_cast<std::size_t>(n / 10)], " y ", n % 10 == 0 ? "" : unit(n % 10));
    if (n == 100) return "cien";
    if (n < 1000) return joined(hundreds[static_cast<std::size_t>(n / 100)], " ", n % 100 == 0 ? "" : spanish(n % 100, old, before_thousand));
    return joined(n < 2000 ? "mil" : spanish(n / 1000, old, true) + " mil", " ", n % 1000 == 0 ? "" : spanish(n % 1000, old, before_thousand));
}

std::string portuguese(int n, bool old) {
    static const Words units = {"zero", "um", "dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze", "catorze", "quinze",
                                "dezesseis", "dezessete", "dezoito", "dezenove"};
    static const Words other = {"quatorze", "quinze", "dezasseis", "dezassete", "dezoito", "dezanove"};
    static const Words tens = {"", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"};
    static const Words hundreds = {"", "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos", "oitocentos", "novecentos"};
    if (n < 20) return old && n >= 14 ? other[static_cast<std::size_t>(n - 14)] : units[static_cast<std::size_t>(n)];
    if (n < 100) return joined(tens[static_cast<std::size_t>(n / 10)], " e ", n % 10 == 0 ? "" : portuguese(n % 10, old));
    if (n == 100) return "cem";
    if (n < 1000) return joined(hundreds[static_cast<std::size_t>(n / 100)], " e ", n % 100 == 0 ? "" : portuguese(n % 100, old));
    const int rest = n % 1000;
    return joined(n < 2000 ? "mil" : portuguese(n / 1000, old) + " mil", rest < 100 || rest % 100 == 0 ? " e " : " ", rest == 0 ? "" : portuguese(rest, old));
}

std::string english(int n, bool old) {
    static const Words units = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
                                "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const Words tens = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (n < 20) return units[static_cast<std::size_t>(n)];
    if (n < 100) return joined(tens[static_cast<std::size_t>(n / 10)], old ? " " : "-", n % 10 == 0 ? "" : english(n % 10, old));
    if (n < 1000) return joined(english(n / 100, old) + " hundred", old ? " and " : " ", n % 100 == 0 ? "" : english(n % 100, old));
    return joined(english(n / 1000, old) + " thousand", old && n % 1000 < 100 ? " and " : " ", n % 1000 == 0 ? "" : english(n % 1000, old));
}

std::string guarani(int n) {
    static const Words units = {"", "petei", "mokoi", "mbohapy", "irundy", "po", "potei", "pokoi", "poapy", "porundy"};
    static const Words teens = {"", "tei", "koi", "apy", "rundy", "po", "potei", "pokoi", "poapy", "porundy"};
    if (n < 10) return units[static_cast<std::size_t>(n)];
    if (n < 20) return "pa" + teens[static_cast<std::size_t>(n - 10)];
    if (n < 100) return joined(units[static_cast<std::size_t>(n / 10)] + "pa", " ", n % 10 == 0 ? "" : guarani(n % 10));
    return joined((n < 200 ? "" : units[static_cast<std::size_t>(n / 100)]) + "sa", " ", n % 100 == 0 ? "" : guarani(n % 100));
}

std::string creole(int n) {
    static const Words units = {"zewo", "en", "de", "twa", "kat", "senk", "sis", "sèt", "uit", "nèf", "dis", "onz", "douz", "trèz", "katòz", "kenz", "sèz", "disèt", "dizuit", "diznèf"};
    static const std::array<std::array<const char*, 3>, 7> tens = {{{"", "", ""}, {"", "", ""}, {"ven", "venn", "vent"}, {"trant", "trann", "trant"},
                                                                    {"karant", "karann", "karant"}, {"senkant", "senkann", "senkant"}, {"swasant", "swasann", "swasant"}}};
    const auto unit = [&](int u) { return units[static_cast<std::size_t>(u)]; };
    if (n < 20) return unit(n);
    if (n >= 80 && n < 100) return joined("katreven", " ", n == 80 ? "" : unit(n - 80));
    if (n < 80) {
        const auto& stem = tens[static_cast<std::size_t>(n >= 60 ? 6 : n / 10)];
        const int rest = n >= 60 ? n - 60 : n % 10;
        if (rest == 0) return stem[0];
        if (rest == 1) return std::string(stem[2]) + "eyen";
        return (rest == 8 ? stem[2] : stem[1]) + unit(rest);
    }
    if (n < 1000) return joined(n < 200 ? "san" : unit(n / 100) + " san", " ", n % 100 == 0 ? "" : creole(n % 100));
    return joined(n < 2000 ? "mil" : unit(n / 1000) + " mil", " ", n % 1000 == 0 ? "" : creole(n % 1000));
}

}  // namespace

std::string number_words(const std::string& language, int number, bool old_spelling) {
    if (language == "es") return spanish(number, old_spelling, false);
    if (language == "pt") return portuguese(number, old_spelling);
    if (language == "en") return english(number, old_spelling);
    return language == "gn" ? guarani(number) : creole(number);
}

std::string misspelt(const std::string& words, int number) {
    static const std::pair<const char*, const char*> slips[] = {{"v", "b"}, {"ce", "se"}, {"ci", "si"}, {"z", "s"}, {"qu", "k"}, {" y ", " i "}, {"nt", "ntt"},
                                                                {" e ", " i "}, {"s", "z"}, {"ch", "sh"}, {" ", ""}, {"ei", "ey"}, {"ll", "l"}, {"ve", "be"}};
    const std::size_t count = std::size(slips);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& [from, to] = slips[(static_cast<std::size_t>(number) + i) % count];
        const std::size_t at = words.find(from);
        if (at == std::string::npos) continue;
        std::string out = words;
        return out.replace(at, std::string(from).size(), to);
    }
    return words;
}

}  // namespace tutorline::test
