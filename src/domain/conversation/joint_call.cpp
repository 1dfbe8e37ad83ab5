#include "domain/conversation/joint_call.hpp"

#include <algorithm>

#include "domain/conversation/reply.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr base::Minutes half_hour{30};
constexpr base::Minutes last_hour{60};

bool has_failed(const ChildOnPhone& child, const PlannedCall& call) {
    return child.missed_call && child.missed_call->session == call.session;
}

}  // namespace

JointCall called_together(const FamilyView& view, const ChildOnPhone& child, const PlannedCall& call) {
    if (has_failed(child, call)) return {{&child, call}};
    JointCall all;
    for (const ChildOnPhone& each : view.children) {
        if (&each == &child) all.push_back({&child, call});
        else if (each.active && each.next_call && each.tutor == child.tutor && each.next_call->may_wait == call.may_wait && !each.missed_call)
            all.push_back({&each, *each.next_call});
    }
    std::stable_sort(all.begin(), all.end(), [](const CalledChild& a, const CalledChild& b) { return a.call.starts < b.call.starts; });
    const auto own = std::find_if(all.begin(), all.end(), [&](const CalledChild& each) { return each.child == &child; });
    auto first = own, last = own + 1;
    while (first != all.begin() && first->call.starts - (first - 1)->call.starts == half_hour) --first;
    while (last != all.end() && last->call.starts - (last - 1)->call.starts == half_hour) ++last;
    return {first, last};
}

std::vector<base::Instant> free_runs(const JointCall& joint) {
    const auto own = [&](base::Instant at) {  // they give up their half hours together, and may take them again
        return std::any_of(joint.begin(), joint.end(), [&](const CalledChild& each) { return each.call.may_wait && each.call.starts == at; });
    };
    std::vector<base::Instant> starts = joint.front().child->free_times;
    for (const CalledChild& each : joint)
        if (each.call.may_wait && each.call.starts != joint.front().call.starts) starts.push_back(each.call.starts);
    std::sort(starts.begin(), starts.end());
    std::vector<base::Instant> runs;
    for (const base::Instant from : starts) {
        bool all_free = true;
        for (std::size_t n = 1; n < joint.size(); ++n) {
            const auto& times = joint[n].child->free_times;
            const base::Instant place = place_of(n, from);
            all_free = all_free && (own(place) || std::binary_search(times.begin(), times.end(), place));
        }
        if (all_free) runs.push_back(from);
    }
    return runs;
}

base::Instant place_of(std::size_t n, base::Instant to) { return to + static_cast<int>(n) * half_hour; }

std::vector<std::string> names_of(const JointCall& joint) {
    std::vector<std::string> names;
    for (const CalledChild& each : joint) names.push_back(short_name(each.child->first_name));
    return names;
}

std::string numbers_of(const JointCall& joint) {
    std::string list;
    for (const CalledChild& each : joint) list += (list.empty() ? "" : ", #") + std::to_string(each.call.number);
    return list;
}

void tell_tutor_of_all(TextDecision& decision, const JointCall& joint, std::string key, std::optional<base::Instant> when, base::Instant now,
                       std::vector<Phrase::Part> parts) {
    const ChildOnPhone& child = *joint.front().child;
    auto text = text_to_tutor_of(child, std::move(key), {{"session", numbers_of(joint)}}, now);
    if (!text) return;
    text->words.parts = std::move(parts);
    put_names(text->words, "child", names_of(joint));
    text->words.when = when;
    text->words.zone = child.tutor_zone;
    text->session = joint.front().call.session;
    decision.texts.push_back(std::move(*text));
}

void tell_each_tutor(TextDecision& decision, JointCall calls, const std::string& key, const std::vector<Phrase::Part>& parts, base::Instant now) {
    std::stable_sort(calls.begin(), calls.end(), [](const CalledChild& a, const CalledChild& b) { return a.call.starts < b.call.starts; });
    while (!calls.empty()) {
        const auto tutor = calls.front().child->tutor;
        JointCall of_one;
        std::copy_if(calls.begin(), calls.end(), std::back_inserter(of_one), [&](const CalledChild& each) { return each.child->tutor == tutor; });
        std::erase_if(calls, [&](const CalledChild& each) { return each.child->tutor == tutor; });
        tell_tutor_of_all(decision, of_one, key, std::nullopt, now, parts);
    }
}

CallNear call_near(const FamilyView& view, base::Instant now) {
    const auto zone = base::Zone::find(view.zone);
    if (!zone) return CallNear::no;
    for (const ChildOnPhone& child : view.children) {
        if (!child.active || !child.next_call) continue;
        const base::Instant starts = child.next_call->starts;
        if (starts <= now || starts - now > std::chrono::days{1}) continue;
        const auto day = zone->to_civil(starts).day;
        const bool item_since = !view.items.empty() && zone->to_civil(view.items.back().sent_at).day == day;
        if (item_since && starts - now > last_hour) continue;
        return day == zone->to_civil(now).day ? CallNear::today : CallNear::tomorrow;
    }
    return CallNear::no;
}

}  // namespace tutorline::domain
