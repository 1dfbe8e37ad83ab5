// A family asked for another hour and then said no more: the lesson of the week is not lost for it, and an hour that nobody
// agreed to does not come of silence (FIELD.md B18: what the family said comes first; a yes is said).
#include <algorithm>
#include <utility>

#include "domain/conversation/offer_talk.hpp"
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
constexpr base::Minutes person_finds_within{25 * 60};  ///< the day the task has, and an hour; then the lesson goes on without
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
    std::vector<base::Instant> starts = free_times(scope, held.front().student, from, held.front().closes_at, all_times);
    for (std::size_t n = 1; n < held.size(); ++n) {
        const auto offset = static_cast<int>(n) * half_hour;
        const auto own = free_times(scope, held[n].student, from, held[n].closes_at + offset, all_times);
        std::erase_if(starts, [&](base::Instant at) { return !std::binary_search(own.begin(), own.end(), at + offset); });
    }
    return starts;
}

/// Where a lesson goes whose family said no more, and whether that is the hour it was promised at.
struct Place {
    base::Instant at{};
    bool promised = false;
};

/// The offer, where silence takes it; else the hour it was promised at, while it is far enough away to say OTRO again or was
/// told to stay; else one a day on.
std::optional<Place> place_for(Scope& scope, const std::vector<Session>& held, const std::optional<ports::QuestionRow>& question) {
    const OfferTalk talk = question ? parse_offer_talk(question->value) : OfferTalk{};
    const auto near = runs(scope, held, scope.now + offer_notice);
    const auto has = [&](base::Instant at) { return std::binary_search(near.begin(), near.end(), at); };
    const bool offered = question && question->offered;
    if (offered && talk.silence_takes && has(*question->offered)) return Place{*question->offered};
    const base::Instant promised = talk.promised.value_or(held.front().planned_at);
    const bool told = offered && !talk.silence_takes && promised - question->asked_at >= silent_hold + kept_notice;
    if ((told || promised - scope.now >= kept_notice) && has(promised)) return Place{promised, true};
    const auto student = scope.store.student(held.front().student);
    const base::Zone zone = scope.calendars.zone(student ? student->student.zone : std::string{});
    const auto day_they_cannot = zone.to_civil(promised).day;
    const auto later = std::find_if(near.begin(), near.end(), [&](base::Instant at) { return at - scope.now >= new_hour_notice && zone.to_civil(at).day != day_they_cannot; });
    return later == near.end() ? std::nullopt : std::optional(Place{*later});
}

/// False where no half hour is left for them.
bool go_on(Scope& scope, const std::vector<Session>& held, const std::optional<ports::QuestionRow>& question) {
    const auto to = place_for(scope, held, question);
    if (!to) return false;
    const bool told = std::exchange(scope.news_told, true);
    std::vector<Session> moved;
    for (std::size_t n = 0; n < held.size(); ++n)
        if (move(scope, held[n].id, to->at + static_cast<int>(n) * half_hour, "no_hour_said")) moved.push_back(*scope.store.session(held[n].id));
    scope.news_told = told;
    if (!moved.empty()) texts::hour_set(scope, moved, to->promised);
    return !moved.empty();
}

void look_again(Scope& scope, Session& session, base::Instant at) {
    const Session before = session;
    session.next_at = std::min(at, session.closes_at);
    store_session(scope, before, session);
}

/// Since when a person looks for an hour of one of them, and so of all.
std::optional<base::Instant> in_hand_since(Scope& scope, const std::vector<Session>& held) {
    std::optional<base::Instant> since;
    for (const Session& each : held)
        for (const ports::TaskRow& task : scope.store.open_tasks("reschedule", each.student))
            if (task.session == each.id && (!since || task.created_at < *since)) since = task.created_at;
    return since;
}

/// What was asked of the family about these calls, if it was asked lately.
std::optional<ports::QuestionRow> question_about(Scope& scope, const std::vector<Session>& held, PhoneId phone) {
    auto question = scope.store.question(phone);
    const bool ours = question && question->kind == "offer_time" && question->session == held.front().id && scope.now - question->asked_at <= offer_known_for;
    return ours ? question : std::nullopt;
}

}  // namespace

void still_no_hour(Scope& scope, Session& session) {
    if (scope.now >= session.closes_at) {
        apply(scope, session, EndedBy{Outcome::excused, std::string(wants_other_hour)}, "engine");
        return;
    }
    const auto phones = callable_phones(scope, session.student);
    const std::vector<Session> held = phones.empty() ? std::vector{session} : held_together(scope, session, phones.front().id);
    const auto question = phones.empty() ? std::nullopt : question_about(scope, held, phones.front().id);
    const base::Instant promised = question ? parse_offer_talk(question->value).promised.value_or(session.planned_at) : session.planned_at;
    if (question && question->asked_at + silent_hold > scope.now && question->asked_at + silent_hold < promised)
        return look_again(scope, session, question->asked_at + silent_hold);  // they were asked a moment ago
    const auto since = in_hand_since(scope, held);
    const bool in_hand = since.has_value();
    if (!in_hand) {
        scope.store.open_task({.kind = "reschedule", .urgency = 1, .student = session.student, .tutor = session.tutor,
                               .session = session.id, .detail = "no_hour_yet", .created_at = scope.now,
                               .due_at = scope.now + std::chrono::days{1}});
    }
    if (in_hand && promised - scope.now > kept_notice) return look_again(scope, session, promised - kept_notice);  // a person's until then
    const base::Instant person_until = since ? *since + person_finds_within : scope.now;
    const bool nobody_acted = in_hand && (promised - scope.now >= kept_notice || person_until <= scope.now);
    if (!phones.empty() && (!in_hand || nobody_acted) && go_on(scope, held, question)) return;
    look_again(scope, session, person_until > scope.now ? person_until : session.closes_at);
}

}  // namespace tutorline::engine::calls
