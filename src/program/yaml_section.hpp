// Typed reading of one map of the coordinator's YAML. Every reader reports what is wrong with its place and goes on with
// the fallback, so that all errors come at once. finish() refuses what nobody asked for.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "program/diagnostics.hpp"
#include "program/yaml_tree.hpp"

namespace tutorline::program {

class YamlSection {
  public:
    /// `path` is how messages name the section ("calls.attempts"); `node` must outlive it. A node that is no map is
    /// reported and read as empty; so are duplicate keys.
    YamlSection(const YamlNode& node, std::string path, std::string file, Diagnostics& diagnostics);
    /// A section that is not there: every optional key takes its fallback, every required one is reported.
    YamlSection(domain::SourcePlace place, std::string path, Diagnostics& diagnostics);

    /// One line without control characters and braces.
    std::string text(const char* key, std::string fallback);
    std::string required_text(const char* key);
    int whole(const char* key, int fallback, int min, int max);
    double amount(const char* key, double fallback, double max);
    /// "15 %" or 0.15
    double share(const char* key, double fallback, double max);
    bool yes_no(const char* key, bool fallback);
    int hour(const char* key, int fallback);  ///< "17:30" -> minutes after midnight
    std::optional<std::chrono::sys_days> date(const char* key, bool required);
    std::vector<std::string> words(const char* key);  ///< a list of words, or one word
    std::vector<int> weekdays(const char* key, std::vector<int> fallback);
    std::optional<int> weekday(const char* key, int fallback);
    /// One of the words; the index into `choices`.
    std::size_t choice(const char* key, std::size_t fallback, const std::vector<std::string>& choices);

    YamlSection section(const char* key, bool required);
    const YamlNode* take(const char* key);  ///< null when absent or empty; marks the key as known

    bool exists() const { return node_ != nullptr; }
    bool has(const char* key) const;
    /// The place of a key's value; of the section when the key is absent.
    domain::SourcePlace place(const char* key) const;
    domain::SourcePlace place() const { return place_; }
    std::string key_path(const char* key) const;
    void error(const char* key, std::string id, domain::Arguments arguments = {});
    /// The key is required and not there. Silent when the whole section is not: that was reported already.
    void missing(const char* key);
    /// Reports the keys nobody asked for, with the nearest known one. Call once, after all reads.
    void finish();

  private:
    const YamlNode* scalar(const char* key);
    void check_letters(const char* key, const std::string& text);
    void wrong(const char* key, const char* type);

    const YamlNode* node_ = nullptr;
    std::string path_;
    domain::SourcePlace place_;
    Diagnostics* diagnostics_;
    std::vector<std::string> known_;
};

}  // namespace tutorline::program
