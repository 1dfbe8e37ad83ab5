#include "simulator/people/item_reader.hpp"

#include <algorithm>

namespace tutorline::simulator {
namespace {

/// Ends of a problem: "= ?", "? ", ")", "." and the end of the text. Both ends of every candidate lie on such places.
bool closes(char c) { return c == '?' || c == ')' || c == '.'; }

}  // namespace

ItemReader::ItemReader(const domain::Catalog& catalog) {
    for (const auto& item : domain::item_bank()) {
        for (const auto& language : catalog.languages()) {
            const std::string languages[] = {language};
            auto text = domain::item_text(item, catalog, languages);
            if (text.empty()) continue;
            if (lengths_.size() <= text.size()) lengths_.resize(text.size() + 1);
            lengths_[text.size()] = true;
            by_text_.emplace(std::move(text), &item);
        }
    }
}

const domain::Item* ItemReader::find(std::string_view text) const {
    if (text.find('?') == std::string_view::npos) return nullptr;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t last = std::min(text.size(), start + lengths_.size());
        for (std::size_t end = start + 1; end <= last; ++end) {
            if (!closes(text[end - 1]) || end - start >= lengths_.size() || !lengths_[end - start]) continue;
            const auto found = by_text_.find(text.substr(start, end - start));
            if (found != by_text_.end()) return found->second;
        }
        const auto blank = text.find(' ', start);
        if (blank == std::string_view::npos) break;
        start = blank + 1;
    }
    return nullptr;
}

}  // namespace tutorline::simulator
