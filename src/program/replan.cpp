#include "program/replan.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "domain/matching/instance.hpp"
#include "domain/matching/moves.hpp"
#include "program/number.hpp"

namespace tutorline::program {
namespace {

namespace json = boost::json;
namespace matching = domain::matching;
using matching::Move;

class MoveTeller {
  public:
    MoveTeller(const MatchedProgram& matched, const Words& words, const std::set<std::string>& untold)
        : matched_(matched), problem_(matched.match.problem), words_(words), untold_(untold) {}

    std::string goes_on(int index) const {
        const auto placed = std::ranges::find(matched_.match.solution.placed, index, &matching::Placement::student);
        const std::string with = place(problem_.tutors[static_cast<std::size_t>(placed->tutor)].id, placed->slots);
        return "  " + words_("replan.goes_on", {{"student", student(index)}, {"from", with}}) + "\n";
    }

    std::string line(const Move& move) const {
        const std::string from = move.from ? place(move.from->tutor, move.from->slots) : "";
        const std::string to = move.to ? place(problem_.tutors[static_cast<std::size_t>(move.to->tutor)].id, move.to->slots) : "";
        const bool same_tutor = move.from && move.to && move.from->tutor == problem_.tutors[static_cast<std::size_t>(move.to->tutor)].id;
        const char* id = !move.from ? "replan.joins" : !move.to ? "replan.loses" : same_tutor ? "replan.hour" : "replan.goes";
        return "  " + words_(id, {{"student", student(move.student)}, {"from", from}, {"to", to}}) + why(move) + " " + texts(move) + "\n";
    }

  private:
    const domain::Student& row_of(int index) const {
        return matched_.checked.roster.students[static_cast<std::size_t>(matched_.match.students[static_cast<std::size_t>(index)])];
    }

    std::string student(int index) const {
        const auto& row = row_of(index);
        return quotable(row.first_name) + " (" + quotable(row.key) + ")";
    }

    std::string tutor(const std::string& key) const {
        const auto found = std::ranges::find(matched_.checked.roster.tutors, key, &domain::Tutor::key);
        return found == matched_.checked.roster.tutors.end() ? quotable(key) : quotable(found->name) + " (" + quotable(key) + ")";
    }

    std::string place(const std::string& key, const std::vector<int>& slots) const {
        std::string text = tutor(key);
        for (const int slot : slots) text += ", " + slot_words(slot, words_);
        return text;
    }

    std::string why(const Move& move) const {
        static constexpr const char* ids[] = {"joined", "tutor_gone", "tutor_hours", "own_hours", "unsuited", "pinned", "places", "wishes_apart", "with_sibling", "makes_room"};
        domain::Arguments arguments{{"tutor", move.from ? tutor(move.from->tutor) : ""}};
        std::string id = std::string("replan.why.") + ids[static_cast<int>(move.why)];
        if (move.because_of >= 0) arguments.emplace_back("other", student(move.because_of));
        if (move.why == Move::Why::makes_room && move.because_of >= 0) id += "_for";
        return words_(id, arguments);
    }

    std::string texts(const Move& move) const {
        const char* const family = !move.to ? "replan.no_text" : gets_texts(row_of(move.student)) ? "replan.family" : "replan.untold";
        std::string who = words_(family);  // nobody is told of nothing: a person calls
        for (std::size_t n = 1; n < move.texts.size(); ++n) who += ", " + tutor(move.texts[n]);
        return words_("replan.texts", {{"who", who}});
    }

    bool gets_texts(const domain::Student& student) const {
        return student.consent && student.consent->texts && std::ranges::any_of(student.phones, base::can_receive_text) && !untold_.contains(student.key);
    }

    const MatchedProgram& matched_;
    const matching::Problem& problem_;
    const Words& words_;
    const std::set<std::string>& untold_;
};

/// Need of those who have a place now.
std::int64_t need_of_promised(const matching::Problem& problem) {
    std::set<std::string_view> promised;
    for (const auto& promise : problem.current) promised.insert(promise.student);
    std::int64_t need = 0;
    for (const auto& student : problem.students)
        if (promised.contains(student.id)) need += student.need;
    return need;
}

}  // namespace

std::optional<std::vector<matching::Promise>> places_of_plan(std::string_view text) {
    json::error_code failed;
    const json::value value = json::parse(json::string_view(text.data(), text.size()), failed);
    const json::object* const plan = failed ? nullptr : value.if_object();
    const json::value* const list = plan ? plan->if_contains("placed") : nullptr;
    if (!list || !list->is_array()) return std::nullopt;
    std::vector<matching::Promise> places;
    for (const json::value& row : list->get_array()) {
        const json::object* const place = row.if_object();
        const json::value* const student = place ? place->if_contains("student") : nullptr;
        const json::value* const tutor = place ? place->if_contains("tutor") : nullptr;
        const json::value* const slots = place ? place->if_contains("slots") : nullptr;
        if (!student || !student->is_string() || !tutor || !tutor->is_string() || !slots || !slots->is_array()) return std::nullopt;
        matching::Promise promise{std::string(student->get_string()), std::string(tutor->get_string()), {}};
        for (const json::value& slot : slots->get_array()) {
            if (!slot.is_int64()) return std::nullopt;
            promise.slots.push_back(static_cast<int>(slot.get_int64()));
        }
        places.push_back(std::move(promise));
    }
    return places;
}

std::string replan_text(const MatchedProgram& matched, const matching::Solution& full, const Words& words, const std::set<std::string>& untold) {
    const auto& match = matched.match;
    const MoveTeller teller(matched, words, untold);
    const auto moves = matching::moves_of(match.problem, match.solution);
    std::int64_t promised = 0;
    for (const auto& promise : match.problem.current) promised += std::ssize(promise.slots);
    const char* const title = moves.empty() ? "replan.none" : match.fewest_moved ? "replan.title" : "replan.title_open";
    std::string text = words(title, {{"moved", number(match.solution.calls_moved)}, {"calls", number(promised)}, {"people", number(std::ssize(moves))}}) + "\n";
    for (const Move& move : moves) text += teller.line(move);
    for (const int student : match.goes_on) text += teller.goes_on(student);
    const std::int64_t before = need_of_promised(match.problem), now = match.solution.need_placed;
    text += words(now == before ? "replan.need_kept" : now > before ? "replan.need_more" : "replan.need_less", {{"before", number(before)}, {"need", number(now)}}) + "\n";
    const matching::Instance instance(match.problem);
    std::int64_t moved = promised;
    for (const auto& place : full.placed) moved += instance.calls_moved(place.student, place.tutor, place.slots) - instance.calls_promised(place.student);
    return text + words("replan.full", {{"need_full", number(full.need_placed)}, {"need", number(match.solution.need_placed)}, {"cost_full", number(full.cost)},
                        {"cost", number(match.solution.cost)}, {"moved", number(moved)}}) + "\n";
}

}  // namespace tutorline::program
