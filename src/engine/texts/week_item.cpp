#include <algorithm>

#include "domain/practice/item.hpp"
#include "engine/texts/mastery_rows.hpp"
#include "engine/texts/send.hpp"
#include "engine/texts/week.hpp"

namespace tutorline::engine::texts {
namespace {

/// One text is kept back for the reminder of the week's call.
bool room_for_item(const Scope& scope, const ports::PhoneRow& phone, const base::Zone& zone) {
    const int kept_for_reminder = scope.program().texts.per_phone_week > 1 ? 1 : 0;
    return left_this_week(scope, phone, zone) > kept_for_reminder;
}

/// Siblings share what a phone may get in a week: where it is too little for all, they take turns, week by week.
bool has_turn(Scope& scope, domain::StudentId student, domain::PhoneId phone, int week) {
    const int most = scope.program().texts.per_phone_week;
    const int room = most > 1 ? most - 1 : most;
    std::vector<domain::StudentId> sharing;
    for (const domain::StudentId id : scope.store.students_on(phone)) {
        const auto sibling = scope.store.student(id);
        const auto own = sibling ? text_phone(scope, *sibling) : std::nullopt;
        if (own && own->id == phone) sharing.push_back(id);
    }
    const int count = static_cast<int>(sharing.size());
    if (count <= room || room <= 0) return true;
    const auto place = static_cast<int>(std::find(sharing.begin(), sharing.end(), student) - sharing.begin());
    const int first = (week - 1) * room % count;
    return (place - first + count) % count < room;
}

void expire_old(Scope& scope, domain::StudentId student) {
    for (ports::ItemSentRow row : scope.store.open_items(student)) {
        if (scope.now - row.sent_at <= base::Minutes{14 * 24 * 60}) continue;
        row.state = "expired";
        row.closed_at = scope.now;
        scope.store.save(row);
    }
}

void send_item(Scope& scope, const ports::StudentRow& student, const ports::PhoneRow& phone, int week) {
    const domain::ItemChoice choice = choose(scope, student);
    const domain::Item* item = choice.item;
    if (item == nullptr) {
        scope.store.add_fact({scope.now, "items_used_up", student.id, {}, 0, {}});
        return;
    }
    ports::ItemSentRow row;
    row.student = student.id;
    row.item = item->id;
    row.skill = domain::name(item->skill);
    row.week = week;
    row.sent_at = scope.now;
    row.id = scope.store.save(row);

    domain::NewText text;
    text.to = phone.number;
    text.kind = domain::TextKind::item;
    text.item = domain::ItemText{item->id, week, choice.seen_before, student.student.first_name};
    text.languages = text_languages(student);
    text.priority = domain::Priority::practice;
    text.not_after = scope.now + base::Minutes{2 * 24 * 60};
    text.student = student.id;
    text.once = "item:" + std::to_string(student.id.value) + ":" + item->id;
    row.message = send(scope, text, {}).message;
    if (!row.message) {  // nobody saw it, but an item is never tried twice
        row.state = "expired";
        row.closed_at = scope.now;
    }
    scope.store.save(row);
}

}  // namespace

void week_item(Scope& scope, domain::EnrollmentId id) {
    const auto enrollment = scope.store.enrollment(id);
    if (!enrollment || enrollment->status == "withdrawn") return;
    const auto student = scope.store.student(enrollment->student);
    if (!student) return;
    if (const auto next = next_item(scope, *enrollment, *student, scope.now)) {
        scope.store.add_timer({*next, ports::TimerKind::week_open, id.value});
    }
    const base::Zone zone = scope.calendars.zone(student->student.zone);
    const auto week = scope.calendars.department(student->student.department).week_of(zone.to_civil(scope.now).day);
    if (!week || enrollment->status != "active") return;
    expire_old(scope, student->id);
    const auto phone = text_phone(scope, *student);
    if (phone && room_for_item(scope, *phone, zone) && has_turn(scope, student->id, phone->id, *week)) send_item(scope, *student, *phone, *week);
}

}  // namespace tutorline::engine::texts
