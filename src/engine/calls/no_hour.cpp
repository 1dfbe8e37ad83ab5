// A family asked for another hour and then said no more: the lesson of the week is not lost for it.
#include <algorithm>
#include <utility>

#include "domain/session/decide.hpp"
#include "engine/calls/attendance.hpp"
#include "engine/calls/calls.hpp"
#include "engine/calls/keeper.hpp"
#include "engine/texts/texts.hpp"

namespace tutorline::engine::calls {

using namespace domain;

namespace {

constexpr base::Minutes new_hour_notice{18 * 60};  ///< before an hour nobody spoke of
constexpr base::Minutes offer_notice{60};          ///< before the hour we offered
constexpr base::Minutes offer_known_for{48 * 60};

bool is_held(const Session& session) { return session.phase == Phase::planned && !session.booked_at && session.excuse_if_missed == wants_other_hour; }

/// The sessions of the siblings on the same phone that wait with it, in their order: they are called together.
std::vector<Session> held_together(Scope& scope, const Session& session, PhoneId phone) {
    std::vector<Session> held;
    for (const StudentId student : scope.store.students_on(phone))
        for (Session& each : scope.store.sessions_of(student))
            if (is_held(each) && each.tutor == session.tutor && each.week == session.week) held.push_back(std::move(each));
    std::stable_sort(held.begin(), held.end(), [](const Session& a, const Session& b) { return a.planned_at < b.planned_at; });
    if (std::none_of(held.begin(), held.end(), [&](const Session& each) { return each.id == session.id; })) held = {session};
    return held;
}

/// Half hours from which all of them fit one after the other.
std::vector<base::Instant> runs(Scope& scope, const std::vector<Session>& held, base::Instant from) {
    std::vector<base::Instant> starts = free_times(scope, held.front().student, from, held.front().closes_at);
    std::erase(starts, held.front().planned_at);  // the hour they cannot
    for (std::size_t n = 1; n < held.size(); ++n) {
        const auto offset = static_cast<int>(n) * half_hour;
        const auto own = free_times(scope, held[n].student, from, held[n].closes_at + offset);
        std::erase_if(starts, [&](base::Instant at) { return !std::binary_search(own.begin(), own.end(), at + offset); });
    }
    return starts;
}

std::optional<base::Instant> hour_for(Scope& scope, const std::vector<Session>& held, const std::optional<ports::QuestionRow>& question) {
    const bool ours = question && question->kind == "offer_time" && question->session == held.front().id && scope.now - question->asked_at <= offer_known_for;
    if (ours && question->offered) {
        const auto near = runs(scope, held, scope.now + offer_notice);
        if (std::binary_search(near.begin(), near.end(), *question->offered)) return question->offered;
    }
    const auto later = runs(scope, held, scope.now + new_hour_notice);
    return later.empty() ? std::nullopt : std::optional(later.front());
}

/// False where no half hour is left for them.
bool go_on(Scope& scope, const Session& session) {
    const auto phones = callable_phones(scope, session.student);
    if (phones.empty()) return false;
    const PhoneId phone = phones.front().id;
    const std::vector<Session> held = held_together(scope, session, phone);
    const auto to = hour_for(scope, held, scope.store.question(phone));
    if (!to) return false;
    const bool told = std::exchange(scope.news_told, true);
    std::vector<Session> moved;
    for (std::size_t n = 0; n < held.size(); ++n)
        if (move(scope, held[n].id, *to + static_cast<int>(n) * half_hour, "no_hour_said")) moved.push_back(*scope.store.session(held[n].id));
    scope.news_told = told;
    if (!moved.empty()) texts::hour_set(scope, moved);
    return !moved.empty();
}

}  // namespace

void still_no_hour(Scope& scope, Session& session) {
    if (scope.now >= session.closes_at) {
        apply(scope, session, EndedBy{Outcome::excused, std::string(wants_other_hour)}, "engine");
        return;
    }
    const auto open = scope.store.open_tasks("reschedule", session.student);
    const bool in_hand = std::any_of(open.begin(), open.end(), [&](const ports::TaskRow& task) { return task.session == session.id; });
    if (!in_hand) {
        scope.store.open_task({.kind = "reschedule", .urgency = 1, .student = session.student, .tutor = session.tutor,
                               .session = session.id, .detail = "no_hour_yet", .created_at = scope.now,
                               .due_at = scope.now + std::chrono::days{1}});
        if (go_on(scope, session)) return;
    }
    const Session before = session;
    session.next_at = session.closes_at;
    store_session(scope, before, session);
}

}  // namespace tutorline::engine::calls
