// Message authentication; OpenSSL sits behind this one file.
#pragma once
#include <string>
#include <string_view>

namespace tutorline::base {

std::string hmac_sha1_base64(std::string_view key, std::string_view message);
std::string hmac_sha256_hex(std::string_view key, std::string_view message);
std::string sha256_hex(std::string_view message);
/// Constant time in the length of the shorter text's content; false at once when the lengths differ.
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace tutorline::base
