// The texts that people get, as data: message key -> text per language with {placeholders}.
// Keys are stable, dotted and grouped: families.*, tutors.*, staff.*, items.* (the sum of an item), days.*, months.*.
#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tutorline::domain {

/// The language that has every text; the others fall back on it.
constexpr std::string_view complete_language = "es";

/// Placeholder -> words. A vector because a text has two or three and order is harmless.
using Arguments = std::vector<std::pair<std::string, std::string>>;

/// Where a message stands in its file, for messages about it; 1-based, 0 = not from a file.
struct SourcePlace {
    std::string file;
    int line = 0;
    int column = 0;
};

struct Message {
    std::string text;
    SourcePlace place;
};

/// A value: filled once at start, then only read (from any thread).
class Catalog {
  public:
    /// A later message of the same language and key replaces the earlier.
    void add(const std::string& language, const std::string& key, Message message);
    const Message* find(std::string_view language, std::string_view key) const;
    /// Language tags in alphabetical order.
    std::vector<std::string> languages() const;
    /// All messages of a language by key, in alphabetical order; empty for an unknown language.
    const std::map<std::string, Message, std::less<>>& messages(std::string_view language) const;

  private:
    std::map<std::string, std::map<std::string, Message, std::less<>>, std::less<>> by_language_;
};

/// The names between braces, in order of appearance, each once.
std::vector<std::string> placeholders(std::string_view text);

/// The text of `key` in the first of `languages` that has it (Spanish, which is complete, after them), with its
/// placeholders filled. Where the text itself is GSM-7, arguments are folded to GSM-7, so that no name makes it cost more.
/// A placeholder without an argument becomes nothing. Empty when no language has the key: check_catalog, run at
/// start-up, makes sure that this does not happen for a key of message_specs().
std::string render(const Catalog& catalog, std::span<const std::string> languages, std::string_view key, const Arguments& arguments);

/// The language that render would take.
std::string_view language_of(const Catalog& catalog, std::span<const std::string> languages, std::string_view key);

}  // namespace tutorline::domain
