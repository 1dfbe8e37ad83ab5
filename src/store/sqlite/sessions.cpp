// Sessions and how they ended.
#include <algorithm>

#include "store/sqlite/sqlite_store.hpp"
#include "store/sqlite/words.hpp"

namespace tutorline::store {

using namespace domain;

// The columns of a session in the order of session_in().
#define SESSION_COLUMNS                                                                                            \
    "id, enrollment, student, tutor, kind, number, week, tutor_number, planned_at, booked_at, phase, next_at, "    \
    "closes_at, attempts, redials, family_dials, outcome, reason, child_seconds, talk_seconds, minutes_source, "   \
    "self_reported, checkpoint_item, checkpoint, checkpoint_reason, level_taught, level_reported, "                \
    "opens_with_question, last_disposition, contact_ended_at, logged_at, closed_at, excuse_if_missed, rides_with, carries "
namespace {

Session session_in(const Use& use) {
    Session s;
    s.id = use.id<SessionId>(0);
    s.enrollment = use.id<EnrollmentId>(1);
    s.student = use.id<StudentId>(2);
    s.tutor = use.id<TutorId>(3);
    s.kind = use.view(4) == "onboarding" ? SessionKind::onboarding : SessionKind::lesson;
    s.number = use.number(5);
    s.week = use.number(6);
    s.tutor_number = use.number(7);
    s.planned_at = use.instant(8);
    s.booked_at = use.maybe_instant(9);
    s.phase = phase_from(use.view(10)).value_or(Phase::closed);
    s.next_at = use.maybe_instant(11);
    s.closes_at = use.instant(12);
    s.attempts = use.number(13);
    s.redials = use.number(14);
    s.family_dials = use.number(15);
    s.outcome = outcome_from(use.view(16));
    s.reason = use.text(17);
    s.child = use.seconds(18);
    s.talk = use.seconds(19);
    s.minutes_source = source_from(use.view(20));
    s.self_reported = use.flag(21);
    s.checkpoint_item = use.text(22);
    s.checkpoint = checkpoint_from(use.view(23));
    s.checkpoint_reason = use.text(24);
    s.level_taught = level_from_code(use.number(25)).value_or(Level::not_assessed);
    s.level_reported = level_from_code(use.number(26)).value_or(Level::not_assessed);
    s.opens_with_question = use.flag(27);
    s.last_disposition = disposition_from(use.view(28));
    s.contact_ended_at = use.maybe_instant(29);
    s.logged_at = use.maybe_instant(30);
    s.closed_at = use.maybe_instant(31);
    s.excuse_if_missed = use.text(32);
    s.rides_with = use.id<SessionId>(33);
    s.carries = use.id<SessionId>(34);
    return s;
}

std::vector<Session> all_sessions(Use& use) {
    std::vector<Session> list;
    while (use.step()) list.push_back(session_in(use));
    return list;
}

}  // namespace

std::optional<Session> SqliteStore::session(SessionId id) {
    if (const auto* known = sessions_.find(id.value)) return *known;
    Use use = database_.use("SELECT " SESSION_COLUMNS "FROM session WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    Session session = session_in(use);
    sessions_.keep(id.value, session);
    return session;
}

// The columns of a session that change and stand in no index or trigger, from ?2 on.
#define SESSION_COURSE                                                                                             \
    "phase = ?2, next_at = ?3, closes_at = ?4, attempts = ?5, redials = ?6, family_dials = ?7, reason = ?8, "       \
    "child_seconds = ?9, talk_seconds = ?10, minutes_source = ?11, self_reported = ?12, checkpoint_item = ?13, "   \
    "checkpoint = ?14, checkpoint_reason = ?15, level_taught = ?16, level_reported = ?17, opens_with_question = ?18, " \
    "last_disposition = ?19, contact_ended_at = ?20, logged_at = ?21, closed_at = ?22, planned_at = ?23, "         \
    "excuse_if_missed = ?24, rides_with = ?25, carries = ?26 "

void SqliteStore::update(const Session& s) {
    const auto bind = [&s](Use& use, const auto&... more) -> Use& {
        return use.bind(s.id, name(s.phase), s.next_at, s.closes_at, s.attempts, s.redials, s.family_dials, s.reason, s.child, s.talk,
                        word_or_empty(s.minutes_source), s.self_reported, s.checkpoint_item, word_or_empty(s.checkpoint),
                        s.checkpoint_reason, code(s.level_taught), code(s.level_reported), s.opens_with_question,
                        word_or_empty(s.last_disposition), s.contact_ended_at, s.logged_at, s.closed_at, s.planned_at,
                        s.excuse_if_missed, s.rides_with, s.carries, more...);
    };
    // SQLite writes an index anew and runs a trigger for every column that is set, changed or not.
    const Session* const known = sessions_.find(s.id.value);
    if (known != nullptr && known->booked_at == s.booked_at && known->outcome == s.outcome) {
        Use use = database_.use("UPDATE session SET " SESSION_COURSE "WHERE id = ?1");
        bind(use).run();
        return;
    }
    std::optional<std::string_view> outcome;
    if (s.outcome) outcome = name(*s.outcome);
    Use use = database_.use("UPDATE session SET " SESSION_COURSE ", booked_at = ?27, outcome = ?28 WHERE id = ?1");
    bind(use, s.booked_at, outcome).run();
}

SessionId SqliteStore::save(const Session& s) {
    if (s.id) {
        update(s);
        sessions_.keep(s.id.value, s);
        return s.id;
    }
    database_
        .use("INSERT INTO session (enrollment, student, tutor, kind, number, week, tutor_number, planned_at, booked_at, phase, "
             "next_at, closes_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")
        .bind(s.enrollment, s.student, s.tutor, name(s.kind), s.number, s.week, s.tutor_number, s.planned_at, s.booked_at,
              name(s.phase), s.next_at, s.closes_at)
        .run();
    sessions_of_tutor_.forget(s.tutor.value);
    sessions_of_student_.forget(s.student.value);
    return SessionId{database_.last_id()};
}

void SqliteStore::hand_over(SessionId id, TutorId tutor, int tutor_number) {
    if (const auto before = session(id)) sessions_of_tutor_.forget(before->tutor.value);
    sessions_of_tutor_.forget(tutor.value);
    sessions_.forget(id.value);
    database_.use("UPDATE session SET tutor = ?2, tutor_number = ?3 WHERE id = ?1").bind(id, tutor, tutor_number).run();
}

std::vector<Session> SqliteStore::sessions_of(StudentId student) {
    std::vector<Session> list;
    if (const auto* known = sessions_of_student_.find(student.value)) {
        for (const SessionId id : *known) {
            const Session* row = sessions_.find(id.value);
            if (row == nullptr) break;
            list.push_back(*row);
        }
        if (list.size() == known->size()) return list;
    }
    Use use = database_.use("SELECT " SESSION_COLUMNS "FROM session WHERE student = ?1 ORDER BY kind DESC, number");
    use.bind(student);
    list = all_sessions(use);
    std::vector<SessionId> ids;
    for (const Session& row : list) {
        ids.push_back(row.id);
        sessions_.keep(row.id.value, row);
    }
    sessions_of_student_.keep(student.value, std::move(ids));
    return list;
}

void SqliteStore::warm_sessions(const std::vector<StudentId>& students) {
    if (students.empty()) return;
    for (const StudentId id : students) sessions_of_student_.keep(id.value, {});
    Use use = database_.use("SELECT student, id FROM session WHERE student <= ?1 ORDER BY student, kind DESC, number");
    use.bind(students.back());
    while (use.step())
        if (auto* known = sessions_of_student_.change(use.integer(0))) known->push_back(use.id<SessionId>(1));
}

std::optional<Session> SqliteStore::session_of(StudentId student, SessionKind kind, int number) {
    Use use = database_.use("SELECT " SESSION_COLUMNS "FROM session WHERE student = ?1 AND kind = ?2 AND number = ?3");
    if (!use.bind(student, name(kind), number).step()) return std::nullopt;
    return session_in(use);
}

const std::vector<SessionId>& SqliteStore::sessions_of(TutorId tutor) {
    if (const auto* known = sessions_of_tutor_.find(tutor.value)) return *known;
    Use use = database_.use("SELECT id FROM session WHERE tutor = ?1 ORDER BY id");
    use.bind(tutor);
    std::vector<SessionId> ids;
    while (use.step()) ids.push_back(use.id<SessionId>(0));
    sessions_of_tutor_.keep(tutor.value, std::move(ids));
    return *sessions_of_tutor_.find(tutor.value);
}

template <class Wanted, class Key>
std::vector<Session> SqliteStore::sessions_where(TutorId tutor, Wanted wanted, Key key) {
    // Rows are large: their keys are sorted, and each wanted row is copied once.
    std::vector<std::pair<std::invoke_result_t<Key, const Session&>, SessionId>> order;
    for (const SessionId id : sessions_of(tutor)) {
        const Session* known = sessions_.find(id.value);
        if (known == nullptr && session(id)) known = sessions_.find(id.value);
        if (known != nullptr && wanted(*known)) order.emplace_back(key(*known), id);
    }
    std::ranges::stable_sort(order, {}, [](const auto& each) { return each.first; });
    std::vector<Session> list;
    list.reserve(order.size());
    for (const auto& [unused, id] : order)
        if (auto row = session(id)) list.push_back(*std::move(row));
    return list;
}

std::optional<Session> SqliteStore::session_numbered(TutorId tutor, int tutor_number, base::Instant now) {
    const auto wanted = [&](const Session& s) { return s.tutor_number == tutor_number; };
    const auto nearest_past_first = [&](const Session& s) { return std::pair(s.planned_at > now, std::chrono::abs(s.planned_at - now)); };
    auto numbered = sessions_where(tutor, wanted, nearest_past_first);
    if (numbered.empty()) return std::nullopt;
    return std::move(numbered.front());
}

std::vector<Session> SqliteStore::booked(TutorId tutor, base::Instant from, base::Instant to) {
    const auto wanted = [&](const Session& s) { return s.booked_at && *s.booked_at >= from && *s.booked_at < to; };
    return sessions_where(tutor, wanted, [](const Session& s) { return *s.booked_at; });
}

std::vector<base::Instant> SqliteStore::booked_times(TutorId tutor, base::Instant from, base::Instant to) {
    std::vector<base::Instant> times;
    for (const Session& s : booked(tutor, from, to)) times.push_back(*s.booked_at);
    return times;
}

std::vector<Session> SqliteStore::planned(TutorId tutor, base::Instant from, base::Instant to,
                                          const std::function<bool(const Session&)>& wanted) {
    const auto in_range = [&](const Session& s) { return s.planned_at >= from && s.planned_at < to && (!wanted || wanted(s)); };
    return sessions_where(tutor, in_range, [](const Session& s) { return s.planned_at; });
}

std::vector<Session> SqliteStore::awaiting_log(TutorId tutor) {
    const auto wanted = [](const Session& s) { return s.phase == Phase::awaiting_log; };
    return sessions_where(tutor, wanted, [](const Session& s) { return s.planned_at; });
}

void SqliteStore::add_outcome(const ports::OutcomeRow& row) {
    database_.use("INSERT INTO outcome (session, version, outcome, reason, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(row.session, row.version, name(row.outcome), row.reason, row.author, row.at)
        .run();
}

int SqliteStore::outcome_versions(SessionId session) {
    Use use = database_.use("SELECT count(*) FROM outcome WHERE session = ?1");
    use.bind(session).step();
    return use.number(0);
}

}  // namespace tutorline::store
