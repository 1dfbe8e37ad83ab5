// Who answers a call, and for how long people talk (FIELD.md c1, c2).
#include <algorithm>
#include <cmath>

#include "simulator/people/parts.hpp"

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

/// A session's dials belong together while the tutor announces the same number and they are not weeks apart.
constexpr base::Seconds occasion_max = 10 * 24h;
constexpr base::Seconds cut_off_max = 15min;
constexpr double again_after_cut_off = 0.85;  // GK: the family waits for the call to come back
constexpr double again_after_answer = 0.6;    // GK: who answered once this week, and is called again
constexpr double stranger_answers = 0.6;      // GK
constexpr double tutor_misses_call = 0.02;    // GK

bool inside(const std::vector<domain::WeeklyWindow>& windows, const base::CivilTime& local) {
    const int minute = local.minute_of_day(), weekday = local.weekday();
    return windows.empty() || std::ranges::any_of(windows, [&](const auto& window) {
        return window.weekday == weekday && window.from_minute <= minute && minute < window.to_minute;
    });
}

double exponential(base::Random& random) { return -std::log(1.0 - random.unit()); }

double minutes_of_class(std::size_t cls, const program::TalkBehaviour& talk, base::Random& random) {
    switch (cls) {
        case 0: return 0.3 + 0.6 * random.unit();
        case 1: return 1 + 4 * random.unit();
        case 2: return 5 + 5 * random.unit();
        default: break;
    }
    for (int tries = 0; tries < 20; ++tries) {
        const double minutes = lognormal(random, talk.over10_median, talk.over10_sigma);
        if (minutes > 10 && minutes <= talk.over10_cap) return minutes;
    }
    return talk.over10_median;
}

}  // namespace

Child* People::Parts::meant(const Teacher& teacher, const Home& home) {
    Child* found = nullptr;
    for (const int index : home.children) {
        Child& child = children[static_cast<std::size_t>(index)];
        if (found == nullptr || teacher.announced.find(child.name) != std::string::npos) found = &child;
        if (teacher.announced.find(child.name) != std::string::npos) return &child;
    }
    return found;
}

double People::Parts::quantile(const Home& home, const Teacher& teacher) const {
    return normal_cdf(std::sqrt(1 - tutor_share) * home.ease + std::sqrt(tutor_share) * teacher.skill);
}

void People::Parts::begin(Occasion& occasion, const Child& child, Home& home, const Teacher& teacher, base::Instant at) {
    occasion = Occasion{};
    occasion.session = teacher.session;
    occasion.begun = at;
    occasion.threshold = exponential(home.random);
    // Comonotone: the home's one quantile gives both rates, so the share of weeks with the child is exactly presence(q).
    const double q = quantile(home, teacher);
    const double given_answer = std::min(1.0, presence.at(q) / std::max(1e-6, contact.at(q)));
    occasion.child_there = home.random.chance(child.met ? given_answer : behaviour.reach.child_at_first_call);
    occasion.leaves = child.met && home.random.chance(behaviour.household.withdraws_per_week);
}

double People::Parts::intensity(const Home& home, const Teacher& teacher, const Occasion& occasion, base::Instant at) const {
    const auto& attempts = behaviour.attempts;
    const double weekly = std::min(contact.at(quantile(home, teacher)), 0.999);
    const double dial = 1 - std::pow(1 - weekly, 1.0 / attempts.reference_per_week);
    // The measured weekly rates are those of callers who used the hours families named: that is the reference slot.
    const auto home_index = static_cast<std::size_t>(&home - homes.data());
    double factor = inside(home.roster.windows, home_zones[home_index].to_civil(at)) ? 1.0 : attempts.odds_outside / attempts.odds_inside;
    if (occasion.last_dial && at - *occasion.last_dial < 30min) factor *= attempts.odds_same_slot;
    return -std::log(1 - with_odds(dial, factor));
}

Pickup People::Parts::nobody(Home& home) {
    const auto& attempts = behaviour.attempts;
    base::Random& random = home.random;
    const std::array weights{attempts.no_answer, attempts.unreachable, attempts.busy, attempts.not_in_service, attempts.network_error};
    const base::Seconds rings{random.between(attempts.no_answer_s_min, attempts.no_answer_s_max)};
    std::array pickups{Pickup{Pickup::End::no_answer, rings, 480}, Pickup{Pickup::End::no_answer, 3s, 480}, Pickup{Pickup::End::busy, 3s, 486},
                       Pickup{Pickup::End::failed, 2s, 404}, Pickup{Pickup::End::failed, 2s, 503}};
    auto which = pick(random, weights);
    const bool mixed_up = random.chance(attempts.operator_code_wrong);  // 'no answer' for 'not in service', and the reverse
    if (mixed_up && which == 0) which = random.chance(attempts.not_in_service / attempts.no_answer) ? 3 : 0;
    else if (mixed_up && which == 3) which = 0;
    return pickups[which];
}

Pickup People::Parts::family_rings(Home& home, int line_index, Teacher& teacher, const Ring& ring) {
    const Line& line = home.lines[static_cast<std::size_t>(line_index)];
    Child* child = meant(teacher, home);
    if (child == nullptr) return nobody(home);
    Occasion& occasion = child->occasion;
    child->answering = WhoAnswers::nobody;
    const base::Seconds pick_up{std::clamp<std::int64_t>(std::llround(lognormal(home.random, behaviour.attempts.answer_median_s, 0.5)), 2, 40)};
    if (line.stranger) {
        if (!home.random.chance(stranger_answers)) return nobody(home);
        child->answering = WhoAnswers::stranger;
        return {Pickup::End::answered, pick_up, 200};
    }
    if (ring.at >= line.dies_at && ring.at < line.returns_at)
        return home.random.chance(behaviour.attempts.operator_code_wrong) ? Pickup{Pickup::End::no_answer, 20s, 480} : Pickup{Pickup::End::failed, 2s, 404};
    if (occasion.session != teacher.session || ring.at - occasion.begun > occasion_max) begin(occasion, *child, home, teacher, ring.at);
    const bool waiting = occasion.cut_off_at && ring.at - *occasion.cut_off_at < cut_off_max;
    bool answers = false;
    if (waiting) answers = home.random.chance(again_after_cut_off);
    else if (occasion.reached) answers = home.random.chance(again_after_answer);
    else answers = (occasion.summed += intensity(home, teacher, occasion, ring.at)) >= occasion.threshold;
    occasion.last_dial = ring.at;
    if (!answers) {
        const Pickup missed = nobody(home);
        const bool seen = missed.end == Pickup::End::no_answer && missed.after > 10s;
        if (seen && home.random.chance(behaviour.household.missed_call_back))
            plan(ring.at + base::Seconds{home.random.between(300, 7200)}, {PhoneAction::What::call, line.number, {}});
        return missed;
    }
    occasion.reached = true;
    child->answering = occasion.child_there ? WhoAnswers::child : WhoAnswers::adult;
    return {Pickup::End::answered, pick_up, 200};
}

Pickup People::Parts::teacher_rings(Teacher& teacher, const Ring& ring) {
    if (away(teacher, ring.at) || teacher.random.chance(tutor_misses_call)) return {Pickup::End::no_answer, ring.ring_max, 480};
    return {Pickup::End::answered, base::Seconds{teacher.random.between(3, 15)}, 200};
}

double People::Parts::child_minutes(const Child& child, Home& home) {
    const auto& shares = child.met ? behaviour.talk.later : behaviour.talk.first;
    return minutes_of_class(pick(home.random, shares), behaviour.talk, home.random);
}

base::Seconds People::Parts::talk(Teacher& teacher, Home& home, const Bridge& bridge) {
    const auto teacher_index = static_cast<int>(&teacher - teachers.data());
    Child* child = meant(teacher, home);
    if (child == nullptr) return 10s;
    Occasion& occasion = child->occasion;
    CallStory story{CallStory::What::adult, teacher.session, child->name, 0, {}, {}};
    double minutes = 0;
    if (child->answering == WhoAnswers::stranger) {
        story.what = CallStory::What::stranger;
        minutes = 0.3 + 0.4 * home.random.unit();
    } else if (child->answering == WhoAnswers::adult) {
        minutes = minutes_of_class(pick(home.random, behaviour.talk.adult), behaviour.talk, home.random);
        if (occasion.leaves) story.what = CallStory::What::leaves;
    } else {
        minutes = occasion.minutes_left > 0 ? occasion.minutes_left : child_minutes(*child, home);
        minutes = std::min(minutes, std::chrono::duration<double, std::ratio<60>>{bridge.talk_max}.count());
        const double per_minute = home.rural ? behaviour.talk.drop_per_minute_rural : behaviour.talk.drop_per_minute_urban;
        const double cut = exponential(home.random) / std::max(1e-9, per_minute);
        const bool dropped = cut < minutes;
        if (dropped) {
            occasion.minutes_left = minutes - cut;
            occasion.cut_off_at = bridge.at + base::Seconds{static_cast<std::int64_t>(cut * 60)};
            minutes = cut;
        } else {
            occasion.minutes_left = 0;
            occasion.cut_off_at.reset();
        }
        occasion.child_minutes += minutes;
        story.what = dropped ? CallStory::What::dropped : CallStory::What::child;
        story.minutes = static_cast<int>(std::lround(occasion.child_minutes));
        if (!dropped) checkpoint(story, *child, teacher, occasion.child_minutes);
        child->last_session = bridge.at;
    }
    if (child->answering != WhoAnswers::stranger) child->met = true;
    const base::Seconds lasts{std::max<std::int64_t>(5, std::llround(minutes * 60))};
    report(teacher, teacher_index, std::move(story), bridge.at + lasts);
    return lasts;
}

}  // namespace tutorline::simulator
