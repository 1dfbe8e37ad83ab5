#include "gateways/twilio/webhooks.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/base64.hpp"
#include "base/utf8.hpp"
#include "gateways/twilio/addresses.hpp"

namespace tutorline::gateways::twilio {
namespace {

using domain::CallEnd;
using domain::DlrState;

constexpr std::size_t sid_characters_max = 64;
/// Shorter texts are never taken for base64: a child's answer is left as it was typed.
constexpr std::size_t base64_characters_min = 80;

constexpr std::array<std::pair<std::string_view, DlrState>, 12> text_states{{
    {"accepted", DlrState::accepted},
    {"scheduled", DlrState::accepted},
    {"queued", DlrState::accepted},
    {"sending", DlrState::accepted},
    {"sent", DlrState::sent},
    {"partially_delivered", DlrState::sent},
    {"delivered", DlrState::delivered},
    {"read", DlrState::delivered},
    {"undelivered", DlrState::undelivered},
    {"failed", DlrState::failed},
    {"canceled", DlrState::failed},
    {"receiving", DlrState::accepted},
}};

/// Call statuses that end a leg; all others (queued, initiated, ringing, in-progress) ask nothing of us.
constexpr std::array<std::pair<std::string_view, CallEnd>, 6> call_ends{{
    {"completed", CallEnd::completed},
    {"answered", CallEnd::completed},  // DialCallStatus of a leg that was picked up
    {"busy", CallEnd::busy},
    {"no-answer", CallEnd::no_answer},
    {"failed", CallEnd::failed},
    {"canceled", CallEnd::canceled},
}};

CallEnd call_end(std::string_view status) {
    for (const auto& [word, end] : call_ends)
        if (word == status) return end;
    return CallEnd::none;
}

base::Error bad(std::string message) { return {base::Error::Policy::permanent, "webhook_bad", std::move(message)}; }

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_sid(std::string_view text) {
    return !text.empty() && text.size() <= sid_characters_max && std::ranges::all_of(text, is_letter_or_digit);
}

/// A number in E.164, a short code, or a name as networks allow it ("Banco XX"): it is stored and shown to people.
bool is_party(std::string_view text) {
    constexpr std::size_t digits_min = 7, digits_max = 15, name_max = 15;
    if (text.starts_with('+')) {
        const std::string_view digits = text.substr(1);
        return digits.size() >= digits_min && digits.size() <= digits_max && digits[0] != '0' &&
               digits.find_first_not_of("0123456789") == std::string_view::npos;
    }
    const auto fine = [](char c) { return is_letter_or_digit(c) || std::string_view{"-_&. "}.find(c) != std::string_view::npos; };
    return text.size() <= name_max && std::ranges::all_of(text, fine) && std::ranges::any_of(text, is_letter_or_digit);
}

/// The signature is made over names and values without anything between them: a name that holds more than names do may be
/// the end of another field.
bool all_names_plain(const base::Form& fields) {
    return std::ranges::all_of(fields.fields(), [](const auto& pair) {
        return !pair.first.empty() && std::ranges::all_of(pair.first, [](char c) { return is_letter_or_digit(c) || c == '_'; });
    });
}

base::Seconds seconds_of(std::string_view text) {
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return base::Seconds{error == std::errc{} && end == text.data() + text.size() ? std::clamp(seconds, 0, 86400) : 0};
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t'; }

/// Long texts have been seen to arrive base64-encoded in Body: taken for that only when every letter is of the alphabet
/// and what it holds is a valid text with a blank in it.
std::string plain_text(std::string_view body) {
    std::string text{body};
    if (body.size() >= base64_characters_min) {
        auto decoded = base::base64_decode(body);
        if (decoded && base::is_valid_utf8(*decoded) && decoded->find(' ') != std::string::npos &&
            std::ranges::none_of(*decoded, is_control))
            text = std::move(*decoded);
    }
    std::erase(text, '\0');
    return std::string{base::first_characters(text, text_characters_max)};
}

using Fields = const base::Form&;
using Events = base::Result<ports::Decoded>;

Events decode_text(const ports::Channel& channel, Fields fields) {
    const std::string_view sid = fields["MessageSid"];
    const std::string_view from = fields["From"];
    const std::string_view to = fields["To"];
    if (!is_sid(sid)) return bad("MessageSid is missing or not of the contract");
    if (!is_party(from) || !is_party(to)) return bad("From or To is missing or no number, short code or name");
    domain::InboundText text{channel.name, std::string{sid}, std::string{from}, std::string{to},
                             plain_text(fields["Body"])};
    return ports::Decoded{{std::move(text)}, false};
}

Events decode_text_status(std::int64_t id, Fields fields) {
    const std::string_view sid = fields["MessageSid"];
    const std::string_view status = fields["MessageStatus"];
    if (!is_sid(sid)) return bad("MessageSid is missing or not of the contract");
    if (status.empty() || status.size() > sid_characters_max) return bad("MessageStatus is missing");
    const std::string_view code = fields["ErrorCode"];
    domain::TextStatus event{domain::MessageId{id}, std::string{sid}, text_state(status), std::string{status},
                             std::string{code.substr(0, 16)}};
    return ports::Decoded{{std::move(event)}, false};
}

Events decode_inbound_call(const ports::Channel& channel, Fields fields) {
    const std::string_view sid = fields["CallSid"];
    const std::string_view from = fields["From"];
    if (!is_sid(sid)) return bad("CallSid is missing or not of the contract");
    if (!is_party(from)) return bad("From is missing or no number, short code or name");
    domain::InboundCall call{channel.name, std::string{sid}, std::string{from}, std::string{fields["To"]}};
    return ports::Decoded{{std::move(call)}, true};
}

domain::CallProgress make_progress(std::int64_t id, domain::Leg leg, domain::CallStage stage, std::string_view sid) {
    domain::CallProgress progress;
    progress.attempt = domain::AttemptId{id};
    progress.leg = leg;
    progress.stage = stage;
    progress.provider_id = sid;
    progress.event_key = std::string{sid} + (leg == domain::Leg::tutor ? ":tutor" : ":family") +
                         (stage == domain::CallStage::answered ? ":answered" : ":ended");
    return progress;
}

Events decode_answered(std::int64_t id, domain::Leg leg, Fields fields) {
    const std::string_view sid = fields["CallSid"];
    if (!is_sid(sid)) return bad("CallSid is missing or not of the contract");
    domain::CallProgress progress = make_progress(id, leg, domain::CallStage::answered, sid);
    progress.raw_code = fields["CallStatus"].substr(0, sid_characters_max);
    return ports::Decoded{{std::move(progress)}, true};
}

/// A leg's status callback, or the bridge's end (Dial's action), which names the family's leg in Dial* fields. Both tell
/// the same end of the same leg: the shared event key lets whichever comes second change nothing.
Events decode_ended(std::int64_t id, domain::Leg leg, bool from_dial, Fields fields) {
    const std::string_view parent = fields["CallSid"];
    const std::string_view dialed = fields["DialCallSid"];
    const std::string_view status = fields[from_dial ? "DialCallStatus" : "CallStatus"];
    if (!is_sid(parent) || (!dialed.empty() && !is_sid(dialed))) return bad("CallSid is missing or not of the contract");
    if (status.empty() || status.size() > sid_characters_max) return bad("CallStatus is missing");
    const CallEnd end = call_end(status);
    if (end == CallEnd::none) return ports::Decoded{{}, from_dial};
    domain::CallProgress progress =
        make_progress(id, leg, domain::CallStage::ended, from_dial && !dialed.empty() ? dialed : parent);
    progress.end = end;
    progress.raw_code = status;
    if (const auto sip = fields["SipResponseCode"]; !sip.empty())
        progress.raw_code.append("/").append(sip.substr(0, 8));
    progress.talked = seconds_of(fields[from_dial ? "DialCallDuration" : "CallDuration"]);
    return ports::Decoded{{std::move(progress)}, from_dial};
}

bool all_valid_utf8(Fields fields) {
    return std::ranges::all_of(
        fields.fields(), [](const auto& pair) { return base::is_valid_utf8(pair.first) && base::is_valid_utf8(pair.second); });
}

}  // namespace

DlrState text_state(std::string_view status) {
    for (const auto& [word, state] : text_states)
        if (word == status) return state;
    return DlrState::accepted;
}

base::Result<ports::Decoded> decode_webhook(const ports::Channel& channel, const base::HttpRequest& request) {
    const Address address = find_address(channel, request.target);
    if (address.place == Place::none) return bad("unknown path");
    if (request.method != "POST" || !request.header("Content-Type").starts_with("application/x-www-form-urlencoded"))
        return bad("not a posted form");
    const base::Form fields{request.body};
    if (!all_valid_utf8(fields)) return bad("not valid UTF-8");
    if (!all_names_plain(fields)) return bad("a field has a name that is none");
    if (fields["AccountSid"] != channel.account) return bad("another account");
    using domain::Leg;
    switch (address.place) {
        case Place::text: return decode_text(channel, fields);
        case Place::text_status: return decode_text_status(address.id, fields);
        case Place::call: return decode_inbound_call(channel, fields);
        case Place::call_answer: return decode_answered(address.id, Leg::tutor, fields);
        case Place::call_status: return decode_ended(address.id, Leg::tutor, false, fields);
        case Place::family: return decode_answered(address.id, Leg::family, fields);
        case Place::family_status: return decode_ended(address.id, Leg::family, false, fields);
        case Place::family_end: return decode_ended(address.id, Leg::family, true, fields);
        case Place::none: break;
    }
    return bad("unknown path");
}

}  // namespace tutorline::gateways::twilio
