#include "glpk_oracle.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

namespace tutorline::test {
namespace {

using namespace domain::matching;

/// One way to place a household: what it brings, what it costs, which seats it takes.
struct Column {
    std::size_t household, tutor;
    std::int64_t need = 0, moved = 0, cost = 0;
    std::vector<int> seats;
};

std::int64_t pair_cost(const Student& s, const Tutor& t, const Weights& w) {
    std::int64_t language = -1;
    for (std::size_t i = s.languages.size(); i-- > 0;)
        for (const auto& spoken : t.languages)
            if (spoken == s.languages[i]) language = static_cast<std::int64_t>(i);
    bool same = false, next = false;
    for (const int level : t.levels) same |= level == s.level, next |= level == s.level + 1 || level == s.level - 1;
    if (language < 0 || !(same || next) || (s.tutor_gender != Gender::any && s.tutor_gender != t.gender)) return -1;
    std::int64_t cost = w.language_second * language;
    if (!same) cost += w.level_near;
    if (s.department != t.department) cost += w.department_other;
    if (!s.previous_tutor.empty() && s.previous_tutor != t.id) cost += w.tutor_changed;
    return cost;
}

class Model {
  public:
    explicit Model(const Problem& problem) : p_(problem) {
        std::map<std::string, std::size_t> known;
        for (std::size_t s = 0; s < p_.students.size(); ++s) {
            const std::string& name = p_.students[s].household;
            if (!name.empty() && known.count(name))
                households_[known[name]].push_back(s);
            else {
                if (!name.empty()) known[name] = households_.size();
                households_.push_back({s});
            }
        }
        for (std::size_t h = 0; h < households_.size(); ++h)
            for (std::size_t t = 0; t < p_.tutors.size(); ++t) list(h, t);
    }

    const std::vector<Column>& columns() const { return columns_; }
    std::int64_t calls_promised() const {
        std::int64_t calls = 0;
        for (const Promise& promise : p_.current) calls += static_cast<std::int64_t>(promise.slots.size());
        return calls;
    }

    /// Weights big enough to keep the order need, moved, cost; small enough for exact doubles.
    static constexpr std::int64_t need_weight = 1'000'000, moved_weight = 2'000;

    void write(const std::filesystem::path& file) const {
        std::ofstream out(file);
        out << "Maximize\n value:";
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const Column& column = columns_[c];
            const std::int64_t value = need_weight * (column.need + (pinned(column.household) ? 200 : 0)) -
                                       moved_weight * column.moved - column.cost;
            out << (value < 0 ? " - " : " + ") << std::abs(value) << " x" << c << '\n';
        }
        out << " + 0 none\nSubject To\n none: none = 0\n";
        std::map<std::string, std::string> rows;
        std::map<std::string, int> most;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const std::string x = " x" + std::to_string(c) + "\n";
            add(rows, most, "h" + std::to_string(columns_[c].household), 1, " + " + x, 1);
            add(rows, most, "t" + std::to_string(columns_[c].tutor),
                static_cast<int>(households_[columns_[c].household].size()), " + ",
                p_.tutors[columns_[c].tutor].students_max, x);
            for (const int seat : columns_[c].seats)
                add(rows, most, "s" + std::to_string(columns_[c].tutor) + "_" + std::to_string(seat), 1, " + " + x, 1);
        }
        for (const auto& [name, terms] : rows) out << ' ' << name << ":" << terms << " <= " << most.at(name) << '\n';
        out << "Binary\n";
        for (std::size_t c = 0; c < columns_.size(); ++c) out << " x" << c << '\n';
        out << "End\n";
    }

  private:
    static void add(std::map<std::string, std::string>& rows, std::map<std::string, int>& most, const std::string& row,
                    int times, const std::string& term, int limit, const std::string& x = "") {
        rows[row] += x.empty() ? term : term + std::to_string(times) + x;
        most[row] = limit;
    }
    bool pinned(std::size_t household) const {
        return std::any_of(households_[household].begin(), households_[household].end(),
                           [&](std::size_t s) { return p_.students[s].pin.has_value(); });
    }
    const Promise* promise(const Student& student) const {
        for (const Promise& found : p_.current)
            if (found.student == student.id) return &found;
        return nullptr;
    }

    /// All ways to seat each member on each of the days, by trying every order of members for every set of runs.
    void list(std::size_t h, std::size_t t) {
        Column column{h, t, 0, 0, 0, {}};
        for (const std::size_t s : households_[h]) {
            const std::int64_t cost = pair_cost(p_.students[s], p_.tutors[t], p_.weights);
            if (cost < 0 || (p_.students[s].pin && p_.students[s].pin->tutor != p_.tutors[t].id)) return;
            column.cost += cost;
            column.need += p_.students[s].need;
        }
        extend(column, 0, 0);
    }

    void extend(const Column& column, int calls, int first_day) {
        if (calls == p_.sessions_per_week) {
            columns_.push_back(column);
            return;
        }
        const int size = static_cast<int>(households_[column.household].size());
        for (int day = first_day; day < 7; ++day)
            for (int start = day * p_.slots_per_day; start + size <= (day + 1) * p_.slots_per_day; ++start) {
                std::vector<std::size_t> order = households_[column.household];
                std::sort(order.begin(), order.end());
                do {
                    Column next = column;
                    if (seat(next, order, start)) extend(next, calls + 1, day + 1);
                } while (std::next_permutation(order.begin(), order.end()));
            }
    }

    bool seat(Column& column, const std::vector<std::size_t>& order, int start) const {
        const Tutor& tutor = p_.tutors[column.tutor];
        for (std::size_t i = 0; i < order.size(); ++i) {
            const Student& student = p_.students[order[i]];
            const int slot = start + static_cast<int>(i);
            const auto wish = std::find_if(student.slots.begin(), student.slots.end(),
                                           [&](const SlotWish& w) { return w.slot == slot; });
            if (wish == student.slots.end() || !std::count(tutor.slots.begin(), tutor.slots.end(), slot)) return false;
            if (student.pin && !std::count(student.pin->slots.begin(), student.pin->slots.end(), slot)) return false;
            column.cost += wish->cost;
            column.seats.push_back(slot);
            if (const Promise* promised = promise(student))
                if (promised->tutor == tutor.id && std::count(promised->slots.begin(), promised->slots.end(), slot))
                    column.moved -= 1;
        }
        return true;
    }

    const Problem& p_;
    std::vector<std::vector<std::size_t>> households_;
    std::vector<Column> columns_;
};

}  // namespace

Optimum glpk_optimum(const Problem& problem, const std::string& name) {
    const Model model(problem);
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("tutorline-glpk-" + name + "-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    if (model.columns().empty()) return {0, model.calls_promised(), 0, true};  // glpsol wants a variable
    model.write(folder / "model.lp");
    const std::string command = "glpsol --lp '" + (folder / "model.lp").string() + "' --tmlim 60 --write '" +
                                (folder / "out").string() + "' >'" + (folder / "log").string() + "' 2>&1";
    Optimum optimum;
    const bool ran = std::system(command.c_str()) == 0;
    std::ifstream in(folder / "out");
    optimum.moved = model.calls_promised();  // each kept call counts back
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string tag, kind;
        words >> tag;
        if (tag == "s") {  // s mip ROWS COLUMNS STATUS VALUE
            std::string rows, columns, status;
            words >> kind >> rows >> columns >> status;
            optimum.found = ran && status == "o";
        }
        std::size_t column = 0;
        double value = 0;
        if (tag == "j" && words >> column >> value && value > 0.5 && column <= model.columns().size()) {
            const Column& chosen = model.columns()[column - 1];
            optimum.need += chosen.need, optimum.moved += chosen.moved, optimum.cost += chosen.cost;
        }
    }
    std::filesystem::remove_all(folder);
    return optimum;
}

}  // namespace tutorline::test
