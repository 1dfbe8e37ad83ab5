// Whether a text may leave at this moment: asked again at the last instant, whatever was true when it was written
// (RELIABILITY C1, C2, Q1-Q3, O6).
#pragma once
#include <optional>
#include <string_view>

#include "engine/scope.hpp"

namespace tutorline::engine {

struct Permission {
    enum class Answer {
        now,
        later,     ///< quiet hours: not before `at`
        expired,   ///< its time is over
        never,     ///< stopped, no consent, number not usable: `why`
    };
    Answer answer = Answer::now;
    base::Instant at{};
    std::string_view why;
};
Permission may_leave(const Scope& scope, const ports::MessageRow& message, const ports::PhoneRow& phone);

/// The direct answer to a person's own text may leave for so long although it is night (Q3).
constexpr base::Minutes direct_answer_within{10};

}  // namespace tutorline::engine
