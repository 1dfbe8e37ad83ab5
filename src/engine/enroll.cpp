#include "engine/enroll.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/random.hpp"
#include "domain/calendar/session_times.hpp"
#include "engine/row_phones.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine {

using namespace domain;

namespace {

/// A failed session may be tried again for so long, unless the next lesson comes before.
constexpr std::chrono::hours open_for{6 * 24};
constexpr std::chrono::hours closes_before_next{1};
constexpr base::Minutes half_hour{30};

class Enrolling {
  public:
    Enrolling(ports::Store& store, const Program& program, base::Instant now)
        : store_(store), program_(program), calendars_(program, {}), now_(now) {}

    Enrolled run(const Roster& roster, std::span<const Assignment> assignments) {
        save_cohort();
        for (const Student& student : roster.students)
            for (const base::PhoneNumber& number : student.phones) of_families_.insert(number.e164());
        remember_stops(roster);
        for (const Tutor& tutor : roster.tutors) save_tutor(tutor);
        std::map<std::string_view, const Assignment*> by_student;
        for (const Assignment& assignment : assignments) by_student[assignment.student] = &assignment;
        for (const Student& student : roster.students) {
            const auto found = by_student.find(student.key);
            save_student(student, found == by_student.end() ? nullptr : found->second);
        }
        return result_;
    }

  private:
    void save_cohort() {
        const auto known = store_.cohort(program_.key);
        runs_ = known.has_value();
        auto row = known.value_or(ports::CohortRow{.key = program_.key, .created_at = now_});
        row.name = program_.name;
        row.starts_on = program_.starts_on;
        row.weeks = program_.weeks;
        row.sessions_per_week = program_.sessions_per_week;
        row.call_minutes = static_cast<int>(program_.call_minutes.count());
        row.call_mode = program_.call_mode;  // content_hash only once all of it is done: finish_import()
        result_.cohort = store_.save(row);
    }

    /// Before any number changes: two tutors may have taken each other's.
    void remember_stops(const Roster& roster) {
        for (const Tutor& tutor : roster.tutors) {
            const auto row = store_.tutor(result_.cohort, tutor.key);
            const auto phone = row ? store_.phone(row->phone) : std::nullopt;
            if (phone && phone->texts_stopped_at) stopped_.insert(tutor.key);
        }
    }

    void save_tutor(const Tutor& tutor) {
        auto row = store_.tutor(result_.cohort, tutor.key).value_or(ports::TutorRow{.cohort = result_.cohort});
        const PhoneId before = row.phone;
        row.tutor = tutor;
        row.phone = phone_of(store_, tutor.phone);
        row.active = true;
        tutors_[tutor.key] = store_.save(row);
        if (before && before != row.phone) {
            leave_number(tutors_[tutor.key], before);
            if (stopped_.contains(tutor.key)) stop_texts(tutors_[tutor.key], row.phone);
        }
        ++result_.tutors;
    }

    /// The tutor's own stop goes on at the new number; a family that has the same one never asked for it.
    void stop_texts(TutorId tutor, PhoneId number) {
        auto phone = *store_.phone(number);
        if (phone.texts_stopped_at || of_families_.contains(phone.number.e164())) return;
        phone.texts_stopped_at = now_;
        store_.save(phone);
        store_.add_fact({now_, "texts_stop_kept", {}, tutor, number.value, "sheet"});
    }

    /// Whoever has the number now is not asked what the tutor meant; what waits for it is stopped when it would leave.
    void leave_number(TutorId tutor, PhoneId number) {
        const auto question = store_.question(number);
        if (question && !question->student) store_.forget_question(number);
        store_.add_fact({now_, "tutor_number_changed", {}, tutor, number.value, "sheet"});
        ++result_.numbers_retired;
    }

    StudentId save_person(const Student& student) {
        auto row = store_.student(result_.cohort, student.key);
        if (!row) {
            row = ports::StudentRow{.cohort = result_.cohort};
            row->placement = after_diagnostic(Placement{}, student.level);
            row->seed = base::mix(program_.seed ^ base::stable_hash(student.key)) >> 1;
        }
        row->household = store_.household(result_.cohort, student.household.empty() ? student.key : student.household);
        row->student = student;
        const StudentId id = store_.save(*row);
        result_.numbers_retired += save_phones(store_, id, student, now_);
        save_consent(id, student);
        return id;
    }

    void save_consent(StudentId id, const Student& student) {
        const auto before = store_.student(id);
        if (student.consent) store_.set_consent(id, *student.consent, now_);
        else store_.revoke_consent(id, now_);
        const auto after = store_.student(id);
        const bool no_calls = before->may_call && !after->may_call, no_texts = before->may_text && !after->may_text;
        if (no_texts)
            for (const ports::StudentPhone& entry : store_.phones_of(id)) store_.suppress_queued(entry.phone, id, "consent", now_);
        if (!no_calls && !no_texts) return;
        store_.add_fact({now_, "consent_revoked", id, {}, id.value, no_calls && no_texts ? "all" : no_calls ? "calls" : "texts"});
        ++result_.consents_revoked;
    }

    void save_student(const Student& student, const Assignment* assignment) {
        const StudentId id = save_person(student);
        ++result_.students;
        const bool matched = assignment != nullptr && tutors_.contains(assignment->tutor) && !assignment->slots.empty();
        ++(matched ? result_.matched : result_.unmatched);
        auto row = store_.enrollment_of(id).value_or(
            ports::EnrollmentRow{.student = id, .cohort = result_.cohort, .created_at = now_});
        if (row.tutor) return note_change(row, matched ? assignment : nullptr);
        if (row.status == "withdrawn") return;
        const bool begins = matched && !runs_;
        row.status = begins ? "active" : "unmatched";
        row.reason = assignment == nullptr || matched ? std::string{} : assignment->reason;
        if (begins) {
            row.tutor = tutors_.at(assignment->tutor);
            row.slots = sorted(assignment->slots);
        }
        row.id = store_.save(row);
        if (matched && runs_) note_change(row, assignment);
        if (!begins) return;
        store_.pair(row.id, row.tutor, "match", now_);
        store_.add_fact({now_, "enrolled", id, row.tutor, row.id.value, {}});
        make_sessions(row, student);
    }

    static std::vector<int> sorted(std::vector<int> slots) {
        std::sort(slots.begin(), slots.end());
        return slots;
    }

    /// In a cohort that runs, who joins, changes or loses a place does so by an event: families and tutors hear of it, no
    /// lesson is lost, and all of it happens or nothing.
    void note_change(const ports::EnrollmentRow& row, const Assignment* place) {
        if (row.status == "withdrawn") return;
        NewPlace now{row.student, {}, {}};
        if (place != nullptr) {
            now.tutor = tutors_.at(place->tutor);
            now.slots = sorted(place->slots);
            if (row.status == "active" && now.tutor == row.tutor && now.slots == row.slots) return;
        } else if (row.status == "waiting" || teaches(row.tutor)) {
            return;  // without a place in the new match: as long as the tutor is there, the pair goes on
        }
        result_.changed.places.push_back(std::move(now));
    }

    bool teaches(TutorId id) const {
        return std::any_of(tutors_.begin(), tutors_.end(), [&](const auto& tutor) { return tutor.second == id; });
    }

    /// Short numbers of a tutor's week: the same child keeps the same number from week to week.
    int next_number(TutorId tutor, int count) {
        int& last = numbers_[tutor.value];
        const int first = last + 1;
        last += count;
        return first;
    }

    void make_sessions(const ports::EnrollmentRow& row, const Student& student) {
        const DepartmentCalendar& calendar = calendars_.department(student.department);
        const base::Zone zone = calendars_.zone(student.zone);
        const auto times = session_times(calendar, row.slots, calendars_.programme_zone(), zone);
        const int per_week = static_cast<int>(row.slots.size());
        const int first_number = next_number(row.tutor, per_week);
        if (program_.onboarding) {
            const auto at = onboarding_time(calendar, row.slots, calendars_.programme_zone(), zone);
            const base::Instant ends = times.empty() ? base::Instant::max() : times.front().starts - closes_before_next;
            if (at && *at > now_) add(row, SessionKind::onboarding, 0, 0, first_number, *at, std::min(*at + open_for, ends));
        }
        for (std::size_t i = 0; i < times.size(); ++i) {
            const SessionTime& time = times[i];
            const int number = first_number + (time.number - 1) % per_week;
            add(row, SessionKind::lesson, time.number, time.week, number, time.starts, lesson_closes(times, i));
        }
    }

    /// The half hour itself, or the next one the tutor has free: with families in zones whose offsets change on different
    /// days, two wall times that never met may meet.
    base::Instant free_from(TutorId tutor, base::Instant at) const {
        const auto is_taken = [&](base::Instant time) {
            const auto near = taken_.lower_bound({tutor.value, time - base::Minutes{29}});
            return near != taken_.end() && near->first == tutor.value && near->second < time + half_hour;
        };
        while (is_taken(at)) at += half_hour;
        return at;
    }

    void add(const ports::EnrollmentRow& row, SessionKind kind, int number, int week, int tutor_number, base::Instant at,
             base::Instant closes) {
        Session session;
        session.enrollment = row.id;
        session.student = row.student;
        session.tutor = row.tutor;
        session.kind = kind;
        session.number = number;
        session.week = week;
        session.tutor_number = tutor_number;
        session.planned_at = free_from(row.tutor, at);
        session.booked_at = session.next_at = session.planned_at;
        session.closes_at = closes;
        taken_.insert({row.tutor.value, session.planned_at});
        session.id = store_.save(session);
        store_.add_timer({session.planned_at, ports::TimerKind::session, session.id.value});
        ++result_.sessions_made;
    }

    ports::Store& store_;
    const Program& program_;
    Calendars calendars_;
    base::Instant now_;
    bool runs_ = false;  ///< the cohort was enrolled before
    Enrolled result_;
    std::map<std::string, TutorId, std::less<>> tutors_;
    std::set<std::string, std::less<>> of_families_;  ///< numbers
    std::set<std::string, std::less<>> stopped_;      ///< keys of tutors who wanted no texts
    std::map<std::int64_t, int> numbers_;
    std::set<std::pair<std::int64_t, base::Instant>> taken_;
};

}  // namespace

base::Instant lesson_closes(std::span<const SessionTime> times, std::size_t lesson) {
    const base::Instant closes = times[lesson].starts + open_for;
    return lesson + 1 < times.size() ? std::min(closes, times[lesson + 1].starts - closes_before_next) : closes;
}

Enrolled enroll(ports::Store& store, const Program& program, const Roster& roster, std::span<const Assignment> assignments,
                base::Instant now) {
    ports::Transaction transaction(store);
    const Enrolled result = Enrolling(store, program, now).run(roster, assignments);
    transaction.commit();
    return result;
}

std::string match_prices_key(std::string_view cohort) { return "match_prices:" + std::string{cohort}; }

void finish_import(ports::Store& store, const Program& program, const ports::MatchRow& match, std::string_view prices) {
    ports::Transaction transaction(store);
    auto row = store.cohort(program.key);
    row->content_hash = program.content_hash;
    store.save(*row);
    store.add_match(match);
    store.set_meta(match_prices_key(program.key), prices);
    transaction.commit();
}

}  // namespace tutorline::engine
