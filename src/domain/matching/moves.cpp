#include "domain/matching/moves.hpp"

#include <algorithm>
#include <map>

#include "base/index.hpp"
#include "domain/matching/instance.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

template <class Row>
std::map<std::string, int> index_by_id(const std::vector<Row>& rows) {
    std::map<std::string, int> index;
    for (std::size_t n = 0; n < rows.size(); ++n) index.emplace(rows[n].id, static_cast<int>(n));
    return index;
}

bool offers_all(const std::vector<int>& offered, const std::vector<int>& slots) {
    return std::all_of(slots.begin(), slots.end(), [&](int slot) { return std::count(offered.begin(), offered.end(), slot) > 0; });
}

class Diff {
  public:
    Diff(const Problem& problem, const Solution& solution)
        : problem_(problem), tutors_(index_by_id(problem.tutors)), place_(problem.students.size(), nullptr), promise_(problem.students.size(), nullptr) {
        const auto students = index_by_id(problem.students);
        for (const Placement& placement : solution.placed) place_[at(placement.student)] = &placement;
        for (const Promise& promise : problem.current) promise_[at(students.at(promise.student))] = &promise;
        for (std::size_t s = 0; s < problem.students.size(); ++s)
            if (!problem.students[s].household.empty()) household_[problem.students[s].household].push_back(static_cast<int>(s));
    }

    std::vector<Move> moves() const {
        std::vector<Move> all;
        for (std::size_t s = 0; s < place_.size(); ++s)
            if (auto move = of(static_cast<int>(s))) all.push_back(std::move(*move));
        return all;
    }

  private:
    bool kept(int student) const {
        const Placement* const place = place_[at(student)];
        const Promise* const promise = promise_[at(student)];
        if (!place || !promise || problem_.tutors[at(place->tutor)].id != promise->tutor) return false;
        std::vector<int> promised = promise->slots;
        std::sort(promised.begin(), promised.end());
        return promised == place->slots;
    }

    std::optional<Move> of(int student) const {
        const Placement* const place = place_[at(student)];
        const Promise* const promise = promise_[at(student)];
        if ((!place && !promise) || kept(student)) return std::nullopt;
        Move move;
        move.student = student;
        if (promise) move.from = *promise;
        if (place) move.to = *place;
        if (promise) explain(*promise, move);
        if (promise && (!place || problem_.tutors[at(place->tutor)].id != promise->tutor))
            move.texts.push_back(promise->tutor);
        if (place) move.texts.push_back(problem_.tutors[at(place->tutor)].id);
        move.texts.insert(move.texts.begin(), "family");
        return move;
    }

    /// What of the promise cannot be kept; if it could, it gave way to somebody else.
    void explain(const Promise& promise, Move& move) const {
        const Student& student = problem_.students[at(move.student)];
        const auto tutor = tutors_.find(promise.tutor);
        if (student.pin)
            move.why = Move::Why::pinned;
        else if (tutor == tutors_.end() || problem_.tutors[at(tutor->second)].slots.empty())
            move.why = Move::Why::tutor_gone;
        else if (wishes_apart(student))
            move.why = Move::Why::wishes_apart;
        else if (!pair_terms(student, problem_.tutors[at(tutor->second)]).allowed())
            move.why = Move::Why::unsuited;
        else if (!wishes_all(student, promise.slots))
            move.why = Move::Why::own_hours;
        else if (!offers_all(problem_.tutors[at(tutor->second)].slots, promise.slots))
            move.why = Move::Why::tutor_hours;
        else if (move.because_of = sibling_elsewhere(move.student, promise, tutor->second); move.because_of >= 0)
            move.why = Move::Why::with_sibling;
        else
            move.why = gave_way(promise, tutor->second, move);
    }

    static bool wishes_all(const Student& student, const std::vector<int>& slots) {
        std::vector<int> own;
        for (const SlotWish& wish : student.slots) own.push_back(wish.slot);
        return offers_all(own, slots);
    }

    const std::vector<int>& siblings(const Student& student) const {
        static const std::vector<int> none;
        const auto found = household_.find(student.household);
        return found == household_.end() ? none : found->second;
    }

    bool wishes_apart(const Student& student) const {
        Gender wished = Gender::any;
        for (const int sibling : siblings(student)) {
            const Gender wish = problem_.students[at(sibling)].tutor_gender;
            if (wish == Gender::any) continue;
            if (wished != Gender::any && wish != wished) return true;
            wished = wish;
        }
        return false;
    }

    /// A sibling who has no place with that tutor to stay in; -1: none.
    int sibling_elsewhere(int student, const Promise& promise, int tutor) const {
        for (const int sibling : siblings(problem_.students[at(student)])) {
            if (sibling == student) continue;
            const Student& row = problem_.students[at(sibling)];
            const Promise* const theirs = promise_[at(sibling)];
            const bool stays = theirs && theirs->tutor == promise.tutor && pair_terms(row, problem_.tutors[at(tutor)]).allowed() &&
                               wishes_all(row, theirs->slots) && offers_all(problem_.tutors[at(tutor)].slots, theirs->slots);
            if (!stays) return sibling;
        }
        return -1;
    }

    Move::Why gave_way(const Promise& promise, int tutor, Move& move) const {
        int came = -1, here = 0;
        for (std::size_t s = 0; s < place_.size(); ++s) {
            const Placement* const place = place_[s];
            if (!place || place->tutor != tutor) continue;
            ++here;
            if (kept(static_cast<int>(s))) continue;
            const bool same_hour = std::any_of(place->slots.begin(), place->slots.end(), [&](int slot) {
                return std::count(promise.slots.begin(), promise.slots.end(), slot) > 0;
            });
            if (same_hour || came < 0) came = static_cast<int>(s);
            if (same_hour) break;
        }
        move.because_of = came;
        const bool full = here >= problem_.tutors[at(tutor)].students_max;
        return came < 0 && full ? Move::Why::places : Move::Why::makes_room;
    }

    const Problem& problem_;
    std::map<std::string, int> tutors_;
    std::map<std::string, std::vector<int>> household_;
    std::vector<const Placement*> place_;
    std::vector<const Promise*> promise_;
};

std::string place_words(const std::string& tutor, const std::vector<int>& slots, const WeekWords& words) {
    const bool es = words.tongue == Tongue::spanish;
    std::string text = tutor;
    for (std::size_t n = 0; n < slots.size(); ++n)
        text += (n == 0 ? ", " : n + 1 == slots.size() ? (es ? " y " : " and ") : ", ") + slot_words(slots[n], words);
    return text;
}

std::string why_words(const Move& move, const Problem& problem, bool es) {
    const std::string tutor = move.from ? move.from->tutor : "";
    const std::string because = es ? ", porque " : ", because ";
    switch (move.why) {
        case Move::Why::joined:
            return because + (es ? "hay lugar ahora" : "there is a place now");
        case Move::Why::tutor_gone:
            return because + tutor + (es ? " ya no da clases" : " does not teach any more");
        case Move::Why::tutor_hours:
            return because + tutor + (es ? " ya no ofrece esa hora" : " does not offer that hour any more");
        case Move::Why::own_hours:
            return because + (es ? "la familia ya no puede a esa hora" : "the family cannot be called at that hour any more");
        case Move::Why::unsuited:
            return because + (es ? "el idioma, el nivel o el pedido de la familia ya no van con " : "language, level or the family's wish no longer suit ") + tutor;
        case Move::Why::pinned:
            return because + (es ? "la coordinación fijó otro lugar" : "the coordinator fixed another place");
        case Move::Why::places:
            return because + tutor + (es ? " toma menos estudiantes que antes" : " takes fewer students than before");
        case Move::Why::wishes_apart:
            return because + (es ? "los hermanos comparten tutor y ahora piden tutores de distinto género" : "the siblings share one tutor and now wish tutors of different gender");
        case Move::Why::with_sibling:
            return because + (es ? "los hermanos van juntos y ahí no hay lugar para " : "siblings go together and there is no place there for ") + problem.students[at(move.because_of)].id;
        case Move::Why::makes_room:
            break;
    }
    if (move.because_of < 0) return es ? ", para dejar lugar a otros" : ", to make room for others";
    return (es ? ", para dejar lugar a " : ", to make room for ") + problem.students[at(move.because_of)].id;
}

}  // namespace

std::vector<Move> moves_of(const Problem& problem, const Solution& solution) {
    return Diff(problem, solution).moves();
}

std::string sentence(const Move& move, const Problem& problem, const WeekWords& words) {
    const bool es = words.tongue == Tongue::spanish;
    const std::string student = problem.students[at(move.student)].id;
    const std::string to = move.to ? place_words(problem.tutors[at(move.to->tutor)].id, move.to->slots, words) : "";
    const std::string from = move.from ? place_words(move.from->tutor, move.from->slots, words) : "";
    std::string text = student + ": ";
    if (!move.from)
        text += es ? "entra con " + to : "joins " + to;
    else if (!move.to)
        text += es ? "se queda sin lugar (tenía " + from + ")" : "loses the place (had " + from + ")";
    else if (move.from->tutor == problem.tutors[at(move.to->tutor)].id)
        text += es ? "cambia de hora, de " + from + " a " + to : "changes the hour, from " + from + " to " + to;
    else
        text += es ? "pasa de " + from + " a " + to : "goes from " + from + " to " + to;
    text += why_words(move, problem, es) + (es ? ". Mensajes: a la familia" : ". Texts: to the family");
    for (std::size_t n = 1; n < move.texts.size(); ++n)
        text += (n + 1 == move.texts.size() ? (es ? " y a " : " and to ") : (es ? ", a " : ", to ")) + move.texts[n];
    return text + ".";
}

}  // namespace tutorline::domain::matching
