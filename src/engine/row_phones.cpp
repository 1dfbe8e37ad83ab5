#include "engine/row_phones.hpp"

#include <algorithm>

#include "domain/command/folded_text.hpp"
#include "domain/roster/phone.hpp"

namespace tutorline::engine {

using namespace domain;

namespace {

/// Why a number is not used that the sheet named before; `student_phone.blocked`.
constexpr std::string_view gone_from_sheet = "withdrawn";
constexpr std::string_view told_by_sheet = "sheet";

/// The number that would get this child's texts was stopped.
bool texts_stopped(ports::Store& store, StudentId id) {
    for (const ports::StudentPhone& entry : store.phones_of(id)) {
        const auto phone = entry.blocked.empty() ? store.phone(entry.phone) : std::nullopt;
        if (!phone || !usable(phone->health.status)) continue;
        if (phone->texts_stopped_at) return true;
        if (base::can_receive_text(phone->number)) return false;
    }
    return false;
}

/// The same child under the keys it had: the same cohort and first name on one of these numbers.
std::vector<StudentId> under_other_keys(ports::Store& store, StudentId id, const Student& student) {
    const CohortId cohort = store.student(id)->cohort;
    const std::string name = folded_words(student.first_name);
    std::vector<StudentId> same;
    for (const base::PhoneNumber& number : student.phones) {
        const auto phone = store.phone(number);
        if (!phone) continue;
        for (const StudentId other : store.students_on(phone->id)) {
            const auto row = other == id ? nullptr : store.student(other);
            if (row && row->cohort == cohort && folded_words(row->student.first_name) == name) same.push_back(other);
        }
    }
    return same;
}

/// The family stopped the calls to every number it has, or to one that the row names no more.
bool calls_stopped(ports::Store& store, StudentId id, const Student& student) {
    bool every = true, any = false, gone = false;
    for (const ports::StudentPhone& entry : store.phones_of(id)) {
        const auto phone = entry.blocked.empty() ? store.phone(entry.phone) : std::nullopt;
        if (!phone) continue;
        const bool stopped = phone->calls_stopped_at.has_value();
        any = any || stopped;
        every = every && stopped;
        gone = gone || (stopped && std::find(student.phones.begin(), student.phones.end(), phone->number) == student.phones.end());
    }
    return gone || (any && every);
}

/// At a number that is new to the child; a neighbour's, whose own children are called there, rings on.
void stop_calls(ports::Store& store, StudentId id, PhoneId number, base::Instant now) {
    auto phone = *store.phone(number);
    if (phone.calls_stopped_at) return;
    const HouseholdId home = store.student(id)->household;
    for (const StudentId other : store.students_on(number))
        if (store.student(other)->household != home) return;
    phone.calls_stopped_at = now;
    store.save(phone);
    store.add_fact({now, "calls_stop_kept", id, {}, number.value, told_by_sheet});
}

void stop_texts(ports::Store& store, StudentId id, base::Instant now) {
    auto row = *store.student(id);
    if (row.texts_stopped_at) return;
    row.texts_stopped_at = now;
    store.save(row);
    store.add_fact({now, "texts_stop_kept", id, {}, id.value, told_by_sheet});
}

/// Nobody who uses it can answer an item that went to a number which is gone.
void expire_items(ports::Store& store, StudentId id, PhoneId number, base::Instant now) {
    for (ports::ItemSentRow& item : store.open_items(id)) {
        const auto message = item.message ? store.message(item.message) : std::nullopt;
        if (!message || message->phone != number) continue;
        item.state = "expired";
        item.closed_at = now;
        store.save(item);
    }
}

/// The sheet names the number no more: whoever has it hears nothing of this child, and speaks for it no longer.
bool retire(ports::Store& store, StudentId id, ports::StudentPhone entry, int position, base::Instant now) {
    const bool was_used = entry.blocked.empty();
    entry.position = position;
    if (was_used) entry.blocked = gone_from_sheet;
    store.save(id, entry);
    if (!was_used) return false;
    store.suppress_queued(entry.phone, id, told_by_sheet, now);
    expire_items(store, id, entry.phone, now);
    const auto question = store.question(entry.phone);
    if (question && question->student == id) store.forget_question(entry.phone);
    store.add_fact({now, "number_blocked", id, {}, entry.phone.value, told_by_sheet});
    return true;
}

}  // namespace

PhoneId phone_of(ports::Store& store, const base::PhoneNumber& number) {
    const auto row = store.phone(number);
    return row ? row->id : store.save(ports::PhoneRow{.number = number});
}

int save_phones(ports::Store& store, StudentId id, const Student& student, base::Instant now) {
    const auto known = store.phones_of(id);
    const auto was = known.empty() ? under_other_keys(store, id, student) : std::vector{id};
    const bool stops = std::any_of(was.begin(), was.end(), [&](StudentId each) { return texts_stopped(store, each) || (each != id && store.student(each)->texts_stopped_at); });
    const bool no_calls = std::any_of(was.begin(), was.end(), [&](StudentId each) { return calls_stopped(store, each, student); });
    std::vector<PhoneId> of_row;
    for (const base::PhoneNumber& number : student.phones) {
        const PhoneId phone = phone_of(store, number);
        const auto same = std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.phone == phone; });
        const bool stays_blocked = same != known.end() && same->blocked != gone_from_sheet;
        store.save(id, {phone, static_cast<int>(of_row.size()), stays_blocked ? same->blocked : std::string{}});
        of_row.push_back(phone);
        if (no_calls && same == known.end()) stop_calls(store, id, phone, now);
    }
    int position = static_cast<int>(of_row.size()), retired = 0;
    for (const ports::StudentPhone& entry : known)
        if (std::find(of_row.begin(), of_row.end(), entry.phone) == of_row.end()) retired += retire(store, id, entry, position++, now);
    if (stops && !texts_stopped(store, id)) stop_texts(store, id, now);
    return retired;
}

}  // namespace tutorline::engine
