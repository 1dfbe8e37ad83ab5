#include "tidy/rules.hpp"

#include <array>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace tutorline::tidy {
namespace {

struct LayerRule {
    std::set<std::string> ours;
    std::vector<std::string> third_party;  // prefixes of <...> includes beyond the C++ library
};

// The table of ARCHITECTURE.md. A layer may always include itself.
const std::map<std::string, LayerRule>& layers() {
    static const std::map<std::string, LayerRule> table{
        {"base", {{}, {"date/", "phonenumbers/", "openssl/"}}},
        {"domain", {{"base"}, {}}},
        {"ports", {{"base", "domain"}, {}}},
        {"program", {{"base", "domain"}, {"yaml-cpp/", "boost/json"}}},
        {"gateways", {{"base", "domain", "ports"}, {"boost/json"}}},
        {"store", {{"base", "domain", "ports"}, {"sqlite3.h", "SQLiteCpp/"}}},
        {"engine", {{"base", "domain", "ports"}, {"spdlog/"}}},
        {"reports", {{"base", "domain", "ports"}, {"boost/json"}}},
        {"web", {{"base", "domain", "ports", "engine", "reports", "gateways"}, {"boost/json"}}},
        {"net", {{"base"}, {"boost/", "openssl/"}}},
        {"simulator", {{"base", "domain", "ports", "engine", "gateways", "web", "program"}, {}}},
        {"app",
         {{"base", "domain", "ports", "program", "gateways", "store", "engine", "reports", "web", "net", "simulator"},
          {"CLI/", "spdlog/", "boost/"}}},
    };
    return table;
}

bool starts_with_any(std::string_view text, const std::vector<std::string>& prefixes) {
    for (const auto& prefix : prefixes)
        if (text.starts_with(prefix)) return true;
    return false;
}

// A header of the C++ or C library or of POSIX has no slash of a third party; these do have one.
bool of_the_platform(std::string_view include) {
    static const std::set<std::string_view> third_party_without_slash{"sqlite3.h", "zlib.h", "uv.h"};
    if (third_party_without_slash.contains(include)) return false;
    return include.find('/') == std::string_view::npos || include.starts_with("sys/") || include.starts_with("arpa/") ||
           include.starts_with("netinet/") || include.starts_with("linux/");
}

std::string layer_of(std::string_view path) {
    if (!path.starts_with("src/")) return {};
    path.remove_prefix(4);
    return std::string(path.substr(0, path.find('/')));
}

// The line without its comment and without the content of string literals, so that words in them do not count.
std::string code_of(std::string_view line) {
    std::string code;
    bool in_string = false;
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == quote) in_string = false;
            if (!in_string) code += c;
        } else if (c == '/' && i + 1 < line.size() && line[i + 1] == '/') {
            break;
        } else {
            const bool digit_separator = c == '\'' && i > 0 && std::isalnum(static_cast<unsigned char>(line[i - 1]));
            if ((c == '"' || c == '\'') && !digit_separator) {
                in_string = true;
                quote = c;
            }
            code += c;
        }
    }
    return code;
}

void check_include(std::string_view path, const std::string& layer, const std::string& line, int number,
                   std::vector<Finding>& findings) {
    static const std::regex quoted{R"re(^\s*#\s*include\s*"([^"]+)")re"};
    static const std::regex angled{R"re(^\s*#\s*include\s*<([^>]+)>)re"};
    const auto rule = layers().find(layer);
    if (rule == layers().end()) return;
    std::smatch match;
    if (std::regex_search(line, match, quoted)) {
        const std::string name = match[1];
        const std::string target = name.substr(0, name.find('/'));
        if (!layers().contains(target) || name.find("..") != std::string::npos) {
            findings.push_back({std::string(path), number, "include-path", "write the path from src/: \"" + layer + "/...\""});
        } else if (target != layer && !rule->second.ours.contains(target)) {
            findings.push_back({std::string(path), number, "include-direction",
                                layer + " may not include " + target + "; move the code or pass the value in"});
        }
    } else if (std::regex_search(line, match, angled)) {
        const std::string name = match[1];
        if (!of_the_platform(name) && !starts_with_any(name, rule->second.third_party))
            findings.push_back({std::string(path), number, "third-party",
                                "<" + name + "> is not allowed in " + layer + "; keep it in the layer that owns it"});
    }
}

struct Pattern {
    const char* rule;
    std::regex expression;
    bool (*applies)(const std::string& layer);
    const char* words;
};

bool below_app(const std::string& layer) { return layer != "app" && !layer.empty(); }
bool in_src(const std::string& layer) { return !layer.empty(); }
bool no_coroutines(const std::string& layer) { return layer != "app" && layer != "net" && !layer.empty(); }

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> list{
        {"clock", std::regex{R"((system_clock|steady_clock|high_resolution_clock|utc_clock)\s*::\s*now|\b(gettimeofday|clock_gettime|localtime|gmtime|mktime|nanosleep|sleep_for|sleep_until)\s*(_r)?\s*\(|\btime\s*\(\s*(nullptr|NULL|0|&))"},
         below_app, "no clock below app/: take `now` as an argument"},
        {"randomness", std::regex{R"(\brandom_device\b|\bmt19937|\bs?rand\s*\(|\bdefault_random_engine\b)"}, below_app,
         "no hidden randomness: take a base::Random with a seed"},
        {"coroutine", std::regex{R"(\bco_(await|return|yield)\b)"}, no_coroutines, "coroutines live in net/ and app/ only"},
        {"await-temporary",
         std::regex{R"(co_await[^;]*(\{|\[[&=\]a-z]|\?)|(\{[^}]*co_await)|(\?[^;]*co_await))"}, in_src,
         "g++ 12 destroys it twice: name the value on its own line, then co_await f(named)"},
        {"print", std::regex{R"(std\s*::\s*(cout|cerr|clog)\b|\bf?printf\s*\()"}, below_app,
         "no printing below app/: return the text"},
        {"environment", std::regex{R"(\b(getenv|secure_getenv)\s*\()"}, below_app, "only app/ reads the environment"},
    };
    return list;
}

bool allowed(const Pattern& pattern, std::string_view path, const std::string& code) {
    // snprintf formats into a buffer and prints nothing.
    if (std::string_view(pattern.rule) == "print") return code.find("snprintf") != std::string::npos;
    (void)path;
    return false;
}

// `if (...) { co_await x(); }` on one line: the brace opens a block, not a value.
std::string without_block_brace(std::string code) {
    static const std::regex block{R"((\)|else|do|try|noexcept)\s*\{)"};
    code = std::regex_replace(code, block, "$1");
    static const std::regex opens{R"(^\s*[{}]+\s*)"};
    return std::regex_replace(code, opens, "");
}

constexpr int lines_max = 400;

}  // namespace

std::vector<Finding> check_source(std::string_view path, std::string_view text) {
    std::vector<Finding> findings;
    const std::string layer = layer_of(path);
    std::istringstream stream{std::string(text)};
    std::string line;
    int number = 0;
    while (std::getline(stream, line)) {
        ++number;
        check_include(path, layer, line, number, findings);
        const std::string code = code_of(line);
        for (const Pattern& pattern : patterns()) {
            if (!pattern.applies(layer)) continue;
            const bool about_await = std::string_view(pattern.rule) == "await-temporary";
            if (about_await && code.find("co_await") == std::string::npos) continue;
            const std::string subject = about_await ? without_block_brace(code) : code;
            if (std::regex_search(subject, pattern.expression) && !allowed(pattern, path, code))
                findings.push_back({std::string(path), number, pattern.rule, pattern.words});
        }
    }
    if (number > lines_max)
        findings.push_back({std::string(path), number, "file-length",
                            "over " + std::to_string(lines_max) + " lines: split it by what it does"});
    return findings;
}

std::string describe(const std::vector<Finding>& findings) {
    std::string out;
    for (const auto& finding : findings)
        out += finding.path + ":" + std::to_string(finding.line) + ": " + finding.rule + ": " + finding.words + "\n";
    return out;
}

}  // namespace tutorline::tidy
