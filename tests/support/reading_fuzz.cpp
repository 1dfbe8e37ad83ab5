#include "support/reading_fuzz.hpp"

#include <sstream>

#include "domain/command/plain_number.hpp"
#include "support/golden.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::test {
namespace {

using namespace domain;

ReadRequest request_of(unsigned char choice) {
    ReadRequest request;
    request.writer = static_cast<Writer>(choice % 4);
    request.country = choice & 4 ? "PY" : "MX";
    if (choice & 8) request.languages = {"gn", "es"};
    request.children = {"Luis", "Ana"};
    request.roster = {{"Luis", 12}, {"Ana", 15}, {"Jose", {}}};
    switch ((choice >> 4) % 6) {
        case 0: break;
        case 1: request.pending = {{"1", "81", false, "34 + 47 = ?", {}}}; break;
        case 2: request.pending = {{"1", "13r3", false, "68 : 5 = ?", {}}}; break;
        case 3: request.pending = {{"1", "3/4", true, "", {}}, {"2", "B", false, "", {}}}; break;
        case 4: request.pending = {{"", "27", false, "", 0}, {"", "81", false, "", 1}}; break;
        default: request.pending = {{"", "13.6", false, "", {}}, {"", "-5", false, "", {}}, {"", "x?", false, "", {}}}; break;
    }
    return request;
}

bool is_answer(Class cls) { return cls == Class::answer || cls == Class::answer_multi || cls == Class::answer_for; }

std::string broken_promise(const ReadRequest& request, const Reading& reading) {
    if (reading.verdict != Verdict::none && !is_answer(reading.cls)) return "a verdict on what is no answer";
    if (is_answer(reading.cls) != !reading.grades.empty()) return "an answer without a grade, or a grade without an answer";
    if (is_answer(reading.cls) && reading.value.empty()) return "an answer without a value";
    for (const Grade& grade : reading.grades) {
        if (grade.item && *grade.item >= request.pending.size()) return "a grade for an item that is not pending";
        if (grade.child && *grade.child >= request.children.size()) return "a grade for a child that is not there";
        if (!grade.item && grade.verdict != Verdict::none) return "a verdict without an item";
    }
    if (reading.child && *reading.child >= request.children.size() && request.writer != Writer::tutor) return "a child that is not there";
    if (reading.cls == Class::log && reading.logs.empty()) return "a report without sessions";
    if (!reading.logs.empty() && reading.cls != Class::log && reading.cls != Class::safeguarding) return "sessions that are no report";
    if (!reading.logs.empty() && request.writer != Writer::tutor) return "sessions of somebody who is no tutor";
    if (reading.cls == Class::log && request.writer != Writer::tutor) return "a report of somebody who is no tutor";
    for (const SessionLog& log : reading.logs) {
        if (log.session || !log.student.empty()) continue;  // "no contesta nadie": which one is asked
        if (reading.logs.size() > 1) return "a session of nobody among several";
        if (!log.outcome && !log.minutes) return "a session of nobody of which nothing is told";
    }
    if (reading.reasons.empty()) return "no reason";
    if (reading.value.find_first_of("\t\n\r") != std::string::npos) return "a value that breaks its table row";
    return {};
}

}  // namespace

std::string try_reader(std::string_view input) {
    if (input.empty()) return {};
    ReadRequest request = request_of(static_cast<unsigned char>(input[0]));
    request.text = input.substr(1);
    const Reading once = read(request, shipped_packs());
    const Reading twice = read(request, shipped_packs());
    if (once.cls != twice.cls || once.value != twice.value || once.reasons != twice.reasons) return "two readings of one text differ";
    return broken_promise(request, once);
}

std::string try_numbers(std::string_view input) {
    static const std::vector<std::string> tags = {"es", "pt", "en", "gn", "ht"};
    if (input.empty()) return {};
    const std::string& tag = tags[static_cast<unsigned char>(input[0]) % tags.size()];
    const auto number = read_plain_number(input.substr(1), {tag}, "PY", shipped_packs());
    if (!number) return {};
    const auto again = read_plain_number(std::to_string(*number), {tag}, "PY", shipped_packs());
    return again == number || *number > 99'999'999 || *number < -99'999'999 ? "" : "a number that does not read back as itself";
}

std::string try_opt_out(std::string_view input) {
    ReadRequest request = request_of(1);
    request.text = input;
    const Reading reading = read(request, shipped_packs());
    if (reading.cls == Class::opt_out && (reading.verdict != Verdict::none || !reading.grades.empty())) return "an opt-out with a grade";
    if (reading.cls == Class::opt_out && reading.opt_out_scope == OptOutScope::one_child && !reading.child) return "one child's opt-out without the child";
    if (reading.cls == Class::opt_in && reading.words_to_watch && reading.reasons.empty()) return "no reason";
    return broken_promise(request, reading);
}

std::vector<std::string> fuzz_corpus() {
    std::vector<std::string> corpus;
    for (const char* table : {"data/inbound-examples.tsv", "data/inbound-held-out.tsv"}) {
        std::istringstream lines(read_file(test_path(table)));
        unsigned char choice = 0;
        for (std::string line; std::getline(lines, line); choice = static_cast<unsigned char>(choice + 37)) {
            std::size_t start = 0;
            for (int column = 0; column < 7; ++column) start = line.find('\t', start) + 1;
            corpus.push_back(std::string(1, static_cast<char>(choice)) + line.substr(start, line.find('\t', start) - start));
        }
    }
    return corpus;
}

}  // namespace tutorline::test
