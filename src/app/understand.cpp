#include "app/understand.hpp"

#include <algorithm>
#include <istream>
#include <map>
#include <ostream>
#include <string_view>

#include "domain/command/folded_text.hpp"
#include "domain/command/plain_number.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::app {
namespace {

using domain::PendingItem;
using domain::ReadRequest;

std::vector<std::string> cells_of(const std::string& line, char separator) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t end = 0; end != std::string::npos; start = end + 1) {
        end = line.find(separator, start);
        parts.push_back(line.substr(start, end == std::string::npos ? end : end - start));
    }
    return parts;
}

std::string bare(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> names_in(const std::string& field) {
    std::vector<std::string> names;
    for (const std::string& part : cells_of(field, ','))
        if (std::string name = bare(part); !name.empty() && name != "-") names.push_back(std::move(name));
    return names;
}

void chomp(std::string& line) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
}

class SheetRow {
  public:
    SheetRow(const std::map<std::string, std::size_t>& columns, std::vector<std::string> fields) : columns_(columns), fields_(std::move(fields)) {}
    std::string field(const char* name) const {
        const auto column = columns_.find(name);
        return column == columns_.end() || column->second >= fields_.size() ? "" : fields_[column->second];
    }

  private:
    const std::map<std::string, std::size_t>& columns_;
    std::vector<std::string> fields_;
};

domain::Writer writer_of(const std::string& role) {
    if (role == "student") return domain::Writer::student;
    if (role == "caregiver") return domain::Writer::caregiver;
    return role == "tutor" ? domain::Writer::tutor : domain::Writer::unknown;
}

/// Whether the item's own words ask for lowest terms.
bool asks_to_simplify(const std::string& item) {
    const std::string words = " " + domain::folded_words(item);
    for (const char* stem : {" simplif", " reduc", " minima expres", " lowest", " irreduc"})
        if (words.find(stem) != std::string::npos) return true;
    return false;
}

/// `81`, `81;38`, `Luis=27;Ana=81`; `-` or nothing: no item waits.
void add_pending(const std::string& expected, const std::string& item, ReadRequest& request) {
    if (expected.empty() || expected == "-") return;
    const bool simplify = asks_to_simplify(item);
    for (const std::string& part : cells_of(expected, ';')) {
        PendingItem pending;
        const auto equals = part.find('=');
        pending.expected = bare(equals == std::string::npos ? part : part.substr(equals + 1));
        pending.simplify = simplify;
        pending.text = item == "-" ? "" : item;
        if (equals != std::string::npos) {
            const std::string name = bare(part.substr(0, equals));
            auto child = std::find(request.children.begin(), request.children.end(), name);
            if (child == request.children.end()) child = request.children.insert(child, name);
            pending.child = static_cast<std::size_t>(child - request.children.begin());
        }
        request.pending.push_back(std::move(pending));
    }
}

std::string with_line_breaks(std::string text) {
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at + 1)) text.replace(at, 2, "\n");
    return text;
}

std::string told(const std::vector<domain::Reason>& reasons, const ReasonWords& words) {
    std::string text;
    for (const domain::Reason& reason : reasons) text += (text.empty() ? "" : "; ") + words(reason);
    return text;
}

std::string understand_row(const SheetRow& row, const domain::LanguagePacks& packs, const ReasonWords& words) {
    const std::string text = with_line_breaks(row.field("text"));
    ReadRequest request;
    request.text = text;
    request.writer = writer_of(row.field("role"));
    request.country = row.field("country");
    request.languages = languages_beside(row.field("lang"), request.country);
    request.children = names_in(row.field("children"));
    for (const std::string& name : names_in(row.field("roster"))) request.roster.push_back({name, {}});
    add_pending(row.field("expected"), with_line_breaks(row.field("item")), request);
    const domain::Reading reading = read(request, packs);
    return program::printable(row.field("id")) + '\t' + std::string(to_word(reading.cls)) + '\t' + (reading.value.empty() ? "-" : reading.value) + '\t' +
           std::string(to_word(reading.verdict)) + '\t' + told(reading.reasons, words);
}

}  // namespace

std::vector<std::string> languages_beside(const std::string& lang, const std::string& country) {
    if (lang.empty() || lang == "-") return {};
    if (lang == "gn" || lang == "jopara") return {"gn", "es"};
    if (lang == "es" && country == "PY") return {"es", "gn"};
    return {lang};
}

ReasonWords reason_words(const program::CoordinatorTexts& texts, std::string language) {
    return [&texts, language = std::move(language)](const domain::Reason& reason) {
        return texts.text(language, std::string{"understand."} + reason.id, {{"detail", reason.detail}});
    };
}

bool understand_table(std::istream& in, const std::string& file, const domain::LanguagePacks& packs, const ReasonWords& words, std::ostream& out,
                      program::Diagnostics& diagnostics) {
    std::string line;
    if (!std::getline(in, line)) return diagnostics.error({file, 1, 1}, "understand.no_header"), false;
    chomp(line);
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    std::map<std::string, std::size_t> columns;
    for (const std::string& name : cells_of(line, '\t')) columns.emplace(bare(name), columns.size());
    for (const char* needed : {"id", "lang", "country", "role", "expected", "text"})
        if (!columns.contains(needed)) diagnostics.error({file, 1, 1}, "understand.column_missing", {{"column", needed}});
    if (diagnostics.failed()) return false;
    out << "id\tclass\tvalue\tverdict\treason\n";
    while (std::getline(in, line)) {
        chomp(line);
        if (!line.empty()) out << understand_row(SheetRow(columns, cells_of(line, '\t')), packs, words) << '\n';
    }
    return true;
}

void understand_numbers(std::istream& in, const std::string& lang, const std::string& country, const domain::LanguagePacks& packs, std::ostream& out) {
    for (std::string line; std::getline(in, line);) {
        chomp(line);
        const auto number = domain::read_plain_number(line, {lang}, country, packs);
        out << (number ? std::to_string(*number) : "-") << '\n';
    }
}

}  // namespace tutorline::app
