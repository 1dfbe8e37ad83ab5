// Cohorts, households, phones, students and consent.
#include <utility>

#include "store/sqlite/sqlite_store.hpp"
#include "store/sqlite/text_lists.hpp"
#include "store/sqlite/words.hpp"

namespace tutorline::store {

using namespace domain;
using ports::PhoneRow;
using ports::StudentPhone;
using ports::StudentRow;

std::optional<ports::CohortRow> SqliteStore::cohort(std::string_view key) {
    Use use = database_.use(
        "SELECT id, name, starts_on, weeks, sessions_per_week, call_minutes, call_mode, content_hash, created_at "
        "FROM cohort WHERE key = ?1");
    if (!use.bind(key).step()) return std::nullopt;
    return ports::CohortRow{use.id<CohortId>(0),
                            std::string(key),
                            use.text(1),
                            use.day(2),
                            use.number(3),
                            use.number(4),
                            use.number(5),
                            use.view(6) == "bridged" ? CallMode::bridged : CallMode::tutor_dials,
                            use.text(7),
                            use.instant(8)};
}

CohortId SqliteStore::save(const ports::CohortRow& row) {
    database_
        .use("INSERT INTO cohort (id, key, name, starts_on, weeks, sessions_per_week, call_minutes, call_mode, content_hash, "
             "created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO UPDATE SET name = ?3, "
             "starts_on = ?4, weeks = ?5, sessions_per_week = ?6, call_minutes = ?7, call_mode = ?8, content_hash = ?9")
        .bind(row.id, row.key, row.name, row.starts_on, row.weeks, row.sessions_per_week, row.call_minutes,
              row.call_mode == CallMode::bridged ? "bridged" : "tutor_dials", row.content_hash, row.created_at)
        .run();
    return row.id ? row.id : CohortId{database_.last_id()};
}

void SqliteStore::add_match(const ports::MatchRow& row) {
    database_
        .use("INSERT INTO match (cohort, at, content_hash, seed, students, placed, need_placed, need_total, calls_moved, cost, "
             "need_bound, cost_bound, optimal, curve) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")
        .bind(row.cohort, row.at, row.content_hash, static_cast<std::int64_t>(row.seed), row.students, row.placed, row.need_placed,
              row.need_total, row.calls_moved, row.cost, row.need_bound, row.cost_bound, row.optimal, join(row.curve))
        .run();
}

void SqliteStore::add_pause(CohortId cohort, const Blackout& pause, base::Instant now) {
    database_
        .use("INSERT INTO pause (cohort, from_day, to_day, departments, reason, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(cohort, pause.from, pause.to, join(pause.departments), pause.reason, now)
        .run();
}

std::vector<Blackout> SqliteStore::pauses(CohortId cohort) {
    Use use = database_.use("SELECT from_day, to_day, departments, reason FROM pause WHERE cohort = ?1 ORDER BY id");
    use.bind(cohort);
    std::vector<Blackout> pauses;
    while (use.step()) pauses.push_back({use.day(0), use.day(1), split(use.view(2)), use.text(3)});
    return pauses;
}

HouseholdId SqliteStore::household(CohortId cohort, std::string_view key) {
    {
        Use use = database_.use("SELECT id FROM household WHERE cohort = ?1 AND key = ?2");
        if (use.bind(cohort, key).step()) return use.id<HouseholdId>(0);
    }
    database_.use("INSERT INTO household (cohort, key) VALUES (?1, ?2)").bind(cohort, key).run();
    return HouseholdId{database_.last_id()};
}

namespace {

PhoneRow phone_in(const Use& use) {
    PhoneRow row;
    row.id = use.id<PhoneId>(0);
    row.number = base::PhoneNumber::from_e164(use.text(1));
    row.health = {phone_status_from(use.view(2)).value_or(PhoneStatus::unverified), use.number(3), use.number(4), use.day(5)};
    row.texts_stopped_at = use.maybe_instant(6);
    row.calls_stopped_at = use.maybe_instant(7);
    row.auto_reply_minutes = split_numbers(use.view(8));
    row.auto_reply_day = use.number(9);
    row.auto_replies = use.number(10);
    row.texts_week = use.number(11);
    row.texts_in_week = use.number(12);
    if (!use.null(13)) row.answered_minute = use.number(13);
    row.worried_at = use.maybe_instant(14);
    return row;
}

}  // namespace

#define PHONE_COLUMNS                                                                                                  \
    "id, e164, status, strikes, strike_days, strike_day, texts_stopped_at, calls_stopped_at, auto_reply_minutes, "       \
    "auto_reply_day, auto_replies, texts_week, texts_in_week, answered_minute, worried_at "

std::optional<PhoneRow> SqliteStore::read_phone(PhoneId id) {
    Use use = database_.use("SELECT " PHONE_COLUMNS "FROM phone WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    return phone_in(use);
}

std::optional<PhoneRow> SqliteStore::phone(PhoneId id) {
    if (const auto* known = phones_.find(id.value)) return *known;
    auto row = read_phone(id);
    if (row) phones_.keep(id.value, *row);
    return row;
}

std::optional<PhoneRow> SqliteStore::phone(const base::PhoneNumber& number) {
    constexpr std::size_t remembered_max = 2 * people_max;
    if (const auto known = phone_ids_.find(number.e164()); known != phone_ids_.end()) return phone(known->second);
    Use use = database_.use("SELECT " PHONE_COLUMNS "FROM phone WHERE e164 = ?1");
    if (!use.bind(number.e164()).step()) return std::nullopt;
    PhoneRow row = phone_in(use);
    if (phone_ids_.size() >= remembered_max) phone_ids_.clear();
    phone_ids_.emplace(number.e164(), row.id);
    phones_.keep(row.id.value, row);
    return row;
}

PhoneId SqliteStore::save(const PhoneRow& row) {
    if (!row.id) {
        database_.use("INSERT INTO phone (e164) VALUES (?1)").bind(row.number.e164()).run();
        PhoneRow stored = row;
        stored.id = PhoneId{database_.last_id()};
        return save(stored);
    }
    database_
        .use("UPDATE phone SET status = ?2, strikes = ?3, strike_days = ?4, strike_day = ?5, texts_stopped_at = ?6, "
             "calls_stopped_at = ?7, auto_reply_minutes = ?8, auto_reply_day = ?9, auto_replies = ?10, texts_week = ?11, "
             "texts_in_week = ?12, answered_minute = ?13, worried_at = ?14 WHERE id = ?1")
        .bind(row.id, name(row.health.status), row.health.strikes, row.health.strike_days, row.health.strike_day,
              row.texts_stopped_at, row.calls_stopped_at, join(row.auto_reply_minutes), row.auto_reply_day, row.auto_replies,
              row.texts_week, row.texts_in_week, row.answered_minute, row.worried_at)
        .run();
    phones_.keep(row.id.value, row);
    return row.id;
}

std::set<PhoneId>& SqliteStore::asked() {
    if (!asked_) {
        asked_.emplace();
        Use use = database_.use("SELECT phone FROM question");
        while (use.step()) asked_->insert(use.id<PhoneId>(0));
    }
    return *asked_;
}

std::optional<ports::QuestionRow> SqliteStore::question(PhoneId phone) {
    if (!asked().contains(phone)) return std::nullopt;
    Use use = database_.use("SELECT kind, student, session, offered, item, value, asked_at FROM question WHERE phone = ?1");
    if (!use.bind(phone).step()) return std::nullopt;
    return ports::QuestionRow{phone, use.text(0), use.id<StudentId>(1), use.id<SessionId>(2), use.maybe_instant(3),
                              use.id<ItemSentId>(4), use.text(5), use.instant(6)};
}

void SqliteStore::ask(const ports::QuestionRow& row) {
    database_
        .use("INSERT OR REPLACE INTO question (phone, kind, student, session, offered, item, value, asked_at) "
             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .bind(row.phone, row.kind, row.student, row.session, row.offered, row.item, row.value, row.asked_at)
        .run();
    asked().insert(row.phone);
}

void SqliteStore::forget_question(PhoneId phone) {
    if (asked().erase(phone) != 0) database_.use("DELETE FROM question WHERE phone = ?1").bind(phone).run();
}

std::vector<StudentId> SqliteStore::students_on(PhoneId phone) {
    if (const auto* known = students_on_.find(phone.value)) return *known;
    Use use = database_.use("SELECT student FROM student_phone WHERE phone = ?1 AND blocked = '' ORDER BY student");
    use.bind(phone);
    std::vector<StudentId> students;
    while (use.step()) students.push_back(use.id<StudentId>(0));
    students_on_.keep(phone.value, students);
    return students;
}

namespace {

StudentRow student_in(const Use& use) {
    StudentRow row;
    row.id = use.id<StudentId>(0);
    row.cohort = use.id<CohortId>(1);
    row.household = use.id<HouseholdId>(2);
    Student& student = row.student;
    student.key = use.text(3);
    student.first_name = use.text(4);
    student.caregiver_name = use.text(5);
    student.relation = relation_from(use.view(6));
    student.languages = split(use.view(7));
    student.text_language = use.text(8);
    student.grade = use.number(9);
    student.level = level_from_code(use.number(10)).value_or(Level::not_assessed);
    row.placement.mastered = level_from_code(use.number(11)).value_or(Level::not_assessed);
    row.placement.next = level_from_code(use.number(12)).value_or(Level::addition);
    row.placement.extension_passed = use.number(13);
    student.school = use.text(14);
    student.department = use.text(15);
    student.area = area_from(use.view(16));
    student.sex = sex_from(use.view(17));
    if (!use.null(18)) student.birth_year = use.number(18);
    student.support_needs = use.text(19);
    student.tutor_gender = use.text(20);
    student.zone = use.text(21);
    student.windows = windows_from(use.view(22));
    row.seed = static_cast<std::uint64_t>(use.integer(23));
    row.may_call = use.flag(24);
    row.may_text = use.flag(25);
    row.texts_stopped_at = use.maybe_instant(26);
    return row;
}

}  // namespace

ports::Shared<StudentRow> SqliteStore::student(StudentId id) {
    if (const auto* known = students_.find(id.value)) return *known;
    auto read = read_student(id);
    if (!read) return nullptr;
    auto row = std::make_shared<const StudentRow>(*std::move(read));
    students_.keep(id.value, row);
    return row;
}

#define STUDENT_COLUMNS                                                                                                 \
    "id, cohort, household, key, first_name, caregiver_name, relation, languages, text_language, grade, "                 \
    "level_start, mastered, teach, extension_passed, school, department, area, sex, birth_year, support_needs, "          \
    "tutor_gender, zone, windows, seed, may_call, may_text, texts_stopped_at "

std::optional<StudentRow> SqliteStore::read_student(StudentId id) {
    Use use = database_.use("SELECT " STUDENT_COLUMNS "FROM student WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    return student_in(use);
}

std::optional<StudentRow> SqliteStore::student(CohortId cohort, std::string_view key) {
    StudentId id;
    {
        Use use = database_.use("SELECT id FROM student WHERE cohort = ?1 AND key = ?2");
        if (!use.bind(cohort, key).step()) return std::nullopt;
        id = use.id<StudentId>(0);
    }
    return read_student(id);
}

StudentId SqliteStore::save(const StudentRow& row) {
    students_.forget(row.id.value);
    const Student& s = row.student;
    database_
        .use("INSERT INTO student (id, cohort, household, key, first_name, caregiver_name, relation, languages, text_language, "
             "grade, level_start, mastered, teach, extension_passed, school, department, area, sex, birth_year, support_needs, "
             "tutor_gender, zone, windows, seed, texts_stopped_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
             "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25) ON CONFLICT (id) DO UPDATE SET household = ?3, first_name = ?5, "
             "caregiver_name = ?6, relation = ?7, languages = ?8, text_language = ?9, grade = ?10, level_start = ?11, "
             "mastered = ?12, teach = ?13, extension_passed = ?14, school = ?15, department = ?16, area = ?17, sex = ?18, "
             "birth_year = ?19, support_needs = ?20, tutor_gender = ?21, zone = ?22, windows = ?23, texts_stopped_at = ?25")
        .bind(row.id, row.cohort, row.household, s.key, s.first_name, s.caregiver_name, word(s.relation), join(s.languages),
              s.text_language, s.grade, code(s.level), code(row.placement.mastered), code(row.placement.next),
              row.placement.extension_passed, s.school, s.department, word(s.area), word(s.sex), s.birth_year,
              s.support_needs, s.tutor_gender, s.zone, windows_text(s.windows), row.seed, row.texts_stopped_at)
        .run();
    return row.id ? row.id : StudentId{database_.last_id()};
}

void SqliteStore::save_placement(StudentId student, const Placement& placement) {
    students_.forget(student.value);
    database_.use("UPDATE student SET mastered = ?2, teach = ?3, extension_passed = ?4 WHERE id = ?1")
        .bind(student, code(placement.mastered), code(placement.next), placement.extension_passed)
        .run();
}

std::vector<StudentId> SqliteStore::students_of(HouseholdId household) {
    Use use = database_.use("SELECT id FROM student WHERE household = ?1 ORDER BY id");
    use.bind(household);
    std::vector<StudentId> students;
    while (use.step()) students.push_back(use.id<StudentId>(0));
    return students;
}

std::vector<StudentPhone> SqliteStore::phones_of(StudentId student) {
    if (const auto* known = student_phones_.find(student.value)) return *known;
    Use use = database_.use("SELECT phone, position, blocked FROM student_phone WHERE student = ?1 ORDER BY position, phone");
    use.bind(student);
    std::vector<StudentPhone> phones;
    while (use.step()) phones.push_back({use.id<PhoneId>(0), use.number(1), use.text(2)});
    student_phones_.keep(student.value, phones);
    return phones;
}

void SqliteStore::save(StudentId student, const StudentPhone& phone) {
    student_phones_.forget(student.value);
    students_on_.forget(phone.phone.value);
    database_
        .use("INSERT INTO student_phone (student, phone, position, blocked) VALUES (?1, ?2, ?3, ?4) "
             "ON CONFLICT (student, phone) DO UPDATE SET position = ?3, blocked = ?4")
        .bind(student, phone.phone, phone.position, phone.blocked)
        .run();
}

void SqliteStore::set_consent(StudentId student, const Consent& consent, base::Instant now) {
    students_.forget(student.value);
    database_
        .use("UPDATE consent SET revoked_at = ?5 WHERE student = ?1 AND revoked_at IS NULL AND NOT (given_on = ?2 AND how = ?3 AND text_version = ?4)")
        .bind(student, consent.given_on, word(consent.how), consent.text_version, now)
        .run();
    database_
        .use("INSERT INTO consent (student, given_by, given_on, how, text_version, calls, texts, recording, research, "
             "recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO UPDATE SET given_by = ?2, calls = ?6, "
             "texts = ?7, recording = ?8, research = ?9, revoked_at = NULL")
        .bind(student, consent.given_by, consent.given_on, word(consent.how), consent.text_version, consent.calls,
              consent.texts, consent.recording, consent.research, now)
        .run();
    database_
        .use("UPDATE student SET (may_call, may_text) = (SELECT coalesce(max(calls), 0), coalesce(max(texts), 0) FROM consent "
             "WHERE student = ?1 AND revoked_at IS NULL) WHERE id = ?1")
        .bind(student)
        .run();
}

void SqliteStore::revoke_consent(StudentId student, base::Instant now) {
    students_.forget(student.value);
    database_.use("UPDATE consent SET revoked_at = ?2 WHERE student = ?1 AND revoked_at IS NULL").bind(student, now).run();
    database_.use("UPDATE student SET may_call = 0, may_text = 0 WHERE id = ?1").bind(student).run();
}

void SqliteStore::warm() {
    {
        Use use = database_.use("SELECT " PHONE_COLUMNS "FROM phone ORDER BY id LIMIT ?1");
        use.bind(people_max);
        while (use.step()) {
            PhoneRow row = phone_in(use);
            phone_ids_.insert_or_assign(row.number.e164(), row.id);
            phones_.keep(row.id.value, std::move(row));
        }
    }
    {
        Use use = database_.use("SELECT " STUDENT_COLUMNS "FROM student ORDER BY id LIMIT ?1");
        use.bind(people_max);
        std::vector<StudentId> students;
        while (use.step()) {
            students_.keep(use.integer(0), std::make_shared<const StudentRow>(student_in(use)));
            students.push_back(use.id<StudentId>(0));
        }
        warm_items(students);
        warm_masteries(students);
        warm_sessions(students);
    }
    {
        Use use = database_.use("SELECT phone, student FROM student_phone WHERE blocked = '' ORDER BY phone, student LIMIT ?1");
        use.bind(people_max);
        std::vector<StudentId> students;
        std::int64_t phone = 0;
        while (use.step()) {
            if (use.integer(0) != phone && !students.empty()) students_on_.keep(phone, std::exchange(students, {}));
            phone = use.integer(0);
            students.push_back(use.id<StudentId>(1));
        }  // the last one may be cut off by the limit: it is read when it is asked for
    }
    warm_enrollments();
}

}  // namespace tutorline::store
