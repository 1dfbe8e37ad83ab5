// A TLS server with a certificate made on the spot: answers every connection with the same bytes.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace tutorline::test {

class TlsPeer {
  public:
    TlsPeer(const std::string& host_name, std::string answer);
    ~TlsPeer();
    std::uint16_t port() const;
    std::string certificate_file() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tutorline::test
