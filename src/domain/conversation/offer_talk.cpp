#include "domain/conversation/offer_talk.hpp"

#include <algorithm>
#include <sstream>

namespace tutorline::domain {
namespace {

constexpr std::string_view taken = "+taken";
constexpr char at_mark = '@';

}  // namespace

void OfferTalk::refuse(base::Instant offer) {
    if (std::find(refused.begin(), refused.end(), offer) != refused.end()) return;
    if (refused.size() >= refused_max) refused.erase(refused.begin());
    refused.push_back(offer);
}

void OfferTalk::heed(TimeWish& wish) {
    if (wish.weekday) not_weekdays = static_cast<std::uint8_t>(not_weekdays & ~(1U << static_cast<unsigned>(*wish.weekday)));
    not_weekdays = static_cast<std::uint8_t>(not_weekdays | wish.not_weekdays);
    wish.not_weekdays = not_weekdays;
}

bool OfferTalk::may_offer(base::Instant at) const { return std::find(refused.begin(), refused.end(), at) == refused.end(); }

std::string OfferTalk::text() const {
    std::ostringstream out;
    out << (passed_on ? "passed" : "open") << (silence_takes ? taken : "");
    if (promised) out << at_mark << promised->time_since_epoch().count();
    out << ' ' << said_plainly << ' ' << static_cast<unsigned>(not_weekdays);
    for (const base::Instant at : refused) out << ' ' << at.time_since_epoch().count();
    return out.str();
}

OfferTalk parse_offer_talk(std::string_view value) {
    OfferTalk talk;
    std::istringstream in{std::string{value}};
    std::string state;
    unsigned days = 0;
    in >> state >> talk.said_plainly >> days;
    talk.passed_on = state.starts_with("passed");
    talk.silence_takes = state.find(taken) != std::string::npos;
    if (const auto mark = state.find(at_mark); mark != std::string::npos) {
        std::istringstream hour{state.substr(mark + 1)};
        if (std::int64_t promised = 0; hour >> promised) talk.promised = base::Instant{base::Seconds{promised}};
    }
    talk.not_weekdays = static_cast<std::uint8_t>(days);
    std::int64_t at = 0;
    while (talk.refused.size() < refused_max && in >> at) talk.refused.emplace_back(base::Seconds{at});
    return talk;
}

}  // namespace tutorline::domain
