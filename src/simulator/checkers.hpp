// Watches the network's truth for what must never happen (RELIABILITY.md part 2): O1/O2 no text twice and none without
// its committed row, C1 none after a stop but the one confirmation, Q1-Q3 quiet hours at the moment the gateway accepts,
// O9 segments billed as counted. Counts evaluations, and keeps the first violations for people to read.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/program.hpp"
#include "ports/store.hpp"
#include "simulator/network/ledger.hpp"

namespace tutorline::simulator {

class Checkers : public Watcher {
  public:
    static constexpr std::size_t violations_kept_max = 50;

    /// `callback_root`: how every callback URL of ours begins. `store` is read for the row behind a text.
    Checkers(const domain::Program& program, const domain::Roster& roster, std::string callback_root, ports::Store& store);

    void text_accepted(const AcceptedText& text) override;
    void call_accepted(std::string_view to, std::string_view reference, base::Instant at) override;
    void text_sent_by_phone(std::string_view from, std::string_view text, base::Instant at) override;
    /// The service acknowledged a text of that phone: from here on a stop holds.
    void text_acknowledged(const std::string& from, std::string_view text, base::Instant at);

    /// A phone called us: a missed call is a word of its own, and may be answered by text like one (B21, Q3).
    void called_us(const std::string& from, base::Instant at) { phones_[from].last_word = at; }

    /// Further evaluations of the same kind, from outside.
    void check(bool good, std::string_view what, base::Instant at);
    std::uint64_t checked() const { return checked_; }
    std::uint64_t violated() const { return violated_; }
    struct Violation {
        std::string what;  ///< "C1 a text after a stop": no numbers of people, no words of theirs
        base::Instant at{};
    };
    const std::vector<Violation>& violations() const { return violations_; }

  private:
    struct Person {
        base::Zone zone;
        std::string department;
        bool family = false;
    };
    struct Phone {
        std::optional<Person> person;            ///< none: staff or a stranger
        std::optional<base::Instant> last_word;  ///< when it last wrote or called
        std::optional<int> texts_since_stop;     ///< none: it never stopped
    };
    bool quiet(const Person& person, base::Instant at, int from, int to) const;
    std::optional<std::int64_t> our_id(std::string_view reference) const;
    void check_row(const AcceptedText& text);
    void check_hours(const AcceptedText& text, const Phone& phone);

    domain::Program program_;
    std::string callback_root_;
    ports::Store& store_;
    std::unordered_map<std::string, Phone> phones_;  // by number; looked up, never walked
    std::unordered_set<std::int64_t> sent_;                     // our ids that the network took
    std::unordered_set<std::int64_t> called_;
    std::uint64_t checked_ = 0, violated_ = 0;
    std::vector<Violation> violations_;
};

}  // namespace tutorline::simulator
