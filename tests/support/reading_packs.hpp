// The shipped language packs, loaded once per test program.
#pragma once
#include "domain/command/language_packs.hpp"

namespace tutorline::test {

/// Fails the running test (and returns empty packs) when a file of config/languages cannot be read.
const domain::LanguagePacks& shipped_packs();

}  // namespace tutorline::test
