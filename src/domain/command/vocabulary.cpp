#include "domain/command/vocabulary.hpp"

#include "domain/command/spelling.hpp"

namespace tutorline::domain {
namespace {

constexpr std::size_t near_letters_min = 5;
constexpr std::size_t near_letters_max = 24;

/// FNV-1a of the key without its letter `left_out` (npos: the whole key).
std::uint64_t hash_without(std::string_view key, std::size_t left_out) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (std::size_t i = 0; i < key.size(); ++i)
        if (i != left_out) hash = (hash ^ static_cast<unsigned char>(key[i])) * 0x100000001b3ull;
    return hash;
}

}  // namespace

void NearKeys::add(std::string_view key, std::uint32_t value) {
    if (key.size() > near_letters_max) return;
    const auto index = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({std::string(key), value});
    by_deletion_[hash_without(key, std::string_view::npos)].push_back(index);
    for (std::size_t i = 0; i < key.size(); ++i) by_deletion_[hash_without(key, i)].push_back(index);
}

std::uint32_t NearKeys::find(std::string_view key) const {
    if (key.size() > near_letters_max) return 0;
    std::uint32_t found = 0;
    for (std::size_t i = 0; i <= key.size(); ++i) {
        const auto bucket = by_deletion_.find(hash_without(key, i == key.size() ? std::string_view::npos : i));
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
    return exact != unknown_word || key.size() < near_letters_min ? exact : near_.find(key);
}

void Vocabulary::index_near() {
    for (WordId id = 1; id < keys_.size(); ++id)
        if (keys_[id].size() >= near_letters_min - 1) near_.add(keys_[id], id);
}

}  // namespace tutorline::domain
