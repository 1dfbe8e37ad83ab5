// The tutor's side of the conversation (FIELD.md B12, B30, B34-B36, B44): session reports, the schedule, a day he cannot
// call. Pure.
#pragma once
#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// What the reader has to know: this week's sessions and those of last week that are still open.
ReadRequest read_request(const TutorView& view, std::string_view text, const Program& program, std::vector<std::string> languages);

TutorDecision decide(const TutorView& view, const Reading& reading, const Program& program, base::Instant now);

/// Session reports: one outcome per session. The same report again changes nothing and is confirmed again; other figures
/// for the same session correct it; a doubtful figure is asked back and does not count before the yes; what contradicts
/// the gateway, or itself, goes to a person with nothing thrown away.
TutorDecision decide_logs(const TutorView& view, const Reading& reading, base::Instant now);
/// Whom a report is about; none where no session or child of the tutor fits it.
StudentId student_of(const TutorView& view, const SessionLog& log, base::Instant now);
/// 'SI' to a doubtful figure. Precondition: that question waits.
TutorDecision decide_log_confirmed(const TutorView& view, bool yes, base::Instant now);

enum class DaysOff { today, week, named };  ///< the rest of today, of the week; or the dates of TimeOff alone
/// Spans of time without calls, ascending.
struct TimeOff {
    DaysOff days = DaysOff::today;
    struct Span {
        base::Instant from;
        base::Instant back;
    };
    std::vector<Span> spans;
    bool covers(base::Instant at) const;
};
/// 'Hoy no puedo', 'esta semana no puedo', 'mañana no puedo': every call of those days that has not begun moves to a free half hour after them, or
/// is cancelled as the programme's; each family hears it once, the coordinator sees what is uncovered, and always of a week.
/// Needs TutorSession::free_times.
TutorDecision decide_days_off(const TutorView& view, const TimeOff& off, const Program& program, base::Instant now);
/// The rest of today, or of this week until Sunday.
TimeOff off_from_now(const TutorView& view, DaysOff days, base::Instant now);
/// Whole days by date, on the tutor's clock; of today the rest.
TimeOff off_on(const TutorView& view, const std::vector<std::chrono::sys_days>& dates, base::Instant now);

/// The calls of one civil day of the tutor as one text: "ROSA lun 13/5: 17:00 #12 Luis N2; .. Registre: 12 OK 25 N2 S".
NewText schedule_text(const TutorView& view, std::chrono::sys_days day, base::Instant now);
/// HORARIO: what is left of today, else the next day with calls.
TutorDecision decide_schedule(const TutorView& view, base::Instant now);

NewText text_to_tutor(const TutorView& view, std::string key, Arguments arguments, base::Instant now);

}  // namespace tutorline::domain
