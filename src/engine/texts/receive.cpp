// An inbound text: who writes, what it means, what is decided, all of it stored in the event's transaction.
#include "domain/command/language_packs.hpp"
#include "domain/conversation/family.hpp"
#include "domain/conversation/named_day.hpp"
#include "domain/conversation/tutor.hpp"
#include "engine/texts/alerts.hpp"
#include "engine/texts/apply.hpp"
#include "engine/texts/limits.hpp"
#include "engine/texts/load.hpp"
#include "engine/texts/texts.hpp"
#include "engine/texts/week.hpp"

namespace tutorline::engine::texts {
namespace {

using domain::Reading;
using domain::TextDecision;

/// An engine without language packs still reads what every language writes alike: numbers, STOP.
const domain::LanguagePacks& packs_of(const Scope& scope) {
    static const domain::LanguagePacks none;
    return scope.resources.packs != nullptr ? *scope.resources.packs : none;
}

std::string_view handled(const TextDecision& decision) {
    if (!decision.texts.empty()) return "answered";
    if (!decision.tasks.empty() || !decision.alerts.empty()) return "task";
    return "ignored";
}

/// Stores the row and so claims its inbox key; false when this provider id was seen before. What was claimed already
/// is stored as it is now.
bool keep(Scope& scope, ports::InboxRow& row) {
    if (row.id) {
        scope.store.annotate(row);
    } else if (const auto id = scope.store.claim(row)) {
        row.id = *id;
    }
    return static_cast<bool>(row.id);
}

/// The same, with what the text was read as and what was decided. A text is read before it is claimed, so that its row
/// is written once; reading changes nothing.
bool keep(Scope& scope, ports::InboxRow& row, const Reading& reading, const TextDecision& decision) {
    row.cls = domain::to_word(reading.cls);
    row.value = reading.value;
    row.verdict = domain::to_word(reading.verdict);
    row.handled = handled(decision);
    return keep(scope, row);
}

/// Somebody writes from it: all doubts about the number are over, unless a person said it is wrong.
void heard_from(Scope& scope, ports::PhoneRow& phone) {
    const domain::PhoneHealth health = domain::heard_from(phone.health);
    if (health == phone.health) return;
    phone.health = health;
    scope.store.save(phone);
}

bool receive_from_tutor(Scope& scope, ports::InboxRow row, const ports::PhoneRow& phone, const ports::TutorRow& tutor) {
    domain::TutorView view = load_tutor(scope, tutor);
    view.text = row.text;
    const domain::ReadRequest request = domain::read_request(view, row.text, scope.program(), scope.program().languages);
    const Reading reading = domain::read(request, packs_of(scope));
    const domain::DaysDenied& denied = reading.days_denied;
    if (reading.cls == domain::Class::tutor_unavailable || denied.today || denied.later_day()) load_free_times(scope, view);
    const TextDecision decision = domain::decide(view, reading, scope.program(), scope.now);
    row.tutor = tutor.id;
    if (!keep(scope, row, reading, decision)) return false;
    apply(scope, decision, phone, row);
    if (reading.cls == domain::Class::schedule_request) tell_checkpoints(scope, tutor, next_day_of_calls(scope, tutor), row.id);
    return true;  // read and kept, whatever came of it
}

bool receive_from_family(Scope& scope, ports::InboxRow row, const ports::PhoneRow& phone) {
    domain::FamilyView view = load_family(scope, phone, row.text);
    const domain::ReadRequest request = domain::read_request(view, scope.program(), reading_languages(scope, view), scope.now);
    const Reading reading = domain::read(request, packs_of(scope));
    domain::turn_to_named_day(view, reading, scope.now);
    if (reading.cls == domain::Class::reschedule || view.day_named == domain::DayNamed::call || !reading.hour.empty()) load_free_times(scope, view);
    const bool asks = domain::may_wait(reading.cls);
    if (asks) view.asks_hour = in_last_hour(scope, "asks", phone.id);
    const TextDecision decision = domain::decide(view, reading, scope.program(), scope.now);
    if (const domain::ChildOnPhone* child = view.children.size() == 1 ? &view.children.front() : nullptr) row.student = child->student;
    if (reading.child && *reading.child < view.children.size()) row.student = view.children[*reading.child].student;
    if (!keep(scope, row, reading, decision)) return false;
    if (asks) count_in_last_hour(scope, "asks", phone.id);
    apply(scope, decision, phone, row);
    return true;  // read and kept, whatever came of it
}

/// Never answered; kept, so that a person can see what machines write to us.
bool receive_from_machine(Scope& scope, ports::InboxRow row) {
    row.cls = domain::to_word(domain::Class::automated);
    row.handled = "ignored";
    keep(scope, row);
    return false;
}

/// The tutor who writes from this number, if one does; of those who left, one whose report is still waited for, unless the
/// number is a family's now: new sheets may give it to one.
ports::Shared<ports::TutorRow> tutor_on(Scope& scope, domain::PhoneId phone) {
    for (const domain::TutorId id : scope.store.tutors_on(phone)) {
        auto tutor = scope.store.tutor(id);
        if (!tutor) continue;
        if (tutor->active || (!scope.store.awaiting_log(id).empty() && scope.store.students_on(phone).empty())) return tutor;
    }
    return nullptr;
}

}  // namespace

bool receive(Scope& scope, ports::InboxRow row) {
    auto phone = row.phone ? scope.store.phone(row.phone) : std::nullopt;
    if (!phone) return receive_from_machine(scope, std::move(row));
    heard_from(scope, *phone);
    const bool staff = is_staff(scope, phone->number);
    if (staff && !keep(scope, row)) return false;
    if (staff && acknowledge(scope, phone->number, row)) return true;
    if (const auto tutor = tutor_on(scope, phone->id)) return receive_from_tutor(scope, std::move(row), *phone, *tutor);
    if (staff) return false;  // staff who write anything else are not families
    return receive_from_family(scope, std::move(row), *phone);
}

}  // namespace tutorline::engine::texts
