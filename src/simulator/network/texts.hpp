// The network's texts: POST and GET Messages.json, handsets, receipts, inbound texts.
#pragma once
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "simulator/network/exchange.hpp"

namespace tutorline::simulator {

/// The provider's words for where a text is.
enum class TextState { queued, sent, delivered, undelivered, failed };

class Texts {
  public:
    explicit Texts(Exchange& exchange) : net_(exchange) {}

    base::HttpResponse accept(const base::Form& form, base::Instant now);
    base::HttpResponse log(const base::Form& query, base::Instant now);
    void from_phone(std::string_view number, std::string_view words, base::Instant now);

    void shown(std::uint64_t text, base::Instant now);
    void status(std::uint64_t text, TextState state, base::Instant now);
    void forget(std::uint64_t text) { underway_.erase(text); }

  private:
    using Accepted = std::shared_ptr<const AcceptedText>;
    struct Underway {  // until its last callback was queued
        Accepted text;
        int error = 0;
    };
    struct Logged {
        Accepted text;
        TextState state;
        int error;  ///< once it failed
    };
    struct Fate {
        bool shown = false;
        TextState final_state = TextState::delivered;
        int error = 0;
        base::Seconds after{1};
    };
    base::HttpResponse refused(const base::Form& form) const;
    Fate draw_fate(const std::string& to, base::Instant now);
    void plan(std::uint64_t id, const Fate& fate, base::Instant now);
    void plan_receipt(std::uint64_t id, TextState state, base::Instant at, base::Instant& last);
    std::string as_json(const Logged& logged) const;
    void own_stop_words(std::string_view number, std::string_view words, base::Instant now);

    Exchange& net_;
    std::uint64_t last_id_ = 0, last_inbound_ = 0;
    std::unordered_map<std::uint64_t, Underway> underway_;
    std::deque<Logged> log_;  // by id, the oldest dropped after settings.log_kept
    std::set<std::string, std::less<>> stopped_;  // numbers the provider itself refuses (21610)
};

}  // namespace tutorline::simulator
