// The scene of a talk: people, slots, items and states before its first line.
#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "app/config_dir.hpp"
#include "app/simulation/stage.hpp"
#include "app/simulation/words_of_line.hpp"
#include "domain/calendar/week_slots.hpp"
#include "domain/command/language_packs.hpp"
#include "domain/practice/item.hpp"
#include "engine/enroll.hpp"
#include "program/catalog.hpp"
#include "program/language_pack.hpp"
#include "store/store.hpp"

namespace tutorline::app {

using Kind = simulator::Transcript::Step::Kind;

/// The people of a scene while it is set.
struct Cast {
    domain::Roster roster;
    std::vector<engine::Assignment> places;
};

namespace {


/// "phone 0981 100 001" of the parts behind the names; empty when it is not said.
std::string field(const std::vector<std::string>& parts, const std::string& name) {
    for (const std::string& part : parts) {
        if (part.starts_with(name + " ")) return trimmed(part.substr(name.size() + 1));
    }
    return {};
}

std::string e164(const std::string& typed) {
    const auto number = base::PhoneNumber::parse(typed, "PY");
    if (!number) throw std::runtime_error("not a phone number: " + typed);
    return number->e164();
}

int slot_of(const std::string& text) {  // "mon 17:30"
    static const std::vector<std::string> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto parts = split(text, ' ');
    const auto day = std::find(days.begin(), days.end(), parts.at(0));
    if (day == days.end() || parts.size() != 2) throw std::runtime_error("not a slot: " + text);
    return domain::slot_at(static_cast<int>(day - days.begin()), *base::parse_hour(parts[1]));
}

/// Read once a process: constant after that.
const domain::LanguagePacks& packs() {
    static const domain::LanguagePacks loaded = [] {
        auto result = program::require_language_packs(config_dir() / "languages");
        if (!result) throw std::runtime_error(result.error().message);
        return std::move(result).value();
    }();
    return loaded;
}

const domain::Catalog& catalog() {
    static const domain::Catalog loaded = [] {
        const auto folder = config_dir() / "languages";
        return program::read_catalog(folder, program::language_tags(folder)).catalog;
    }();
    return loaded;
}

domain::Program demo_program(const simulator::Transcript& script, std::chrono::sys_days monday) {
    domain::Program program;
    program.key = "demo";
    program.name = "Tutorias Paraguay";
    program.country = "PY";
    program.zone = "America/Asuncion";
    program.contact = "0800 11 11";
    program.languages = {"es", "gn"};
    program.starts_on = monday;
    program.onboarding = false;
    program.safeguarding = {{"Marta", base::PhoneNumber::from_e164("+595981900001")},
                            {"Jorge", base::PhoneNumber::from_e164("+595981900002")},
                            base::Minutes{30},
                            "147"};
    program.facilitators = {{"Nilda", base::PhoneNumber::from_e164("+595981900003")}};
    for (const std::string& line : script.all("program")) {
        if (line.starts_with("zone ")) program.zone = line.substr(5);
        if (line.starts_with("country ")) program.country = line.substr(8);
        if (line.starts_with("languages ")) program.languages = split(line.substr(10), ',');
        if (line.starts_with("starts ")) program.starts_on = *base::parse_date(line.substr(7));
    }
    for (const std::string& line : script.all("set")) {
        if (line.starts_with("limit ")) program.texts.per_phone_week = std::stoi(line.substr(6));
    }
    return program;
}

std::chrono::sys_days first_monday(const simulator::Transcript& script) {
    for (const auto& step : script.steps) {
        if (step.kind != Kind::time) continue;
        const auto day = base::parse_date(step.text.substr(0, 10));
        if (!day) break;
        return *day - std::chrono::days{base::CivilTime{*day, base::Seconds{0}}.weekday()};
    }
    throw std::runtime_error("the talk begins with a line '@ 2026-03-03 10:00'");
}

}  // namespace

Stage::Stage(simulator::Transcript script) : script_(std::move(script)), zone_(*base::Zone::find("UTC")) {
    resources_.program = demo_program(script_, first_monday(script_));
    zone_ = *base::Zone::find(resources_.program.zone);
    resources_.catalog = catalog();
    resources_.packs = &packs();
    resources_.capabilities = {.queryable_log = true, .log_lag = base::Seconds{60}, .delivery_receipts = true, .voice = true};
    resources_.channel = "test";
    const store::Options options{.path = {}, .durable = false};
    auto opened = store::open(options);
    if (!opened) throw std::runtime_error(opened.error().message);
    store_ = std::move(opened).value();
    auto reader = store::open_reader(options, *store_);
    if (!reader) throw std::runtime_error(reader.error().message);
    reader_ = std::move(reader).value();
    played_.header = script_.header;
    set_scene();
}

void Stage::set_family(const std::string& line, Cast& cast, int number) {
    const auto parts = split(line, '|');
    const auto names = split(parts.at(0), ',');
    const std::string phone = field(parts, "phone");
    const std::string e = phone.empty() ? "+59598110000" + std::to_string(number) : e164(phone);
    numbers_[names.front()] = e;
    parties_[e] = first_party_.empty() ? "" : names.front();
    if (first_party_.empty()) first_party_ = names.front();
    const std::string slot = field(parts, "slot");
    int place = slot_of(slot.empty() ? "thu 17:30" : slot);
    for (const std::string& name : names) {
        domain::Student student;
        student.key = student.first_name = name;
        student.household = names.front();
        student.phones = {base::PhoneNumber::from_e164(e)};
        student.languages = field(parts, "languages").empty() ? std::vector<std::string>{"es"} : split(field(parts, "languages"), ',');
        student.text_language = field(parts, "texts").empty() ? "es" : field(parts, "texts");
        student.level = domain::level_from(field(parts, "level")).value_or(domain::Level::beginner);
        student.zone = resources_.program.zone;
        for (int day = 0; day < 6; ++day) student.windows.push_back({day, 17 * 60, 20 * 60});
        student.consent = domain::Consent{.given_by = "madre", .given_on = resources_.program.starts_on - std::chrono::days{20}, .text_version = "1"};
        cast.roster.students.push_back(student);
        cast.places.push_back({name, "tutor", {place++}, {}});
    }
}

void Stage::set_scene() {
    Cast cast;
    int number = 0;
    for (const std::string& line : script_.all("family")) set_family(line, cast, ++number);
    if (cast.roster.students.empty()) throw std::runtime_error("a scene needs a 'family:' line");
    const std::string tutor_line = script_.first("tutor").empty() ? "Rosa" : script_.first("tutor");
    const auto parts = split(tutor_line, '|');
    domain::Tutor tutor;
    tutor.key = "tutor";
    tutor.name = parts.at(0);
    tutor.phone = base::PhoneNumber::from_e164(field(parts, "phone").empty() ? "+595981700001" : e164(field(parts, "phone")));
    tutor.languages = {"es", "gn"};
    tutor.zone = resources_.program.zone;
    for (int day = 0; day < 6; ++day) tutor.windows.push_back({day, 8 * 60, 20 * 60});
    cast.roster.tutors = {tutor};
    numbers_[tutor.name] = tutor.phone.e164();
    for (const auto& person : {resources_.program.safeguarding.focal_person, resources_.program.safeguarding.deputy,
                               resources_.program.facilitators.front()}) {
        numbers_[person.name] = person.phone.e164();
    }
    numbers_["stranger"] = "+595981555555";
    for (const auto& [party, e] : numbers_) parties_.emplace(e, party);

    const auto first = std::find_if(script_.steps.begin(), script_.steps.end(), [](const Step& step) { return step.kind == Kind::time; });
    const auto begins = simulator::parse_wall(first->text, zone_);
    if (!begins) throw std::runtime_error("not a time: " + first->text);
    now_ = *begins - base::Minutes{1};
    cohort_ = engine::enroll(*store_, resources_.program, cast.roster, cast.places, now_).cohort;
    for (const auto& student : cast.roster.students) students_[student.key] = store_->student(cohort_, student.key)->id.value;
    set_items();
    for (const std::string& line : script_.all("set")) set_state(line);
    engine_ = std::make_unique<engine::Engine>(*store_, resources_);
    engine_->recover(now_);
}

void Stage::set_items() {
    ports::Transaction transaction(*store_);
    for (const std::string& line : script_.all("item")) {  // "Luis add-p1-01 2026-03-02 16:00"
        const auto parts = split(line, ' ');
        const domain::Item* item = parts.size() == 4 ? domain::find_item(parts[1]) : nullptr;
        if (item == nullptr || !students_.contains(parts[0])) throw std::runtime_error("not an item: " + line);
        ports::ItemSentRow row;
        row.student = domain::StudentId{students_[parts[0]]};
        row.item = item->id;
        row.skill = domain::name(item->skill);
        row.week = 1;
        row.sent_at = *simulator::parse_wall(parts[2] + " " + parts[3], zone_);
        store_->save(row);
    }
    transaction.commit();
}

void Stage::set_state(const std::string& line) {
    ports::Transaction transaction(*store_);
    ports::PhoneRow phone = *store_->phone(base::PhoneNumber::from_e164(numbers_[first_party_]));
    if (line == "stopped texts" || line == "stopped calls") phone.texts_stopped_at = now_;
    if (line == "stopped calls") phone.calls_stopped_at = now_;
    if (line == "wrong number") phone.health.status = domain::PhoneStatus::wrong;
    if (line == "worried") phone.worried_at = now_;
    store_->save(phone);
    transaction.commit();
}

}  // namespace tutorline::app
