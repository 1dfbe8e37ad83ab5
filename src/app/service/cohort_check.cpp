#include "app/service/cohort_check.hpp"

#include <map>
#include <set>
#include <vector>

#include "app/command_help.hpp"
#include "app/help_layout.hpp"
#include "app/reader_language.hpp"
#include "reports/settings.hpp"

namespace tutorline::app {
namespace {

base::Error refuse(std::string code, std::string message) { return {base::Error::Policy::permanent, std::move(code), std::move(message)}; }

std::set<std::string> phones_of(const domain::Roster& roster) {
    std::set<std::string> phones;
    for (const auto& student : roster.students)
        for (const auto& phone : student.phones) phones.insert(phone.e164());
    return phones;
}

/// Phones that an unfinished cohort of another key shares with the roster: key -> how many.
std::map<std::string, int> shared_phones(ports::Reader& reader, const CoordinatorFiles& files, base::Instant now) {
    const std::set<std::string> phones = phones_of(files.roster);
    const std::vector<ports::Value> parameters{files.program.key, now.time_since_epoch().count()};
    std::map<std::string, int> shared;
    reader.query(
        "SELECT DISTINCT c.key, p.e164 FROM cohort c JOIN student s ON s.cohort = c.id JOIN student_phone sp ON sp.student = s.id "
        "JOIN phone p ON p.id = sp.phone WHERE c.key <> ?1 AND ((c.starts_on + c.weeks * 7) * 86400 > ?2 OR EXISTS "
        "(SELECT 1 FROM enrollment e JOIN session o ON o.enrollment = e.id WHERE e.cohort = c.id AND o.outcome IS NULL))",
        parameters, [&](const ports::Row& row) {
            if (phones.contains(std::string{row.text(1)})) ++shared[std::string{row.text(0)}];
        });
    return shared;
}

struct Fixed {
    std::string setting, old_value, new_value;
};

std::vector<Fixed> changed(ports::Reader& reader, const domain::Program& program) {
    std::vector<Fixed> fixed;
    const auto compare = [&](const char* setting, const std::string& old_value, const std::string& new_value) {
        if (old_value != new_value) fixed.push_back({setting, old_value, new_value});
    };
    const std::vector<ports::Value> key{program.key};
    bool known = false;
    reader.query("SELECT starts_on, weeks, sessions_per_week FROM cohort WHERE key = ?1", key, [&](const ports::Row& row) {
        known = true;
        compare("starts_on", base::format_date(std::chrono::sys_days{std::chrono::days{row.integer(0)}}), base::format_date(program.starts_on));
        compare("weeks", std::to_string(row.integer(1)), std::to_string(program.weeks));
        compare("sessions_per_week", std::to_string(row.integer(2)), std::to_string(program.sessions_per_week));
    });
    if (!known) return fixed;
    const auto settings = reports::stored_settings(reader, program.key);
    if (settings && !settings->zone.empty()) compare("zone", settings->zone, program.zone);
    return fixed;
}

}  // namespace

std::optional<base::Error> check_cohort(ports::Reader& reader, const CoordinatorFiles& files, const std::filesystem::path& file, base::Instant now) {
    const CommandHelp words{reader_language()};
    const std::string name = printable(file.string());
    if (const auto shared = shared_phones(reader, files, now); !shared.empty()) {
        const auto& [key, count] = *shared.begin();
        return refuse("cohort_twice", words.say("errors.cohort_twice", {{"file", name}, {"old", key}, {"new", files.program.key}, {"count", std::to_string(count)}}));
    }
    const auto fixed = changed(reader, files.program);
    if (fixed.empty()) return std::nullopt;
    std::string message;
    for (const auto& [setting, old_value, new_value] : fixed)
        message += words.say("errors.cohort_fixed", {{"file", name}, {"key", files.program.key}, {"setting", setting}, {"old", old_value}, {"new", new_value}}) + "\n";
    return refuse("cohort_fixed", message + words.say("errors.cohort_fixed_how"));
}

}  // namespace tutorline::app
