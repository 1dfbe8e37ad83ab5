#include "program/solution_json.hpp"

#include <boost/json.hpp>

namespace tutorline::program {
namespace {

namespace json = boost::json;
using namespace domain::matching;

}  // namespace

std::string solution_json(const Problem& problem, const Solution& solution) {
    json::object out;
    json::array& placed = out["placed"].emplace_array();
    for (const Placement& p : solution.placed)
        placed.push_back(json::object{{"student", problem.students[static_cast<std::size_t>(p.student)].id},
                                      {"tutor", problem.tutors[static_cast<std::size_t>(p.tutor)].id},
                                      {"slots", json::value_from(p.slots)},
                                      {"cost", p.cost}});
    json::array& unplaced = out["unplaced"].emplace_array();
    for (const int s : solution.unplaced)
        unplaced.push_back(json::object{{"student", problem.students[static_cast<std::size_t>(s)].id}});
    out["need_placed"] = solution.need_placed;
    out["need_total"] = solution.need_total;
    if (!problem.current.empty()) out["moved"] = solution.calls_moved;
    out["cost"] = solution.cost;
    json::object bound{{"need", solution.bound.need}, {"cost", solution.bound.cost}};
    if (!problem.current.empty()) bound["moved"] = solution.bound.moved;
    out["bound"] = std::move(bound);
    out["optimal"] = solution.optimal;
    out["seed"] = solution.seed;
    return json::serialize(out) + "\n";
}

}  // namespace tutorline::program
