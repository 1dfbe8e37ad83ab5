// `--help` that teaches, and usage errors, in the reader's language. English descriptions stand beside their options in
// commands/; the words around them, the examples, and all of it in Spanish come from config/languages/*/command_help.yaml.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/messaging/catalog.hpp"

namespace CLI {
class App;
class Option;
class ParseError;
}  // namespace CLI

namespace tutorline::app {

class CommandHelp {
  public:
    /// The texts of a language ("es", "en"). Where its file is missing or broken the help stays in plain English.
    explicit CommandHelp(std::string_view language);

    /// Gives the program and all its commands their descriptions, examples and layout, and `--lang` where they have none.
    void dress(CLI::App& app);
    /// Where the first word names no command of `app`, or the second none of a group like `practice`: what is wrong;
    /// else empty. Asked before parsing, so that `--help` does not hide it.
    std::string unknown_command(CLI::App& app, const std::vector<std::string>& words) const;
    /// The first word that looks like an option and is none of the command that was named; empty when there is none.
    static std::string unknown_option(const CLI::App& app, const std::vector<std::string>& words);
    /// What is wrong with the options, and where help is.
    std::string usage_error(const CLI::App& app, const CLI::ParseError& error) const;

    std::string say(const std::string& key, const domain::Arguments& arguments = {}) const;
    /// Options and commands of `app` for which this language has no words, and words for which there is no option.
    std::vector<std::string> gaps(CLI::App& app) const;

  private:
    void dress_command(CLI::App& command, const std::string& path);
    bool has(const std::string& key) const { return texts_.contains(key); }

    std::string language_;
    std::map<std::string, std::string> texts_;
};

}  // namespace tutorline::app
