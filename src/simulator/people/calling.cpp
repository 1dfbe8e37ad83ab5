// Who answers a call, and for how long people talk (FIELD.md c1, c2).
#include <algorithm>
#include <cmath>

#include "simulator/people/parts.hpp"

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

/// A session's dials belong together while the tutor announces the same number, which comes back every week: six and a
/// half days at most, and once somebody was reached only for the redials and second calls of the next days.
constexpr base::Seconds occasion_max = 6 * 24h + 12h, reached_occasion_max = 3 * 24h;
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

bool over(const Occasion& occasion, base::Instant at) {
    return at - occasion.begun > (occasion.reached ? reached_occasion_max : occasion_max);
}

/// At most certain, for gains up to 1.
double with_gain(double rate, double gain) { return std::min(0.999, rate * (1 + gain * (1 - rate))); }

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

std::vector<Child*> People::Parts::meant(const Teacher& teacher, const Home& home) {
    std::vector<Child*> found;
    for (const int index : home.children) {
        Child& child = children[static_cast<std::size_t>(index)];
        const bool named = teacher.announced.find(child.spoken) != std::string::npos || teacher.announced.find(child.name) != std::string::npos;
        if (named) found.push_back(&child);
    }
    const auto place = [&](const Child* child) { return std::min(teacher.announced.find(child->spoken), teacher.announced.find(child->name)); };
    std::ranges::stable_sort(found, {}, place);
    if (found.empty() && !home.children.empty()) found.push_back(&children[static_cast<std::size_t>(home.children.front())]);
    return found;
}

int People::Parts::session_of(const Teacher& teacher, const Child& child, bool first) const {
    if (first) return teacher.session;
    const auto told = teacher.numbers.find(child.name);
    return told == teacher.numbers.end() ? 0 : told->second;
}

double People::Parts::quantile(const Home& home, const Teacher& teacher) const {
    const double place = normal_cdf(std::sqrt(1 - tutor_share) * home.ease + std::sqrt(tutor_share) * teacher.skill);
    return lost + (1 - lost) * place;
}

double People::Parts::contact_rate(const Home& home, const Teacher& teacher) const {
    return with_gain(contact.at(quantile(home, teacher)), contact_gain);
}

double People::Parts::presence_rate(const Home& home, const Teacher& teacher) const {
    return with_gain(presence.at(quantile(home, teacher)), presence_gain);
}

void People::Parts::begin(Child& child, int session, Home& home, const Teacher& teacher, base::Instant at) {
    Occasion& occasion = child.occasion;
    occasion = Occasion{};
    occasion.session = session;
    occasion.begun = at;
    occasion.threshold = exponential(home.random);
    // Comonotone: the home's one quantile gives both rates, so the share of weeks with the child is exactly presence(q).
    const double given_answer = std::min(1.0, presence_rate(home, teacher) / std::max(1e-6, contact_rate(home, teacher)));
    occasion.child_there = home.random.chance(child.called ? given_answer : behaviour.reach.child_at_first_call);
    child.called = true;
    occasion.leaves = child.met && home.random.chance(behaviour.household.withdraws_per_week);
}

double People::Parts::intensity(const Home& home, const Teacher& teacher, const Occasion& occasion, base::Instant at) const {
    const auto& attempts = behaviour.attempts;
    const double dial = 1 - std::pow(1 - contact_rate(home, teacher), 1.0 / (attempts.reference_per_week * attempts.room_for_dials));
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
    const auto called = meant(teacher, home);
    if (called.empty()) return nobody(home);
    for (Child* child : called) child->answering = WhoAnswers::nobody;
    const base::Seconds pick_up{std::clamp<std::int64_t>(std::llround(lognormal(home.random, behaviour.attempts.answer_median_s, 0.5)), 2, 40)};
    if (line.stranger) {
        if (!home.random.chance(stranger_answers)) return nobody(home);
        called.front()->answering = WhoAnswers::stranger;
        return {Pickup::End::answered, pick_up, 200};
    }
    if (ring.at >= line.dies_at && ring.at < line.returns_at)
        return home.random.chance(behaviour.attempts.operator_code_wrong) ? Pickup{Pickup::End::no_answer, 20s, 480} : Pickup{Pickup::End::failed, 2s, 404};
    for (Child* child : called) {
        const int session = session_of(teacher, *child, child == called.front());
        if (child->occasion.session != session || over(child->occasion, ring.at)) begin(*child, session, home, teacher, ring.at);
    }
    Occasion& occasion = called.front()->occasion;  // one phone, one dial: the first child's decides who picks up
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
    for (Child* child : called) child->answering = child->occasion.child_there ? WhoAnswers::child : WhoAnswers::adult;
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

double People::Parts::talk_with(Child& child, Home& home, Teacher& teacher, int session, double room, base::Instant at, std::vector<CallStory>& stories) {
    Occasion& occasion = child.occasion;
    const double wanted = std::min(room, occasion.minutes_left > 0 ? occasion.minutes_left : child_minutes(child, home));
    const double per_minute = home.rural ? behaviour.talk.drop_per_minute_rural : behaviour.talk.drop_per_minute_urban;
    const double cut = exponential(home.random) / std::max(1e-9, per_minute);
    const bool dropped = cut < wanted;
    const double minutes = std::min(cut, wanted);
    occasion.minutes_left = dropped ? wanted - cut : 0;
    occasion.cut_off_at.reset();
    if (dropped) occasion.cut_off_at = at + base::Seconds{static_cast<std::int64_t>(cut * 60)};
    occasion.child_minutes += minutes;
    child.last_session = at;
    CallStory story{dropped ? CallStory::What::dropped : CallStory::What::child, session, child.name, static_cast<int>(std::lround(occasion.child_minutes)), {}, {}};
    if (!dropped) checkpoint(story, child, teacher, occasion.child_minutes);
    stories.push_back(std::move(story));
    return minutes;
}

base::Seconds People::Parts::talk(Teacher& teacher, Home& home, const Bridge& bridge) {
    const auto teacher_index = static_cast<int>(&teacher - teachers.data());
    const auto called = meant(teacher, home);
    if (called.empty()) return 10s;
    std::vector<CallStory> stories;
    const double room = std::chrono::duration<double, std::ratio<60>>{bridge.talk_max}.count();
    double minutes = 0;
    for (Child* child : called) {
        const int session = session_of(teacher, *child, child == called.front());
        if (child->answering == WhoAnswers::child) {
            minutes += talk_with(*child, home, teacher, session, room - minutes, bridge.at, stories);
            if (child->occasion.cut_off_at) break;
        } else if (child->answering == WhoAnswers::adult) {
            const auto what = child->occasion.leaves ? CallStory::What::leaves : CallStory::What::adult;
            stories.push_back({what, session, child->name, 0, {}, {}});
        } else if (child->answering == WhoAnswers::stranger) {
            stories.push_back({CallStory::What::stranger, session, child->name, 0, {}, {}});
            minutes += 0.3 + 0.4 * home.random.unit();
            break;
        }
        child->met = true;
    }
    if (minutes == 0) minutes = minutes_of_class(pick(home.random, behaviour.talk.adult), behaviour.talk, home.random);
    const base::Seconds lasts{std::max<std::int64_t>(5, std::llround(std::min(minutes, room) * 60))};
    report(teacher, teacher_index, std::move(stories), bridge.at + lasts);
    return lasts;
}

}  // namespace tutorline::simulator
