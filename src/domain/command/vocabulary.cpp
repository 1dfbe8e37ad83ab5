#include "domain/command/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "domain/command/spelling.hpp"

namespace tutorline::domain {
namespace {

constexpr std::size_t near_word_letters_min = 5;
constexpr std::size_t near_letters_max = 24;

constexpr std::uint64_t hash_base = 0x9e3779b97f4a7c15ull;

/// Hashes of a key and of the key without each of its letters, all in one pass: value(i) = head(i) * base^(rest) + tail(i + 1).
class DeletionHashes {
  public:
    explicit DeletionHashes(std::string_view key) : size_(key.size()) {
        head_[0] = tail_[size_] = 0;
        power_[0] = 1;
        for (std::size_t i = 0; i < size_; ++i) {
            head_[i + 1] = head_[i] * hash_base + letter(key[i]);
            power_[i + 1] = power_[i] * hash_base;
        }
        for (std::size_t i = size_; i-- > 0;) tail_[i] = tail_[i + 1] + letter(key[i]) * power_[size_ - 1 - i];
    }
    std::uint64_t whole() const { return mixed(head_[size_], size_); }
    std::uint64_t without(std::size_t i) const { return mixed(head_[i] * power_[size_ - 1 - i] + tail_[i + 1], size_ - 1); }

  private:
    static std::uint64_t letter(char c) { return static_cast<unsigned char>(c) + 1u; }
    static std::uint64_t mixed(std::uint64_t hash, std::size_t length) {
        hash = (hash ^ length) * 0xbf58476d1ce4e5b9ull;
        return hash ^ (hash >> 31);
    }
    std::size_t size_;
    std::array<std::uint64_t, near_letters_max + 1> head_, tail_, power_;  ///< no more of them is filled than the key is long
};

}  // namespace

void NearKeys::note(std::uint64_t hash, std::uint32_t index) {
    by_deletion_[hash].push_back(index);
    present_[hash % present_bits / 64] |= std::uint64_t{1} << (hash % 64);
}

bool NearKeys::may_hold(std::uint64_t hash) const { return (present_[hash % present_bits / 64] >> (hash % 64) & 1) != 0; }

void NearKeys::add(std::string_view key, std::uint32_t value) {
    if (key.size() > near_letters_max) return;
    if (present_.empty()) present_.assign(present_bits / 64, 0);
    const auto index = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({std::string(key), value});
    longest_ = std::max(longest_, key.size());
    const DeletionHashes hashes(key);
    note(hashes.whole(), index);
    for (std::size_t i = 0; i < key.size(); ++i) note(hashes.without(i), index);
}

std::uint32_t NearKeys::find(std::string_view key) const {
    if (entries_.empty() || key.size() > near_letters_max || key.size() > longest_ + 1) return 0;
    std::uint32_t found = 0;
    const DeletionHashes hashes(key);
    for (std::size_t i = 0; i <= key.size(); ++i) {
        const std::uint64_t hash = i == key.size() ? hashes.whole() : hashes.without(i);
        if (!may_hold(hash)) continue;
        const auto bucket = by_deletion_.find(hash);
        if (bucket == by_deletion_.end()) continue;
        for (const std::uint32_t index : bucket->second) {
            const Entry& entry = entries_[index];
            if (entry.value == found || !within_edits(entry.key, key, 1)) continue;
            if (found != 0) return 0;
            found = entry.value;
        }
    }
    return found;
}

WordId Vocabulary::add(std::string_view key) {
    if (const auto found = ids_.find(key); found != ids_.end()) return found->second;
    const auto id = static_cast<WordId>(keys_.size());
    keys_.emplace_back(key);
    ids_.emplace(std::string(key), id);
    return id;
}

WordId Vocabulary::find(std::string_view key) const {
    const auto found = ids_.find(key);
    return found == ids_.end() ? unknown_word : found->second;
}

WordId Vocabulary::find_near(std::string_view key) const {
    const WordId exact = find(key);
    return exact != unknown_word || key.size() < near_word_letters_min ? exact : near_.find(key);
}

void Vocabulary::index_near() {
    for (WordId id = 1; id < keys_.size(); ++id)
        if (keys_[id].size() >= near_word_letters_min - 1) near_.add(keys_[id], id);
}

}  // namespace tutorline::domain
