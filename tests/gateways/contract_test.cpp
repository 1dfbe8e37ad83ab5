// Walks the registry: every gateway must have the standard golden cases in tests/gateways/<name>/ and keep them.
//   webhooks/*.http  as the provider posts them, signed for the channel below  -> *.events and *.answer
//   requests/*.http  our effects as requests
//   answers/*.http   as the provider answers                                   -> *.fate
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "gateways/describe.hpp"
#include "gateways/registry.hpp"
#include "support/golden.hpp"

namespace tutorline::gateways {
void PrintTo(const Entry& entry, std::ostream* out) { *out << entry.name; }
}  // namespace tutorline::gateways

namespace tutorline::contract_test {
namespace {

using base::Instant;
using test::describe;
using test::golden_difference;

ports::Channel standard_channel(std::string_view gateway) {
    return {.name = "py-1",
            .gateway = std::string{gateway},
            .api_url = "https://api.example.com",
            .account = "AC00112233445566778899aabbccddeeff",
            .secret = "0123456789abcdef0123456789abcdef",
            .number = "+595214567890",
            .public_url = "https://tutor.example.org"};
}

const std::set<std::string> standard_webhooks{"text",          "text_words",       "text_empty",     "text_long",        "text_short_code",
                                              "status_sent",   "status_delivered", "status_failed",  "status_unknown",   "bad_other_account",
                                              "bad_no_sid",    "bad_path",         "bad_utf8"};
const std::set<std::string> voice_webhooks{"call_answered",   "call_ringing",     "call_completed",   "call_no_answer",
                                           "family_answered", "family_completed", "family_no_answer", "inbound_call"};
const std::set<std::string> standard_answers{"send_accepted",     "send_refused", "send_opted_out", "send_throttled", "send_broken",
                                             "send_server_error", "send_garbage", "query_found",    "query_absent",   "query_unclear"};

std::set<std::string> files_in(const std::string& folder, const std::string& extension) {
    std::set<std::string> names;
    const auto path = test::test_path(folder);
    if (!std::filesystem::is_directory(path)) return names;
    for (const auto& file : std::filesystem::directory_iterator(path))
        if (file.path().extension() == extension) names.insert(file.path().stem());
    return names;
}

std::string missing(const std::set<std::string>& wanted, const std::set<std::string>& there) {
    std::string names;
    for (const auto& name : wanted)
        if (!there.contains(name)) names += name + " ";
    return names;
}

const Instant asked_from = *base::parse_instant("2026-03-02T17:29:30Z");

domain::SendText text_effect() {
    return {domain::MessageId{41}, base::PhoneNumber::from_e164("+595981123456"),
            "Hola! 34+47=? ¿Cuánto es? & <ñ> 50% 😀", domain::Priority::practice};
}
domain::PlaceCall call_effect() {
    return {domain::AttemptId{7}, base::PhoneNumber::from_e164("+595972200300"), base::Seconds{45}, "es"};
}
domain::QueryText query_effect() {
    return {domain::MessageId{41}, base::PhoneNumber::from_e164("+595981123456"), asked_from, "34+47=?"};
}

domain::VoiceScript bridge_script() {
    return {domain::Say{"Tutorline: llamada con Ana & <Luis>.", "es"},
            domain::DialFamily{domain::AttemptId{7}, base::PhoneNumber::from_e164("+595981123456"), base::Seconds{40},
                               base::Seconds{2400}, "Hola", "gn"},
            domain::Hangup{}};
}

class EveryGateway : public testing::TestWithParam<gateways::Entry> {
  protected:
    std::string folder(const std::string& kind) const { return "gateways/" + std::string{GetParam().name} + "/" + kind; }
    const ports::Gateway& gateway() const { return *GetParam().gateway; }
    ports::Channel channel = standard_channel(GetParam().name);
};

TEST_P(EveryGateway, HasTheStandardCases) {
    auto wanted = standard_webhooks;
    if (gateway().capabilities().voice) wanted.insert(voice_webhooks.begin(), voice_webhooks.end());
    EXPECT_EQ("", missing(wanted, files_in(folder("webhooks"), ".http")));
    EXPECT_EQ("", missing(standard_answers, files_in(folder("answers"), ".http")));
    EXPECT_TRUE(std::filesystem::exists(test::test_path("../src/gateways/" + std::string{GetParam().name} + "/README.md")));
}

TEST_P(EveryGateway, VerifiesAndDecodesItsWebhooks) {
    for (const auto& name : files_in(folder("webhooks"), ".http")) {
        const auto request = test::read_request(test::test_path(folder("webhooks/" + name + ".http")));
        EXPECT_TRUE(gateway().verify(channel, request)) << name;
        EXPECT_EQ("", golden_difference(folder("webhooks/" + name + ".events"), describe(gateway().decode(channel, request))));
    }
}

TEST_P(EveryGateway, RefusesATamperedWebhook) {
    for (const auto& name : files_in(folder("webhooks"), ".http")) {
        const auto good = test::read_request(test::test_path(folder("webhooks/" + name + ".http")));
        auto changed = good;
        changed.body += "&x=1";
        EXPECT_FALSE(gateway().verify(channel, changed)) << name;
        changed = good;
        changed.target += "x";
        EXPECT_FALSE(gateway().verify(channel, changed)) << name;
        changed = good;
        changed.headers.clear();
        EXPECT_FALSE(gateway().verify(channel, changed)) << name;
        auto other = channel;
        other.secret = "another secret";
        EXPECT_FALSE(gateway().verify(other, good)) << name;
        other = channel;
        other.secret.clear();
        EXPECT_FALSE(gateway().verify(other, good)) << name;
    }
}

TEST_P(EveryGateway, ChangingAnyByteOfABodyBreaksTheSignature) {
    const auto good = test::read_request(test::test_path(folder("webhooks/text.http")));
    for (std::size_t i = 0; i < good.body.size(); ++i) {
        auto changed = good;
        changed.body[i] = changed.body[i] == 'z' ? 'y' : 'z';
        EXPECT_FALSE(gateway().verify(channel, changed)) << "byte " << i;
    }
}

TEST_P(EveryGateway, EncodesEffects) {
    EXPECT_EQ("", golden_difference(folder("requests/send_text.http"), describe(gateway().encode(channel, text_effect()))));
    if (gateway().capabilities().voice) {
        EXPECT_EQ("", golden_difference(folder("requests/place_call.http"), describe(gateway().encode(channel, call_effect()))));
    }
    if (gateway().capabilities().queryable_log) {
        EXPECT_EQ("", golden_difference(folder("requests/query_text.http"), describe(gateway().encode(channel, query_effect()))));
    }
}

TEST_P(EveryGateway, DecodesAnswers) {
    for (const auto& name : files_in(folder("answers"), ".http")) {
        const auto response = test::read_response(test::test_path(folder("answers/" + name + ".http")));
        const domain::Effect effect = name.starts_with("query") ? domain::Effect{query_effect()}
                                      : name.starts_with("call") ? domain::Effect{call_effect()}
                                                                 : domain::Effect{text_effect()};
        EXPECT_EQ("", golden_difference(folder("answers/" + name + ".fate"), describe(gateway().decode_result(effect, response))));
    }
}

TEST_P(EveryGateway, AcknowledgesWithAndWithoutAScript) {
    const auto answer = [&](const std::string& webhook, const domain::VoiceScript* script) {
        const auto request = test::read_request(test::test_path(folder("webhooks/" + webhook + ".http")));
        return describe(gateway().acknowledge(channel, request, script));
    };
    EXPECT_EQ("", golden_difference(folder("scripts/text.answer"), answer("text", nullptr)));
    EXPECT_EQ("", golden_difference(folder("scripts/status.answer"), answer("status_delivered", nullptr)));
    if (!gateway().capabilities().voice) return;
    const domain::VoiceScript bridge = bridge_script();
    const domain::VoiceScript greeting{domain::Say{"Hola, familia. Le comunico con la tutora.", "es"}};
    const domain::VoiceScript reject{domain::Reject{}};
    const domain::VoiceScript none;
    EXPECT_EQ("", golden_difference(folder("scripts/bridge.answer"), answer("call_answered", &bridge)));
    EXPECT_EQ("", golden_difference(folder("scripts/nothing_to_say.answer"), answer("call_answered", &none)));
    EXPECT_EQ("", golden_difference(folder("scripts/greeting.answer"), answer("family_answered", &greeting)));
    EXPECT_EQ("", golden_difference(folder("scripts/no_greeting.answer"), answer("family_answered", &none)));
    EXPECT_EQ("", golden_difference(folder("scripts/reject.answer"), answer("inbound_call", &reject)));
    EXPECT_EQ("", golden_difference(folder("scripts/inbound_call_unheard.answer"), answer("inbound_call", nullptr)));
}

INSTANTIATE_TEST_SUITE_P(Registry, EveryGateway, testing::ValuesIn(gateways::all().begin(), gateways::all().end()),
                         [](const auto& entry) { return std::string{entry.param.name}; });

TEST(Registry, FindsByNameOnly) {
    EXPECT_EQ(gateways::find("twilio"), gateways::all().front().gateway);
    EXPECT_EQ(gateways::find("Twilio"), nullptr);
    EXPECT_EQ(gateways::find(""), nullptr);
}

}  // namespace
}  // namespace tutorline::contract_test
