#include "simulator/network/twiml.hpp"

#include <charconv>
#include <optional>

#include "simulator/network/xml.hpp"

namespace tutorline::simulator::twiml {
namespace {

int number_or(std::string_view text, int otherwise) {
    int value = otherwise;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> found;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) found.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
}

Say say(const xml::Element& element) { return {element.text, std::string{element.attribute("language")}}; }

Number number(const xml::Element& element) {
    return {element.text, std::string{element.attribute("url")}, std::string{element.attribute("statusCallback")},
            words(element.attribute("statusCallbackEvent"))};
}

std::optional<Dial> dial(const xml::Element& element) {
    Dial verb;
    verb.ring_max_s = number_or(element.attribute("timeout"), 30);
    verb.talk_max_s = number_or(element.attribute("timeLimit"), 4 * 3600);
    verb.caller_id = element.attribute("callerId");
    verb.action = element.attribute("action");
    for (const auto& child : element.children) {
        if (child.name != "Number") return std::nullopt;
        verb.numbers.push_back(number(child));
    }
    if (element.children.empty() && !element.text.empty()) verb.numbers.push_back({element.text, {}, {}, {}});
    return verb;
}

std::optional<Gather> gather(const xml::Element& element) {
    Gather verb;
    verb.action = element.attribute("action");
    verb.digits_max = number_or(element.attribute("numDigits"), 0);
    verb.action_on_empty = element.attribute("actionOnEmptyResult") == "true";
    for (const auto& child : element.children) {
        if (child.name == "Say") verb.prompts.push_back(say(child));
        else if (child.name != "Pause") return std::nullopt;
    }
    return verb;
}

std::optional<Verb> verb(const xml::Element& element) {
    if (element.name == "Say") return say(element);
    if (element.name == "Pause") return Pause{number_or(element.attribute("length"), 1)};
    if (element.name == "Redirect") return Redirect{element.text};
    if (element.name == "Hangup") return Hangup{};
    if (element.name == "Reject") return Reject{std::string{element.attribute("reason")}};
    if (element.name == "Dial") {
        if (auto found = dial(element)) return *std::move(found);
    } else if (element.name == "Gather") {
        if (auto found = gather(element)) return *std::move(found);
    }
    return std::nullopt;
}

}  // namespace

base::Result<Script> parse(std::string_view document) {
    auto root = xml::parse(document);
    if (!root) return root.error();
    if (root->name != "Response") return base::Error{base::Error::Policy::permanent, "verb_unknown", "the document is not a <Response>"};
    Script script;
    for (const auto& child : root->children) {
        auto found = verb(child);
        if (!found) return base::Error{base::Error::Policy::permanent, "verb_unknown", "verb <" + child.name + "> is not of the contract"};
        script.push_back(std::move(*found));
    }
    return script;
}

}  // namespace tutorline::simulator::twiml
