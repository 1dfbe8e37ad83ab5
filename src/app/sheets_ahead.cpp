#include "app/sheets_ahead.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/service/cohort_check.hpp"
#include "program/diagnostics.hpp"
#include "reports/moment.hpp"
#include "store/store.hpp"

namespace tutorline::app {
namespace {

using ports::Row;
using program::PersonChange;
using Kind = PersonChange::Kind;
using Values = std::vector<ports::Value>;

constexpr std::size_t digits_shown = 3;

struct StudentThen {
    std::string key, name, status, reason, tutor;
    bool may_call = false, may_text = false, stopped = false;
    std::int64_t open = 0;            ///< lessons
    std::vector<std::string> phones;  ///< that are used, in order
};

struct TutorThen {
    std::string key, name, phone;
    bool active = false;
    std::int64_t students = 0;
};

struct People {
    std::map<std::int64_t, StudentThen> students;  ///< by id
    std::map<std::int64_t, TutorThen> tutors;
    std::int64_t last_message = 0;
    std::int64_t last_fact = 0;
};

People people_of(ports::Reader& reader, const std::string& cohort) {
    People people;
    const Values key{cohort};
    reader.query(
        "SELECT s.id, s.key, s.first_name, coalesce(e.status, ''), coalesce(e.reason, ''), coalesce(e.tutor, 0), s.may_call, s.may_text, "
        "s.texts_stopped_at IS NOT NULL, (SELECT count(*) FROM session o WHERE o.student = s.id AND o.outcome IS NULL) "
        "FROM cohort c JOIN student s ON s.cohort = c.id LEFT JOIN enrollment e ON e.student = s.id WHERE c.key = ?1",
        key, [&](const Row& row) {
            people.students[row.integer(0)] = {std::string{row.text(1)}, std::string{row.text(2)}, std::string{row.text(3)}, std::string{row.text(4)},
                                               std::to_string(row.integer(5)), row.integer(6) != 0, row.integer(7) != 0, row.integer(8) != 0, row.integer(9), {}};
        });
    reader.query(
        "SELECT s.id, p.e164 FROM cohort c JOIN student s ON s.cohort = c.id JOIN student_phone sp ON sp.student = s.id JOIN phone p ON p.id = sp.phone "
        "WHERE c.key = ?1 AND sp.blocked = '' ORDER BY s.id, sp.position",
        key, [&](const Row& row) { people.students[row.integer(0)].phones.emplace_back(row.text(1)); });
    reader.query(
        "SELECT t.id, t.key, t.name, p.e164, t.active, (SELECT count(*) FROM enrollment e WHERE e.tutor = t.id AND e.status = 'active') "
        "FROM cohort c JOIN tutor t ON t.cohort = c.id JOIN phone p ON p.id = t.phone WHERE c.key = ?1",
        key, [&](const Row& row) {
            people.tutors[row.integer(0)] = {std::string{row.text(1)}, std::string{row.text(2)}, std::string{row.text(3)}, row.integer(4) != 0, row.integer(5)};
        });
    reader.query("SELECT coalesce(max(id), 0) FROM message", {}, [&](const Row& row) { people.last_message = row.integer(0); });
    reader.query("SELECT coalesce(max(id), 0) FROM fact", {}, [&](const Row& row) { people.last_fact = row.integer(0); });
    return people;
}

bool contains(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

std::string last_digits(const std::string& e164) { return e164.substr(e164.size() - std::min(e164.size(), digits_shown)); }

class Differences {
  public:
    Differences(const People& before, const People& after, const CoordinatorFiles& files, ports::Reader& reader) : before_(before), after_(after) {
        for (const domain::Student& student : files.roster.students) in_sheet_.insert(student.key);
        const Values first{before.last_message};
        reader.query("SELECT DISTINCT tutor FROM message WHERE id > ?1 AND key IN ('tutors.student_gone', 'tutors.students_gone')", first,
                     [&](const Row& row) { told_.insert(std::to_string(row.integer(0))); });
        const Values done{before.last_fact};
        reader.query("SELECT student FROM fact WHERE id > ?1 AND kind = 'calls_stop_kept'", done, [&](const Row& row) { no_calls_.insert(row.integer(0)); });
        reader.query("SELECT tutor FROM fact WHERE id > ?1 AND kind = 'texts_stop_kept' AND tutor IS NOT NULL", done,
                     [&](const Row& row) { tutors_stopped_.insert(row.integer(0)); });
    }

    std::vector<PersonChange> run() {
        for (const auto& [id, now] : after_.students) {
            const auto then = before_.students.find(id);
            if (then == before_.students.end()) joined(now);
            else changed(then->second, now);
            if (no_calls_.contains(id)) add(Kind::calls_stop_kept, now);
        }
        for (const auto& [id, now] : after_.tutors) {
            const auto then = before_.tutors.find(id);
            if (then == before_.tutors.end()) add(Kind::tutor_new, now);
            else changed(then->second, now);
            if (tutors_stopped_.contains(id)) add(Kind::tutor_stop_kept, now);
        }
        return std::move(changes_);
    }

  private:
    template <class Person>
    PersonChange& add(Kind kind, const Person& person) {
        return changes_.emplace_back(PersonChange{kind, person.key, person.name});
    }

    void joined(const StudentThen& now) {
        if (now.status == "unmatched" || now.status == "waiting") add(Kind::student_waits, now);
    }

    void changed(const StudentThen& then, const StudentThen& now) {
        const bool gone = now.status == "withdrawn";
        if (gone && then.status != "withdrawn") return left(then, now);
        if (gone && now.reason == "sheet" && in_sheet_.contains(now.key)) add(Kind::student_back, now);
        if (gone) return;
        numbers(then, now);
        if (now.stopped && !then.stopped) add(Kind::texts_stop_kept, now);
        consent(Kind::consent_gone, now, then.may_call && !now.may_call, then.may_text && !now.may_text);
        consent(Kind::consent_new, now, !then.may_call && now.may_call, !then.may_text && now.may_text);
    }

    void left(const StudentThen& then, const StudentThen& now) {
        PersonChange& change = add(Kind::student_left, now);
        change.count = static_cast<int>(then.open - now.open);
        const auto tutor = before_.tutors.find(std::stoll(then.tutor));
        if (then.status == "active" && told_.contains(then.tutor) && tutor != before_.tutors.end())
            change.other = program::quotable(tutor->second.name) + " (" + program::quotable(tutor->second.key) + ")";
    }

    void numbers(const StudentThen& then, const StudentThen& now) {
        for (const std::string& phone : then.phones)
            if (!contains(now.phones, phone)) number_gone(now, phone);
        for (const std::string& phone : now.phones)
            if (!contains(then.phones, phone)) add(Kind::number_new, now).detail = last_digits(phone);
        if (then.phones != now.phones && std::is_permutation(then.phones.begin(), then.phones.end(), now.phones.begin(), now.phones.end()))
            add(Kind::numbers_order, now);
    }

    void number_gone(const StudentThen& student, const std::string& phone) {
        PersonChange& change = add(Kind::number_gone, student);
        change.detail = last_digits(phone);
        change.count = static_cast<int>(std::count_if(after_.students.begin(), after_.students.end(), [&](const auto& each) { return contains(each.second.phones, phone); }));
    }

    void consent(Kind kind, const StudentThen& now, bool calls, bool texts) {
        if (calls || texts) add(kind, now).detail = calls && texts ? "all" : calls ? "calls" : "texts";
    }

    void changed(const TutorThen& then, const TutorThen& now) {
        if (then.active && !now.active) add(Kind::tutor_left, now).count = static_cast<int>(then.students);
        if (!then.active && now.active) add(Kind::tutor_back, now);
        if (now.active && then.phone != now.phone) add(Kind::tutor_number, now).detail = last_digits(now.phone);
    }

    const People& before_;
    const People& after_;
    std::set<std::string, std::less<>> in_sheet_;
    std::set<std::string> told_;  ///< ids of tutors who hear that somebody left
    std::set<std::int64_t> no_calls_, tutors_stopped_;  ///< ids of those whose stop goes on at a new number
    std::vector<PersonChange> changes_;
};

}  // namespace

base::Result<SheetsAhead> sheets_ahead(const std::string& database, const CoordinatorFiles& files, const std::filesystem::path& file,
                                       const domain::Catalog& catalog, base::Instant now, const std::function<void(const domain::matching::Progress&)>& progress) {
    auto copy = store::open_copy(database);
    if (!copy) return copy.error();
    auto reader = store::open_reader({}, **copy);
    if (!reader) return reader.error();
    const base::Instant then = std::max(now, reports::last_fact(**reader));
    auto taken = check_cohort(**reader, files, file, then);
    if (!taken) return taken.error();
    SheetsAhead ahead;
    ahead.known = knows_sheets(**copy, files);
    if (ahead.known) return ahead;
    ahead.settings = std::move(*taken);
    const People before = people_of(**reader, files.program.key);
    SheetsApplied applied = apply_sheets(**copy, **reader, files, catalog, then, progress);
    if (!applied.whole) return base::Error{base::Error::Policy::permanent, "places_not_changed", "the places could not be changed"};
    const People after = people_of(**reader, files.program.key);
    ahead.people = Differences{before, after, files, **reader}.run();
    (*reader)->query("SELECT s.key FROM task t JOIN student s ON s.id = t.student JOIN cohort c ON c.id = s.cohort "
                     "WHERE c.key = ?1 AND t.kind = 'tell_family' AND t.closed_at IS NULL", Values{files.program.key},
                     [&](const Row& row) { ahead.untold.emplace(row.text(0)); });
    ahead.roster = std::move(applied.roster);
    ahead.match = std::move(applied.match);
    return ahead;
}

}  // namespace tutorline::app
