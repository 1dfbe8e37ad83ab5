#include <algorithm>

#include "engine/calls/calls.hpp"
#include "engine/calls/keeper.hpp"

namespace tutorline::engine::calls {

using namespace domain;

namespace {

bool contains(const std::vector<base::Instant>& sorted, base::Instant at) {
    return std::binary_search(sorted.begin(), sorted.end(), at);
}

bool overlaps(const std::vector<ports::TutorAbsence>& absences, base::Instant at) {
    for (const ports::TutorAbsence& absence : absences)
        if (at < absence.to && at + half_hour > absence.from) return true;
    return false;
}

}  // namespace

bool is_free(Scope& scope, TutorId tutor, base::Instant at) {
    constexpr base::Minutes around{29};
    return scope.store.booked_times(tutor, at - around, at + around).empty() && scope.store.absences(tutor, at, at + half_hour).empty();
}

std::vector<base::Instant> free_times(Scope& scope, StudentId student_id, base::Instant from, base::Instant to,
                                      std::size_t limit) {
    const auto student = scope.store.student(student_id);
    const auto enrollment = scope.store.enrollment_of(student_id);
    if (!student || !enrollment || !enrollment->tutor) return {};
    const auto tutor = scope.store.tutor(enrollment->tutor);
    if (!tutor || !tutor->active) return {};
    const ContactHours family = scope.hours(student->student);
    const ContactHours own = scope.hours(tutor->tutor);
    const auto taken = scope.store.booked_times(tutor->id, from - half_hour, to);
    const auto absences = scope.store.absences(tutor->id, from, to + half_hour);
    const base::Minutes call = scope.program().call_minutes;
    std::vector<base::Instant> times;
    std::optional<base::Instant> at = family.next_call(from, call);
    while (at && *at < to && times.size() < limit) {
        // Half hours of the clock: a window that opens at 17:10 is used from 17:30 on.
        const auto since_hour = at->time_since_epoch() % half_hour;
        if (since_hour != base::Seconds{0}) {
            at = family.next_call(*at + (half_hour - since_hour), call);
            continue;
        }
        const bool clash = contains(taken, *at) || contains(taken, *at - base::Minutes{15}) || contains(taken, *at + base::Minutes{15});
        if (!clash && !overlaps(absences, *at) && own.call_allowed(*at, call)) times.push_back(*at);
        at = family.next_call(*at + half_hour, call);
    }
    return times;
}

}  // namespace tutorline::engine::calls
