// Call instructions as the network reads them: the part of TwiML that a bridged call needs (GATEWAYS.md A.4).
#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace tutorline::simulator::twiml {

struct Say { std::string words, language; };
struct Pause { int seconds = 1; };
struct Number {
    std::string to, url, status_callback;
    std::vector<std::string> events;  ///< statusCallbackEvent; the default is none but completed
};
struct Dial {
    std::vector<Number> numbers;  ///< the first that is answered is connected; here they ring one after the other
    int ring_max_s = 30;
    int talk_max_s = 4 * 3600;
    std::string caller_id, action;
};
struct Gather {
    std::vector<Say> prompts;
    std::string action;
    int digits_max = 0;  ///< 0: until the finish key
    bool action_on_empty = false;
};
struct Redirect { std::string url; };
struct Hangup {};
struct Reject { std::string reason; };

using Verb = std::variant<Say, Pause, Dial, Gather, Redirect, Hangup, Reject>;
using Script = std::vector<Verb>;

/// Error codes `xml_bad` (not well formed) and `verb_unknown`: the real network plays an error and hangs up (12100, 12200).
base::Result<Script> parse(std::string_view document);

}  // namespace tutorline::simulator::twiml
