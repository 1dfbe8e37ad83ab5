// What a coordinator changes while the programme runs. Who did it and when stands in a fact of its own.
#pragma once
#include <string_view>

#include "domain/event.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine {

/// Each gives nothing when it changed something, else why it did not, as one of these codes.
namespace why_not {
constexpr std::string_view unknown = "unknown";          ///< no such student, task or session; no cohort
constexpr std::string_view same = "same";                ///< it is so already
constexpr std::string_view on_the_line = "on_the_line";  ///< the call goes on right now
constexpr std::string_view no_minutes = "no_minutes";    ///< a child's session needs minutes, and nobody measured or reported any
constexpr std::string_view not_yet = "not_yet";          ///< the call is still to come: it can be excused or cancelled alone
constexpr std::string_view bad = "bad";                  ///< no outcome of that name; days the wrong way round
constexpr std::string_view past = "past";                ///< its first day lies before today
constexpr std::string_view after_round = "after_round";  ///< its last day lies behind the round's last one
constexpr std::string_view no_calls = "no_calls";        ///< no call of the round is left from its first day on
}  // namespace why_not

/// Texts to all of the household's numbers stop; with `calls`, calls to them too, and its children's lessons end as withdrawn.
std::string_view stop_household(Scope& scope, const domain::StopHousehold& change);
std::string_view close_task(Scope& scope, const domain::CloseTask& change);
/// Minutes are never invented: a child's session is one only where minutes are known.
std::string_view correct_outcome(Scope& scope, const domain::CorrectOutcome& change);
/// Asked before the pause is stored.
std::string_view why_no_pause(Scope& scope, const domain::PauseCohort& change);
struct Paused {
    int moved = 0;
    int cancelled = 0;  ///< found no other hour
};
/// The pause is stored, and `scope` has the calendars with it: sessions of these days move to a free half hour before they
/// close, however far away they are, or end as cancelled_programme.
Paused pause_cohort(Scope& scope, const domain::PauseCohort& change);

}  // namespace tutorline::engine
