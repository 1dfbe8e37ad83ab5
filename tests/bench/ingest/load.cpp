#include "load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <string_view>

namespace tutorline::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Caller {
    int descriptor = -1;
    std::string got;
    Clock::time_point sent_at{};
};

int connect_to(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, std::bit_cast<sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("cannot connect");
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

/// Bytes of a complete answer at the start of `got`; 0 when it is not complete. `status` is set.
std::size_t answer_bytes(std::string_view got, int& status) {
    const auto head_end = got.find("\r\n\r\n");
    if (head_end == std::string_view::npos || got.size() < 12) return 0;
    status = (got[9] - '0') * 100 + (got[10] - '0') * 10 + (got[11] - '0');
    const auto length = got.find("Content-Length: ");
    if (length == std::string_view::npos || length > head_end) return head_end + 4;
    const std::size_t whole = head_end + 4 + static_cast<std::size_t>(std::strtoul(got.data() + length + 16, nullptr, 10));
    return got.size() >= whole ? whole : 0;
}

void send_all(const Caller& caller, const std::string& request) {
    std::string_view rest = request;
    while (!rest.empty()) {
        const auto sent = ::send(caller.descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent <= 0) throw std::runtime_error("connection lost while sending");
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
}

double cpu_us(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}
double others_cpu_us() { return cpu_us(CLOCK_PROCESS_CPUTIME_ID) - cpu_us(CLOCK_THREAD_CPUTIME_ID); }

double percentile_ms(std::vector<std::int64_t>& nanoseconds, double share) {
    if (nanoseconds.empty()) return 0;
    const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(nanoseconds.size() - 1));
    std::nth_element(nanoseconds.begin(), nanoseconds.begin() + at, nanoseconds.end());
    return static_cast<double>(nanoseconds[static_cast<std::size_t>(at)]) / 1e6;
}

}  // namespace

Measured run_load(std::uint16_t port, int connections, const std::vector<std::string>& requests, std::chrono::milliseconds time) {
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Caller> callers(static_cast<std::size_t>(connections));
    for (std::size_t i = 0; i < callers.size(); ++i) {
        callers[i].descriptor = connect_to(port);
        epoll_event interest{};
        interest.events = EPOLLIN;
        interest.data.u64 = i;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, callers[i].descriptor, &interest);
    }
    Measured measured;
    std::vector<std::int64_t> latencies;
    latencies.reserve(requests.size());
    std::size_t next = 0;
    int open = 0;
    const double cpu_before = others_cpu_us();
    const auto start = Clock::now();
    const auto end = start + time;
    auto last = start;
    const auto send_next = [&](Caller& caller) {
        if (next >= requests.size() || Clock::now() >= end) return;
        caller.sent_at = Clock::now();
        send_all(caller, requests[next++]);
        ++open;
    };
    for (Caller& caller : callers) send_next(caller);
    std::vector<epoll_event> events(callers.size());
    char bytes[8192];
    while (open > 0) {
        const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 10'000);
        if (ready <= 0) throw std::runtime_error("no answer for ten seconds");
        for (int i = 0; i < ready; ++i) {
            Caller& caller = callers[events[static_cast<std::size_t>(i)].data.u64];
            const auto got = ::recv(caller.descriptor, bytes, sizeof bytes, 0);
            if (got <= 0) throw std::runtime_error("connection lost while waiting");
            caller.got.append(bytes, static_cast<std::size_t>(got));
            int status = 0;
            const std::size_t whole = answer_bytes(caller.got, status);
            if (whole == 0) continue;
            caller.got.erase(0, whole);
            last = Clock::now();
            latencies.push_back((last - caller.sent_at).count());
            ++(status == 200 ? measured.answered : measured.refused);
            --open;
            send_next(caller);
        }
    }
    measured.server_cpu_us = (others_cpu_us() - cpu_before) / static_cast<double>(std::max<std::size_t>(1, latencies.size()));
    for (const Caller& caller : callers) ::close(caller.descriptor);
    ::close(poll);
    measured.seconds = std::chrono::duration<double>(last - start).count();
    measured.p50_ms = percentile_ms(latencies, 0.50);
    measured.p99_ms = percentile_ms(latencies, 0.99);
    return measured;
}

}  // namespace tutorline::bench
