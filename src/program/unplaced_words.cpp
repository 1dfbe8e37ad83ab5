// The sentences on who has no place (summary.hpp): why, and what would help.
#include <iterator>
#include <map>

#include "domain/calendar/session_times.hpp"
#include "domain/roster/seats.hpp"
#include "domain/roster/tutor_load.hpp"
#include "program/number.hpp"
#include "program/summary.hpp"
#include "program/weekly_hours.hpp"

namespace tutorline::program {
namespace {

namespace matching = domain::matching;
using domain::Unplaced;

constexpr const char* reason_ids[] = {"no_consent", "no_windows", "outside_hours", "few_days", "sibling_hours", "sibling_days", "no_need", "no_language",
                                      "no_level", "no_gender", "no_common_slot", "common_days", "sibling_wishes", "sibling_tutors", "household", "taken", "full"};
static_assert(std::size(reason_ids) == Unplaced::reasons);

std::string person(const std::string& name, const std::string& key) { return quotable(name) + " (" + quotable(key) + ")"; }

/// Tells one student's change, in the programme's and the family's words.
class ChangeTeller {
  public:
    ChangeTeller(const Unplaced& unplaced, const MatchedProgram& matched, const Words& words)
        : unplaced_(unplaced), matched_(matched), program_(matched.checked.program), roster_(matched.checked.roster),
          family_(roster_.students[static_cast<std::size_t>(unplaced.student)]), words_(words) {}

    std::string sibling() const {
        if (unplaced_.sibling < 0) return {};
        const domain::Student& sibling = roster_.students[static_cast<std::size_t>(unplaced_.sibling)];
        return person(sibling.first_name, sibling.key);
    }

    std::string hours_for_family(const char* id, const char* id_with_example) const {
        if (!unplaced_.change || unplaced_.change->kind != matching::Change::Kind::student_hour) return words_(id);
        return words_(id_with_example, arguments(*unplaced_.change));
    }

    std::string change() const {
        const matching::Change& change = *unplaced_.change;
        const bool of_siblings = change.kind == matching::Change::Kind::student_hour && siblings(change.student);
        static constexpr const char* ids[] = {"tutor_hour", "student_hour", "tutor_place", "any_gender"};
        std::string text = words_(std::string("change.") + ids[static_cast<int>(change.kind)] + (of_siblings ? "_of" : ""), arguments(change));
        if (change.kind == matching::Change::Kind::tutor_place) text += place_needs(change, matched_, words_, spans(change.slots));
        text += hours_of_family(change);
        return unplaced_.rivals == 0 ? text : text + words_("change.rivals", {{"rivals", number(unplaced_.rivals)}});
    }

    /// The tutor more, and which hours of the family have to come with it.
    /// `of_explain`: there, how many tutors are enough was sought, and not found.
    std::string newcomer(bool of_explain) const {
        const matching::Change& change = *unplaced_.newcomer;
        const matching::Tutor& tutor = *change.newcomer;
        std::vector<std::string> languages, levels;
        for (const std::string& tag : tutor.languages) languages.push_back(words_("language." + tag));
        for (const int level : tutor.levels) levels.push_back(operation_words(level, words_));
        const char* const who = tutor.gender == matching::Gender::female ? "explain.a_woman" : tutor.gender == matching::Gender::male ? "explain.a_man" : "explain.a_tutor";
        std::string text = words_("explain.change.new_tutor", {{"@who", who}, {"languages", joined(languages)}, {"levels", joined(levels)}, {"hours", spans(change.slots)}});
        text += hours_of_family(change);
        const long seats = domain::places_in(static_cast<int>(change.slots.size()), program_);
        if (unplaced_.rivals + tutor.students_max > seats) text += words_(of_explain ? "change.rivals_first" : "change.rivals_newcomer", {{"rivals", number(unplaced_.rivals)}, {"key", quotable(family_.key)}});
        return text;
    }

  private:
    const domain::Student& student(int index) const { return roster_.students[static_cast<std::size_t>(matched_.match.students[static_cast<std::size_t>(index)])]; }
    std::string student_label(int index) const { return person(student(index).first_name, student(index).key); }

    std::string hours_of_family(const matching::Change& change) const {
        std::map<int, std::vector<int>> asked;
        for (const auto& [student, slot] : change.family_hours) asked[student].push_back(slot);
        std::string text;
        for (const auto& [student, slots] : asked)
            text += words_(siblings(student) ? "change.with_hour_of" : "change.with_hour", {{"student", student_label(student)}, {"slot", spans(slots)}});
        return text;
    }

    bool siblings(int index) const { return domain::household_members(matched_.match.problem, index).size() > 1; }

    std::string joined(const std::vector<std::string>& parts) const {
        std::string text;
        for (std::size_t n = 0; n < parts.size(); ++n) text += (n == 0 ? "" : n + 1 == parts.size() ? " " + words_("explain.and") + " " : ", ") + parts[n];
        return text;
    }

    std::string spans(const std::vector<int>& slots) const {
        std::vector<domain::WeeklyWindow> windows;
        for (const int slot : on_family_clock(slots, family_, program_))
            windows.push_back({domain::slot_weekday(slot), domain::slot_minute(slot), domain::slot_minute(slot) + domain::slot_minutes});
        return format_weekly_hours(domain::merged(windows), words_.language());
    }

    domain::Arguments arguments(const matching::Change& change) const {
        domain::Arguments all{{"student", student_label(change.student)}};
        if (change.tutor >= 0) {
            const domain::Tutor& tutor = roster_.tutors[static_cast<std::size_t>(change.tutor)];
            const int places = change.students_max - matched_.match.problem.tutors[static_cast<std::size_t>(change.tutor)].students_max;
            all.emplace_back("tutor", person(tutor.name, tutor.key));
            all.emplace_back("places", number(places));
        }
        std::vector<std::string> slots;
        for (const int slot : on_family_clock(change.slots, family_, program_)) slots.push_back(slot_words(slot, words_));
        all.emplace_back("slot", joined(slots));
        return all;
    }

    const Unplaced& unplaced_;
    const MatchedProgram& matched_;
    const domain::Program& program_;
    const domain::Roster& roster_;
    const domain::Student& family_;
    const Words& words_;
};

}  // namespace

std::vector<int> on_family_clock(std::vector<int> slots, const domain::Student& student, const domain::Program& program) {
    const auto programme = base::Zone::find(program.zone);
    const auto family = base::Zone::find(student.zone.empty() ? program.zone : student.zone);
    if (!programme || !family) return slots;
    for (int& slot : slots) {
        const auto wall = domain::wall_slot(slot, programme.value(), family.value(), program.starts_on);
        slot = domain::slot_at(wall.weekday, wall.minute);
    }
    return slots;
}

std::string place_needs(const matching::Change& change, const MatchedProgram& matched, const Words& words, const std::string& hours) {
    const auto& [program, roster] = matched.checked;
    const int by_minutes = domain::tutor_load(roster.tutors[static_cast<std::size_t>(change.tutor)], program).by_minutes;
    std::string text;
    if (by_minutes < change.students_max) text += words("change.place_minutes", {{"minutes", number(long{change.students_max - by_minutes} * domain::student_week_minutes(program))}});
    if (!change.slots.empty()) text += words("change.place_hours", {{"hours", hours}});
    return text;
}

std::string operation_words(int operation, const Words& words) {
    const auto level = domain::level_from_code(operation);
    return level ? words("level." + std::string(domain::name(*level))) : words("explain.past_division");
}

std::string reason_words(const Unplaced& unplaced, const MatchedProgram& matched, const Words& words) {
    const domain::Student& student = matched.checked.roster.students[static_cast<std::size_t>(unplaced.student)];
    std::string languages;
    for (const std::string& tag : student.languages) languages += (languages.empty() ? "" : ", ") + words("language." + tag);
    using Reason = Unplaced::Reason;
    const bool of_tutors = unplaced.reason == Reason::no_common_slot || unplaced.reason == Reason::common_days;
    return words(std::string("reason.") + reason_ids[static_cast<int>(unplaced.reason)] + (of_tutors && unplaced.tutors_left == 1 ? "_one" : ""),
                 {{"languages", languages}, {"sibling", ChangeTeller(unplaced, matched, words).sibling()}, {"tutors", number(unplaced.tutors_left)},
                  {"calls", number(matched.checked.program.sessions_per_week)}, {"hours", format_weekly_hours(student.windows, words.language())}});
}

std::string left_words(const Unplaced::Reason reason) { return std::string("summary.left.") + reason_ids[static_cast<int>(reason)]; }

std::string change_words(const Unplaced& unplaced, const MatchedProgram& matched, const Words& words, bool of_explain) {
    using Reason = Unplaced::Reason;
    const ChangeTeller teller(unplaced, matched, words);
    switch (unplaced.reason) {
        case Reason::no_consent: return words("change.consent");
        case Reason::no_windows:
        case Reason::outside_hours: return teller.hours_for_family("change.windows", "change.windows_such_as");
        case Reason::sibling_hours: return words("change.sibling_windows", {{"sibling", teller.sibling()}});
        case Reason::no_need: return words("change.need");
        case Reason::sibling_wishes: return unplaced.change ? teller.change() : words("change.sibling_wishes");
        default: break;
    }
    if (unplaced.change) return teller.change();
    return unplaced.newcomer ? teller.newcomer(of_explain) : words("change.nothing");
}

}  // namespace tutorline::program
