// Words that are still keys: a message of the catalog with its arguments, its parts (other messages, joined) and a moment on
// somebody's clock. Decisions hold phrases; they become words when a text is enqueued.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "domain/messaging/catalog.hpp"

namespace tutorline::domain {

struct Phrase {
    struct Part {
        std::string placeholder;
        std::vector<Phrase> phrases;
        std::string separator = "; ";
    };
    std::string key;
    Arguments arguments;
    std::vector<Part> parts;
    std::optional<base::Instant> when{};  ///< fills {day} ("mañana mar 14/5") and {hour} ("18:30") on the clock of `zone`
    std::string zone{};                   ///< IANA name
};

/// Puts the names into `placeholder` as the reader's language lists them: "Mirna, Victor y Sonia".
void put_names(Phrase& phrase, std::string placeholder, std::span<const std::string> names);

/// The words in the first of the languages that has the key. `now` decides what is today and tomorrow.
std::string render(const Catalog& catalog, std::span<const std::string> languages, const Phrase& phrase, base::Instant now);

/// "hoy", "mañana mar 14/5", "mar 14/5".
std::string day_words(const Catalog& catalog, std::span<const std::string> languages, std::chrono::sys_days day,
                      std::chrono::sys_days today);

}  // namespace tutorline::domain
