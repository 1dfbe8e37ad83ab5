#include "simulator/network/calls.hpp"

#include <algorithm>
#include <charconv>

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view api_version = "2010-04-01";

/// Time a machine voice needs for the words.
base::Seconds spoken(const std::vector<twiml::Say>& says) {
    std::size_t letters = 0;
    for (const auto& say : says) letters += say.words.size();
    return base::Seconds{1 + static_cast<std::int64_t>(letters / 15)};
}

std::string_view status_of(Pickup::End end) {
    switch (end) {
        case Pickup::End::answered: return "in-progress";
        case Pickup::End::busy: return "busy";
        case Pickup::End::no_answer: return "no-answer";
        case Pickup::End::failed: return "failed";
    }
    return "failed";
}

}  // namespace

Calls::Leg* Calls::find(std::uint64_t id) {
    const auto found = legs_.find(id);
    return found == legs_.end() ? nullptr : &found->second;
}

Calls::Leg& Calls::open(Leg leg) {
    leg.id = ++last_id_;
    leg.sid = net_.sid("CA", leg.id);
    net_.ledger.add_leg();
    return legs_.emplace(leg.id, std::move(leg)).first->second;
}

base::HttpResponse Calls::accept(const base::Form& form, base::Instant now) {
    Leg leg;
    leg.to = form["To"];
    leg.from = form["From"];
    leg.url = form["Url"];
    leg.callback = form["StatusCallback"];
    for (const auto& [name, value] : form.fields())
        if (name == "StatusCallbackEvent") leg.events.emplace_back(value);
    int ring_max = 60;
    const auto timeout = form["Timeout"];
    std::from_chars(timeout.data(), timeout.data() + timeout.size(), ring_max);
    leg.ring_max = base::Seconds{ring_max};
    if (leg.to.size() < 8 || leg.to[0] != '+') return refusal(400, 21211, "The 'To' number is not a valid phone number.");
    if (leg.from != net_.settings.number) return refusal(400, 21210, "The 'From' number is not a number of this account.");
    if (leg.url.empty()) return refusal(400, 21205, "Url is not a valid URL.");
    net_.ledger.add_call(leg.to, leg.url, now);
    const Leg& opened = open(std::move(leg));
    net_.agenda.plan(now + 1s, Happening::call_rings, opened.id);
    base::HttpResponse response{201, "application/json", {}, {}};
    response.body = "{\"sid\":\"" + opened.sid + "\",\"account_sid\":" + json_string(net_.settings.account) +
                    ",\"to\":" + json_string(opened.to) + ",\"from\":" + json_string(opened.from) +
                    ",\"status\":\"queued\",\"direction\":\"outbound-api\",\"api_version\":\"2010-04-01\",\"date_created\":" +
                    json_string(mail_date(now)) + ",\"duration\":null,\"price\":null,\"parent_call_sid\":null}";
    return response;
}

void Calls::from_phone(std::string_view number, base::Instant now) {
    Leg leg;
    leg.to = net_.settings.number;
    leg.from = number;
    leg.url = net_.settings.voice_url;
    leg.inbound = true;
    const Leg& opened = open(std::move(leg));
    ask(opened, opened.url, fields(opened, "ringing"), now);
}

bool Calls::wants(const Leg& leg, std::string_view event) const {
    if (leg.callback.empty()) return false;
    return leg.events.empty() ? event == "completed" : std::ranges::find(leg.events, event) != leg.events.end();
}

std::vector<Field> Calls::fields(const Leg& leg, std::string_view status) const {
    std::vector<Field> out;
    out.reserve(14);
    out.insert(out.end(), {{"CallSid", leg.sid}, {"AccountSid", net_.settings.account}, {"From", leg.from}, {"To", leg.to},
                           {"CallStatus", status}, {"ApiVersion", api_version},
                           {"Direction", leg.inbound ? "inbound" : leg.parent != 0 ? "outbound-dial" : "outbound-api"}});
    if (leg.parent != 0) out.emplace_back("ParentCallSid", leg.parent_sid);
    return out;
}

void Calls::notify(Leg& leg, std::string_view event, std::string_view status, base::Instant now) {
    if (!wants(leg, event)) return;
    const std::string timestamp = mail_date(now);
    const std::string sequence = std::to_string(leg.sequence++);
    const std::string duration = std::to_string(leg.was_answered ? (now - leg.answered_at).count() : 0);
    const std::string sip_code = std::to_string(leg.sip_code);
    auto out = fields(leg, status);
    out.insert(out.end(), {{"Timestamp", timestamp}, {"SequenceNumber", sequence}, {"CallbackSource", "call-progress-events"}});
    if (event == "completed") {
        out.emplace_back("CallDuration", duration);
        if (!leg.was_answered) out.emplace_back("SipResponseCode", sip_code);
    }
    Post post = net_.form(Post::For::call_status, leg.callback, out);
    const Faults& faults = net_.settings.faults;
    if (net_.calls_random.chance(faults.receipt_twice)) net_.post(now + base::Seconds{net_.calls_random.between(1, 3600)}, post);
    const bool late = net_.calls_random.chance(faults.receipt_reordered);
    net_.post(late ? now + base::Seconds{net_.calls_random.between(2, 20)} : now, std::move(post));
}

void Calls::ask(const Leg& leg, std::string_view url, std::span<const Field> form, base::Instant now) {
    Post post = net_.form(Post::For::call_script, url, form);
    post.leg = leg.id;
    net_.post(now, std::move(post));
}

void Calls::rings(std::uint64_t id, base::Instant now) {
    Leg* leg = find(id);
    if (leg == nullptr) return;
    notify(*leg, "initiated", "initiated", now);
    notify(*leg, "ringing", "ringing", now);
    const Leg* parent = find(leg->parent);
    const auto handset = net_.subscribers.handset(leg->to);
    Pickup pickup{Pickup::End::failed, 2s, 404};
    if (handset && net_.region(handset->region).down(now)) pickup = {Pickup::End::no_answer, 4s, 480};
    else if (handset) pickup = net_.subscribers.ring({leg->to, leg->from, parent ? std::string_view{parent->to} : std::string_view{}, leg->ring_max, now});
    leg->sip_code = pickup.sip_code;
    if (pickup.end == Pickup::End::answered && pickup.after <= leg->ring_max) {
        net_.agenda.plan(now + pickup.after, Happening::call_answered, id);
        return;
    }
    const auto end = pickup.end == Pickup::End::answered ? Pickup::End::no_answer : pickup.end;
    net_.agenda.plan(now + std::min(pickup.after, leg->ring_max), Happening::call_unanswered, id, static_cast<int>(end));
}

void Calls::answered(std::uint64_t id, base::Instant now) {
    Leg* leg = find(id);
    if (leg == nullptr) return;
    leg->was_answered = true;
    leg->answered_at = now;
    leg->stage = Stage::talking;
    notify(*leg, "answered", "in-progress", now);
    if (!leg->url.empty()) ask(*leg, leg->url, fields(*leg, "in-progress"), now);
    else bridge(*leg, now);
}

void Calls::unanswered(std::uint64_t id, Pickup::End end, base::Instant now) {
    Leg* leg = find(id);
    if (leg == nullptr) return;
    notify(*leg, "completed", status_of(end), now);
    if (leg->parent != 0) child_gone(*leg, status_of(end), 0s, now);
    legs_.erase(id);
}

void Calls::instructed(std::uint64_t id, const base::HttpResponse& response, base::Instant now) {
    Leg* leg = find(id);
    if (leg == nullptr) return;
    auto script = twiml::parse(response.body);
    const bool good = response.status / 100 == 2 && script;
    if (leg->inbound && leg->stage == Stage::ringing) {
        const bool rejected = !good || script->empty() || std::holds_alternative<twiml::Reject>(script->front());
        if (rejected) {
            legs_.erase(id);
            return;
        }
        leg->was_answered = true;
        leg->answered_at = now;
        leg->stage = Stage::talking;
    }
    if (!good) {  // an application error is played and the call ends
        net_.agenda.plan(now + 4s, Happening::call_over, id);
        return;
    }
    leg->script = *std::move(script);
    leg->next = 0;
    goes_on(id, now);
}

void Calls::speak(const Leg& leg, const std::vector<twiml::Say>& says, base::Instant now) {
    const std::string& listener = leg.inbound ? leg.from : leg.to;
    for (const auto& say : says) net_.subscribers.heard(listener, say.words, say.language, now);
}

void Calls::goes_on(std::uint64_t id, base::Instant now) {
    Leg* leg = find(id);
    if (leg == nullptr || leg->stage == Stage::bridged) return;
    if (leg->next >= leg->script.size()) {
        if (leg->parent != 0) bridge(*leg, now);
        else over(id, now);
        return;
    }
    const twiml::Verb verb = std::move(leg->script[leg->next++]);
    if (const auto* say = std::get_if<twiml::Say>(&verb)) {
        speak(*leg, {*say}, now);
        net_.agenda.plan(now + spoken({*say}), Happening::call_goes_on, id);
    } else if (const auto* pause = std::get_if<twiml::Pause>(&verb)) {
        net_.agenda.plan(now + base::Seconds{pause->seconds}, Happening::call_goes_on, id);
    } else if (const auto* dialled = std::get_if<twiml::Dial>(&verb)) {
        dial(*leg, *dialled, now);
    } else if (const auto* gathered = std::get_if<twiml::Gather>(&verb)) {
        if (!gather(*leg, *gathered, now)) net_.agenda.plan(now + spoken(gathered->prompts) + 5s, Happening::call_goes_on, id);
    } else if (const auto* redirect = std::get_if<twiml::Redirect>(&verb)) {
        ask(*leg, redirect->url, fields(*leg, "in-progress"), now);
    } else {
        over(id, now);
    }
}

bool Calls::gather(Leg& leg, const twiml::Gather& verb, base::Instant now) {
    speak(leg, verb.prompts, now);
    std::string prompt;
    for (const auto& say : verb.prompts) prompt += say.words;
    std::string digits = net_.subscribers.pressed(leg.inbound ? leg.from : leg.to, prompt, now);
    if (verb.digits_max > 0) digits = digits.substr(0, static_cast<std::size_t>(verb.digits_max));
    if (verb.action.empty() || (digits.empty() && !verb.action_on_empty)) return false;
    auto form = fields(leg, "in-progress");
    form.emplace_back("Digits", digits);
    ask(leg, verb.action, form, now + spoken(verb.prompts) + 2s);
    return true;
}

void Calls::dial(Leg& leg, const twiml::Dial& verb, base::Instant now) {
    if (verb.numbers.empty()) {
        net_.agenda.plan(now, Happening::call_goes_on, leg.id);
        return;
    }
    const twiml::Number& number = verb.numbers.front();
    leg.dial_action = verb.action;
    leg.talk_max = base::Seconds{verb.talk_max_s};
    Leg child;
    child.parent = leg.id;
    child.parent_sid = leg.sid;
    child.to = number.to;
    child.from = verb.caller_id.empty() ? net_.settings.number : verb.caller_id;
    child.url = number.url;
    child.callback = number.status_callback;
    child.events = number.events;
    child.ring_max = base::Seconds{verb.ring_max_s};
    const auto parent = leg.id;
    const auto opened = open(std::move(child)).id;  // may move every leg: no reference is used after it
    find(parent)->child = opened;
    net_.agenda.plan(now + 1s, Happening::call_rings, opened);
}

void Calls::bridge(Leg& child, base::Instant now) {
    Leg* parent = find(child.parent);
    if (parent == nullptr) {
        close(child, "completed", now);
        return;
    }
    child.stage = parent->stage = Stage::bridged;
    const auto wished = net_.subscribers.talk({parent->to, child.to, parent->talk_max, now});
    net_.agenda.plan(now + std::clamp(wished, base::Seconds{1}, parent->talk_max), Happening::call_bridge_over, child.id);
}

void Calls::bridge_over(std::uint64_t id, base::Instant now) {
    Leg* child = find(id);
    if (child == nullptr) return;
    const auto talked = now - child->answered_at;
    net_.ledger.add_talk(talked, net_.settings.call_minute_price);
    notify(*child, "completed", "completed", now);
    child_gone(*child, "completed", talked, now);
    legs_.erase(id);
}

void Calls::child_gone(Leg& child, std::string_view status, base::Seconds talked, base::Instant now) {
    Leg* parent = find(child.parent);
    if (parent == nullptr) return;
    parent->stage = Stage::talking;
    parent->child = 0;
    if (parent->dial_action.empty()) {
        net_.agenda.plan(now, Happening::call_goes_on, parent->id);
        return;
    }
    auto form = fields(*parent, "in-progress");
    const std::string duration = std::to_string(talked.count());
    form.insert(form.end(), {{"DialCallStatus", status}, {"DialCallSid", child.sid}, {"DialCallDuration", duration},
                             {"DialBridged", talked > 0s ? "true" : "false"}});
    ask(*parent, parent->dial_action, form, now);
}

void Calls::over(std::uint64_t id, base::Instant now) {
    if (Leg* leg = find(id)) close(*leg, "completed", now);
}

void Calls::close(Leg& leg, std::string_view status, base::Instant now) {
    if (leg.was_answered) net_.ledger.add_talk(now - leg.answered_at, net_.settings.call_minute_price);
    notify(leg, "completed", status, now);
    const bool dialled = leg.parent != 0;
    if (dialled) child_gone(leg, status, now - leg.answered_at, now);
    legs_.erase(leg.id);
}

}  // namespace tutorline::simulator
