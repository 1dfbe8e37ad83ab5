#include "domain/matching/recruiting.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/index.hpp"
#include "domain/matching/changes.hpp"
#include "domain/matching/instance.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::size_t profiles_tried = 3, households_tried = 8;

/// Language preferred, level, wish on the tutor's gender.
using Profile = std::tuple<std::string, int, Gender>;

class Recruiting {
  public:
    Recruiting(const Problem& problem, const Solution& solution, int hours, const SolveOptions& options)
        : now_(problem), best_(solution), hours_(hours), options_(options) {}

    /// The next one; need_gained 0: nobody would gain a place.
    Recruit next() {
        top_ = {};
        for (const Profile& profile : profiles()) try_tutor(for_profile(profile));
        if (top_.need_gained == 0) try_households();
        if (top_.need_gained > 0) now_.tutors.push_back(top_.tutor), best_ = std::move(top_solution_);
        return top_;
    }

    bool all_placed() const { return best_.unplaced.empty(); }

  private:
    const Student& row(int student) const { return now_.students[at(student)]; }

    /// Those with the most need left out.
    std::vector<Profile> profiles() const {
        std::map<Profile, std::int64_t> need;
        for (const int s : best_.unplaced) need[{row(s).languages.front(), row(s).level, row(s).tutor_gender}] += row(s).need;
        std::vector<std::pair<std::int64_t, Profile>> ranked;
        for (const auto& [profile, sum] : need) ranked.emplace_back(-sum, profile);
        std::sort(ranked.begin(), ranked.end());
        std::vector<Profile> best;
        for (const auto& [sum, profile] : ranked)
            if (best.size() < profiles_tried) best.push_back(profile);
        return best;
    }

    /// With the hours that its families ask for most. Siblings come together: what one of them learns is taught too.
    Tutor for_profile(const Profile& profile) const {
        const auto& [language, level, gender] = profile;
        const auto fits = [&, &language = language, &gender = gender](const Student& student) {
            return student.languages.front() == language && (student.tutor_gender == Gender::any || student.tutor_gender == gender);
        };
        std::set<std::string> homes;
        for (const int s : best_.unplaced)
            if (fits(row(s)) && row(s).level == level) homes.insert(row(s).household);
        homes.erase("");
        std::set<int> levels{level};
        std::map<int, std::int64_t> asked;
        std::map<std::string, std::int64_t> departments;
        for (const int s : best_.unplaced) {
            const bool sibling = homes.count(row(s).household) > 0;
            if (sibling && std::abs(row(s).level - level) > 1) levels.insert(row(s).level);
            if (!sibling && (!fits(row(s)) || std::abs(row(s).level - level) > 1)) continue;
            for (const SlotWish& wish : row(s).slots) asked[wish.slot] += row(s).need;
            departments[row(s).department] += row(s).need;
        }
        Tutor tutor;
        tutor.languages = {language};
        tutor.gender = gender;
        tutor.levels.assign(levels.begin(), levels.end());
        tutor.department = std::max_element(departments.begin(), departments.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
        std::vector<std::pair<std::int64_t, int>> slots;
        for (const auto& [slot, need] : asked) slots.emplace_back(-need, slot);
        std::sort(slots.begin(), slots.end());
        for (const auto& [need, slot] : slots)
            if (std::ssize(tutor.slots) < hours_) tutor.slots.push_back(slot);
        return tutor;
    }

    /// Where no profile helps: somebody for one household, with what all of it speaks, learns, wishes and offers.
    void try_households() {
        std::vector<std::pair<std::int64_t, std::vector<int>>> waiting;
        std::map<std::string, std::size_t> known;
        for (const int s : best_.unplaced) {
            const std::string& home = row(s).household;
            if (home.empty() || known.emplace(home, waiting.size()).second) waiting.push_back({0, {}});
            auto& [need, members] = waiting[home.empty() ? waiting.size() - 1 : known[home]];
            need -= row(s).need;
            members.push_back(s);
        }
        std::sort(waiting.begin(), waiting.end());
        std::size_t tried = 0;
        for (const auto& [need, members] : waiting) {
            if (need == 0 || top_.need_gained > 0) return;
            const auto change = newcomer_change(now_, members, {});
            if (!change || !change->family_hours.empty()) continue;
            if (++tried > households_tried) return;
            Tutor tutor = *change->newcomer;
            if (!try_tutor(tutor) || std::ssize(tutor.slots) <= hours_) continue;
            tutor.slots.clear();  // those in use are enough to look for
            for (const Placement& place : top_solution_.placed)
                if (place.tutor == std::ssize(now_.tutors)) tutor.slots.insert(tutor.slots.end(), place.slots.begin(), place.slots.end());
            const std::int64_t gained = top_.need_gained;
            top_ = {};
            if (!try_tutor(tutor) || top_.need_gained < gained) top_ = {}, try_tutor(*change->newcomer);
        }
    }

    std::string free_id() const {
        std::set<std::string> taken;
        for (const Tutor& tutor : now_.tutors) taken.insert(tutor.id);
        for (std::size_t n = 1;; ++n)
            if (const std::string id = "recruit-" + std::to_string(n); !taken.count(id)) return id;
    }

    /// Found by solving; true when it is the best so far.
    bool try_tutor(Tutor tutor) {
        tutor.id = free_id();
        std::sort(tutor.slots.begin(), tutor.slots.end());
        tutor.students_max = static_cast<int>(tutor.slots.size());
        Problem with = now_;
        with.tutors.push_back(tutor);
        Solution after = solve(with, SolveOptions(options_));  // a copy: a limit that counts steps counts anew
        const std::int64_t gained = after.need_placed - best_.need_placed;
        if (gained <= top_.need_gained) return false;
        top_ = {std::move(tutor), gained, static_cast<int>(after.placed.size()) - static_cast<int>(best_.placed.size())};
        top_solution_ = std::move(after);
        return true;
    }

    Problem now_;
    Solution best_;
    int hours_;
    const SolveOptions& options_;
    Recruit top_;
    Solution top_solution_;
};

}  // namespace

std::vector<Recruit> recruiting_list(const Problem& problem, const Solution& solution, int count, int hours,
                                     const SolveOptions& options) {
    Recruiting recruiting(problem, solution, hours, options);
    std::vector<Recruit> list;
    while (std::ssize(list) < count && !recruiting.all_placed()) {
        if (options.out_of_time && options.out_of_time()) break;
        Recruit recruit = recruiting.next();
        if (recruit.need_gained == 0) break;
        list.push_back(std::move(recruit));
    }
    return list;
}

int usual_hours(const Problem& problem) {
    std::size_t hours = 0;
    for (const Tutor& tutor : problem.tutors) hours += tutor.slots.size();
    return problem.tutors.empty() ? 1 : std::max(1, static_cast<int>(hours / problem.tutors.size()));
}

}  // namespace tutorline::domain::matching
