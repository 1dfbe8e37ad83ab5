// Secrets come from the environment or a file, never from YAML.
#pragma once
#include <string>

#include "base/result.hpp"
#include "program/service_config.hpp"

namespace tutorline::app {

/// The variable's value or the file's first line. Error codes `secret_missing`, `secret_short` (under `characters_min`).
/// Messages name the source, never the secret.
base::Result<std::string> read_secret(const program::SecretSource& source, std::size_t characters_min);

}  // namespace tutorline::app
