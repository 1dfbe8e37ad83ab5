// From outside the process: the real `tutorline gateway` and `tutorline serve`, curl between them.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <csignal>
#include <fstream>
#include <regex>
#include <thread>

#include "support/trial.hpp"
#include "gateways/twilio/signature.hpp"
#include "store/store.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"

namespace tutorline::serve_test {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;
using test::Process;
using test::Trial;

std::string curl(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"curl", "-s", "--max-time", "20"});
    std::string output;
    EXPECT_EQ(test::run_program(arguments, output), 0);
    return output;
}

/// Status of a signed webhook that curl posts.
std::string post_text(const Trial& trial, const std::string& from, const std::string& words, const std::string& sid, const std::string& secret) {
    const base::FormFields fields{{"AccountSid", trial.account}, {"ApiVersion", "2010-04-01"}, {"Body", words}, {"From", from},
                                  {"MessageSid", sid}, {"NumMedia", "0"}, {"SmsStatus", "received"}, {"To", trial.number}};
    const std::string url = trial.service_url() + "/webhooks/py-1/texts";
    const std::filesystem::path body = trial.folder.path / "body";
    std::ofstream(body, std::ios::binary) << base::encode_form(fields);
    return curl({"-o", "/dev/null", "-w", "%{http_code}", "-H", "X-Twilio-Signature: " + gateways::twilio::sign(secret, url, &fields),
                 "-H", "Content-Type: application/x-www-form-urlencoded", "--data-binary", "@" + body.string(), url});
}

struct Sum {
    std::string phone, text, answer;
};

/// A handset that shows a sum like "34 + 47 = ?".
std::optional<Sum> find_sum(const Trial& trial) {
    static const std::regex sum{R"((\d+) ?\+ ?(\d+) ?= ?\?)"};
    const json::value overview = json::parse(curl({trial.gateway_url() + "/simulator"}));
    for (const json::value& phone : overview.at("phones").as_array()) {
        const std::string number{phone.as_string()};
        const json::value handset = json::parse(curl({trial.gateway_url() + "/simulator/phones/" + number}));
        for (const json::value& shown : handset.at("texts").as_array()) {
            const std::string text{shown.at("text").as_string()};
            std::smatch found;
            if (std::regex_search(text, found, sum))
                return Sum{number, text, std::to_string(std::stoi(found[1]) + std::stoi(found[2]))};
        }
    }
    return std::nullopt;
}

std::size_t texts_on(const Trial& trial, const std::string& phone) {
    const json::value handset = json::parse(curl({trial.gateway_url() + "/simulator/phones/" + phone}));
    return handset.at("texts").as_array().size();
}

template <class Check>
bool comes_true(Check check, std::chrono::seconds time_max) {
    const auto end = std::chrono::steady_clock::now() + time_max;
    while (std::chrono::steady_clock::now() < end) {
        if (check()) return true;
        std::this_thread::sleep_for(100ms);
    }
    return false;
}

std::int64_t count(const Trial& trial, const std::string& sql) {
    auto store = store::open({.path = trial.database().string()});
    auto reader = store::open_reader({.path = trial.database().string()}, **store);
    std::int64_t rows = -1;
    (*reader)->query(sql, {}, [&](const ports::Row& row) { rows = row.integer(0); });
    return rows;
}

TEST(Serve, GradesASignedTextAndAnswersIt) {
    Trial trial(1, "2027-03-10T15:00:00Z");
    trial.enroll();
    // Wednesday 15:55 in Asuncion, five minutes before the week's items leave; an hour takes six seconds.
    trial.set_clock(600, *base::parse_instant("2027-03-10T18:55:00Z"));
    Process gateway({TUTORLINE_BINARY, "gateway", "--config", trial.config().string()}, trial.folder.path / "gateway.log");
    ASSERT_TRUE(gateway.says("listens on")) << gateway.output();
    Process service({TUTORLINE_BINARY, "serve", "--config", trial.config().string()}, trial.folder.path / "serve.log");
    ASSERT_TRUE(service.says("webhooks on port")) << service.output();

    std::optional<Sum> sum;
    ASSERT_TRUE(comes_true([&] { return (sum = find_sum(trial)).has_value(); }, 40s)) << service.output();
    const std::size_t before = texts_on(trial, sum->phone);
    EXPECT_EQ(post_text(trial, sum->phone, sum->answer, "SM00000000000000000000000000000081", trial.secret), "200");
    EXPECT_EQ(post_text(trial, sum->phone, sum->answer, "SM00000000000000000000000000000081", trial.secret), "200") << "a repeat is acknowledged";
    EXPECT_TRUE(comes_true([&] { return texts_on(trial, sum->phone) > before; }, 20s)) << "the graded answer arrives at the gateway";
    EXPECT_EQ(curl({trial.service_url() + "/api/health"}).substr(0, 14), "{\"status\":\"ok\"");

    service.signal(SIGTERM);
    EXPECT_EQ(service.wait(), 0) << service.output();
    gateway.signal(SIGTERM);
    EXPECT_EQ(gateway.wait(), 0) << gateway.output();
    EXPECT_EQ(count(trial, "SELECT count(*) FROM answer WHERE verdict = 'right'"), 1);
    EXPECT_EQ(count(trial, "SELECT count(*) FROM inbox"), 1);
    const std::string log = service.output();
    EXPECT_EQ(log.find("595951"), std::string::npos) << "no phone number in the log";
    EXPECT_EQ(log.find(trial.secret), std::string::npos);
    EXPECT_NE(log.find("\"event\":\"stopped\""), std::string::npos) << log;
}

TEST(Serve, RefusesClearlyAndChangesNothing) {
    const Trial trial(1, "2027-03-10T15:00:00Z");
    Process service({TUTORLINE_BINARY, "serve", "--config", trial.config().string()}, trial.folder.path / "serve.log");
    ASSERT_TRUE(service.says("webhooks on port")) << service.output();
    const std::string url = trial.service_url() + "/webhooks/py-1/texts";
    EXPECT_EQ(post_text(trial, "+595951000101", "81", "SM1", "not the secret, but long"), "403");
    EXPECT_EQ(post_text(trial, "+595951000101", "8\xff", "SM2", trial.secret), "400");
    const std::filesystem::path huge = trial.folder.path / "huge";
    std::ofstream(huge) << std::string(2 << 20, 'x');
    EXPECT_EQ(curl({"-o", "/dev/null", "-w", "%{http_code}", "--data-binary", "@" + huge.string(), url}), "413");
    EXPECT_EQ(curl({"-o", "/dev/null", "-w", "%{http_code}", trial.service_url() + "/webhooks/py-1/texts"}), "405");
    EXPECT_EQ(curl({"-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", trial.service_url() + "/webhooks/other/texts"}), "404");
    EXPECT_EQ(curl({"-o", "/dev/null", "-w", "%{http_code}", trial.service_url() + "/api/cohorts"}), "403") << "no token is configured";
    service.signal(SIGTERM);
    EXPECT_EQ(service.wait(), 0) << service.output();
    EXPECT_EQ(count(trial, "SELECT count(*) FROM inbox"), 0);
    EXPECT_EQ(count(trial, "SELECT count(*) FROM answer"), 0);
}

TEST(Serve, AnswersHealthAloneWhereTheTokensVariableIsNotSet) {
    const Trial trial(1, "2027-03-10T15:00:00Z");
    ::unsetenv("TUTORLINE_TRIAL_TOKEN");
    const auto port = test::free_port();
    std::ofstream(trial.config(), std::ios::app) << "api: {address: 127.0.0.1, port: " << port << ", token_env: TUTORLINE_TRIAL_TOKEN}\n";
    Process service({TUTORLINE_BINARY, "serve", "--config", trial.config().string()}, trial.folder.path / "serve.log");
    ASSERT_TRUE(service.says("webhooks on port")) << service.output();
    const auto status = [&](const std::string& path) {
        return curl({"-o", "/dev/null", "-w", "%{http_code}", "-H", "Authorization: Bearer ", "http://127.0.0.1:" + std::to_string(port) + path});
    };
    EXPECT_EQ(status("/api/health"), "200");
    EXPECT_EQ(status("/api/cohorts"), "403");
    service.signal(SIGTERM);
    EXPECT_EQ(service.wait(), 0) << service.output();
}

TEST(Serve, ACoordinatorsChangeIsStoredBeforeItIsAnswered) {
    const Trial trial(1, "2027-03-10T15:00:00Z");
    const std::string token = "a token for this trial only";
    ::setenv("TUTORLINE_TRIAL_TOKEN", token.c_str(), 1);
    const auto port = test::free_port();
    std::ofstream(trial.config(), std::ios::app) << "api: {address: 127.0.0.1, port: " << port << ", token_env: TUTORLINE_TRIAL_TOKEN}\n";
    Process service({TUTORLINE_BINARY, "serve", "--config", trial.config().string()}, trial.folder.path / "serve.log");
    ASSERT_TRUE(service.says("webhooks on port")) << service.output();
    const auto post = [&](const std::string& path, const std::string& body, const std::string& bearer) {
        return curl({"-w", " %{http_code}", "-H", "Authorization: Bearer " + bearer, "-H", "Content-Type: application/json", "--data-binary", body,
                     "http://127.0.0.1:" + std::to_string(port) + path});
    };
    const std::string stop = R"({"student": "E001", "calls": true, "author": "ana"})";
    EXPECT_NE(post("/api/households/stop", stop, "not the token, but as long").find(" 401"), std::string::npos);
    EXPECT_NE(post("/api/households/stop", R"({"student": "E001"})", token).find(" 422"), std::string::npos);
    EXPECT_NE(post("/api/households/stop", R"({"student": "nobody", "calls": true, "author": "ana"})", token).find(" 404"), std::string::npos);
    EXPECT_NE(post("/api/households/stop", std::string(5000, ' '), token).find(" 413"), std::string::npos);
    EXPECT_EQ(count(trial, "SELECT count(*) FROM fact WHERE kind = 'all_stopped'"), 0);
    EXPECT_EQ(post("/api/households/stop", stop, token), "{\"changed\":true}\n 200");
    service.signal(SIGKILL);
    service.wait();
    EXPECT_EQ(count(trial, "SELECT count(*) FROM fact WHERE kind = 'all_stopped' AND detail = 'ana'"), 1) << "it was durable before the answer";
    EXPECT_EQ(count(trial, "SELECT count(*) FROM enrollment e JOIN student s ON s.id = e.student WHERE s.key = 'E001' AND e.status = 'withdrawn'"), 1);
    Process again({TUTORLINE_BINARY, "serve", "--config", trial.config().string()}, trial.folder.path / "again.log");
    ASSERT_TRUE(again.says("webhooks on port")) << again.output();
    EXPECT_NE(post("/api/households/stop", stop, token).find("\"same\""), std::string::npos);
    again.signal(SIGTERM);
    EXPECT_EQ(again.wait(), 0) << again.output();
}

TEST(Serve, ADatabaseThatMayNotGrowIsToldByHealthAndOnceInTheLog) {
    const Trial trial(1, "2027-03-10T15:00:00Z");
    trial.enroll();
    Process service({TUTORLINE_BINARY, "serve", "--config", trial.config().string()}, trial.folder.path / "serve.log");
    ASSERT_TRUE(service.says("webhooks on port")) << service.output();
    int n = 0;
    const auto write = [&] { return post_text(trial, "+595951777777", "81", "SM" + std::to_string(++n), trial.secret); };
    const auto health = [&] { return curl({"-w", " %{http_code}", trial.service_url() + "/api/health"}); };
    EXPECT_EQ(write(), "200");
    service.limit_files(16 * 1024);  // the signal that goes with it would end the process
    EXPECT_TRUE(comes_true([&] { return write() == "503"; }, 20s)) << service.output();
    for (int i = 0; i < 20; ++i) EXPECT_EQ(write(), "503");
    EXPECT_EQ(health().substr(0, 10), "{\"status\":");
    EXPECT_TRUE(health().ends_with(" 503")) << health();
    EXPECT_NE(health().find("not taking events"), std::string::npos);
    service.limit_files(RLIM_INFINITY);
    EXPECT_EQ(write(), "200");
    EXPECT_TRUE(health().starts_with("{\"status\":\"ok\"")) << health();
    service.signal(SIGTERM);
    EXPECT_EQ(service.wait(), 0) << service.output();
    const std::string log = service.output();
    const auto lines_with = [&](const std::string& words) {
        std::size_t lines = 0;
        for (std::size_t at = log.find(words); at != std::string::npos; at = log.find(words, at + 1)) ++lines;
        return lines;
    };
    EXPECT_EQ(lines_with("\"store_failed\""), 1U) << log;
    EXPECT_EQ(lines_with("\"store_works_again\""), 1U) << log;
    EXPECT_LE(lines_with("engine:"), 2U) << log;
}

TEST(Serve, ATextOfAnUnknownNumberChangesNobody) {
    const Trial trial(1, "2027-03-10T15:00:00Z");
    Process service({TUTORLINE_BINARY, "serve", "--config", trial.config().string()}, trial.folder.path / "serve.log");
    ASSERT_TRUE(service.says("webhooks on port")) << service.output();
    for (int i = 1; i <= 5; ++i)
        EXPECT_EQ(post_text(trial, "+595951777777", "81", "SM" + std::to_string(i), trial.secret), "200");
    service.signal(SIGTERM);
    EXPECT_EQ(service.wait(), 0) << service.output();
    EXPECT_EQ(count(trial, "SELECT count(*) FROM answer"), 0);
    EXPECT_LE(count(trial, "SELECT count(*) FROM message WHERE audience = 'stranger'"), 1) << "at most one polite answer an hour";
}

TEST(Serve, StartsLoudlyOrNotAtAll) {
    const Trial trial(1, "2027-03-10T15:00:00Z");
    const auto start = [&](const std::string& config, std::string& words) {
        return test::run_program({TUTORLINE_BINARY, "serve", "--config", config}, words);
    };
    std::string words;
    EXPECT_EQ(start("/nowhere/service.yaml", words), 2);
    EXPECT_NE(words.find("/nowhere/service.yaml:1:1: this file does not exist"), std::string::npos) << words;
    const std::string config = trial.config().string();
    const std::string yaml = test::read_file(config);
    std::ofstream(config) << yaml << "databse: x\n";
    EXPECT_EQ(start(config, words), 2);
    EXPECT_NE(words.find("\"databse\" is not known here; did you mean \"database\"?"), std::string::npos) << words;
    std::ofstream(config) << std::regex_replace(yaml, std::regex("secret_env: [A-Z_]+"), "secret_env: TUTORLINE_NOT_SET");
    EXPECT_EQ(start(config, words), 2);
    EXPECT_NE(words.find("TUTORLINE_NOT_SET is not set"), std::string::npos) << words;
    std::ofstream(config) << std::regex_replace(yaml, std::regex("program: .*"), "program: nothing.yaml");
    EXPECT_EQ(start(config, words), 2);
    EXPECT_FALSE(words.empty());
    std::ofstream(config) << yaml;
    Process first({TUTORLINE_BINARY, "serve", "--config", config}, trial.folder.path / "serve.log");
    ASSERT_TRUE(first.says("webhooks on port")) << first.output();
    EXPECT_EQ(start(config, words), 2);
    EXPECT_NE(words.find("already in use"), std::string::npos) << words;
}

}  // namespace
}  // namespace tutorline::serve_test
