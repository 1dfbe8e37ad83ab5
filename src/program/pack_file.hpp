// One YAML file of a language pack while it is read; every fault is told with its place.
#pragma once
#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "program/language_pack.hpp"

namespace tutorline::program {

class PackFile {
  public:
    /// `shown` names the file in messages ("es/words.yaml").
    PackFile(const std::filesystem::path& path, std::string shown, std::vector<PackProblem>& problems);
    bool fine() const { return fine_; }
    const YAML::Node& root() const { return root_; }
    void fault(const YAML::Mark& mark, std::string message);

    /// `name: {word: number, ...}`
    std::vector<std::pair<std::string, std::int64_t>> numbers(const char* name);
    /// `name: {short: full, ...}`
    std::vector<std::pair<std::string, std::string>> texts(const char* name);
    /// `name: [one, two]`
    std::vector<std::string> list(const std::string& name, const YAML::Node& node);
    /// `section:` with `label: |` and then one text a line; blank lines and lines that begin with # are skipped.
    void lines(const char* section, std::vector<domain::PackLine>& out);

  private:
    YAML::Node root_;
    std::string shown_;
    std::vector<PackProblem>& problems_;
    bool fine_ = true;
};

}  // namespace tutorline::program
