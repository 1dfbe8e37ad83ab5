#include "program/people_warnings.hpp"

#include <algorithm>
#include <map>

#include "domain/matching/instance.hpp"
#include "domain/roster/match_roster.hpp"
#include "domain/roster/tutor_load.hpp"
#include "program/number.hpp"

namespace tutorline::program {
namespace {

using domain::Roster;
using domain::SourcePlace;
using domain::Student;
using domain::Tutor;
namespace matching = domain::matching;

struct People {
    const ProgramFile& file;
    const Roster& roster;
    const std::string& students_file;
    const std::string& tutors_file;
    Diagnostics& diagnostics;

    const domain::Program& program() const { return file.program; }
    void at_student(const Student& student, const char* id, domain::Arguments arguments = {}) const {
        diagnostics.warning({students_file, student.line, 1}, id, std::move(arguments));
    }
    void at_tutor(const Tutor& tutor, const char* id, domain::Arguments arguments = {}) const {
        arguments.emplace_back("tutor", quotable(tutor.key));
        diagnostics.warning({tutors_file, tutor.line, 1}, id, std::move(arguments));
    }
};

bool may_be_called(const Student& student) { return student.consent && student.consent->calls; }

bool share(const std::vector<int>& some, const std::vector<int>& others) {
    return std::ranges::any_of(some, [&](int slot) { return std::ranges::binary_search(others, slot); });
}

/// Siblings share a call: one department's pauses, one language of texts, hours in common.
void warn_siblings(const People& people) {
    std::map<std::string, const Student*> first_of;
    std::map<const Student*, std::vector<int>> hours;
    const auto hours_of = [&](const Student& student) -> const std::vector<int>& {
        const auto [place, fresh] = hours.try_emplace(&student);
        if (fresh) {
            place->second = domain::slots_of(student, people.program());
            std::ranges::sort(place->second);
        }
        return place->second;
    };
    for (const Student& student : people.roster.students) {
        const auto [place, fresh] = first_of.emplace(student.household, &student);
        if (fresh) continue;
        const Student& sibling = *place->second;
        const domain::Arguments row{{"row", number(sibling.line)}};
        if (student.department != sibling.department) people.at_student(student, "warn.siblings_departments", row);
        if (student.text_language != sibling.text_language) people.at_student(student, "warn.siblings_languages", row);
        if (!may_be_called(student) || !may_be_called(sibling)) continue;
        const auto &own = hours_of(student), &other = hours_of(sibling);
        if (!own.empty() && !other.empty() && !share(own, other)) people.at_student(student, "warn.siblings_hours", row);
    }
}

/// Texts alone teach nobody, and a family without texts gets neither reminder nor practice (B33).
void warn_half_consents(const People& people) {
    const Student* texts_only = nullptr;
    const Student* calls_only = nullptr;
    long no_calls = 0, no_texts = 0;
    for (const Student& student : people.roster.students) {
        if (!student.consent || student.consent->calls == student.consent->texts) continue;
        const Student*& first = student.consent->calls ? calls_only : texts_only;
        if (first == nullptr) first = &student;
        ++(student.consent->calls ? no_texts : no_calls);
    }
    if (texts_only != nullptr) people.at_student(*texts_only, "warn.texts_only", {{"students", number(no_calls)}});
    if (calls_only != nullptr) people.at_student(*calls_only, "warn.calls_only", {{"students", number(no_texts)}});
}

/// What keeps a tutor from every student: the first thing of which nobody is left.
std::string why_nobody(const matching::Tutor& tutor, const std::vector<matching::Student>& students) {
    bool language = false, level = false, gender = false;
    for (const matching::Student& student : students) {
        const matching::PairTerms terms = matching::pair_terms(student, tutor);
        if (terms.language_position < 0) continue;
        language = true;
        if (terms.level_far) continue;
        level = true;
        if (terms.gender_refused) continue;
        gender = true;
        const auto free = [&](const matching::SlotWish& wish) { return std::ranges::binary_search(tutor.slots, wish.slot); };
        if (std::ranges::any_of(student.slots, free)) return {};
    }
    return !language ? "language" : !level ? "level" : !gender ? "gender" : "hours";
}

void warn_idle_tutors(const People& people, const matching::Problem& problem) {
    long places = 0;
    std::vector<long> by_tutor;
    for (std::size_t n = 0; n < problem.tutors.size(); ++n) {
        matching::Tutor tutor = problem.tutors[n];
        if (tutor.slots.empty() || tutor.students_max == 0) continue;  // told already
        std::ranges::sort(tutor.slots);
        if (const std::string why = why_nobody(tutor, problem.students); !why.empty()) {
            people.at_tutor(people.roster.tutors[n], "warn.tutor_idle", {{"@why", "warn.idle." + why}});
            continue;
        }
        by_tutor.push_back(tutor.students_max);
        places += tutor.students_max;
    }
    const auto students = static_cast<long>(problem.students.size());
    if (students == 0 || places < 2 * students) return;
    std::ranges::sort(by_tutor, std::greater<>{});
    long needed = 0;
    for (long placed = 0; needed < std::ssize(by_tutor) && placed < students; ++needed) placed += by_tutor[static_cast<std::size_t>(needed)];
    if (const long idle = std::ssize(by_tutor) - needed; idle > 0)
        people.diagnostics.warning(people.file.place("rosters.tutors"), "warn.tutors_many",
                                   {{"places", number(places)}, {"students", number(students)}, {"needed", number(needed)}, {"idle", number(idle)}});
}

/// One in two or fewer can have a place: that is no matter of a tutor more or less.
void warn_far_too_few(const People& people, const matching::Problem& problem) {
    long places = 0;
    for (const matching::Tutor& tutor : problem.tutors) places += tutor.students_max;
    const auto students = static_cast<long>(problem.students.size());
    if (students > 2 * places && !problem.tutors.empty())
        people.diagnostics.warning(people.file.place("rosters.students"), "warn.students_many", {{"students", number(students)}, {"places", number(places)}});
}

/// What many children learn next and nobody teaches; a wish on the tutor's gender that nobody meets.
void warn_nobody_teaches(const People& people, const matching::Problem& problem) {
    static constexpr const char* words[] = {"level.addition", "level.subtraction", "level.multiplication", "level.division", "explain.past_division"};
    std::map<int, long> learn;
    std::map<matching::Gender, long> wishes;
    for (const matching::Student& student : problem.students) {
        ++learn[student.level];
        ++wishes[student.tutor_gender];
    }
    for (const auto& [operation, students] : learn) {
        const int wanted = operation;
        const auto teaches = [&](const matching::Tutor& tutor) { return std::ranges::any_of(tutor.levels, [&](int level) { return std::abs(level - wanted) <= 1; }); };
        if (wanted < 2 || wanted > 6 || problem.tutors.empty() || std::ranges::any_of(problem.tutors, teaches)) continue;
        people.diagnostics.warning(people.file.place("rosters.tutors"), "warn.level_nobody", {{"@level", words[wanted - 2]}, {"students", number(students)}});
    }
    for (const auto& [wish, families] : wishes) {
        const matching::Gender gender = wish;
        if (gender == matching::Gender::any || problem.tutors.empty()) continue;
        if (std::ranges::any_of(problem.tutors, [&](const matching::Tutor& tutor) { return tutor.gender == gender; })) continue;
        people.diagnostics.warning(people.file.place("rosters.tutors"), "warn.gender_nobody",
                                   {{"@gender", gender == matching::Gender::female ? "explain.a_woman" : "explain.a_man"}, {"students", number(families)}});
    }
}

void warn_tutors(const People& people) {
    constexpr int students_usual_max = 30;  // measured programmes: 10 to 25 a tutor
    for (const Tutor& tutor : people.roster.tutors) {
        const int students = domain::tutor_load(tutor, people.program()).students_max;
        if (students > students_usual_max) people.at_tutor(tutor, "warn.tutor_load", {{"students", number(students)}});
        for (const domain::StaffMember& facilitator : people.program().facilitators)
            if (!tutor.phone.empty() && tutor.phone == facilitator.phone) people.at_tutor(tutor, "warn.tutor_is_facilitator");
    }
}

}  // namespace

void warn_about_people(const ProgramFile& file, const Roster& roster, const std::string& students_file, const std::string& tutors_file, Diagnostics& diagnostics) {
    const People people{file, roster, students_file, tutors_file, diagnostics};
    const matching::Problem problem = domain::match_problem(file.program, roster).problem;
    warn_siblings(people);
    warn_half_consents(people);
    warn_idle_tutors(people, problem);
    warn_far_too_few(people, problem);
    warn_nobody_teaches(people, problem);
    warn_tutors(people);
}

}  // namespace tutorline::program
