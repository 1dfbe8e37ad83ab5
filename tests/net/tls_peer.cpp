#include "net/tls_peer.hpp"

#include <unistd.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace tutorline::test {

namespace asio = boost::asio;
using asio::ip::tcp;

struct TlsPeer::Parts {
    std::filesystem::path folder;
    asio::io_context io;
    asio::ssl::context tls{asio::ssl::context::tls_server};
    tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    std::string answer;
    std::atomic<bool> stopping{false};
    std::thread thread;

    void serve_one() {
        boost::system::error_code error;
        asio::ssl::stream<tcp::socket> stream{io, tls};
        acceptor.accept(stream.next_layer(), error);
        if (error || stopping) return;
        stream.handshake(asio::ssl::stream_base::server, error);
        if (error) return;
        std::string request;
        asio::read_until(stream, asio::dynamic_buffer(request), "\r\n\r\n", error);
        if (!error) asio::write(stream, asio::buffer(answer), error);
    }
};

TlsPeer::TlsPeer(const std::string& host, std::string answer) : parts_(std::make_unique<Parts>()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "tutorline-tls-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    parts_->folder = pattern;
    const std::string key = (parts_->folder / "key.pem").string();
    const std::string command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=tutorline-test"
                                " -addext subjectAltName=" + host + " -keyout " + key + " -out " + certificate_file() +
                                " 2>/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl made no certificate");
    parts_->tls.use_certificate_file(certificate_file(), asio::ssl::context::pem);
    parts_->tls.use_private_key_file(key, asio::ssl::context::pem);
    parts_->answer = std::move(answer);
    parts_->thread = std::thread([parts = parts_.get()] {
        while (!parts->stopping) parts->serve_one();
    });
}

TlsPeer::~TlsPeer() {
    parts_->stopping = true;
    boost::system::error_code ignored;
    tcp::socket knock{parts_->io};
    knock.connect(parts_->acceptor.local_endpoint(), ignored);
    parts_->thread.join();
    std::error_code ignored_too;
    std::filesystem::remove_all(parts_->folder, ignored_too);
}

std::uint16_t TlsPeer::port() const { return parts_->acceptor.local_endpoint().port(); }
std::string TlsPeer::certificate_file() const { return (parts_->folder / "certificate.pem").string(); }

}  // namespace tutorline::test
