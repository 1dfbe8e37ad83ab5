#include "simulator/people/people.hpp"

#include <charconv>

#include "simulator/people/parts.hpp"

namespace tutorline::simulator {
namespace {

/// The first whole number in the words: the session the machine announces.
int first_number(std::string_view words) {
    const auto at = words.find_first_of("0123456789");
    int value = 0;
    if (at != std::string_view::npos) std::from_chars(words.data() + at, words.data() + words.size(), value);
    return value;
}

}  // namespace

People::People(const domain::Roster& roster, const program::Behaviour& behaviour, const domain::Catalog& catalog, bool inbound_free,
               const std::vector<std::string>& staff, base::Instant from, base::Instant until, std::uint64_t seed)
    : parts_(std::make_unique<Parts>(behaviour, catalog, inbound_free)) {
    parts_->cast(roster, from, until, seed);
    parts_->staff.insert(staff.begin(), staff.end());
}
People::~People() = default;

std::optional<Handset> People::handset(std::string_view number) {
    Parts& parts = *parts_;
    if (const auto home = parts.home_of.find(number); home != parts.home_of.end()) {
        const Home& found = parts.homes[static_cast<std::size_t>(home->second.first)];
        return Handset{found.rural, found.region};
    }
    if (parts.teacher_of.contains(number) || parts.staff.contains(number)) return Handset{false, -1};
    return std::nullopt;
}

void People::text_shown(std::string_view number, std::string_view text, base::Instant at) {
    Parts& parts = *parts_;
    if (const auto teacher = parts.teacher_of.find(number); teacher != parts.teacher_of.end())
        return parts.teacher_reads(parts.teachers[static_cast<std::size_t>(teacher->second)], teacher->second, text, at);
    if (const auto home = parts.home_of.find(number); home != parts.home_of.end())
        parts.family_reads(parts.homes[static_cast<std::size_t>(home->second.first)], home->second.first, number, text, at);
}

Pickup People::ring(const Ring& ring) {
    Parts& parts = *parts_;
    if (const auto teacher = parts.teacher_of.find(ring.number); teacher != parts.teacher_of.end())
        return parts.teacher_rings(parts.teachers[static_cast<std::size_t>(teacher->second)], ring);
    const auto home = parts.home_of.find(ring.number);
    const auto teacher = parts.teacher_of.find(ring.bridged_to);
    if (home == parts.home_of.end()) return {Pickup::End::failed, base::Seconds{2}, 404};
    Home& at_home = parts.homes[static_cast<std::size_t>(home->second.first)];
    if (teacher == parts.teacher_of.end()) return parts.nobody(at_home);  // nobody we know calls a family by itself
    Teacher& caller = parts.teachers[static_cast<std::size_t>(teacher->second)];
    const Pickup pickup = parts.family_rings(at_home, home->second.second, caller, ring);
    if (pickup.end != Pickup::End::answered)
        parts.report(caller, teacher->second, {CallStory{CallStory::What::nobody, caller.session, {}, 0, {}, {}}}, ring.at + pickup.after);
    return pickup;
}

void People::heard(std::string_view number, std::string_view words, std::string_view, base::Instant) {
    const auto found = parts_->teacher_of.find(number);
    if (found == parts_->teacher_of.end()) return;
    Teacher& teacher = parts_->teachers[static_cast<std::size_t>(found->second)];
    const int session = first_number(words);
    if (session == 0) return;  // a goodbye, not an announcement
    teacher.session = session;
    teacher.announced = words;
}

std::string People::pressed(std::string_view, std::string_view, base::Instant) { return {}; }

base::Seconds People::talk(const Bridge& bridge) {
    const auto teacher = parts_->teacher_of.find(bridge.first);
    const auto home = parts_->home_of.find(bridge.second);
    if (teacher == parts_->teacher_of.end() || home == parts_->home_of.end()) return base::Seconds{10};
    return parts_->talk(parts_->teachers[static_cast<std::size_t>(teacher->second)], parts_->homes[static_cast<std::size_t>(home->second.first)], bridge);
}

std::optional<base::Instant> People::next_due() const {
    if (parts_->plans.empty()) return std::nullopt;
    return parts_->plans.top().at;
}

std::vector<PhoneAction> People::take_due(base::Instant now) {
    std::vector<PhoneAction> due;
    while (!parts_->plans.empty() && parts_->plans.top().at <= now) {
        due.push_back(parts_->plans.top().action);
        parts_->plans.pop();
    }
    return due;
}

}  // namespace tutorline::simulator
