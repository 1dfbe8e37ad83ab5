#include "app/service/secret.hpp"

#include <cstdlib>
#include <fstream>

namespace tutorline::app {

base::Result<std::string> read_secret(const program::SecretSource& source, std::size_t characters_min) {
    const auto fail = [](std::string code, std::string message) {
        return base::Error{base::Error::Policy::permanent, std::move(code), std::move(message)};
    };
    std::string secret;
    std::string where = "the environment variable " + source.env;
    if (!source.env.empty()) {
        const char* value = std::getenv(source.env.c_str());
        if (value == nullptr) return fail("secret_missing", where + " is not set");
        secret = value;
    } else {
        where = "the file " + source.file.string();
        std::ifstream file(source.file);
        if (!std::getline(file, secret)) return fail("secret_missing", where + " cannot be read");
        while (!secret.empty() && (secret.back() == '\r' || secret.back() == ' ')) secret.pop_back();
    }
    if (secret.size() < characters_min)
        return fail("secret_short", where + " must hold at least " + std::to_string(characters_min) + " characters");
    return secret;
}

}  // namespace tutorline::app
