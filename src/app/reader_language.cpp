#include "app/reader_language.hpp"

#include <cstdlib>

#include "program/coordinator_texts.hpp"

namespace tutorline::app {
namespace {

std::string& told() {
    static std::string language;
    return language;
}

}  // namespace

void set_reader_language(std::string_view asked) { told() = program::speaks(asked) ? asked : std::string_view{}; }

std::string language_told(std::string_view asked) { return asked.empty() ? told() : std::string{asked}; }

std::string programme_language(std::string_view programmes) {
    return told().empty() && program::speaks(programmes) ? std::string{programmes} : reader_language();
}

std::string reader_language(std::string_view asked) {
    if (program::speaks(asked)) return std::string{asked};
    if (!told().empty()) return told();
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view{value}.starts_with("es") ? "es" : "en";
    }
    return "en";
}

}  // namespace tutorline::app
