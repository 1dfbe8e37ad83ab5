#include "classroom.hpp"

#include <cstdio>
#include <stdexcept>

#include "app/service/start_cohort.hpp"
#include "base/http_message.hpp"
#include "domain/practice/item.hpp"
#include "gateways/registry.hpp"
#include "gateways/twilio/signature.hpp"
#include "program/catalog.hpp"
#include "program/language_pack.hpp"
#include "store/store.hpp"

namespace tutorline::bench {
namespace {

std::string phone_number(int family) {
    char digits[24];
    std::snprintf(digits, sizeof digits, "+59598%07d", family);
    return digits;
}

domain::TutorId add_tutor(ports::Store& store, domain::CohortId cohort, const domain::Program& program) {
    ports::TutorRow row;
    row.cohort = cohort;
    row.phone = store.save(ports::PhoneRow{.number = base::PhoneNumber::from_e164("+595972000001")});
    row.tutor.key = "T1";
    row.tutor.name = "Rosa";
    row.tutor.phone = base::PhoneNumber::from_e164("+595972000001");
    row.tutor.languages = {"es"};
    row.tutor.zone = program.zone;
    return store.save(row);
}

Reply add_family(ports::Store& store, domain::CohortId cohort, domain::TutorId tutor, const domain::Program& program, int family, base::Instant now) {
    const std::string key = "S" + std::to_string(family);
    const std::string number = phone_number(family);
    ports::PhoneRow phone{.number = base::PhoneNumber::from_e164(number)};
    phone.health.status = domain::PhoneStatus::verified;
    const auto phone_id = store.save(phone);
    ports::StudentRow student;
    student.cohort = cohort;
    student.household = store.household(cohort, key);
    student.student.key = key;
    student.student.first_name = "Luis";
    student.student.languages = {"es"};
    student.student.text_language = "es";
    student.student.zone = program.zone;
    student.seed = static_cast<std::uint64_t>(family) * 977U + 1U;
    const auto id = store.save(student);
    store.save(id, ports::StudentPhone{phone_id, 0, {}});
    store.set_consent(id, domain::Consent{.given_by = "madre", .given_on = std::chrono::floor<std::chrono::days>(now), .text_version = "1"}, now);
    ports::EnrollmentRow enrollment;
    enrollment.student = id;
    enrollment.cohort = cohort;
    enrollment.tutor = tutor;
    enrollment.created_at = now;
    store.save(enrollment);
    const domain::Item& item = *domain::practice_order(domain::Skill::addition, student.seed).front();
    ports::ItemSentRow sent;
    sent.student = id;
    sent.item = item.id;
    sent.skill = domain::name(item.skill);
    sent.week = 1;
    sent.sent_at = now - std::chrono::hours{2};
    store.save(sent);
    return {number, family % 2 == 0 ? item.expected : std::to_string(std::stoi(item.expected) + 10)};
}

}  // namespace

std::unique_ptr<School> open_school(const std::filesystem::path& config_dir) {
    auto school = std::make_unique<School>();
    auto files = app::read_coordinator_files(config_dir / "programs" / "paraguay-demo.yaml", config_dir);
    if (!files) throw std::runtime_error(files.error().message);
    auto catalog = program::load_catalog(config_dir / "languages", files->program.languages);
    if (!catalog.usable()) throw std::runtime_error("the catalogs cannot be read");
    auto packs = program::require_language_packs(config_dir / "languages");
    if (!packs) throw std::runtime_error(packs.error().message);
    school->packs = std::move(*packs);
    school->resources = {files->program, std::move(catalog.catalog), &school->packs, gateways::find("twilio")->capabilities(), channel_name};
    return school;
}

std::vector<Reply> fill_classroom(const std::filesystem::path& database, const School& school, int families, base::Instant now) {
    auto opened = store::open({.path = database.string(), .durable = false});
    if (!opened) throw std::runtime_error(opened.error().message);
    ports::Store& store = **opened;
    const domain::Program& program = school.resources.program;
    std::vector<Reply> replies;
    ports::Transaction transaction(store);
    const auto cohort = store.save(ports::CohortRow{.key = program.key, .name = program.name, .starts_on = program.starts_on, .created_at = now});
    const auto tutor = add_tutor(store, cohort, program);
    for (int family = 1; family <= families; ++family) replies.push_back(add_family(store, cohort, tutor, program, family, now));
    transaction.commit();
    return replies;
}

std::string signed_request(const Reply& reply, std::int64_t number) {
    char sid[40];
    std::snprintf(sid, sizeof sid, "SM%032llx", static_cast<unsigned long long>(number));
    const base::FormFields fields{{"ToCountry", "PY"}, {"ToState", ""}, {"SmsMessageSid", sid}, {"NumMedia", "0"}, {"ToCity", ""}, {"FromZip", ""},
                                  {"SmsSid", sid}, {"FromState", ""}, {"SmsStatus", "received"}, {"FromCity", ""}, {"Body", reply.words},
                                  {"FromCountry", "PY"}, {"To", channel_number}, {"ToZip", ""}, {"NumSegments", "1"}, {"MessageSid", sid},
                                  {"AccountSid", channel_account}, {"From", reply.from}, {"ApiVersion", "2010-04-01"}};
    const std::string target = std::string{"/webhooks/"} + channel_name + "/texts";
    const std::string body = base::encode_form(fields);
    return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: TwilioProxy/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
           "Content-Length: " + std::to_string(body.size()) +
           "\r\nX-Twilio-Signature: " + gateways::twilio::sign(channel_secret, channel_url + target, &fields) + "\r\n\r\n" + body;
}

}  // namespace tutorline::bench
