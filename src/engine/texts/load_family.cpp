#include <algorithm>

#include "domain/practice/item.hpp"
#include "domain/practice/item_answer.hpp"
#include "engine/calls/calls.hpp"
#include "engine/texts/load.hpp"
#include "engine/texts/send.hpp"

namespace tutorline::engine::texts {
namespace {

constexpr base::Minutes miss_open{48 * 60};
constexpr base::Minutes history_length{30 * 24 * 60};
constexpr base::Minutes free_times_ahead{7 * 24 * 60};
constexpr base::Minutes calls_ahead{8 * 24 * 60};
constexpr base::Minutes hour{60};

domain::PlannedCall call_of(const Scope& scope, const domain::Session& session, const domain::Student& student) {
    const bool may_wait = session.phase == domain::Phase::planned && session.booked_at;
    domain::PlannedCall call{session.id, session.tutor_number, session.booked_at.value_or(session.planned_at), may_wait, {}};
    const auto monday = scope.calendars.department(student.department).monday_of(session.week);
    if (monday) call.week_from = scope.calendars.zone(student.zone).to_instant({*monday, base::Seconds{0}});
    return call;
}

void load_calls(Scope& scope, domain::ChildOnPhone& child, const domain::Student& student) {
    for (const domain::Session& session : scope.store.sessions_of(child.student)) {
        const domain::PlannedCall call = call_of(scope, session, student);
        const bool open = session.phase != domain::Phase::closed && session.phase != domain::Phase::awaiting_log;
        if (open && (!child.next_call || call.starts < child.next_call->starts)) child.next_call = call;
        if (open && call.starts <= scope.now + calls_ahead) child.calls_ahead.push_back(call);
        const bool missed = session.outcome == domain::Outcome::no_contact || session.outcome == domain::Outcome::adult_contact;
        if (missed && session.closed_at && scope.now - *session.closed_at <= miss_open) child.missed_call = call;
    }
    std::stable_sort(child.calls_ahead.begin(), child.calls_ahead.end(), [](const auto& a, const auto& b) { return a.starts < b.starts; });
}

void load_tutor_of(Scope& scope, domain::ChildOnPhone& child, domain::TutorId id) {
    const auto tutor = scope.store.tutor(id);
    if (!tutor) return;
    child.tutor = id;
    child.tutor_name = tutor->tutor.name;
    child.tutor_languages = tutor->tutor.languages;
    child.tutor_zone = scope.calendars.zone(tutor->tutor.zone).name();
    child.tutor_number = tutor->tutor.phone;
    const auto phone = scope.store.phone(tutor->phone);
    const bool may_text = tutor->active && phone && !phone->texts_stopped_at && domain::usable(phone->health.status);
    if (may_text) child.tutor_phone = tutor->tutor.phone;
}

/// Only what has left us can be answered.
bool was_sent(Scope& scope, domain::MessageId id) {
    if (!id) return true;
    const auto message = scope.store.message(id);
    return message && message->state != ports::MessageState::queued && message->state != ports::MessageState::suppressed &&
           message->state != ports::MessageState::expired;
}

domain::OpenItem open_item(const Scope& scope, const ports::ItemSentRow& row, const domain::Item& item, const ports::StudentRow& student) {
    domain::OpenItem open;
    open.id = row.id;
    open.student = row.student;
    open.item = row.item;
    open.text = domain::item_text(item, scope.resources.catalog, text_languages(student));
    open.expected = item.expected;
    open.sent_at = row.sent_at;
    open.state = row.state == "hinted" ? domain::ItemState::hinted : domain::ItemState::waiting;
    open.texts_used = row.texts;
    open.asked_again = row.asked_again;
    return open;
}

void load_items(Scope& scope, domain::FamilyView& view, const ports::StudentRow& student) {
    std::vector<ports::ItemSentRow> rows = scope.store.open_items(student.id);
    std::erase_if(rows, [&](const ports::ItemSentRow& row) { return scope.now - row.sent_at > item_open; });
    if (rows.size() > items_waiting_max) rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(items_waiting_max));
    for (const ports::ItemSentRow& row : rows) {
        const domain::Item* item = domain::find_item(row.item);
        if (item != nullptr && was_sent(scope, row.message)) view.items.push_back(open_item(scope, row, *item, student));
    }
}

domain::ChildOnPhone load_child(Scope& scope, const ports::StudentRow& student) {
    domain::ChildOnPhone child;
    child.student = student.id;
    child.first_name = student.student.first_name;
    child.text_languages = text_languages(student);
    child.texts_stopped = student.texts_stopped_at.has_value();
    const auto enrollment = scope.store.enrollment_of(student.id);
    child.active = enrollment && enrollment->status != "withdrawn";
    if (enrollment) {
        child.paused_until = enrollment->paused_until;
        child.was_taught = enrollment->child_sessions > 0;
        child.rests = calls::rests(*enrollment, scope.now);
        if (enrollment->tutor) load_tutor_of(scope, child, enrollment->tutor);
    }
    if (child.active) load_calls(scope, child, student.student);
    return child;
}

std::optional<domain::PendingQuestion> load_question(Scope& scope, domain::PhoneId phone) {
    using Kind = domain::PendingQuestion::Kind;
    const auto row = scope.store.question(phone);
    if (!row) return std::nullopt;
    domain::PendingQuestion question;
    if (row->kind == "withdraw_reason") question.kind = Kind::withdraw_reason;
    if (row->kind == "which_child") question.kind = Kind::which_child;
    if (row->kind == "confirm_answer") question.kind = Kind::confirm_answer;
    if (row->kind == "confirm_log") question.kind = Kind::confirm_log;
    if (row->kind == "confirm_wrong_number") question.kind = Kind::confirm_wrong_number;
    if (row->kind == "confirm_withdraw") question.kind = Kind::confirm_withdraw;
    if (row->kind == "who_cannot") question.kind = Kind::who_cannot;
    question.student = row->student;
    question.session = row->session;
    question.offered = row->offered;
    question.item = row->item;
    question.value = row->value;
    question.asked_at = row->asked_at;
    return question;
}

}  // namespace

domain::FamilyView load_family(Scope& scope, const ports::PhoneRow& phone, const std::string& text) {
    domain::FamilyView view;
    view.phone = phone.number;
    view.text = text;
    view.status = phone.health.status;
    view.texts_stopped = phone.texts_stopped_at.has_value();
    view.calls_stopped = phone.calls_stopped_at.has_value();
    view.zone = scope.calendars.programme_zone().name();
    for (const domain::StudentId id : scope.store.students_on(phone.id)) {
        const auto student = scope.store.student(id);
        if (!student) continue;
        if (view.children.empty()) view.zone = scope.calendars.zone(student->student.zone).name();
        view.children.push_back(load_child(scope, *student));
        if (view.children.back().active) load_items(scope, view, *student);
    }
    std::stable_sort(view.items.begin(), view.items.end(),
                     [](const domain::OpenItem& a, const domain::OpenItem& b) { return a.sent_at < b.sent_at; });
    view.writer = !view.known() ? domain::Writer::unknown : view.items.empty() ? domain::Writer::caregiver : domain::Writer::student;
    view.question = load_question(scope, phone.id);
    view.auto_replies_hour = auto_replies_in_hour(scope, phone);
    const int day = static_cast<int>(scope.now.time_since_epoch().count() / (24 * 3600));
    view.auto_replies_day = phone.auto_reply_day == day ? phone.auto_replies : 0;
    view.worrying_history = phone.worried_at && scope.now - *phone.worried_at <= history_length;
    return view;
}

domain::FamilyView machine_view(const ports::InboxRow& row) {
    domain::FamilyView view;
    view.text = row.text;
    const bool digits = !row.sender.empty() && std::all_of(row.sender.begin(), row.sender.end(),
                                                           [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
    view.sender = digits ? domain::SenderKind::short_code : domain::SenderKind::alphanumeric;
    return view;
}

void drop_days_taken(Scope& scope, domain::StudentId student, domain::SessionId own, const base::Zone& zone, std::vector<base::Instant>& times) {
    for (const domain::Session& session : scope.store.sessions_of(student)) {
        if (session.id == own || session.phase != domain::Phase::planned || !session.booked_at) continue;
        const auto day = zone.to_civil(*session.booked_at).day;
        std::erase_if(times, [&](base::Instant at) { return zone.to_civil(at).day == day; });
    }
}

void load_free_times(Scope& scope, domain::FamilyView& view) {
    for (domain::ChildOnPhone& child : view.children) {
        if (!child.active || !child.tutor) continue;
        base::Instant to = scope.now + free_times_ahead;
        if (child.next_call) to = std::max(to, child.next_call->week_from + free_times_ahead);  // all of the lesson's own week
        child.free_times = calls::free_times(scope, child.student, scope.now + hour, to, calls::all_times);
        const auto own = child.next_call ? child.next_call->session : domain::SessionId{};
        if (!child.missed_call) drop_days_taken(scope, child.student, own, scope.calendars.zone(view.zone), child.free_times);
    }
}

std::vector<std::string> reading_languages(Scope& scope, const domain::FamilyView& view) {
    std::vector<std::string> languages;
    const auto add = [&](const std::string& tag) {
        if (std::find(languages.begin(), languages.end(), tag) == languages.end()) languages.push_back(tag);
    };
    for (const domain::ChildOnPhone& child : view.children) {
        const auto student = scope.store.student(child.student);
        if (!student) continue;
        for (const std::string& tag : student->student.languages) add(tag);
        add(student->student.text_language);
    }
    for (const std::string& tag : scope.program().languages) add(tag);
    return languages;
}

}  // namespace tutorline::engine::texts
