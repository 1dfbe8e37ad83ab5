// What is known of an open safeguarding case besides its task: who was told, what was said again, who must still answer.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/scope.hpp"

namespace tutorline::engine::texts {

struct AlertCase {
    int order = 0;              ///< place of the last person it passed to: 0 the focal person, 1 the deputy, ..
    bool acknowledged = false;  ///< until the next alarm of the case
    int texts = 0;              ///< alarms of the case so far, the first included
    int untold = 0;             ///< of them, those the focal person was not texted about yet
    base::Instant passed_at{};  ///< when it passed to `order`
    bool grouped = false;       ///< of an unknown number among many: told of with the others, by the case that stands for them
    std::optional<base::Instant> told_again_at;
    std::vector<std::int64_t> told;           ///< phones of all who were texted about it
    std::vector<std::uint64_t> words;         ///< hashes of the different alarms, the newest last

    bool was_told(domain::PhoneId phone) const;
    void note_told(domain::PhoneId phone);
    /// True when these words are new to the case; remembers them.
    bool new_words(std::string_view text);
};

/// An empty one for a case nobody was told of.
AlertCase load_case(Scope& scope, domain::TaskId task);
void save_case(Scope& scope, domain::TaskId task, const AlertCase& state);

}  // namespace tutorline::engine::texts
