#include "base/hmac.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace tutorline::base {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

/// One hash method, looked up once: OpenSSL's one-call HMAC() asks its registry each time, which costs more than the hash.
/// The key of the last message stays prepared: a channel signs everything with the same one.
class Hmac {
  public:
    explicit Hmac(const char* digest) : mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), context_(EVP_MAC_CTX_new(mac_.get())) {
        std::string name{digest};
        const std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0), OSSL_PARAM_construct_end()};
        if (!context_ || EVP_MAC_CTX_set_params(context_.get(), parameters.data()) != 1) throw std::runtime_error("HMAC is not available");
    }
    unsigned operator()(std::string_view key, std::string_view message, Digest& out) {
        std::size_t size = 0;
        if (!prepare(key) ||
            EVP_MAC_update(context_.get(), reinterpret_cast<const unsigned char*>(message.data()), message.size()) != 1 ||
            EVP_MAC_final(context_.get(), out.data(), &size, out.size()) != 1)
            throw std::runtime_error("HMAC failed");
        return static_cast<unsigned>(size);
    }

  private:
    bool prepare(std::string_view key) {
        if (has_key_ && key_ == key) return EVP_MAC_init(context_.get(), nullptr, 0, nullptr) == 1;  // null: the key from before
        static constexpr unsigned char none = 0;
        const auto* key_bytes = key.empty() ? &none : reinterpret_cast<const unsigned char*>(key.data());
        has_key_ = EVP_MAC_init(context_.get(), key_bytes, key.size(), nullptr) == 1;
        if (has_key_) key_ = key;
        return has_key_;
    }
    struct Free {
        void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
        void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
    };
    std::unique_ptr<EVP_MAC, Free> mac_;
    std::unique_ptr<EVP_MAC_CTX, Free> context_;
    std::string key_;
    bool has_key_ = false;
};

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
    thread_local Hmac hmac{"SHA1"};
    Digest digest{};
    const unsigned size = hmac(key, message, digest);
    std::array<unsigned char, 4 * ((EVP_MAX_MD_SIZE + 2) / 3) + 1> text{};
    const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
    return {text.begin(), text.begin() + length};
}

std::string hmac_sha256_hex(std::string_view key, std::string_view message) {
    thread_local Hmac hmac{"SHA256"};
    Digest digest{};
    const unsigned size = hmac(key, message, digest);
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
