// One planned call of one programme week, as the engine loads, decides and saves it. Who spoke and for how long comes
// from people (the tutor's log); that a phone rang and for how long a leg was open comes from the gateway.
#pragma once
#include <optional>
#include <string>

#include "base/civil_time.hpp"
#include "domain/ids.hpp"
#include "domain/practice/level.hpp"
#include "domain/session/lists.hpp"

namespace tutorline::domain {

enum class Phase {
    planned,       ///< waits for its half hour
    calling,       ///< a dial is out and nobody of the family has answered yet
    talking,       ///< the family's leg is open
    awaiting_log,  ///< somebody answered (or the tutor dials): the tutor says who and how it went
    closed,        ///< has its outcome
};

struct Session {
    SessionId id;
    EnrollmentId enrollment;
    StudentId student;
    TutorId tutor;
    SessionKind kind = SessionKind::lesson;
    int number = 0;        ///< 1.. in the round; an onboarding call is 0
    int week = 0;          ///< programme week from 1; 0 before the first
    int tutor_number = 0;  ///< "#12": unique per tutor and week
    base::Instant planned_at{};
    std::optional<base::Instant> booked_at;  ///< start of the half hour it holds in the tutor's calendar
    Phase phase = Phase::planned;
    std::optional<base::Instant> next_at;  ///< when it wants attention
    base::Instant closes_at{};             ///< no dial from here on
    int attempts = 0;                      ///< dials, redials of a dropped call not counted
    int redials = 0;
    int family_dials = 0;  ///< attempts in which the family's phone surely rang
    std::optional<Outcome> outcome;
    std::string reason;  ///< of the outcome: a short code ("wrong_number", "service_outage", "holiday")
    base::Seconds child{0};
    base::Seconds talk{0};  ///< family legs by the gateway, added up
    std::optional<Source> minutes_source;
    bool self_reported = false;  ///< nobody but the tutor says so (mode tutor_dials)
    std::string checkpoint_item;
    std::optional<Checkpoint> checkpoint;
    std::string checkpoint_reason;
    Level level_taught = Level::not_assessed;
    Level level_reported = Level::not_assessed;
    bool opens_with_question = false;  ///< texts were stopped: the call first asks whether calls may go on
    SessionId rides_with;          ///< a sibling's session whose dial serves this one too
    SessionId carries;             ///< the other way round
    std::string excuse_if_missed;      ///< told before: should the call fail, it ends as excused for this reason
    std::optional<Disposition> last_disposition;
    std::optional<base::Instant> contact_ended_at;  ///< end of the last leg somebody answered
    std::optional<base::Instant> logged_at;
    std::optional<base::Instant> closed_at;
    friend bool operator==(const Session&, const Session&) = default;
};

/// One dial of a session.
struct Attempt {
    enum class State { queued, placed, tutor_joined, family_joined, ended };
    AttemptId id;
    SessionId session;
    int n = 0;  ///< 1.. over all dials, redials included
    PhoneId phone;
    base::Instant slot_at{};  ///< the half hour it belongs to
    base::Instant queued_at{};
    State state = State::queued;
    bool continues = false;  ///< a redial after a dropped leg
    std::optional<Disposition> disposition;
    std::optional<Source> source;
    std::string raw_code;
    std::string provider_id;
    bool tutor_leg_ended = false;
    bool family_leg_ended = false;
    base::Seconds tutor_talk{0};
    base::Seconds talk{0};
    std::optional<base::Instant> ended_at;
    friend bool operator==(const Attempt&, const Attempt&) = default;
};

std::string_view name(Phase value);
std::optional<Phase> phase_from(std::string_view name);
std::string_view name(Attempt::State value);
std::optional<Attempt::State> attempt_state_from(std::string_view name);
/// "right", "wrong", "not_done".
std::string_view name(Checkpoint value);
std::optional<Checkpoint> checkpoint_from(std::string_view name);

}  // namespace tutorline::domain
