#include "simulator/checkers.hpp"

#include <algorithm>
#include <charconv>

#include "simulator/people/wording.hpp"

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

/// A direct answer may leave in quiet hours for ten minutes after the person's own text (Q3), and a little for the way.
constexpr base::Seconds answer_max = 10min + 60s;

}  // namespace

Checkers::Checkers(const domain::Program& program, const domain::Roster& roster, std::string callback_root, ports::Store& store)
    : program_(program), callback_root_(std::move(callback_root)), store_(store) {
    const auto add = [&](const base::PhoneNumber& number, const std::string& zone, const std::string& department, bool family) {
        const auto found = base::Zone::find(zone.empty() ? program.zone : zone);
        if (found) phones_[number.e164()].person = Person{*found, department, family};
    };
    for (const auto& student : roster.students)
        for (const auto& phone : student.phones) add(phone, student.zone, student.department, true);
    for (const auto& tutor : roster.tutors) add(tutor.phone, tutor.zone, tutor.department, false);
}

void Checkers::check(bool good, std::string_view what, base::Instant at) {
    ++checked_;
    if (good) return;
    ++violated_;
    if (violations_.size() < violations_kept_max) violations_.push_back({std::string{what}, at});
}

bool Checkers::quiet(const Person& person, base::Instant at, int from, int to) const {
    const auto local = person.zone.to_civil(at);
    if (local.minute_of_day() < from || local.minute_of_day() >= to || program_.quiet.days_off.contains(local.weekday())) return true;
    if (!person.family) return false;
    return std::ranges::any_of(program_.blackouts, [&](const domain::Blackout& blackout) {
        const bool here = blackout.departments.empty() || std::ranges::find(blackout.departments, person.department) != blackout.departments.end();
        return here && local.day >= blackout.from && local.day <= blackout.to;
    });
}

/// The number in ".../texts/17/status" or ".../calls/17/answer": our id, which rides in every callback.
std::optional<std::int64_t> Checkers::our_id(std::string_view reference) const {
    if (!reference.starts_with(callback_root_)) return std::nullopt;
    const auto end = reference.rfind('/');
    const auto begin = end == std::string_view::npos ? end : reference.rfind('/', end - 1);
    if (begin == std::string_view::npos) return std::nullopt;
    std::int64_t id = 0;
    const auto [stop, error] = std::from_chars(reference.data() + begin + 1, reference.data() + end, id);
    return error == std::errc{} && stop == reference.data() + end && id > 0 ? std::optional{id} : std::nullopt;
}

void Checkers::check_row(const AcceptedText& text) {
    const auto id = our_id(text.reference);
    check(id.has_value(), "O2 a text with an unknown reference", text.at);
    if (!id) return;
    const bool first = sent_.insert(*id).second;
    const auto row = store_.message(domain::MessageId{*id});
    // A safeguarding alert is promised at least once; all else at most once.
    const bool alert = row && row->priority == domain::Priority::safeguarding && row->audience == ports::Audience::staff;
    check(first || alert, "O1 a text twice", text.at);
    check(row && row->state == ports::MessageState::sending && row->text == text.text, "O2 a text without its committed row", text.at);
    check(row && row->segments == text.segments, "O9 other segments than counted", text.at);
    check(!row || text.at <= row->not_after, "O6 a text after its time", text.at);
}

void Checkers::check_hours(const AcceptedText& text, const Phone& phone) {
    if (!phone.person) return;  // staff: safeguarding may come at any hour
    const bool answer = phone.last_word && text.at - *phone.last_word <= answer_max;
    check(answer || !quiet(*phone.person, text.at, program_.quiet.texts_from, program_.quiet.texts_to), "Q1 a text in quiet hours", text.at);
}

void Checkers::text_accepted(const AcceptedText& text) {
    check_row(text);
    Phone& phone = phones_[text.to];
    check_hours(text, phone);
    const bool allowed = !phone.texts_since_stop || ++*phone.texts_since_stop <= 1;  // the one confirmation
    check(allowed, "C1 a text after a stop", text.at);
}

void Checkers::call_accepted(std::string_view to, std::string_view reference, base::Instant at) {
    const auto id = our_id(reference);
    check(id.has_value(), "O2 a call with an unknown reference", at);
    if (id) check(called_.insert(*id).second, "P4 an attempt dialled twice", at);
    const auto phone = phones_.find(std::string{to});
    if (phone != phones_.end() && phone->second.person)
        check(!quiet(*phone->second.person, at, program_.quiet.calls_from, program_.quiet.calls_to), "Q1 a call in quiet hours", at);
}

void Checkers::text_sent_by_phone(std::string_view from, std::string_view, base::Instant at) { phones_[std::string{from}].last_word = at; }

void Checkers::text_acknowledged(const std::string& from, std::string_view text, base::Instant at) {
    Phone& phone = phones_[from];
    phone.last_word = at;
    if (!phone.person || !phone.person->family || !means_stop(text) || phone.texts_since_stop) return;
    phone.texts_since_stop = 0;
}

}  // namespace tutorline::simulator
