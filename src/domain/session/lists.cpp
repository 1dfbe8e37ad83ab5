#include "domain/session/lists.hpp"

#include "base/name_table.hpp"

namespace tutorline::domain {
namespace {

using base::name_in;
using base::NameTable;
using base::value_in;

constexpr NameTable<Disposition, 14> dispositions{{
    {Disposition::child_on_line, "child_on_line"}, {Disposition::adult_only, "adult_only"},
    {Disposition::adult_reschedule, "adult_reschedule"}, {Disposition::third_party, "third_party"},
    {Disposition::no_answer, "no_answer"}, {Disposition::busy, "busy"},
    {Disposition::unreachable_off, "unreachable_off"}, {Disposition::not_in_service_reported, "not_in_service_reported"},
    {Disposition::wrong_person, "wrong_person"}, {Disposition::refused, "refused"},
    {Disposition::dropped, "dropped"}, {Disposition::voicemail, "voicemail"},
    {Disposition::tutor_no_join, "tutor_no_join"}, {Disposition::gateway_error, "gateway_error"},
}};
constexpr NameTable<Source, 3> sources{{{Source::gateway, "gateway"}, {Source::tutor, "tutor"}, {Source::both, "both"}}};
constexpr NameTable<Outcome, 8> outcomes{{
    {Outcome::completed, "completed"}, {Outcome::short_session, "short"}, {Outcome::adult_contact, "adult_contact"},
    {Outcome::no_contact, "no_contact"}, {Outcome::excused, "excused"},
    {Outcome::cancelled_programme, "cancelled_programme"}, {Outcome::withdrawn, "withdrawn"},
    {Outcome::not_logged, "not_logged"},
}};
constexpr NameTable<SessionKind, 2> kinds{{{SessionKind::onboarding, "onboarding"}, {SessionKind::lesson, "lesson"}}};

}  // namespace

std::string_view name(Disposition value) { return name_in(dispositions, value); }
std::string_view name(Source value) { return name_in(sources, value); }
std::string_view name(Outcome value) { return name_in(outcomes, value); }
std::string_view name(SessionKind value) { return name_in(kinds, value); }
std::optional<Disposition> disposition_from(std::string_view text) { return value_in(dispositions, text); }
std::optional<Source> source_from(std::string_view text) { return value_in(sources, text); }
std::optional<Outcome> outcome_from(std::string_view text) { return value_in(outcomes, text); }
std::optional<SessionKind> session_kind_from(std::string_view text) { return value_in(kinds, text); }

}  // namespace tutorline::domain
