#include "program/people_changes.hpp"

#include "program/diagnostics.hpp"

namespace tutorline::program {
namespace {

std::string id_of(const PersonChange& change) {
    static constexpr const char* ids[] = {"student_left", "student_back", "student_waits", "number_gone", "number_new",  "numbers_order", "texts_stop_kept",
                                          "calls_stop_kept", "consent_gone", "consent_new", "tutor_left", "tutor_back", "tutor_new", "tutor_number", "tutor_stop_kept"};
    std::string id = std::string("people.") + ids[static_cast<int>(change.kind)];
    using Kind = PersonChange::Kind;
    if (change.kind == Kind::consent_gone || change.kind == Kind::consent_new) id += "_" + change.detail;
    if (change.kind == Kind::student_left && change.other.empty()) id += "_quietly";
    if (change.kind == Kind::number_gone && change.count > 0) id += "_here";
    return id;
}

}  // namespace

std::string people_changes_text(const std::vector<PersonChange>& changes, const Words& words) {
    if (changes.empty()) return {};
    std::string text = words("people.title") + "\n";
    for (const PersonChange& change : changes)
        text += "  " + words(id_of(change), {{"who", quotable(change.name) + " (" + quotable(change.key) + ")"}, {"key", quotable(change.key)}, {"other", change.other},
                                             {"end", quotable(change.detail)}, {"count", std::to_string(change.count)}}) + "\n";
    return text;
}

}  // namespace tutorline::program
