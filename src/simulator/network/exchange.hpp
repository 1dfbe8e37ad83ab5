// What the parts of the network share: the agenda, the signed webhooks on their way, the random streams, the truth.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/http_message.hpp"
#include "base/random.hpp"
#include "simulator/network/agenda.hpp"
#include "simulator/network/ledger.hpp"
#include "simulator/network/outages.hpp"
#include "simulator/network/settings.hpp"
#include "simulator/network/subscribers.hpp"

namespace tutorline::simulator {

/// A form field before it is encoded; the views live as long as the form is being made.
using Field = std::pair<std::string_view, std::string_view>;

/// A webhook before, while and after it is posted.
struct Post {
    enum class For : std::uint8_t { text, receipt, call_status, call_script };
    For purpose = For::receipt;
    std::uint8_t posted = 0;  ///< times
    std::uint64_t leg = 0;    ///< whose instructions are asked for
    std::string url;
    std::string body;         ///< the encoded form
    std::string signature;    ///< over the URL and the form
};

class Exchange {
  public:
    Exchange(NetworkSettings given, Subscribers& behind, std::uint64_t seed);

    /// A signed form, ready to be queued.
    Post form(Post::For purpose, std::string_view url, std::span<const Field> fields);
    /// Queues a webhook; it leaves at `at`, or when the service can be reached again.
    void post(base::Instant at, Post webhook);
    /// The signed request of a queued webhook; `now` counts as one posting.
    base::HttpRequest request_of(std::uint64_t ticket);
    /// Takes a webhook back after its answer; null when the ticket is not known.
    Post* find(std::uint64_t ticket);
    void forget(std::uint64_t ticket) { posts_.erase(ticket); }

    /// "SM" + 32 hex digits, different for every kind, number and seed.
    std::string sid(std::string_view kind, std::uint64_t number) const;
    const Outages& region(int region_number);

    NetworkSettings settings;
    Subscribers& subscribers;
    Ledger ledger;
    Agenda agenda;
    base::Random texts_random, calls_random, requests_random;

  private:
    std::string signature(std::string_view url, std::span<const Field> fields);

    std::string text_;           // room for form() to work in
    std::vector<Field> sorted_;  // likewise
    std::uint64_t seed_;
    std::uint64_t next_ticket_ = 0;
    std::unordered_map<std::uint64_t, Post> posts_;  // looked up by ticket, never walked
    Outages service_;
    std::map<int, Outages> regions_;
};

/// {"code":..., "message":..., "status":...} as the provider refuses a request.
base::HttpResponse refusal(int status, int code, std::string_view message);
/// A JSON string with its quotes.
std::string json_string(std::string_view text);
void append_json_string(std::string& out, std::string_view text);
/// RFC 2822: "Mon, 02 Mar 2026 17:30:00 +0000".
std::string mail_date(base::Instant at);

}  // namespace tutorline::simulator
