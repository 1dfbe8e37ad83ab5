#include "program/behaviour.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "program/read_file.hpp"
#include "program/yaml_tree.hpp"

namespace tutorline::program {
namespace {

/// A key that is missing or holds no sense: caught in load_behaviour, the only place that reads the file.
struct BadKey {
    std::string key;
    int line = 1, column = 1;
};

/// Reads by key and remembers path and place for the message.
class BehaviourReader {
  public:
    BehaviourReader(const YamlNode& node, std::string path, int line = 1, int column = 1) : node_(&node), path_(std::move(path)), line_(line), column_(column) {}

    BehaviourReader at(const std::string& key) const {
        for (const YamlEntry& entry : node_->entries)
            if (entry.key == key) return {entry.value, path_.empty() ? key : path_ + "." + key, entry.line, entry.column};
        throw bad(key);
    }
    bool has(const std::string& key) const {
        return std::ranges::any_of(node_->entries, [&](const YamlEntry& entry) { return entry.key == key; });
    }
    BadKey bad() const { return {path_, line_, column_}; }
    BadKey bad(const std::string& key) const { return {path_.empty() ? key : path_ + "." + key, line_, column_}; }
    double number(const std::string& key) const { return at(key).number(); }
    double number() const {
        double value = 0;
        const std::string& text = node_->text;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = node_->kind == YamlNode::Kind::scalar && error == std::errc{} && end == text.data() + text.size();
        if (!whole || !std::isfinite(value) || value < 0) throw bad();
        return value;
    }
    double share(const std::string& key) const {
        const double value = number(key);
        if (value > 1) throw at(key).bad();
        return value;
    }
    std::vector<double> numbers(const std::string& key) const {
        const BehaviourReader list = at(key);
        if (list.node_->kind != YamlNode::Kind::list) throw list.bad();
        std::vector<double> values;
        for (const YamlNode& element : list.node_->items) values.push_back(BehaviourReader{element, list.path_, element.line, element.column}.number());
        return values;
    }
    /// A list of that length, scaled to sum 1.
    template <std::size_t n>
    std::array<double, n> shares(const std::string& key) const {
        return scaled<n>(numbers(key), key);
    }
    template <std::size_t n>
    std::array<double, n> shares_of(const std::array<const char*, n>& keys) const {
        std::vector<double> values;
        for (const char* key : keys) values.push_back(number(key));
        return scaled<n>(values, keys.front());
    }

  private:
    template <std::size_t n>
    std::array<double, n> scaled(const std::vector<double>& values, const std::string& key) const {
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        if (values.size() != n || sum <= 0) throw has(key) ? at(key).bad() : bad();
        std::array<double, n> out{};
        std::ranges::transform(values, out.begin(), [&](double value) { return value / sum; });
        return out;
    }

    const YamlNode* node_;
    std::string path_;
    int line_, column_;
};

/// {a, b}, or {mean, rho} where rho is the correlation within a household: a + b = 1 / rho - 1.
BetaShape beta(const BehaviourReader& node) {
    BetaShape shape;
    if (node.has("a")) {
        shape = {node.number("a"), node.number("b")};
    } else {
        const double mean = node.share("mean"), total = 1 / node.number("rho") - 1;
        shape = {mean * total, (1 - mean) * total};
    }
    if (!(shape.a > 0 && shape.b > 0)) throw node.bad();
    return shape;
}

ReachBehaviour reach(const BehaviourReader& preset) {
    const BehaviourReader present = preset.at("child_present_given_contact");
    return {beta(preset.at("weekly_contact")), beta(preset.at("child_session")), present.share("week1"), present.share("later")};
}

AttemptBehaviour attempts(const BehaviourReader& root) {
    const BehaviourReader node = root.at("attempts"), ring = node.at("ring_seconds"), mix = root.at("attempt_failure_mix");
    AttemptBehaviour out;
    out.reference_per_week = static_cast<int>(node.number("reference_per_week"));
    out.room_for_dials = node.share("room_for_dials");
    out.hazards = node.numbers("hazard_botswana");
    out.odds_inside = node.number("odds_inside_stated_window");
    out.odds_outside = node.number("odds_outside_stated_window");
    out.odds_same_slot = node.number("odds_retry_within_30min_same_slot");
    const auto no_answer = ring.numbers("no_answer");
    if (no_answer.size() != 2 || out.reference_per_week < 1 || out.odds_inside <= 0 || out.room_for_dials <= 0) throw node.bad();
    out.no_answer_s_min = static_cast<int>(no_answer[0]);
    out.no_answer_s_max = static_cast<int>(no_answer[1]);
    out.answer_median_s = static_cast<int>(ring.number("answer_median"));
    const auto shares = mix.shares_of<5>({"no_answer", "unreachable_or_off", "busy", "not_in_service", "network_error"});
    out.no_answer = shares[0], out.unreachable = shares[1], out.busy = shares[2], out.not_in_service = shares[3], out.network_error = shares[4];
    out.operator_code_wrong = mix.share("operator_code_wrong");
    return out;
}

TalkBehaviour talk(const BehaviourReader& root) {
    const BehaviourReader child = root.at("student_minutes_given_student"), over = child.at("over10_detail"), drop = root.at("call_drop");
    constexpr std::array<const char*, 4> classes{"under1", "m1_5", "m5_10", "over10"};
    TalkBehaviour out;
    out.first = child.at("first_call").shares_of(classes);
    out.later = child.at("later").shares_of(classes);
    out.adult = root.at("adult_only_minutes").shares_of(classes);
    out.over10_median = over.number("median");
    out.over10_sigma = over.number("sigma");
    out.over10_cap = over.number("cap");
    out.drop_per_minute_urban = drop.share("per_minute_urban");
    out.drop_per_minute_rural = drop.share("per_minute_rural");
    return out;
}

TutorBehaviour tutor(const BehaviourReader& root) {
    const BehaviourReader node = root.at("tutor"), delay = node.at("log_delay");
    TutorBehaviour out;
    out.rate_sd = node.at("student_session_rate").share("sd");
    out.absent_week = node.share("absent_week");
    out.quits = node.share("quits_mid_round");
    const auto shares = delay.shares_of<4>({"same_day", "next_day", "within_week", "never"});
    out.log_same_day = shares[0], out.log_next_day = shares[1], out.log_within_week = shares[2], out.log_never = shares[3];
    out.log_twice = node.share("log_duplicate");
    return out;
}

HouseholdBehaviour household(const BehaviourReader& root) {
    const BehaviourReader node = root.at("household"), language = node.at("language_of_session_py");
    HouseholdBehaviour out;
    out.two_or_more_children = node.share("two_or_more_children");
    out.caregiver = node.at("caregiver").shares_of<5>({"parent", "aunt_uncle", "grandparent", "sibling", "other"});
    out.jopara = language.share("jopara"), out.guarani = language.share("guarani"), out.spanish = language.share("spanish");
    out.number_dies_per_week = node.share("number_dies_per_week");
    out.missed_call_back = node.share("missed_call_back");
    // 'Withdrew' and 'wrong number' of a usual week (w3..w10 of the table), in percent there.
    const BehaviourReader weeks = root.at("weekly_state");
    double withdrew = 0, wrong = 0;
    const std::array<const char*, 5> usual{"w3", "w7", "w8", "w9", "w10"};
    for (const char* week : usual) {
        const auto states = weeks.numbers(week);
        if (states.size() != 7) throw weeks.at(week).bad();
        wrong += states[4], withdrew += states[6];
    }
    out.wrong_number = wrong / 100 / usual.size();
    // The table counts a withdrawn household again every week (more than half stay): new ones are fewer.
    const auto stays = root.at("weekly_transition").numbers("withdrew");
    if (stays.size() != 7) throw root.at("weekly_transition").at("withdrew").bad();
    out.withdraws_per_week = withdrew / 100 / usual.size() * (1 - stays[6] / 100);
    return out;
}

LearningBehaviour learning(const BehaviourReader& root) {
    const BehaviourReader rows = root.at("level_transition_given_two_checkpoints"), start = root.at("start_level_by_grade");
    const BehaviourReader right = root.at("reply").at("correct_given_answer_by_fit");
    LearningBehaviour out;
    const std::array<const char*, 5> states{"none", "add", "sub", "mult", "div"};
    for (std::size_t i = 0; i < states.size(); ++i) out.transition[i] = rows.shares<5>(states[i]);
    const std::array<const char*, 3> grades{"g3", "g4", "g5"};
    for (std::size_t i = 0; i < grades.size(); ++i) out.start_by_grade[i] = start.shares<5>(grades[i]);
    out.right_at_level = right.share("at_level");
    out.right_one_below = right.share("one_below");
    out.right_one_above = right.share("one_above");
    return out;
}

SmsBehaviour sms(const BehaviourReader& root) {
    const BehaviourReader node = root.at("sms"), latency = node.at("latency_seconds"), burst = node.at("webhook_burst_after_outage");
    const BehaviourReader outages = root.at("outages"), gateway = root.at("gateway"), final = node.at("final_delivered");
    SmsBehaviour out;
    out.delivered_urban = final.share("urban"), out.delivered_rural = final.share("rural");
    out.receipt_missing = node.share("dlr_missing"), out.receipt_false = node.share("dlr_false_delivered");
    out.receipt_twice = node.share("dup_status_webhook"), out.receipt_reordered = node.share("out_of_order_status");
    out.inbound_twice = node.share("dup_inbound_webhook"), out.same_text_again = node.share("same_text_sent_twice_by_user");
    out.latency_median_s = latency.number("median"), out.latency_p90_s = latency.number("p90");
    out.handset_off = latency.share("handset_off_share");
    const auto off = latency.numbers("handset_off_hours"), down = burst.numbers("minutes_down"), hours = outages.numbers("hours");
    if (off.size() != 2 || down.size() != 2 || hours.size() != 2 || out.latency_median_s <= 0) throw node.bad();
    out.handset_off_h_min = off[0], out.handset_off_h_max = off[1];
    out.validity_h = node.number("validity_hours");
    out.service_outages_per_month = burst.number("per_month");
    out.service_outage_min_minutes = down[0], out.service_outage_max_minutes = down[1];
    out.region_outages_per_month = outages.number("region_per_month");
    out.region_outage_min_h = hours[0], out.region_outage_max_h = hours[1];
    out.answer_lost = gateway.share("answer_lost"), out.too_many = gateway.share("too_many");
    return out;
}

ReplyBehaviour reply(const BehaviourReader& root) {
    const BehaviourReader node = root.at("reply"), optout = root.at("opt_out_per_household_by_sms_per_week");
    ReplyBehaviour out;
    out.propensity = beta(node.at("propensity"));
    out.decay_per_week = node.share("decay_per_week");
    out.boost_after_session = node.number("boost_if_session_this_week");
    out.without_credit = node.share("zero_if_no_free_reply_and_no_credit");
    out.no_credit_share = node.share("no_credit_share");
    out.latency = node.at("latency_hours").shares_of<5>({"within_0_5", "to_6", "next_day", "after_next_item", "after_7_days"});
    out.kinds = node.at("class_mix").shares_of<reply_kinds>(
        {"plain_number", "number_in_words_or_phrase", "several_items", "ambiguous", "greeting_thanks", "dont_know_help", "reschedule_or_excuse",
         "who_wrong_number", "opt_out", "empty_emoji", "other_chatter", "operator_or_auto", "safeguarding", "rest_unparsed"});
    out.opt_out_week = {optout.share("1"), optout.share("3"), optout.share("5")};
    return out;
}

std::vector<std::string> presets_of(const YamlNode& root) {
    std::vector<std::string> names;
    for (const YamlEntry& entry : root.entries)
        if (entry.key == "presets")
            for (const YamlEntry& preset : entry.value.entries) names.push_back(preset.key);
    std::ranges::sort(names);
    return names;
}

Behaviour read_behaviour(const BehaviourReader& root, std::string_view preset) {
    Behaviour out;
    out.preset = preset;
    out.reach = reach(root.at("presets").at(out.preset));
    out.attempts = attempts(root);
    out.talk = talk(root);
    out.tutor = tutor(root);
    out.household = household(root);
    out.learning = learning(root);
    out.sms = sms(root);
    out.reply = reply(root);
    return out;
}

}  // namespace

std::vector<std::string> behaviour_presets(const std::filesystem::path& file) {
    const FileBytes bytes = read_file(file, yaml_bytes_max);
    return bytes.fault.empty() ? presets_of(parse_yaml(bytes.bytes).root) : std::vector<std::string>{};
}

std::optional<Behaviour> load_behaviour(const std::filesystem::path& file, std::string_view preset, Diagnostics& diagnostics) {
    const FileBytes bytes = read_file(file, yaml_bytes_max);
    if (!bytes.fault.empty()) return tell_file_fault(file, bytes.fault, yaml_bytes_max, diagnostics), std::nullopt;
    const YamlDocument document = parse_yaml(bytes.bytes);
    const auto refuse = [&](int line, int column, const std::string& id, domain::Arguments arguments) {
        diagnostics.error({file.string(), line, column}, id, std::move(arguments));
        return std::nullopt;
    };
    if (document.fault) return refuse(document.fault->line, document.fault->column, document.fault->id, document.fault->arguments);
    const auto names = presets_of(document.root);
    std::string known;
    for (const auto& name : names) known += (known.empty() ? "" : ", ") + quotable(name);
    if (names.empty()) return refuse(1, 1, "behaviour.no_presets", {});
    if (std::ranges::find(names, preset) == names.end()) return refuse(1, 1, "behaviour.no_preset", {{"value", quotable(preset)}, {"choices", known}});
    try {
        return read_behaviour(BehaviourReader{document.root, ""}, preset);
    } catch (const BadKey& wrong) {
        return refuse(wrong.line, wrong.column, "behaviour.figure", {{"key", quotable(wrong.key, 120)}});
    }
}

}  // namespace tutorline::program
