// What a tutor must know of a lesson beyond its hour: the checkpoint problem, and that the family must be asked first.
#include "domain/conversation/tutor.hpp"
#include "domain/messaging/segments.hpp"
#include "domain/practice/item.hpp"
#include "domain/practice/item_answer.hpp"
#include "engine/calls/calls.hpp"
#include "engine/texts/send.hpp"
#include "engine/texts/week.hpp"

namespace tutorline::engine::texts {
namespace {

using domain::NewText;
using domain::Phrase;
using domain::Session;

constexpr base::Minutes day_length{24 * 60};

NewText text_about(Scope& scope, const ports::TutorRow& tutor, const Session& session, std::string key) {
    NewText text;
    text.to = tutor.tutor.phone;
    text.kind = domain::TextKind::schedule;
    text.words.key = std::move(key);
    text.words.when = session.booked_at;
    text.words.zone = scope.calendars.zone(tutor.tutor.zone).name();
    text.languages = tutor.tutor.languages;
    text.priority = domain::Priority::schedule;
    text.not_after = session.booked_at;
    text.tutor = tutor.id;
    text.session = session.id;
    return text;
}

domain::Arguments names(Scope& scope, const Session& session) {
    const auto student = scope.store.student(session.student);
    return {{"session", std::to_string(session.tutor_number)},
            {"child", student ? domain::short_name(student->student.first_name) : std::string{}}};
}

/// "#12 Luis: 34 + 47 = 81".
Phrase checkpoint_line(Scope& scope, const ports::TutorRow& tutor, const Session& session, const domain::Item& item) {
    Phrase line{"tutors.checkpoint", names(scope, session), {}, {}, {}};
    line.arguments.emplace_back("item", domain::key_text(item, scope.resources.catalog, tutor.tutor.languages));
    return line;
}

bool fits(const Scope& scope, const NewText& text) {
    // Written as of the hour it may leave; 'tomorrow' is the longest way to name a day.
    const base::Instant before = *text.words.when - day_length;
    return domain::measure_sms(domain::render(scope.resources.catalog, text.languages, text.words, before)).segments <= 1;
}

}  // namespace

void tell_checkpoints(Scope& scope, const ports::TutorRow& tutor, std::vector<Session> lessons, domain::InboxId asked_by) {
    std::optional<NewText> text;
    const auto flush = [&] {
        if (text) send(scope, *text, asked_by);
        text.reset();
    };
    for (Session& lesson : lessons) {
        calls::settle_lesson(scope, lesson);
        const domain::Item* item = domain::find_item(lesson.checkpoint_item);
        if (item == nullptr || !lesson.booked_at) continue;  // the first call with the family has none
        const Phrase line = checkpoint_line(scope, tutor, lesson, *item);
        if (text) {
            text->words.parts.front().phrases.push_back(line);
            if (fits(scope, *text)) continue;
            text->words.parts.front().phrases.pop_back();
            flush();
        }
        text = text_about(scope, tutor, lesson, "tutors.checkpoints");
        text->words.parts.push_back({"checkpoints", {line}, "; "});
        if (!asked_by)
            text->once = "checkpoint:" + std::to_string(lesson.id.value) + ":" + base::format_instant(*lesson.booked_at);
    }
    flush();
}

std::vector<Session> next_day_of_calls(Scope& scope, const ports::TutorRow& tutor) {
    auto calls = scope.store.booked(tutor.id, scope.now, scope.now + 7 * day_length);
    std::erase_if(calls, [&](const Session& call) { return !calls::can_be_called(scope, call.student); });
    if (calls.empty()) return calls;
    const base::Zone zone = scope.calendars.zone(tutor.tutor.zone);
    const auto day = zone.to_civil(*calls.front().booked_at).day;
    std::erase_if(calls, [&](const Session& call) { return zone.to_civil(*call.booked_at).day != day; });
    return calls;
}

void tell_to_ask_first(Scope& scope, const ports::TutorRow& tutor, const Session& session) {
    NewText text = text_about(scope, tutor, session, "tutors.ask_first");
    text.words.arguments = names(scope, session);
    text.words.when.reset();
    text.once = "ask_first:" + std::to_string(session.id.value) + ":" + base::format_instant(*session.booked_at);
    send(scope, text, {});
}

}  // namespace tutorline::engine::texts
