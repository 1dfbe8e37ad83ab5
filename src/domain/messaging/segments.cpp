#include "domain/messaging/segments.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tutorline::domain {
namespace {

constexpr char32_t replacement = 0xFFFD;

// The characters of the basic table beyond ASCII, sorted for binary search, and those of the extension table.
constexpr std::array<char32_t, 39> basic_beyond_ascii{
    U'¡', U'£', U'¤', U'¥', U'§', U'¿', U'Ä', U'Å', U'Æ', U'Ç', U'É', U'Ñ', U'Ö', U'Ø', U'Ü', U'ß', U'à', U'ä', U'å', U'æ',
    U'è', U'é', U'ì', U'ñ', U'ò', U'ö', U'ø', U'ù', U'ü', U'Γ', U'Δ', U'Θ', U'Λ', U'Ξ', U'Π', U'Σ', U'Φ', U'Ψ', U'Ω'};
constexpr std::array<char32_t, 10> extension{U'\f', U'[', U'\\', U']', U'^', U'{', U'|', U'}', U'~', U'€'};

/// Septets of each ASCII character: nearly all letters of nearly all texts, measured several times for every text sent.
constexpr auto ascii_septets = [] {
    std::array<std::int8_t, 0x80> septets{};
    for (std::size_t c = 0x20; c < 0x7F; ++c) septets[c] = c == '`' ? 0 : 1;
    septets['\n'] = septets['\r'] = 1;
    for (const char32_t c : extension)
        if (c < 0x80) septets[c] = 2;
    return septets;
}();

struct Likeness {
    char32_t from;
    std::string_view to;
};

// Sorted by code point. Accented letters lose their accent; typographic signs become the plain ones.
constexpr auto likenesses = std::to_array<Likeness>({
    {U'\t', " "},    {U'`', "'"},     {0xA0, " "},     {U'ª', "a"},     {U'«', "\""},    {0xAD, ""},      {U'°', "o"},     {U'´', "'"},
    {U'·', "."},     {U'º', "o"},     {U'»', "\""},    {U'½', "1/2"},   {U'À', "A"},     {U'Á', "A"},     {U'Â', "A"},
    {U'Ã', "A"},     {U'È', "E"},     {U'Ê', "E"},     {U'Ë', "E"},     {U'Ì', "I"},     {U'Í', "I"},     {U'Î', "I"},
    {U'Ï', "I"},     {U'Ò', "O"},     {U'Ó', "O"},     {U'Ô', "O"},     {U'Õ', "O"},     {U'×', "x"},     {U'Ù', "U"},
    {U'Ú', "U"},     {U'Û', "U"},     {U'Ý', "Y"},     {U'á', "a"},     {U'â', "a"},     {U'ã', "a"},     {U'ç', "c"},
    {U'ê', "e"},     {U'ë', "e"},     {U'í', "i"},     {U'î', "i"},     {U'ï', "i"},     {U'ó', "o"},     {U'ô', "o"},
    {U'õ', "o"},     {U'÷', ":"},     {U'ú', "u"},     {U'û', "u"},     {U'ý', "y"},     {U'ÿ', "y"},     {0x128, "I"},
    {0x129, "i"},    {0x168, "U"},    {0x169, "u"},    {0x2BC, "'"},    {0x300, ""},     {0x301, ""},     {0x302, ""},
    {0x303, ""},     {0x308, ""},     {0x1EBC, "E"},   {0x1EBD, "e"},   {0x1EF8, "Y"},   {0x1EF9, "y"},   {0x2009, " "},
    {0x200B, ""},    {0x200D, ""},    {0x2010, "-"},   {0x2011, "-"},   {0x2013, "-"},   {0x2014, "-"},   {0x2018, "'"},
    {0x2019, "'"},   {0x201C, "\""},  {0x201D, "\""},  {0x2022, "-"},   {0x2026, "..."}, {0x202F, " "},   {0x2212, "-"},
    {0xFE0F, ""},
});

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

/// Fills parts of `part_max` units; a character of two units never straddles a border.
class Packer {
  public:
    Packer(int alone_max, int part_max) : alone_max_(alone_max), part_max_(part_max) {}
    void add(int units) {
        total_ += units;
        if (in_part_ + units > part_max_) {
            ++parts_;
            in_part_ = 0;
        }
        in_part_ += units;
    }
    int units() const { return total_; }
    int segments() const { return total_ <= alone_max_ ? 1 : parts_; }

  private:
    int alone_max_;
    int part_max_;
    int total_ = 0;
    int parts_ = 1;
    int in_part_ = 0;
};

}  // namespace

std::string_view name(Alphabet value) { return value == Alphabet::gsm7 ? "GSM-7" : "UCS-2"; }

char32_t next_character(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(utf8[i])); };
    const std::uint32_t lead = byte(at);
    if (lead < 0x80) return ++at, lead;
    const int more = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xC2 && lead < 0xE0 ? 1 : 0;
    if (more == 0 || at + static_cast<std::size_t>(more) >= utf8.size()) return ++at, replacement;
    char32_t value = lead & (0x3Fu >> more);
    for (int i = 1; i <= more; ++i) {
        const std::uint32_t next = byte(at + static_cast<std::size_t>(i));
        if ((next & 0xC0) != 0x80) return ++at, replacement;
        value = (value << 6) | (next & 0x3F);
    }
    const bool overlong = (more == 2 && value < 0x800) || (more == 3 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return ++at, replacement;
    at += static_cast<std::size_t>(more) + 1;
    return value;
}

int gsm7_septets(char32_t character) {
    if (character < 0x80) return ascii_septets[character];
    if (character == U'€') return 2;
    return std::ranges::binary_search(basic_beyond_ascii, character) ? 1 : 0;
}

SmsSize measure_sms(std::string_view utf8) {
    const bool plain = std::ranges::all_of(utf8, [](char c) { return (c & 0x80) == 0 && ascii_septets[static_cast<std::size_t>(c)] == 1; });
    if (plain && utf8.size() <= 160) return {.units = static_cast<int>(utf8.size())};  // nearly every text
    Packer gsm7{160, 153};
    Packer ucs2{70, 67};
    SmsSize size;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t character = next_character(utf8, at);
        const int septets = gsm7_septets(character);
        if (septets == 0 && size.alphabet == Alphabet::gsm7) {
            size.alphabet = Alphabet::ucs2;
            append_utf8(size.costly_letter, character);
        }
        gsm7.add(septets);
        ucs2.add(character >= 0x10000 ? 2 : 1);
    }
    const Packer& packed = size.alphabet == Alphabet::gsm7 ? gsm7 : ucs2;
    size.units = packed.units();
    size.segments = packed.segments();
    return size;
}

bool in_gsm7(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if (byte < 0x80 ? ascii_septets[byte] == 0 : gsm7_septets(next_character(utf8, at)) == 0) return false;
        if (byte < 0x80) ++at;
    }
    return true;
}

std::string fold_to_gsm7(std::string_view utf8) {
    if (in_gsm7(utf8)) return std::string{utf8};
    std::string out;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t character = next_character(utf8, at);
        if (gsm7_septets(character) > 0) {
            append_utf8(out, character);
            continue;
        }
        const auto found = std::ranges::lower_bound(likenesses, character, {}, &Likeness::from);
        out += found != likenesses.end() && found->from == character ? found->to : std::string_view{"?"};
    }
    return out;
}

std::string short_name(std::string_view first_name, int letters_max) {
    const std::string folded = fold_to_gsm7(first_name);
    std::string out;
    std::size_t last_blank = 0;
    int letters = 0;
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t from = at;
        const char32_t character = next_character(folded, at);
        const bool blank = character == U' ' || character == U'\n' || character == U'\r';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        if (letters == letters_max) {
            if (!blank && last_blank > 0) out.resize(last_blank);
            break;
        }
        if (blank) last_blank = out.size();
        out += blank ? std::string_view{" "} : std::string_view{folded}.substr(from, at - from);
        ++letters;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace tutorline::domain
