#include "gateways/twilio/signature.hpp"

#include <gtest/gtest.h>

#include <set>

#include "gateways/twilio/answers.hpp"
#include "gateways/twilio/errors.hpp"

namespace tutorline::gateways::twilio::twilio_signature_test {
namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";

base::HttpRequest form_post(std::string target, const base::FormFields& fields, std::string signature) {
    return {"POST", std::move(target),
            {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Twilio-Signature", std::move(signature)}},
            base::encode_form(fields)};
}

TEST(TwilioSignature, GivesTheDocumentedVector) {
    const base::FormFields form{{"CallSid", "CA1234567890ABCDE"}, {"Caller", "+14158675309"}, {"Digits", "1234"},
                                {"From", "+14158675309"},         {"To", "+18005551212"}};
    EXPECT_EQ(sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", &form), "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
}

struct Vector {
    const char* what;
    const char* url;
    const char* form;
    const char* signature;
};

// Made with the vendor's own library (twilio-node 5.13.1, getExpectedTwilioSignature).
constexpr Vector vectors[] = {
    {"unsorted names", "https://a.example/x", "Zeta=1&alpha=2&Beta=3", "eY1/u6OwSWQstmg2x6UgGkQPKdE="},
    {"empty value", "https://a.example/x", "A=&B=b", "zxthdv0qEzc4cXpoBbLPO9ceRn8="},
    {"emoji and separators", "https://a.example/x", "Body=%C3%B1%F0%9F%98%80%26%3D%2B%25&A=a+b", "odJXvy6iECXoNvR4aVl9pp2RxeM="},
    {"query kept", "https://a.example/x?foo=1&bar=2", "A=1", "8Kpgylf+N4XfpBCM1u+W3CQdp5g="},
    {"no field", "https://a.example/x?foo=1", "", "A0HcLJhswyNqsJMmhSgPEkP92dk="},
    {"names beyond U+FFFF sort by code unit", "https://a.example/x", "%F0%9F%98%80=1&%EF%BD%81=2&a=3", "4q94lGPiZ5PpRzJq0u8ymj5+0OI="},
    {"repeated names are sorted and deduplicated", "https://a.example/x", "N=b&N=a&N=b&A=1", "9Nxx6dLZJwSpeYGRvJP8lnU4qkA="},
};

TEST(TwilioSignature, AgreesWithTheVendorsLibrary) {
    for (const Vector& vector : vectors) {
        const base::FormFields form = base::parse_form(vector.form);
        EXPECT_EQ(sign(secret, vector.url, &form), vector.signature) << vector.what;
    }
}

TEST(TwilioSignature, ToleratesThePortAndTheQueryInAnotherCoat) {
    const base::FormFields form{{"A", "1"}};
    const std::string with_443 = "6WEJySgF7NL6t/nElkB82l8srRY=";
    const std::string with_8443 = "RoiRxVE0Oj6YOQ/vmHTYRNLVxOs=";
    const std::string bare = "oITRufLd4EI1U6CVRYaoczpXg9o=";
    EXPECT_TRUE(signature_fits(secret, "https://a.example", form_post("/x", form, bare)));
    EXPECT_TRUE(signature_fits(secret, "https://a.example/", form_post("/x", form, with_443)));
    EXPECT_TRUE(signature_fits(secret, "https://a.example:443", form_post("/x", form, bare)));
    EXPECT_TRUE(signature_fits(secret, "https://a.example:8443", form_post("/x", form, with_8443)));
    EXPECT_TRUE(signature_fits(secret, "https://a.example:8443", form_post("/x", form, bare)));
    EXPECT_FALSE(signature_fits(secret, "https://a.example", form_post("/x", form, with_8443)));
    EXPECT_FALSE(signature_fits(secret, "http://a.example", form_post("/x", form, bare)));
    EXPECT_FALSE(signature_fits(secret, "https://b.example", form_post("/x", form, bare)));
    EXPECT_FALSE(signature_fits(secret, "https://a.example", form_post("/x/", form, bare)));
    const std::string plus = "m6VrzOV3oloSGgfex827BRLEFpo=";
    const std::string percent = "UObwu00z21HNrOJHT2sbJzUSn34=";
    EXPECT_TRUE(signature_fits(secret, "https://a.example", form_post("/x?q=a%20b", form, plus)));
    EXPECT_TRUE(signature_fits(secret, "https://a.example", form_post("/x?q=a+b", form, percent)));
    EXPECT_FALSE(signature_fits(secret, "https://a.example", form_post("/x?q=a+c", form, plus)));
}

TEST(TwilioSignature, KeepsAPathPrefixOfThePublicUrl) {
    const base::FormFields form{{"A", "1"}};
    const auto signature = sign(secret, "https://a.example/tutor/webhooks/py-1/texts", &form);
    EXPECT_TRUE(signature_fits(secret, "https://a.example/tutor/", form_post("/webhooks/py-1/texts", form, signature)));
    EXPECT_FALSE(signature_fits(secret, "https://a.example", form_post("/webhooks/py-1/texts", form, signature)));
}

TEST(TwilioSignature, ChecksAJsonBodyByItsHashInTheUrl) {
    const std::string body = "{\"a\":\"ñ\"}";
    const std::string hash = "76e14502279b35541eec926ce039cda8e561b779909cc0cafe4ccbd84f3ddaf7";
    base::HttpRequest request{"POST", "/x?bodySHA256=" + hash,
                              {{"Content-Type", "application/json"}, {"X-Twilio-Signature", "Ay0qVtq/bPJg+6K22hCn6/iqITg="}}, body};
    EXPECT_TRUE(signature_fits(secret, "https://a.example", request));
    request.body = "{\"a\":\"n\"}";
    EXPECT_FALSE(signature_fits(secret, "https://a.example", request));
    request = {"POST", "/x", {{"Content-Type", "application/json"}, {"X-Twilio-Signature", sign(secret, "https://a.example/x", nullptr)}}, body};
    EXPECT_FALSE(signature_fits(secret, "https://a.example", request)) << "a body that nothing covers";
}

TEST(TwilioSignature, RefusesAFloodOfFieldsBeforeAnyWork) {
    base::FormFields fields;
    for (std::size_t i = 0; i <= form_fields_max; ++i) fields.emplace_back("f" + std::to_string(i), "");
    EXPECT_FALSE(signature_fits(secret, "https://a.example", form_post("/x", fields, sign(secret, "https://a.example/x", &fields))));
}

TEST(TwilioErrors, EveryCodeStandsOnce) {
    std::set<int> seen;
    for (const ErrorRule& rule : error_rules()) {
        EXPECT_TRUE(seen.insert(rule.code).second) << rule.code;
        EXPECT_EQ(rule.fate == domain::EffectResult::Fate::not_now, rule.retry_after.count() > 0) << rule.code;
        EXPECT_FALSE(rule.what.empty()) << rule.code;
    }
}

TEST(TwilioErrors, AnUnknownCodeIsJudgedByItsStatus) {
    using Fate = domain::EffectResult::Fate;
    const std::pair<int, Fate> rows[] = {{200, Fate::unknown}, {301, Fate::not_now}, {400, Fate::refused}, {401, Fate::not_now}, {404, Fate::not_now},
                                         {408, Fate::unknown}, {429, Fate::not_now}, {500, Fate::unknown}, {503, Fate::unknown}};
    for (const auto& [status, fate] : rows) EXPECT_EQ(error_rule(99999, status).fate, fate) << status;
}

TEST(TwilioAnswers, ReadsTheDatesOfTheLog) {
    EXPECT_EQ(parse_rfc2822("Mon, 16 Aug 2010 03:45:01 +0000"), base::parse_instant("2010-08-16T03:45:01Z"));
    for (const char* text : {"", "Mon, 16 Aug 2010 03:45:01 +0100", "Mon, 31 Feb 2010 03:45:01 +0000", "Mon, 16 Foo 2010 03:45:01 +0000",
                             "2010-08-16T03:45:01Z", "Mon, 16 Aug 2010 25:45:01 +0000"})
        EXPECT_FALSE(parse_rfc2822(text)) << text;
}

}  // namespace
}  // namespace tutorline::gateways::twilio::twilio_signature_test
