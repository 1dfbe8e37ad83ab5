// SIGTERM and SIGINT as something to wait for. Make it before any thread: all threads inherit that they are blocked.
#pragma once
#include <unistd.h>

#include <csignal>

namespace tutorline::app {

class StopSignals {
  public:
    StopSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);  // a client that left is an error code
        std::signal(SIGXFSZ, SIG_IGN);  // so is a file that may not grow: answered 503 like a full disk
    }
    int wait() const {
        int signal = 0;
        sigwait(&set_, &signal);
        return signal;
    }

    /// Ends the wait from within, on any thread.
    static void stop() { ::kill(::getpid(), SIGTERM); }

  private:
    sigset_t set_{};
};

}  // namespace tutorline::app
