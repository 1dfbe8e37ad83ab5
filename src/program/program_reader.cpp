#include "program/program_reader.hpp"

#include <algorithm>

#include "base/countries.hpp"
#include "domain/calendar/week_slots.hpp"
#include "program/nearest_word.hpp"
#include "program/weekly_hours.hpp"

namespace tutorline::program {
namespace {

using domain::Program;

constexpr int hard_stop_from = 7 * 60;  // FIELD.md B17: nothing leaves before seven or after nine, whatever a file says
constexpr int hard_stop_to = 21 * 60;

void check_zone(YamlSection& section, const char* key, const std::string& zone) {
    static const std::vector<std::string> common{
        "America/Asuncion", "America/Argentina/Buenos_Aires", "America/La_Paz", "America/Sao_Paulo", "America/Lima", "America/Bogota",
        "America/Guatemala", "America/El_Salvador", "America/Tegucigalpa", "America/Mexico_City", "America/Tijuana", "America/Santiago",
        "America/Montevideo", "America/Panama", "America/Costa_Rica", "America/Managua", "America/Santo_Domingo", "America/Caracas",
        "America/Guayaquil", "America/Port-au-Prince", "America/New_York", "Africa/Gaborone", "Africa/Nairobi"};
    if (zone.empty() || base::Zone::find(zone)) return;
    const std::string near = nearest(zone, common);
    section.error(key, near.empty() ? "program.zone" : "program.zone_near", {{"value", quotable(zone)}, {"near", near}});
}

/// A number that families dial: a phone of the country, or a short one of the network.
void check_contact(YamlSection& section, const Program& program) {
    if (program.contact.empty() || program.country.empty()) return;
    const bool short_number = program.contact.size() >= 3 && program.contact.size() <= 6 && program.contact.find_first_not_of("0123456789*#") == std::string::npos;
    const auto phone = base::PhoneNumber::parse(program.contact, program.country);
    const bool letters = std::ranges::any_of(program.contact, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    if (short_number || (phone && !letters)) return;
    section.error("contact", phone ? "program.phone_words" : "program." + phone.error().code, {{"country", program.country}});
}

void read_departments(YamlSection& section, Program& program, const std::string& file, Diagnostics& diagnostics) {
    const YamlNode* node = section.take("departments");
    const auto add = [&](const std::string& name, int line, int column) {
        const auto same = [&](const std::string& other) { return folded(other) == folded(name); };
        if (folded(name).empty() || std::ranges::any_of(program.departments, same))
            diagnostics.error({file, line, column}, "program.department_twice", {{"value", quotable(name)}});
        else program.departments.push_back(name);
    };
    if (!node || node->kind != YamlNode::Kind::map) {
        for (const std::string& name : section.words("departments")) add(name, section.place("departments").line, section.place("departments").column);
    } else {
        YamlSection zones(*node, section.key_path("departments"), file, diagnostics);
        for (const YamlEntry& entry : node->entries) {
            add(entry.key, entry.line, entry.column);
            const std::string zone = zones.text(entry.key.c_str(), program.zone);
            check_zone(zones, entry.key.c_str(), zone);
            program.department_zones[entry.key] = zone;
        }
    }
    if (program.departments.empty() && section.exists()) section.error("departments", "program.no_departments");
}

void read_identity(YamlSection& root, Program& program, const std::vector<std::string>& known_languages, const std::string& file,
                   Diagnostics& diagnostics) {
    YamlSection section = root.section("program", true);
    program.key = section.required_text("key");
    const auto key_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (!std::ranges::all_of(program.key, key_letter) || program.key.size() > 40) section.error("key", "program.key", {{"value", quotable(program.key)}});
    program.name = section.required_text("name");
    program.language = section.choice("language", 0, {"es", "en"}) == 0 ? "es" : "en";
    program.country = section.required_text("country");
    if (!program.country.empty() && std::ranges::find(base::countries(), program.country) == base::countries().end()) {
        section.error("country", "program.country", {{"value", quotable(program.country)}});
        program.country.clear();  // phones are not reported wrong for this
    }
    program.zone = section.required_text("zone");
    check_zone(section, "zone", program.zone);
    program.contact = section.required_text("contact");
    check_contact(section, program);
    read_departments(section, program, file, diagnostics);
    program.languages = section.words("languages");
    if (program.languages.empty()) section.missing("languages");
    std::string list;
    for (const std::string& tag : known_languages) list += (list.empty() ? "" : ", ") + tag;
    for (const std::string& tag : program.languages)
        if (std::ranges::find(known_languages, tag) == known_languages.end())
            section.error("languages", "program.language", {{"value", quotable(tag)}, {"languages", list}});
    section.finish();
}

void read_cohort(YamlSection& root, Program& program) {
    YamlSection section = root.section("cohort", true);
    if (const auto day = section.date("starts_on", true)) {
        program.starts_on = *day;
        const auto weekday = std::chrono::weekday{*day}.iso_encoding() - 1;
        if (weekday != 0)
            section.error("starts_on", "program.starts_on", {{"value", base::format_date(*day)},
                          {"before", base::format_date(*day - std::chrono::days{weekday})}, {"after", base::format_date(*day + std::chrono::days{7 - weekday})}});
    }
    program.weeks = section.whole("weeks", 8, 1, 52);
    program.sessions_per_week = section.whole("sessions_per_week", 1, 1, 2);
    program.call_minutes = base::Minutes{section.whole("call_minutes", 20, 10, domain::slot_minutes)};
    program.onboarding = section.yes_no("onboarding_call", true);
    program.seed = static_cast<std::uint64_t>(section.whole("seed", 1, 1, 1'000'000'000));
    section.finish();
}

void read_attempts(YamlSection& calls, Program& program) {
    YamlSection section = calls.section("attempts", false);
    auto& plan = program.attempts;
    plan.attempts_max = section.whole("max", plan.attempts_max, 1, 7);
    plan.slots_min = section.whole("different_slots", std::min(plan.slots_min, plan.attempts_max), 1, 7);
    if (plan.slots_min > plan.attempts_max)
        section.error("different_slots", "program.slots_min", {{"value", std::to_string(plan.slots_min)}, {"max", std::to_string(plan.attempts_max)}});
    plan.ring_max = base::Seconds{section.whole("ring_seconds", 45, 10, 120)};
    plan.redial_within = base::Minutes{section.whole("redial_within_minutes", 10, 0, 60)};
    plan.tracing_attempts = section.whole("trace_after_dials", plan.tracing_attempts, 1, 50);
    plan.retry_share = section.share("kept_free_for_retries", plan.retry_share, 0.5);
    section.finish();
}

void read_calls(YamlSection& root, Program& program) {
    YamlSection section = root.section("calls", true);
    program.call_mode = section.choice("mode", 0, {"bridged", "tutor_dials"}) == 0 ? domain::CallMode::bridged : domain::CallMode::tutor_dials;
    program.tutor_sees_number = section.yes_no("tutor_sees_number", false);
    if (program.call_mode == domain::CallMode::tutor_dials && !program.tutor_sees_number) section.error("mode", "program.tutor_dials");
    const YamlNode* hours = section.take("hours");
    if (!hours) section.missing("hours");
    for (const std::string& text : section.words("hours")) {
        WeeklyHours read = parse_weekly_hours(text);
        if (!read.fault.empty()) section.error("hours", "roster." + read.fault, {{"column", "calls.hours"}, {"word", quotable(read.word)}, {"morning", read.morning}, {"evening", read.evening}});
        program.call_hours.insert(program.call_hours.end(), read.windows.begin(), read.windows.end());
    }
    program.call_hours = domain::merged(program.call_hours);
    read_attempts(section, program);
    YamlSection completed = section.section("completed", false);
    program.dosage.completed_min = base::Minutes{completed.whole("child_minutes", 10, 1, static_cast<int>(program.call_minutes.count()))};
    program.dosage.adequate_minutes = completed.share("adequate_share_of_minutes", 0.75, 1);
    program.dosage.adequate_checkpoints = completed.whole("adequate_checkpoints", std::min(6, program.weeks * program.sessions_per_week), 0, 104);
    completed.finish();
    section.finish();
}

/// Both hours at once; `from` must come before `to`, both inside the hard stop.
void read_span(YamlSection& section, const char* from_key, const char* to_key, int& from, int& to) {
    from = section.hour(from_key, from);
    to = section.hour(to_key, to);
    if (from >= to) section.error(from_key, "program.quiet_inverted", {{"from", base::format_hour(from)}, {"to", base::format_hour(to)}});
    if (from < hard_stop_from) section.error(from_key, "program.hard_stop", {{"value", base::format_hour(from)}});
    if (to > hard_stop_to) section.error(to_key, "program.hard_stop", {{"value", base::format_hour(to)}});
}

void read_quiet(YamlSection& root, Program& program) {
    YamlSection section = root.section("contact_hours", false);
    read_span(section, "texts_from", "texts_to", program.quiet.texts_from, program.quiet.texts_to);
    read_span(section, "calls_from", "calls_to", program.quiet.calls_from, program.quiet.calls_to);
    const auto days = section.weekdays("days_off", {6});
    program.quiet.days_off = {days.begin(), days.end()};
    if (program.quiet.days_off.size() == 7) section.error("days_off", "program.no_days");
    section.finish();
}

void read_texts(YamlSection& root, Program& program) {
    YamlSection section = root.section("texts", false);
    auto& texts = program.texts;
    texts.per_phone_week = section.whole("per_phone_and_week", texts.per_phone_week, 0, 14);
    texts.segments_max = section.whole("segments_max", texts.segments_max, 1, 4);
    texts.ucs2_allowed = section.yes_no("accents_allowed", texts.ucs2_allowed);
    texts.auto_replies_per_hour = section.whole("automatic_answers_per_hour", texts.auto_replies_per_hour, 1, 20);
    texts.stale_after = base::Minutes{section.whole("stale_after_minutes", 120, 5, 24 * 60)};
    section.finish();
}

void read_practice(YamlSection& root, Program& program) {
    YamlSection section = root.section("practice", false);
    auto& practice = program.practice;
    practice.items_per_week = section.whole("items_per_week", practice.items_per_week, 0, 5);
    practice.item_texts_max = section.whole("texts_per_item_max", practice.item_texts_max, 1, 3);
    practice.inbound_free = section.yes_no("answers_are_free", practice.inbound_free);
    practice.item_weekday = section.weekday("weekday", practice.item_weekday).value_or(0);
    practice.item_minute = section.hour("hour", practice.item_minute);
    const bool known = program.quiet.texts_from < program.quiet.texts_to;
    const bool quiet = known && (practice.item_minute < program.quiet.texts_from || practice.item_minute >= program.quiet.texts_to);
    if (quiet) section.error("hour", "program.item_hour", {{"value", base::format_hour(practice.item_minute)},
                             {"from", base::format_hour(program.quiet.texts_from)}, {"to", base::format_hour(program.quiet.texts_to)}});
    if (program.quiet.days_off.contains(practice.item_weekday)) section.error("weekday", "program.item_day");
    section.finish();
}

void read_matching(YamlSection& root, Program& program) {
    YamlSection section = root.section("matching", false);
    auto& weights = program.matching;
    constexpr int weight_max = 1000;
    weights.language_second = section.whole("second_language", weights.language_second, 0, weight_max);
    weights.level_near = section.whole("level_next_to", weights.level_near, 0, weight_max);
    weights.department_other = section.whole("other_department", weights.department_other, 0, weight_max);
    weights.tutor_changed = section.whole("tutor_changed", weights.tutor_changed, 0, weight_max);
    weights.daytime = section.whole("daytime", weights.daytime, 0, weight_max);
    section.finish();
}

void read_early_warning(YamlSection& root, Program& program) {
    YamlSection section = root.section("early_warning", false);
    auto& rule = program.early_warning;
    rule.ask_family = section.whole("ask_family_after_weeks", rule.ask_family, 1, 8);
    rule.facilitator = section.whole("facilitator_after_weeks", rule.facilitator, 1, 8);
    rule.visit = section.whole("visit_after_weeks", rule.visit, 1, 8);
    rule.red = section.whole("red_after_weeks", rule.red, 1, 8);
    section.finish();
    YamlSection reports = root.section("reports", false);
    program.group_least = reports.whole("smallest_group_shown", program.group_least, 1, 100);
    reports.finish();
}

void read_prices(YamlSection& root, Program& program) {
    YamlSection section = root.section("prices", false);
    auto& prices = program.prices;
    prices.currency = section.text("currency", prices.currency);
    constexpr double price_max = 1e9;
    prices.text_segment = section.amount("text_segment", 0, price_max);
    prices.call_minute = section.amount("call_minute_per_leg", 0, price_max);
    prices.tutor_hour = section.amount("tutor_hour", 0, price_max);
    section.finish();
}

}  // namespace

domain::SourcePlace ProgramFile::place(const std::string& key) const {
    const auto found = places.find(key);
    return found == places.end() ? domain::SourcePlace{} : found->second;
}

ProgramFile read_program(std::string_view yaml, const std::string& file, const std::vector<std::string>& known_languages,
                         Diagnostics& diagnostics) {
    ProgramFile result;
    const YamlDocument document = parse_yaml(yaml);
    if (document.fault) {
        diagnostics.error({file, document.fault->line, document.fault->column}, document.fault->id, document.fault->arguments);
        return result;
    }
    YamlSection root(document.root, "", file, diagnostics);
    if (document.root.kind != YamlNode::Kind::map) {
        if (document.root.kind == YamlNode::Kind::null) diagnostics.error({file, 1, 1}, "yaml.empty");
        return result;
    }
    Program& program = result.program;
    read_identity(root, program, known_languages, file, diagnostics);
    read_cohort(root, program);
    read_quiet(root, program);
    read_calls(root, program);
    read_texts(root, program);
    read_practice(root, program);
    read_matching(root, program);
    read_need(root, program, file, diagnostics);
    read_early_warning(root, program);
    read_prices(root, program);
    read_safeguarding(root, program);
    read_facilitators(root, program, file, diagnostics);
    read_blackouts(root, program, file, diagnostics);
    YamlSection rosters = root.section("rosters", true);
    if (root.has("rosters")) {
        result.students_file = rosters.required_text("students");
        result.tutors_file = rosters.required_text("tutors");
    }
    rosters.finish();
    for (const char* name : {"program", "cohort", "calls", "contact_hours", "texts", "practice", "matching", "need", "early_warning", "reports", "prices", "safeguarding", "facilitators", "blackouts", "rosters"}) {
        result.places[name] = root.place(name);
        const YamlNode* node = root.take(name);
        for (std::size_t n = 0; node && n < node->entries.size(); ++n)
            result.places[std::string(name) + "." + node->entries[n].key] = {file, node->entries[n].line, node->entries[n].column};
        for (std::size_t n = 0; node && n < node->items.size(); ++n)  // a list: by its place, as in program.blackouts
            result.places[std::string(name) + "." + std::to_string(n)] = {file, node->items[n].line, node->items[n].column};
    }
    root.finish();
    return result;
}

}  // namespace tutorline::program
