// A database with many families that each have one practice item open, and the texts that answer them.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "engine/resources.hpp"
#include "domain/command/language_packs.hpp"

namespace tutorline::bench {

/// Texts of the demo programme's languages, items, rules: what the service starts with.
struct School {
    engine::Resources resources;
    domain::LanguagePacks packs;
};
/// Throws std::runtime_error when the configuration cannot be read.
std::unique_ptr<School> open_school(const std::filesystem::path& config_dir);

struct Reply {
    std::string from;
    std::string words;
};

constexpr const char* channel_name = "py-1";
constexpr const char* channel_account = "AC00000000000000000000000000000001";
constexpr const char* channel_number = "+595210000000";
constexpr const char* channel_secret = "a secret for the bench only";
constexpr const char* channel_url = "http://127.0.0.1:8080";

/// Writes the file; the replies are half right, half wrong, so the engine grades, moves the level model and answers with
/// praise or a hint.
std::vector<Reply> fill_classroom(const std::filesystem::path& database, const School& school, int families, base::Instant now);

/// A signed webhook as bytes of HTTP.
std::string signed_request(const Reply& reply, std::int64_t number);

}  // namespace tutorline::bench
