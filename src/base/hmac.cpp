#include "base/hmac.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace tutorline::base {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

unsigned hmac(const EVP_MD* method, std::string_view key, std::string_view message, Digest& out) {
    unsigned size = 0;
    if (!HMAC(method, key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(message.data()),
              message.size(), out.data(), &size))
        throw std::runtime_error("HMAC failed");
    return size;
}

std::string to_hex(const Digest& digest, unsigned size) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out;
}

}  // namespace

std::string hmac_sha1_base64(std::string_view key, std::string_view message) {
    Digest digest{};
    const unsigned size = hmac(EVP_sha1(), key, message, digest);
    std::array<unsigned char, 4 * ((EVP_MAX_MD_SIZE + 2) / 3) + 1> text{};
    const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
    return {text.begin(), text.begin() + length};
}

std::string hmac_sha256_hex(std::string_view key, std::string_view message) {
    Digest digest{};
    const unsigned size = hmac(EVP_sha256(), key, message, digest);
    return to_hex(digest, size);
}

std::string sha256_hex(std::string_view message) {
    Digest digest{};
    unsigned size = 0;
    if (EVP_Digest(message.data(), message.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    return to_hex(digest, size);
}

bool equal_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace tutorline::base
