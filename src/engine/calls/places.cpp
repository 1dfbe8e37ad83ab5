// Who has whom, anew (B11): the enrollment, the pair's history, and every lesson to come.
#include <algorithm>

#include "domain/calendar/session_times.hpp"
#include "engine/calls/attendance.hpp"
#include "engine/calls/calls.hpp"
#include "engine/calls/keeper.hpp"
#include "engine/enroll.hpp"
#include "engine/texts/texts.hpp"

namespace tutorline::engine::calls {

using namespace domain;

namespace {

constexpr std::string_view no_tutor = "no_tutor";
constexpr std::string_view by_engine = "engine";
constexpr std::chrono::hours notice{2};  ///< a lesson is not moved to an hour nearer than this

/// One student while his place changes.
struct Moving {
    const NewPlace* place;
    ports::EnrollmentRow enrollment;  ///< as it will be
    TutorId old_tutor;
    std::vector<Session> lessons;     ///< to come: planned, or lost for want of a tutor
};

bool lost_for_want_of_a_tutor(const Session& session, base::Instant now) {
    return session.phase == Phase::closed && session.reason == no_tutor && session.planned_at > now;
}

std::optional<Moving> moving(Scope& scope, const NewPlace& place) {
    auto enrollment = scope.store.enrollment_of(place.student);
    if (!enrollment || enrollment->status == "withdrawn") return std::nullopt;
    const bool same = place.tutor && enrollment->status == "active" && enrollment->tutor == place.tutor && enrollment->slots == place.slots;
    if (same || (!place.tutor && enrollment->status == "waiting")) return std::nullopt;
    Moving student{&place, *enrollment, enrollment->tutor, {}};
    for (Session& session : scope.store.sessions_of(place.student))
        if (session.phase == Phase::planned || (place.tutor && lost_for_want_of_a_tutor(session, scope.now))) student.lessons.push_back(std::move(session));
    return student;
}

/// The half hours the lessons hold are free again, before anybody takes a new one.
void release(Scope& scope, Moving& student) {
    for (Session& lesson : student.lessons) {
        lesson.rides_with = lesson.carries = {};
        if (!lesson.booked_at) continue;
        lesson.booked_at.reset();
        scope.store.save(lesson);
    }
}

int highest_number(Scope& scope, TutorId tutor) {
    int highest = 0;
    for (const Session& session : scope.store.planned(tutor, base::Instant::min(), base::Instant::max()))
        highest = std::max(highest, session.tutor_number);
    return highest;
}

bool is_free(Scope& scope, TutorId tutor, base::Instant at) {
    constexpr base::Minutes around{29};
    return scope.store.booked_times(tutor, at - around, at + around).empty() && scope.store.absences(tutor, at, at + base::Minutes{30}).empty();
}

/// The wanted hour, or the free one nearest to it before the lesson closes.
std::optional<base::Instant> hour_for(Scope& scope, const Session& lesson, base::Instant wanted, base::Instant closes) {
    if (wanted > scope.now + notice && is_free(scope, lesson.tutor, wanted)) return wanted;
    std::optional<base::Instant> best;
    for (const base::Instant at : free_times(scope, lesson.student, scope.now + notice, closes))
        if (!best || std::chrono::abs(at - wanted) < std::chrono::abs(*best - wanted)) best = at;
    return best;
}

struct Places {
    std::vector<SessionTime> times;
    int first_number = 1;  ///< of the tutor's short numbers
    int per_week = 1;
};

Places places_of(Scope& scope, const Moving& student) {
    const auto row = scope.store.student(student.place->student);
    const auto& slots = student.enrollment.slots;
    Places places;
    places.times = session_times(scope.calendars.department(row->student.department), slots, scope.calendars.programme_zone(),
                                 scope.calendars.zone(row->student.zone));
    places.per_week = std::max(1, static_cast<int>(slots.size()));
    places.first_number = highest_number(scope, student.enrollment.tutor) + 1;
    return places;
}

void place(Scope& scope, const Moving& student, Session& lesson, const Places& places) {
    const Session before = lesson;
    const bool taught_by_new = student.old_tutor != student.enrollment.tutor;
    lesson.tutor = student.enrollment.tutor;
    if (taught_by_new) {
        lesson.tutor_number = places.first_number + std::max(0, lesson.number - 1) % places.per_week;
        scope.store.hand_over(lesson.id, lesson.tutor, lesson.tutor_number);
    }
    base::Instant wanted = lesson.planned_at;
    const auto at = static_cast<std::size_t>(std::max(0, lesson.number - 1));
    if (lesson.kind == SessionKind::lesson && at < places.times.size()) {
        wanted = places.times[at].starts;
        lesson.closes_at = lesson_closes(places.times, at);
    }
    const auto hour = hour_for(scope, lesson, wanted, lesson.closes_at);
    if (!hour) {
        if (before.phase != Phase::closed) {
            scope.store.save(lesson);
            apply(scope, lesson, EndedBy{Outcome::cancelled_programme, std::string(no_tutor)}, by_engine);
        }
        return;
    }
    if (before.phase == Phase::closed) {
        forget_outcome(scope, before);
        lesson.outcome.reset();
        lesson.reason.clear();
    }
    lesson = booked(lesson, *hour);
    lesson.planned_at = *hour;
    store_session(scope, before, lesson);
    scope.store.add_fact({scope.now, "session_moved", lesson.student, lesson.tutor, lesson.id.value, "place_changed"});
}

void save_place(Scope& scope, Moving& student, const std::string& reason) {
    ports::EnrollmentRow& row = student.enrollment;
    row.status = "active";
    row.reason.clear();
    row.tutor = student.place->tutor;
    row.slots = student.place->slots;
    scope.store.save(row);
    if (row.tutor == student.old_tutor) return;
    scope.store.pair(row.id, row.tutor, reason, scope.now);
    scope.store.add_fact({scope.now, "tutor_changed", row.student, row.tutor, row.id.value, reason});
}

/// Nobody is left to teach the child: its lessons wait for a place, and a person looks for one.
void leave_waiting(Scope& scope, Moving& student) {
    ports::EnrollmentRow& row = student.enrollment;
    row.status = "waiting";
    row.reason = no_tutor;
    scope.store.save(row);
    scope.store.add_fact({scope.now, "tutor_lost", row.student, row.tutor, row.id.value, {}});
    scope.store.open_task({.kind = "no_place", .urgency = 1, .student = row.student, .tutor = row.tutor, .created_at = scope.now,
                           .due_at = scope.now + std::chrono::days{1}});
    for (Session& lesson : student.lessons) apply(scope, lesson, EndedBy{Outcome::cancelled_programme, std::string(no_tutor)}, by_engine);
}

void tell(Scope& scope, const Moving& student) {
    const Session* next = nullptr;
    for (const Session& lesson : student.lessons)
        if (lesson.booked_at && (next == nullptr || *lesson.booked_at < *next->booked_at)) next = &lesson;
    texts::place_changed(scope, student.enrollment, student.old_tutor, next != nullptr ? std::optional(*next) : std::nullopt);
}

}  // namespace

bool change_places(Scope& scope, const ChangePlaces& change) {
    std::vector<Moving> students;
    for (const NewPlace& place : change.places)
        if (auto student = moving(scope, place)) students.push_back(std::move(*student));
    for (Moving& student : students) release(scope, student);
    for (Moving& student : students)
        if (student.place->tutor) save_place(scope, student, change.reason);
    scope.news_told = true;
    for (Moving& student : students) {
        if (!student.place->tutor) {
            leave_waiting(scope, student);
            continue;
        }
        const Places places = places_of(scope, student);
        for (Session& lesson : student.lessons) place(scope, student, lesson, places);
    }
    scope.news_told = false;
    for (const Moving& student : students) tell(scope, student);
    return !students.empty();
}

}  // namespace tutorline::engine::calls
