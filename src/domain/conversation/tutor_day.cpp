#include <algorithm>

#include "domain/conversation/tutor.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr base::Minutes week_length{7 * 24 * 60};

std::chrono::sys_days day_of(base::Instant at, const std::string& zone_name) {
    const auto zone = base::Zone::find(zone_name);
    return zone ? zone->to_civil(at).day : std::chrono::floor<std::chrono::days>(at);
}

std::string upper(std::string text) {
    for (char& letter : text) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    }
    return text;
}

/// A call of the days off and where it goes; none: nowhere yet.
struct Cancelled {
    const TutorSession* session;
    std::optional<base::Instant> moved_to;
};

/// Calls of the time off go to half hours after their own span, and into none of the others.
std::vector<Cancelled> replan(const TutorView& view, const TimeOff& off, base::Instant now) {
    std::vector<Cancelled> calls;
    std::vector<base::Instant> used;
    for (const TutorSession& session : view.sessions) {
        if (session.closed || session.log || session.starts < now || !off.covers(session.starts)) continue;
        std::optional<base::Instant> to;
        for (const base::Instant time : session.free_times) {
            const bool free = std::find(used.begin(), used.end(), time) == used.end();
            const bool taught_then = std::any_of(calls.begin(), calls.end(), [&](const Cancelled& call) {
                return call.session->student == session.student && call.moved_to && day_of(*call.moved_to, view.zone) == day_of(time, view.zone);
            });
            if (!free || taught_then || time - session.starts > week_length || time < session.starts || off.covers(time)) continue;
            to = time;
            used.push_back(time);
            break;
        }
        calls.push_back({&session, to});
    }
    return calls;
}

/// "mañana mié 11/3": the day that is off, as the reader of the text sees it.
Phrase::Part day_off(const base::Instant at, const std::string& zone) {
    return {"off", {Phrase{"words.day_off", {}, {}, at, zone}}, ", "};
}

NewText family_text(const TutorView& view, const Cancelled& call, const std::vector<std::string>& children, DaysOff off) {
    NewText text;
    text.to = call.session->family_phone;
    text.kind = TextKind::notice;
    text.words.key = call.moved_to ? "families.call_cancelled" : "families.call_cancelled_open";
    if (off == DaysOff::week) text.words.key = call.moved_to ? "families.week_cancelled" : "families.week_cancelled_open";
    if (off == DaysOff::named) {
        text.words.key = call.moved_to ? "families.day_cancelled" : "families.day_cancelled_open";
        text.words.parts.push_back(day_off(call.session->starts, call.session->family_zone));
    }
    text.words.arguments = {{"tutor", short_name(view.name)}};
    put_names(text.words, "child", children);
    text.words.when = call.moved_to;
    text.words.zone = call.session->family_zone;
    text.languages = call.session->family_languages;
    text.priority = Priority::call_soon;
    text.not_after = call.session->starts;  // after the hour of the call it only confuses
    text.student = call.session->student;
    text.session = call.session->session;
    text.once = "call_cancelled:" + std::to_string(call.session->session.value);
    return text;
}

/// Each phone hears it once: siblings whose calls go to the same day, or nowhere, share one text.
void tell_families(TutorDecision& decision, const TutorView& view, const std::vector<Cancelled>& calls, DaysOff off) {
    std::vector<bool> told(calls.size(), false);
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const Cancelled& call = calls[i];
        if (told[i] || call.session->family_phone.empty()) continue;
        std::vector<std::string> children{short_name(call.session->first_name)};
        for (std::size_t j = i + 1; j < calls.size(); ++j) {
            const Cancelled& other = calls[j];
            if (other.session->family_phone != call.session->family_phone) continue;
            if (other.moved_to.has_value() != call.moved_to.has_value()) continue;
            if (call.moved_to && day_of(*call.moved_to, view.zone) != day_of(*other.moved_to, view.zone)) continue;
            if (off == DaysOff::named && day_of(call.session->starts, view.zone) != day_of(other.session->starts, view.zone)) continue;
            children.push_back(short_name(other.session->first_name));
            told[j] = true;
        }
        decision.texts.push_back(family_text(view, call, children, off));
    }
}

std::string numbers(const std::vector<Cancelled>& calls, bool moved) {
    std::string list;
    for (const Cancelled& call : calls) {
        if (call.moved_to.has_value() != moved) continue;
        list += (list.empty() ? "#" : ", #") + std::to_string(call.session->number);
    }
    return list.empty() ? "-" : list;
}

/// What nobody waits for is not told: with all calls moved, nothing is left for the office.
std::string said_of(std::string_view group, std::string_view message, const std::vector<Cancelled>& calls) {
    const bool all_moved = std::all_of(calls.begin(), calls.end(), [](const Cancelled& call) { return call.moved_to.has_value(); });
    return std::string(group) + "." + std::string(message) + (all_moved ? "_moved" : "");
}

Arguments numbers_said(const std::vector<Cancelled>& calls) { return {{"moved", numbers(calls, true)}, {"open", numbers(calls, false)}}; }

/// Dates off as one part of a text on this clock.
Phrase::Part days_off(const TimeOff& off, const std::string& zone) {
    Phrase::Part part{"off", {}, ", "};
    for (const TimeOff::Span& span : off.spans) part.phrases.push_back(Phrase{"words.day_off", {}, {}, span.from, zone});
    return part;
}

std::string_view key_of(DaysOff off, std::string_view today, std::string_view week, std::string_view named) {
    return off == DaysOff::today ? today : off == DaysOff::week ? week : named;
}

void tell_staff(TutorDecision& decision, const TutorView& view, const std::vector<Cancelled>& calls, const TimeOff& off, const Program& program,
                base::Instant now) {
    for (const Cancelled& call : calls) {
        const TutorSession& session = *call.session;
        if (!call.moved_to) decision.tasks.push_back({"uncovered_call", session.student, view.tutor, session.session, {}, false});
        else if (session.family_phone.empty()) decision.tasks.push_back({"tell_family", session.student, view.tutor, session.session, {}, false});
    }
    if (program.facilitators.empty() || program.facilitators.front().phone == view.phone) return;
    NewText text;
    text.to = program.facilitators.front().phone;
    text.kind = TextKind::staff;
    text.words.key = said_of("staff", key_of(off.days, "tutor_absent", "tutor_absent_week", "tutor_absent_day"), calls);
    if (off.days == DaysOff::named) text.words.parts.push_back(days_off(off, view.zone));
    text.words.arguments = numbers_said(calls);
    text.words.arguments.insert(text.words.arguments.begin(), {"tutor", short_name(view.name)});
    text.languages = {program.language};
    text.priority = Priority::schedule;
    text.not_after = now + std::chrono::days{1};
    decision.texts.push_back(std::move(text));
}

/// Midnight after the last day off: of today, or of this week's Sunday.
base::Instant midnight_back(const TutorView& view, DaysOff off, base::Instant now) {
    const auto zone = base::Zone::find(view.zone);
    if (!zone) return now + std::chrono::days{1};
    const base::CivilTime today = zone->to_civil(now);
    const int days = off == DaysOff::week ? 7 - today.weekday() : 1;
    return zone->to_instant({today.day + std::chrono::days{days}, base::Seconds{0}});
}

Phrase call_line(const TutorView& view, const TutorSession& session) {
    Phrase line{"tutors.schedule_call",
                {{"session", std::to_string(session.number)}, {"child", short_name(session.first_name)}},
                {},
                session.starts,
                view.zone};
    std::vector<Phrase> level;
    if (session.level > 0) level.push_back(Phrase{"words.level", {{"level", std::to_string(session.level)}}, {}, {}, {}});
    line.parts.push_back({"level", std::move(level), " "});
    return line;
}

}  // namespace

NewText text_to_tutor(const TutorView& view, std::string key, Arguments arguments, base::Instant now) {
    NewText text;
    text.to = view.phone;
    text.kind = TextKind::schedule;
    text.words.key = std::move(key);
    text.words.arguments = std::move(arguments);
    text.languages = view.languages;
    text.priority = Priority::direct_answer;
    text.not_after = now + std::chrono::days{1};
    text.tutor = view.tutor;
    return text;
}

NewText schedule_text(const TutorView& view, std::chrono::sys_days day, base::Instant now) {
    std::vector<Phrase> calls;
    const TutorSession* first = nullptr;
    for (const TutorSession& session : view.sessions) {
        if (session.closed || session.log || !session.callable) continue;
        if (day_of(session.starts, view.zone) != day || session.starts < now) continue;
        if (first == nullptr) first = &session;
        calls.push_back(call_line(view, session));
    }
    const auto zone = base::Zone::find(view.zone);
    const base::Instant noon = zone ? zone->to_instant({day, base::Minutes{12 * 60}}) : base::Instant{day};
    NewText text = text_to_tutor(view, first == nullptr ? "tutors.schedule_empty" : "tutors.schedule", {}, now);
    text.words.arguments.emplace_back("tutor", upper(short_name(view.name)));
    text.words.when = first == nullptr ? noon : first->starts;
    text.words.zone = view.zone;
    text.priority = Priority::schedule;
    if (first == nullptr) return text;
    text.words.arguments.emplace_back("session", std::to_string(first->number));
    text.words.parts.push_back({"calls", std::move(calls), "; "});
    return text;
}

TutorDecision decide_schedule(const TutorView& view, base::Instant now) {
    TutorDecision decision;
    auto day = day_of(now, view.zone);
    for (const TutorSession& session : view.sessions) {
        if (session.closed || session.log || !session.callable || session.starts < now) continue;
        day = day_of(session.starts, view.zone);
        break;
    }
    decision.texts.push_back(schedule_text(view, day, now));
    decision.texts.back().priority = Priority::direct_answer;
    return decision;
}

bool TimeOff::covers(base::Instant at) const {
    return std::any_of(spans.begin(), spans.end(), [&](const Span& span) { return span.from <= at && at < span.back; });
}

TimeOff off_from_now(const TutorView& view, DaysOff days, base::Instant now) { return {days, {{now, midnight_back(view, days, now)}}}; }

TimeOff off_on(const TutorView& view, const std::vector<std::chrono::sys_days>& dates, base::Instant now) {
    TimeOff off{DaysOff::named, {}};
    const auto zone = base::Zone::find(view.zone);
    if (!zone) return off;
    for (const std::chrono::sys_days day : dates)
        off.spans.push_back({std::max(now, zone->to_instant({day, base::Seconds{0}})), zone->to_instant({day + std::chrono::days{1}, base::Seconds{0}})});
    return off;
}

TutorDecision decide_days_off(const TutorView& view, const TimeOff& off, const Program& program, base::Instant now) {
    TutorDecision decision;
    const std::vector<Cancelled> calls = replan(view, off, now);
    for (const Cancelled& call : calls) {
        const TutorSession& session = *call.session;
        if (call.moved_to) {
            decision.changes.emplace_back(MoveSession{session.session, session.student, *call.moved_to, "tutor_absent"});
        } else {
            decision.changes.emplace_back(CancelSession{session.session, session.student, "tutor_absent"});
        }
    }
    for (const TimeOff::Span& span : off.spans) decision.changes.emplace_back(TutorAway{view.tutor, span.from, span.back});  // last: what is not moved by now is cancelled
    decision.facts.push_back({"tutor_absent", {}, view.tutor, {}, {{"calls", std::to_string(calls.size())}}});
    if (calls.empty() || off.days == DaysOff::week)  // perhaps another day is meant, or more of them: a person asks
        decision.tasks.push_back({"tutor_unavailable", {}, view.tutor, {}, {}, false});
    if (calls.empty()) {
        decision.texts.push_back(text_to_tutor(view, "tutors.coordinator_told", {{"tutor", short_name(view.name)}}, now));
        return decision;
    }
    tell_families(decision, view, calls, off.days);
    tell_staff(decision, view, calls, off, program, now);
    NewText noted = text_to_tutor(view, said_of("tutors", key_of(off.days, "day_cancelled", "week_cancelled", "named_day_cancelled"), calls), numbers_said(calls), now);
    if (off.days == DaysOff::named) noted.words.parts.push_back(days_off(off, view.zone));
    decision.texts.push_back(std::move(noted));
    return decision;
}

}  // namespace tutorline::domain
