#include "domain/command/plain_number.hpp"

#include "domain/command/compiled_packs.hpp"
#include "domain/command/number_forms.hpp"

namespace tutorline::domain {

std::optional<std::int64_t> read_plain_number(std::string_view text, const std::vector<std::string>& languages, std::string_view country,
                                              const LanguagePacks& packs) {
    const FoldedText folded(text.substr(0, text_bytes_max));
    const MarkedText marked = packs.compiled().mark(folded, packs.compiled().languages(languages));
    ScanOptions options;
    options.separators = separators_of(country);
    options.blank_thousands = true;
    options.tolerant = true;
    options.numbers_only = true;
    const auto numbers = combine_numbers(marked, scan_numbers(marked, options), {});
    if (numbers.size() != 1 || numbers[0].phone) return std::nullopt;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        const bool inside = i >= numbers[0].first && i < numbers[0].last;
        if (!inside && (marked.word(i) || marked.digits(i))) return std::nullopt;
    }
    return numbers[0].value.whole();
}

}  // namespace tutorline::domain
