// The network's side of the contract: what it accepts, what it refuses, what it posts, in which order.
#include "simulator/network/network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "base/base64.hpp"
#include "base/hmac.hpp"
#include "scripted_phones.hpp"

namespace tutorline::simulator::network_test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

const std::string account = "AC00000000000000000000000000000001";
const std::string ours = "+595210000001";
const std::string mother = "+595981000001";
const std::string tutor = "+595981000002";
constexpr base::Instant start{std::chrono::seconds{1'772'000'000}};

NetworkSettings perfect() {
    NetworkSettings settings;
    settings.account = account;
    settings.secret = "token";
    settings.number = ours;
    settings.sms_url = "https://service.test/texts";
    settings.voice_url = "https://service.test/calls";
    settings.text_segment_price = 10;
    settings.call_minute_price = 100;
    settings.from = start;
    settings.until = start + 24h * 90;
    return settings;
}

base::HttpRequest post(const std::string& resource, const base::FormFields& fields) {
    base::HttpRequest request{"POST", "https://api.test/2010-04-01/Accounts/" + account + "/" + resource, {}, base::encode_form(fields)};
    request.headers = {{"Authorization", "Basic " + base::base64_encode(account + ":token")}};
    return request;
}

base::HttpRequest text_to(const std::string& to, const std::string& words, const std::string& callback = "https://service.test/status/1") {
    return post("Messages.json", {{"To", to}, {"From", ours}, {"Body", words}, {"StatusCallback", callback}});
}

struct NetworkTest : testing::Test {
    ScriptedPhones phones;
    std::vector<std::string> posted;  // "path field=value"
    std::function<base::HttpResponse(const base::HttpRequest&)> service = [](const base::HttpRequest&) {
        return base::HttpResponse{200, "text/xml", "<Response/>", {}};
    };

    void SetUp() override { phones.handsets = {{mother, {}}, {tutor, {}}}; }

    void run(Network& network, base::Instant until) {
        while (network.next_due() && *network.next_due() <= until) {
            const auto now = *network.next_due();
            for (const auto& webhook : network.take_due(now)) {
                const auto form = base::parse_form(webhook.request.body);
                std::string line = webhook.request.target.substr(std::string{"https://service.test"}.size());
                for (const auto* name : {"MessageStatus", "CallStatus", "DialCallStatus", "Body", "Digits"})
                    if (const auto value = base::field(form, name); !value.empty()) line += " " + std::string{value};
                posted.push_back(line);
                network.answered(webhook.ticket, service(webhook.request), now);
            }
        }
    }
};

TEST_F(NetworkTest, RefusesWhatTheProviderRefuses) {
    Network network{perfect(), phones, 1};
    auto wrong_password = text_to(mother, "hola");
    wrong_password.headers = {{"Authorization", "Basic bm8="}};
    EXPECT_EQ(network.receive(wrong_password, start).status, 401);
    EXPECT_THAT(network.receive(text_to("0981", "hola"), start).body, HasSubstr("21211"));
    EXPECT_THAT(network.receive(text_to(mother, ""), start).body, HasSubstr("21602"));
    EXPECT_THAT(network.receive(text_to(mother, std::string(1601, 'x')), start).body, HasSubstr("21617"));
    EXPECT_THAT(network.receive(post("Messages.json", {{"To", mother}, {"From", "+15550000"}, {"Body", "x"}}), start).body, HasSubstr("21606"));
    EXPECT_EQ(network.receive(post("Nothing.json", {}), start).status, 404);
    EXPECT_EQ(network.ledger().texts_accepted(), 0U);
}

TEST_F(NetworkTest, ShowsATextOnceAndReportsEachStep) {
    Network network{perfect(), phones, 1};
    const auto answer = network.receive(text_to(mother, "Hola Luis"), start);
    EXPECT_EQ(answer.status, 201);
    EXPECT_THAT(answer.body, HasSubstr("\"status\":\"queued\""));
    run(network, start + 1h);
    EXPECT_THAT(posted, ElementsAre("/status/1 sent", "/status/1 delivered"));
    EXPECT_THAT(phones.seen, ElementsAre(mother + "|Hola Luis"));
    EXPECT_EQ(network.ledger().money(), 10);
    ASSERT_EQ(network.ledger().shown(mother).size(), 1U);
}

TEST_F(NetworkTest, SignsItsWebhooksOverTheUrlAndTheSortedFields) {
    Network network{perfect(), phones, 1};
    network.text_from(mother, "81 & ñ", start);
    const auto webhooks = network.take_due(start);
    ASSERT_EQ(webhooks.size(), 1U);
    auto fields = base::parse_form(webhooks[0].request.body);
    std::ranges::sort(fields);
    std::string text = "https://service.test/texts";
    for (const auto& [name, value] : fields) text += name + value;
    EXPECT_EQ(webhooks[0].request.header("X-Twilio-Signature"), base::hmac_sha1_base64("token", text));
}

TEST_F(NetworkTest, AnUnknownHandsetFailsWithACode) {
    Network network{perfect(), phones, 1};
    EXPECT_EQ(network.receive(text_to("+595981999999", "hola"), start).status, 201);
    run(network, start + 1h);
    EXPECT_THAT(posted, ElementsAre("/status/1 failed"));
}

TEST_F(NetworkTest, PostsAgainWhatWasNotAnsweredWell) {
    Network network{perfect(), phones, 1};
    int times = 0;
    service = [&](const base::HttpRequest&) { return base::HttpResponse{++times < 3 ? 503 : 200, {}, {}, {}}; };
    network.text_from(mother, "81", start);
    run(network, start + 1h);
    EXPECT_THAT(posted, ElementsAre("/texts 81", "/texts 81", "/texts 81"));
}

TEST_F(NetworkTest, ItsOwnStopWordBlocksTheNumberUntilStart) {
    Network network{perfect(), phones, 1};
    network.text_from(mother, " stop ", start);
    EXPECT_THAT(network.receive(text_to(mother, "hola"), start).body, HasSubstr("21610"));
    network.text_from(mother, "START", start);
    EXPECT_EQ(network.receive(text_to(mother, "hola"), start).status, 201);
    network.text_from(mother, "stop por favor", start);  // single words only: the rest is ours to understand
    EXPECT_EQ(network.receive(text_to(mother, "hola"), start).status, 201);
}

TEST_F(NetworkTest, TheLogShowsATextAfterItsLagAndByRecipient) {
    auto settings = perfect();
    settings.log_lag = 600s;
    Network network{settings, phones, 1};
    network.receive(text_to(mother, "uno"), start);
    network.receive(text_to(tutor, "dos"), start + 5s);
    base::HttpRequest query{"GET", "/2010-04-01/Accounts/" + account + "/Messages.json?To=%2B595981000001", {}, {}};
    query.headers = {{"Authorization", "Basic " + base::base64_encode(account + ":token")}};
    EXPECT_THAT(network.receive(query, start + 599s).body, testing::Not(HasSubstr("uno")));
    const auto later = network.receive(query, start + 600s).body;
    EXPECT_THAT(later, HasSubstr("uno"));
    EXPECT_THAT(later, testing::Not(HasSubstr("dos")));
}

TEST_F(NetworkTest, ALostAnswerStillCarriesOutTheRequest) {
    auto settings = perfect();
    settings.faults.answer_lost = 1;
    Network network{settings, phones, 1};
    EXPECT_EQ(network.receive(text_to(mother, "hola"), start).status, 0);
    EXPECT_EQ(network.ledger().texts_accepted(), 1U);
}

TEST_F(NetworkTest, WebhooksWaitForAnOutageOfTheServiceAndThenArriveTogether) {
    auto settings = perfect();
    settings.faults.service_outages_per_month = 1000;
    settings.faults.service_outage_min = settings.faults.service_outage_max = 7200s;
    Network network{settings, phones, 3};
    for (int i = 0; i < 40; ++i) network.text_from(mother, "81", start + 60s * i);
    std::map<base::Instant, int> arrivals;
    while (const auto due = network.next_due())
        for (const auto& webhook : network.take_due(*due)) {
            ++arrivals[*due];
            network.answered(webhook.ticket, {}, *due);
        }
    EXPECT_THAT(arrivals, testing::Contains(testing::Pair(testing::_, testing::Gt(5))));
}

base::HttpRequest call_to_tutor() {
    return post("Calls.json", {{"To", tutor}, {"From", ours}, {"Url", "https://service.test/answer/7"}, {"Timeout", "45"},
                               {"StatusCallback", "https://service.test/tutor/7"}, {"StatusCallbackEvent", "completed"}});
}

const std::string bridge_script =
    "<?xml version=\"1.0\"?><Response><Say language=\"es-MX\">Clase 12 de Luis &amp; Ana</Say>"
    "<Dial timeout=\"30\" action=\"https://service.test/dialled/7\"><Number url=\"https://service.test/whisper/7\" "
    "statusCallback=\"https://service.test/family/7\" statusCallbackEvent=\"answered completed\">+595981000001</Number></Dial></Response>";

base::HttpResponse bridging_service(const base::HttpRequest& request) {
    base::HttpResponse response{200, "text/xml", "<Response/>", {}};
    if (request.target.ends_with("/answer/7")) response.body = bridge_script;
    if (request.target.ends_with("/whisper/7")) response.body = "<Response><Say>Hola familia</Say></Response>";
    if (request.target.ends_with("/dialled/7")) response.body = "<Response><Say>Gracias</Say><Hangup/></Response>";
    return response;
}

TEST_F(NetworkTest, BridgesTutorAndFamilyAndReportsBothLegs) {
    Network network{perfect(), phones, 1};
    service = bridging_service;
    EXPECT_EQ(network.receive(call_to_tutor(), start).status, 201);
    run(network, start + 2h);
    EXPECT_THAT(posted, ElementsAre("/answer/7 in-progress", "/family/7 in-progress", "/whisper/7 in-progress", "/family/7 completed",
                                    "/dialled/7 in-progress completed", "/tutor/7 completed"));
    EXPECT_THAT(phones.seen, ElementsAre(tutor + " hears|Clase 12 de Luis & Ana", mother + " hears|Hola familia", tutor + " hears|Gracias"));
    EXPECT_EQ(network.ledger().legs_dialled(), 2U);
    EXPECT_GT(network.ledger().minutes(), 20U);
}

TEST_F(NetworkTest, ABusyFamilyIsToldToTheServiceAndTheTutorHearsWhy) {
    Network network{perfect(), phones, 1};
    service = bridging_service;
    phones.pickups[mother] = {Pickup::End::busy, 2s, 486};
    network.receive(call_to_tutor(), start);
    run(network, start + 2h);
    EXPECT_THAT(posted, ElementsAre("/answer/7 in-progress", "/family/7 busy", "/dialled/7 in-progress busy", "/tutor/7 completed"));
}

TEST_F(NetworkTest, ATutorWhoDoesNotAnswerEndsTheCall) {
    Network network{perfect(), phones, 1};
    phones.pickups[tutor] = {Pickup::End::answered, 46s, 200};  // longer than Timeout
    network.receive(call_to_tutor(), start);
    run(network, start + 2h);
    EXPECT_THAT(posted, ElementsAre("/tutor/7 no-answer"));
    EXPECT_EQ(network.ledger().minutes(), 0U);
}

TEST_F(NetworkTest, InstructionsThatCannotBeReadEndTheCall) {
    Network network{perfect(), phones, 1};
    service = [](const base::HttpRequest& request) {
        return base::HttpResponse{200, "text/xml", request.target.ends_with("/answer/7") ? "<Response><Dance/></Response>" : "", {}};
    };
    network.receive(call_to_tutor(), start);
    run(network, start + 2h);
    EXPECT_THAT(posted, ElementsAre("/answer/7 in-progress", "/tutor/7 completed"));
}

TEST_F(NetworkTest, AGatherAsksAndGoesOnWithoutKeys) {
    Network network{perfect(), phones, 1};
    service = [](const base::HttpRequest& request) {
        base::HttpResponse response{200, "text/xml", "<Response/>", {}};
        if (request.target.ends_with("/answer/7"))
            response.body = "<Response><Gather numDigits=\"1\" action=\"https://service.test/digits\"><Say>Marque 1</Say></Gather><Say>Adios</Say></Response>";
        return response;
    };
    phones.digits = "15";
    network.receive(call_to_tutor(), start);
    run(network, start + 2h);
    EXPECT_THAT(posted, testing::Contains("/digits in-progress 1"));
    phones.digits.clear();
    network.receive(call_to_tutor(), start + 3h);
    run(network, start + 5h);
    EXPECT_THAT(phones.seen, testing::Contains(tutor + " hears|Adios"));
}

TEST_F(NetworkTest, AMissedCallIsOfferedAndRejectedWithoutCost) {
    Network network{perfect(), phones, 1};
    service = [](const base::HttpRequest&) { return base::HttpResponse{200, "text/xml", "<Response><Reject/></Response>", {}}; };
    network.call_from(mother, start);
    run(network, start + 1h);
    EXPECT_THAT(posted, ElementsAre("/calls ringing"));
    EXPECT_EQ(network.ledger().money(), 0);
}

TEST_F(NetworkTest, TheSameSeedGivesTheSameWebhooksAndFaultsHappen) {
    auto settings = perfect();
    settings.faults = {.delivered_urban = 0.9, .delivered_rural = 0.8, .receipt_missing = 0.1, .receipt_false = 0.1, .receipt_twice = 0.2,
                       .receipt_reordered = 0.2, .inbound_twice = 0.1, .handset_off = 0.2, .handset_off_min = 3600s,
                       .handset_off_max = 40h, .latency_median_s = 6, .latency_p90_s = 60};
    const auto history = [&](std::uint64_t seed) {
        posted.clear();
        phones.seen.clear();
        Network network{settings, phones, seed};
        for (int i = 0; i < 200; ++i)
            network.receive(text_to(mother, "texto " + std::to_string(i), "https://service.test/status/" + std::to_string(i)), start + 60s * i);
        run(network, start + 24h * 10);
        return posted;
    };
    const auto first = history(5);
    const auto shown = phones.seen.size();
    EXPECT_LT(shown, 190U);
    EXPECT_GT(shown, 120U);
    EXPECT_EQ(first, history(5));
    EXPECT_NE(first, history(6));
    std::vector<std::string> unique = first;
    std::ranges::sort(unique);
    unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
    EXPECT_GT(first.size(), unique.size() + 30) << "receipts are repeated";
}

}  // namespace
}  // namespace tutorline::simulator::network_test
