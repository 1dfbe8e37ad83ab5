// Dials of sessions, and what tutors reported of them.
#include "store/sqlite/sqlite_store.hpp"
#include "store/sqlite/words.hpp"

namespace tutorline::store {

using namespace domain;

// The columns of an attempt in the order of attempt_in().
#define ATTEMPT_COLUMNS                                                                                            \
    "id, session, n, phone, slot_at, queued_at, state, continues, disposition, source, raw_code, provider_id, "    \
    "legs_ended, tutor_seconds, talk_seconds, ended_at "

namespace {

constexpr int tutor_leg_bit = 1;
constexpr int family_leg_bit = 2;

Attempt attempt_in(const Use& use) {
    Attempt a;
    a.id = use.id<AttemptId>(0);
    a.session = use.id<SessionId>(1);
    a.n = use.number(2);
    a.phone = use.id<PhoneId>(3);
    a.slot_at = use.instant(4);
    a.queued_at = use.instant(5);
    a.state = attempt_state_from(use.view(6)).value_or(Attempt::State::ended);
    a.continues = use.flag(7);
    a.disposition = disposition_from(use.view(8));
    a.source = source_from(use.view(9));
    a.raw_code = use.text(10);
    a.provider_id = use.text(11);
    a.tutor_leg_ended = (use.number(12) & tutor_leg_bit) != 0;
    a.family_leg_ended = (use.number(12) & family_leg_bit) != 0;
    a.tutor_talk = use.seconds(13);
    a.talk = use.seconds(14);
    a.ended_at = use.maybe_instant(15);
    return a;
}

}  // namespace

std::optional<Attempt> SqliteStore::attempt(AttemptId id) {
    if (const auto* known = attempts_.find(id.value)) return *known;
    Use use = database_.use("SELECT " ATTEMPT_COLUMNS "FROM attempt WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    Attempt attempt = attempt_in(use);
    attempts_.keep(id.value, attempt);
    return attempt;
}

std::vector<Attempt> SqliteStore::attempts_of(SessionId session) {
    std::vector<Attempt> list;
    if (const auto* ids = attempts_of_session_.find(session.value)) {
        for (const AttemptId id : *ids)
            if (auto known = attempt(id)) list.push_back(*std::move(known));
        return list;
    }
    Use use = database_.use("SELECT " ATTEMPT_COLUMNS "FROM attempt WHERE session = ?1 ORDER BY n");
    use.bind(session);
    std::vector<AttemptId> ids;
    while (use.step()) ids.push_back(list.emplace_back(attempt_in(use)).id);
    attempts_of_session_.keep(session.value, std::move(ids));
    return list;
}

AttemptId SqliteStore::save(const Attempt& a) {
    const int legs = (a.tutor_leg_ended ? tutor_leg_bit : 0) | (a.family_leg_ended ? family_leg_bit : 0);
    if (a.id) {
        database_
            .use("UPDATE attempt SET state = ?2, disposition = ?3, source = ?4, raw_code = ?5, provider_id = ?6, "
                 "legs_ended = ?7, tutor_seconds = ?8, talk_seconds = ?9, ended_at = ?10 WHERE id = ?1")
            .bind(a.id, name(a.state), word_or_empty(a.disposition), word_or_empty(a.source), a.raw_code, a.provider_id, legs,
                  a.tutor_talk, a.talk, a.ended_at)
            .run();
        attempts_.keep(a.id.value, a);
        return a.id;
    }
    database_
        .use("INSERT INTO attempt (session, n, phone, slot_at, queued_at, state, continues) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(a.session, a.n, a.phone, a.slot_at, a.queued_at, name(a.state), a.continues)
        .run();
    Attempt stored;  // the rest has the defaults of the table
    stored.id = AttemptId{database_.last_id()};
    stored.session = a.session;
    stored.n = a.n;
    stored.phone = a.phone;
    stored.slot_at = a.slot_at;
    stored.queued_at = a.queued_at;
    stored.state = a.state;
    stored.continues = a.continues;
    const AttemptId id = stored.id;
    attempts_.keep(id.value, std::move(stored));
    if (auto* known = attempts_of_session_.change(a.session.value)) known->push_back(id);  // dials are numbered as they are made
    else if (a.n == 1) attempts_of_session_.keep(a.session.value, {id});
    return id;
}

std::vector<ports::LogRow> SqliteStore::logs_of(SessionId session) {
    if (const auto* known = logs_.find(session.value)) return *known;
    Use use = database_.use(
        "SELECT id, tutor, inbox, at, outcome, minutes, level, checkpoint, self_reported, doubtful, counts FROM session_log "
        "WHERE session = ?1 ORDER BY id");
    use.bind(session);
    std::vector<ports::LogRow> logs;
    while (use.step()) {
        ports::LogRow row;
        row.id = use.integer(0);
        row.session = session;
        row.tutor = use.id<TutorId>(1);
        row.inbox = use.id<InboxId>(2);
        row.at = use.instant(3);
        row.outcome = use.text(4);
        if (!use.null(5)) row.minutes = use.number(5);
        if (!use.null(6)) row.level = use.number(6);
        if (!use.null(7)) row.checkpoint = use.flag(7);
        row.self_reported = use.flag(8);
        row.doubtful = use.flag(9);
        row.counts = use.flag(10);
        logs.push_back(std::move(row));
    }
    logs_.keep(session.value, logs);
    return logs;
}

std::int64_t SqliteStore::add_log(const ports::LogRow& row) {
    if (row.counts)
        database_.use("UPDATE session_log SET counts = 0 WHERE session = ?1 AND counts = 1").bind(row.session).run();
    database_
        .use("INSERT INTO session_log (session, tutor, inbox, at, outcome, minutes, level, checkpoint, self_reported, doubtful, "
             "counts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        .bind(row.session, row.tutor, row.inbox, row.at, row.outcome, row.minutes, row.level, row.checkpoint,
              row.self_reported, row.doubtful, row.counts)
        .run();
    const std::int64_t id = database_.last_id();
    if (auto* known = logs_.change(row.session.value)) {
        if (row.counts)
            for (ports::LogRow& earlier : *known) earlier.counts = false;
        known->push_back(row);
        known->back().id = id;
    }
    return id;
}

}  // namespace tutorline::store
