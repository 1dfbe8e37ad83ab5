#include "engine/permission.hpp"

#include <algorithm>

namespace tutorline::engine {

using ports::Audience;
using Answer = Permission::Answer;

namespace {

/// Families and strangers by their own word, staff and tutors too, but never a safeguarding alert.
std::optional<std::string_view> refusal(const Scope& scope, const ports::MessageRow& message, const ports::PhoneRow& phone) {
    if (message.priority == domain::Priority::safeguarding && message.audience == Audience::staff) return std::nullopt;
    if (message.final_word) return std::nullopt;
    if (phone.texts_stopped_at) return "stopped";
    if (!domain::usable(phone.health.status)) return "number";
    if (message.audience == Audience::tutor && message.tutor && !message.inbox) {  // a new sheet may name another number meanwhile, or give this one to a family
        const auto tutor = scope.store.tutor(message.tutor);
        const bool gone = tutor && (tutor->phone != message.phone || (!tutor->active && !scope.store.students_on(message.phone).empty()));
        return gone ? std::optional<std::string_view>("number") : std::nullopt;
    }
    if (message.audience != Audience::family || !message.student) return std::nullopt;
    const auto student = scope.store.student(message.student);
    if (!student) return "student";
    if (message.inbox) return std::nullopt;  // they wrote first
    const auto theirs = scope.store.students_on(message.phone);  // a new sheet may have taken the number away meanwhile
    if (std::find(theirs.begin(), theirs.end(), message.student) == theirs.end()) return "number";
    if (!student->may_text) return "consent";
    if (student->texts_stopped_at) return "child_stopped";
    return std::nullopt;
}

bool may_disturb(const Scope& scope, const ports::MessageRow& message) {
    if (message.final_word) return true;
    if (message.priority == domain::Priority::safeguarding) return true;
    return message.inbox && scope.now - message.created_at <= direct_answer_within;
}

domain::ContactHours hours_of(const Scope& scope, const ports::MessageRow& message) {
    if (message.tutor && message.audience == Audience::tutor)
        if (const auto tutor = scope.store.tutor(message.tutor)) return scope.hours(tutor->tutor);
    if (message.student && message.audience == Audience::family)
        if (const auto student = scope.store.student(message.student)) return scope.hours(student->student);
    return scope.hours();
}

}  // namespace

Permission may_leave(const Scope& scope, const ports::MessageRow& message, const ports::PhoneRow& phone) {
    if (scope.now > message.not_after) return {Answer::expired, {}, "stale"};
    if (const auto why = refusal(scope, message, phone)) return {Answer::never, {}, *why};
    if (may_disturb(scope, message)) return {Answer::now, {}, {}};
    const auto next = hours_of(scope, message).next_text(scope.now);
    if (!next || *next > message.not_after) return {Answer::expired, {}, "quiet_hours"};
    if (*next > scope.now) return {Answer::later, *next, {}};
    return {Answer::now, {}, {}};
}

}  // namespace tutorline::engine
