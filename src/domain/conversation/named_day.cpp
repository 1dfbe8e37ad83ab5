#include "domain/conversation/named_day.hpp"

#include <algorithm>

#include "domain/conversation/availability.hpp"
#include "domain/conversation/excuses.hpp"
#include "domain/conversation/joint_call.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int afternoon_begins = 12 * 60;
constexpr int evening_begins = 18 * 60;
constexpr int week_days = 7;

bool one_of(const std::vector<sys_days>& dates, sys_days day) { return std::find(dates.begin(), dates.end(), day) != dates.end(); }

bool is_excuse(Class cls) { return cls == Class::excused || cls == Class::connectivity || cls == Class::no_credit; }

/// 'not tomorrow': another day is refused, none is wished.
bool wishes_nothing(const std::string& value) { return value.empty() || value.starts_with("not "); }

bool names_todays_weekday(const DaysDenied& denied, sys_days today) {
    return (denied.weekdays >> static_cast<unsigned>(base::CivilTime{today, base::Seconds{0}}.weekday()) & 1U) != 0;
}

struct CallFinder {
    const FamilyView& view;
    const DaysDenied& denied;
    const base::Zone& zone;
    sys_days today;
    std::vector<sys_days> dates;

    bool on_day(const PlannedCall& call) const {
        const base::CivilTime at = zone.to_civil(call.starts);
        return one_of(dates, at.day) && holds(denied.part, at);
    }
    /// The first call of that child on one of the dates.
    std::optional<PlannedCall> call_of(const ChildOnPhone& child) const {
        const auto found = std::find_if(child.calls_ahead.begin(), child.calls_ahead.end(), [&](const PlannedCall& call) { return on_day(call); });
        return child.active && found != child.calls_ahead.end() ? std::optional(*found) : std::nullopt;
    }
    bool called_on(const ChildOnPhone& child, sys_days day) const {
        return child.active && std::any_of(child.calls_ahead.begin(), child.calls_ahead.end(), [&](const PlannedCall& call) { return zone.to_civil(call.starts).day == day; });
    }
    bool anyone_on(sys_days day) const {
        return std::any_of(view.children.begin(), view.children.end(), [&](const ChildOnPhone& child) { return called_on(child, day); });
    }
};

/// 'el lunes no', said on a Monday with a call that evening and another a week later.
bool could_be_either(const CallFinder& find) {
    return names_todays_weekday(find.denied, find.today) && find.anyone_on(find.today) && find.anyone_on(find.today + days{week_days});
}

/// One child is said to be ill, and several have a call that day which do not move as one.
bool which_child_unknown(const FamilyView& view, const Reading& reading) {
    if (reading.all || child_meant(view, reading) != nullptr) return false;
    const ChildOnPhone* first = nullptr;
    std::size_t calls = 0;
    for (const ChildOnPhone& child : view.children) {
        if (!child.next_call) continue;
        if (first == nullptr) first = &child;
        ++calls;
    }
    return first != nullptr && called_together(view, *first, *first->next_call).size() < calls;
}

NewTask task_about(const ChildOnPhone& child, const PlannedCall& call, const std::string& note) {
    return {"reschedule", child.student, child.tutor.value_or(TutorId{}), call.session, note, false};
}

bool changed_already(const TextDecision& decision, SessionId session) {
    return std::any_of(decision.changes.begin(), decision.changes.end(), [&](const Change& change) {
        const auto* held = std::get_if<HoldSession>(&change);
        const auto* moved = std::get_if<MoveSession>(&change);
        return (held != nullptr && held->session == session) || (moved != nullptr && moved->session == session);
    });
}

/// The other calls of those days, after one was talked about: not dialled, and a person finds their hours.
void hold_the_rest(FamilyDecision& decision, const FamilyView& view, const Reading& reading, const CallFinder& find, base::Instant now) {
    const ChildOnPhone* named = child_meant(view, reading);
    for (const ChildOnPhone& child : view.children) {
        if (!child.active || (named != nullptr && named != &child)) continue;
        for (const PlannedCall& call : child.calls_ahead) {
            const bool to_hold = find.on_day(call) && find.zone.to_civil(call.starts).day > find.today && call.may_wait && call.starts > now;
            if (!to_hold || changed_already(decision, call.session)) continue;
            decision.changes.emplace_back(HoldSession{call.session, child.student});
            decision.tasks.push_back(task_about(child, call, wish_against(reading.days_denied)));
            tell_tutor_of_all(decision, {{&child, call}}, "tutors.call_waits", std::nullopt, now);
        }
    }
}

/// No call is touched: a person asks, and should a call of such a day fail before that, it is no miss.
FamilyDecision leave_to_person(const FamilyView& view, const Reading& reading, const Program& program, const CallFinder& find, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* named = child_meant(view, reading);
    for (const ChildOnPhone& child : view.children)
        for (const PlannedCall& call : child.calls_ahead)
            if (child.active && (named == nullptr || named == &child) && find.on_day(call)) decision.changes.emplace_back(ExcuseIfMissed{call.session, child.student, "excused"});
    const ChildOnPhone* child = named != nullptr ? named : view.children.empty() ? nullptr : &view.children.front();
    NewTask task{"reschedule", {}, {}, {}, wish_against(reading.days_denied), false};
    if (child != nullptr) {
        task.student = child->student;
        task.tutor = child->tutor.value_or(TutorId{});
        if (child->next_call) task.session = child->next_call->session;
    }
    decision.tasks.push_back(std::move(task));
    answer_change(decision, view, program, "families.reschedule_passed", {{"tutor", child != nullptr ? short_name(child->tutor_name) : program.name}}, now);
    return decision;
}

FamilyDecision say_nobody_is_called(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* named = child_meant(view, reading);
    const ChildOnPhone* next = nullptr;
    for (const ChildOnPhone& child : view.children) {
        if (!child.active || !child.next_call || child.next_call->starts <= now || (named != nullptr && named != &child)) continue;
        if (next == nullptr || child.next_call->starts < next->next_call->starts) next = &child;
    }
    if (next == nullptr) {
        answer_change(decision, view, program, "families.excused", programme_arguments(program), now);
        return decision;
    }
    NewText* text = answer_change(decision, view, program, "families.no_call_that_day", {{"child", short_name(next->first_name)}}, now);
    if (text == nullptr) return decision;
    text->words.when = next->next_call->starts;
    text->words.zone = view.zone;
    return decision;
}

}  // namespace

std::vector<sys_days> dates_of(const DaysDenied& denied, sys_days today) {
    std::vector<sys_days> dates;
    if (denied.today) dates.push_back(today);
    if (denied.tomorrow) dates.push_back(today + days{1});
    if (denied.day_after) dates.push_back(today + days{2});
    for (int ahead = 0; ahead < week_days; ++ahead) {
        const sys_days day = today + days{ahead};
        if (names_todays_weekday(denied, day) && !one_of(dates, day)) dates.push_back(day);
    }
    std::sort(dates.begin(), dates.end());
    return dates;
}

bool holds(DaysDenied::Part part, const base::CivilTime& at) {
    const int minute = at.minute_of_day();
    switch (part) {
        case DaysDenied::Part::whole: return true;
        case DaysDenied::Part::morning: return minute < afternoon_begins;
        case DaysDenied::Part::afternoon: return minute >= afternoon_begins && minute < evening_begins + 60;
        case DaysDenied::Part::evening: return minute >= evening_begins;
    }
    return true;
}

std::string wish_against(const DaysDenied& denied) {
    static constexpr std::string_view names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    std::string out;
    const auto refuse = [&](std::string_view day) { out += (out.empty() ? "not " : " not ") + std::string(day); };
    if (denied.tomorrow) refuse("tomorrow");
    if (denied.day_after) refuse("day-after-tomorrow");
    for (unsigned day = 0; day < std::size(names); ++day)
        if ((denied.weekdays >> day & 1U) != 0) refuse(names[day]);
    return out;
}

void turn_to_named_day(FamilyView& view, const Reading& reading, base::Instant now) {
    const DaysDenied& denied = reading.days_denied;
    const auto zone = base::Zone::find(view.zone);
    const bool about_calls = is_excuse(reading.cls) || reading.cls == Class::reschedule;
    if (!zone || !about_calls) return;
    CallFinder find{view, denied, *zone, zone->to_civil(now).day, {}};
    find.dates = dates_of(denied, find.today);
    const bool part_of_any_day = find.dates.empty() && denied.part != DaysDenied::Part::whole && is_excuse(reading.cls);
    if (part_of_any_day) {
        const auto today_then = [&](const ChildOnPhone& child) {
            return child.active && child.next_call && zone->to_civil(child.next_call->starts).day == find.today && holds(denied.part, zone->to_civil(child.next_call->starts));
        };
        if (std::none_of(view.children.begin(), view.children.end(), today_then)) view.day_named = DayNamed::unsure;
        return;
    }
    if (!denied.later_day()) return;
    if (question_waits(view, PendingQuestion::Kind::offer_time, now)) {  // it is about the hour we speak of
        const auto offered = view.question->offered;
        const auto other_call = [&](const ChildOnPhone& child) {
            const auto call = find.call_of(child);
            return call && call->may_wait && call->session != view.question->session;
        };
        if (!offered || one_of(find.dates, zone->to_civil(*offered).day) || std::none_of(view.children.begin(), view.children.end(), other_call)) {
            if (reading.cls != Class::reschedule) view.day_named = DayNamed::call;
            return;
        }
    }
    const bool wishes = reading.cls == Class::reschedule && !wishes_nothing(reading.value);
    if (denied.unsure || could_be_either(find)) {
        view.day_named = wishes ? DayNamed::none : DayNamed::unsure;
        return;
    }
    if (denied.today && find.anyone_on(find.today)) {
        view.day_named = DayNamed::today_too;
        return;
    }
    const ChildOnPhone* named = child_meant(view, reading);
    const auto called = [&](const ChildOnPhone& child) { return (named == nullptr || named == &child) && find.call_of(child).has_value(); };
    if (std::none_of(view.children.begin(), view.children.end(), called)) {
        if (!wishes) view.day_named = DayNamed::no_call;
        return;
    }
    for (ChildOnPhone& child : view.children) {
        child.next_call = find.call_of(child);
        child.missed_call.reset();
    }
    view.day_named = which_child_unknown(view, reading) ? DayNamed::unsure : DayNamed::call;
}

FamilyDecision decide_named_day(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    const auto zone = base::Zone::find(view.zone);
    if (!zone) return {};
    CallFinder find{view, reading.days_denied, *zone, zone->to_civil(now).day, {}};
    find.dates = dates_of(reading.days_denied, find.today);
    if (view.day_named == DayNamed::no_call) return say_nobody_is_called(view, reading, program, now);
    if (view.day_named == DayNamed::unsure) return leave_to_person(view, reading, program, find, now);
    FamilyDecision decision;
    if (view.day_named == DayNamed::today_too) {
        Reading today = reading;
        if (!is_excuse(today.cls)) today.cls = Class::excused;
        decision = decide_excuse(view, today, program, now);
    } else {
        Reading wish = reading;
        wish.cls = Class::reschedule;
        if (wishes_nothing(wish.value)) wish.value = wish_against(reading.days_denied);
        decision = decide_reschedule(view, wish, program, now);
    }
    if (wishes_nothing(reading.value)) hold_the_rest(decision, view, reading, find, now);
    return decision;
}

}  // namespace tutorline::domain
