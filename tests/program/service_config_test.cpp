#include "program/service_config.hpp"

#include <gtest/gtest.h>

#include "support/golden.hpp"

namespace tutorline::program {
namespace {

constexpr const char* good = R"(program: p.yaml
database: t.db
webhooks: {address: 0.0.0.0, port: 9000}
channels:
  - {name: py-1, gateway: twilio, account: AC1, number: "+595211234567", public_url: "https://t.example", api_url: "https://api.twilio.com", secret_env: S}
)";

std::string problems(const std::string& yaml) {
    std::string all;
    for (const auto& line : read_service(yaml, "s.yaml", "/etc", {"twilio"}).problems) all += line + "\n";
    return all;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(ServiceConfig, ReadsWhatIsThereAndKeepsTheRestAtItsDefault) {
    const auto loaded = read_service(good, "s.yaml", "/etc");
    ASSERT_TRUE(loaded.config) << loaded.problems.front();
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
    ASSERT_TRUE(loaded.config) << loaded.problems.front();
    EXPECT_EQ(loaded.config->channels.size(), 1U);
}

TEST(ServiceConfig, SaysWhatIsWrongAndWhere) {
    const std::pair<std::string, std::string> rows[] = {
        {replaced(good, "port: 9000", "port: 99999"), "s.yaml:3:36: 'port' must be a whole number from 0 to 65535\n"},
        {replaced(good, "database: t.db\n", ""), "s.yaml:1:1: 'service' needs the setting 'database'\n"},
        {replaced(good, "database", "databse"), "s.yaml:1:1: 'service' needs the setting 'database'\ns.yaml:2:1: 'databse' is not a setting of 'service'; "
                                                "it knows: api, channels, clock, database, log, program, relay, webhooks\n"},
        {replaced(good, "secret_env: S", "secret: abc"),
         "s.yaml:5:5: 'channels' needs 'secret_env' (name of an environment variable) or 'secret_file'\n"
         "s.yaml:5:142: 'secret' is not a setting of 'channels'; it knows: account, api_url, gateway, name, number, public_url, secret_env, secret_file\n"},
        {replaced(good, "https://api.twilio.com", "http://api.twilio.com"), "s.yaml:5:116: 'api_url' must be https:// (http:// only on this machine)\n"},
        {replaced(good, "\"+595211234567\"", "0981"), "s.yaml:5:57: 'number' must look like \"+595211234567\", in quotes\n"},
        {std::string(good) + "log: {level: loud}\n", "s.yaml:6:14: 'level' must be one of: error, warn, info, debug\n"},
        {std::string(good) + "database: u.db\n", "s.yaml:6:1: 'database' stands twice; keep one\n"},
        {std::string(good) + "clock: {speed: 10, from: yesterday}\n",
         "s.yaml:6:26: 'from' must be a UTC time like 2026-03-02T10:00:00Z\ns.yaml:6:8: 'clock' needs the setting 'since'\n"},
        {replaced(good, "0.0.0.0", "example"), "s.yaml:3:21: 'address' must be an IP address of this machine"},
        {std::string(good) + "api: {address: 127.0.0.1, port: 9000}\n", "s.yaml:6:33: the API needs a port of its own: the webhooks have 9000"},
        {replaced(good, "t.db", "\":memory:\""), "s.yaml:2:11: 'database' must name a file"},
        {replaced(good, "py-1", "\"py/../1\""), "s.yaml:5:12: 'name' has up to 32 small letters"},
        {replaced(good, "gateway: twilio", "gateway: none"), "s.yaml:5:27: 'gateway' must be one of: twilio"},
        {std::string(good) + "  - {name: py-1, gateway: twilio, account: AC2, number: \"+595211234568\", public_url: \"https://t.example\", "
                                     "api_url: \"https://api.twilio.com\", secret_env: S}\n", "s.yaml:6:12: 'name' stands twice"},
        {"", "s.yaml:1:1: 'service' must be settings, one 'key: value' a line\n"},
        {"a: [", "s.yaml:1:1: this is not YAML"},
        {"- 1", "s.yaml:1:1: 'service' must be settings, one 'key: value' a line\n"},
    };
    for (const auto& [yaml, expected] : rows) {
        const auto got = problems(yaml);
        EXPECT_TRUE(got.starts_with(expected)) << "expected: " << expected << "actual:   " << got;
        EXPECT_FALSE(read_service(yaml, "s.yaml", "", {"twilio"}).config);
    }
}

TEST(ServiceConfig, AnyBytesGiveAMessageAndNoConfiguration) {
    for (const std::string& bytes : {std::string("\0\1\2", 3), std::string(100000, '['), std::string("\xff\xfe"), std::string("&a [*a, *a]"), std::string("? {a: b}\n: c")}) {
        const auto loaded = read_service(bytes, "s.yaml", "");
        EXPECT_FALSE(loaded.config);
        EXPECT_FALSE(loaded.problems.empty());
    }
    EXPECT_FALSE(load_service("/nowhere/s.yaml").problems.empty());
}

}  // namespace
}  // namespace tutorline::program
