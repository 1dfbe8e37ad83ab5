#include "app/service/secret.hpp"

#include <cstdlib>

#include "app/command_help.hpp"
#include "app/reader_language.hpp"
#include "program/read_file.hpp"

namespace tutorline::app {
namespace {

constexpr std::uintmax_t secret_bytes_max = 4096;

}  // namespace

base::Result<std::string> read_secret(const program::SecretSource& source, std::size_t characters_min) {
    const bool from_file = source.env.empty();
    const auto fail = [&](const std::string& code) {
        const CommandHelp words{reader_language()};
        const domain::Arguments arguments{{"name", from_file ? source.file.string() : source.env}, {"characters", std::to_string(characters_min)}};
        return base::Error{base::Error::Policy::permanent, code, words.say("errors." + code + (from_file ? "_file" : "_env"), arguments)};
    };
    std::string secret;
    if (!from_file) {
        const char* value = std::getenv(source.env.c_str());
        if (value == nullptr) return fail("secret_missing");
        secret = value;
    } else {
        const program::FileBytes file = program::read_file(source.file, secret_bytes_max);
        if (!file.fault.empty()) return fail("secret_missing");
        secret = file.bytes.substr(0, file.bytes.find('\n'));
        while (!secret.empty() && (secret.back() == '\r' || secret.back() == ' ')) secret.pop_back();
    }
    if (secret.size() < characters_min) return fail("secret_short");
    return secret;
}

}  // namespace tutorline::app
