#include "store/sqlite/words.hpp"

#include <array>
#include <utility>

namespace tutorline::store {
namespace {

using domain::Area;
using domain::ConsentMethod;
using domain::Relation;
using domain::Sex;

template <class T, std::size_t N>
using Table = std::array<std::pair<T, std::string_view>, N>;

constexpr Table<Area, 3> areas{{{Area::unknown, "unknown"}, {Area::urban, "urban"}, {Area::rural, "rural"}}};
constexpr Table<Sex, 4> sexes{
    {{Sex::unknown, "unknown"}, {Sex::female, "female"}, {Sex::male, "male"}, {Sex::other, "other"}}};
constexpr Table<Relation, 6> relations{{{Relation::unknown, "unknown"},
                                        {Relation::parent, "parent"},
                                        {Relation::aunt_uncle, "aunt_uncle"},
                                        {Relation::grandparent, "grandparent"},
                                        {Relation::sibling, "sibling"},
                                        {Relation::other, "other"}}};
constexpr Table<ConsentMethod, 3> methods{
    {{ConsentMethod::paper, "paper"}, {ConsentMethod::voice, "voice"}, {ConsentMethod::sms, "sms"}}};

template <class T, std::size_t N>
std::string_view word_in(const Table<T, N>& table, T value) {
    for (const auto& [entry, text] : table)
        if (entry == value) return text;
    return table.front().second;
}

template <class T, std::size_t N>
T value_in(const Table<T, N>& table, std::string_view text) {
    for (const auto& [entry, entry_text] : table)
        if (entry_text == text) return entry;
    return table.front().first;
}

}  // namespace

std::string_view word(Area value) { return word_in(areas, value); }
std::string_view word(Sex value) { return word_in(sexes, value); }
std::string_view word(Relation value) { return word_in(relations, value); }
std::string_view word(ConsentMethod value) { return word_in(methods, value); }
Area area_from(std::string_view word) { return value_in(areas, word); }
Sex sex_from(std::string_view word) { return value_in(sexes, word); }
Relation relation_from(std::string_view word) { return value_in(relations, word); }
ConsentMethod consent_method_from(std::string_view word) { return value_in(methods, word); }

}  // namespace tutorline::store
