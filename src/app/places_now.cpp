#include "app/places_now.hpp"

#include <charconv>
#include <iostream>

#include "engine/enroll.hpp"
#include "program/read_file.hpp"
#include "program/replan.hpp"
#include "program/diagnostics.hpp"
#include "store/store.hpp"

namespace tutorline::app {
namespace {

constexpr std::uintmax_t plan_bytes_max = std::uintmax_t{1} << 28;

/// "34,81"
std::vector<int> numbers(std::string_view text) {
    std::vector<int> list;
    for (const char *at = text.data(), *const end = at + text.size(); at < end; ++at) {
        int number = 0;
        at = std::from_chars(at, end, number).ptr;
        list.push_back(number);
    }
    return list;
}

}  // namespace

PlacesNow places_now(ports::Reader& reader, std::string_view cohort) {
    PlacesNow now;
    const std::vector<ports::Value> key{std::string{cohort}};
    reader.query("SELECT 1 FROM cohort WHERE key = ?1", key, [&](const ports::Row&) { now.known = true; });
    const std::vector<ports::Value> prices{engine::match_prices_key(cohort)};
    reader.query("SELECT value FROM meta WHERE key = ?1", prices, [&](const ports::Row& row) { now.prices = row.text(0); });
    reader.query(
        "SELECT s.key, t.key, e.slots, e.status FROM enrollment e JOIN cohort c ON c.id = e.cohort JOIN student s ON s.id = e.student "
        "LEFT JOIN tutor t ON t.id = e.tutor WHERE c.key = ?1 ORDER BY e.id",
        key, [&](const ports::Row& row) {
            if (row.text(3) == "withdrawn") now.left.emplace(row.text(0));
            if (row.text(3) == "active" && !row.null(1)) now.places.push_back({std::string{row.text(0)}, std::string{row.text(1)}, numbers(row.text(2))});
        });
    return now;
}

std::optional<PlacesNow> read_places(const std::string& file, const std::string& cohort, const program::Words& words) {
    const auto refuse = [&](const char* id) {
        std::cerr << "tutorline: " << words(id, {{"file", program::quotable(file)}, {"key", cohort}}) << '\n';
        return std::nullopt;
    };
    if (const auto reader = store::open_existing(file)) {
        auto now = places_now(**reader, cohort);
        return now.known ? std::optional(std::move(now)) : refuse("replan.not_in_database");
    }
    const program::FileBytes read = program::read_file(file, plan_bytes_max);
    auto places = program::places_of_plan(read.bytes);
    if (!read.fault.empty() || !places) return refuse("replan.not_a_plan");
    return PlacesNow{true, std::move(*places), {}, {}};
}

domain::Roster without(domain::Roster roster, const std::set<std::string>& students) {
    std::erase_if(roster.students, [&](const domain::Student& student) { return students.contains(student.key); });
    return roster;
}

}  // namespace tutorline::app
