#include "program/catalog.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <system_error>

#include "domain/practice/item_check.hpp"

namespace tutorline::program {
namespace {

constexpr std::string_view complete_language = "es";

class CatalogReader {
  public:
    CatalogReader(std::string tag, std::filesystem::path file, LoadedCatalog& into) : tag_(std::move(tag)), file_(std::move(file)), into_(into) {}

    void read() {
        try {
            root(YAML::LoadFile(file_.string()));
        } catch (const YAML::BadFile&) {
            problem({}, "", "there is no such file", "every language has a folder with messages.yaml");
        } catch (const YAML::Exception& broken) {
            problem(broken.mark, "", "this is not YAML: " + broken.msg, "put each text between double quotes");
        }
    }

  private:
    void root(const YAML::Node& node) {
        if (!node.IsMap()) return problem(node.Mark(), "", "the file holds no texts", "begin with `messages:`");
        const YAML::Node language = node["language"];
        if (language && language.IsScalar() && language.Scalar() != tag_)
            problem(language.Mark(), "language", "the file says '" + language.Scalar() + "' but lies in the folder '" + tag_ + "'", "make them agree");
        LanguageInfo& info = into_.languages[tag_];
        info.name = node["name"] && node["name"].IsScalar() ? node["name"].Scalar() : tag_;
        info.review_pending = !(node["review"] && node["review"].IsScalar() && node["review"].Scalar() == "done");
        const YAML::Node messages = node["messages"];
        if (!messages || !messages.IsMap()) return problem(node.Mark(), "messages", "the texts are missing", "add `messages:` with its groups");
        for (const auto& group : messages) read_group(group.first.Scalar(), group.second);
    }

    void read_group(const std::string& group, const YAML::Node& node) {
        if (!node.IsMap()) return problem(node.Mark(), group, "this group holds no texts", "indent its texts below it, as `key: \"text\"`");
        for (const auto& entry : node) {
            const std::string key = group + "." + entry.first.Scalar();
            if (!entry.second.IsScalar()) {
                problem(entry.second.Mark(), key, "this is not one text", "write the text between double quotes");
                continue;
            }
            if (into_.catalog.find(tag_, key) != nullptr) problem(entry.first.Mark(), key, "this text stands here twice", "keep one of them");
            into_.catalog.add(tag_, key, {entry.second.Scalar(), place(entry.second.Mark())});
        }
    }

    domain::SourcePlace place(const YAML::Mark& mark) const {
        if (mark.is_null()) return {file_.string(), 0, 0};
        return {file_.string(), mark.line + 1, mark.column + 1};
    }

    void problem(const YAML::Mark& mark, std::string key, std::string what, std::string fix) {
        into_.problems.push_back({true, place(mark), std::move(key), std::move(what), std::move(fix)});
    }

    std::string tag_;
    std::filesystem::path file_;
    LoadedCatalog& into_;
};

}  // namespace

bool LoadedCatalog::usable() const {
    return std::ranges::none_of(problems, [](const auto& problem) { return problem.error; });
}

LoadedCatalog read_catalog(const std::filesystem::path& folder, const std::vector<std::string>& tags, bool ucs2_allowed) {
    std::vector<std::string> all{tags};
    all.emplace_back(complete_language);
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    LoadedCatalog loaded;
    for (const auto& tag : all) CatalogReader{tag, folder / tag / "messages.yaml", loaded}.read();
    for (const auto& tag : all) {
        if (loaded.catalog.messages(tag).empty()) continue;  // already said by the reader
        std::ranges::move(domain::check_catalog(loaded.catalog, tag, ucs2_allowed), std::back_inserter(loaded.problems));
    }
    return loaded;
}

LoadedCatalog load_catalog(const std::filesystem::path& folder, const std::vector<std::string>& tags, bool ucs2_allowed) {
    LoadedCatalog loaded = read_catalog(folder, tags, ucs2_allowed);
    for (const auto& [tag, unused] : loaded.languages) {
        if (loaded.catalog.messages(tag).empty()) continue;
        std::ranges::move(domain::check_item_texts(loaded.catalog, tag, ucs2_allowed), std::back_inserter(loaded.problems));
    }
    return loaded;
}

std::vector<std::string> language_tags(const std::filesystem::path& folder) {
    std::vector<std::string> tags;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator{folder, ignored})
        if (std::filesystem::exists(entry.path() / "messages.yaml", ignored)) tags.push_back(entry.path().filename().string());
    std::ranges::sort(tags);
    return tags;
}

std::string describe(const domain::CatalogProblem& problem) {
    std::string text = problem.place.file;
    if (problem.place.line > 0) text += ":" + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column);
    return text + ": " + (problem.key.empty() ? "" : problem.key + ": ") + problem.what + ": " + problem.fix;
}

}  // namespace tutorline::program
