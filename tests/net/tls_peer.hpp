// A TLS server with a certificate made on the spot: answers every connection with the same bytes.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace tutorline::test {

class TlsPeer {
  public:
    /// `host`: whom the certificate names, as OpenSSL writes it: "IP:127.0.0.1", "DNS:example.org". Listens on 127.0.0.1.
    TlsPeer(const std::string& host, std::string answer);
    ~TlsPeer();
    std::uint16_t port() const;
    std::string certificate_file() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tutorline::test
