// What every part of the engine works with while it handles one event, inside the engine's transaction.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "domain/calendar/contact_hours.hpp"
#include "engine/resources.hpp"
#include "ports/store.hpp"

namespace tutorline::engine {

/// The programme's calendar per department, with the pauses ordered while it runs; and zones by name.
class Calendars {
  public:
    Calendars(const domain::Program& program, const std::vector<domain::Blackout>& pauses);
    const domain::DepartmentCalendar& department(std::string_view name) const;
    /// The programme's own zone when the name is empty or unknown.
    base::Zone zone(std::string_view name) const;
    base::Zone programme_zone() const { return programme_zone_; }
    const domain::Program& program() const { return program_; }  ///< with those pauses among its blackouts
    const std::shared_ptr<const domain::ProgrammeHours>& hours() const { return hours_; }

  private:
    domain::Program program_;
    base::Zone programme_zone_;
    std::shared_ptr<const domain::ProgrammeHours> hours_;
    mutable std::map<std::string, domain::DepartmentCalendar, std::less<>> departments_;
    mutable std::map<std::string, base::Zone, std::less<>> zones_;
};

struct Scope {
    ports::Store& store;
    const Resources& resources;
    const Calendars& calendars;
    domain::CohortId cohort;
    base::Instant now{};
    bool news_told = false;  ///< who changes a session now tells the people himself: texts::session_changed keeps silent

    const domain::Program& program() const { return calendars.program(); }
    /// When this student's family, or this tutor, may be texted and called, on their own clock.
    domain::ContactHours hours(const domain::Student& student) const;
    domain::ContactHours hours(const domain::Tutor& tutor) const;
    /// Of staff and strangers: the programme's zone, no blackout dates.
    domain::ContactHours hours() const;
};

}  // namespace tutorline::engine
