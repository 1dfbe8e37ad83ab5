#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/diagnostic_output.hpp"
#include "app/help_layout.hpp"
#include "app/reader_language.hpp"
#include "app/understand.hpp"
#include "base/countries.hpp"
#include "program/language_pack.hpp"
#include "program/read_file.hpp"

namespace tutorline::app {
namespace {

constexpr std::uintmax_t table_bytes_max = std::uintmax_t{256} << 20;

struct UnderstandOptions {
    std::string input;
    std::string lang = "es";
    std::string country;
    bool numbers = false;
};

int understand(const UnderstandOptions& options) {
    auto packs = program::require_language_packs(config_dir() / "languages");
    if (!packs) {
        std::cerr << packs.error().message << '\n';
        return exit_errors;
    }
    if (options.numbers) {
        understand_numbers(std::cin, options.lang, options.country, *packs, std::cout);
        return exit_fine;
    }
    program::FileBytes file = program::read_file(options.input, table_bytes_max);
    if (!file.fault.empty()) {
        program::Diagnostics diagnostics;
        program::tell_file_fault(options.input, file.fault, table_bytes_max, diagnostics);
        return tell_diagnostics(diagnostics, reader_language()), exit_errors;
    }
    std::istringstream table{std::move(file.bytes)};
    const auto texts = program::CoordinatorTexts::load(config_dir());
    if (!texts) return std::cerr << texts.error().message << '\n', exit_errors;
    program::Diagnostics diagnostics;
    if (understand_table(table, options.input, *packs, reason_words(*texts, reader_language()), std::cout, diagnostics)) return exit_fine;
    return tell_diagnostics(diagnostics, reader_language()), exit_errors;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ",") + word;
    return out;
}

/// The languages that can be read: those with a pack.
std::string check_language(const std::string& given) {
    std::vector<std::string> known;
    for (const auto& folder : std::filesystem::directory_iterator(config_dir() / "languages"))
        if (std::filesystem::exists(folder.path() / "phrases.yaml")) known.push_back(folder.path().filename());
    std::ranges::sort(known);
    return std::ranges::find(known, given) != known.end() ? "" : given + " not in {" + joined(known) + "}";
}

std::string check_country(const std::string& given) {
    const auto& known = base::countries();
    return std::ranges::find(known, given) != known.end() ? "" : given + " not in {" + joined(known) + "}";
}

}  // namespace

void add_understand_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<UnderstandOptions>();
    auto* command = app.add_subcommand("understand", "Show how inbound texts are read: class, value, verdict and why");
    auto* input = command->add_option("--input", options->input, "Tab-separated table with the columns id lang country role expected text, and where known children, roster, item");
    auto* numbers = command->add_flag("--numbers", options->numbers, "Read one text a line from standard input and print the number it spells, or -");
    auto* lang = command->add_option("--lang", options->lang, "With --numbers: language of the texts; with --input: of the reasons, es or en")->check(check_language)->capture_default_str();
    command->add_option("--country", options->country, "With --numbers: ISO code that decides between decimal and thousands separators")->needs(numbers)->check(check_country);
    input->excludes(numbers);
    command->callback([options, lang, &exit_code] {
        if (!options->numbers && lang->count() > 0 && !program::speaks(options->lang)) throw CLI::ValidationError("--lang", options->lang + " not in {es,en}");
        if (options->input.empty() && !options->numbers) throw CLI::RequiredError("--input / --numbers");
        exit_code = understand(*options);
    });
}

}  // namespace tutorline::app
