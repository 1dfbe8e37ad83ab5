#include "store/sqlite/words.hpp"

#include "base/name_table.hpp"

namespace tutorline::store {
namespace {

using base::name_in;
using base::NameTable;
using base::value_in;
using domain::Area;
using domain::ConsentMethod;
using domain::Relation;
using domain::Sex;

constexpr NameTable<Area, 3> areas{{{Area::unknown, "unknown"}, {Area::urban, "urban"}, {Area::rural, "rural"}}};
constexpr NameTable<Sex, 4> sexes{
    {{Sex::unknown, "unknown"}, {Sex::female, "female"}, {Sex::male, "male"}, {Sex::other, "other"}}};
constexpr NameTable<Relation, 6> relations{{{Relation::unknown, "unknown"},
                                        {Relation::parent, "parent"},
                                        {Relation::aunt_uncle, "aunt_uncle"},
                                        {Relation::grandparent, "grandparent"},
                                        {Relation::sibling, "sibling"},
                                        {Relation::other, "other"}}};
constexpr NameTable<ConsentMethod, 3> methods{
    {{ConsentMethod::paper, "paper"}, {ConsentMethod::voice, "voice"}, {ConsentMethod::sms, "sms"}}};

/// A word that no version of ours ever wrote reads as the first of the list, which knows least.
template <class T, std::size_t N>
T known_in(const NameTable<T, N>& table, std::string_view word) {
    return value_in(table, word).value_or(table.front().first);
}

}  // namespace

std::string_view word(Area value) { return name_in(areas, value); }
std::string_view word(Sex value) { return name_in(sexes, value); }
std::string_view word(Relation value) { return name_in(relations, value); }
std::string_view word(ConsentMethod value) { return name_in(methods, value); }
Area area_from(std::string_view word) { return known_in(areas, word); }
Sex sex_from(std::string_view word) { return known_in(sexes, word); }
Relation relation_from(std::string_view word) { return known_in(relations, word); }
ConsentMethod consent_method_from(std::string_view word) { return known_in(methods, word); }

}  // namespace tutorline::store
