#include "program/solution_json.hpp"

#include <boost/json.hpp>

#include "base/index.hpp"
#include "domain/matching/instance.hpp"
#include "domain/matching/moves.hpp"
#include "program/problem_json_rows.hpp"

namespace tutorline::program {
namespace {

namespace json = boost::json;
using namespace domain::matching;

using base::at;

const char* kind_name(Change::Kind kind) {
    switch (kind) {
        case Change::Kind::tutor_hour:
            return "tutor_hour";
        case Change::Kind::student_hour:
            return "student_hour";
        case Change::Kind::tutor_place:
            return "tutor_place";
        case Change::Kind::gender_wish:
            return "gender_wish";
        case Change::Kind::new_tutor:
            return "new_tutor";
        case Change::Kind::need:
            return "need";
    }
    return "";
}

void put_slots(json::object& row, const std::vector<int>& slots) {
    if (slots.size() == 1)
        row["slot"] = slots.front();
    else
        row["slots"] = json::value_from(slots);
}

/// One tutor as "new_tutor", several as "new_tutors", each complete; with what has to come with them.
void put_newcomers(const Problem& problem, const Change& change, json::object& row) {
    const std::vector<domain::matching::Tutor> tutors = newcomers(problem, change);
    if (tutors.size() == 1) {
        row["new_tutor"] = tutor_json(tutors.front());
    } else {
        json::array& all = row["new_tutors"].emplace_array();
        for (const domain::matching::Tutor& tutor : tutors) all.push_back(tutor_json(tutor));
    }
    if (change.need > 0) {
        row["student"] = problem.students[at(change.student)].id;
        row["need"] = change.need;
    }
}

void put_family_hours(const Problem& problem, const Change& change, json::object& row) {
    if (change.family_hours.empty()) return;
    json::array& hours = row["student_hours"].emplace_array();
    for (const auto& [student, slot] : change.family_hours)
        hours.push_back(json::object{{"student", problem.students[at(student)].id}, {"slot", slot}});
}

json::object change_json(const Problem& problem, const Change& change) {
    json::object row{{"kind", kind_name(change.kind)}};
    switch (change.kind) {
        case Change::Kind::tutor_hour:
            row["tutor"] = problem.tutors[at(change.tutor)].id;
            put_slots(row, change.slots);
            break;
        case Change::Kind::student_hour:
            row["student"] = problem.students[at(change.student)].id;
            put_slots(row, change.slots);
            break;
        case Change::Kind::tutor_place:
            row["tutor"] = problem.tutors[at(change.tutor)].id;
            row["students_max"] = change.students_max;
            break;
        case Change::Kind::gender_wish:
            row["student"] = problem.students[at(change.student)].id;
            break;
        case Change::Kind::new_tutor:
            put_newcomers(problem, change, row);
            break;
        case Change::Kind::need:
            row["student"] = problem.students[at(change.student)].id;
            row["need"] = change.need;
            break;
    }
    put_family_hours(problem, change, row);
    return row;
}

/// What changes against the promises, each with its sentence; and what a match without promises would reach, so that
/// the coordinator sees what sparing the families costs.
void put_moves(const Problem& problem, const Solution& solution, const Solution& full, const WeekWords& words, json::object& out) {
    json::array& rows = out["changes"].emplace_array();
    for (const Move& move : moves_of(problem, solution)) {
        json::object row{{"student", problem.students[at(move.student)].id}, {"from", nullptr}, {"to", nullptr}};
        if (move.from) row["from"] = json::object{{"tutor", move.from->tutor}, {"slots", json::value_from(move.from->slots)}};
        if (move.to) row["to"] = json::object{{"tutor", problem.tutors[at(move.to->tutor)].id}, {"slots", json::value_from(move.to->slots)}};
        row["texts"] = json::value_from(move.texts);
        row["words"] = sentence(move, problem, words);
        rows.push_back(std::move(row));
    }
    const Instance promised(problem);
    std::int64_t moved = 0;
    for (std::size_t s = 0; s < problem.students.size(); ++s) moved += promised.calls_promised(static_cast<int>(s));
    for (const Placement& p : full.placed) moved += promised.calls_moved(p.student, p.tutor, p.slots) - promised.calls_promised(p.student);
    out["full_replan"] = json::object{{"need_placed", full.need_placed}, {"cost", full.cost}, {"moved", moved}};
}

}  // namespace

std::string solution_json(const Problem& problem, const Solution& solution, const std::vector<Unplaced>& reasons,
                          const WeekWords& words, const Solution* full_replan, const std::vector<domain::matching::Recruit>* recruits) {
    json::object out;
    json::array& placed = out["placed"].emplace_array();
    for (const Placement& p : solution.placed)
        placed.push_back(json::object{{"student", problem.students[static_cast<std::size_t>(p.student)].id},
                                      {"tutor", problem.tutors[static_cast<std::size_t>(p.tutor)].id},
                                      {"slots", json::value_from(p.slots)},
                                      {"cost", p.cost}});
    json::array& unplaced = out["unplaced"].emplace_array();
    for (const Unplaced& one : reasons) {
        json::object row{{"student", problem.students[at(one.student)].id}, {"reason", sentence(one.reason, words)}};
        if (one.change) {
            row["smallest_change"] = sentence(*one.change, problem, words);
            row["change"] = change_json(problem, *one.change);
        } else {
            row["smallest_change"] = nullptr;
            row["change"] = nullptr;
        }
        unplaced.push_back(std::move(row));
    }
    out["need_placed"] = solution.need_placed;
    out["need_total"] = solution.need_total;
    if (full_replan) out["moved"] = solution.calls_moved;
    out["cost"] = solution.cost;
    json::object bound{{"need", solution.bound.need}, {"cost", solution.bound.cost}};
    if (full_replan) bound["moved"] = solution.bound.moved;
    out["bound"] = std::move(bound);
    if (full_replan) put_moves(problem, solution, *full_replan, words, out);
    out["optimal"] = solution.optimal;
    out["seed"] = solution.seed;
    if (recruits) {
        json::array& rows = out["recruits"].emplace_array();
        for (const domain::matching::Recruit& recruit : *recruits)
            rows.push_back(json::object{{"tutor", tutor_json(recruit.tutor)}, {"need", recruit.need_gained}, {"students", recruit.students_gained}});
    }
    return json::serialize(out) + "\n";
}

}  // namespace tutorline::program
