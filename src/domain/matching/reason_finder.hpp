// Why students stay without a place, for many of them at once: who may teach whom is looked up once for all who are alike,
// and weeks are compared as bits. In a country with tens of thousands left out, that is seconds instead of minutes.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/matching/reasons.hpp"

namespace tutorline::domain::matching {

class ReasonFinder {
  public:
    /// The problem must outlive the finder.
    explicit ReasonFinder(const Problem& problem);

    /// Students of the household, or the student alone; ascending.
    std::vector<int> household_of(int student) const;
    Reason of(int student);

  private:
    using Bits = std::vector<std::uint64_t>;

    /// Tutors whom language, level, gender and places allow, or the first of these that allows none, with how many were asked.
    struct Asked {
        std::optional<Reason::Kind> refused;
        int tutors_asked = 0;
        std::vector<int> tutors;
    };
    const Asked& asked(const std::vector<int>& members);
    int kind_of(int student);
    Bits bits(const std::vector<int>& slots) const;
    /// Start slots where the members can be seated one after the other in hours they all offer.
    std::vector<int> common_starts(const std::vector<Bits>& members, const Bits& offered) const;
    bool seats_all(const std::vector<Bits>& members, const Bits& offered, int start) const;

    const Problem& problem_;
    std::map<std::string_view, std::vector<int>> households_;
    std::map<std::tuple<std::vector<std::string>, int, Gender>, int> kinds_;
    std::map<std::pair<std::vector<int>, std::size_t>, Asked> asked_;  ///< by kinds of the members and their number
    std::vector<Bits> offered_;                                        ///< of each tutor
};

}  // namespace tutorline::domain::matching
