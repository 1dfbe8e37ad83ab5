#include "support/trial.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "support/golden.hpp"

namespace tutorline::test {

Trial::Trial(int speed, const std::string& from) : program(test_path("../config/programs/paraguay-demo.yaml")) {
    ::setenv("TUTORLINE_TRIAL_SECRET", secret.c_str(), 1);
    ::setenv("TUTORLINE_CONFIG", test_path("../config").c_str(), 1);
    set_clock(speed, *base::parse_instant(from));
}

void Trial::enroll() const {
    Process service({TUTORLINE_BINARY, "serve", "--config", config().string()}, folder.path / "enroll.log");
    const bool started = service.says("webhooks on port");
    service.signal(SIGTERM);
    if (!started || service.wait() != 0) throw std::runtime_error("the service did not start:\n" + service.output());
}

void Trial::set_clock(int speed, base::Instant from) {
    set_clock(speed, from, std::chrono::floor<base::Seconds>(std::chrono::system_clock::now()));
}

void Trial::set_clock(int speed, base::Instant from, base::Instant since) {
    std::ofstream(config()) << "program: " << program.string() << "\ndatabase: trial.db\nwebhooks: {port: " << service_port << "}\n"
                            << "channels:\n  - {name: py-1, gateway: twilio, account: " << account << ", number: \"" << number
                            << "\", public_url: \"" << service_url() << "\", api_url: \"" << gateway_url()
                            << "\", secret_env: TUTORLINE_TRIAL_SECRET}\nrelay: {requests_max: 16, texts_per_second_max: 1000}\n"
                            << "clock: {speed: " << speed << ", from: " << base::format_instant(from)
                            << ", since: " << base::format_instant(since) << "}\n";
}

}  // namespace tutorline::test
