#include "gateways/twilio/twiml.hpp"

namespace tutorline::gateways::twilio {
namespace {

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";
constexpr std::string_view xml_tail = "</Response>";

std::string escape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&apos;"; break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

/// Twilio has no Guarani voice: a Spanish one reads the text, which families follow better than an English one.
std::string_view voice_language(std::string_view language) {
    if (language.starts_with("en")) return "en-US";
    if (language.starts_with("pt")) return "pt-BR";
    return "es-MX";
}

std::string say(std::string_view text, std::string_view language) {
    return "<Say language=\"" + std::string{voice_language(language)} + "\">" + escape(text) + "</Say>";
}

struct StepRenderer {
    const ports::Channel& channel;

    std::string operator()(const domain::Say& step) const { return say(step.text, step.language); }
    std::string operator()(const domain::Hangup&) const { return "<Hangup/>"; }
    std::string operator()(const domain::Reject&) const { return "<Reject/>"; }
    /// Neither side sees the other's number: our own is the caller id on both legs.
    std::string operator()(const domain::DialFamily& step) const {
        const auto url = [&](Place place) { return escape(address_url(channel, place, step.attempt.value)); };
        return "<Dial timeout=\"" + std::to_string(step.ring_max.count()) + "\" timeLimit=\"" +
               std::to_string(step.talk_max.count()) + "\" callerId=\"" + escape(channel.number) + "\" action=\"" +
               url(Place::family_end) + "\" method=\"POST\"><Number url=\"" + url(Place::family) +
               "\" method=\"POST\" statusCallback=\"" + url(Place::family_status) +
               "\" statusCallbackMethod=\"POST\" statusCallbackEvent=\"completed\">" + escape(step.to.e164()) +
               "</Number></Dial>";
    }
};

std::string render_steps(const ports::Channel& channel, const domain::VoiceScript& script) {
    std::string xml;
    for (const domain::VoiceStep& step : script) xml += std::visit(StepRenderer{channel}, step);
    return xml;
}

std::string_view without_script(Place place) {
    switch (place) {
        case Place::call: return "<Reject/>";
        case Place::call_answer:
        case Place::family_end: return "<Hangup/>";
        default: return "";
    }
}

}  // namespace

base::HttpResponse render_answer(const ports::Channel& channel, const Address& address, const domain::VoiceScript* script) {
    base::HttpResponse response;
    if (address.place == Place::text_status || address.place == Place::call_status || address.place == Place::family_status)
        return response;  // Twilio ignores the body of these; 200, never 204
    response.content_type = "text/xml";
    response.body = xml_head;
    if (script && !script->empty()) {
        response.body += render_steps(channel, *script);
    } else {
        response.body += without_script(address.place);
    }
    response.body += xml_tail;
    return response;
}

}  // namespace tutorline::gateways::twilio
