// What comes in. An inbound text, a receipt, a call's progress, a due time and a coordinator's change are all events;
// there is no second path into the engine.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/civil_time.hpp"
#include "base/phone_number.hpp"
#include "domain/ids.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// MO: a text from a phone. `channel` + `provider_id` is the inbox key: a repeat changes nothing, at any distance in time.
struct InboundText {
    std::string channel;      ///< our channel's name in the configuration, for example "twilio-1"
    std::string provider_id;  ///< MessageSid
    std::string from;         ///< as the gateway gave it: E.164, a short code or an alphanumeric sender
    std::string to;
    std::string text;         ///< valid UTF-8 (the codec replaced what was not)
};

enum class DlrState { accepted, sent, delivered, failed, undelivered };

/// DLR: evidence, not truth; status never goes backwards.
struct TextStatus {
    MessageId message;        ///< our id, from the callback URL
    std::string provider_id;
    DlrState state = DlrState::sent;
    std::string raw_status;   ///< kept as it came, also when unknown
    std::string error_code;
};

enum class Leg { tutor, family };
enum class CallStage {
    answered,  ///< a leg was picked up; for the tutor's leg the engine answers with a VoiceScript
    ended,     ///< a leg is over (also when nobody answered)
};
enum class CallEnd { none, completed, busy, no_answer, failed, canceled };

/// Progress of one dial, from status callbacks and voice webhooks.
struct CallProgress {
    AttemptId attempt;        ///< our id, from the callback URL
    Leg leg = Leg::tutor;
    CallStage stage = CallStage::ended;
    CallEnd end = CallEnd::none;
    std::string provider_id;  ///< CallSid
    std::string event_key;    ///< unique per callback: provider id + status, the inbox key
    std::string raw_code;     ///< status, SIP code
    base::Seconds talked{0};  ///< of the leg, when it ended
};

/// A voice call from a phone to one of our numbers: a missed call means 'call me' (B21). Answered with a rejecting script.
struct InboundCall {
    std::string channel;
    std::string provider_id;
    std::string from;
    std::string to;
};

/// A coordinator's changes. `author` is who made it, as a short sign: it stands in the facts, for ever. `reason` is a code.
struct StopHousehold { StudentId student; bool calls = true; std::string author = "coordinator"; };
struct CloseTask { TaskId task; std::string reason; std::string author = "coordinator"; };
struct CorrectOutcome { SessionId session; std::string outcome; std::string author; std::string reason; };
/// Days on the programme's clock, both included; no departments: everywhere.
struct PauseCohort {
    std::chrono::sys_days from{};
    std::chrono::sys_days to{};
    std::vector<std::string> departments;
    std::string reason;
    std::string author = "coordinator";
};
/// Who has whom and when, anew (B11). All at once, so that places may be swapped.
struct NewPlace {
    StudentId student;
    TutorId tutor;           ///< none: nobody is left to teach this child for now
    std::vector<int> slots;  ///< half hours of the programme's week, ascending
};
struct ChangePlaces { std::vector<NewPlace> places; std::string reason; };

using Event = std::variant<InboundText, TextStatus, CallProgress, InboundCall, StopHousehold, CloseTask, CorrectOutcome, PauseCohort, ChangePlaces>;

}  // namespace tutorline::domain
