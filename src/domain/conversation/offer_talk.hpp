// What was said so far in the talk about another hour: the days and hours a family refused are not offered again, an offer
// is said plainly once, and a person is told once; and what silence means. Kept in the value of the question that waits.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_time.hpp"
#include "domain/conversation/time_wish.hpp"

namespace tutorline::domain {

/// A question about the hour that nobody answers is looked at after this long.
constexpr base::Minutes silent_hold{4 * 60};
/// A lesson whose promised hour is at least this far away goes back to it: its reminder still comes, and there is time to say
/// OTRO again. Who says OTRO to the reminder itself is not called at that hour.
constexpr base::Minutes kept_notice{28 * 60};

struct OfferTalk {
    bool passed_on = false;        ///< a person was told; an hour still counts
    bool silence_takes = false;    ///< unanswered, the offer counts: they asked for that hour, or were told so with the offer
    std::optional<base::Instant> promised;  ///< the hour that the call gave up while its family thinks; none: it gave up none
    bool said_plainly = false;     ///< the offer was said again in plain words
    std::uint8_t not_weekdays = 0; ///< as in TimeWish
    std::vector<base::Instant> refused;  ///< offers they did not take, the latest last; no more than refused_max

    void refuse(base::Instant offer);
    /// The wish without what was refused before; a day they name now counts again. Remembers the days it refuses.
    void heed(TimeWish& wish);
    bool may_offer(base::Instant at) const;
    /// The promised hour is still far enough away to go back to it.
    bool may_keep(base::Instant now) const { return promised && *promised - now >= kept_notice; }
    std::string text() const;
};
constexpr std::size_t refused_max = 8;

/// Of PendingQuestion::value; what it cannot read says nothing.
OfferTalk parse_offer_talk(std::string_view value);

}  // namespace tutorline::domain
