// The network's own truth: what it accepted, what handsets showed, what it cost. Invariants about people are checked
// here, at gateway accept time, never against the service's tables (RELIABILITY.md 4.4).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/civil_time.hpp"

namespace tutorline::simulator {

/// A text as the network took it.
struct AcceptedText {
    std::uint64_t id = 0;        ///< number of the text, from 1; its Sid is made of it
    std::string to;
    std::string text;
    std::string reference;       ///< its StatusCallback: the service's own id rides in it
    int segments = 0;
    base::Instant at{};
};

struct ShownText {
    std::string text;
    base::Instant at{};
};

/// Looks at everything the network accepts. Checkers of a simulation implement it.
class Watcher {
  public:
    virtual ~Watcher() = default;
    virtual void text_accepted(const AcceptedText& text) = 0;
    virtual void call_accepted(std::string_view to, std::string_view reference, base::Instant at) = 0;
    /// A phone sent a text to the service (before the service knows).
    virtual void text_sent_by_phone(std::string_view from, std::string_view text, base::Instant at) = 0;
};

class Ledger {
  public:
    void watch(Watcher& watcher) { watchers_.push_back(&watcher); }

    std::uint64_t texts_accepted() const { return texts_accepted_; }
    std::uint64_t segments() const { return segments_; }
    std::uint64_t texts_shown() const { return texts_shown_; }
    std::uint64_t texts_in() const { return texts_in_; }
    std::uint64_t calls_accepted() const { return calls_accepted_; }
    std::uint64_t legs_dialled() const { return legs_; }
    std::uint64_t minutes() const { return minutes_; }  ///< started minutes over all legs
    double money() const { return money_; }
    /// What a handset showed, oldest first (only with settings.keep_texts).
    const std::vector<ShownText>& shown(std::string_view number) const;

    void add_accepted(const AcceptedText& text, double price);
    void add_shown(std::string_view number, std::string_view words, base::Instant at, bool keep);
    void add_inbound(std::string_view from, std::string_view words, base::Instant at);
    void add_call(std::string_view to, std::string_view reference, base::Instant at);
    void add_leg() { ++legs_; }
    void add_talk(base::Seconds talked, double minute_price);

  private:
    std::vector<Watcher*> watchers_;
    std::uint64_t texts_accepted_ = 0, segments_ = 0, texts_shown_ = 0, texts_in_ = 0, calls_accepted_ = 0, legs_ = 0, minutes_ = 0;
    double money_ = 0;
    std::unordered_map<std::string, std::vector<ShownText>> shown_;  // looked up, never walked
};

}  // namespace tutorline::simulator
