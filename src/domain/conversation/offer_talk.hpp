// What was said so far in the talk about another hour: the days and hours a family refused are not offered again, an offer
// is said plainly once, and a person is told once. Kept in the value of the question that waits.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_time.hpp"
#include "domain/conversation/time_wish.hpp"

namespace tutorline::domain {

struct OfferTalk {
    bool passed_on = false;        ///< a person was told; an hour still counts
    bool said_plainly = false;     ///< the offer was said again in plain words
    std::uint8_t not_weekdays = 0; ///< as in TimeWish
    std::vector<base::Instant> refused;  ///< offers they did not take, the latest last; no more than refused_max

    void refuse(base::Instant offer);
    /// The wish without what was refused before; a day they name now counts again. Remembers the days it refuses.
    void heed(TimeWish& wish);
    bool may_offer(base::Instant at) const;
    std::string text() const;
};
constexpr std::size_t refused_max = 8;

/// Of PendingQuestion::value; what it cannot read says nothing.
OfferTalk parse_offer_talk(std::string_view value);

}  // namespace tutorline::domain
