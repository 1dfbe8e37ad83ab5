// What stands behind the phones, as the network sees it: handsets and the people who hold them. people/ implements it
// with the behaviour model; `tutorline gateway` with phones that always answer; tests with scripts.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_time.hpp"

namespace tutorline::simulator {

/// Where a handset is: decides coverage and which outages concern it.
struct Handset {
    bool rural = false;
    int region = 0;
};

/// One phone rings. `caller` is the number it shows.
struct Ring {
    std::string_view number;
    std::string_view caller;
    std::string_view bridged_to;  ///< the number on the other leg, for the second leg of a bridge; else empty
    base::Seconds ring_max{60};
    base::Instant at{};
};

struct Pickup {
    enum class End { answered, busy, no_answer, failed };
    End end = End::answered;
    base::Seconds after{5};  ///< from the first ring; longer than ring_max means no answer
    int sip_code = 200;      ///< what the operator reports: evidence, not truth
};

/// Two legs are connected.
struct Bridge {
    std::string_view first;   ///< called first: the tutor
    std::string_view second;  ///< the family
    base::Seconds talk_max{3600};
    base::Instant at{};
};

class Subscribers {
  public:
    virtual ~Subscribers() = default;
    /// Nothing when no handset has that number.
    virtual std::optional<Handset> handset(std::string_view number) = 0;
    virtual void text_shown(std::string_view number, std::string_view text, base::Instant at) = 0;
    virtual Pickup ring(const Ring& ring) = 0;
    /// A person hears a machine speak.
    virtual void heard(std::string_view number, std::string_view words, std::string_view language, base::Instant at) = 0;
    /// Keys pressed after a prompt; empty for none.
    virtual std::string pressed(std::string_view number, std::string_view prompt, base::Instant at) = 0;
    /// How long the two talk; called when they are connected.
    virtual base::Seconds talk(const Bridge& bridge) = 0;
};

}  // namespace tutorline::simulator
