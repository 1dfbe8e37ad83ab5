#include "domain/conversation/family.hpp"

#include <algorithm>

#include "domain/conversation/answers.hpp"
#include "domain/conversation/availability.hpp"
#include "domain/conversation/enquiries.hpp"
#include "domain/conversation/excuses.hpp"
#include "domain/conversation/joint_call.hpp"
#include "domain/conversation/leaving.hpp"
#include "domain/conversation/named_day.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/conversation/safeguarding.hpp"
#include "domain/conversation/stopping.hpp"

namespace tutorline::domain {
namespace {

using Kind = PendingQuestion::Kind;

/// What must be heard before anything that waits: nobody loses a STOP or a cry for help to an open question.
bool comes_first(Class cls) {
    return cls == Class::safeguarding || cls == Class::opt_out || cls == Class::opt_in || cls == Class::wrong_number ||
           cls == Class::automated || cls == Class::who || cls == Class::boundary;
}

/// What 'despues contesta' may be read as: beside anything heavier it is the smaller half of the text.
bool only_of_item(Class cls) {
    return cls == Class::ack || cls == Class::chatter || cls == Class::dont_know || cls == Class::help || cls == Class::reschedule ||
           cls == Class::excused || cls == Class::no || cls == Class::ambiguous || cls == Class::echo;
}

/// 'Why do you leave?' was asked: whatever comes next is the reason, read by a person and not answered.
FamilyDecision take_reason(const FamilyView& view) {
    FamilyDecision decision;
    const StudentId student = view.question->student;
    decision.changes.emplace_back(ForgetQuestion{});
    decision.tasks.push_back({"withdraw_reason", student, {}, {}, {}, false});
    decision.facts.push_back({"withdraw_reason", student, {}, {}, {}});
    return decision;
}

FamilyDecision decide_yes_no(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    const bool yes = reading.cls == Class::yes;
    if (question_waits(view, Kind::confirm_answer, now)) return decide_confirmed(view, yes, program, now);
    if (question_waits(view, Kind::confirm_withdraw, now)) return decide_withdraw_answer(view, yes, program, now);
    if (question_waits(view, Kind::confirm_wrong_number, now)) return decide_wrong_number_answer(view, yes, program, now);
    return decide_offer_answer(view, yes, program, now);
}

template <class T>
void append(std::vector<T>& all, const std::vector<T>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// '8' where 8 is right and an hour is asked for as well: praised, and proposed as the hour.
FamilyDecision decide_answered(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision = decide_answers(view, reading, program, now);
    if (reading.hour.empty()) return decision;
    Reading wish;
    wish.cls = Class::reschedule;
    wish.value = reading.hour;
    const FamilyDecision asked = decide_reschedule(view, wish, program, now);
    append(decision.changes, asked.changes);
    append(decision.texts, asked.texts);
    append(decision.tasks, asked.tasks);
    append(decision.facts, asked.facts);
    return decision;
}

FamilyDecision decide_class(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    const bool reason_waits = question_waits(view, Kind::withdraw_reason, now) || question_waits(view, Kind::which_child, now);
    if (reason_waits && !comes_first(reading.cls)) return take_reason(view);
    if (reading.later && only_of_item(reading.cls)) return {};  // the sum waits; no call moves for it, and nothing is to be said
    if (question_waits(view, Kind::who_cannot, now) && !comes_first(reading.cls)) {
        if (auto named = decide_who_cannot(view, reading, program, now)) return std::move(*named);
    }
    if (auto away = decide_while_away(view, reading, program, now)) return std::move(*away);
    if (answers_open_hour(view, reading, now)) return decide_open_hour(view, reading, program, now);
    switch (reading.cls) {
        case Class::safeguarding: return decide_safeguarding(view, reading, program, now);
        case Class::boundary: return decide_boundary(view, reading, program, now);
        case Class::opt_out: return decide_opt_out(view, reading, program, now);
        case Class::opt_in: return decide_opt_in(view, program, now);
        case Class::wrong_number: return decide_wrong_number(view, reading, program, now);
        case Class::withdraw: return decide_withdraw(view, reading, program, now);
        case Class::answer:
        case Class::answer_multi:
        case Class::answer_for: return decide_answered(view, reading, program, now);
        case Class::ambiguous: return decide_ambiguous(view, reading, program, now);
        case Class::echo: return decide_echo(view, reading, program, now);
        case Class::dont_know: return view.items.empty() ? FamilyDecision{} : decide_helpless(view, reading, program, now);
        case Class::help:
            return view.items.empty() || view.worrying_history ? decide_help_menu(view, program, now)
                                                               : decide_helpless(view, reading, program, now);
        case Class::question: return decide_question(view, reading, program, now);
        case Class::who: return decide_who(view, program, now);
        case Class::new_contact:
        case Class::number_change: return decide_contact_change(view, reading, program, now);
        case Class::reschedule: return view.day_named != DayNamed::none ? decide_named_day(view, reading, program, now) : decide_reschedule(view, reading, program, now);
        case Class::connectivity:
        case Class::no_credit:
        case Class::excused: return view.day_named != DayNamed::none ? decide_named_day(view, reading, program, now) : decide_excuse(view, reading, program, now);
        case Class::absence_long: return decide_absence(view, reading, program, now);
        case Class::yes:
        case Class::no: return decide_yes_no(view, reading, program, now);
        case Class::greeting:
        case Class::chatter: return decide_small_talk(view, reading, program, now);
        case Class::ack:
        case Class::empty:
        case Class::automated:
        case Class::log:
        case Class::tutor_unavailable:
        case Class::schedule_request: return {};
    }
    return {};
}

/// Classes that change nothing for an unknown number: it hears once who we are.
bool needs_family(Class cls) {
    return !comes_first(cls) && cls != Class::number_change && cls != Class::new_contact && cls != Class::ack && cls != Class::empty;
}

/// A phone that said stop, or that is not the family's, hears nothing but the one confirmation.
void silence(FamilyDecision& decision, const FamilyView& view) {
    const bool silent = view.texts_stopped || !usable(view.status) || view.sender != SenderKind::normal;
    const bool opens = std::any_of(decision.changes.begin(), decision.changes.end(),
                                   [](const Change& change) { return std::holds_alternative<OpenPhone>(change); });
    if (!silent || opens) return;
    std::erase_if(decision.texts, [&](const NewText& text) {
        return text.to == view.phone && text.kind != TextKind::stop_confirmation;
    });
}

}  // namespace

ReadRequest read_request(const FamilyView& view, const Program& program, std::vector<std::string> reading_languages,
                         base::Instant now) {
    ReadRequest request;
    request.text = view.text;
    request.writer = view.writer;
    request.languages = std::move(reading_languages);
    request.country = program.country;
    request.sender = view.sender;
    request.hour_pending = question_waits(view, Kind::offer_time, now);
    request.hour_last = request.hour_pending && (view.items.empty() || view.items.back().sent_at <= view.question->asked_at);
    const CallNear near = call_near(view, now);
    request.call_near = near != CallNear::no;
    request.call_today = near == CallNear::today;
    request.yes_no_pending = request.hour_pending || question_waits(view, Kind::confirm_answer, now) ||
                             question_waits(view, Kind::confirm_wrong_number, now) || question_waits(view, Kind::confirm_withdraw, now);
    for (const ChildOnPhone& child : view.children) request.children.push_back(child.first_name);
    for (const OpenItem& item : view.items) {
        PendingItem pending;
        pending.expected = item.expected;
        pending.text = item.text;
        for (std::size_t i = 0; i < view.children.size(); ++i) {
            if (view.children[i].student == item.student) pending.child = i;
        }
        request.pending.push_back(std::move(pending));
    }
    return request;
}

bool may_wait(Class cls) {
    switch (cls) {
        case Class::help:
        case Class::question:
        case Class::reschedule:
        case Class::excused:
        case Class::connectivity:
        case Class::no_credit:
        case Class::absence_long:
        case Class::new_contact:
        case Class::number_change: return true;
        default: return false;
    }
}

FamilyDecision decide(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const bool anyone = std::any_of(view.children.begin(), view.children.end(), [](const ChildOnPhone& child) { return child.active; });
    const bool reason_waits = question_waits(view, Kind::withdraw_reason, now) || question_waits(view, Kind::which_child, now);
    const bool cries = reading.cls == Class::help && view.worrying_history;
    const bool enough = may_wait(reading.cls) && !cries && view.asks_hour >= asks_per_hour;
    const bool rests = anyone && std::all_of(view.children.begin(), view.children.end(), [](const ChildOnPhone& child) { return child.rests || !child.active; });
    if (rests && !comes_first(reading.cls)) {
        decision = decide_while_resting(view);
    } else if (enough) {
        decision.tasks.push_back({"many_texts", view.known() ? view.children.front().student : StudentId{}, {}, {}, {}, false});
    } else if (view.known() && !anyone && !reason_waits && needs_family(reading.cls)) {  // they left: a person reads it, nothing is sent
        decision.tasks.push_back({"message_after_end", view.children.front().student, {}, {}, {}, false});
    } else if (!view.known() && needs_family(reading.cls)) {
        decision = decide_who(view, program, now);
    } else {
        decision = decide_class(view, reading, program, now);
    }
    if (reading.stops && reading.cls != Class::safeguarding && reading.cls != Class::opt_out && view.known()) {
        decision = decide_opt_out(view, reading, program, now);  // 'no autorizo' out of the blue
    }
    if (reading.words_to_watch && reading.cls != Class::safeguarding) {
        if (keep_from_tutor(decision)) auto_reply(decision, view, program, "families.help", programme_arguments(program), now);
        watch_words(decision, view.known() ? view.children.front().student : StudentId{}, {}, reading);
    }
    silence(decision, view);
    return decision;
}

}  // namespace tutorline::domain
