#include "domain/conversation/availability.hpp"

#include <algorithm>

#include "domain/conversation/joint_call.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/conversation/time_wish.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr base::Minutes asks_again_after{60};
constexpr std::string_view passed_on = "passed";  ///< PendingQuestion::value: a person was told, an hour still counts

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

/// A text to the tutor about all calls of a joint one.
void tell_tutor_of_all(TextDecision& decision, const JointCall& joint, std::string key, std::optional<base::Instant> when, base::Instant now) {
    const ChildOnPhone& child = *joint.front().child;
    auto text = text_to_tutor_of(child, std::move(key), {{"session", numbers_of(joint)}}, now);
    if (!text) return;
    put_names(text->words, "child", names_of(joint));
    text->words.when = when;
    text->words.zone = child.tutor_zone;
    text->session = joint.front().call.session;
    decision.texts.push_back(std::move(*text));
}

/// Whether the call failed lately and is dialled again, rather than moved.
bool failed_before(const CalledChild& called) {
    return called.child->missed_call && called.child->missed_call->session == called.call.session;
}

/// It is not dialled at an hour the family cannot; the tutor must not wait for it either.
void hold_call(TextDecision& decision, const JointCall& joint, base::Instant now) {
    if (failed_before(joint.front()) || !joint.front().call.may_wait || joint.front().call.starts <= now) return;
    for (const CalledChild& each : joint) decision.changes.emplace_back(HoldSession{each.call.session, each.child->student});
    tell_tutor_of_all(decision, joint, "tutors.call_waits", std::nullopt, now);
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

/// Siblings stay together, in their order.
void move_call(TextDecision& decision, const FamilyView& view, const JointCall& joint, base::Instant to, const Program& program,
               base::Instant now) {
    const CalledChild& first = joint.front();
    if (failed_before(first)) {
        decision.changes.emplace_back(CallAgain{first.call.session, first.child->student, to});
    } else {
        for (const CalledChild& each : joint) {  // nobody stands in the way of the next: all give up their half hours first
            if (joint.size() > 1 && each.call.may_wait) decision.changes.emplace_back(HoldSession{each.call.session, each.child->student});
        }
        for (std::size_t n = 0; n < joint.size(); ++n)
            decision.changes.emplace_back(MoveSession{joint[n].call.session, joint[n].child->student, place_of(n, to), "family_asked"});
    }
    NewText saved = text_to_family(view, program, TextKind::notice, "families.reschedule_saved",
                                   {{"tutor", short_name(first.child->tutor_name)}}, now);
    put_names(saved.words, "child", names_of(joint));
    saved.words.when = to;
    saved.words.zone = view.zone;
    saved.student = first.child->student;
    saved.session = first.call.session;
    decision.texts.push_back(std::move(saved));
    tell_tutor_of_all(decision, joint, "tutors.call_changed", to, now);
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

/// The calls that a wish is about: those of the named child alone, or all of a joint call.
JointCall calls_meant(const FamilyView& view, const Reading& reading, const ChildOnPhone& child, const PlannedCall& call) {
    if (reading.child) return {{&child, call}};
    return called_together(view, child, call);
}

/// 'viernes', and after our offer 'a las 8': the hour is for the day that was spoken of.
TimeWish wish_of(const FamilyView& view, const Reading& reading, const base::Zone& zone, base::Instant now) {
    TimeWish wish = parse_time_wish(reading.value);
    const bool day = wish.days_ahead || wish.weekday || wish.not_tomorrow || wish.not_weekdays != 0;
    if (!wish.minute || day || !question_waits(view, PendingQuestion::Kind::offer_time, now) || !view.question->offered) return wish;
    wish.days_ahead = static_cast<int>((zone.to_civil(*view.question->offered).day - zone.to_civil(now).day).count());
    return wish;
}

/// An answer to 'which day and hour?' that names none: a person finds it, and is told once.
FamilyDecision pass_unread_hour(const FamilyView& view, const ChildOnPhone* child, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (view.question->value == passed_on) return decision;
    PendingQuestion question = *view.question;
    question.value = passed_on;
    decision.changes.emplace_back(AskPhone{question});
    pass_to_coordinator(decision, view, child, {}, program, now);
    return decision;
}

FamilyDecision ask_for_day(const FamilyView& view, const ChildOnPhone& child, const JointCall& joint, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const bool asked = question_waits(view, PendingQuestion::Kind::offer_time, now) && !view.question->offered &&
                       now - view.question->asked_at < asks_again_after;
    if (asked) decision = pass_unread_hour(view, &child, program, now);
    hold_call(decision, joint, now);
    if (asked) return decision;
    decision.changes.emplace_back(AskPhone{time_question(*joint.front().child, joint.front().call, std::nullopt, now)});
    ask_for_hours(decision, view, child, program, now);
    return decision;
}

void offer(TextDecision& decision, const FamilyView& view, const JointCall& joint, base::Instant time, const Program& program, base::Instant now) {
    const CalledChild& first = joint.front();
    decision.changes.emplace_back(AskPhone{time_question(*first.child, first.call, time, now)});
    NewText text = text_to_family(view, program, TextKind::auto_reply, "families.reschedule_offer",
                                  {{"tutor", short_name(first.child->tutor_name)}}, now);
    put_names(text.words, "child", names_of(joint));
    text.words.when = time;
    text.words.zone = view.zone;
    decision.texts.push_back(std::move(text));
}

}  // namespace

bool question_waits(const FamilyView& view, PendingQuestion::Kind kind, base::Instant now) {
    return view.question && view.question->kind == kind && now - view.question->asked_at <= question_open;
}

FamilyDecision decide_reschedule(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* child = called_next(view, reading);
    const NewFact asked{"reschedule_asked", child != nullptr ? child->student : StudentId{}, {}, {}, {{"wish", reading.value}}};
    const auto zone = base::Zone::find(view.zone);
    const PlannedCall* call = child == nullptr ? nullptr : call_to_move(*child);
    if (call == nullptr || !zone) {
        decision.facts.push_back(asked);
        pass_to_coordinator(decision, view, child, reading.value, program, now);
        return decision;
    }
    const JointCall joint = calls_meant(view, reading, *child, *call);
    const TimeWish wish = wish_of(view, reading, *zone, now);
    if (wish.empty() && may_answer_change(view, program)) {
        decision = ask_for_day(view, *child, joint, program, now);
        decision.facts.push_back(asked);
        return decision;
    }
    decision.facts.push_back(asked);
    const auto time = best_time(wish, free_runs(joint), now, *zone);
    if (time && is_exact(wish, *time, now, *zone)) {
        if (view.question) decision.changes.emplace_back(ForgetQuestion{});
        move_call(decision, view, joint, *time, program, now);
        return decision;
    }
    hold_call(decision, joint, now);
    if (!time || !may_answer_change(view, program)) {
        if (view.question) decision.changes.emplace_back(ForgetQuestion{});  // a person finds the hour from here on
        pass_to_coordinator(decision, view, child, reading.value, program, now);
        return decision;
    }
    offer(decision, view, joint, *time, program, now);
    return decision;
}

bool answers_open_hour(const FamilyView& view, const Reading& reading, base::Instant now) {
    if (!question_waits(view, PendingQuestion::Kind::offer_time, now)) return false;
    if (!view.items.empty() && view.items.back().sent_at > view.question->asked_at) return false;
    const bool says_nothing = reading.cls == Class::chatter || reading.cls == Class::ambiguous || reading.cls == Class::echo;
    return reading.cls == Class::ack || says_nothing;
}

FamilyDecision decide_open_hour(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    if (reading.cls == Class::ack && view.question->offered) return decide_offer_answer(view, true, program, now);
    return pass_unread_hour(view, find_child(view, view.question->student), program, now);
}

FamilyDecision decide_offer_answer(const FamilyView& view, bool yes, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (!question_waits(view, PendingQuestion::Kind::offer_time, now)) return decision;
    const PendingQuestion& question = *view.question;
    const ChildOnPhone* child = find_child(view, question.student);
    if (!question.offered) return pass_unread_hour(view, child, program, now);
    decision.changes.emplace_back(ForgetQuestion{});
    const PlannedCall* call = child == nullptr ? nullptr : call_to_move(*child);
    const bool same_call = call != nullptr && call->session == question.session;
    if (!yes || !same_call || *question.offered <= now) {
        pass_to_coordinator(decision, view, child, {}, program, now);
        return decision;
    }
    move_call(decision, view, called_together(view, *child, *call), *question.offered, program, now);
    return decision;
}

FamilyDecision decide_excuse(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const std::string reason = excuse_reason(reading.cls);
    const ChildOnPhone* named = child_meant(view, reading);
    if (named != nullptr) {
        excuse_child(decision, view, *named, reading.cls == Class::excused, reason, now);
    } else {  // nobody knows which of them is ill: excuse whichever call fails; but 'we cannot' is said for all
        for (const ChildOnPhone& child : view.children) {
            if (child.active) excuse_child(decision, view, child, reading.cls == Class::excused && reading.cannot, reason, now);
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
    if (NewText* text = answer_change(decision, view, program, "families.absence_long", {}, now))
        put_names(text->words, "child", children_named(view, named));
    return decision;
}

}  // namespace tutorline::domain
