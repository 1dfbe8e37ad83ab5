#include "domain/command/code_points.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace tutorline::domain {
namespace {

struct Form {
    char32_t from;
    std::string_view to;
};

// Sorted by code point. Latin letters with marks of Spanish, Portuguese, Guarani, Creole and their capitals, and signs.
constexpr Form forms[] = {
    {0xA1, ""},     {0xAA, "."},    {0xAB, "\""},   {0xAD, ""},     {0xB0, " "},    {0xB2, "2"},    {0xB3, "3"},
    {0xB4, ""},     {0xB7, "*"},    {0xB9, "1"},    {0xBA, "."},    {0xBB, "\""},   {0xBC, " 1/4"}, {0xBD, " 1/2"},
    {0xBE, " 3/4"}, {0xBF, ""},     {0xD7, "x"},    {0xDF, "ss"},   {0xE6, "ae"},   {0xF7, "/"},    {0x128, "i"},
    {0x129, "i"},   {0x131, "i"},   {0x168, "u"},   {0x169, "u"},   {0x178, "y"},   {0x1D1, "o"},   {0x1D2, "o"},
    {0x1EBC, "e"},  {0x1EBD, "e"},  {0x1EF8, "y"},  {0x1EF9, "y"},  {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},
    {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"},  {0x2018, ""},   {0x2019, ""},   {0x201B, ""},   {0x201C, "\""},
    {0x201D, "\""}, {0x2022, " "},  {0x2026, "..."}, {0x2044, "/"}, {0x2070, "0"},  {0x20AC, "$"},  {0x20B2, "$"},
    {0x20E3, ""},   {0x2153, " 1/3"}, {0x2154, " 2/3"}, {0x2155, " 1/5"}, {0x215B, " 1/8"}, {0x2212, "-"}, {0x2215, "/"},
    {0x2248, "="},  {0x2716, "x"},  {0x2795, "+"},  {0x2796, "-"},  {0x2797, "/"},
};

// U+00C0..U+00FF and U+0100..U+017F without their marks, one letter each ('?' where the table above decides).
constexpr std::string_view latin1 = "aaaaaaaceeeeiiiidnooooo?ouuuuy?saaaaaa?ceeeeiiiidnooooo?ouuuuy?y";
constexpr std::string_view latin_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
    "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

constexpr std::array<std::string_view, 36> ascii_forms = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b",
                                                          "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n",
                                                          "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"};
std::string_view digit(char32_t value) { return ascii_forms[value]; }
std::string_view letter(char lower) { return ascii_forms[static_cast<std::size_t>(lower - 'a') + 10]; }

bool is_emoji(char32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) ||
           (c >= 0x2190 && c <= 0x23FF) || c == 0x263A;
}

bool is_glad(char32_t c) {
    constexpr char32_t glad[] = {0x263A,  0x2705,  0x2714,  0x2764,  0x1F389, 0x1F44B, 0x1F44C, 0x1F44D, 0x1F44F,
                                 0x1F493, 0x1F495, 0x1F496, 0x1F499, 0x1F49A, 0x1F49B, 0x1F4AA, 0x1F4AF, 0x1F600,
                                 0x1F601, 0x1F603, 0x1F604, 0x1F606, 0x1F609, 0x1F60A, 0x1F60D, 0x1F60E, 0x1F618,
                                 0x1F642, 0x1F64B, 0x1F64C, 0x1F64F, 0x1F917, 0x1F919, 0x1F91D, 0x1F929, 0x1F970};
    return std::binary_search(std::begin(glad), std::end(glad), c);
}

std::string_view ascii_form(char32_t c) {
    static constexpr std::string_view all =
        " !\"#$%&'()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    if (c == '\n' || c == '\r') return "\n";
    if (c == '\'' || c == '`') return "";
    if (c < 0x20 || c == 0x7F) return " ";
    return all.substr(c - 0x20, 1);
}

}  // namespace

char32_t next_code_point(std::string_view raw, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return i < raw.size() ? static_cast<unsigned char>(raw[i]) : 0u; };
    const unsigned first = byte(at);
    const std::size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length <= 1) return ++at, length == 1 ? static_cast<char32_t>(first) : U'\uFFFD';
    char32_t c = first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0u) != 0x80u) return ++at, U'\uFFFD';
        c = (c << 6) | (byte(at + i) & 0x3Fu);
    }
    at += length;
    return c;
}

std::string_view plain_form(char32_t c) {
    if (c < 0x80) return ascii_form(c);
    const auto* found = std::lower_bound(std::begin(forms), std::end(forms), c,
                                         [](const Form& form, char32_t wanted) { return form.from < wanted; });
    if (found != std::end(forms) && found->from == c) return found->to;
    if (c >= 0xC0 && c <= 0xFF) return latin1[c - 0xC0] == '?' ? std::string_view(" ") : letter(latin1[c - 0xC0]);
    if (c >= 0x100 && c <= 0x17F) return c - 0x100 < latin_a.size() ? letter(latin_a[c - 0x100]) : std::string_view(" ");
    if ((c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x200B && c <= 0x200F) || c == 0x2BC) return "";
    if (c >= 0x660 && c <= 0x669) return digit(c - 0x660);
    if (c >= 0x6F0 && c <= 0x6F9) return digit(c - 0x6F0);
    if (c >= 0x966 && c <= 0x96F) return digit(c - 0x966);
    if (c >= 0x9E6 && c <= 0x9EF) return digit(c - 0x9E6);
    if (c >= 0x1D400 && c <= 0x1D6A3) return letter(static_cast<char>('a' + (c - 0x1D400) % 26));  // bold, italic, sans ...
    if (c >= 0x24B6 && c <= 0x24E9) return letter(static_cast<char>('a' + (c - 0x24B6) % 26));     // in circles
    if (c >= 0x1F130 && c <= 0x1F149) return letter(static_cast<char>('a' + (c - 0x1F130)));       // in squares
    if (c >= 0x1F170 && c <= 0x1F189) return letter(static_cast<char>('a' + (c - 0x1F170)));
    if (c >= 0x2460 && c <= 0x2468) return digit(c - 0x2460 + 1);
    if (c >= 0x2776 && c <= 0x277E) return digit(c - 0x2776 + 1);
    if (c >= 0x1D7CE && c <= 0x1D7FF) return digit((c - 0x1D7CE) % 10);
    if (c >= 0xFF01 && c <= 0xFF5E) return ascii_form(c - 0xFEE0);
    if (c >= 0x1F3FB && c <= 0x1F3FF) return "";
    if (is_glad(c)) return "\x01";
    return is_emoji(c) ? "\x02" : " ";
}

bool is_capital(char32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || c == 0x1EBC || c == 0x1EF8 || c == 0x128 || c == 0x168;
}

}  // namespace tutorline::domain
