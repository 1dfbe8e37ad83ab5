#include "program/language_pack.hpp"

#include <algorithm>
#include <optional>

#include "program/pack_file.hpp"

namespace tutorline::program {
namespace {

namespace fs = std::filesystem;

bool known_list(const std::string& name) {
    for (std::size_t role = 0; role < domain::word_role_count; ++role)
        if (to_word(static_cast<domain::WordRole>(role)) == name) return true;
    return false;
}

/// Every entry that is a list of words with a role; the maps of the file are read by their names.
void read_lists(PackFile& file, domain::LanguagePack& pack) {
    for (const auto& entry : file.root()) {
        const std::string& name = entry.first.Scalar();
        if (name == "words" || name == "multipliers" || name == "fractions" || name == "short_forms") continue;
        if (!known_list(name)) {
            file.fault(entry.first.Mark(), "'" + name + "' is no list that the reader knows; the same file of es/ has the names");
            continue;
        }
        auto& list = pack.words[name];
        for (std::string& word : file.list(name, entry.second)) list.push_back(std::move(word));
    }
}

void read_about(PackFile& file, domain::LanguagePack& pack) {
    const YAML::Node review = file.root()["review"];
    const std::string state = review && review.IsScalar() ? review.Scalar() : "";
    if (state != "pending" && state != "done")
        file.fault(review ? review.Mark() : file.root().Mark(), "'review' must be 'pending' or 'done' (by a native speaker)");
    pack.review_pending = state == "pending";
}

std::optional<domain::LanguagePack> read_pack(const fs::path& folder, std::vector<PackProblem>& problems) {
    const std::size_t problems_before = problems.size();
    domain::LanguagePack pack;
    pack.tag = folder.filename().string();
    const auto open = [&](const char* name) { return PackFile(folder / name, pack.tag + "/" + name, problems); };
    PackFile about = open("pack.yaml");
    if (about.fine()) read_about(about, pack);
    PackFile numbers = open("numbers.yaml");
    if (numbers.fine()) {
        pack.number_words = numbers.numbers("words");
        pack.multipliers = numbers.numbers("multipliers");
        pack.fractions = numbers.numbers("fractions");
        read_lists(numbers, pack);
    }
    PackFile words = open("words.yaml");
    if (words.fine()) {
        read_lists(words, pack);
        pack.short_forms = words.texts("short_forms");
    }
    PackFile phrases = open("phrases.yaml");
    if (phrases.fine()) {
        phrases.lines("keywords", pack.keywords);
        phrases.lines("phrases", pack.phrases);
        phrases.lines("reports", pack.report_phrases);
        phrases.lines("topics", pack.topics);
    }
    PackFile examples = open("examples.yaml");
    if (examples.fine()) examples.lines("examples", pack.examples);
    return problems.size() == problems_before ? std::optional(std::move(pack)) : std::nullopt;
}

}  // namespace

std::string PackProblem::text() const {
    return file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + message;
}

LoadedPacks load_language_packs(const fs::path& languages) {
    std::vector<PackProblem> problems;
    std::vector<fs::path> folders;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(languages, error))
        if (fs::is_regular_file(entry.path() / "pack.yaml", error)) folders.push_back(entry.path());
    if (folders.empty())
        problems.push_back({languages.filename().string(), 0, 0, "no folder with a pack.yaml here; TUTORLINE_CONFIG must name the config folder"});
    std::sort(folders.begin(), folders.end());
    std::vector<domain::LanguagePack> packs;
    for (const fs::path& folder : folders)
        if (auto pack = read_pack(folder, problems)) packs.push_back(std::move(*pack));
    return {domain::LanguagePacks(std::move(packs)), std::move(problems)};
}

base::Result<domain::LanguagePacks> require_language_packs(const fs::path& languages) {
    LoadedPacks loaded = load_language_packs(languages);
    if (loaded.problems.empty()) return std::move(loaded.packs);
    std::string message;
    for (const PackProblem& problem : loaded.problems) message += (message.empty() ? "" : "\n") + problem.text();
    return base::Error{base::Error::Policy::permanent, "language_pack", message};
}

std::vector<PackProblem> check_language_packs(const fs::path& languages) {
    LoadedPacks loaded = load_language_packs(languages);
    std::vector<PackProblem> problems = std::move(loaded.problems);
    for (const domain::PackClash& clash : find_clashes(loaded.packs))
        problems.push_back({clash.line.file, clash.line.line, 1, clash.what});
    return problems;
}

}  // namespace tutorline::program
