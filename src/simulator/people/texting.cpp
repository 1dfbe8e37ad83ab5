// What families do with a text: nothing, mostly; else they answer, thank, ask, or want no more.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "simulator/people/parts.hpp"

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

constexpr double tries_again = 0.55, right_second_time = 0.6;  // GK: after a hint
constexpr double answers_question = 0.5, asks_other_time = 0.05, stranger_writes = 0.3;  // GK, times the home's propensity (not the stranger's)

std::int64_t week_number(base::Instant at) { return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count() / 7; }

/// What a child who errs writes: near misses, digits swapped, a place too much.
std::string wrong_answer(const std::string& right, base::Random& random) {
    std::int64_t value = 7;
    std::from_chars(right.data(), right.data() + right.size(), value);
    if (const auto mark = right.find('/'); mark != std::string::npos) return right.substr(0, mark + 1) + std::to_string(value + 1 + static_cast<std::int64_t>(random.below(9)));
    if (const auto mark = right.find('r'); mark != std::string::npos) return std::to_string(random.chance(0.5) ? value + 1 : value - 1) + right.substr(mark);
    const std::array<std::int64_t, 5> slips{1, -1, 10, -10, 9};
    const auto slip = value + slips[random.below(slips.size())];
    return std::to_string(slip < 0 ? value + 2 : slip);
}

}  // namespace

base::Instant People::Parts::awake(const base::Zone& zone, base::Instant at, base::Random& random) const {
    const auto local = zone.to_civil(at);
    const int minute = local.minute_of_day();
    if (minute >= 7 * 60 && minute < 21 * 60 + 30) return at;
    const auto morning = minute < 7 * 60 ? local.day : local.day + std::chrono::days{1};
    return zone.to_instant({morning, std::chrono::minutes{random.between(7 * 60, 9 * 60)}});
}

base::Instant People::Parts::reply_time(Home& home, int home_index, base::Instant at, bool soon) {
    base::Random& random = home.random;
    const auto when = soon ? 0 : pick(random, behaviour.reply.latency);
    constexpr std::array<std::pair<int, int>, 5> spans{{{60, 1800}, {1800, 6 * 3600}, {14 * 3600, 26 * 3600}, {7 * 86400, 9 * 86400}, {8 * 86400, 13 * 86400}}};
    const auto [shortest, longest] = spans[when];
    return awake(home_zones[static_cast<std::size_t>(home_index)], at + base::Seconds{random.between(shortest, longest)}, random);
}

void People::Parts::maybe_opt_out(Home& home, int home_index, std::string_view number, base::Instant at) {
    if (const auto week = week_number(at); week != home.week) home.week = week, home.texts_this_week = 0;
    const auto& table = behaviour.reply.opt_out_week;  // with 1, 3, 5 texts a week; straight lines between
    const auto weekly = [&](int texts) {
        if (texts <= 1) return table[0] * texts;
        if (texts <= 3) return table[0] + (table[1] - table[0]) * (texts - 1) / 2;
        return table[1] + (table[2] - table[1]) * (std::min(texts, 9) - 3) / 2;
    };
    ++home.texts_this_week;
    if (!home.random.chance(weekly(home.texts_this_week) - weekly(home.texts_this_week - 1))) return;
    home.stopped = true;
    plan_text(reply_time(home, home_index, at, true), std::string{number}, opt_out_text(home.tongue, home.random));
}

void People::Parts::answer_item(Home& home, int home_index, std::string_view number, std::string_view text, const domain::Item& item, base::Instant at) {
    const auto& reply = behaviour.reply;
    const auto& learning = behaviour.learning;
    base::Random& random = home.random;
    Child* child = &children[static_cast<std::size_t>(home.children.front())];
    for (const int index : home.children)
        if (text.find(children[static_cast<std::size_t>(index)].name) != std::string_view::npos) child = &children[static_cast<std::size_t>(index)];
    const bool again = child->last_item == item.id;
    if (!home.first_item) home.first_item = at;
    const double weeks = std::chrono::duration<double, std::ratio<7 * 86400>>{at - *home.first_item}.count();
    double chance = again ? tries_again : home.replies * std::pow(reply.decay_per_week, std::max(0.0, weeks));
    if (!again && child->last_session && at - *child->last_session < 7 * 24h) chance *= reply.boost_after_session;
    if (!inbound_free && random.chance(reply.no_credit_share)) chance *= reply.without_credit;
    const std::string before = std::exchange(child->open_answer, item.expected);
    child->last_item = item.id;
    if (!random.chance(std::min(1.0, chance))) return;
    const int skill = static_cast<int>(item.skill) + 1;  // 1 addition .. 4 division, beyond
    double right = skill <= child->mastered ? learning.right_one_below : skill == child->mastered + 1 ? learning.right_at_level : learning.right_one_above;
    if (again) right = right_second_time;
    const std::string answer = random.chance(right) ? item.expected : wrong_answer(item.expected, random);
    const auto kind = static_cast<program::ReplyKind>(pick(random, reply.kinds));
    const std::string words = reply_text(kind, home.tongue, answer, again ? std::string{} : before, random);
    const auto sent = reply_time(home, home_index, at, again);
    plan_text(sent, std::string{number}, words);
    if (kind == program::ReplyKind::number || kind == program::ReplyKind::words) child->open_answer.clear();
    if (random.chance(behaviour.sms.same_text_again)) plan_text(sent + base::Seconds{random.between(20, 300)}, std::string{number}, words);
}

void People::Parts::family_reads(Home& home, int home_index, std::string_view number, std::string_view text, base::Instant at) {
    const Line& line = home.lines[static_cast<std::size_t>(home_of.find(number)->second.second)];
    if (line.stranger) {
        if (!home.stopped && home.random.chance(stranger_writes)) {
            home.stopped = true;
            plan_text(reply_time(home, home_index, at, true), std::string{number}, stranger_text(home.random));
        }
        return;
    }
    if (home.stopped) return;  // reads, and stays silent
    maybe_opt_out(home, home_index, number, at);
    if (home.stopped) return;
    if (const domain::Item* item = items.find(text)) return answer_item(home, home_index, number, text, *item, at);
    const bool question = text.find('?') != std::string_view::npos;
    if (!home.random.chance(home.replies * (question ? answers_question : asks_other_time))) return;
    const auto sent = reply_time(home, home_index, at, false);
    plan_text(sent, std::string{number}, question ? meeting_text(home.tongue, home.random)
                                                  : reply_text(program::ReplyKind::reschedule, home.tongue, {}, {}, home.random));
}

}  // namespace tutorline::simulator
