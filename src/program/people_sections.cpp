#include <algorithm>

#include "program/nearest_word.hpp"
#include "program/program_reader.hpp"

namespace tutorline::program {
namespace {

using domain::Program;
using domain::StaffMember;

StaffMember read_member(YamlSection section, const std::string& country) {
    StaffMember member;
    if (!section.exists()) return member;
    member.name = section.required_text("name");
    const std::string text = section.required_text("phone");
    if (!text.empty() && !country.empty()) {
        auto phone = base::PhoneNumber::parse(text, country);
        const bool letters = std::ranges::any_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
        if (letters && phone) section.error("phone", "program.phone_words");
        else if (!phone) section.error("phone", "program." + phone.error().code, {{"country", country}});
        else if (!base::can_receive_text(phone.value())) section.error("phone", "program.staff_phone_fixed");
        else member.phone = std::move(phone.value());
    }
    section.finish();
    return member;
}

/// "Departments: [Centrl]" is found with its suggestion; the list as the programme writes them comes back.
std::vector<std::string> read_where(YamlSection& section, const Program& program) {
    std::vector<std::string> where;
    for (const std::string& name : section.words("departments")) {
        const auto same = [&](const std::string& other) { return folded(other) == folded(name); };
        const auto found = std::ranges::find_if(program.departments, same);
        const std::string near = nearest(name, program.departments);
        if (found != program.departments.end()) where.push_back(*found);
        else section.error("departments", near.empty() ? "program.department" : "program.department_near", {{"value", quotable(name)}, {"near", near}});
    }
    return where;
}

}  // namespace

void read_safeguarding(YamlSection& root, Program& program) {
    YamlSection section = root.section("safeguarding", true);
    if (root.has("safeguarding")) {
        program.safeguarding.focal_person = read_member(section.section("focal_person", true), program.country);
        program.safeguarding.deputy = read_member(section.section("deputy", true), program.country);
        const auto& guard = program.safeguarding;
        if (!guard.deputy.phone.empty() && guard.deputy.phone == guard.focal_person.phone) section.error("deputy", "program.same_deputy");
    }
    program.safeguarding.escalate_after = base::Minutes{section.whole("escalate_after_minutes", 30, 5, 240)};
    program.safeguarding.helpline = section.text("helpline", "");
    const auto& helpline = program.safeguarding.helpline;
    const bool dialled = helpline.size() >= 2 && helpline.size() <= 20 && helpline.find_first_not_of("0123456789 +*#-()") == std::string::npos;
    if (!helpline.empty() && !dialled) section.error("helpline", "program.helpline");
    section.finish();
}

void read_facilitators(YamlSection& root, Program& program, const std::string& file, Diagnostics& diagnostics) {
    const YamlNode* node = root.take("facilitators");
    if (!node) return;
    if (node->kind != YamlNode::Kind::list) return root.error("facilitators", "yaml.not_a_list");
    for (const YamlNode& item : node->items)
        program.facilitators.push_back(read_member({item, "facilitators", file, diagnostics}, program.country));
}

void read_blackouts(YamlSection& root, Program& program, const std::string& file, Diagnostics& diagnostics) {
    const YamlNode* node = root.take("blackouts");
    if (!node) return;
    if (node->kind != YamlNode::Kind::list) return root.error("blackouts", "yaml.not_a_list");
    for (const YamlNode& item : node->items) {
        YamlSection section(item, "blackouts", file, diagnostics);
        domain::Blackout blackout;
        const auto from = section.date("from", true);
        const auto to = section.has("to") ? section.date("to", true) : from;
        blackout.reason = section.required_text("reason");
        blackout.departments = read_where(section, program);
        section.finish();
        if (!from || !to) continue;
        if (*to < *from) section.error("to", "program.blackout_inverted", {{"from", base::format_date(*from)}, {"to", base::format_date(*to)}});
        blackout.from = *from;
        blackout.to = *to;
        program.blackouts.push_back(std::move(blackout));
    }
}

}  // namespace tutorline::program
