#include "reports/rows.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

namespace tutorline::reports {
namespace {

using Places = std::unordered_map<std::int64_t, int>;

int place_of(const Places& places, std::int64_t id) {
    const auto found = places.find(id);
    return found == places.end() ? -1 : found->second;
}

domain::Level level(std::int64_t code) { return domain::level_from_code(static_cast<int>(code)).value_or(domain::Level::not_assessed); }

Places read_tutors(const Scope& scope, Rows& rows) {
    Places places;
    scope.each("SELECT id, key, name FROM tutor WHERE cohort = ?1 ORDER BY key",
               [&](const ports::Row& row) {
                   places[row.integer(0)] = static_cast<int>(rows.tutors.size());
                   TutorThen tutor;
                   tutor.id = row.integer(0);
                   tutor.key = row.text(1);
                   tutor.name = row.text(2);
                   rows.tutors.push_back(std::move(tutor));
               });
    return places;
}

Places read_students(const Scope& scope, const Places& tutors, Rows& rows) {
    Places places;
    scope.each(R"(SELECT t.id, t.key, t.first_name, t.department, t.area, t.sex, t.languages, t.school, t.support_needs <> '', t.grade,
                         CASE WHEN e.withdrawn_at > ?2 THEN 'active' ELSE coalesce(e.status, '') END, coalesce(e.tutor, 0), t.level_start, t.mastered,
                         EXISTS (SELECT 1 FROM consent c WHERE c.student = t.id AND c.calls = 1 AND c.recorded_at <= ?2)
                  FROM student t LEFT JOIN enrollment e ON e.student = t.id AND e.created_at <= ?2 WHERE t.cohort = ?1 ORDER BY t.key)",
               [&](const ports::Row& row) {
                   places[row.integer(0)] = static_cast<int>(rows.students.size());
                   StudentThen student;
                   student.id = row.integer(0);
                   student.key = row.text(1), student.first_name = row.text(2), student.department = row.text(3), student.area = row.text(4);
                   student.sex = row.text(5), student.languages = row.text(6), student.school = row.text(7), student.status = row.text(10);
                   student.support = row.integer(8) != 0;
                   student.grade = static_cast<int>(row.integer(9));
                   student.tutor = place_of(tutors, row.integer(11));
                   student.level_start = level(row.integer(12));
                   student.level_now = level(row.integer(13));
                   student.consented = row.integer(14) != 0;
                   if (student.matched()) ++rows.tutors[static_cast<std::size_t>(student.tutor)].students;
                   rows.students.push_back(std::move(student));
               });
    return places;
}

/// Levels that moved after the instant are taken back: to the last move before it, else to the start.
void take_back_levels(const Scope& scope, const Places& places, Rows& rows) {
    std::set<std::int64_t> moved_later;
    scope.each("SELECT f.student FROM fact f JOIN student t ON t.id = f.student WHERE t.cohort = ?1 AND f.kind = 'level' AND f.at > ?2",
               [&](const ports::Row& row) { moved_later.insert(row.integer(0)); });
    if (moved_later.empty()) return;
    const auto level_of = [&](std::int64_t student) -> domain::Level& { return rows.students[static_cast<std::size_t>(place_of(places, student))].level_now; };
    for (const auto student : moved_later) level_of(student) = rows.students[static_cast<std::size_t>(place_of(places, student))].level_start;
    scope.each("SELECT f.student, f.ref FROM fact f JOIN student t ON t.id = f.student WHERE t.cohort = ?1 AND f.kind = 'level' AND f.at <= ?2 ORDER BY f.id",
               [&](const ports::Row& row) {
                   if (moved_later.contains(row.integer(0))) level_of(row.integer(0)) = level(row.integer(1));
               });
}

/// A phone is verified from the day somebody answered it or wrote from it; one that was heard only later was not yet.
void read_phones(const Scope& scope, const Places& places, Rows& rows) {
    std::set<std::int64_t> heard_later;
    scope.each(R"(SELECT phone FROM (
                    SELECT a.phone AS phone, coalesce(a.ended_at, a.queued_at) AS at FROM attempt a WHERE a.talk_seconds > 0
                    UNION ALL SELECT i.phone, i.at FROM inbox i WHERE i.phone IS NOT NULL)
                  GROUP BY phone HAVING min(at) > ?2)",
               [&](const ports::Row& row) { heard_later.insert(row.integer(0)); });
    std::map<std::string, int> by_status;
    std::set<std::int64_t> seen;
    scope.each("SELECT sp.student, p.id, p.status FROM student_phone sp JOIN student t ON t.id = sp.student JOIN phone p ON p.id = sp.phone WHERE t.cohort = ?1",
               [&](const ports::Row& row) {
                   const bool not_yet = row.text(2) == "verified" && heard_later.contains(row.integer(1));
                   const std::string status{not_yet ? std::string_view{"unverified"} : row.text(2)};
                   if (status == "verified") rows.students[static_cast<std::size_t>(place_of(places, row.integer(0)))].verified = true;
                   if (seen.insert(row.integer(1)).second) ++by_status[status];
               });
    rows.numbers.assign(by_status.begin(), by_status.end());
}

/// Sessions that were opened again after their outcome (the family asked to be called again): how they stood then.
std::map<std::int64_t, std::optional<domain::Outcome>> read_reopened(const Scope& scope) {
    std::map<std::int64_t, std::optional<domain::Outcome>> stood;
    std::set<std::int64_t> settled;  // opened again after the instant: what came later does not matter
    scope.each(R"(SELECT f.ref, f.at > ?2, coalesce((SELECT o.outcome FROM outcome o WHERE o.session = f.ref AND o.at <= ?2 AND (f.at > ?2 OR o.at > f.at)
                                                     ORDER BY o.version DESC LIMIT 1), '')
                  FROM fact f JOIN student t ON t.id = f.student WHERE t.cohort = ?1 AND f.kind = 'call_again' ORDER BY f.id)",
               [&](const ports::Row& row) {
                   if (settled.contains(row.integer(0))) return;
                   const bool later = row.integer(1) != 0;
                   if (later) settled.insert(row.integer(0));
                   // Opened before and again later: the earlier opening has told it already.
                   if (later && stood.contains(row.integer(0))) return;
                   stood[row.integer(0)] = domain::outcome_from(row.text(2));
               });
    return stood;
}

/// It took place: so a lesson held earlier than promised was due.
bool took_place(domain::Outcome outcome) {
    return outcome != domain::Outcome::excused && outcome != domain::Outcome::cancelled_programme && outcome != domain::Outcome::withdrawn;
}

bool somebody_spoke(domain::Outcome outcome) { return domain::counts_as_child_session(outcome) || outcome == domain::Outcome::adult_contact; }

/// What is told of a session that has its outcome.
void read_ending(const ports::Row& row, SessionThen& session) {
    if (session.lesson && domain::counts_as_child_session(*session.outcome)) {
        session.child_minutes = whole_minutes(row.integer(12));
        session.checkpoint = row.text(13);
    }
    session.reason = row.text(14), session.source = row.text(15);
    session.self_reported = row.integer(16) != 0;
    if (!session.reason.empty()) return;
    if (session.outcome == domain::Outcome::no_contact && session.talk_seconds > 0) session.reason = "nobody_spoke";
    if (somebody_spoke(*session.outcome) && session.talk_seconds == 0) session.reason = "tutor_alone";
}

SessionThen session_of(const ports::Row& row, const std::map<std::int64_t, std::optional<domain::Outcome>>& reopened, base::Instant now) {
    SessionThen session;
    session.lesson = row.integer(2) != 0;
    session.number = static_cast<int>(row.integer(3));
    session.week = static_cast<int>(row.integer(4));
    session.planned = base::Instant{base::Seconds{row.integer(5)}};
    session.outcome = domain::outcome_from(row.text(6));
    const auto again = reopened.find(row.integer(7));
    if (again != reopened.end()) session.outcome = again->second;
    session.due = session.planned <= now || (session.outcome && took_place(*session.outcome));
    session.awaiting_log = !session.outcome && row.integer(8) != 0;
    session.dials = static_cast<int>(row.integer(9));
    // News of a call that came after its report opens no contact: the line was open none the less.
    session.talk_seconds = row.integer(8) != 0 || session.outcome ? row.integer(10) : 0;
    session.level_taught = static_cast<int>(row.integer(11));
    if (session.outcome) read_ending(row, session);
    else if (row.integer(20) != 0 && row.integer(20) != row.integer(5)) session.moved_to = base::Instant{base::Seconds{row.integer(20)}};
    const std::int64_t answered = row.integer(17), reported = row.integer(18);
    const bool nobody = session.outcome == domain::Outcome::no_contact;
    if (answered > 0 && !nobody) session.held = base::Instant{base::Seconds{answered}};
    else if (reported > 0 && session.outcome && somebody_spoke(*session.outcome)) session.held = base::Instant{base::Seconds{reported}};
    return session;
}

/// A session that was closed keeps that, with the outcome known now: corrections are outcomes of later versions.
constexpr std::string_view session_rows = R"(
SELECT s.student, s.tutor, s.kind = 'lesson', s.number, s.week, s.planned_at,
       CASE WHEN EXISTS (SELECT 1 FROM outcome o WHERE o.session = s.id AND o.at <= ?2) THEN coalesce(s.outcome, '') ELSE '' END, s.id,
       s.contact_ended_at IS NOT NULL AND s.contact_ended_at <= ?2,
       (SELECT count(*) FROM attempt a WHERE a.session = s.id AND a.state = 'ended' AND coalesce(a.ended_at, a.queued_at) <= ?2),
       s.talk_seconds, s.level_taught, s.child_seconds, s.checkpoint, s.reason, s.minutes_source, s.self_reported,
       coalesce((SELECT max(a.queued_at) FROM attempt a
                 WHERE (a.session = s.id OR (a.session = s.rides_with AND s.talk_seconds > 0 AND a.queued_at <= s.contact_ended_at))
                   AND a.talk_seconds > 0 AND a.state = 'ended' AND coalesce(a.ended_at, a.queued_at) <= ?2), 0),
       CASE WHEN s.logged_at <= ?2 THEN s.logged_at ELSE 0 END, coalesce((SELECT r.student FROM session r WHERE r.id = s.rides_with), 0),
       CASE WHEN s.phase = 'planned' THEN coalesce(s.booked_at, 0) ELSE 0 END
FROM session s JOIN student t ON t.id = s.student WHERE t.cohort = ?1 ORDER BY t.key, s.kind DESC, s.number)";

void count(LessonCounts& counts, const SessionThen& session) {
    if (!session.due) ++(session.outcome ? counts.settled : counts.ahead);
    else if (session.outcome) ++counts.closed[static_cast<std::size_t>(*session.outcome)];
    else ++counts.open;
}

bool fell_through_for_want_of_the_tutor(const SessionThen& session) {
    return session.due && session.outcome == domain::Outcome::cancelled_programme && (session.reason == "tutor" || session.reason == "tutor_absent");
}

void add_session(const Scope& scope, SessionThen session, Rows& rows) {
    StudentThen& student = rows.students[static_cast<std::size_t>(session.student)];
    TutorThen& tutor = rows.tutors[static_cast<std::size_t>(session.tutor)];
    student.dials += session.dials;
    tutor.awaiting_log += session.awaiting_log;
    if (!session.lesson) {
        student.onboarding = static_cast<int>(rows.sessions.size());
        tutor.onboarding_not_logged += session.outcome == domain::Outcome::not_logged;
    } else {
        count(student.lessons, session);
        count(tutor.lessons, session);
        tutor.absences += fell_through_for_want_of_the_tutor(session);
        student.child_minutes += session.child_minutes;
        student.checkpoints += session.checkpoint == "right" || session.checkpoint == "wrong";
        if (session.outcome) student.attendance = domain::observe(student.attendance, *session.outcome, scope.program.early_warning, scope.program.sessions_per_week).attendance;
        const bool new_week = rows.sessions.empty() || rows.sessions.back().student != session.student || rows.sessions.back().week != session.week;
        student.weeks_ahead += !session.due && !session.outcome && new_week;
    }
    rows.sessions.push_back(std::move(session));
}

}  // namespace

int whole_minutes(std::int64_t seconds) { return seconds <= 0 ? 0 : std::max(1, static_cast<int>((seconds + 30) / 60)); }

int LessonCounts::due() const { return std::accumulate(closed.begin(), closed.end(), open); }

bool StudentThen::rose() const {
    const auto from = domain::rank(level_start), to = domain::rank(level_now);
    return both_levels() && from && to && *to > *from;
}

Rows read_rows(const Scope& scope) {
    Rows rows;
    const Places tutors = read_tutors(scope, rows);
    const Places students = read_students(scope, tutors, rows);
    take_back_levels(scope, students, rows);
    read_phones(scope, students, rows);
    const auto reopened = read_reopened(scope);
    scope.each(session_rows, [&](const ports::Row& row) {
        SessionThen session = session_of(row, reopened, scope.now);
        session.student = place_of(students, row.integer(0));
        session.tutor = place_of(tutors, row.integer(1));
        if (session.student < 0 || session.tutor < 0) return;  // a tutor of another cohort: no such row is ever made
        auto& student = rows.students[static_cast<std::size_t>(session.student)];
        session.served_by = place_of(students, row.integer(19));
        const bool spoke = session.outcome && somebody_spoke(*session.outcome);  // also where the tutor alone says so
        student.contacted = student.contacted || row.integer(8) != 0 || spoke;
        add_session(scope, std::move(session), rows);
    });
    return rows;
}

}  // namespace tutorline::reports
