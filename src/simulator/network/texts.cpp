#include "simulator/network/texts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "simulator/network/segments.hpp"

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 5> state_words{"queued", "sent", "delivered", "undelivered", "failed"};
std::string_view word(TextState state) { return state_words[static_cast<std::size_t>(state)]; }

bool e164(std::string_view number) {
    return number.size() >= 8 && number.size() <= 16 && number[0] == '+' &&
           std::ranges::all_of(number.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

std::string upper_trimmed(std::string_view words) {
    while (!words.empty() && words.front() == ' ') words.remove_prefix(1);
    while (!words.empty() && words.back() == ' ') words.remove_suffix(1);
    std::string out{words};
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
}

constexpr std::array<std::string_view, 6> stop_words{"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"};
constexpr std::array<std::string_view, 3> start_words{"START", "YES", "UNSTOP"};

}  // namespace

base::HttpResponse Texts::refused(const base::Form& form) const {
    const auto to = form["To"];
    const auto body = form["Body"];
    if (to.empty()) return refusal(400, 21604, "A 'To' phone number is required.");
    if (!e164(to)) return refusal(400, 21211, "The 'To' number is not a valid phone number.");
    if (form["From"] != net_.settings.number) return refusal(400, 21606, "The 'From' number is not a number of this account.");
    if (body.empty()) return refusal(400, 21602, "Message body is required.");
    if (body.size() > 1600) return refusal(400, 21617, "The message body exceeds the 1600 character limit.");
    if (stopped_.contains(to)) return refusal(400, 21610, "Attempt to send to unsubscribed recipient");
    return {201, {}, {}, {}};
}

base::HttpResponse Texts::accept(const base::Form& form, base::Instant now) {
    if (auto no = refused(form); no.status != 201) return no;
    const auto text = std::make_shared<const AcceptedText>(
        AcceptedText{++last_id_, std::string{form["To"]}, std::string{form["Body"]}, std::string{form["StatusCallback"]}, billed_segments(form["Body"]), now});
    net_.ledger.add_accepted(*text, net_.settings.text_segment_price);
    while (!log_.empty() && log_.front().text->at + net_.settings.log_kept < now) log_.pop_front();
    const Fate fate = draw_fate(text->to, now);
    log_.push_back({text, TextState::queued, fate.error});
    underway_.emplace(text->id, Underway{text, fate.error});
    plan(text->id, fate, now);
    return {201, "application/json", as_json(log_.back()), {}};
}

Texts::Fate Texts::draw_fate(const std::string& to, base::Instant now) {
    const Faults& faults = net_.settings.faults;
    base::Random& random = net_.texts_random;
    const auto handset = net_.subscribers.handset(to);
    if (!handset) return {false, TextState::failed, 30005, 2s};
    const double sigma = std::log(std::max(1.0, faults.latency_p90_s / faults.latency_median_s)) / 1.2816;
    Fate fate;
    fate.after = base::Seconds{std::max<std::int64_t>(1, std::llround(faults.latency_median_s * std::exp(sigma * random.normal())))};
    if (random.chance(faults.handset_off)) {
        const double low = std::log(static_cast<double>(std::max<std::int64_t>(1, faults.handset_off_min.count())));
        const double high = std::log(static_cast<double>(std::max<std::int64_t>(1, faults.handset_off_max.count())));
        fate.after = base::Seconds{std::llround(std::exp(low + (high - low) * random.unit()))};
    }
    fate.after = net_.region(handset->region).first_working(now + fate.after) - now;
    const bool arrives = random.chance(handset->rural ? faults.delivered_rural : faults.delivered_urban);
    if (fate.after > faults.validity) return {false, TextState::undelivered, 30003, faults.validity};
    if (!arrives) return {false, TextState::undelivered, 30008, fate.after};
    fate.shown = !random.chance(faults.receipt_false);
    return fate;
}

void Texts::plan_receipt(std::uint64_t id, TextState state, base::Instant at, base::Instant& last) {
    net_.agenda.plan(at, Happening::text_status, id, static_cast<int>(state));
    last = std::max(last, at);
    if (!net_.texts_random.chance(net_.settings.faults.receipt_twice)) return;
    const base::Instant again = at + base::Seconds{net_.texts_random.between(1, 7200)};
    net_.agenda.plan(again, Happening::text_status, id, static_cast<int>(state));
    last = std::max(last, again);
}

void Texts::plan(std::uint64_t id, const Fate& fate, base::Instant now) {
    base::Random& random = net_.texts_random;
    const Faults& faults = net_.settings.faults;
    const base::Instant done = now + fate.after;
    base::Instant last = done;
    if (fate.shown) net_.agenda.plan(done, Happening::text_shown, id);
    const bool missing = random.chance(faults.receipt_missing);
    const bool reordered = random.chance(faults.receipt_reordered);
    if (fate.final_state != TextState::failed) plan_receipt(id, TextState::sent, reordered ? done + 3s : now + 1s, last);
    if (!missing) plan_receipt(id, fate.final_state, done + 1s, last);
    net_.agenda.plan(last, Happening::text_forgotten, id);
}

void Texts::shown(std::uint64_t text, base::Instant now) {
    const Accepted sent = underway_.at(text).text;
    net_.ledger.add_shown(sent->to, sent->text, now, net_.settings.keep_texts);
    net_.subscribers.text_shown(sent->to, sent->text, now);
}

void Texts::status(std::uint64_t text, TextState state, base::Instant now) {
    const Underway& underway = underway_.at(text);
    if (!log_.empty() && text >= log_.front().text->id) {
        Logged& logged = log_[static_cast<std::size_t>(text - log_.front().text->id)];
        logged.state = std::max(logged.state, state);
    }
    if (underway.text->reference.empty()) return;
    const std::string sid = net_.sid("SM", text);
    const std::string error = std::to_string(underway.error);
    const std::array<Field, 9> fields{{{"MessageSid", sid}, {"MessageStatus", word(state)}, {"SmsSid", sid}, {"SmsStatus", word(state)},
                                       {"AccountSid", net_.settings.account}, {"From", net_.settings.number}, {"To", underway.text->to},
                                       {"ApiVersion", "2010-04-01"}, {"ErrorCode", error}}};
    const bool failed = state == TextState::undelivered || state == TextState::failed;
    net_.post(now, net_.form(Post::For::receipt, underway.text->reference, std::span{fields}.first(failed ? 9 : 8)));
}

void Texts::own_stop_words(std::string_view number, std::string_view words, base::Instant now) {
    const std::string word_alone = upper_trimmed(words);
    if (std::ranges::find(start_words, word_alone) != start_words.end()) {
        if (const auto found = stopped_.find(number); found != stopped_.end()) stopped_.erase(found);
        return;
    }
    if (std::ranges::find(stop_words, word_alone) == stop_words.end()) return;
    stopped_.emplace(number);
    // The provider's own words, in its own language; they are not ours and cost nothing.
    net_.subscribers.text_shown(number, "You have successfully been unsubscribed. You will not receive any more messages from this number. "
                                        "Reply START to resubscribe.", now);
}

void Texts::from_phone(std::string_view number, std::string_view words, base::Instant now) {
    net_.ledger.add_inbound(number, words, now);
    own_stop_words(number, words, now);
    const std::string sid = net_.sid("SM", (1ULL << 40) + ++last_inbound_);
    const std::string segments = std::to_string(billed_segments(words));
    const std::array<Field, 12> fields{{{"ToCountry", ""}, {"SmsMessageSid", sid}, {"NumMedia", "0"}, {"SmsSid", sid}, {"SmsStatus", "received"},
                                        {"Body", words}, {"To", net_.settings.number}, {"NumSegments", segments}, {"MessageSid", sid},
                                        {"AccountSid", net_.settings.account}, {"From", number}, {"ApiVersion", "2010-04-01"}}};
    Post post = net_.form(Post::For::text, net_.settings.sms_url, fields);
    if (net_.texts_random.chance(net_.settings.faults.inbound_twice))
        net_.post(now + base::Seconds{net_.texts_random.between(1, 3 * 86400)}, post);
    net_.post(now, std::move(post));
}

std::string Texts::as_json(const Logged& logged) const {
    const AcceptedText& text = *logged.text;
    const bool failed = logged.state == TextState::failed || logged.state == TextState::undelivered;
    const std::string sid = net_.sid("SM", text.id);
    const std::string date = json_string(mail_date(text.at));
    std::string out;
    out.reserve(800 + text.text.size());
    const auto quoted = [&](std::string_view key, std::string_view value) {
        out += key;
        append_json_string(out, value);
    };
    quoted("{\"sid\":", sid);
    quoted(",\"account_sid\":", net_.settings.account);
    quoted(",\"to\":", text.to);
    quoted(",\"from\":", net_.settings.number);
    quoted(",\"body\":", text.text);
    quoted(",\"status\":", word(logged.state));
    quoted(",\"num_segments\":", std::to_string(text.segments));
    out += ",\"num_media\":\"0\",\"direction\":\"outbound-api\",\"api_version\":\"2010-04-01\",\"price\":null,\"price_unit\":\"USD\"";
    out.append(",\"error_code\":").append(failed ? std::to_string(logged.error) : "null");
    out.append(",\"error_message\":null,\"messaging_service_sid\":null,\"date_created\":").append(date);
    out.append(",\"date_updated\":").append(date).append(",\"date_sent\":").append(logged.state == TextState::queued ? "null" : date);
    out.append(",\"uri\":\"/2010-04-01/Accounts/").append(net_.settings.account).append("/Messages/").append(sid);
    return out.append(".json\"}");
}

base::HttpResponse Texts::log(const base::Form& query, base::Instant now) {
    const auto to = query["To"];
    const auto from = query["From"];
    int room = 50;
    const auto page = query["PageSize"];
    if (!page.empty()) std::from_chars(page.data(), page.data() + page.size(), room);
    room = std::clamp(room, 1, 1000);
    const auto since = base::parse_date(query["DateSent>"]);
    std::string body = "{\"messages\":[";
    bool first = true;
    bool more = false;
    for (auto logged = log_.rbegin(); logged != log_.rend() && !more; ++logged) {
        const AcceptedText& text = *logged->text;
        const bool visible = text.at + net_.settings.log_lag <= now && text.at + net_.settings.log_kept >= now;
        if (!visible || (!to.empty() && text.to != to) || (!from.empty() && from != net_.settings.number)) continue;
        if (since && text.at < *since) continue;
        more = room-- == 0;
        if (more) break;
        if (!first) body += ',';
        body += as_json(*logged);
        first = false;
    }
    const std::string next = more ? json_string("/2010-04-01/Accounts/" + net_.settings.account + "/Messages.json?Page=1") : "null";
    return {200, "application/json", body + "],\"next_page_uri\":" + next + "}", {}};
}

}  // namespace tutorline::simulator
