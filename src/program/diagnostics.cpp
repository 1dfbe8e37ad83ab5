#include "program/diagnostics.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::program {

namespace {

bool same(const Diagnostic& a, const Diagnostic& b) {
    return a.id == b.id && a.place.line == b.place.line && a.place.column == b.place.column && a.place.file == b.place.file && a.arguments == b.arguments;
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
    constexpr std::ptrdiff_t recent = 8;
    if (std::any_of(list_.end() - std::min(recent, std::ssize(list_)), list_.end(), [&](const Diagnostic& d) { return same(d, diagnostic); })) return;
    ++(diagnostic.severity == Diagnostic::Severity::error ? errors_ : warnings_);
    name_file(diagnostic.place.file);
    if (list_.size() >= diagnostics_max) ++left_off_;
    else list_.push_back(std::move(diagnostic));
}

void Diagnostics::name_file(const std::string& file) {
    if (std::ranges::find(files_, file) == files_.end()) files_.push_back(file);
}

void Diagnostics::error(domain::SourcePlace place, std::string id, domain::Arguments arguments) {
    add({Diagnostic::Severity::error, std::move(place), std::move(id), std::move(arguments)});
}

void Diagnostics::warning(domain::SourcePlace place, std::string id, domain::Arguments arguments) {
    add({Diagnostic::Severity::warning, std::move(place), std::move(id), std::move(arguments)});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
    const auto key = [&](const Diagnostic& d) {
        return std::tuple(d.severity, std::ranges::find(files_, d.place.file) - files_.begin(), d.place.line, d.place.column);
    };
    std::vector<Diagnostic> result = list_;
    std::ranges::stable_sort(result, [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    return result;
}

std::string printable(std::string_view text) { return base::printable(text); }

bool one_plain_line(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (base::disturbs_a_line(domain::next_character(text, at))) return false;
    return true;
}

std::string quotable(std::string_view text, int characters_max) {
    std::string result;
    std::size_t at = 0;
    for (int n = 0; at < text.size(); ++n) {
        if (n == characters_max) return result + "...";
        const std::size_t start = at;
        const char32_t c = domain::next_character(text, at);
        if (base::disturbs_a_line(c)) result += '?';
        else result += text.substr(start, at - start);
    }
    return result;
}

}  // namespace tutorline::program
