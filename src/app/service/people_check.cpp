#include "app/service/people_check.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "app/command_help.hpp"
#include "app/help_layout.hpp"
#include "app/places_now.hpp"
#include "app/reader_language.hpp"
#include "domain/command/folded_text.hpp"

namespace tutorline::app {
namespace {

using ports::Row;
using ports::Value;

constexpr std::size_t told_max = 10;
constexpr int few = 5;         ///< so many may always leave at once
constexpr int one_of_each = 5;  ///< else one of five

/// Somebody as the database has him.
struct Known {
    std::string name;                 ///< folded
    std::vector<std::string> phones;  ///< those the sheet named last, in order
    bool withdrawn = false;  ///< a tutor: teaches no more
    bool gone_before = false;  ///< withdrawn because an earlier sheet did not name him: may come back under a new key
};
using People = std::map<std::string, Known, std::less<>>;

std::vector<std::string> phones_of(const domain::Student& student) {
    std::vector<std::string> phones;
    for (const auto& phone : student.phones) phones.push_back(phone.e164());
    return phones;
}

/// The second number may be a neighbour's, whom several families name: the first is the household's own.
bool first_differs(const std::vector<std::string>& a, const std::vector<std::string>& b) { return a.empty() || b.empty() || a.front() != b.front(); }

class PeopleCheck {
  public:
    PeopleCheck(ports::Reader& reader, const CoordinatorFiles& files)
        : reader_(reader), files_(files), key_{files.program.key}, words_(programme_language(files.program.language)) {}

    std::optional<base::Error> run() {
        if (!newer_sheets()) return std::nullopt;
        read_students();
        check_students();
        check_swapped();
        check_tutors();
        if (lines_.empty()) check_gone();
        if (lines_.empty()) return std::nullopt;
        std::string message;
        for (std::size_t i = 0; i < std::min(lines_.size(), told_max); ++i) message += (i == 0 ? "" : "\n") + lines_[i];
        if (lines_.size() > told_max) message += "\n" + words_.say("errors.people_more", {{"count", std::to_string(lines_.size() - told_max)}});
        return base::Error{base::Error::Policy::permanent, "people_changed", message};
    }

  private:
    bool newer_sheets() {
        bool newer = false;
        reader_.query("SELECT content_hash FROM cohort WHERE key = ?1", key_, [&](const Row& row) { newer = row.text(0) != files_.program.content_hash; });
        return newer;
    }

    void read_students() {
        reader_.query(
            "SELECT s.key, s.first_name, coalesce(e.status, ''), coalesce(e.reason, '') FROM cohort c JOIN student s ON s.cohort = c.id "
            "LEFT JOIN enrollment e ON e.student = s.id WHERE c.key = ?1",
            key_, [&](const Row& row) {
                const bool withdrawn = row.text(2) == "withdrawn";
                students_[std::string{row.text(0)}] = {domain::folded_words(row.text(1)), {}, withdrawn, withdrawn && row.text(3) == "sheet"};
            });
        reader_.query(
            "SELECT s.key, p.e164 FROM cohort c JOIN student s ON s.cohort = c.id JOIN student_phone sp ON sp.student = s.id JOIN phone p ON p.id = sp.phone "
            "WHERE c.key = ?1 AND sp.blocked <> 'withdrawn' ORDER BY s.id, sp.position, p.id",
            key_, [&](const Row& row) { students_[std::string{row.text(0)}].phones.emplace_back(row.text(1)); });
    }

    void check_students() {
        for (const domain::Student& student : files_.roster.students) names_[student.key] = domain::folded_words(student.first_name);
        std::map<std::pair<std::string, std::string>, std::string> by_person;  // first name and a phone: key
        for (const auto& [key, known] : students_) {
            const auto row = names_.find(key);
            const bool moved = row == names_.end() || row->second != known.name;
            if (moved && !known.gone_before)
                for (const std::string& phone : known.phones) by_person.try_emplace({known.name, phone}, key);
        }
        for (const domain::Student& student : files_.roster.students) {
            const std::string& name = names_[student.key];
            const auto phones = phones_of(student);
            const auto known = students_.find(student.key);
            const bool other_name = known == students_.end() || known->second.name != name;
            auto person = by_person.end();
            for (std::size_t i = 0; other_name && i < phones.size() && person == by_person.end(); ++i) person = by_person.find({name, phones[i]});
            if (person != by_person.end() && person->second != student.key) tell("errors.person_renamed", files_.students_file, student.line, student.key, person->second);
            else if (other_name && known != students_.end() && first_differs(known->second.phones, phones)) tell("errors.person_other", files_.students_file, student.line, student.key);
        }
    }

    /// Two children of one first name, or more, whose keys were passed around: only the numbers tell them apart.
    void check_swapped() {
        using Person = std::pair<std::string, std::string>;  // first name and first phone
        std::map<Person, std::string> key_before;
        std::map<std::string, Person, std::less<>> now;
        for (const auto& [key, known] : students_)
            if (!known.gone_before && !known.phones.empty()) key_before.try_emplace({known.name, known.phones.front()}, key);
        for (const domain::Student& student : files_.roster.students)
            if (!student.phones.empty()) now.try_emplace(student.key, names_[student.key], student.phones.front().e164());
        const auto whose = [&](const std::string& key) {
            const auto row = now.find(key);
            const auto before = row == now.end() ? key_before.end() : key_before.find(row->second);
            return before == key_before.end() ? std::string{} : before->second;
        };
        for (const domain::Student& student : files_.roster.students) {
            const auto known = students_.find(student.key);
            if (known == students_.end() || known->second.name != names_[student.key]) continue;
            const std::string person = whose(student.key);
            std::string at = person;
            for (std::size_t steps = 0; !at.empty() && at != student.key && steps < now.size(); ++steps) at = whose(at);
            if (at == student.key && person != student.key) tell("errors.person_renamed", files_.students_file, student.line, student.key, person);
        }
    }

    void check_tutors() {
        reader_.query("SELECT t.key, t.name, p.e164, t.active FROM cohort c JOIN tutor t ON t.cohort = c.id JOIN phone p ON p.id = t.phone WHERE c.key = ?1", key_,
                      [&](const Row& row) { tutors_[std::string{row.text(0)}] = {domain::folded_words(row.text(1)), {std::string{row.text(2)}}, row.integer(3) == 0}; });
        for (const domain::Tutor& tutor : files_.roster.tutors) tutor_keys_.insert(tutor.key);
        for (const domain::Tutor& tutor : files_.roster.tutors) check(tutor);
    }

    void check(const domain::Tutor& tutor) {
        const Known now{domain::folded_words(tutor.name), {tutor.phone.e164()}};
        const auto known = tutors_.find(tutor.key);
        const auto same_as = [&](const Known& other) { return other.name == now.name && other.phones == now.phones; };
        if (known == tutors_.end()) {
            const auto person = std::find_if(tutors_.begin(), tutors_.end(), [&](const auto& each) { return same_as(each.second) && !tutor_keys_.contains(each.first); });
            if (person != tutors_.end()) tell("errors.tutor_renamed", files_.tutors_file, tutor.line, tutor.key, person->first);
        } else if (known->second.name != now.name && known->second.phones != now.phones) {
            tell("errors.tutor_other", files_.tutors_file, tutor.line, tutor.key);
        }
    }

    void check_gone() {
        check_gone(students_, [&](const std::string& key) { return names_.contains(key); }, "errors.people_gone", files_.students_file);
        check_gone(tutors_, [&](const std::string& key) { return tutor_keys_.contains(key); }, "errors.tutors_gone", files_.tutors_file);
        if (lines_.empty()) check_lost_tutors();
    }

    /// One tutor may always leave; of several whose rows are gone at once the children are counted, not the tutors.
    void check_lost_tutors() {
        std::set<std::string> gone;
        int placed = 0, lost = 0, last_line = 0;
        for (const auto& place : places_now(reader_, files_.program.key).places) {
            ++placed;
            if (tutor_keys_.contains(place.tutor) || !names_.contains(place.student)) continue;
            ++lost;
            gone.insert(place.tutor);
        }
        if (gone.size() <= 1 || lost <= few || lost * one_of_each <= placed) return;
        for (const domain::Tutor& tutor : files_.roster.tutors) last_line = std::max(last_line, tutor.line);
        const std::string place = printable(files_.tutors_file + ":" + std::to_string(last_line));
        lines_.push_back(words_.say("errors.tutors_lost", {{"file", place}, {"gone", std::to_string(gone.size())}, {"lost", std::to_string(lost)},
                                                           {"count", std::to_string(placed)}, {"most", std::to_string(std::max(few, placed / one_of_each))}}));
    }

    template <class InSheet>
    void check_gone(const People& people, InSheet in_sheet, const std::string& id, const std::string& file) {
        int in = 0, gone = 0;
        for (const auto& [key, known] : people) {
            if (known.withdrawn) continue;
            ++in;
            if (!in_sheet(key)) ++gone;
        }
        if (gone <= few || gone * one_of_each <= in) return;
        const int most = std::max(few, in / one_of_each);
        lines_.push_back(words_.say(id, {{"file", printable(file)}, {"gone", std::to_string(gone)}, {"count", std::to_string(in)}, {"most", std::to_string(most)}}));
    }

    void tell(const std::string& id, const std::string& file, int line, const std::string& key, const std::string& old = {}) {
        const std::string place = printable(file + ":" + std::to_string(line));
        lines_.push_back(words_.say(id, {{"file", place}, {"key", printable(key)}, {"old", printable(old)}}));
    }

    ports::Reader& reader_;
    const CoordinatorFiles& files_;
    const std::vector<Value> key_;
    CommandHelp words_;
    People students_, tutors_;
    std::set<std::string, std::less<>> tutor_keys_;          ///< of the sheet
    std::map<std::string, std::string, std::less<>> names_;  ///< of the sheet, by key, folded
    std::vector<std::string> lines_;
};

}  // namespace

std::optional<base::Error> check_people(ports::Reader& reader, const CoordinatorFiles& files) { return PeopleCheck{reader, files}.run(); }

}  // namespace tutorline::app
