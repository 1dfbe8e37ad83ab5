// Two lists that must never be mixed (FIELD.md B19): how a dial ended, and how a planned session ended.
#pragma once
#include <optional>
#include <string_view>

namespace tutorline::domain {

/// How one dial ended.
enum class Disposition {
    child_on_line, adult_only, adult_reschedule, third_party, no_answer, busy, unreachable_off, not_in_service_reported,
    wrong_person, refused, dropped, voicemail, tutor_no_join, gateway_error,
};

/// Who said so. `both`: gateway and tutor agree.
enum class Source { gateway, tutor, both };

/// How one planned session ended; exactly one each.
enum class Outcome { completed, short_session, adult_contact, no_contact, excused, cancelled_programme, withdrawn, not_logged };

enum class SessionKind { onboarding, lesson };

/// Stable names for rows, files and the API: "child_on_line", "short" for Outcome::short_session.
std::string_view name(Disposition value);
std::string_view name(Source value);
std::string_view name(Outcome value);
std::string_view name(SessionKind value);
std::optional<Disposition> disposition_from(std::string_view name);
std::optional<Source> source_from(std::string_view name);
std::optional<Outcome> outcome_from(std::string_view name);
std::optional<SessionKind> session_kind_from(std::string_view name);

}  // namespace tutorline::domain
