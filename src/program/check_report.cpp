#include "program/check_report.hpp"

#include <algorithm>

#include "program/catalog.hpp"
#include "program/language_pack.hpp"
#include "program/summary.hpp"

namespace tutorline::program {
namespace {

void check_languages(LoadedProgram& loaded, const std::filesystem::path& config) {
    const domain::Program& program = loaded.checked->program;
    const LoadedCatalog catalog = load_catalog(config / "languages", program.languages, program.texts.ucs2_allowed);
    for (const domain::CatalogProblem& problem : catalog.problems) {
        const domain::Arguments arguments{{"key", problem.key}, {"what", problem.what}, {"fix", problem.fix}};
        if (problem.error) loaded.diagnostics.error(problem.place, "catalog.problem", arguments);
        else loaded.diagnostics.warning(problem.place, "catalog.problem", arguments);
    }
    for (const PackProblem& problem : check_language_packs(config / "languages"))
        loaded.diagnostics.error({problem.file, std::max(problem.line, 1), std::max(problem.column, 1)}, "catalog.pack", {{"what", problem.message}});
    for (const auto& [tag, info] : catalog.languages)
        if (info.review_pending) loaded.diagnostics.warning(loaded.file.place("program.languages"), "warn.review_pending", {{"@language", "language." + tag}});
    if (loaded.diagnostics.failed()) loaded.checked.reset();
}

}  // namespace

std::string answer_language(const std::string& asked, const LoadedProgram& loaded) {
    if (speaks(asked)) return asked;
    return speaks(loaded.file.program.language) ? loaded.file.program.language : "es";
}

LoadedProgram load_and_check(const std::filesystem::path& file, const std::filesystem::path& config) {
    LoadedProgram loaded = load_program(file, config / "languages");
    if (loaded.checked) check_languages(loaded, config);
    return loaded;
}

base::Result<CheckReport> check_report(const std::filesystem::path& file, const std::filesystem::path& config, std::string language, bool all,
                                       const domain::matching::SolveOptions& options) {
    auto texts = CoordinatorTexts::load(config);
    if (!texts) return texts.error();
    const LoadedProgram loaded = load_and_check(file, config);
    language = answer_language(language, loaded);
    CheckReport report{render_diagnostics(loaded.diagnostics, texts.value(), language, all), loaded.diagnostics.failed()};
    const auto say = [&](const char* id, const domain::Arguments& arguments = {}) { report.text += texts->text(language, id, arguments) + "\n"; };
    say("report.totals", {{"errors", std::to_string(loaded.diagnostics.errors())}, {"warnings", std::to_string(loaded.diagnostics.warnings())}});
    if (report.failed) {
        say("report.no_start");
        return report;
    }
    const LoadedCatalog catalog = read_catalog(config / "languages", loaded.checked->program.languages, true);
    const CheckedProgram& checked = *loaded.checked;
    const MatchedProgram matched = match_program(checked, catalog.catalog, domain::match_roster(checked.program, checked.roster, options));
    report.text += "\n" + check_summary(matched, Words(texts.value(), language), all);
    return report;
}

}  // namespace tutorline::program
