// Codec values as text for golden files, and HTTP messages from files: start line, headers, blank line, body.
#pragma once
#include <filesystem>
#include <string>

#include "ports/gateway.hpp"

namespace tutorline::test {

std::string describe(const base::Result<ports::Decoded>& decoded);
std::string describe(const domain::EffectResult& result);
std::string describe(const base::HttpRequest& request);
std::string describe(const base::HttpResponse& response);

/// "POST /x" as the first line.
base::HttpRequest read_request(const std::filesystem::path& path);
/// "201" as the first line.
base::HttpResponse read_response(const std::filesystem::path& path);

}  // namespace tutorline::test
