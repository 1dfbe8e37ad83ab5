#include "domain/roster/tutor_load.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "domain/calendar/contact_hours.hpp"
#include "domain/calendar/session_times.hpp"
#include "domain/calendar/week_slots.hpp"

namespace tutorline::domain {
namespace {

int ahead_of_programme(const std::string& zone, const Program& program) {
    const auto here = base::Zone::find(program.zone);
    const auto there = base::Zone::find(zone.empty() ? program.zone : zone);
    return here && there ? minutes_ahead(here.value(), there.value(), program.starts_on) : 0;
}

int kept_free(int slots, const Program& program) { return static_cast<int>(std::ceil(slots * program.attempts.retry_share - 1e-9)); }

}  // namespace

double expected_dials(int attempts_max) {
    constexpr double hazards[][4] = {{1, 1, 1, 1}, {0.53, 0.43, 0.43, 0.43}, {0.41, 0.35, 0.30, 0.30}, {0.33, 0.29, 0.26, 0.24}};
    const auto& hazard = hazards[std::clamp(attempts_max, 1, 4) - 1];
    double dials = 0;
    double still_trying = 1;
    for (int attempt = 0; attempt < attempts_max; ++attempt) {
        dials += still_trying;
        still_trying *= 1 - hazard[std::min(attempt, 3)];
    }
    return dials;
}

int student_week_minutes(const Program& program) {
    return static_cast<int>((program.sessions_per_week * program.call_minutes.count() * 12 + 9) / 10);
}

std::vector<WeeklyWindow> callable_hours(const Program& program) {
    const auto hours = programme_call_hours(program);
    std::vector<WeeklyWindow> all(hours);
    for (const auto& [department, zone] : program.department_zones) {
        const auto there = shifted(hours, -ahead_of_programme(zone, program));
        all.insert(all.end(), there.begin(), there.end());
    }
    return merged(all);
}

std::vector<int> slots_of(const Tutor& tutor, const Program& program) {
    const auto windows = shifted(tutor.windows, -ahead_of_programme(tutor.zone, program));
    return slots_inside(intersection(windows, callable_hours(program)));
}

std::vector<int> slots_of(const Student& student, const Program& program) {
    const auto windows = intersection(student.windows, programme_call_hours(program));
    return slots_inside(shifted(windows, -ahead_of_programme(student.zone, program)));
}

int places_in(int slots, const Program& program) {
    return (slots - kept_free(slots, program)) / program.sessions_per_week;
}

int slots_for(int students, const Program& program) {
    int slots = students * program.sessions_per_week;
    while (places_in(slots, program) < students) ++slots;
    return slots;
}

std::vector<int> with_spare_hours(std::vector<int> slots, int students, const std::vector<int>& callable, const Program& program) {
    const std::size_t wanted = static_cast<std::size_t>(slots_for(students, program));
    const auto distance = [&](int slot) {
        int nearest = slots_per_week;
        for (const int own : slots) nearest = std::min(nearest, slot_weekday(own) == slot_weekday(slot) ? std::abs(own - slot) : slots_per_day + std::abs(own % slots_per_day - slot % slots_per_day));
        return nearest;
    };
    while (slots.size() < wanted) {
        int best = -1;
        for (const int slot : callable)
            if (std::ranges::find(slots, slot) == slots.end() && (best < 0 || distance(slot) < distance(best))) best = slot;
        if (best < 0) break;
        slots.push_back(best);
    }
    std::ranges::sort(slots);
    return slots;
}

TutorLoad tutor_load(const Tutor& tutor, const Program& program) {
    TutorLoad load;
    load.slots = static_cast<int>(slots_of(tutor, program).size());
    load.slots_free = kept_free(load.slots, program);
    load.by_minutes = tutor.minutes_per_week / student_week_minutes(program);
    load.by_slots = places_in(load.slots, program);
    load.students_max = std::max(0, std::min(load.by_minutes, load.by_slots));
    return load;
}

}  // namespace tutorline::domain
