// Who has whom, anew (B11): the enrollment, the pair's history, and every lesson to come.
#include <algorithm>
#include <map>

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
constexpr std::string_view no_place = "no_place";  ///< the task of who finds one
constexpr std::chrono::hours notice{2};  ///< a lesson is not moved to an hour nearer than this
constexpr std::chrono::days around_wanted{3};  ///< where another hour is looked for when the wanted one is taken
constexpr std::chrono::hours onboarding_open_for{6 * 24};

/// One student while his place changes.
struct Moving {
    const NewPlace* place;
    ports::EnrollmentRow enrollment;  ///< as it will be
    TutorId old_tutor;                ///< none: joins
    std::vector<Session> lessons;     ///< to come: planned, or lost for want of a tutor
};

bool lost_for_want_of_a_tutor(const Session& session, base::Instant now) {
    return session.phase == Phase::closed && session.reason == no_tutor && session.planned_at > now;
}

std::optional<Moving> moving(Scope& scope, const NewPlace& place) {
    auto enrollment = scope.store.enrollment_of(place.student);
    if (!enrollment || enrollment->status == "withdrawn") return std::nullopt;
    if (!enrollment->tutor && !place.tutor) return std::nullopt;
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

/// The wanted hour, or the free one nearest to it before the lesson closes.
std::optional<base::Instant> hour_for(Scope& scope, const Session& lesson, base::Instant wanted, base::Instant closes) {
    if (wanted > scope.now + notice && is_free(scope, lesson.tutor, wanted)) return wanted;
    std::optional<base::Instant> best;
    const base::Instant from = std::max<base::Instant>(scope.now + notice, wanted - around_wanted);
    for (const base::Instant at : free_times(scope, lesson.student, from, closes))
        if (!best || std::chrono::abs(at - wanted) < std::chrono::abs(*best - wanted)) best = at;
    return best;
}

struct Places {
    std::vector<SessionTime> times;
    std::optional<base::Instant> onboarding;
    int first_number = 1;  ///< of the tutor's short numbers
    int per_week = 1;
};

Places places_of(Scope& scope, const Moving& student) {
    const auto row = scope.store.student(student.place->student);
    const auto& slots = student.enrollment.slots;
    const DepartmentCalendar& calendar = scope.calendars.department(row->student.department);
    const base::Zone zone = scope.calendars.zone(row->student.zone);
    Places places;
    places.times = session_times(calendar, slots, scope.calendars.programme_zone(), zone);
    if (scope.program().onboarding) places.onboarding = onboarding_time(calendar, slots, scope.calendars.programme_zone(), zone);
    places.per_week = std::max(1, static_cast<int>(slots.size()));
    places.first_number = highest_number(scope, student.enrollment.tutor) + 1;
    return places;
}

/// Who joins while the round runs has the lessons that are left; nobody missed those before.
void add_lessons(Scope& scope, Moving& student, const Places& places) {
    const auto add = [&](SessionKind kind, int number, int week, base::Instant at, base::Instant closes) {
        if (at <= scope.now + notice) return;
        Session lesson;
        lesson.enrollment = student.enrollment.id;
        lesson.student = student.enrollment.student;
        lesson.tutor = student.enrollment.tutor;
        lesson.kind = kind;
        lesson.number = number;
        lesson.week = week;
        lesson.tutor_number = places.first_number + std::max(0, number - 1) % places.per_week;
        lesson.planned_at = at;
        lesson.closes_at = closes;
        student.lessons.push_back(std::move(lesson));
    };
    if (places.onboarding) {
        const base::Instant ends = places.times.empty() ? base::Instant::max() : places.times.front().starts - std::chrono::hours{1};
        add(SessionKind::onboarding, 0, 0, *places.onboarding, std::min<base::Instant>(*places.onboarding + onboarding_open_for, ends));
    }
    for (std::size_t i = 0; i < places.times.size(); ++i)
        add(SessionKind::lesson, places.times[i].number, places.times[i].week, places.times[i].starts, lesson_closes(places.times, i));
}

void begin(Scope& scope, Session& lesson) {
    base::Instant at = hour_for(scope, lesson, lesson.planned_at, lesson.closes_at).value_or(lesson.planned_at);
    // Without a free hour before it closes it takes the next one of the tutor's: nobody is promised fewer lessons.
    while (!is_free(scope, lesson.tutor, at)) at += base::Minutes{30};
    lesson = booked(lesson, at);
    lesson.planned_at = *lesson.booked_at;
    lesson.id = scope.store.save(lesson);
    scope.store.add_timer({*lesson.next_at, ports::TimerKind::session, lesson.id.value});
}

void place(Scope& scope, const Moving& student, Session& lesson, const Places& places) {
    if (!student.old_tutor) return begin(scope, lesson);
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
    scope.store.add_fact({scope.now, student.old_tutor ? "tutor_changed" : "enrolled", row.student, row.tutor, row.id.value, reason});
}

void close_search(Scope& scope, const std::vector<Moving>& students) {
    for (const ports::TaskRow& task : scope.store.open_tasks(no_place))
        for (const Moving& student : students)
            if (student.place->tutor && task.student == student.place->student) scope.store.close_task(task.id, "place_found", scope.now);
}

void tell(Scope& scope, const Moving& student) {
    const Session* next = nullptr;
    for (const Session& lesson : student.lessons)
        if (lesson.booked_at && (next == nullptr || *lesson.booked_at < *next->booked_at)) next = &lesson;
    texts::place_changed(scope, student.enrollment, student.old_tutor, next != nullptr ? std::optional(*next) : std::nullopt);
}

/// Those who lose students hear it once, however many they are.
void tell_old_tutors(Scope& scope, const std::vector<Moving>& students) {
    std::map<std::int64_t, std::vector<StudentId>> gone;
    for (const Moving& student : students)
        if (student.old_tutor && student.old_tutor != student.place->tutor) gone[student.old_tutor.value].push_back(student.place->student);
    for (const auto& [tutor, children] : gone) texts::students_gone(scope, TutorId{tutor}, children);
}

/// Nobody is left to teach the child: its lessons wait for a place, and a person looks for one.
void leave_waiting(Scope& scope, Moving& student) {
    ports::EnrollmentRow& row = student.enrollment;
    row.status = "waiting";
    row.reason = no_tutor;
    tell(scope, student);  // before: who waits is sent nothing
    scope.store.save(row);
    scope.store.add_fact({scope.now, "tutor_lost", row.student, row.tutor, row.id.value, {}});
    scope.store.open_task({.kind = std::string(no_place), .urgency = 1, .student = row.student, .tutor = row.tutor, .created_at = scope.now,
                           .due_at = scope.now + std::chrono::days{1}});
    for (Session& lesson : student.lessons) apply(scope, lesson, EndedBy{Outcome::cancelled_programme, std::string(no_tutor)}, by_engine);
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
        if (!student.old_tutor) add_lessons(scope, student, places);
        for (Session& lesson : student.lessons) place(scope, student, lesson, places);
    }
    scope.news_told = false;
    close_search(scope, students);
    for (const Moving& student : students)
        if (student.place->tutor) tell(scope, student);
    tell_old_tutors(scope, students);
    return !students.empty();
}

}  // namespace tutorline::engine::calls
