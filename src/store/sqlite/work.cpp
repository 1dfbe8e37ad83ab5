// Timers, people's tasks, facts and settings.
#include "store/sqlite/sqlite_store.hpp"

namespace tutorline::store {

using namespace domain;
using ports::TaskRow;
using ports::Timer;

#define TASK_COLUMNS \
    "id, kind, urgency, student, tutor, session, phone, inbox, detail, created_at, due_at, closed_at, closed_reason "

namespace {

TaskRow task_in(const Use& use) {
    return {use.id<TaskId>(0),    use.text(1),       use.number(2), use.id<StudentId>(3), use.id<TutorId>(4),
            use.id<SessionId>(5), use.id<PhoneId>(6), use.id<InboxId>(7), use.text(8),    use.instant(9),
            use.instant(10),      use.maybe_instant(11), use.text(12)};
}

}  // namespace

void SqliteStore::add_timer(const Timer& timer) {
    database_.use("INSERT INTO timer (due, kind, subject) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
        .bind(timer.due, static_cast<int>(timer.kind), timer.subject)
        .run();
    note_earlier(next_timer_, timer.due);
}

std::vector<Timer> SqliteStore::due_timers(base::Instant now, int limit) {
    Use use = database_.use("SELECT due, kind, subject FROM timer WHERE due <= ?1 ORDER BY due, kind, subject LIMIT ?2");
    use.bind(now, limit);
    std::vector<Timer> timers;
    while (use.step()) timers.push_back({use.instant(0), static_cast<ports::TimerKind>(use.number(1)), use.integer(2)});
    return timers;
}

void SqliteStore::remove_timer(const Timer& timer) {
    database_.use("DELETE FROM timer WHERE due = ?1 AND kind = ?2 AND subject = ?3")
        .bind(timer.due, static_cast<int>(timer.kind), timer.subject)
        .run();
    next_timer_.reset();
}

std::optional<base::Instant> SqliteStore::next_timer() {
    if (next_timer_) return *next_timer_;
    Use use = database_.use("SELECT due FROM timer ORDER BY due LIMIT 1");
    next_timer_ = use.step() ? std::optional(use.instant(0)) : std::nullopt;
    return *next_timer_;
}

TaskId SqliteStore::open_task(const TaskRow& task) {
    {
        Use use = database_.use(
            "SELECT id FROM task INDEXED BY task_open WHERE kind = ?1 AND student IS ?2 AND tutor IS ?3 AND phone IS ?4 AND "
            "inbox IS ?5 AND closed_at IS NULL");
        if (use.bind(task.kind, task.student, task.tutor, task.phone, task.inbox).step()) return use.id<TaskId>(0);
    }
    database_
        .use("INSERT INTO task (kind, urgency, student, tutor, session, phone, inbox, detail, created_at, due_at) "
             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
        .bind(task.kind, task.urgency, task.student, task.tutor, task.session, task.phone, task.inbox, task.detail,
              task.created_at, task.due_at)
        .run();
    return TaskId{database_.last_id()};
}

std::optional<TaskId> SqliteStore::open_task_like(const TaskRow& task) {
    Use use = database_.use(
        "SELECT min(id) FROM task INDEXED BY task_open WHERE kind = ?1 AND student IS ?2 AND tutor IS ?3 AND phone IS ?4 AND "
        "session IS ?5 AND closed_at IS NULL");
    use.bind(task.kind, task.student, task.tutor, task.phone, task.session);
    return use.step() && !use.null(0) ? std::optional(use.id<TaskId>(0)) : std::nullopt;
}

std::optional<TaskRow> SqliteStore::task(TaskId id) {
    Use use = database_.use("SELECT " TASK_COLUMNS "FROM task WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    return task_in(use);
}

bool SqliteStore::close_task(TaskId id, std::string_view reason, base::Instant now) {
    database_.use("UPDATE task SET closed_at = ?3, closed_reason = ?2 WHERE id = ?1 AND closed_at IS NULL")
        .bind(id, reason, now)
        .run();
    return database_.changes() > 0;
}

std::optional<TaskId> SqliteStore::open_task_of(std::string_view kind, domain::StudentId student) {
    Use use = database_.use("SELECT min(id) FROM task INDEXED BY task_open WHERE kind = ?1 AND student = ?2 AND closed_at IS NULL");
    use.bind(kind, student);
    return use.step() && !use.null(0) ? std::optional(use.id<TaskId>(0)) : std::nullopt;
}

std::vector<TaskRow> SqliteStore::open_tasks(std::string_view kind, StudentId student) {
    Use use = student ? database_.use("SELECT " TASK_COLUMNS
                                      "FROM task INDEXED BY task_open WHERE kind = ?1 AND student = ?2 AND closed_at IS NULL "
                                      "ORDER BY urgency, created_at, id")
                      : database_.use("SELECT " TASK_COLUMNS
                                      "FROM task INDEXED BY task_open WHERE kind = ?1 AND closed_at IS NULL ORDER BY urgency, created_at, id");
    if (student) use.bind(kind, student);
    else use.bind(kind);
    std::vector<TaskRow> tasks;
    while (use.step()) tasks.push_back(task_in(use));
    return tasks;
}

void SqliteStore::add_fact(const ports::Fact& fact) {
    std::optional<std::string_view> detail;
    if (!fact.detail.empty()) detail = fact.detail;
    std::optional<std::int64_t> ref;
    if (fact.ref != 0) ref = fact.ref;
    database_.use("INSERT INTO fact (at, kind, student, tutor, ref, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(fact.at, fact.kind, fact.student, fact.tutor, ref, detail)
        .run();
}

std::optional<std::string> SqliteStore::meta(std::string_view key) {
    Use use = database_.use("SELECT value FROM meta WHERE key = ?1");
    if (!use.bind(key).step()) return std::nullopt;
    return use.text(0);
}

void SqliteStore::set_meta(std::string_view key, std::string_view value) {
    database_.use("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2").bind(key, value).run();
}

}  // namespace tutorline::store
