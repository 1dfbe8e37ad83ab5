#include "domain/conversation/availability.hpp"

#include <algorithm>

#include "domain/conversation/joint_call.hpp"
#include "domain/conversation/names_in_text.hpp"
#include "domain/conversation/offer_talk.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/conversation/time_wish.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr base::Minutes asks_again_after{60};
constexpr base::Minutes near_old_hour{60};
constexpr base::Minutes last_notice{60};  ///< before an hour that silence took

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

/// Whether the call failed lately and is dialled again, rather than moved.
bool failed_before(const CalledChild& called) {
    return called.child->missed_call && called.child->missed_call->session == called.call.session;
}

bool can_be_held(const JointCall& joint, base::Instant now) {
    return !failed_before(joint.front()) && joint.front().call.may_wait && joint.front().call.starts > now;
}

/// It is not dialled at an hour the family cannot; the tutor must not wait for it either.
void hold_call(TextDecision& decision, const JointCall& joint, base::Instant now) {
    if (!can_be_held(joint, now)) return;
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
               base::Instant now, std::string key = "families.reschedule_saved") {
    const CalledChild& first = joint.front();
    const bool there_already = first.call.may_wait && first.call.starts == to && !failed_before(first);  // nobody answered, and it went there
    if (there_already) {
        if (view.question) decision.changes.emplace_back(ForgetQuestion{});
    } else if (failed_before(first)) {
        decision.changes.emplace_back(CallAgain{first.call.session, first.child->student, to});
    } else {
        for (const CalledChild& each : joint) {  // nobody stands in the way of the next: all give up their half hours first
            if (joint.size() > 1 && each.call.may_wait) decision.changes.emplace_back(HoldSession{each.call.session, each.child->student});
        }
        for (std::size_t n = 0; n < joint.size(); ++n)
            decision.changes.emplace_back(MoveSession{joint[n].call.session, joint[n].child->student, place_of(n, to), "family_asked"});
    }
    NewText saved = text_to_family(view, program, TextKind::notice, std::move(key),
                                   {{"tutor", short_name(first.child->tutor_name)}}, now);
    put_names(saved.words, "child", names_of(joint));
    saved.words.when = to;
    saved.words.zone = view.zone;
    saved.student = first.child->student;
    saved.session = first.call.session;
    decision.texts.push_back(std::move(saved));
    if (there_already) return;
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

/// '19 hs' where the call is at 19:00: no wish for another day.
bool repeats_hour(const FamilyView& view, const Reading& reading, const TimeWish& wish, const PlannedCall& call, base::Instant now, const base::Zone& zone) {
    constexpr auto words_max = 4;
    const std::string words = spaced_words(view.text);
    const bool bare = std::count(words.begin(), words.end(), ' ') <= words_max + 1;
    return bare && !reading.cannot && wish.minute && !wish.weekday && !wish.days_ahead && zone.to_civil(call.starts).minute_of_day() == *wish.minute &&
           fits(wish, call.starts, now, zone);
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

/// Of a joint call it says that it moves as one, whichever child was named.
void ask_for_hours(TextDecision& decision, const FamilyView& view, const JointCall& joint, const Program& program, base::Instant now) {
    const bool together = joint.size() > 1;
    Arguments hours{{"from", base::format_hour(program.quiet.calls_from)}, {"to", base::format_hour(program.quiet.calls_to)}};
    if (together) hours.clear();
    else hours.emplace_back("child", short_name(joint.front().child->first_name));
    NewText* text = answer_change(decision, view, program, together ? "families.reschedule_ask_all" : "families.reschedule_ask_day", std::move(hours), now);
    if (text != nullptr && together) put_names(text->words, "child", names_of(joint));
}

/// The offer that waits for an answer.
std::optional<base::Instant> offer_waiting(const FamilyView& view, base::Instant now) {
    if (!question_waits(view, PendingQuestion::Kind::offer_time, now)) return std::nullopt;
    return view.question->offered;
}

/// What was said so far about this call's hour.
OfferTalk talk_of(const FamilyView& view, const JointCall& joint, base::Instant now) {
    const PlannedCall& call = joint.front().call;
    const bool same = question_waits(view, PendingQuestion::Kind::offer_time, now) && view.question->session == call.session;
    OfferTalk talk = same ? parse_offer_talk(view.question->value) : OfferTalk{};
    if (can_be_held(joint, now)) talk.promised = call.starts;
    return talk;
}

/// 'viernes', and after our offer 'a las 8': the hour is for the day that was spoken of. 'mas tarde' is later than the hour
/// we offered, else than the call's.
TimeWish wish_of(const FamilyView& view, const Reading& reading, const PlannedCall& call, const base::Zone& zone, base::Instant now) {
    TimeWish wish = parse_time_wish(reading.value);
    const auto offered = offer_waiting(view, now);
    const bool day = wish.days_ahead || wish.weekday || wish.not_tomorrow || wish.not_day_after || wish.not_weekdays != 0;
    const base::CivilTime spoken_of = zone.to_civil(offered.value_or(call.starts));
    const int days_ahead = static_cast<int>((spoken_of.day - zone.to_civil(now).day).count());
    if (wish.minute && !day && offered && !wish.other_day) wish.days_ahead = days_ahead;
    if (wish.other_day && offered) wish.not_weekdays = static_cast<std::uint8_t>(wish.not_weekdays | 1U << static_cast<unsigned>(spoken_of.weekday()));
    wish.other_day = false;
    if ((!wish.later && !wish.earlier) || wish.minute) return wish;
    if (wish.later) wish.from_minute = std::max(wish.from_minute, spoken_of.minute_of_day() + 1);
    if (wish.earlier) wish.to_minute = std::min(wish.to_minute, spoken_of.minute_of_day());
    if (!day && days_ahead >= 0) wish.days_ahead = days_ahead;
    return wish;
}

bool names_day(const TimeWish& wish) { return wish.weekday || wish.days_ahead; }
bool names_hours(const TimeWish& wish) { return wish.minute || wish.from_minute > 0 || wish.to_minute < 24 * 60; }

bool names_other_day(const TimeWish& wish, const base::CivilTime& old, const base::CivilTime& today) {
    if (wish.days_ahead) return today.day + std::chrono::days{*wish.days_ahead} != old.day;
    return wish.weekday && *wish.weekday != old.weekday();
}

/// Half hours that may be offered: none they refused, and none beside the hour they cannot, where they name no other. A
/// lesson stays in its own week, and after it at worst: 'jueves', said the day after a lesson, is the Thursday of the next
/// one, which would else be taught the same day and be missing six days later. Only 'hoy' and 'mañana' say another week.
std::vector<base::Instant> hours_to_offer(const JointCall& joint, const TimeWish& wish, const OfferTalk& talk, base::Instant now, const base::Zone& zone) {
    std::vector<base::Instant> times = free_runs(joint);
    const bool names_hour = names_hours(wish) || names_day(wish);
    const bool of_its_week = !failed_before(joint.front());
    const base::Instant old = joint.front().call.starts;
    const bool other_day = names_other_day(wish, zone.to_civil(old), zone.to_civil(now));
    std::erase_if(times, [&](base::Instant at) {
        const bool beside = !names_hour && at - old < near_old_hour && old - at < near_old_hour;
        const bool of_another_week = of_its_week && at < joint.front().call.week_from && !(wish.days_ahead && fits(wish, at, now, zone));
        const bool of_old_day = other_day && zone.to_civil(at).day == zone.to_civil(old).day;  // the day they cannot
        return beside || of_old_day || of_another_week || (!wish.minute && !talk.may_offer(at));
    });
    return times;
}

/// The day they name; where they name an hour and no day, the day of the lesson comes first.
std::optional<base::Instant> hour_for(const JointCall& joint, const TimeWish& wish, const OfferTalk& talk, base::Instant now, const base::Zone& zone) {
    const std::vector<base::Instant> times = hours_to_offer(joint, wish, talk, now, zone);
    const base::Instant old = talk.promised.value_or(joint.front().call.starts);
    if (names_hours(wish) && !names_day(wish) && !failed_before(joint.front()) && old > now) {
        TimeWish same_day = wish;
        same_day.days_ahead = static_cast<int>((zone.to_civil(old).day - zone.to_civil(now).day).count());
        const auto found = std::find_if(times.begin(), times.end(), [&](base::Instant at) { return fits(same_day, at, now, zone); });
        if (found != times.end()) return *found;
    }
    return best_time(wish, times, now, zone);
}

/// What they asked for themselves: the day they named, or the lesson's own at the hour they named.
bool asked_for(const TimeWish& wish, base::Instant offered, base::Instant old, base::Instant now, const base::Zone& zone) {
    if (!fits(wish, offered, now, zone)) return false;
    return names_day(wish) || (names_hours(wish) && zone.to_civil(offered).day == zone.to_civil(old).day);
}

/// An answer to 'which day and hour?' that names none: a person finds it, and is told once.
FamilyDecision pass_unread_hour(const FamilyView& view, const ChildOnPhone* child, const Program& program, base::Instant now) {
    FamilyDecision decision;
    OfferTalk talk = parse_offer_talk(view.question->value);
    if (talk.passed_on) return decision;
    PendingQuestion question = *view.question;
    talk.passed_on = true;
    question.value = talk.text();
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
    PendingQuestion question = time_question(*joint.front().child, joint.front().call, std::nullopt, now);
    question.value = talk_of(view, joint, now).text();
    decision.changes.emplace_back(AskPhone{question});
    ask_for_hours(decision, view, joint, program, now);
    return decision;
}

void add_offer(TextDecision& decision, const FamilyView& view, const JointCall& joint, base::Instant time, std::string key, const Program& program,
               base::Instant now) {
    const CalledChild& first = joint.front();
    NewText text = text_to_family(view, program, TextKind::auto_reply, std::move(key), {{"tutor", short_name(first.child->tutor_name)}}, now);
    put_names(text.words, "child", names_of(joint));
    text.words.when = time;
    text.words.zone = view.zone;
    decision.texts.push_back(std::move(text));
}

/// Nobody takes an hour by saying nothing, but the one he asked for; an offer of ours says with it what silence means: the
/// lesson keeps its hour, or, where that is too near to be told, the offer counts.
void offer(TextDecision& decision, const FamilyView& view, const JointCall& joint, base::Instant time, bool asked, OfferTalk talk, const Program& program,
           base::Instant now) {
    const bool ours = talk.promised.has_value() && !asked;
    const bool keeps = ours && talk.may_keep(now + silent_hold);
    const bool takes = ours && !keeps && time - now > silent_hold + last_notice;
    talk.silence_takes = asked || takes;
    const std::string key = keeps ? "families.reschedule_offer_or_keep" : takes ? "families.reschedule_offer_or_take" : "families.reschedule_offer";
    PendingQuestion question = time_question(*joint.front().child, joint.front().call, time, now);
    question.value = talk.text();
    decision.changes.emplace_back(AskPhone{question});
    add_offer(decision, view, joint, time, key, program, now);
}

/// Words that neither take nor refuse the offer: it is said once more in plain words, and then a person is told.
FamilyDecision say_plainly(const FamilyView& view, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* child = find_child(view, view.question->student);
    const PlannedCall* call = child == nullptr ? nullptr : call_to_move(*child);
    OfferTalk talk = parse_offer_talk(view.question->value);
    const bool can = call != nullptr && call->session == view.question->session && *view.question->offered > now && may_answer_change(view, program);
    if (talk.said_plainly || !can) return pass_unread_hour(view, child, program, now);
    talk.said_plainly = true;
    PendingQuestion question = *view.question;
    question.value = talk.text();
    decision.changes.emplace_back(AskPhone{question});
    add_offer(decision, view, called_together(view, *child, *call), *question.offered, "families.reschedule_offer_again", program, now);
    return decision;
}

}  // namespace

bool question_waits(const FamilyView& view, PendingQuestion::Kind kind, base::Instant now) {
    return view.question && view.question->kind == kind && now - view.question->asked_at <= question_open;
}

FamilyDecision decide_reschedule(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* child = called_next(view, reading);
    const NewFact fact{"reschedule_asked", child != nullptr ? child->student : StudentId{}, {}, {}, {{"wish", reading.value}}};
    const auto zone = base::Zone::find(view.zone);
    const PlannedCall* call = child == nullptr ? nullptr : call_to_move(*child);
    if (call == nullptr || !zone) {
        decision.facts.push_back(fact);
        pass_to_coordinator(decision, view, child, reading.value, program, now);
        return decision;
    }
    const JointCall joint = called_together(view, *child, *call);
    TimeWish wish = wish_of(view, reading, *call, *zone, now);
    const auto waiting = offer_waiting(view, now);
    const bool same_call = waiting && view.question->session == joint.front().call.session;
    const bool exact = waiting && is_exact(wish, *waiting, now, *zone);
    if (same_call && !reading.cannot && !exact && fits(wish, *waiting, now, *zone)) {  // 'cualquier hora', 'viernes' said again
        decision = say_plainly(view, program, now);
        decision.facts.push_back(fact);
        return decision;
    }
    if (wish.empty() && may_answer_change(view, program)) {
        decision = ask_for_day(view, *child, joint, program, now);
        decision.facts.push_back(fact);
        return decision;
    }
    decision.facts.push_back(fact);
    const bool said_again = is_exact(wish, joint.front().call.starts, now, *zone) || repeats_hour(view, reading, wish, joint.front().call, now, *zone);
    if (!waiting && call->may_wait && !failed_before(joint.front()) && said_again) {
        move_call(decision, view, joint, joint.front().call.starts, program, now);  // said again: it is there
        return decision;
    }
    OfferTalk talk = talk_of(view, joint, now);
    if (same_call && !exact) talk.refuse(*waiting);
    talk.heed(wish);
    const auto time = hour_for(joint, wish, talk, now, *zone);
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
    const bool asked = asked_for(wish, *time, talk.promised.value_or(joint.front().call.starts), now, *zone);
    offer(decision, view, joint, *time, asked, talk, program, now);
    return decision;
}

bool answers_open_hour(const FamilyView& view, const Reading& reading, base::Instant now) {
    if (!question_waits(view, PendingQuestion::Kind::offer_time, now)) return false;
    if (!view.items.empty() && view.items.back().sent_at > view.question->asked_at) return false;
    const bool says_nothing = reading.cls == Class::chatter || reading.cls == Class::ambiguous || reading.cls == Class::echo;
    const bool asks = reading.cls == Class::help || reading.cls == Class::dont_know || reading.cls == Class::who ||
                      (reading.cls == Class::question && !reading.topic);
    return reading.cls == Class::ack || says_nothing || (asks && view.question->offered);
}

FamilyDecision decide_open_hour(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    if (reading.cls == Class::ack && view.question->offered) return decide_offer_answer(view, true, program, now);
    if (view.question->offered) return say_plainly(view, program, now);
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
    const OfferTalk talk = parse_offer_talk(question.value);
    if (!yes && same_call && !call->may_wait && talk.may_keep(now)) {  // no other hour was agreed on: it is given as promised
        move_call(decision, view, called_together(view, *child, *call), *talk.promised, program, now, "families.call_kept");
        decision.tasks.push_back({"reschedule", child->student, child->tutor.value_or(TutorId{}), call->session, {}, false});
        return decision;
    }
    if (!yes || !same_call || *question.offered <= now) {
        pass_to_coordinator(decision, view, child, {}, program, now);
        return decision;
    }
    move_call(decision, view, called_together(view, *child, *call), *question.offered, program, now);
    return decision;
}

}  // namespace tutorline::domain
