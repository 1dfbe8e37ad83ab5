#include "domain/conversation/tutor.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "domain/conversation/named_day.hpp"
#include "domain/conversation/names_in_text.hpp"
#include "domain/conversation/safeguarding.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

TutorDecision stop_texts(const TutorView& view, const Reading& reading, base::Instant now) {
    TutorDecision decision;
    const bool calls = reading.opt_out_scope == OptOutScope::calls || reading.opt_out_scope == OptOutScope::everything;
    decision.changes.emplace_back(StopTutorTexts{calls});
    if (view.texts_stopped) return decision;
    NewText text = text_to_tutor(view, "tutors.stop_texts", {{"tutor", short_name(view.name)}}, now);
    text.kind = TextKind::stop_confirmation;
    decision.texts.push_back(std::move(text));
    decision.tasks.push_back({"tutor_opted_out", {}, view.tutor, {}, {}, false});
    decision.facts.push_back({"opt_out", {}, view.tutor, {}, {{"scope", calls ? "everything" : "texts"}}});
    return decision;
}

TutorDecision start_texts(const TutorView& view, base::Instant now) {
    TutorDecision decision;
    if (view.texts_stopped) {
        decision.changes.emplace_back(OpenTutorTexts{});
        decision.facts.push_back({"opt_in", {}, view.tutor, {}, {}});
    }
    decision.texts.push_back(text_to_tutor(view, "families.start_again", {}, now));
    return decision;
}

/// What only a person can answer. The tutor hears once an hour that it was passed on.
TutorDecision pass_on(const TutorView& view, std::string kind, const Program& program, base::Instant now) {
    TutorDecision decision;
    decision.tasks.push_back({std::move(kind), {}, view.tutor, {}, {}, false});
    if (view.texts_stopped || view.auto_replies_hour >= program.texts.auto_replies_per_hour) return decision;
    NewText text = text_to_tutor(view, "tutors.coordinator_told", {{"tutor", short_name(view.name)}}, now);
    text.kind = TextKind::auto_reply;
    decision.texts.push_back(std::move(text));
    return decision;
}

/// How a report is written, with a number of the tutor's own; `key`: beside what else a tutor may ask for, or alone.
TutorDecision say_how(const TutorView& view, std::string key, const Program& program, base::Instant now) {
    TutorDecision decision;
    if (view.texts_stopped || view.auto_replies_hour >= program.texts.auto_replies_per_hour) return decision;
    const std::string example = view.sessions.empty() ? "12" : std::to_string(view.sessions.front().number);
    NewText text = text_to_tutor(view, std::move(key), {{"session", example}}, now);
    text.kind = TextKind::auto_reply;
    decision.texts.push_back(std::move(text));
    return decision;
}

TutorDecision close_questions(const TutorView& view) {
    TutorDecision decision;
    if (!view.open_questions.empty()) decision.changes.emplace_back(CloseChildQuestions{view.open_questions});
    return decision;
}

TutorDecision lost_number(const TutorView& view) {
    TutorDecision decision;
    decision.changes.emplace_back(StopTutorTexts{true});
    decision.tasks.push_back({"tutor_wrong_number", {}, view.tutor, {}, {}, false});
    return decision;
}

}  // namespace

ReadRequest read_request(const TutorView& view, std::string_view text, const Program& program, std::vector<std::string> languages) {
    ReadRequest request;
    request.text = text;
    request.writer = Writer::tutor;
    request.languages = std::move(languages);
    request.country = program.country;
    request.yes_no_pending = view.question.has_value();
    for (const TutorSession& session : view.sessions) request.roster.push_back({session.first_name, session.number});
    return request;
}

namespace {

/// The child of the last report in the text: what stands behind a report is about its child.
StudentId child_reported(const TutorView& view, const Reading& reading, base::Instant now) {
    return reading.logs.empty() ? StudentId{} : student_of(view, reading.logs.back(), now);
}

/// The child whose first name stands in the text; none where two have it, or two are named.
StudentId child_named(const TutorView& view) {
    const std::string words = spaced_words(view.text);
    StudentId named;
    for (const TutorSession& session : view.sessions) {
        if (session.student == named || !calls_by_name(words, session.first_name)) continue;
        if (named) return {};
        named = session.student;
    }
    return named;
}

/// The alarm, and the report in front of it.
TutorDecision decide_alarm(const TutorView& view, Reading reading, base::Instant now) {
    const StudentId reported = child_reported(view, reading, now);
    TutorDecision decision = decide_tutor_safeguarding(view, reported ? reported : child_named(view), reading.loss, now);
    if (reading.loss) std::erase_if(reading.logs, [](const SessionLog& log) { return !log.session; });  // 'Luis fallecio' reports no lesson
    if (reading.logs.empty()) return decision;
    TutorDecision filed = decide_logs(view, reading, now);
    std::move(filed.changes.begin(), filed.changes.end(), std::back_inserter(decision.changes));
    std::move(filed.texts.begin(), filed.texts.end(), std::back_inserter(decision.texts));
    std::move(filed.tasks.begin(), filed.tasks.end(), std::back_inserter(decision.tasks));
    std::move(filed.facts.begin(), filed.facts.end(), std::back_inserter(decision.facts));
    return decision;
}

enum class WeekNamed { none, this_one, another };

/// The week that the tutor cannot, which the reading does not say: an ill tutor must not be booked for tomorrow. 'esta semana solo
/// hoy no puedo' is about today.
WeekNamed week_named(const TutorView& view) {
    const std::string words = spaced_words(view.text);
    const auto has = [&](std::string_view some) { return words.find(some) != std::string::npos; };
    constexpr std::array another{" proxima semana ", " semana proxima ", " semana que viene ", " semana siguiente ", " otra semana ", " next week "};
    constexpr std::array whole{" esta semana ", " toda la semana ", " la semana entera ", " ko semana ", " this week ", " all week ", " the whole week "};
    if (has(" hoy ") || has(" today ")) return WeekNamed::none;
    if (std::any_of(another.begin(), another.end(), has)) return WeekNamed::another;
    return std::any_of(whole.begin(), whole.end(), has) ? WeekNamed::this_one : WeekNamed::none;
}

/// The dates off, where the text leaves no doubt about them: 'mañana no puedo' is all of tomorrow, 'el jueves a la tarde', 'con Luis
/// el jueves' and, on a Monday, 'el lunes' are not.
std::vector<std::chrono::sys_days> dates_off(const TutorView& view, const Reading& reading, base::Instant now) {
    const DaysDenied& denied = reading.days_denied;
    const auto zone = base::Zone::find(view.zone);
    const bool digits = std::any_of(view.text.begin(), view.text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!zone || digits || denied.unsure || denied.part != DaysDenied::Part::whole || child_named(view)) return {};
    const auto today = zone->to_civil(now);
    if ((denied.weekdays >> static_cast<unsigned>(today.weekday()) & 1U) != 0) return {};
    return dates_of(denied, today.day);
}

/// Calls of today, of the week or of the days that are named are planned anew; what is not clear a person decides with the tutor.
TutorDecision decide_unavailable(const TutorView& view, const Reading& reading, const Program& program, base::Instant now) {
    const auto names = [&](std::string_view day) { return reading.hour.find(day) != std::string::npos || reading.value.find(day) != std::string::npos; };
    constexpr std::array days{"tomorrow", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    const WeekNamed week = week_named(view);
    const DaysDenied& denied = reading.days_denied;
    const auto dates = week == WeekNamed::none ? dates_off(view, reading, now) : std::vector<std::chrono::sys_days>{};
    if (denied.later_day() && !dates.empty()) return decide_days_off(view, off_on(view, dates, now), program, now);
    const bool only_today = denied.today && !dates.empty();
    const bool part_of_day = denied.part != DaysDenied::Part::whole && !denied.today;  // 'de mañana no puedo'
    if (only_today || (std::none_of(days.begin(), days.end(), names) && week != WeekNamed::another && !part_of_day))
        return decide_days_off(view, off_from_now(view, week == WeekNamed::this_one ? DaysOff::week : DaysOff::today, now), program, now);
    TutorDecision decision;
    decision.tasks.push_back({"tutor_unavailable", {}, view.tutor, {}, {}, false});
    decision.texts.push_back(text_to_tutor(view, "tutors.coordinator_told", {{"tutor", short_name(view.name)}}, now));
    return decision;
}

/// 'el jueves no puedo', whatever else it may be read as: the tutor's day.
bool cannot_on_days(const TutorView& view, const Reading& reading, base::Instant now) {
    const bool may_say_so = reading.cls == Class::reschedule || reading.cls == Class::excused || reading.cls == Class::no;
    return may_say_so && !view.question && !dates_off(view, reading, now).empty();
}

TutorDecision decide_class(const TutorView& view, const Reading& reading, const Program& program, base::Instant now) {
    const bool confirms = view.question && view.question->kind == PendingQuestion::Kind::confirm_log;
    if (cannot_on_days(view, reading, now)) return decide_unavailable(view, reading, program, now);
    switch (reading.cls) {
        case Class::safeguarding: return decide_alarm(view, reading, now);
        case Class::opt_out: return stop_texts(view, reading, now);
        case Class::opt_in: return start_texts(view, now);
        case Class::wrong_number: return lost_number(view);
        case Class::log: return decide_logs(view, reading, now);
        case Class::tutor_unavailable: return decide_unavailable(view, reading, program, now);
        case Class::schedule_request: return decide_schedule(view, now);
        case Class::yes: return confirms ? decide_log_confirmed(view, true, now) : close_questions(view);
        case Class::no: return confirms ? decide_log_confirmed(view, false, now) : TutorDecision{};
        case Class::ack: return confirms ? decide_log_confirmed(view, true, now) : close_questions(view);
        case Class::question:
        case Class::reschedule:
        case Class::connectivity:
        case Class::no_credit:
        case Class::excused:
        case Class::absence_long:
        case Class::withdraw:
        case Class::new_contact:
        case Class::number_change:
        case Class::boundary: return pass_on(view, "tutor_message", program, now);
        case Class::help: return say_how(view, "tutors.help", program, now);
        case Class::answer:
        case Class::answer_multi:
        case Class::answer_for:
        case Class::ambiguous:
        case Class::dont_know:
        case Class::who:
        case Class::chatter: return say_how(view, "tutors.log_not_understood", program, now);
        case Class::echo:
        case Class::greeting:
        case Class::empty:
        case Class::automated: return {};
    }
    return {};
}

}  // namespace

TutorDecision decide(const TutorView& view, const Reading& reading, const Program& program, base::Instant now) {
    TutorDecision decision = decide_class(view, reading, program, now);
    if (reading.words_to_watch) watch_words(decision, child_reported(view, reading, now), view.tutor, reading);
    return decision;
}

}  // namespace tutorline::domain
