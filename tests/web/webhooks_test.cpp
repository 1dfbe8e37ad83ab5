#include "web/webhooks.hpp"

#include <gtest/gtest.h>

#include "gateways/twilio/signature.hpp"

namespace tutorline::web::webhooks_test {
namespace {

using Kind = engine::Handled::Kind;

ports::Channel channel() {
    return {.name = "py-1", .gateway = "twilio", .api_url = "https://api.example.com", .account = "AC1",
            .secret = "s3cret", .number = "+595214567890", .public_url = "https://t.example"};
}

Webhooks webhooks() {
    auto made = Webhooks::make({channel()});
    EXPECT_TRUE(made);
    return std::move(*made);
}

base::HttpRequest signed_post(const std::string& target, const base::FormFields& fields) {
    return {"POST", target,
            {{"Content-Type", "application/x-www-form-urlencoded"},
             {"X-Twilio-Signature", gateways::twilio::sign("s3cret", "https://t.example" + target, &fields)}},
            base::encode_form(fields)};
}

base::HttpRequest text(const std::string& body = "81") {
    return signed_post("/webhooks/py-1/texts",
                       {{"AccountSid", "AC1"}, {"MessageSid", "SM1"}, {"From", "+595981123456"}, {"To", "+595214567890"}, {"Body", body}});
}

int refusal(const base::HttpRequest& request) {
    const auto verdict = webhooks().receive(request);
    const auto* response = std::get_if<base::HttpResponse>(&verdict);
    return response ? response->status : 0;
}

TEST(Webhooks, TurnsASignedTextIntoAnEvent) {
    const Webhooks hooks = webhooks();
    auto verdict = hooks.receive(text());
    auto* intake = std::get_if<Intake>(&verdict);
    ASSERT_NE(intake, nullptr);
    ASSERT_EQ(intake->decoded.events.size(), 1U);
    EXPECT_EQ(std::get<domain::InboundText>(intake->decoded.events.front()).text, "81");
    const engine::Handled changed{Kind::changed, {}};
    const engine::Handled unchanged{Kind::unchanged, {}};
    const engine::Handled refused{Kind::refused, {}};
    EXPECT_EQ(hooks.answer(*intake, {&changed, 1}).status, 200);
    EXPECT_EQ(hooks.answer(*intake, {&unchanged, 1}).status, 200);
    const auto again = hooks.answer(*intake, {&refused, 1});
    EXPECT_EQ(again.status, 503);
    EXPECT_EQ(again.header("Retry-After"), "10");
}

TEST(Webhooks, ASenderIsANumberAShortCodeOrAName) {
    const auto status = [](const std::string& from) {
        return refusal(signed_post("/webhooks/py-1/texts",
                                   {{"AccountSid", "AC1"}, {"MessageSid", "SM1"}, {"From", from}, {"To", "+595214567890"}, {"Body", "81"}}));
    };
    for (const char* good : {"+595981123456", "333", "TIGO", "Banco XX", "A-B_C & D"}) EXPECT_EQ(status(good), 0) << good;
    for (const char* bad : {"", "a\nb", "\x1b[31mred", "'; DROP TABLE phone", "\"x\"", "<b>", "+595981\x01", "a\xC2\x9B", "+595951000103From+595951000102", "+", "+0951000103", "+5959510001031234", "+595951 000103",
                            "whatsapp:+595981123456", "a name of sixteen", "   ", "&&&"})
        EXPECT_EQ(status(bad), 400) << bad;
}

TEST(Webhooks, AFieldsNameIsOne) {
    // Signed are names and values without anything between them: what was one field's end could be sent as another's name.
    for (const char* name : {"", "a b", "x=1", "From+595951000102", "B\n", "ñ"})
        EXPECT_EQ(refusal(signed_post("/webhooks/py-1/texts", {{"AccountSid", "AC1"}, {"MessageSid", "SM1"}, {"From", "333"}, {"To", "+595214567890"}, {"Body", "81"}, {name, "x"}})), 400) << name;
}

TEST(Webhooks, AnswersACallWithItsInstructions) {
    const Webhooks hooks = webhooks();
    auto verdict = hooks.receive(signed_post("/webhooks/py-1/calls/7/answer", {{"AccountSid", "AC1"}, {"CallSid", "CA1"}, {"CallStatus", "in-progress"}}));
    auto* intake = std::get_if<Intake>(&verdict);
    ASSERT_NE(intake, nullptr);
    const engine::Handled handled{Kind::changed, {domain::Say{"Hola", "es"}, domain::Hangup{}}};
    const auto response = hooks.answer(*intake, {&handled, 1});
    EXPECT_EQ(response.content_type, "text/xml");
    EXPECT_NE(response.body.find("<Say language=\"es-MX\">Hola</Say><Hangup/>"), std::string::npos) << response.body;
}

TEST(Webhooks, ProgressThatAsksNothingNeedsNoCommit) {
    const Webhooks hooks = webhooks();
    auto verdict = hooks.receive(signed_post("/webhooks/py-1/calls/7/status", {{"AccountSid", "AC1"}, {"CallSid", "CA1"}, {"CallStatus", "ringing"}}));
    auto* intake = std::get_if<Intake>(&verdict);
    ASSERT_NE(intake, nullptr);
    EXPECT_TRUE(intake->decoded.events.empty());
    EXPECT_EQ(hooks.answer(*intake, {}).status, 200);
}

TEST(Webhooks, RefusesClearly) {
    EXPECT_EQ(refusal({"POST", "/", {}, ""}), 404);
    EXPECT_EQ(refusal({"POST", "/webhooks/other/texts", {}, ""}), 404);
    EXPECT_EQ(refusal({"POST", "/webhooks/", {}, ""}), 404);
    auto request = text();
    request.method = "GET";
    EXPECT_EQ(refusal(request), 405);
    request = text();
    request.body += "0";
    EXPECT_EQ(refusal(request), 403);
    request = text();
    request.headers.pop_back();
    EXPECT_EQ(refusal(request), 403);
    EXPECT_EQ(refusal(text(std::string(Webhooks::body_bytes_max, 'x'))), 413);
    EXPECT_EQ(refusal(text("8\xff")), 400);
    EXPECT_EQ(refusal(signed_post("/webhooks/py-1/nothing", {{"AccountSid", "AC1"}})), 400);
    EXPECT_EQ(refusal(signed_post("/webhooks/py-1/texts", {{"AccountSid", "AC2"}, {"MessageSid", "SM1"}, {"From", "1"}, {"To", "2"}})), 400);
}

TEST(Webhooks, ARefusalRepeatsNothingThatCameIn) {
    const auto verdict = webhooks().receive(
        signed_post("/webhooks/py-1/texts", {{"AccountSid", "AC1"}, {"MessageSid", "+595981999888"}, {"From", "+595981999888"}, {"Body", "secreto"}}));
    const auto* response = std::get_if<base::HttpResponse>(&verdict);
    ASSERT_NE(response, nullptr);
    EXPECT_EQ(response->body.find("595"), std::string::npos);
    EXPECT_EQ(response->body.find("secreto"), std::string::npos);
}

TEST(Webhooks, NeverStartsWithABadChannel) {
    auto bad = channel();
    bad.gateway = "pigeon";
    EXPECT_EQ(Webhooks::make({bad}).error().code, "gateway_unknown");
    bad = channel();
    bad.secret.clear();
    EXPECT_EQ(Webhooks::make({bad}).error().code, "channel_secret");
    for (const char* name : {"", "A", "a/b", "a b", "ñ"}) {
        bad = channel();
        bad.name = name;
        EXPECT_EQ(Webhooks::make({bad}).error().code, "channel_name") << name;
    }
    EXPECT_EQ(Webhooks::make({channel(), channel()}).error().code, "channel_name");
}

}  // namespace
}  // namespace tutorline::web::webhooks_test
