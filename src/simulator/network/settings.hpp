// What the simulated phone network is told before it starts. Every probability comes from behaviour.yaml; without
// faults (`Faults{}`) the network is perfect and instant, which is what most tests want.
#pragma once
#include <cstdint>
#include <string>

#include "base/civil_time.hpp"

namespace tutorline::simulator {

/// How the network misbehaves. Probabilities are per text, receipt or request.
struct Faults {
    double delivered_urban = 1, delivered_rural = 1;  ///< a text reaches the handset in the end
    double receipt_missing = 0;          ///< no delivery receipt, ever
    double receipt_false = 0;            ///< 'delivered' for a text that was never shown
    double receipt_twice = 0;            ///< the same status callback again, seconds to hours later
    double receipt_reordered = 0;        ///< a status callback arrives after its successor
    double inbound_twice = 0;            ///< the same inbound webhook again
    double handset_off = 0;              ///< the text waits for a handset that is switched on later
    base::Seconds handset_off_min{0}, handset_off_max{0};
    base::Seconds validity{24 * 3600};   ///< a text that waited longer expires
    double latency_median_s = 1, latency_p90_s = 1;  ///< of delivery to a handset that is on
    double answer_lost = 0;              ///< our request is carried out, its answer gets lost (status 0)
    double too_many = 0;                 ///< 429 with code 20429: not carried out, safe to repeat
    double service_outages_per_month = 0;  ///< times when no webhook reaches the service; everything arrives in a burst after
    base::Seconds service_outage_min{0}, service_outage_max{0};
    double region_outages_per_month = 0;   ///< times when a region's handsets are unreachable
    base::Seconds region_outage_min{0}, region_outage_max{0};
};

struct NetworkSettings {
    std::string account;    ///< "AC" and 32 hex digits
    std::string secret;     ///< auth token: Basic password of requests, key of webhook signatures
    std::string number;     ///< the service's number, E.164
    std::string sms_url;    ///< where inbound texts are posted, full URL
    std::string voice_url;  ///< where inbound calls are posted, full URL
    base::Seconds log_lag{0};          ///< a text shows up in the log that much later
    base::Seconds log_kept{72 * 3600}; ///< and leaves it then
    double text_segment_price = 0;     ///< money per segment and per started minute of each leg
    double call_minute_price = 0;
    bool keep_texts = true;            ///< keep the words on the handsets (off for big simulations)
    Faults faults;
    base::Instant from{}, until{};     ///< span for which outages are drawn beforehand
};

}  // namespace tutorline::simulator
