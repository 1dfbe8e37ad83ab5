#include "domain/command/language_packs.hpp"

#include "domain/command/compiled_packs.hpp"

namespace tutorline::domain {
namespace {

bool report_class(Class cls) { return cls == Class::log || cls == Class::tutor_unavailable || cls == Class::schedule_request; }

/// The writer of whom this class is most plausible, so that an example is read as it was meant.
Writer writer_of(Class cls) {
    if (report_class(cls)) return Writer::tutor;
    return cls == Class::ack || cls == Class::dont_know || cls == Class::answer ? Writer::student : Writer::caregiver;
}

Reading read_example(const LanguagePacks& packs, const LanguagePack& pack, const PackLine& line, Class cls) {
    ReadRequest request;
    request.text = line.text;
    request.writer = writer_of(cls);
    request.languages = {pack.tag};
    if (request.writer == Writer::student) request.pending.push_back({"1", "7777", false, "", {}});
    return read(request, packs);
}

/// Where the phrase stands that decided, if one did.
std::string place_of(const Reading& reading) {
    for (const Reason& reason : reading.reasons)
        if (reason.detail.find(':') != std::string::npos) return " (" + reason.detail + ")";
    return "";
}

}  // namespace

LanguagePacks::LanguagePacks() : LanguagePacks(std::vector<LanguagePack>{}) {}
LanguagePacks::LanguagePacks(std::vector<LanguagePack> packs) : compiled_(std::make_shared<const CompiledPacks>(std::move(packs))) {}
const std::vector<LanguagePack>& LanguagePacks::packs() const { return compiled_->packs(); }

std::vector<PackClash> find_clashes(const LanguagePacks& packs) {
    std::vector<PackClash> clashes = packs.compiled().faults();
    std::map<std::string, const PackLine*> phrases;
    for (const LanguagePack& pack : packs.packs()) {
        for (const PackLine& line : pack.phrases) {
            if (line.label == "watch" || line.label == "refusal" || line.label == "cannot") continue;  // say more of a text than its class
            const auto [known, added] = phrases.emplace(folded_words(line.text), &line);
            if (!added && known->second->label != line.label && line.text.find_first_of("*|<?^$") == std::string::npos)
                clashes.push_back({line, "this phrase is already one of '" + known->second->label + "' (" + known->second->file + ":" +
                                             std::to_string(known->second->line) + "): keep it in one class"});
        }
        for (const PackLine& line : pack.examples) {
            const auto cls = class_of_word(line.label);
            if (!cls) {
                clashes.push_back({line, "'" + line.label + "' is no class; the classes are listed in the packs' README"});
                continue;
            }
            const Reading reading = read_example(packs, pack, line, *cls);
            if (reading.cls != *cls)
                clashes.push_back({line, "this example of '" + line.label + "' reads as '" + std::string(to_word(reading.cls)) + "'" + place_of(reading) +
                                             ": move it to that class, or add a phrase that tells them apart"});
        }
    }
    return clashes;
}

}  // namespace tutorline::domain
