#include "engine/calls/script.hpp"

#include "domain/session/decide.hpp"
#include "engine/calls/keeper.hpp"

namespace tutorline::engine::calls {

using namespace domain;

namespace {

/// "Rosa" of "Rosa Ayala", "Prof. Rosa" of "Prof. Rosa Ayala"; never with a dot at its end, where a sentence may end.
std::string spoken_name(const std::string& name) {
    std::size_t end = name.find(' ');
    while (end != std::string::npos && end > 0 && name[end - 1] == '.') end = name.find(' ', end + 1);
    std::string spoken = name.substr(0, end);
    while (!spoken.empty() && spoken.back() == '.') spoken.pop_back();
    return spoken;
}

Say spoken(const Scope& scope, const std::vector<std::string>& languages, std::string_view key, const Arguments& arguments) {
    const Catalog& catalog = scope.resources.catalog;
    return {render(catalog, languages, key, arguments), std::string(language_of(catalog, languages, key))};
}

/// "Luis", or "Luis y Ana" where one dial serves two siblings.
std::string children(Scope& scope, const Session& session, const std::optional<Session>& rider) {
    const auto student = scope.store.student(session.student);
    std::string names = student ? spoken_name(student->student.first_name) : std::string{};
    if (!rider) return names;
    const auto sibling = scope.store.student(rider->student);
    return sibling ? names + ", " + spoken_name(sibling->student.first_name) : names;
}

}  // namespace

VoiceScript script_for_tutor(Scope& scope, const Attempt& attempt, const Session& session) {
    const auto tutor = scope.store.tutor(session.tutor);
    const auto student = scope.store.student(session.student);
    const auto phone = scope.store.phone(attempt.phone);
    if (!tutor || !student || !phone) return {Hangup{}};
    const auto rider = rider_of(scope, session);
    const std::string names = children(scope, session, rider);
    const Arguments to_tutor{{"tutor", spoken_name(tutor->tutor.name)},
                             {"child", names},
                             {"session", std::to_string(session.tutor_number)}};
    const Arguments to_family{{"program", scope.program().name}, {"child", names}, {"tutor", spoken_name(tutor->tutor.name)}};
    const Say greeting = spoken(scope, student->student.languages, "voice.family_greeting", to_family);
    const SessionPolicy policy = session_policy(scope.program());
    DialFamily dial;
    dial.attempt = attempt.id;
    dial.to = phone->number;
    dial.ring_max = scope.program().attempts.ring_max;
    dial.talk_max = rider ? policy.talk_max + rider_talk : policy.talk_max;
    dial.greeting = greeting.text;
    dial.language = greeting.language;
    VoiceScript script{spoken(scope, tutor->tutor.languages, "voice.tutor_greeting", to_tutor)};
    if (session.opens_with_question || (rider && rider->opens_with_question))
        script.push_back(spoken(scope, tutor->tutor.languages, "voice.tutor_ask_first", {}));
    script.emplace_back(std::move(dial));
    return script;
}

VoiceScript script_for_family(Scope& scope, const Session& session) {
    const auto tutor = scope.store.tutor(session.tutor);
    const auto student = scope.store.student(session.student);
    if (!tutor || !student) return {};
    const Arguments arguments{{"program", scope.program().name},
                              {"child", children(scope, session, rider_of(scope, session))},
                              {"tutor", spoken_name(tutor->tutor.name)}};
    return {spoken(scope, student->student.languages, "voice.family_greeting", arguments)};
}

VoiceScript script_for_end(Scope& scope, const Attempt& attempt, const Session& session) {
    const auto tutor = scope.store.tutor(session.tutor);
    if (!tutor) return {Hangup{}};
    const bool answered = attempt.state == Attempt::State::ended && (!attempt.disposition || attempt.talk > base::Seconds{0});
    const std::string_view key = answered ? "voice.call_over" : "voice.tutor_no_answer";
    return {spoken(scope, tutor->tutor.languages, key, {{"tutor", spoken_name(tutor->tutor.name)}}), Hangup{}};
}

}  // namespace tutorline::engine::calls
