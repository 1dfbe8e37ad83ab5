#include "reports/settings.hpp"

#include <boost/json.hpp>
#include <vector>

namespace tutorline::reports {
namespace {

namespace json = boost::json;

base::Error settings_error(std::string code, std::string message) { return {base::Error::Policy::permanent, std::move(code), std::move(message)}; }

domain::Program from_json(const json::object& in) {
    domain::Program program;
    program.key = json::value_to<std::string>(in.at("key"));
    program.name = json::value_to<std::string>(in.at("name"));
    program.language = json::value_to<std::string>(in.at("language"));
    program.zone = json::value_to<std::string>(in.at("zone"));
    program.weeks = in.at("weeks").to_number<int>();
    program.sessions_per_week = in.at("sessions_per_week").to_number<int>();
    program.call_minutes = base::Minutes{in.at("call_minutes").to_number<int>()};
    program.dosage.completed_min = base::Minutes{in.at("completed_minutes").to_number<int>()};
    program.dosage.adequate_minutes = in.at("adequate_minutes").to_number<double>();
    program.dosage.adequate_checkpoints = in.at("adequate_checkpoints").to_number<int>();
    // Rows of rounds before these could be set have none: the defaults were the rule.
    const auto whole = [&](const char* name, int otherwise) { return in.contains(name) ? in.at(name).to_number<int>() : otherwise; };
    program.early_warning.ask_family = whole("ask_family_weeks", program.early_warning.ask_family);
    program.early_warning.facilitator = whole("facilitator_weeks", program.early_warning.facilitator);
    program.early_warning.visit = whole("visit_weeks", program.early_warning.visit);
    program.early_warning.red = whole("red_weeks", program.early_warning.red);
    program.onboarding = !in.contains("onboarding_call") || in.at("onboarding_call").as_bool();
    program.group_least = whole("group_least", program.group_least);
    program.prices.currency = json::value_to<std::string>(in.at("currency"));
    program.prices.text_segment = in.at("text_segment").to_number<double>();
    program.prices.call_minute = in.at("call_minute").to_number<double>();
    program.prices.tutor_hour = in.at("tutor_hour").to_number<double>();
    return program;
}

/// The cohort's own row, for a database that was filled without settings: everything but prices.
domain::Program from_row(const ports::Row& row) {
    domain::Program program;
    program.key = row.text(0);
    program.name = row.text(1);
    program.weeks = static_cast<int>(row.integer(2));
    program.sessions_per_week = static_cast<int>(row.integer(3));
    program.call_minutes = base::Minutes{row.integer(4)};
    return program;
}

}  // namespace

std::string settings_json(const domain::Program& program) {
    return json::serialize(json::object{
        {"key", program.key}, {"name", program.name}, {"language", program.language}, {"zone", program.zone}, {"weeks", program.weeks},
        {"sessions_per_week", program.sessions_per_week}, {"call_minutes", program.call_minutes.count()},
        {"completed_minutes", program.dosage.completed_min.count()}, {"adequate_minutes", program.dosage.adequate_minutes},
        {"adequate_checkpoints", program.dosage.adequate_checkpoints}, {"ask_family_weeks", program.early_warning.ask_family},
        {"facilitator_weeks", program.early_warning.facilitator}, {"visit_weeks", program.early_warning.visit},
        {"red_weeks", program.early_warning.red}, {"onboarding_call", program.onboarding}, {"group_least", program.group_least}, {"currency", program.prices.currency},
        {"text_segment", program.prices.text_segment}, {"call_minute", program.prices.call_minute}, {"tutor_hour", program.prices.tutor_hour}});
}

base::Result<domain::Program> stored_settings(ports::Reader& reader, std::string_view cohort_key) {
    std::vector<domain::Program> cohorts;
    std::string keys;
    reader.query("SELECT key, name, weeks, sessions_per_week, call_minutes FROM cohort ORDER BY key", {}, [&](const ports::Row& row) {
        keys += (keys.empty() ? "" : ", ") + std::string{row.text(0)};
        if (cohort_key.empty() || row.text(0) == cohort_key) cohorts.push_back(from_row(row));
    });
    if (cohorts.empty()) return keys.empty() ? settings_error("cohort_none", "this database holds no programme") : settings_error("cohort_unknown", keys);
    if (cohorts.size() > 1) return settings_error("cohort_many", keys);
    const std::vector<ports::Value> key{std::string{settings_key} + cohorts.front().key};
    std::string text;
    reader.query("SELECT value FROM meta WHERE key = ?1", key, [&](const ports::Row& row) { text = row.text(0); });
    if (text.empty()) return cohorts.front();
    json::error_code fault;
    const json::value value = json::parse(text, fault);
    try {
        if (!fault && value.is_object()) return from_json(value.get_object());
    } catch (const std::exception&) {  // a key is missing or of another kind: a damaged row
    }
    return settings_error("settings_bad", "the programme's settings in this database are damaged");
}

}  // namespace tutorline::reports
