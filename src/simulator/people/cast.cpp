// Who the people are: drawn once, before the first day.
#include <algorithm>
#include <cmath>
#include <map>

#include "domain/messaging/segments.hpp"
#include "simulator/people/parts.hpp"

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

/// Between-tutor variance without the sampling noise of a tutor's own 24 homes over 6 weeks, as a share of the variance
/// between homes: what the tutor adds to who is reached (FIELD.md fact 33).
double share_of_tutor(const program::Behaviour& behaviour) {
    const auto& shape = behaviour.reach.child_session;
    const double mean = shape.mean(), rho = 1 / (shape.a + shape.b + 1);
    const double noise = mean * (1 - mean) / (24 * 6) * (1 + 5 * rho);
    const double between = behaviour.tutor.rate_sd * behaviour.tutor.rate_sd - noise;
    return std::clamp(between / (mean * (1 - mean) * rho), 0.0, 0.6);
}

/// The trial's weekly rates hold the weeks lost to dead numbers, tutors who were away or left and reports never written.
/// Here each of these happens on its own: the share of weeks without any of them. Weeks 0..8 of a round.
double weeks_left(const program::Behaviour& behaviour) {
    const auto& tutor = behaviour.tutor;
    const auto& household = behaviour.household;
    const double dead = household.number_dies_per_week * 4.5 * (1 - household.number_returns / 2);
    return (1 - tutor.absent_week) * (1 - tutor.quits / 2) * (1 - dead) * (1 - tutor.log_never / 2);
}

/// Homes that a wrong or dead number takes out for good, by the middle of a round: in the trial they stand at the very end
/// of those reached, so that nobody else needs to be that hard to reach.
double homes_lost(const program::Behaviour& behaviour) {
    const auto& household = behaviour.household;
    return household.wrong_number + household.number_dies_per_week * 4.5 * (1 - household.number_returns);
}

/// What a home's measured rate must gain, times its room to grow, so that the mean is the measured one again once the lost
/// weeks are lost: homes that were nearly always or never reached lost none to anything else.
double gain_of(const program::BetaShape& shape, double left) {
    const double mean = shape.mean(), rho = 1 / (shape.a + shape.b + 1);
    const double room = mean * (1 - mean) * (1 - rho);  // the mean of p (1 - p)
    return std::min(1.0, mean * (1 / left - 1) / room);
}

Tongue tongue_of(const domain::Student& student) {
    const bool guarani = std::ranges::find(student.languages, "gn") != student.languages.end();
    const bool spanish = std::ranges::find(student.languages, "es") != student.languages.end();
    if (guarani && spanish) return Tongue::jopara;
    return guarani ? Tongue::guarani : Tongue::spanish;
}

base::Zone zone_or_utc(const std::string& name) {
    if (auto zone = base::Zone::find(name)) return *zone;
    return *base::Zone::find("UTC");
}

}  // namespace

People::Parts::Parts(const program::Behaviour& given, const domain::Catalog& catalog, bool replies_are_free)
    : behaviour(given), items(catalog), inbound_free(replies_are_free), contact(given.reach.weekly_contact),
      presence(given.reach.child_session), tutor_share(share_of_tutor(given)), lost(homes_lost(given)),
      contact_gain(gain_of(given.reach.weekly_contact, weeks_left(given))), presence_gain(gain_of(given.reach.child_session, weeks_left(given))) {}

void People::Parts::cast_home(const domain::Student& student, base::Instant from, base::Instant until, std::uint64_t seed, int region) {
    const auto& household = behaviour.household;
    Home home;
    home.random = base::Random{seed}.fork("home " + student.household + student.key);
    home.roster = student;
    home.rural = student.area == domain::Area::rural;
    home.region = region;
    home.ease = home.random.normal();
    home.replies = home.random.beta(behaviour.reply.propensity.a, behaviour.reply.propensity.b);
    home.tongue = tongue_of(student);
    for (const auto& phone : student.phones) {
        Line line{phone.e164()};
        line.stranger = home.random.chance(household.wrong_number);
        for (auto week = from; week < until && line.dies_at == base::Instant::max(); week += 7 * 24h)
            if (home.random.chance(household.number_dies_per_week)) line.dies_at = week + base::Seconds{home.random.between(0, 7 * 86400)};
        if (line.dies_at != base::Instant::max() && home.random.chance(household.number_returns))
            line.returns_at = line.dies_at + base::Seconds{home.random.between(5 * 86400, 25 * 86400)};
        home_of.emplace(phone.e164(), std::pair{static_cast<int>(homes.size()), static_cast<int>(home.lines.size())});
        home.lines.push_back(std::move(line));
    }
    home_zones.push_back(zone_or_utc(student.zone));
    homes.push_back(std::move(home));
}

void People::Parts::cast_child(const domain::Student& student, int home, std::uint64_t seed) {
    base::Random random = base::Random{seed}.fork("child " + student.key);
    Child child;
    child.key = student.key;
    child.name = domain::short_name(student.first_name);
    child.spoken = student.first_name.substr(0, student.first_name.find(' '));
    child.home = home;
    const auto grade = static_cast<std::size_t>(std::clamp(student.grade - 3, 0, 2));
    child.mastered = static_cast<int>(pick(random, behaviour.learning.start_by_grade[grade]));
    if (const auto known = domain::rank(student.level)) child.mastered = std::min(*known, 4);
    homes[static_cast<std::size_t>(home)].children.push_back(static_cast<int>(children.size()));
    children.push_back(std::move(child));
}

void People::Parts::cast_teacher(const domain::Tutor& tutor, base::Instant from, base::Instant until, std::uint64_t seed) {
    Teacher teacher;
    teacher.random = base::Random{seed}.fork("tutor " + tutor.key);
    teacher.key = tutor.key;
    teacher.name = tutor.name;
    teacher.number = tutor.phone.e164();
    teacher.zone = tutor.zone;
    teacher.skill = teacher.random.normal();
    // Mid-round: the weeks of the round are about the middle of the simulated time (four before, four after).
    const auto span = (until - from).count();
    if (teacher.random.chance(behaviour.tutor.quits)) teacher.quits_at = from + base::Seconds{teacher.random.between(span * 3 / 10, span * 3 / 4)};
    const auto index = static_cast<int>(teachers.size());
    const base::Zone zone = zone_or_utc(tutor.zone);
    const auto first_monday = std::chrono::floor<std::chrono::days>(from) - std::chrono::days{zone.to_civil(from).weekday()};
    for (auto monday = first_monday; monday < until; monday += std::chrono::days{7}) {
        if (!teacher.random.chance(behaviour.tutor.absent_week)) continue;
        const bool says_so = teacher.random.chance(behaviour.tutor.absent_says_so);
        teacher.absences.emplace_back(zone.to_instant({monday, 0s}), says_so);
        for (int day = 0; says_so && day < 6; ++day) {
            const bool works = std::ranges::any_of(tutor.windows, [&](const auto& window) { return window.weekday == day; });
            const auto minute = teacher.random.between(7 * 60 + 20, 8 * 60);
            if (works) plan_text(zone.to_instant({monday + std::chrono::days{day}, std::chrono::minutes{minute}}), teacher.number, absence_text(teacher.random));
        }
    }
    teacher_of.emplace(teacher.number, index);
    teacher_zones.push_back(zone);
    teachers.push_back(std::move(teacher));
}

void People::Parts::cast(const domain::Roster& roster, base::Instant from, base::Instant until, std::uint64_t seed) {
    std::map<std::string, int> regions, home_by_key;
    for (const auto& student : roster.students) {
        const int region = regions.emplace(student.department, static_cast<int>(regions.size())).first->second;
        const std::string key = student.household.empty() ? "student " + student.key : student.household;
        const auto [home, is_new] = home_by_key.emplace(key, static_cast<int>(homes.size()));
        if (is_new) cast_home(student, from, until, seed, region);
        cast_child(student, home->second, seed);
    }
    for (const auto& tutor : roster.tutors) cast_teacher(tutor, from, until, seed);
}

}  // namespace tutorline::simulator
