// The words that the packs know, by spelling key, with a tolerant look-up.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tutorline::domain {

using WordId = std::uint32_t;
constexpr WordId unknown_word = 0;

/// Finds keys that differ by one edit from a given one, through the keys with one letter left out. A look-up costs as
/// many hash probes as the word has letters, whatever the size of the list.
class NearKeys {
  public:
    void add(std::string_view key, std::uint32_t value);
    /// The one value within one edit; nothing (0) when there is none or when two values are as near.
    std::uint32_t find(std::string_view key) const;

  private:
    struct Entry {
        std::string key;
        std::uint32_t value;
    };
    static constexpr std::size_t present_bits = std::size_t{1} << 18;
    void note(std::uint64_t hash, std::uint32_t index);
    bool may_hold(std::uint64_t hash) const;

    std::vector<Entry> entries_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_deletion_;
    std::vector<std::uint64_t> present_;  ///< one bit per hash, by its last 18 bits: most look-ups end here
    std::size_t longest_ = 0;
};

class Vocabulary {
  public:
    Vocabulary() : keys_(1) {}
    WordId add(std::string_view key);  ///< the same id for the same key
    WordId find(std::string_view key) const;
    /// The exact word, else for keys of five letters or more the one word at one edit.
    WordId find_near(std::string_view key) const;
    const std::string& key(WordId id) const { return keys_[id]; }
    std::size_t size() const { return keys_.size(); }
    void index_near();  ///< after the last add()

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::vector<std::string> keys_;
    std::unordered_map<std::string, WordId, Hash, std::equal_to<>> ids_;
    NearKeys near_;
};

}  // namespace tutorline::domain
