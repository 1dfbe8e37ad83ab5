// Families and tutors of a simulation, behind their phones. They know only what reaches their handsets: who may be meant
// is read from the words a tutor hears, a problem from the text a child sees. Same roster, behaviour and seed: same people.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/messaging/catalog.hpp"
#include "domain/roster/roster.hpp"
#include "program/behaviour.hpp"
#include "simulator/network/subscribers.hpp"

namespace tutorline::simulator {

/// A phone does something on its own.
struct PhoneAction {
    enum class What { text, call };
    What what = What::text;
    std::string number;
    std::string text;
};

class People : public Subscribers {
  public:
    /// `from`..`until`: the time for which absences and dead numbers are drawn. `inbound_free`: replies cost nothing.
    /// `staff`: numbers that exist and read, but do not write (focal person, facilitators).
    People(const domain::Roster& roster, const program::Behaviour& behaviour, const domain::Catalog& catalog, bool inbound_free,
           const std::vector<std::string>& staff, base::Instant from, base::Instant until, std::uint64_t seed);
    ~People() override;

    std::optional<Handset> handset(std::string_view number) override;
    void text_shown(std::string_view number, std::string_view text, base::Instant at) override;
    Pickup ring(const Ring& ring) override;
    void heard(std::string_view number, std::string_view words, std::string_view language, base::Instant at) override;
    std::string pressed(std::string_view number, std::string_view prompt, base::Instant at) override;
    base::Seconds talk(const Bridge& bridge) override;

    std::optional<base::Instant> next_due() const;
    std::vector<PhoneAction> take_due(base::Instant now);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tutorline::simulator
