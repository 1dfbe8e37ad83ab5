#include "engine/scope.hpp"

namespace tutorline::engine {
namespace {

base::Zone zone_or(std::string_view name, const base::Zone& fallback) {
    if (name.empty()) return fallback;
    const auto zone = base::Zone::find(name);
    return zone ? *zone : fallback;
}

base::Zone utc() { return *base::Zone::find("UTC"); }

}  // namespace

Calendars::Calendars(const domain::Program& program, const std::vector<domain::Blackout>& pauses)
    : program_(program), programme_zone_(zone_or(program.zone, utc())), hours_(std::make_shared<const domain::ProgrammeHours>(program)) {
    program_.blackouts.insert(program_.blackouts.end(), pauses.begin(), pauses.end());
}

const domain::DepartmentCalendar& Calendars::department(std::string_view name) const {
    const auto found = departments_.find(name);
    if (found != departments_.end()) return found->second;
    return departments_.emplace(std::string(name), domain::DepartmentCalendar(program_, name)).first->second;
}

base::Zone Calendars::zone(std::string_view name) const {
    const auto found = zones_.find(name);
    if (found != zones_.end()) return found->second;
    return zones_.emplace(std::string(name), zone_or(name, programme_zone_)).first->second;
}

domain::ContactHours Scope::hours(const domain::Student& student) const {
    return {calendars.hours(), student.windows, calendars.zone(student.zone), &calendars.department(student.department)};
}

domain::ContactHours Scope::hours(const domain::Tutor& tutor) const {
    return {calendars.hours(), tutor.windows, calendars.zone(tutor.zone), &calendars.department(tutor.department)};
}

domain::ContactHours Scope::hours() const { return {calendars.hours(), {}, calendars.programme_zone(), nullptr}; }

}  // namespace tutorline::engine
