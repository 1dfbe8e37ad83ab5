// In which language a person reads what a command says.
#pragma once
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace tutorline::app {

/// "es" or "en": what was asked for, where that is one of them; else Spanish where LC_ALL, LC_MESSAGES or LANG (the first
/// that is set) begins with "es"; else English.
std::string reader_language(std::string_view asked = {});

/// The same after `--lang` of the whole command line, for commands without an option of that name.
std::string reader_language(const CLI::App& root);

}  // namespace tutorline::app
