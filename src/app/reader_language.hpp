// In which language a person reads what a command says.
#pragma once
#include <string>
#include <string_view>

namespace tutorline::app {

/// "es" or "en": `asked` where it is one of them; else what set_reader_language was told; else Spanish where LC_ALL,
/// LC_MESSAGES or LANG (the first that is set) begins with "es"; else English.
std::string reader_language(std::string_view asked = {});

/// `asked`, else what set_reader_language was told; empty where neither: for output whose language does not follow the
/// terminal's but the programme's or a default of its own.
std::string language_told(std::string_view asked = {});

/// Of what concerns a coordinator's files: what set_reader_language was told; else the programme's, where it is one of them;
/// else the terminal's. What concerns the machine (a service's configuration, ports, secrets) is said in reader_language().
std::string programme_language(std::string_view programmes);

/// The command line's `--lang`, told once before any command runs; anything but "es" and "en" is left out.
void set_reader_language(std::string_view asked);

}  // namespace tutorline::app
