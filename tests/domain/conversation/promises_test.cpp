// Whoever reads "we pass it on" waits for a person: nothing may say so without opening something a person sees.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <sstream>

#include "domain/conversation/family.hpp"
#include "domain/conversation/scene.hpp"
#include "support/golden.hpp"

namespace tutorline::domain::promises_test {
namespace {

/// Texts to families and tutors in which a person promises to act on what they wrote.
const std::set<std::string>& promises() {
    static const std::set<std::string> keys{"families.question_passed", "families.reschedule_passed", "families.new_contact",
                                            "families.safeguarding",    "families.question_office", "families.safeguarding_stop", "families.loss", "families.start_asked",
                                            "families.help_safe", "tutors.coordinator_told", "tutors.loss",
                                            "tutors.stop_texts"};
    return keys;
}

/// Not answers to a text: their promises are kept where they are said (engine), or name what is open in the same line.
const std::set<std::string>& kept_elsewhere() {
    static const std::set<std::string> keys{"tutors.no_number", "tutors.day_cancelled", "families.call_cancelled_open", "families.week_cancelled_open", "tutors.named_day_cancelled", "families.day_cancelled_open",
                                            "tutors.student_new_untold"};
    return keys;
}

bool seen_by_a_person(const TextDecision& decision) {
    return !decision.tasks.empty() || !decision.alerts.empty() || !changes_of<OpenChildQuestion>(decision).empty();
}

void expect_kept(const TextDecision& decision, const base::PhoneNumber& writer, std::size_t cls, std::size_t scene) {
    for (const std::string& key : keys_to(decision, writer)) {
        EXPECT_TRUE(!promises().contains(key) || seen_by_a_person(decision)) << key << " for class " << cls << " in scene " << scene;
    }
}

std::vector<FamilyView> families() {
    std::vector<FamilyView> views{luis(), luis_and_ana()};
    FamilyView view = luis();
    view.items = {item(1, 1)};
    views.push_back(view);
    view.text = "no entiendo como se hace";
    view.items.clear();
    views.push_back(view);
    view.children[0].tutor_phone = {};
    views.push_back(view);
    view.children[0].next_call.reset();
    views.push_back(view);
    view = luis();
    view.children[0].free_times.clear();
    views.push_back(view);
    view = luis();
    view.question = PendingQuestion{};
    view.question->student = StudentId{1};
    view.question->asked_at = tuesday() - hours(1);
    views.push_back(view);
    view.worrying_history = true;
    views.push_back(view);
    FamilyView stranger;
    stranger.phone = number("55");
    views.push_back(stranger);
    return views;
}

std::vector<TutorView> tutors() {
    TutorView view;
    view.tutor = TutorId{7};
    view.name = "Rosa";
    view.phone = number("70");
    view.languages = {"es"};
    view.zone = "America/Asuncion";
    std::vector<TutorView> views{view};
    TutorSession session;
    session.session = SessionId{11};
    session.student = StudentId{1};
    session.first_name = "Luis";
    session.number = 1;
    for (const int ahead : {-2, 2, 50}) {
        session.starts = tuesday() + hours(ahead);
        view.sessions = {session};
        views.push_back(view);
    }
    view.open_questions = {InboxId{3}};
    views.push_back(view);
    return views;
}

TEST(Promises, EachOpensSomethingAPersonSees) {
    for (std::size_t cls = 0; cls < class_count; ++cls) {
        for (const char* value : {"", "tomorrow", "tomorrow 19:00", "Saturday 03:00"}) {
            Reading reading = read_as(static_cast<Class>(cls));
            reading.value = value;
            const auto known = families();
            for (std::size_t i = 0; i < known.size(); ++i)
                expect_kept(decide(known[i], reading, demo_program(), tuesday()), known[i].phone, cls, i);
            const auto callers = tutors();
            for (std::size_t i = 0; i < callers.size(); ++i)
                expect_kept(decide(callers[i], reading, demo_program(), tuesday()), callers[i].phone, cls, i);
        }
    }
}

/// A new text that promises a person must come into the list above.
TEST(Promises, TheListNamesAllTextsThatPromiseAPerson) {
    constexpr std::array<std::string_view, 6> signs{"coordinac", "pasamos a", "le responden", "Lo vemos con", "Una persona del equipo",
                                                    "Le avisamos el nuevo"};
    std::istringstream lines(test::read_file(test::test_path("../config/languages/es/messages.yaml")));
    std::string section;
    std::set<std::string> found;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("  families:")) section = "families.";
        else if (line.starts_with("  tutors:")) section = "tutors.";
        else if (line.starts_with("  staff:")) break;
        const auto colon = line.find(": \"");
        if (section.empty() || !line.starts_with("    ") || colon == std::string::npos) continue;
        const std::string_view words = std::string_view(line).substr(colon);
        for (const std::string_view sign : signs)
            if (words.find(sign) != std::string_view::npos) found.insert(section + line.substr(4, colon - 4));
    }
    std::set<std::string> listed = promises();
    listed.insert(kept_elsewhere().begin(), kept_elsewhere().end());
    EXPECT_EQ(found, listed);
}

}  // namespace
}  // namespace tutorline::domain::promises_test
