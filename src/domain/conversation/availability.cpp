#include "domain/conversation/availability.hpp"

#include <algorithm>
#include <cctype>

#include "domain/conversation/reply.hpp"
#include "domain/conversation/time_wish.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr base::Minutes asks_again_after{60};

bool same_day(base::Instant a, base::Instant b, const std::string& zone_name) {
    const auto zone = base::Zone::find(zone_name);
    if (!zone) return a - b < base::Minutes{12 * 60} && b - a < base::Minutes{12 * 60};
    return zone->to_civil(a).day == zone->to_civil(b).day;
}

/// A text to the tutor about one planned call of a child.
void tell_tutor(TextDecision& decision, const ChildOnPhone& child, const PlannedCall& call, std::string key,
                std::vector<Phrase::Part> parts, std::optional<base::Instant> when, base::Instant now) {
    auto text = text_to_tutor_of(child, std::move(key),
                                 {{"child", short_name(child.first_name)}, {"session", std::to_string(call.number)}}, now);
    if (!text) return;
    text->words.parts = std::move(parts);
    text->words.when = when;
    text->words.zone = child.tutor_zone;
    text->session = call.session;
    decision.texts.push_back(std::move(*text));
}

std::vector<Phrase::Part> note(std::string key) {
    return {Phrase::Part{"note", {Phrase{std::move(key), {}, {}, {}, {}}}, " "}};
}

/// The call that another time is for: one that failed lately is dialled again before the next is moved.
const PlannedCall* call_to_move(const ChildOnPhone& child) {
    if (child.missed_call) return &*child.missed_call;
    return child.next_call ? &*child.next_call : nullptr;
}

/// The child whose call is asked to move: the named one, else the one that is called next.
const ChildOnPhone* called_next(const FamilyView& view, const Reading& reading) {
    if (const ChildOnPhone* named = child_meant(view, reading)) return named;
    const ChildOnPhone* next = nullptr;
    for (const ChildOnPhone& child : view.children) {
        const PlannedCall* call = call_to_move(child);
        if (!child.active || call == nullptr) continue;
        if (next == nullptr || call->starts < call_to_move(*next)->starts) next = &child;
    }
    return next;
}

/// It is not dialled at an hour the family cannot; the tutor must not wait for it either.
void hold_call(TextDecision& decision, const ChildOnPhone& child, const PlannedCall& call, base::Instant now) {
    const bool failed_before = child.missed_call && child.missed_call->session == call.session;
    if (failed_before || !call.may_wait || call.starts <= now) return;
    decision.changes.emplace_back(HoldSession{call.session, child.student});
    tell_tutor(decision, child, call, "tutors.call_waits", {}, std::nullopt, now);
}

/// A coordinator finds the time; the family hears so.
void pass_to_coordinator(TextDecision& decision, const FamilyView& view, const ChildOnPhone* child, const std::string& wish,
                         const Program& program, base::Instant now) {
    NewTask task{"reschedule", {}, {}, {}, wish, false};
    if (child != nullptr) {
        task.student = child->student;
        task.tutor = child->tutor.value_or(TutorId{});
        if (const PlannedCall* call = call_to_move(*child)) task.session = call->session;
    }
    decision.tasks.push_back(std::move(task));
    const std::string tutor = child != nullptr ? short_name(child->tutor_name) : program.name;
    answer_change(decision, view, program, "families.reschedule_passed", {{"tutor", tutor}}, now);
}

void move_call(TextDecision& decision, const FamilyView& view, const ChildOnPhone& child, const PlannedCall& call, base::Instant to,
               const Program& program, base::Instant now) {
    if (child.missed_call && child.missed_call->session == call.session) {
        decision.changes.emplace_back(CallAgain{call.session, child.student, to});
    } else {
        decision.changes.emplace_back(MoveSession{call.session, child.student, to, "family_asked"});
    }
    NewText saved = text_to_family(view, program, TextKind::notice, "families.reschedule_saved",
                                   {{"child", short_name(child.first_name)}, {"tutor", short_name(child.tutor_name)}}, now);
    saved.words.when = to;
    saved.words.zone = view.zone;
    saved.student = child.student;
    saved.session = call.session;
    decision.texts.push_back(std::move(saved));
    tell_tutor(decision, child, call, "tutors.call_changed", {}, to, now);
}

/// Exactly what was asked for, without a doubt about the hour: saved without another question.
bool is_exact(const TimeWish& wish, base::Instant time, base::Instant now, const base::Zone& zone) {
    if (!wish.minute || wish.half_of_day_unsure) return false;
    const base::CivilTime at = zone.to_civil(time);
    if (at.minute_of_day() != *wish.minute) return false;
    if (wish.weekday) return at.weekday() == *wish.weekday;
    return wish.days_ahead && (at.day - zone.to_civil(now).day).count() == *wish.days_ahead;
}

PendingQuestion time_question(const ChildOnPhone& child, const PlannedCall& call, std::optional<base::Instant> offered, base::Instant now) {
    PendingQuestion question;
    question.kind = PendingQuestion::Kind::offer_time;
    question.student = child.student;
    question.session = call.session;
    question.offered = offered;
    question.asked_at = now;
    return question;
}

void ask_for_hours(TextDecision& decision, const FamilyView& view, const ChildOnPhone& child, const Program& program, base::Instant now) {
    answer_change(decision, view, program, "families.reschedule_ask_day",
               {{"from", base::format_hour(program.quiet.calls_from)},
                {"to", base::format_hour(program.quiet.calls_to)},
                {"child", short_name(child.first_name)}},
               now);
}

/// One child's call: excused now, excused if it fails, or nothing to excuse.
void excuse_child(TextDecision& decision, const FamilyView& view, const ChildOnPhone& child, bool surely, const std::string& reason,
                  base::Instant now) {
    if (child.missed_call) decision.changes.emplace_back(ExcuseSession{child.missed_call->session, child.student, reason});
    if (!child.next_call || !same_day(child.next_call->starts, now, view.zone)) return;
    const PlannedCall& call = *child.next_call;
    if (surely) {
        decision.changes.emplace_back(ExcuseSession{call.session, child.student, reason});
        tell_tutor(decision, child, call, "tutors.call_cancelled", {}, std::nullopt, now);
    } else {
        decision.changes.emplace_back(ExcuseIfMissed{call.session, child.student, reason});
        tell_tutor(decision, child, call, "tutors.family_note", note("words.note_" + reason), std::nullopt, now);
    }
}

std::string excuse_key(Class cls) {
    if (cls == Class::connectivity) return "families.connectivity";
    if (cls == Class::no_credit) return "families.no_credit";
    return "families.excused";
}

std::string excuse_reason(Class cls) {
    if (cls == Class::connectivity) return "connectivity";
    if (cls == Class::no_credit) return "no_credit";
    return "excused";
}

}  // namespace

bool question_waits(const FamilyView& view, PendingQuestion::Kind kind, base::Instant now) {
    return view.question && view.question->kind == kind && now - view.question->asked_at <= question_open;
}

Reading heard_as_hour(const FamilyView& view, Reading reading, base::Instant now) {
    constexpr std::int64_t hours_of_half_day = 12;
    if (!question_waits(view, PendingQuestion::Kind::offer_time, now)) return reading;
    if (reading.cls != Class::answer || reading.verdict == Verdict::right || reading.grades.size() != 1) return reading;
    const bool bare = std::none_of(view.text.begin(), view.text.end(), [](unsigned char letter) { return std::isalpha(letter) != 0 || letter >= 0x80; });
    const auto hour = reading.grades.front().given.whole();
    if (!bare || !hour || *hour < 1 || *hour > 23) return reading;
    Reading wish;
    wish.cls = Class::reschedule;
    wish.value = (*hour < 10 ? "0" : "") + std::to_string(*hour) + ":00" + (*hour <= hours_of_half_day ? "?" : "");
    wish.words_to_watch = reading.words_to_watch;
    wish.reasons = {{"hour_asked"}};
    return wish;
}

FamilyDecision decide_reschedule(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* child = called_next(view, reading);
    decision.facts.push_back({"reschedule_asked", child != nullptr ? child->student : StudentId{}, {}, {}, {{"wish", reading.value}}});
    const auto zone = base::Zone::find(view.zone);
    const PlannedCall* call = child == nullptr ? nullptr : call_to_move(*child);
    if (call == nullptr || !zone) {
        pass_to_coordinator(decision, view, child, reading.value, program, now);
        return decision;
    }
    const TimeWish wish = parse_time_wish(reading.value);
    if (wish.empty() && may_answer_change(view, program)) {
        hold_call(decision, *child, *call, now);
        const bool asked = question_waits(view, PendingQuestion::Kind::offer_time, now) && !view.question->offered &&
                           now - view.question->asked_at < asks_again_after;
        if (asked) return decision;
        decision.changes.emplace_back(AskPhone{time_question(*child, *call, std::nullopt, now)});
        ask_for_hours(decision, view, *child, program, now);
        return decision;
    }
    const auto time = best_time(wish, child->free_times, now, *zone);
    if (time && is_exact(wish, *time, now, *zone)) {
        if (view.question) decision.changes.emplace_back(ForgetQuestion{});
        move_call(decision, view, *child, *call, *time, program, now);
        return decision;
    }
    hold_call(decision, *child, *call, now);
    if (!time || !may_answer_change(view, program)) {
        if (view.question) decision.changes.emplace_back(ForgetQuestion{});  // a person finds the hour from here on
        pass_to_coordinator(decision, view, child, reading.value, program, now);
        return decision;
    }
    decision.changes.emplace_back(AskPhone{time_question(*child, *call, time, now)});
    NewText offer = text_to_family(view, program, TextKind::auto_reply, "families.reschedule_offer",
                                   {{"child", short_name(child->first_name)}, {"tutor", short_name(child->tutor_name)}}, now);
    offer.words.when = time;
    offer.words.zone = view.zone;
    decision.texts.push_back(std::move(offer));
    return decision;
}

FamilyDecision decide_offer_answer(const FamilyView& view, bool yes, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (!question_waits(view, PendingQuestion::Kind::offer_time, now)) return decision;
    const PendingQuestion& question = *view.question;
    const ChildOnPhone* child = find_child(view, question.student);
    decision.changes.emplace_back(ForgetQuestion{});
    const PlannedCall* call = child == nullptr ? nullptr : call_to_move(*child);
    const bool same_call = call != nullptr && call->session == question.session;
    if (!yes || !same_call || !question.offered || *question.offered <= now) {
        pass_to_coordinator(decision, view, child, {}, program, now);
        return decision;
    }
    move_call(decision, view, *child, *call, *question.offered, program, now);
    return decision;
}

FamilyDecision decide_excuse(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const std::string reason = excuse_reason(reading.cls);
    const ChildOnPhone* named = child_meant(view, reading);
    if (named != nullptr) {
        excuse_child(decision, view, *named, reading.cls == Class::excused, reason, now);
    } else {  // nobody knows which of them is ill: excuse whichever call fails
        for (const ChildOnPhone& child : view.children) {
            if (child.active) excuse_child(decision, view, child, false, reason, now);
        }
    }
    decision.facts.push_back({"excuse", named != nullptr ? named->student : StudentId{}, {}, {}, {{"reason", reason}}});
    answer_change(decision, view, program, excuse_key(reading.cls), programme_arguments(program), now);
    return decision;
}

FamilyDecision decide_absence(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* named = child_meant(view, reading);
    for (const ChildOnPhone& child : view.children) {
        if (!child.active || (named != nullptr && named != &child)) continue;
        decision.changes.emplace_back(PauseStudent{child.student, now + long_absence});
        decision.tasks.push_back({"absence_long", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
        decision.facts.push_back({"absence_long", child.student, {}, {}, {}});
        if (child.next_call) {
            tell_tutor(decision, child, *child.next_call, "tutors.family_note", note("words.note_absence_long"), std::nullopt, now);
        }
    }
    const std::string who = named != nullptr ? short_name(named->first_name) : children_named(view);
    answer_change(decision, view, program, "families.absence_long", {{"child", who}}, now);
    return decision;
}

}  // namespace tutorline::domain
