#include "net/sockets.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <bit>
#include <stdexcept>
#include <utility>

namespace tutorline::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

sockaddr* plain(sockaddr_in& address) { return std::bit_cast<sockaddr*>(&address); }

}  // namespace

Peer::Peer(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(port);
    if (::connect(descriptor_, plain(address), sizeof address) != 0) throw std::runtime_error("cannot connect");
}

Peer::~Peer() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool Peer::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Peer::finish_sending() const { ::shutdown(descriptor_, SHUT_WR); }

void Peer::reset() {
    const linger now{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(descriptor_);
    descriptor_ = -1;
}

bool Peer::read_some(std::chrono::milliseconds time_max) {
    pollfd waiting{descriptor_, POLLIN, 0};
    if (closed_ || ::poll(&waiting, 1, static_cast<int>(time_max.count())) <= 0) return false;
    char bytes[16384];
    const auto got = ::recv(descriptor_, bytes, sizeof bytes, 0);
    if (got <= 0) {
        closed_ = true;
        return false;
    }
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
}

std::string Peer::read_until(std::string_view end, std::chrono::milliseconds time_max) {
    std::size_t at = buffer_.find(end);
    while (at == std::string::npos && read_some(time_max)) at = buffer_.find(end);
    const std::size_t size = at == std::string::npos ? buffer_.size() : at + end.size();
    std::string out = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return out;
}

std::string Peer::read_response() {
    std::string response = read_until("\r\n\r\n");
    const auto at = response.find("Content-Length: ");
    const std::size_t body = at == std::string::npos ? 0 : std::stoul(response.substr(at + 16));
    while (buffer_.size() < body && read_some(std::chrono::seconds{5})) {
    }
    response += buffer_.substr(0, body);
    buffer_.erase(0, body);
    return response;
}

std::string Peer::read_all(std::chrono::milliseconds time_max) {
    while (read_some(time_max)) {
    }
    return closed_ ? std::exchange(buffer_, {}) : "<still open>";
}

Listener::Listener() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(descriptor_, plain(address), size) != 0 || ::listen(descriptor_, 16) != 0 ||
        ::getsockname(descriptor_, plain(address), &size) != 0)
        throw std::runtime_error("cannot listen");
    port_ = ntohs(address.sin_port);
}

Listener::~Listener() { ::close(descriptor_); }

int Listener::accept() const { return ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC); }

}  // namespace tutorline::test
