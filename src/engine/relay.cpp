#include "engine/relay.hpp"

#include <algorithm>

#include "engine/calls/calls.hpp"
#include "engine/calls/dialling.hpp"
#include "engine/permission.hpp"

namespace tutorline::engine {

using namespace domain;
using ports::MessageRow;
using ports::MessageState;
using ports::OutboxEntry;
using ports::OutboxKind;
using Fate = EffectResult::Fate;

namespace {

constexpr base::Seconds in_order_within{600};   ///< O7: the next text of a phone waits so long for the one before
constexpr base::Seconds look_again_after{15};
constexpr base::Seconds quarantine_slack{300};  ///< beyond the gateway's log lag: its clock and ours differ
constexpr base::Seconds hold_for{300};
constexpr std::chrono::hours reconcile_within{72};  ///< O4

bool is_alert(const MessageRow& message) {
    return message.priority == Priority::safeguarding && message.audience == ports::Audience::staff;
}

void set_state(Scope& scope, MessageRow& message, MessageState state, std::string_view error = {}) {
    message.state = state;
    message.state_at = scope.now;
    if (!error.empty()) message.error_code = error;
    scope.store.save_state(message);
}

void note(Scope& scope, const MessageRow& message, std::string_view kind, std::string_view detail = {}) {
    scope.store.add_fact({scope.now, kind, message.student, message.tutor, message.id.value, detail});
}

base::Seconds backoff(int sends) { return base::Seconds{30} * (1 << std::min(sends, 6)); }

void queue_again(Scope& scope, MessageRow& message, base::Seconds delay) {
    if (message.sends >= sends_max) {
        set_state(scope, message, MessageState::failed, "too_many_tries");
        return note(scope, message, "text_failed", "too_many_tries");
    }
    set_state(scope, message, MessageState::queued);
    scope.store.push({message.priority, scope.now + delay, OutboxKind::message, message.id.value});
}

/// May or may not have been carried out (O3): asked after a quarantine, or repeated where the gateway knows repeats; one
/// that can do neither keeps it as unknown, which reports show.
void fate_unknown(Scope& scope, MessageRow& message) {
    if (message.state != MessageState::sending) return;
    // state_at stays the moment of the request: the log is asked from there on, however long the service was down.
    message.state = MessageState::unknown;
    scope.store.save_state(message);
    note(scope, message, "text_unknown");
    const ports::Capabilities& gateway = scope.resources.capabilities;
    if (is_alert(message)) return queue_again(scope, message, base::Seconds{0});
    if (gateway.queryable_log) {
        // From the request on, should the clock have been set back since: a log asked too early has not got it yet.
        const base::Instant since = std::max(scope.now, message.state_at);
        scope.store.push({message.priority, since + gateway.log_lag + quarantine_slack, OutboxKind::query, message.id.value});
    } else if (gateway.idempotency_key) {
        queue_again(scope, message, quarantine_slack);
    }
}

void treat_number(Scope& scope, const MessageRow& message, const EffectResult& result) {
    if (!result.recipient_opted_out && !result.number_invalid) return;
    auto phone = scope.store.phone(message.phone);
    if (!phone) return;
    const StudentId student = message.audience == ports::Audience::staff ? StudentId{} : message.student;  // an alert is about a child, not on its phone
    if (result.recipient_opted_out && !phone->texts_stopped_at) {
        phone->texts_stopped_at = scope.now;
        scope.store.suppress_queued(phone->id, {}, "stopped", scope.now);
        scope.store.add_fact({scope.now, "texts_stopped", message.student, message.tutor, phone->id.value, "gateway"});
        calls::ask_at_next_call(scope, phone->id);
        scope.store.open_task({.kind = "opt_out_calls", .student = student, .phone = phone->id,
                               .created_at = scope.now, .due_at = scope.now + std::chrono::days{2}});
    }
    if (result.number_invalid) {
        const Strike strike = not_in_service(phone->health, std::chrono::floor<std::chrono::days>(scope.now));
        phone->health = strike.health;
        if (strike.ask_a_person)
            scope.store.open_task({.kind = "number_check", .student = student, .phone = phone->id,
                                   .detail = "not_in_service", .created_at = scope.now,
                                   .due_at = scope.now + std::chrono::days{2}});
    }
    scope.store.save(*phone);
}

void text_finished(Scope& scope, MessageRow& message, const EffectResult& result) {
    if (!result.provider_id.empty()) message.provider_id = result.provider_id;
    if (message.state != MessageState::sending) {  // a receipt was faster than the answer (O5)
        if (!result.provider_id.empty()) scope.store.save_state(message);
        return;
    }
    switch (result.fate) {
        case Fate::accepted:
            set_state(scope, message, MessageState::sent);
            return note(scope, message, "text_sent");
        case Fate::refused:
            set_state(scope, message, MessageState::failed, result.error_code);
            note(scope, message, "text_failed", result.error_code);
            return treat_number(scope, message, result);
        case Fate::not_now: return queue_again(scope, message, std::max(result.retry_after, backoff(message.sends)));
        case Fate::unknown:
        case Fate::never_seen: return fate_unknown(scope, message);
    }
}

void query_finished(Scope& scope, MessageRow& message, const EffectResult& result) {
    if (message.state != MessageState::unknown) return;
    switch (result.fate) {
        case Fate::accepted:
            message.provider_id = result.provider_id;
            set_state(scope, message, MessageState::sent);
            return note(scope, message, "text_found");
        case Fate::never_seen:
            // Logs are kept for a while only: after that, not to be found says nothing.
            if (scope.now > message.not_after || scope.now - message.state_at > reconcile_within)
                return set_state(scope, message, MessageState::expired, "stale");
            return queue_again(scope, message, base::Seconds{0});
        case Fate::refused:
        case Fate::not_now:
        case Fate::unknown:
            if (scope.now - message.state_at > reconcile_within) return;  // stays unknown; reports show it
            const base::Seconds delay = std::max(result.retry_after, quarantine_slack);
            scope.store.push({message.priority, scope.now + delay, OutboxKind::query, message.id.value});
            return;
    }
}

void call_finished(Scope& scope, const PlaceCall& call, const EffectResult& result) {
    switch (result.fate) {
        case Fate::accepted: return calls::placed(scope, call.id, result.provider_id);
        case Fate::refused: return calls::not_placed(scope, call.id, result.error_code);
        case Fate::not_now: {
            auto attempt = scope.store.attempt(call.id);
            if (!attempt || attempt->state != Attempt::State::queued) return;
            const base::Seconds delay = std::max(result.retry_after, look_again_after);
            scope.store.push({Priority::call_soon, scope.now + delay, OutboxKind::call, call.id.value});
            return;
        }
        case Fate::unknown:
        case Fate::never_seen: return;  // at most once: the session's time-out plans the next attempt
    }
}

}  // namespace

std::vector<Effect> Relay::lease(Scope& scope, int limit, bool only_answers) {
    if (held_until_ && scope.now < *held_until_) return {};
    held_until_.reset();
    std::vector<Effect> effects;
    for (const OutboxEntry& entry : scope.store.due_outbox(scope.now, limit)) {
        if (only_answers && entry.priority > Priority::direct_answer) break;  // they come first
        std::optional<Effect> effect;
        switch (entry.kind) {
            case OutboxKind::message: effect = take_text(scope, entry); break;
            case OutboxKind::query: effect = take_query(scope, entry); break;
            case OutboxKind::call: effect = take_call(scope, entry); break;
        }
        if (effect) effects.push_back(std::move(*effect));
    }
    return effects;
}

std::optional<Effect> Relay::take_text(Scope& scope, const OutboxEntry& entry) {
    auto message = scope.store.message(MessageId{entry.id});
    if (!message || message->state != MessageState::queued) {
        scope.store.drop(entry);
        return std::nullopt;
    }
    const auto before = under_way_.find(message->phone.value);
    // Alerts wait for nothing: one about a child must not queue behind a flood on its way to the same person.
    if (!is_alert(*message) && before != under_way_.end() && scope.now - before->second < in_order_within) {
        scope.store.drop(entry);
        scope.store.push({entry.priority, scope.now + look_again_after, entry.kind, entry.id});
        return std::nullopt;
    }
    scope.store.drop(entry);
    const auto phone = scope.store.phone(message->phone);
    const Permission permission = may_leave(scope, *message, *phone);
    switch (permission.answer) {
        case Permission::Answer::now: break;
        case Permission::Answer::later:
            scope.store.push({entry.priority, permission.at, entry.kind, entry.id});
            return std::nullopt;
        case Permission::Answer::expired:
            set_state(scope, *message, MessageState::expired, permission.why);
            note(scope, *message, "text_expired", permission.why);
            return std::nullopt;
        case Permission::Answer::never:
            set_state(scope, *message, MessageState::suppressed, permission.why);
            note(scope, *message, "text_suppressed", permission.why);
            return std::nullopt;
    }
    ++message->sends;
    set_state(scope, *message, MessageState::sending);
    scope.store.add_inflight(OutboxKind::message, entry.id, scope.now);
    under_way_[message->phone.value] = scope.now;
    return SendText{message->id, phone->number, message->text, message->priority};
}

std::optional<Effect> Relay::take_query(Scope& scope, const OutboxEntry& entry) {
    scope.store.drop(entry);
    const auto message = scope.store.message(MessageId{entry.id});
    if (!message || message->state != MessageState::unknown) return std::nullopt;
    const auto phone = scope.store.phone(message->phone);
    scope.store.add_inflight(OutboxKind::query, entry.id, scope.now);
    return QueryText{message->id, phone->number, message->state_at - std::chrono::hours{1}, message->text};
}

std::optional<Effect> Relay::take_call(Scope& scope, const OutboxEntry& entry) {
    scope.store.drop(entry);
    auto call = calls::ready_to_place(scope, AttemptId{entry.id});
    if (!call) return std::nullopt;
    scope.store.add_inflight(OutboxKind::call, entry.id, scope.now);
    return std::move(*call);
}

void Relay::hold(Scope& scope) {
    if (!held_until_)
        scope.store.open_task({.kind = "channel_broken", .urgency = 0, .created_at = scope.now, .due_at = scope.now});
    held_until_ = scope.now + hold_for;
}

void Relay::finish(Scope& scope, const Effect& effect, const EffectResult& result) {
    if (result.channel_broken) hold(scope);
    EffectResult what = result;
    // A broken account refuses everything: the text itself is not to blame and goes once the account works again.
    if (result.channel_broken && what.fate == Fate::refused) what.fate = Fate::not_now;
    if (const auto* call = std::get_if<PlaceCall>(&effect)) {
        if (scope.store.remove_inflight(OutboxKind::call, call->id.value)) call_finished(scope, *call, what);
        return;
    }
    const bool is_query = std::holds_alternative<QueryText>(effect);
    const MessageId id = is_query ? std::get<QueryText>(effect).id : std::get<SendText>(effect).id;
    auto message = scope.store.message(id);
    if (!message || !scope.store.remove_inflight(is_query ? OutboxKind::query : OutboxKind::message, id.value)) return;
    if (is_query) return query_finished(scope, *message, what);
    under_way_.erase(message->phone.value);
    text_finished(scope, *message, what);
}

bool Relay::receipt(Scope& scope, const TextStatus& status) {
    auto message = scope.store.message(status.message);
    if (!message) return false;
    const MessageState old = message->state;
    MessageState next = old;
    const bool on_its_way = old == MessageState::sending || old == MessageState::unknown;
    switch (status.state) {
        case DlrState::accepted:
        case DlrState::sent:
            if (on_its_way) next = MessageState::sent;
            break;
        case DlrState::delivered:
            if (on_its_way || old == MessageState::sent || old == MessageState::failed) next = MessageState::delivered;
            break;
        case DlrState::failed:
        case DlrState::undelivered:
            if (on_its_way || old == MessageState::sent) next = MessageState::failed;
            break;
    }
    if (next == old) return false;
    if (message->provider_id.empty()) message->provider_id = status.provider_id;
    const std::string& why = status.error_code.empty() ? status.raw_status : status.error_code;
    set_state(scope, *message, next, next == MessageState::failed ? std::string_view(why) : std::string_view{});
    note(scope, *message, next == MessageState::delivered ? "text_delivered" : next == MessageState::sent ? "text_sent" : "text_failed",
         next == MessageState::failed ? std::string_view(why) : std::string_view{});
    return true;
}

void Relay::recover(Scope& scope) {
    for (const OutboxEntry& entry : scope.store.inflight()) {
        scope.store.remove_inflight(entry.kind, entry.id);
        if (entry.kind == OutboxKind::call) continue;  // at most once: dropped
        auto message = scope.store.message(MessageId{entry.id});
        if (!message) continue;
        if (entry.kind == OutboxKind::query) {
            scope.store.push({message->priority, scope.now, OutboxKind::query, entry.id});
        } else {
            fate_unknown(scope, *message);
        }
    }
}

}  // namespace tutorline::engine
