// Child processes for tests from the outside: the real binary, its ports, its end.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/types.h>

namespace tutorline::test {

/// A folder under the system's temporary one, removed at the end unless TUTORLINE_KEEP_FOLDERS is set.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::filesystem::path path;
};

/// A program with its standard output and error in one file. Killed at the end when it still runs.
class Process {
  public:
    Process(const std::vector<std::string>& arguments, std::filesystem::path output);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void signal(int number) const;
    /// How large the files it writes may get from now on, in bytes; RLIM_INFINITY lifts the limit.
    void limit_files(rlim_t bytes) const;
    /// Exit code, 128 + signal, or -1 when it still runs after `time_max` (milliseconds).
    int wait(std::chrono::milliseconds time_max = std::chrono::seconds{60});
    /// Waits until the output holds `words`; false when it does not within the time or the process ended before.
    bool says(const std::string& words, std::chrono::milliseconds time_max = std::chrono::seconds{120});
    std::string output() const;

  private:
    pid_t process_ = -1;
    int exit_code_ = -1;
    std::filesystem::path output_;
};

/// Runs a program to its end; its exit code, with its standard output in `output`.
int run_program(const std::vector<std::string>& arguments, std::string& output);

/// A port of loopback that was free a moment ago.
std::uint16_t free_port();

}  // namespace tutorline::test
