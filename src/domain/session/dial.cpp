#include "domain/session/dial.hpp"

#include <array>

namespace tutorline::domain {
namespace {

using State = Attempt::State;
using Signal = DialStep::Signal;

/// SIP answers that say the number is not (or no longer) given to anybody.
constexpr std::array<std::string_view, 4> not_in_service_codes{"/404", "/410", "/484", "/604"};

void end_attempt(Attempt& attempt, const CallProgress& progress, base::Instant now) {
    attempt.state = State::ended;
    attempt.ended_at = now;
    attempt.source = Source::gateway;
    attempt.raw_code = progress.raw_code;
}

DialStep answered(const Attempt& attempt, const CallProgress& progress) {
    DialStep step{attempt};
    if (attempt.state == State::ended) return step;
    if (progress.leg == Leg::tutor) {
        if (attempt.state == State::family_joined) return step;
        step.signal = Signal::tutor_joined;
        step.changed = attempt.state != State::tutor_joined;
        step.attempt.state = State::tutor_joined;
        if (step.attempt.provider_id.empty()) step.attempt.provider_id = progress.provider_id;
        return step;
    }
    step.signal = Signal::family_joined;
    step.changed = attempt.state != State::family_joined;
    step.attempt.state = State::family_joined;
    return step;
}

/// Of a dial that timed out: a talk brings its minutes, all else is kept as evidence only.
DialStep late_end(DialStep step, const CallProgress& progress) {
    if (step.attempt.raw_code != timeout_code || progress.talked == base::Seconds{0}) return step;
    const bool tutor_said = step.attempt.source == Source::tutor || step.attempt.source == Source::both;
    if (!tutor_said) step.attempt.disposition.reset();
    step.attempt.source = tutor_said ? Source::both : Source::gateway;
    step.attempt.talk = progress.talked;
    step.signal = Signal::late_talk;
    return step;
}

DialStep family_ended(const Attempt& attempt, const CallProgress& progress, base::Instant now) {
    DialStep step{attempt};
    if (attempt.family_leg_ended) return step;
    step.changed = true;
    step.attempt.family_leg_ended = true;
    if (attempt.state == State::ended) return late_end(std::move(step), progress);
    step.signal = Signal::family_over;
    step.attempt.talk = progress.talked;
    if (progress.end == CallEnd::completed) {
        step.attempt.disposition.reset();
    } else {
        const bool cut = progress.end == CallEnd::failed && progress.talked > base::Seconds{0};
        step.attempt.disposition = cut ? Disposition::dropped : disposition_of(progress.end, progress.raw_code);
    }
    end_attempt(step.attempt, progress, now);
    return step;
}

DialStep tutor_ended(const Attempt& attempt, const CallProgress& progress, base::Instant now) {
    DialStep step{attempt};
    if (attempt.tutor_leg_ended) return step;
    step.changed = true;
    step.attempt.tutor_leg_ended = true;
    step.attempt.tutor_talk = progress.talked;
    if (attempt.state == State::ended) return step;
    if (attempt.state == State::tutor_joined || attempt.state == State::family_joined || progress.talked > base::Seconds{0}) {
        step.signal = Signal::line_closed;
        return step;
    }
    step.signal = Signal::tutor_gone;
    step.attempt.disposition = Disposition::tutor_no_join;
    end_attempt(step.attempt, progress, now);
    return step;
}

}  // namespace

DialStep advance(const Attempt& attempt, const CallProgress& progress, base::Instant now) {
    if (progress.stage == CallStage::answered) return answered(attempt, progress);
    if (progress.leg == Leg::family) return family_ended(attempt, progress, now);
    return tutor_ended(attempt, progress, now);
}

bool may_have_rung(const Attempt& attempt) {
    return attempt.disposition != Disposition::tutor_no_join && attempt.disposition != Disposition::gateway_error;
}

Disposition disposition_of(CallEnd end, std::string_view raw_code) {
    for (const std::string_view code : not_in_service_codes)
        if (raw_code.ends_with(code)) return Disposition::not_in_service_reported;
    switch (end) {
        case CallEnd::busy: return Disposition::busy;
        case CallEnd::failed: return Disposition::unreachable_off;
        case CallEnd::none:
        case CallEnd::completed:
        case CallEnd::no_answer:
        case CallEnd::canceled: break;
    }
    return Disposition::no_answer;
}

}  // namespace tutorline::domain
