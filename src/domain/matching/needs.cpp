#include "domain/matching/needs.hpp"

#include <algorithm>

namespace tutorline::domain::matching {

std::vector<int> need_ranks(const std::vector<std::int64_t>& need) {
    std::vector<std::int64_t> values(need);
    values.push_back(0);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    std::vector<int> rank;
    for (const std::int64_t n : need)
        rank.push_back(static_cast<int>(std::lower_bound(values.begin(), values.end(), n) - values.begin()));
    return rank;
}

void place_pins(const Instance& instance, Solution& solution) {
    for (std::size_t s = 0; s < instance.students.size(); ++s) {
        const auto& row = instance.students[s];
        if (row.pin_tutor == nobody) continue;
        const int student = static_cast<int>(s), slot = row.pin_slots.front();
        solution.placed.push_back({student,
                                   row.pin_tutor,
                                   {slot},
                                   instance.pair_cost(student, row.pin_tutor) + instance.slot_cost(student, slot)});
    }
}

}  // namespace tutorline::domain::matching
