#include "support/process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "support/golden.hpp"

namespace tutorline::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

pid_t start(const std::vector<std::string>& arguments, const std::filesystem::path& output) {
    std::vector<char*> words;
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    std::filesystem::remove(output);  // the words of an earlier process are not this one's
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child > 0) return child;
    const int file = ::open(output.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::setenv("LC_ALL", "C", 1);  // what a command says is compared in English, whatever the terminal's language is
    ::execvp(words.front(), words.data());
    ::_exit(127);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tutorline-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    if (std::getenv("TUTORLINE_KEEP_FOLDERS") != nullptr) return;
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

Process::Process(const std::vector<std::string>& arguments, std::filesystem::path output)
    : process_(start(arguments, output)), output_(std::move(output)) {}

Process::~Process() {
    if (wait(0ms) != -1) return;
    signal(SIGKILL);
    wait();
}

void Process::signal(int number) const {
    if (process_ > 0 && exit_code_ == -1) ::kill(process_, number);
}

void Process::limit_files(rlim_t bytes) const {
    const rlimit limit{bytes, RLIM_INFINITY};
    if (process_ > 0 && ::prlimit(process_, RLIMIT_FSIZE, &limit, nullptr) != 0) throw std::runtime_error("prlimit failed");
}

int Process::wait(std::chrono::milliseconds time_max) {
    const auto end = Clock::now() + time_max;
    while (exit_code_ == -1) {
        int status = 0;
        if (::waitpid(process_, &status, WNOHANG) == process_) {
            exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        } else if (Clock::now() >= end) {
            return -1;
        } else {
            std::this_thread::sleep_for(2ms);
        }
    }
    return exit_code_;
}

bool Process::says(const std::string& words, std::chrono::milliseconds time_max) {
    const auto end = Clock::now() + time_max;
    while (Clock::now() < end) {
        if (output().find(words) != std::string::npos) return true;
        if (wait(0ms) != -1) return output().find(words) != std::string::npos;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

std::string Process::output() const { return read_file(output_); }

int run_program(const std::vector<std::string>& arguments, std::string& output) {
    const TemporaryFolder folder;
    Process process(arguments, folder.path / "output");
    const int code = process.wait(180s);
    output = process.output();
    return code;
}

std::uint16_t free_port() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = ::bind(descriptor, std::bit_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(descriptor, std::bit_cast<sockaddr*>(&address), &size) == 0;
    ::close(descriptor);
    if (!bound) throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

}  // namespace tutorline::test
