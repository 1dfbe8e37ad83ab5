#include <algorithm>

#include "domain/conversation/tutor.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr base::Minutes early_log{30};        ///< a report may come this long before the planned time
constexpr base::Minutes call_ahead{24 * 60};  ///< nobody reports a call that is planned later than this
constexpr base::Minutes correction_within{15};  ///< a report may be corrected this long without naming its session
constexpr base::Minutes answer_within{60};      ///< a number alone answers a question of ours this long
constexpr std::string_view denied_once = "denied";  ///< PendingQuestion::value: the number was asked for anew
constexpr int level_lowest = 1;

bool same(const SessionLog& a, const SessionLog& b) {
    return a.outcome == b.outcome && a.minutes == b.minutes && a.level == b.level && a.checkpoint == b.checkpoint;
}

bool tells_of_child(ReportedOutcome outcome) {
    return outcome == ReportedOutcome::completed || outcome == ReportedOutcome::short_call || outcome == ReportedOutcome::dropped;
}

/// A later report fills in and replaces what it names; the rest stays. Whether a child was there at all decides what the
/// other figures are about: where that changes, none of them stays.
SessionLog merged(const SessionLog& before, const SessionLog& later) {
    SessionLog log = before;
    if (before.outcome && later.outcome && tells_of_child(*before.outcome) != tells_of_child(*later.outcome)) {
        log.minutes.reset();
        log.level.reset();
        log.checkpoint.reset();
    }
    const bool implied = later.corrects && before.outcome && later.outcome && tells_of_child(*before.outcome) && tells_of_child(*later.outcome);
    if (later.outcome && !implied) log.outcome = later.outcome;
    if (later.minutes) log.minutes = later.minutes;
    if (later.level) log.level = later.level;
    if (later.checkpoint) log.checkpoint = later.checkpoint;
    return log;
}

/// Of several sessions that fit: this week's that was held, whether logged or not (a repeat must find the same one again),
/// then the one about to begin (an earlier week's may be put off to the same evening), then an earlier week's whose report
/// comes again word for word, then one that still waits for its report, then one whose report this may correct, then what
/// is to come: no child was on the line there. The later before the earlier.
bool fits_better(const TutorSession& a, const TutorSession& b, const SessionLog& log, base::Instant now) {
    const bool of_child = tells_of_child(log.outcome.value_or(ReportedOutcome::completed));
    const auto rank = [&](const TutorSession& session) {
        const bool begun = session.dialled || session.starts <= now + early_log;
        if (begun && session.this_week) return session.dialled || session.starts <= now ? 6 : 5;
        if (begun && session.log && same(*session.log, merged(*session.log, log))) return 4;
        if (begun && !session.log) return 3;
        if (begun) return of_child ? 2 : 0;
        return 1;
    };
    if (rank(a) != rank(b)) return rank(a) > rank(b);
    return a.starts > b.starts;
}

/// A child's minutes belong to no lesson whose call is still hours away, though one may say early that it will not take place.
bool not_yet_held(const TutorSession& session, const SessionLog& log, base::Instant now) {
    return session.gateway_dials && !session.dialled && !session.closed && !session.log && session.starts > now + early_log &&
           tells_of_child(log.outcome.value_or(ReportedOutcome::completed));
}

const TutorSession* find_session(const TutorView& view, const SessionLog& log, base::Instant now) {
    const TutorSession* best = nullptr;
    for (const TutorSession& session : view.sessions) {
        const bool fits = log.session ? session.number == *log.session : session.first_name == log.student;
        if (!fits || (session.starts > now + call_ahead && !session.dialled)) continue;
        if (not_yet_held(session, log, now)) continue;
        if (best != nullptr && !log.session && best->student != session.student) return nullptr;  // two of that name
        if (best == nullptr || fits_better(session, *best, log, now)) best = &session;
    }
    return best;
}

bool unnamed(const SessionLog& log) { return !log.session && log.student.empty(); }

/// Begun and without a report: what a text may mean that names no session.
std::vector<const TutorSession*> waiting_for_log(const TutorView& view, base::Instant now) {
    std::vector<const TutorSession*> waiting;
    for (const TutorSession& session : view.sessions) {
        const bool begun = session.dialled || (session.starts <= now && session.callable);
        if (begun && !session.log && !session.closed) waiting.push_back(&session);
    }
    return waiting;
}

/// The session whose figure we asked back about.
const TutorSession* asked_about(const TutorView& view) {
    if (!view.question || view.question->kind != PendingQuestion::Kind::confirm_log) return nullptr;
    const auto asked = std::find_if(view.sessions.begin(), view.sessions.end(), [&](const TutorSession& each) { return each.session == view.question->session; });
    return asked == view.sessions.end() ? nullptr : &*asked;
}

/// 'perdon, eran 20 minutos' minutes after a report: that one. Nothing where no report, or two, came just now.
const TutorSession* reported_just_now(const TutorView& view, base::Instant now) {
    if (const TutorSession* asked = asked_about(view)) return asked;
    const TutorSession* last = nullptr;
    for (const TutorSession& session : view.sessions) {
        if (!session.log || session.reported_at == base::Instant{} || now - session.reported_at > correction_within) continue;
        if (last != nullptr) return nullptr;
        last = &session;
    }
    return last;
}

/// Nobody answered, and one session alone can be meant; or a correction of the one report just sent. Else minutes are
/// never given to a session that was not named.
const TutorSession* session_meant(const TutorView& view, const SessionLog& log, base::Instant now) {
    if (!unnamed(log)) return find_session(view, log, now);
    if (const TutorSession* asked = asked_about(view); asked != nullptr && asked->doubtful && log.minutes && now - view.question->asked_at <= answer_within) return asked;  // '25', to '¿250 minutos?'
    if (log.corrects)
        if (const TutorSession* session = reported_just_now(view, now)) return session;
    const auto waiting = waiting_for_log(view, now);
    return waiting.size() == 1 && !log.minutes ? waiting.front() : nullptr;
}

std::string outcome_key(ReportedOutcome outcome) {
    switch (outcome) {
        case ReportedOutcome::completed: return "outcomes.completed";
        case ReportedOutcome::short_call: return "outcomes.short";
        case ReportedOutcome::adult_contact: return "outcomes.adult_contact";
        case ReportedOutcome::no_contact: return "outcomes.no_contact";
        case ReportedOutcome::excused: return "outcomes.excused";
        case ReportedOutcome::withdrawn: return "outcomes.withdrawn";
        case ReportedOutcome::wrong_number: return "outcomes.wrong_number";
        case ReportedOutcome::dropped: return "outcomes.dropped";
    }
    return "outcomes.not_logged";
}

Phrase word(std::string key, Arguments arguments) { return Phrase{std::move(key), std::move(arguments), {}, {}, {}}; }

/// "#12 Luis completa 25 min N3 control bien": what we wrote down, so that a slip of the thumb is seen at once.
Phrase log_line(const TutorSession& session, const SessionLog& log) {
    std::vector<Phrase> details;
    if (log.outcome) details.push_back(word(outcome_key(*log.outcome), {}));
    if (log.minutes) details.push_back(word("words.minutes", {{"minutes", std::to_string(*log.minutes)}}));
    if (log.level) details.push_back(word("words.level", {{"level", std::to_string(*log.level)}}));
    if (log.checkpoint) details.push_back(word(*log.checkpoint ? "words.checkpoint_right" : "words.checkpoint_wrong", {}));
    Phrase line = word("tutors.log_line", {{"session", std::to_string(session.number)}, {"child", short_name(session.first_name)}});
    line.parts.push_back({"details", std::move(details), " "});
    return line;
}

bool contradicts_gateway(const TutorSession& session, const SessionLog& log) {
    const auto outcome = log.outcome.value_or(ReportedOutcome::completed);
    if (outcome == ReportedOutcome::no_contact) return session.gateway_saw_child_leg;
    const bool says_spoke = outcome == ReportedOutcome::completed || outcome == ReportedOutcome::short_call;
    return says_spoke && session.gateway_saw_no_answer;
}

struct Taken {
    const TutorSession* session;
    SessionLog log;
};

/// Of a report that says two things a yes would confirm neither: kept for a person, and asked for anew. The same again is a
/// machine that sends our own words back, or was asked for a moment ago.
void ask_again(TutorDecision& decision, const TutorView& view, const TutorSession& session, const SessionLog& log, base::Instant now) {
    if (session.doubtful && same(*session.doubtful, log)) return;
    decision.changes.emplace_back(ApplyLog{session.session, log, false, false});
    decision.texts.push_back(text_to_tutor(view, "tutors.log_contradicts", {{"session", std::to_string(session.number)}, {"child", short_name(session.first_name)}}, now));
}

void ask_back(TutorDecision& decision, const TutorView& view, const TutorSession& session, SessionLog log, base::Instant now) {
    log.doubtful = true;
    if (std::string_view{log.ask_because} == "doubt_contradicts") return ask_again(decision, view, session, log, now);
    if (!log.minutes) {
        decision.texts.push_back(text_to_tutor(view, "tutors.log_not_understood", {{"session", std::to_string(session.number)}}, now));
        return;
    }
    if (!session.doubtful || !same(*session.doubtful, log)) {  // sent twice: kept once
        decision.changes.emplace_back(ApplyLog{session.session, log, false, false});
    }
    PendingQuestion question;
    question.kind = PendingQuestion::Kind::confirm_log;
    question.session = session.session;
    question.asked_at = now;
    decision.changes.emplace_back(AskPhone{question});
    decision.texts.push_back(text_to_tutor(view, "tutors.log_doubtful",
                                           {{"session", std::to_string(session.number)},
                                            {"minutes", std::to_string(log.minutes.value_or(0))}}, now));
}

/// Of a child on the line, minutes before the call it would be about: the lesson of that child before it that still waits
/// for its report, when there is one. Which of them is meant nobody can know.
const TutorSession* held_before(const TutorView& view, const TutorSession& session, const SessionLog& log, base::Instant now) {
    if (session.dialled || session.starts <= now || !tells_of_child(log.outcome.value_or(ReportedOutcome::completed))) return nullptr;
    const TutorSession* held = nullptr;
    for (const TutorSession& other : view.sessions) {
        const bool waits = other.student == session.student && other.dialled && !other.log && !other.closed;
        if (waits && other.starts < session.starts) held = &other;
    }
    return held;
}

/// Asked once: who sends the report again instead of a yes means the lesson that was held.
bool ask_which_day(TutorDecision& decision, const TutorView& view, const TutorSession& held, SessionLog log, base::Instant now) {
    log.doubtful = true;
    if (held.doubtful && same(*held.doubtful, log)) return false;
    decision.changes.emplace_back(ApplyLog{held.session, log, false, false});
    PendingQuestion question;
    question.kind = PendingQuestion::Kind::confirm_log;
    question.session = held.session;
    question.asked_at = now;
    decision.changes.emplace_back(AskPhone{question});
    NewText text = text_to_tutor(view, "tutors.log_which_day", {{"session", std::to_string(held.number)}, {"child", short_name(held.first_name)}}, now);
    text.words.when = held.starts;
    text.words.zone = view.zone;
    decision.texts.push_back(std::move(text));
    return true;
}

/// A child was on the line, and neither the tutor nor the gateway says for how long.
bool lacks_minutes(const TutorSession& session, const SessionLog& log) {
    return tells_of_child(log.outcome.value_or(ReportedOutcome::completed)) && !log.minutes && !session.minutes_known;
}

/// Kept until the minutes come; what it says of level and checkpoint need not be sent again.
void ask_minutes(TutorDecision& decision, const TutorView& view, const TutorSession& session, SessionLog log, base::Instant now) {
    log.doubtful = true;
    if (!session.doubtful || !same(*session.doubtful, log)) decision.changes.emplace_back(ApplyLog{session.session, log, false, false});
    decision.texts.push_back(text_to_tutor(view, "tutors.log_minutes",
                                           {{"session", std::to_string(session.number)}, {"child", short_name(session.first_name)}}, now));
}

SessionLog certain(SessionLog log) {
    log.doubtful = false;
    return log;
}

/// What is known of the session before this report: the last one that counts, or one that only lacked its minutes.
std::optional<SessionLog> said_before(const TutorSession& session) {
    if (session.log || !session.doubtful || !lacks_minutes(session, *session.doubtful)) return session.log;
    return certain(*session.doubtful);
}

/// Stores one report that is clear; what a person must look at becomes a task, with both reports kept.
void take_log(TutorDecision& decision, const TutorView& view, const TutorSession& session, const SessionLog& log) {
    const bool correction = session.log.has_value();
    decision.changes.emplace_back(ApplyLog{session.session, log, correction, true});
    const bool after_close = session.closed && log.outcome != ReportedOutcome::excused;
    if (after_close || contradicts_gateway(session, log)) {
        decision.tasks.push_back({"log_conflict", session.student, view.tutor, session.session, {}, false});
    }
    if (log.outcome == ReportedOutcome::withdrawn) {
        decision.tasks.push_back({"withdrawn_by_tutor", session.student, view.tutor, session.session, {}, false});
    }
    decision.facts.push_back({correction ? "log_corrected" : "log_received", session.student, view.tutor, session.session, {}});
}

/// It is in the list, but its call is still to come.
const TutorSession* session_to_come(const TutorView& view, const SessionLog& log, base::Instant now) {
    const TutorSession* next = nullptr;
    for (const TutorSession& session : view.sessions) {
        const bool fits = log.session ? session.number == *log.session : session.first_name == log.student;
        if (!fits) continue;
        if (next != nullptr && next->student != session.student) return nullptr;  // two of that name
        if (session.closed || session.starts <= now) continue;
        if (next == nullptr || session.starts < next->starts) next = &session;
    }
    return next;
}

NewText unknown_session(const TutorView& view, const SessionLog& log, base::Instant now) {
    if (unnamed(log)) {
        const auto waiting = waiting_for_log(view, now);
        const int example = !waiting.empty() ? waiting.back()->number : !view.sessions.empty() ? view.sessions.front().number : 1;
        return text_to_tutor(view, "tutors.log_which", {{"session", std::to_string(example)}}, now);
    }
    if (const TutorSession* next = session_to_come(view, log, now)) {
        NewText text = text_to_tutor(view, "tutors.log_too_early",
                                     {{"session", std::to_string(next->number)}, {"child", short_name(next->first_name)}}, now);
        text.words.when = next->starts;
        text.words.zone = view.zone;
        return text;
    }
    if (log.session) return text_to_tutor(view, "tutors.log_unknown_session", {{"session", std::to_string(*log.session)}}, now);
    return text_to_tutor(view, "tutors.log_unknown_name", {{"child", short_name(log.student)}}, now);
}

bool level_known(const SessionLog& log) { return !log.level || (*log.level >= level_lowest && *log.level <= 5); }

}  // namespace

StudentId student_of(const TutorView& view, const SessionLog& log, base::Instant now) {
    const TutorSession* session = session_meant(view, log, now);
    return session == nullptr ? StudentId{} : session->student;
}

TutorDecision decide_logs(const TutorView& view, const Reading& reading, base::Instant now) {
    TutorDecision decision;
    std::vector<Taken> taken;
    std::vector<Phrase> lines;
    bool unknown_told = false;
    for (const SessionLog& raw : reading.logs) {
        const TutorSession* session = session_meant(view, raw, now);
        if (session == nullptr) {
            if (!unknown_told) decision.texts.push_back(unknown_session(view, raw, now));
            unknown_told = true;
            continue;
        }
        if (!level_known(raw) && (!raw.doubtful || std::string_view{raw.ask_because} == "doubt_level")) {
            decision.texts.push_back(text_to_tutor(view, "tutors.log_level",
                                                   {{"session", std::to_string(session->number)}, {"level", std::to_string(*raw.level)}}, now));
            continue;
        }
        if (raw.doubtful) {
            ask_back(decision, view, *session, raw, now);
            continue;
        }
        if (const TutorSession* held = held_before(view, *session, raw, now)) {
            if (ask_which_day(decision, view, *held, raw, now)) continue;
            session = held;
        }
        const auto before = std::find_if(taken.begin(), taken.end(), [&](const Taken& other) { return other.session == session; });
        if (before != taken.end()) {  // two reports of one session in one text: the first counts until a person decides
            if (!same(before->log, merged(before->log, raw))) {
                decision.changes.emplace_back(ApplyLog{session->session, raw, false, false});
                decision.tasks.push_back({"duplicate_log", session->student, view.tutor, session->session, {}, false});
            }
            continue;
        }
        const bool answers = unnamed(raw) && !raw.corrects && session == asked_about(view) && session->doubtful;  // its other figures stand
        const auto earlier = answers ? std::optional(certain(*session->doubtful)) : said_before(*session);
        const SessionLog log = earlier ? merged(*earlier, raw) : raw;
        if (lacks_minutes(*session, log)) {
            ask_minutes(decision, view, *session, log, now);
            continue;
        }
        taken.push_back({session, log});
        if (view.question && view.question->session == session->session) decision.changes.emplace_back(ForgetQuestion{});
        lines.push_back(log_line(*session, log));
        if (!session->log || !same(*session->log, log)) take_log(decision, view, *session, log);
    }
    if (!lines.empty()) {
        NewText saved = text_to_tutor(view, "tutors.log_saved", {}, now);
        saved.words.parts.push_back({"logs", std::move(lines), "; "});
        decision.texts.push_back(std::move(saved));
    }
    return decision;
}

TutorDecision decide_log_confirmed(const TutorView& view, bool yes, base::Instant now) {
    TutorDecision decision;
    const TutorSession* session = asked_about(view);
    if (session == nullptr || !session->doubtful) {
        decision.changes.emplace_back(ForgetQuestion{});
        return decision;
    }
    if (!yes && view.question->value == denied_once) {  // a machine that sends our own words back
        decision.changes.emplace_back(ForgetQuestion{});
        return decision;
    }
    if (!yes) {  // not so: the question stays open for the number alone
        PendingQuestion question = *view.question;
        question.value = denied_once;
        decision.changes.emplace_back(AskPhone{std::move(question)});
        decision.texts.push_back(text_to_tutor(view, "tutors.log_denied",
                                               {{"session", std::to_string(session->number)}, {"child", short_name(session->first_name)}}, now));
        return decision;
    }
    decision.changes.emplace_back(ForgetQuestion{});
    SessionLog log = session->log ? merged(*session->log, *session->doubtful) : *session->doubtful;
    log.doubtful = false;
    take_log(decision, view, *session, log);
    NewText saved = text_to_tutor(view, "tutors.log_saved", {}, now);
    saved.words.parts.push_back({"logs", {log_line(*session, log)}, "; "});
    decision.texts.push_back(std::move(saved));
    return decision;
}

}  // namespace tutorline::domain
