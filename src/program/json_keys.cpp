#include "program/json_keys.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "program/diagnostics.hpp"

namespace tutorline::program {
namespace {

/// The keys of one object so far: a short list is looked through, a long one is searched.
class Keys {
  public:
    bool add(std::string key) {
        constexpr std::size_t few = 16;
        if (!many_.empty()) return many_.insert(std::move(key)).second;
        if (std::ranges::find(some_, key) != some_.end()) return false;
        some_.push_back(std::move(key));
        if (some_.size() == few) many_.insert(some_.begin(), some_.end());
        return true;
    }

  private:
    std::vector<std::string> some_;
    std::set<std::string> many_;
};

/// Two spellings of one key ("id", "\u0069d") are one key.
std::string decoded(std::string_view quoted) {
    if (quoted.find('\\') == std::string_view::npos) return std::string(quoted.substr(1, quoted.size() - 2));
    boost::system::error_code fault;
    const auto value = boost::json::parse(quoted, fault);
    return !fault && value.is_string() ? std::string(value.get_string()) : std::string(quoted);
}

}  // namespace

std::vector<DoubledKey> doubled_keys(std::string_view text, std::size_t most) {
    std::vector<DoubledKey> found;
    std::vector<Keys> objects;
    int line = 1;
    for (std::size_t i = 0; i < text.size() && found.size() < most; ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (c == '{') objects.emplace_back();
        if (c == '}' && !objects.empty()) objects.pop_back();
        if (c != '"') continue;
        const std::size_t begin = i++;
        while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
        const std::size_t after = text.find_first_not_of(" \t\r\n", i + 1);
        const bool is_key = after != std::string_view::npos && text[after] == ':' && !objects.empty();
        if (!is_key) continue;
        std::string key = decoded(text.substr(begin, i + 1 - begin));
        if (std::string shown = quotable(key); !objects.back().add(std::move(key))) found.push_back({line, std::move(shown)});
    }
    return found;
}

}  // namespace tutorline::program
