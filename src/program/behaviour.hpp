// How people and the phone network behave in a simulation: config/simulator/behaviour.yaml as checked values. Rates are
// 0..1, times in the unit of the name. Where a figure comes from stands beside it in the file (DATA, SRC, GK).
#pragma once
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_time.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {

struct BetaShape {
    double a = 1, b = 1;
    double mean() const { return a / (a + b); }
};

/// What differs between the presets.
struct ReachBehaviour {
    BetaShape weekly_contact;  ///< share of weeks in which anybody answers, by household
    BetaShape child_session;   ///< share of weeks with the child on the line, by household
    double child_at_first_call = 0, child_later = 0;  ///< the child is there, given an answer: means
};

struct AttemptBehaviour {
    int reference_per_week = 3;  ///< dials a week behind the weekly rates
    double room_for_dials = 1;   ///< share of them a service's calendar has room for in an unanswered week
    std::vector<double> hazards; ///< over all households, to check the model against
    double odds_inside = 1, odds_outside = 1, odds_same_slot = 1;
    int no_answer_s_min = 25, no_answer_s_max = 45, answer_median_s = 9;
    double no_answer = 0, unreachable = 0, busy = 0, not_in_service = 0, network_error = 0;  ///< of failed dials
    double operator_code_wrong = 0;
};

/// Shares of under 1, 1-5, 5-10 and over 10 minutes.
using MinuteShares = std::array<double, 4>;

struct TalkBehaviour {
    MinuteShares first{}, later{}, adult{};
    double over10_median = 17, over10_sigma = 0.35, over10_cap = 45;
    double drop_per_minute_urban = 0, drop_per_minute_rural = 0;
};

struct TutorBehaviour {
    double rate_sd = 0;  ///< between tutors, of the share of weeks with the child
    double absent_week = 0, absent_says_so = 0.6, quits = 0;
    double log_same_day = 1, log_next_day = 0, log_within_week = 0, log_never = 0, log_twice = 0;
};

struct HouseholdBehaviour {
    double two_or_more_children = 0;
    std::array<double, 5> caregiver{};  ///< parent, aunt or uncle, grandparent, sibling, other
    double jopara = 0, guarani = 0, spanish = 1;
    double number_dies_per_week = 0, number_returns = 1.0 / 3;
    double wrong_number = 0, withdraws_per_week = 0;
    double missed_call_back = 0;  ///< after a dial that nobody answered
};

/// States none, addition, subtraction, multiplication, division; a row sums to 1.
using LevelShares = std::array<double, 5>;

struct LearningBehaviour {
    std::array<LevelShares, 5> transition{};
    std::array<LevelShares, 3> start_by_grade{};  ///< grades 3, 4, 5
    double right_at_level = 0, right_one_below = 0, right_one_above = 0;
};

struct SmsBehaviour {
    double delivered_urban = 1, delivered_rural = 1, receipt_missing = 0, receipt_false = 0, receipt_twice = 0;
    double receipt_reordered = 0, inbound_twice = 0, same_text_again = 0;
    double latency_median_s = 1, latency_p90_s = 1, handset_off = 0, handset_off_h_min = 1, handset_off_h_max = 48;
    double validity_h = 24;
    double service_outages_per_month = 0, service_outage_min_minutes = 5, service_outage_max_minutes = 180;
    double region_outages_per_month = 0, region_outage_min_h = 1, region_outage_max_h = 10;
    double answer_lost = 0, too_many = 0;
};

/// What a reply is, in the order of the shares.
enum class ReplyKind { number, words, several, ambiguous, greeting, dont_know, reschedule, who, opt_out, empty, chatter, automated, safeguarding, unparsed };
constexpr std::size_t reply_kinds = 14;

struct ReplyBehaviour {
    BetaShape propensity;
    double decay_per_week = 1, boost_after_session = 1, without_credit = 1, no_credit_share = 0;
    std::array<double, 5> latency{};  ///< half an hour, six hours, next day, after the next item, after a week
    std::array<double, reply_kinds> kinds{};
    std::array<double, 3> opt_out_week{};  ///< chance a week with 1, 3, 5 texts
};

struct Behaviour {
    std::string preset;
    ReachBehaviour reach;
    AttemptBehaviour attempts;
    TalkBehaviour talk;
    TutorBehaviour tutor;
    HouseholdBehaviour household;
    LearningBehaviour learning;
    SmsBehaviour sms;
    ReplyBehaviour reply;
};

/// Names of the presets in the file, alphabetically; empty when it cannot be read.
std::vector<std::string> behaviour_presets(const std::filesystem::path& file);

/// None when something was told: a file that cannot be read, a preset that is not there (with those that are), the first
/// figure that is missing or senseless, with its line. Words in operator.yaml.
std::optional<Behaviour> load_behaviour(const std::filesystem::path& file, std::string_view preset, Diagnostics& diagnostics);

}  // namespace tutorline::program
