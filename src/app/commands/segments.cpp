#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <string>

#include "app/commands.hpp"
#include "domain/messaging/segments.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::app {
namespace {

/// `\n` in a line stands for a line break; the line's own end (also a Windows one) is no part of the text.
std::string text_of(std::string line) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    for (std::size_t at = line.find("\\n"); at != std::string::npos; at = line.find("\\n", at + 1)) line.replace(at, 2, "\n");
    return line;
}

/// What a terminal would obey or not show, as U+001B.
std::string letter_shown(const std::string& letter) {
    if (letter.empty()) return "-";
    if (program::printable(letter) == letter) return letter;
    std::size_t at = 0;
    char code[12];
    std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(domain::next_character(letter, at)));
    return code;
}

void print_sizes(std::istream& in, std::ostream& out) {
    for (std::string line; std::getline(in, line);) {
        const domain::SmsSize size = domain::measure_sms(text_of(line));
        out << domain::name(size.alphabet) << ' ' << size.units << ' ' << size.segments << ' '
            << letter_shown(std::string{size.costly_letter}) << '\n';
    }
}

}  // namespace

void add_segments_command(CLI::App& app, int&) {
    auto* command = app.add_subcommand("segments", "Read one text a line from standard input (\\n for a line break) and print for each: alphabet, units, segments, first costly letter");
    command->callback([] { print_sizes(std::cin, std::cout); });
}

}  // namespace tutorline::app
