// What becomes of a session: one pure function (ARCHITECTURE.md, FIELD.md part e). The engine loads the session, decides,
// saves it, and does what `next` asks for.
#pragma once
#include <optional>
#include <string>
#include <variant>

#include "domain/command/reading.hpp"
#include "domain/program.hpp"
#include "domain/session/session.hpp"

namespace tutorline::domain {

/// The programme's rules as a session needs them.
struct SessionPolicy {
    CallMode mode = CallMode::bridged;
    base::Minutes call{20};
    base::Minutes talk_max{28};       ///< the line is cut then: the tutor's next half hour begins
    int attempts_max = 3;
    base::Minutes redial_within{10};  ///< a dropped call redialled by then continues the same session
    int redials_max = 2;
    base::Minutes completed_min{10};
    base::Minutes answer_within{5};   ///< both phones have rung out by then: no news means the callbacks were lost
    base::Minutes late_max{10};       ///< a dial that could not start by then is the programme's miss (B52)
    std::chrono::hours log_within{48};
};
SessionPolicy session_policy(const Program& program);

// ---- what moves a session ----

/// A dial that serves two siblings may last so much longer.
constexpr base::Minutes rider_talk{30};

/// Its `next_at` came.
struct TimeCame {};
/// The family's phone was answered.
struct FamilyAnswered {};
/// A dial is over, or never left.
struct DialEnded {
    std::optional<Disposition> disposition;  ///< none: somebody answered, and who it was the tutor will say
    bool family_rang = false;
    base::Seconds talk{0};
};
/// A tutor's report that counts.
struct Reported {
    SessionLog log;
};
/// A person or the calendar ends it: excused, cancelled_programme, withdrawn.
struct EndedBy {
    Outcome outcome = Outcome::cancelled_programme;
    std::string reason;
};
using SessionEvent = std::variant<TimeCame, FamilyAnswered, DialEnded, Reported, EndedBy>;

struct SessionDecision {
    enum class Next {
        nothing,
        dial,    ///< place a call now
        redial,  ///< place it again: the same session goes on
        retry,   ///< find another half hour: booked() with it, or no_room() when there is none
        tutor_dials,  ///< it is time; the tutor has been told before
    };
    Session session;
    Next next = Next::nothing;
    bool changed = false;
    bool block_number = false;      ///< a stranger answers there: not this student's number any more
    bool withdraw_student = false;  ///< the family does not want to go on
    bool conflict = false;          ///< the report and the gateway disagree: a person looks at it
    std::optional<Disposition> who; ///< what the report says of the last answered dial
};
SessionDecision decide(const Session& state, const SessionEvent& event, const SessionPolicy& policy, base::Instant now);

/// The session holds another half hour of the tutor now.
Session booked(const Session& state, base::Instant at);
/// No other half hour is left before it closes: it ends with what was reached.
Session no_room(const Session& state, base::Instant now);
/// Opens a session that ended as no_contact or adult_contact for one more dial; the caller writes the outcome's new
/// version when it ends again.
bool may_open_again(const Session& state);

}  // namespace tutorline::domain
