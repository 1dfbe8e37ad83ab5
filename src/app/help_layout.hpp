// How help looks: names to the left, descriptions wrapped to a terminal's width to the right, no jargon of types. And what
// CLI11 says of wrong usage, taken apart so that it can be said in another language.
#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "domain/messaging/catalog.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::app {

class HelpLayout final : public CLI::Formatter {
  public:
    /// `words` gives the labels: usage, options, required, ...
    explicit HelpLayout(const std::function<std::string(std::string_view)>& words);

    std::string make_group(std::string group, bool positional, std::vector<const CLI::Option*> options) const override;
    std::string make_option(const CLI::Option* option, bool positional) const override;
    std::string make_option_opts(const CLI::Option* option) const override;
    std::string make_subcommand(const CLI::App* command) const override;

  private:
    std::function<std::string(std::string_view)> words_;
};

struct UsageFault {
    std::string key;  ///< of the sentence; empty: only CLI11's own words tell it
    domain::Arguments arguments;
};
UsageFault read_usage_error(const CLI::ParseError& error);

using program::printable;

}  // namespace tutorline::app
