// Phones that do as a test tells them.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "simulator/network/subscribers.hpp"

namespace tutorline::simulator {

struct ScriptedPhones : Subscribers {
    std::map<std::string, Handset, std::less<>> handsets;
    std::map<std::string, Pickup, std::less<>> pickups;
    std::string digits;
    base::Seconds talked{600};
    std::vector<std::string> seen;  ///< "number|text" shown, "number says|words" heard

    std::optional<Handset> handset(std::string_view number) override {
        const auto found = handsets.find(number);
        if (found == handsets.end()) return std::nullopt;
        return found->second;
    }
    void text_shown(std::string_view number, std::string_view text, base::Instant) override {
        seen.push_back(std::string{number} + "|" + std::string{text});
    }
    Pickup ring(const Ring& ring) override {
        const auto found = pickups.find(ring.number);
        return found == pickups.end() ? Pickup{} : found->second;
    }
    void heard(std::string_view number, std::string_view words, std::string_view, base::Instant) override {
        seen.push_back(std::string{number} + " hears|" + std::string{words});
    }
    std::string pressed(std::string_view, std::string_view, base::Instant) override { return digits; }
    base::Seconds talk(const Bridge&) override { return talked; }
};

}  // namespace tutorline::simulator
