#include "app/service/cohort_check.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "app/command_help.hpp"
#include "app/help_layout.hpp"
#include "app/reader_language.hpp"
#include "app/service/people_check.hpp"
#include "program/yaml_place.hpp"
#include "reports/settings.hpp"

namespace tutorline::app {
namespace {

using ports::Row;
using ports::Value;

std::string day_text(std::int64_t days) { return base::format_date(std::chrono::sys_days{std::chrono::days{days}}); }

/// Another cohort of the database that is not finished.
struct Running {
    std::string key;
    std::int64_t until = 0;  ///< the day after its last week, or after its last lesson that is open
    std::int64_t open = 0;   ///< lessons
    int phones = 0;          ///< of the roster that are in it too
};

std::optional<Running> other_cohort(ports::Reader& reader, const CoordinatorFiles& files, base::Instant now) {
    constexpr std::int64_t day = 24 * 3600;
    std::optional<Running> running;
    const std::vector<Value> key{files.program.key};
    reader.query(
        "SELECT c.key, max(c.starts_on + c.weeks * 7, coalesce(max(o.closes_at) / 86400 + 1, 0)), count(o.id) FROM cohort c "
        "LEFT JOIN enrollment e ON e.cohort = c.id LEFT JOIN session o ON o.enrollment = e.id AND o.outcome IS NULL "
        "WHERE c.key <> ?1 GROUP BY c.id ORDER BY c.id",
        key, [&](const Row& row) {
            const bool over = row.integer(2) == 0 && row.integer(1) * day <= now.time_since_epoch().count();
            if (!over && !running) running = Running{std::string{row.text(0)}, row.integer(1), row.integer(2), 0};
        });
    if (!running) return running;
    std::set<std::string> phones;
    for (const auto& student : files.roster.students)
        for (const auto& phone : student.phones) phones.insert(phone.e164());
    const std::vector<Value> other{running->key};
    reader.query(
        "SELECT DISTINCT p.e164 FROM cohort c JOIN student s ON s.cohort = c.id JOIN student_phone sp ON sp.student = s.id "
        "JOIN phone p ON p.id = sp.phone WHERE c.key = ?1",
        other, [&](const Row& row) { running->phones += phones.contains(std::string{row.text(0)}) ? 1 : 0; });
    return running;
}

struct Changed {
    std::vector<std::string> keys;  ///< where it stands in the file
    std::string setting, old_value, new_value;
};

class Comparing {
  public:
    Comparing(ports::Reader& reader, const domain::Program& program) : reader_(reader), program_(program) {}

    /// What may not change; nothing for a cohort that is new to the database.
    std::vector<Changed> fixed() {
        const std::vector<Value> key{program_.key};
        bool known = false;
        reader_.query("SELECT starts_on, weeks, sessions_per_week, call_minutes, call_mode FROM cohort WHERE key = ?1", key, [&](const Row& row) {
            known = true;
            compare("cohort", "starts_on", day_text(row.integer(0)), base::format_date(program_.starts_on));
            compare("cohort", "weeks", std::to_string(row.integer(1)), std::to_string(program_.weeks));
            compare("cohort", "sessions_per_week", std::to_string(row.integer(2)), std::to_string(program_.sessions_per_week));
            compare("cohort", "call_minutes", std::to_string(row.integer(3)), std::to_string(program_.call_minutes.count()));
            compare("calls", "mode", std::string{row.text(4)}, program_.call_mode == domain::CallMode::bridged ? "bridged" : "tutor_dials");
        });
        if (!known) return {};
        const auto settings = reports::stored_settings(reader_, program_.key);
        if (settings && !settings->zone.empty()) compare("program", "zone", settings->zone, program_.zone);
        const bool whole = std::any_of(changed_.begin(), changed_.end(), [](const Changed& each) { return each.setting == "zone"; });
        if (!whole) compare_departments();
        return std::move(changed_);
    }

  private:
    void compare(const char* section, const std::string& setting, const std::string& old_value, const std::string& new_value) {
        if (old_value != new_value) changed_.push_back({{section, setting}, setting, old_value, new_value});
    }

    /// People keep the zone they were enrolled with: hours were read and promised in it.
    void compare_departments() {
        const std::vector<Value> key{program_.key};
        reader_.query(
            "SELECT DISTINCT department, zone FROM (SELECT p.department, p.zone, p.cohort FROM student p UNION SELECT p.department, p.zone, "
            "p.cohort FROM tutor p) x JOIN cohort c ON c.id = x.cohort WHERE c.key = ?1 ORDER BY 1, 2",
            key, [&](const Row& row) {
                const std::string department{row.text(0)};
                const auto& known = program_.departments;
                if (row.text(1).empty() || std::find(known.begin(), known.end(), department) == known.end()) return;
                const auto zone = program_.department_zones.find(department);
                const std::string now = zone == program_.department_zones.end() ? program_.zone : zone->second;
                if (row.text(1) != now) changed_.push_back({{"program", "departments", department}, department, std::string{row.text(1)}, now});
            });
    }

    ports::Reader& reader_;
    const domain::Program& program_;
    std::vector<Changed> changed_;
};

class Telling {
  public:
    Telling(const CoordinatorFiles& files, const std::filesystem::path& file) : words_(programme_language(files.program.language)), file_(file), key_(files.program.key) {}

    base::Error runs(const Running& other) const {
        const domain::Arguments arguments{{"file", place({"program", "key"})}, {"old", other.key}, {"new", key_}, {"until", day_text(other.until)},
                                          {"open", std::to_string(other.open)}, {"count", std::to_string(other.phones)}};
        return refuse("cohort_runs", words_.say("errors.cohort_runs", arguments) + "\n" +
                                         words_.say(other.phones > 0 ? "errors.cohort_runs_shared" : "errors.cohort_runs_apart", arguments));
    }

    base::Error fixed(const std::vector<Changed>& changed) const {
        std::string message;
        for (const Changed& each : changed) message += tell("errors.cohort_fixed", each) + "\n";
        return refuse("cohort_fixed", message + words_.say("errors.cohort_fixed_how"));
    }

    std::string tell(const std::string& id, const Changed& changed) const {
        return words_.say(id, {{"file", place(changed.keys)}, {"key", key_}, {"setting", changed.setting}, {"old", changed.old_value}, {"new", changed.new_value}});
    }

  private:
    static base::Error refuse(std::string code, std::string message) { return {base::Error::Policy::permanent, std::move(code), std::move(message)}; }
    std::string place(const std::vector<std::string>& keys) const { return printable(program::yaml_place(file_, keys)); }

    CommandHelp words_;
    const std::filesystem::path& file_;
    std::string key_;
};

}  // namespace

base::Result<std::vector<std::string>> check_cohort(ports::Reader& reader, const CoordinatorFiles& files, const std::filesystem::path& file,
                                                    base::Instant now) {
    const Telling telling{files, file};
    if (const auto other = other_cohort(reader, files, now)) return telling.runs(*other);
    if (const auto fixed = Comparing{reader, files.program}.fixed(); !fixed.empty()) return telling.fixed(fixed);
    if (auto changed = check_people(reader, files)) return *std::move(changed);
    std::vector<std::string> taken;
    const auto settings = reports::stored_settings(reader, files.program.key);
    const auto yes_no = [](bool value) { return std::string{value ? "yes" : "no"}; };
    if (settings && settings->onboarding != files.program.onboarding)
        taken.push_back(telling.tell(files.program.onboarding ? "says.onboarding_on" : "says.onboarding_off",
                                     {{"cohort", "onboarding_call"}, "onboarding_call", yes_no(settings->onboarding), yes_no(files.program.onboarding)}));
    return taken;
}

}  // namespace tutorline::app
