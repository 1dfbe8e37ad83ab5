#include "app/reader_language.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "program/coordinator_texts.hpp"

namespace tutorline::app {

std::string reader_language(std::string_view asked) {
    if (program::speaks(asked)) return std::string{asked};
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view{value}.starts_with("es") ? "es" : "en";
    }
    return "en";
}

std::string reader_language(const CLI::App& root) {
    const CLI::Option* option = root.get_option_no_throw("--lang");
    return reader_language(option != nullptr && option->count() > 0 ? option->as<std::string>() : std::string{});
}

}  // namespace tutorline::app
