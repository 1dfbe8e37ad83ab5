// Tutors, their absences, enrollments and pairings.
#include "store/sqlite/sqlite_store.hpp"
#include "store/sqlite/text_lists.hpp"

namespace tutorline::store {

using namespace domain;
using ports::EnrollmentRow;
using ports::TutorRow;

#define ENROLLMENT_COLUMNS                                                                                              \
    "id, student, cohort, tutor, slots, status, reason, missed_in_row, observed, child_sessions, red, withdrawn_at, "     \
    "created_at, paused_until "

namespace {

std::vector<Level> levels_from(std::string_view text) {
    std::vector<Level> levels;
    for (const int code : split_numbers(text))
        if (const auto level = level_from_code(code)) levels.push_back(*level);
    return levels;
}

std::string levels_text(const std::vector<Level>& levels) {
    std::vector<int> codes;
    for (const Level level : levels) codes.push_back(code(level));
    return join(codes);
}

EnrollmentRow enrollment_in(const Use& use) {
    EnrollmentRow row;
    row.id = use.id<EnrollmentId>(0);
    row.student = use.id<StudentId>(1);
    row.cohort = use.id<CohortId>(2);
    row.tutor = use.id<TutorId>(3);
    row.slots = split_numbers(use.view(4));
    row.status = use.text(5);
    row.reason = use.text(6);
    row.missed_in_row = use.number(7);
    row.observed = use.number(8);
    row.child_sessions = use.number(9);
    row.red = use.flag(10);
    row.withdrawn_at = use.maybe_instant(11);
    row.created_at = use.instant(12);
    row.paused_until = use.maybe_instant(13);
    return row;
}

template <class IdType>
std::vector<IdType> ids(Use& use) {
    std::vector<IdType> list;
    while (use.step()) list.push_back(use.id<IdType>(0));
    return list;
}

}  // namespace

ports::Shared<TutorRow> SqliteStore::tutor(TutorId id) {
    if (const auto* known = tutors_.find(id.value)) return *known;
    auto read = read_tutor(id);
    if (!read) return nullptr;
    auto row = std::make_shared<const TutorRow>(*std::move(read));
    tutors_.keep(id.value, row);
    return row;
}

std::optional<TutorRow> SqliteStore::read_tutor(TutorId id) {
    Use use = database_.use(
        "SELECT t.id, t.cohort, t.key, t.name, t.phone, t.languages, t.levels, t.windows, t.minutes_per_week, t.department, "
        "t.gender, t.zone, t.active, p.e164 FROM tutor t JOIN phone p ON p.id = t.phone WHERE t.id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    TutorRow row;
    row.id = use.id<TutorId>(0);
    row.cohort = use.id<CohortId>(1);
    row.phone = use.id<PhoneId>(4);
    row.active = use.flag(12);
    Tutor& tutor = row.tutor;
    tutor.key = use.text(2);
    tutor.name = use.text(3);
    tutor.languages = split(use.view(5));
    tutor.levels = levels_from(use.view(6));
    tutor.windows = windows_from(use.view(7));
    tutor.minutes_per_week = use.number(8);
    tutor.department = use.text(9);
    tutor.gender = use.text(10);
    tutor.zone = use.text(11);
    tutor.phone = base::PhoneNumber::from_e164(use.text(13));
    return row;
}

std::optional<TutorRow> SqliteStore::tutor(CohortId cohort, std::string_view key) {
    TutorId id;
    {
        Use use = database_.use("SELECT id FROM tutor WHERE cohort = ?1 AND key = ?2");
        if (!use.bind(cohort, key).step()) return std::nullopt;
        id = use.id<TutorId>(0);
    }
    return read_tutor(id);
}

std::vector<TutorId> SqliteStore::tutors(CohortId cohort) {
    Use use = database_.use("SELECT id FROM tutor WHERE cohort = ?1 ORDER BY id");
    use.bind(cohort);
    return ids<TutorId>(use);
}

std::vector<TutorId> SqliteStore::tutors_on(PhoneId phone) {
    if (!tutors_on_) {  // of all phones at once: tutors are few, and every text asks
        tutors_on_.emplace();
        Use use = database_.use("SELECT phone, id FROM tutor ORDER BY active DESC, id");
        while (use.step()) (*tutors_on_)[use.integer(0)].push_back(use.id<TutorId>(1));
    }
    const auto found = tutors_on_->find(phone.value);
    return found == tutors_on_->end() ? std::vector<TutorId>{} : found->second;
}

TutorId SqliteStore::save(const TutorRow& row) {
    tutors_.forget(row.id.value);
    tutors_on_.reset();
    const Tutor& t = row.tutor;
    database_
        .use("INSERT INTO tutor (id, cohort, key, name, phone, languages, levels, windows, minutes_per_week, department, gender, "
             "zone, active) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (id) DO UPDATE SET "
             "name = ?4, phone = ?5, languages = ?6, levels = ?7, windows = ?8, minutes_per_week = ?9, department = ?10, "
             "gender = ?11, zone = ?12, active = ?13")
        .bind(row.id, row.cohort, t.key, t.name, row.phone, join(t.languages), levels_text(t.levels), windows_text(t.windows),
              t.minutes_per_week, t.department, t.gender, t.zone, row.active)
        .run();
    return row.id ? row.id : TutorId{database_.last_id()};
}

void SqliteStore::add_absence(const ports::TutorAbsence& absence) {
    database_
        .use("INSERT INTO tutor_absence (tutor, from_at, to_at, reason) VALUES (?1, ?2, ?3, ?4) "
             "ON CONFLICT DO UPDATE SET to_at = max(to_at, ?3), reason = ?4")
        .bind(absence.tutor, absence.from, absence.to, absence.reason)
        .run();
}

std::vector<ports::TutorAbsence> SqliteStore::absences(TutorId tutor, base::Instant from, base::Instant to) {
    Use use = database_.use(
        "SELECT from_at, to_at, reason FROM tutor_absence WHERE tutor = ?1 AND from_at < ?3 AND to_at > ?2 ORDER BY from_at");
    use.bind(tutor, from, to);
    std::vector<ports::TutorAbsence> list;
    while (use.step()) list.push_back({tutor, use.instant(0), use.instant(1), use.text(2)});
    return list;
}

std::optional<EnrollmentRow> SqliteStore::enrollment(EnrollmentId id) {
    if (const auto* student = enrolled_.find(id.value)) return enrollment_of(*student);
    Use use = database_.use("SELECT " ENROLLMENT_COLUMNS "FROM enrollment WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    EnrollmentRow row = enrollment_in(use);
    enrolled_.keep(id.value, row.student);
    return row;
}

std::optional<EnrollmentRow> SqliteStore::enrollment_of(StudentId student) {
    if (const auto* known = enrollments_.find(student.value)) return *known;
    auto row = read_enrollment_of(student);
    if (row) enrollments_.keep(student.value, *row);
    return row;
}

std::optional<EnrollmentRow> SqliteStore::read_enrollment_of(StudentId student) {
    Use use = database_.use("SELECT " ENROLLMENT_COLUMNS "FROM enrollment WHERE student = ?1");
    if (!use.bind(student).step()) return std::nullopt;
    return enrollment_in(use);
}

void SqliteStore::warm_enrollments() {
    Use use = database_.use("SELECT " ENROLLMENT_COLUMNS "FROM enrollment ORDER BY id LIMIT ?1");
    use.bind(people_max);
    while (use.step()) {
        EnrollmentRow row = enrollment_in(use);
        enrollments_.keep(row.student.value, std::move(row));
    }
}

std::vector<EnrollmentId> SqliteStore::enrollments(CohortId cohort) {
    Use use = database_.use("SELECT id FROM enrollment WHERE cohort = ?1 ORDER BY id");
    use.bind(cohort);
    return ids<EnrollmentId>(use);
}

std::vector<EnrollmentId> SqliteStore::enrollments_of(TutorId tutor) {
    Use use = database_.use("SELECT id FROM enrollment WHERE tutor = ?1 ORDER BY id");
    use.bind(tutor);
    return ids<EnrollmentId>(use);
}

EnrollmentId SqliteStore::save(const EnrollmentRow& row) {
    enrollments_.forget(row.student.value);
    database_
        .use("INSERT INTO enrollment (id, student, cohort, tutor, slots, status, reason, missed_in_row, observed, "
             "child_sessions, red, withdrawn_at, created_at, paused_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
             "?12, ?13, ?14) "
             "ON CONFLICT (id) DO UPDATE SET tutor = ?4, slots = ?5, status = ?6, reason = ?7, missed_in_row = ?8, "
             "observed = ?9, child_sessions = ?10, red = ?11, withdrawn_at = ?12, paused_until = ?14")
        .bind(row.id, row.student, row.cohort, row.tutor, join(row.slots), row.status, row.reason, row.missed_in_row,
              row.observed, row.child_sessions, row.red, row.withdrawn_at, row.created_at, row.paused_until)
        .run();
    return row.id ? row.id : EnrollmentId{database_.last_id()};
}

void SqliteStore::pair(EnrollmentId enrollment, TutorId tutor, std::string_view reason, base::Instant now) {
    database_.use("UPDATE pairing SET to_at = ?2 WHERE enrollment = ?1 AND to_at IS NULL").bind(enrollment, now).run();
    database_.use("INSERT INTO pairing (enrollment, tutor, from_at, reason) VALUES (?1, ?2, ?3, ?4)")
        .bind(enrollment, tutor, now, reason)
        .run();
}

}  // namespace tutorline::store
