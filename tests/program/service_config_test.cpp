#include "program/service_config.hpp"

#include <gtest/gtest.h>

#include "program/coordinator_texts.hpp"
#include "support/golden.hpp"

namespace tutorline::program::service_config_test {
namespace {

constexpr const char* good = R"(program: p.yaml
database: t.db
webhooks: {address: 0.0.0.0, port: 9000}
channels:
  - {name: py-1, gateway: twilio, account: AC1, number: "+595211234567", public_url: "https://t.example", api_url: "https://api.twilio.com", secret_env: S}
)";

std::string problems(const std::string& yaml, const std::string& language = "en") {
    static const CoordinatorTexts texts = CoordinatorTexts::load(test::test_path("../config")).value();
    return render_diagnostics(read_service(yaml, "s.yaml", "/etc", {"twilio"}).diagnostics, texts, language);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(ServiceConfig, ReadsWhatIsThereAndKeepsTheRestAtItsDefault) {
    const auto loaded = read_service(good, "s.yaml", "/etc");
    ASSERT_TRUE(loaded.config);
    EXPECT_EQ(loaded.config->program, "/etc/p.yaml");
    EXPECT_EQ(loaded.config->webhooks.address, "0.0.0.0");
    EXPECT_EQ(loaded.config->webhooks.port, 9000);
    EXPECT_FALSE(loaded.config->api);
    EXPECT_FALSE(loaded.config->api_token.given());
    EXPECT_EQ(loaded.config->channels.at(0).secret.env, "S");
    EXPECT_FALSE(loaded.config->clock);
}

TEST(ServiceConfig, TheApiMayHaveAnAddressOfItsOwn) {
    const auto beside = read_service(std::string(good) + "api: {token_env: T}\n", "s.yaml", "/etc");
    ASSERT_TRUE(beside.config);
    EXPECT_FALSE(beside.config->api);
    EXPECT_EQ(beside.config->api_token.env, "T");
    const auto apart = read_service(std::string(good) + "api: {port: 9001}\n", "s.yaml", "/etc");
    ASSERT_TRUE(apart.config);
    EXPECT_EQ(apart.config->api->address, "127.0.0.1");
    EXPECT_EQ(apart.config->api->port, 9001);
}

TEST(ServiceConfig, TheShippedFileIsGood) {
    const auto loaded = load_service(test::test_path("../config/service.demo.yaml"));
    ASSERT_TRUE(loaded.config);
    EXPECT_EQ(loaded.config->channels.size(), 1U);
}

TEST(ServiceConfig, SaysWhatIsWrongAndWhere) {
    const std::pair<std::string, std::string> rows[] = {
        {replaced(good, "port: 9000", "port: 99999"), "s.yaml:3:36: \"webhooks.port: 99999\" must be between 0 and 65535\n"},
        {replaced(good, "database: t.db\n", ""), "s.yaml:1:1: \"database\" is missing; add it with its value\n"},
        {replaced(good, "database", "databse"), "s.yaml:1:1: \"database\" is missing; add it with its value\ns.yaml:2:1: \"databse\" is not known here; did you mean \"database\"?\n"},
        {replaced(good, "secret_env: S", "secret: abc"),
         "s.yaml:5:142: \"channels.secret\" is not known here; you can use: name, gateway, account, number, public_url, api_url, secret_env, secret_file\n"
         "s.yaml:5:150: \"secret_env\" (the name of an environment variable) or \"secret_file\" (the name of a file) is missing; add one of them."},
        {replaced(good, "secret_env: S", "secret_env: S, secret_file: f"), "s.yaml:5:170: \"secret_env\" and \"secret_file\" exclude each other; keep one of them\n"},
        {replaced(good, "https://api.twilio.com", "http://api.twilio.com"), "s.yaml:5:116: \"channels.api_url\" must begin with https:// (http:// on this machine only)\n"},
        {replaced(good, "\"+595211234567\"", "0981"), "s.yaml:5:57: \"channels.number\" must be the number with its country's code, in quotes, for example \"+595211234567\"\n"},
        {std::string(good) + "log: {level: loud}\n", "s.yaml:6:14: \"log.level: loud\" is not known; choose among: info, error, warn, debug\n"},
        {std::string(good) + "database: u.db\n", "s.yaml:6:1: \"database\" is already in line 2; keep one of them\n"},
        {std::string(good) + "clock: {speed: 10, from: yesterday}\n",
         "s.yaml:6:8: \"clock.since\" is missing; add it with its value\ns.yaml:6:26: \"clock.from: yesterday\" must be a UTC time, for example 2026-03-02T10:00:00Z\n"},
        {replaced(good, "0.0.0.0", "example"), "s.yaml:3:21: \"webhooks.address\" must be an IP address of this machine"},
        {std::string(good) + "api: {address: 127.0.0.1, port: 9000}\n", "s.yaml:6:33: the API needs a port of its own: the webhooks have 9000"},
        {replaced(good, "t.db", "\":memory:\""), "s.yaml:2:11: \"database\" must name a file"},
        {replaced(good, "py-1", "\"py/../1\""), "s.yaml:5:12: \"channels.name: py/../1\" stands in the addresses of webhooks; write up to 32 small letters"},
        {replaced(good, "gateway: twilio", "gateway: none"), "s.yaml:5:27: \"channels.gateway: none\" is not known; choose among: twilio\n"},
        {std::string(good) + "  - {name: py-1, gateway: twilio, account: AC2, number: \"+595211234568\", public_url: \"https://t.example\", "
                                     "api_url: \"https://api.twilio.com\", secret_env: S}\n", "s.yaml:6:12: \"channels.name: py-1\" is another channel's already"},
        {replaced(good, "webhooks: {address: 0.0.0.0, port: 9000}\n", ""), "s.yaml:1:1: \"webhooks\" is missing; see how config/service.demo.yaml has it\n"},
        {"", "s.yaml:1:1: the file is empty; copy config/service.demo.yaml and change it\n"},
        {"a: [", "s.yaml:1:4: a bracket or brace opens and does not close"},
        {"- 1", "s.yaml:1:1: settings belong here"},
    };
    for (const auto& [yaml, expected] : rows) {
        const auto got = problems(yaml);
        EXPECT_TRUE(got.starts_with(expected)) << "expected: " << expected << "actual:   " << got;
        EXPECT_FALSE(read_service(yaml, "s.yaml", "", {"twilio"}).config);
    }
}

TEST(ServiceConfig, SaysItInSpanishToo) {
    EXPECT_EQ(problems(replaced(good, "port: 9000", "port: 99999"), "es"), "s.yaml:3:36: \"webhooks.port: 99999\" tiene que estar entre 0 y 65535\n");
    EXPECT_TRUE(problems(replaced(good, "secret_env: S", "account_: x"), "es").find("el nombre de una variable de entorno") != std::string::npos);
}

TEST(ServiceConfig, AnyBytesGiveAMessageAndNoConfiguration) {
    for (const std::string& bytes : {std::string("\0\1\2", 3), std::string(100000, '['), std::string("\xff\xfe"), std::string("&a [*a, *a]"), std::string("? {a: b}\n: c")}) {
        const auto loaded = read_service(bytes, "s.yaml", "");
        EXPECT_FALSE(loaded.config);
        EXPECT_TRUE(loaded.diagnostics.failed());
    }
    EXPECT_TRUE(load_service("/nowhere/s.yaml").diagnostics.failed());
}

}  // namespace
}  // namespace tutorline::program::service_config_test
