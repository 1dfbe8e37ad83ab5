#include "engine/texts/send.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "domain/messaging/segments.hpp"
#include "domain/practice/feedback.hpp"
#include "engine/texts/limits.hpp"

namespace tutorline::engine::texts {
namespace {

using domain::NewText;
using domain::TextKind;

/// Nothing waits longer than this (RELIABILITY O4).
constexpr base::Minutes useful_max{3 * 24 * 60};

bool counts_for_week(TextKind kind) {
    return kind == TextKind::item || kind == TextKind::reminder || kind == TextKind::follow_up;
}

ports::Audience audience_of(Scope& scope, const NewText& text, const ports::PhoneRow& phone) {
    if (text.kind == TextKind::alert || text.kind == TextKind::staff) return ports::Audience::staff;
    if (text.tutor) return ports::Audience::tutor;
    return scope.store.students_on(phone.id).empty() ? ports::Audience::stranger : ports::Audience::family;
}

std::int64_t week_number(const base::Zone& zone, base::Instant now) {
    const auto days = zone.to_civil(now).day.time_since_epoch().count() + 3;  // 1970-01-01 was a Thursday: weeks begin on Monday
    return days / 7;
}

domain::AnswerGrade grade_of(domain::Verdict verdict) {
    switch (verdict) {
        case domain::Verdict::right: return domain::AnswerGrade::right;
        case domain::Verdict::wrong: return domain::AnswerGrade::wrong;
        case domain::Verdict::partial: return domain::AnswerGrade::partial;
        case domain::Verdict::none: break;
    }
    return domain::AnswerGrade::helpless;
}

std::string words_of(const Scope& scope, const NewText& text, base::Instant leaves) {
    const domain::Catalog& catalog = scope.resources.catalog;
    if (text.item) {
        const domain::Item* item = domain::find_item(text.item->item);
        if (item == nullptr) return {};
        return domain::item_message(*item, text.item->week, text.item->seen_before, {catalog, text.languages, text.item->child});
    }
    if (!text.feedback) return domain::render(catalog, text.languages, text.words, leaves);
    const domain::Item* item = domain::find_item(text.feedback->item);
    if (item == nullptr) return {};
    const domain::Audience reader{catalog, text.languages, text.feedback->child};
    return domain::feedback(*item, grade_of(text.feedback->verdict), text.feedback->value, text.feedback->attempt, reader).text;
}

/// The message of the catalog; of an item's feedback the one that every child gets in the end.
std::string key_of(const NewText& text) {
    if (text.item) return "families.item";
    return text.feedback ? "families.feedback_worked" : text.words.key;
}

/// When it may leave, on the receiver's clock.
std::optional<base::Instant> leaving_time(const Scope& scope, const NewText& text, ports::Audience audience,
                                          const ports::Shared<ports::StudentRow>& student, domain::InboxId inbox) {
    const base::Instant wanted = std::max(text.not_before.value_or(scope.now), scope.now);
    if (text.kind == TextKind::alert || inbox) return wanted;  // Q3; the lease watches the ten minutes
    if (student && audience == ports::Audience::family) return scope.hours(student->student).next_text(wanted);
    if (text.tutor && audience == ports::Audience::tutor) {
        if (const auto tutor = scope.store.tutor(text.tutor)) return scope.hours(tutor->tutor).next_text(wanted);
    }
    return scope.hours().next_text(wanted);
}

/// Who writes to us may be answered.
bool has_consent(const ports::Shared<ports::StudentRow>& student, domain::InboxId inbox) {
    return inbox || !student || (student->may_text && !student->texts_stopped_at);
}

int minute_of(base::Instant at) { return static_cast<int>(std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count()); }

void count(Scope& scope, ports::PhoneRow phone, TextKind kind, const base::Zone& zone) {
    if (kind == TextKind::auto_reply) {
        const int day = static_cast<int>(scope.now.time_since_epoch().count() / (24 * 3600));
        phone.auto_replies = phone.auto_reply_day == day ? phone.auto_replies + 1 : 1;
        phone.auto_reply_day = day;
        std::erase_if(phone.auto_reply_minutes, [&](int minute) { return minute_of(scope.now) - minute > 60; });
        phone.auto_reply_minutes.push_back(minute_of(scope.now));
    } else if (counts_for_week(kind)) {
        const int week = static_cast<int>(week_number(zone, scope.now));
        phone.texts_in_week = phone.texts_week == week ? phone.texts_in_week + 1 : 1;
        phone.texts_week = week;
    } else {
        return;
    }
    scope.store.save(phone);
}

/// Who cries for help again is told again where help is; more in an hour is a machine, or read by a person long since.
constexpr int safe_replies_per_hour = 6;

/// How often an hour the same words may answer one number. 0: this kind of answer has a limit of its own.
int same_words_per_hour(const Scope& scope, TextKind kind, ports::Audience audience) {
    switch (kind) {
        case TextKind::feedback:           // so many an item (B27)
        case TextKind::stop_confirmation:  // one a stop
        case TextKind::alert: return 0;
        case TextKind::safety: return audience == ports::Audience::tutor ? 2 : safe_replies_per_hour;
        default: break;
    }
    if (audience == ports::Audience::staff) return 3;  // several alerts may be acknowledged in an hour
    if (audience == ports::Audience::tutor) return 2;  // who may ask for the schedule again
    return std::max(1, scope.program().texts.auto_replies_per_hour);
}

/// A phone that answers by itself, or sends our words back, must not make us talk without end: such a talk goes in circles,
/// and ends where the circle would begin again. How often these words may answer in an hour; 0: there is no such limit.
int loop_guard(Scope& scope, const NewText& text, const ports::MessageRow& row) {
    return row.inbox && text.once.empty() ? same_words_per_hour(scope, text.kind, row.audience) : 0;
}

/// Answers to what a number writes, in an hour, whatever the words. A family changes its mind a few times; a tutor may
/// report a whole week in one evening; who stops and starts again knows by the third time that it works.
struct AnswerLimit {
    const char* what = "";
    int most = 0;  ///< 0: none here, this kind has a limit of its own or must always be said
};
AnswerLimit answer_limit(TextKind kind, ports::Audience audience, domain::InboxId inbox) {
    if (!inbox || kind == TextKind::feedback || kind == TextKind::safety || kind == TextKind::alert || audience == ports::Audience::staff) return {};
    if (kind == TextKind::stop_confirmation) return {"stops", 3};
    return {"answers", audience == ports::Audience::tutor ? 20 : 6};
}

SendResult try_send(Scope& scope, const NewText& text, domain::InboxId inbox) {
    const ports::PhoneRow phone = phone_row(scope, text.to);
    const ports::Audience audience = audience_of(scope, text, phone);
    const bool final_word = text.kind == TextKind::stop_confirmation;
    const bool staff = audience == ports::Audience::staff;
    if (!final_word && !staff && (phone.texts_stopped_at || !domain::usable(phone.health.status))) return {Sent::stopped, {}};
    const auto student = text.student ? scope.store.student(text.student) : nullptr;
    if (audience == ports::Audience::family && !has_consent(student, inbox)) return {Sent::no_consent, {}};
    const base::Zone zone = student ? scope.calendars.zone(student->student.zone) : scope.calendars.programme_zone();
    if (counts_for_week(text.kind) && left_this_week(scope, phone, zone) <= 0) return {Sent::week_full, {}};
    const auto leaves = leaving_time(scope, text, audience, student, inbox);
    const base::Instant not_after = text.not_after.value_or(scope.now + useful_max);
    if (!leaves || *leaves > not_after) return {Sent::stale, {}};

    ports::MessageRow row;
    row.phone = phone.id;
    row.student = text.student;
    row.tutor = text.tutor;
    row.session = text.session;
    row.inbox = inbox;
    row.kind = domain::name(text.kind);
    row.key = key_of(text);
    row.language = domain::language_of(scope.resources.catalog, text.languages, row.key);
    row.text = words_of(scope, text, *leaves);
    if (row.text.empty()) return {Sent::no_words, {}};
    row.segments = domain::measure_sms(row.text).segments;
    row.priority = text.priority;
    row.audience = audience;
    row.automatic = counts_for_week(text.kind);
    row.final_word = final_word;
    row.created_at = row.state_at = scope.now;
    row.not_before = *leaves;
    row.not_after = not_after;
    const int often = loop_guard(scope, text, row);
    const std::uint64_t said = often > 0 ? base::stable_hash(row.text) : 0;
    if (often > 0 && in_last_hour(scope, "words", phone.id, said) >= often) return {Sent::said_before, {}};
    const AnswerLimit limit = answer_limit(text.kind, audience, inbox);
    if (limit.most > 0 && in_last_hour(scope, limit.what, phone.id) >= limit.most) return {Sent::enough, {}};
    row.once = text.once;
    const auto message = scope.store.enqueue(row);
    if (!message) return {Sent::said_before, {}};
    count(scope, phone, text.kind, zone);
    if (often > 0) count_in_last_hour(scope, "words", phone.id, said);
    if (limit.most > 0) count_in_last_hour(scope, limit.what, phone.id);
    return {Sent::queued, *message};
}

std::string_view name(Sent result) {
    switch (result) {
        case Sent::queued: return "queued";
        case Sent::stopped: return "stopped";
        case Sent::no_consent: return "no_consent";
        case Sent::week_full: return "week_full";
        case Sent::stale: return "stale";
        case Sent::said_before: return "said_before";
        case Sent::enough: return "enough";
        case Sent::no_words: return "no_words";
    }
    return "";
}

}  // namespace

ports::PhoneRow phone_row(Scope& scope, const base::PhoneNumber& number) {
    if (auto row = scope.store.phone(number)) return *row;
    ports::PhoneRow row;
    row.number = number;
    row.id = scope.store.save(row);
    return row;
}

int auto_replies_in_hour(const Scope& scope, const ports::PhoneRow& phone) {
    return static_cast<int>(std::count_if(phone.auto_reply_minutes.begin(), phone.auto_reply_minutes.end(),
                                          [&](int minute) { return minute_of(scope.now) - minute <= 60; }));
}

int left_this_week(const Scope& scope, const ports::PhoneRow& phone, const base::Zone& zone) {
    const int used = phone.texts_week == week_number(zone, scope.now) ? phone.texts_in_week : 0;
    return scope.program().texts.per_phone_week - used;
}

std::optional<ports::PhoneRow> text_phone(Scope& scope, const ports::StudentRow& student) {
    if (!student.may_text || student.texts_stopped_at) return std::nullopt;
    const auto enrollment = scope.store.enrollment_of(student.id);
    if (!enrollment || enrollment->status != "active") return std::nullopt;
    if (enrollment->paused_until && *enrollment->paused_until > scope.now) return std::nullopt;
    for (const ports::StudentPhone& place : scope.store.phones_of(student.id)) {
        if (!place.blocked.empty()) continue;
        const auto phone = scope.store.phone(place.phone);
        if (!phone || !domain::usable(phone->health.status)) continue;
        if (phone->texts_stopped_at) return std::nullopt;  // who stopped one phone is not texted on the next
        if (base::can_receive_text(phone->number)) return phone;
    }
    return std::nullopt;
}

std::vector<std::string> text_languages(const ports::StudentRow& student) {
    std::vector<std::string> languages{student.student.text_language};
    for (const std::string& language : student.student.languages) {
        if (language != languages.front()) languages.push_back(language);
    }
    return languages;
}

SendResult send(Scope& scope, const domain::NewText& text, domain::InboxId inbox) {
    const SendResult result = try_send(scope, text, inbox);
    if (result.sent == Sent::enough) {
        const domain::PhoneId phone = phone_row(scope, text.to).id;
        const auto children = scope.store.students_on(phone);
        ask_person_about_flood(scope, phone, children.empty() || text.tutor ? domain::StudentId{} : children.front(), text.tutor);
    }
    if (result.sent != Sent::queued && result.sent != Sent::enough && result.sent != Sent::said_before) {
        scope.store.add_fact({scope.now, "text_not_sent", text.student, text.tutor, 0, name(result.sent)});
    }
    return result;
}

}  // namespace tutorline::engine::texts
