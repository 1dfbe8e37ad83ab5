// The shipped language packs and texts, loaded once per test program.
#pragma once
#include "domain/messaging/catalog.hpp"
#include "domain/command/language_packs.hpp"

namespace tutorline::test {

/// Fails the running test (and returns empty packs) when a file of config/languages cannot be read.
const domain::LanguagePacks& shipped_packs();

/// The shipped texts in Spanish.
const domain::Catalog& shipped_catalog();

}  // namespace tutorline::test
