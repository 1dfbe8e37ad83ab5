// Handsets for trying the service by hand: every number exists, is switched on, is picked up, and remembers what came.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "simulator/network/subscribers.hpp"

namespace tutorline::app {

struct HandsetMemory {
    struct Entry {
        base::Instant at{};
        std::string words;
    };
    std::vector<Entry> texts;  ///< shown on the handset, oldest first
    std::vector<Entry> heard;  ///< what a machine said in a call
    int calls = 0;             ///< times it rang
};

class OpenPhones final : public simulator::Subscribers {
  public:
    /// How long two people talk once they are connected.
    explicit OpenPhones(base::Seconds talk) : talk_(talk) {}

    std::optional<simulator::Handset> handset(std::string_view number) override;
    void text_shown(std::string_view number, std::string_view text, base::Instant at) override;
    simulator::Pickup ring(const simulator::Ring& ring) override;
    void heard(std::string_view number, std::string_view words, std::string_view language, base::Instant at) override;
    std::string pressed(std::string_view number, std::string_view prompt, base::Instant at) override;
    base::Seconds talk(const simulator::Bridge& bridge) override;

    /// By number, only phones that something happened to.
    const std::map<std::string, HandsetMemory, std::less<>>& memory() const { return memory_; }

  private:
    HandsetMemory& of(std::string_view number);
    base::Seconds talk_;
    std::map<std::string, HandsetMemory, std::less<>> memory_;
};

}  // namespace tutorline::app
