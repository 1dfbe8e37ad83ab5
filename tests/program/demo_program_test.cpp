// The programme that is shipped: it checks clean, its plan is whole, and what coordinators read is kept as a golden file.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/csv.hpp"
#include "program/plan.hpp"
#include "program/roster_reader.hpp"
#include "program/sheet.hpp"
#include "support/golden.hpp"

namespace tutorline::program::demo_program_test {
namespace {

namespace fs = std::filesystem;

fs::path config() { return fs::path(TUTORLINE_SOURCE_DIR) / "config"; }
fs::path demo() { return config() / "programs" / "paraguay-demo.yaml"; }

std::string without_folder(std::string text) {
    const std::string folder = (config() / "programs").string() + "/";
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder)) text.erase(at, folder.size());
    return text;
}

/// The arguments a text asks for; a form of a word ("students:student|students") is its language's own affair.
std::set<std::string> names_in(const std::string& text) {
    std::set<std::string> names;
    for (const std::string& name : domain::placeholders(text)) names.insert(name.substr(0, name.find(':')));
    return names;
}

class Demo : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        loaded = new LoadedProgram(load_and_check(demo(), config()));
        texts = new CoordinatorTexts(CoordinatorTexts::load(config()).value());
        ASSERT_TRUE(loaded->checked);
        const auto catalog = load_catalog(config() / "languages", loaded->checked->program.languages);
        matched = new MatchedProgram(match_program(*loaded->checked, catalog.catalog));
    }
    static void TearDownTestSuite() {
        delete matched;
        delete texts;
        delete loaded;
    }
    static inline LoadedProgram* loaded = nullptr;
    static inline CoordinatorTexts* texts = nullptr;
    static inline MatchedProgram* matched = nullptr;
};

/// A sheet may hold any id: the plan's CSV must show it and never run it.
TEST_F(Demo, NoIdOfTheSheetsRunsAsAFormulaInThePlansSheet) {
    CheckedProgram checked = *loaded->checked;
    const std::vector<std::string> ids{"=cmd|' /C calc'!A0", "+1", "-1", "@x", "＝1"};
    for (std::size_t n = 0; n < ids.size(); ++n) checked.roster.students[n].key = checked.roster.students[n].first_name = ids[n];
    checked.roster.tutors.front().key = checked.roster.tutors.front().name = "=1+1";
    const auto catalog = load_catalog(config() / "languages", checked.program.languages);
    const std::string csv = plan_csv(match_program(checked, catalog.catalog), Words(*texts, "es"));
    for (const std::string& id : ids) {
        EXPECT_NE(csv.find("\n'" + id), std::string::npos) << id;
        for (const char* before : {"\n", ";", "\""}) EXPECT_EQ(csv.find(before + id), std::string::npos) << id;
    }
    EXPECT_EQ(csv.find(";=1+1"), std::string::npos);
    EXPECT_NE(csv.find(";'=1+1"), std::string::npos);
}

TEST_F(Demo, ThePlanSaysWhyOneTutorHasEverybodyAndHowToEvenThatOut) {
    CheckedProgram checked = *loaded->checked;
    auto& [program, roster] = checked;
    std::erase_if(roster.students, [](const domain::Student& student) { return student.department != "Central"; });
    roster.tutors.resize(1);
    roster.tutors.push_back(roster.tutors.front());
    roster.tutors.back().key = "T9";
    roster.tutors.back().name = "Nilda";
    roster.tutors.back().department = "Itapúa";
    const auto catalog = load_catalog(config() / "languages", program.languages);
    const auto uneven = match_program(checked, catalog.catalog);
    EXPECT_NE(plan_text(uneven, Words(*texts, "es")).find("Atención: Rosa (T1) tiene"), std::string::npos);
    EXPECT_NE(plan_text(uneven, Words(*texts, "en")).find(" students and Nilda (T9) "), std::string::npos);
    EXPECT_EQ(plan_text(*matched, Words(*texts, "en")).find("not for equal loads"), std::string::npos);
}

TEST_F(Demo, ChecksWithWarningsOnly) {
    for (const std::string language : {"es", "en"}) {
        const auto report = check_report(demo(), config(), language);
        ASSERT_TRUE(report);
        EXPECT_FALSE(report->failed);
        EXPECT_EQ("", test::golden_difference("program/golden/check." + language + ".txt", without_folder(report->text)));
    }
}

TEST_F(Demo, IsOfTheSizeItSays) {
    const auto& [program, roster] = *loaded->checked;
    EXPECT_EQ(roster.students.size(), 60u);
    EXPECT_EQ(roster.tutors.size(), 7u);
    EXPECT_EQ(program.content_hash.size(), 64u);
    std::set<std::string> used;
    for (const auto& student : roster.students) used.insert(student.department);
    EXPECT_EQ(used.size(), program.departments.size());
}

TEST_F(Demo, PlansEveryStudentOnceAndSaysWhyNot) {
    EXPECT_EQ(domain::matching::violation(matched->match.problem, matched->match.solution), "");
    const Words words(*texts, "es");
    int placed = 0;
    for (const PlannedStudent& planned : planned_students(*matched, words)) {
        placed += planned.tutor >= 0 ? 1 : 0;
        EXPECT_EQ(planned.tutor < 0, !planned.reason.empty());
        EXPECT_EQ(planned.tutor < 0, !planned.change.empty());
        EXPECT_EQ(planned.tutor >= 0, planned.slots.size() == 1u && !planned.first_call.empty());
    }
    EXPECT_GE(placed, 55);
    for (const std::string language : {"es", "en"})
        EXPECT_EQ("", test::golden_difference("program/golden/plan." + language + ".txt", plan_text(*matched, Words(*texts, language))));
    EXPECT_EQ("", test::golden_difference("program/golden/plan.json", plan_json(*matched, words)));
    EXPECT_EQ("", test::golden_difference("program/golden/plan.csv", plan_csv(*matched, words)));
}

TEST_F(Demo, TheSheetOfThePlanNamesTutorAndLevel) {
    const std::string sheet = plan_csv(*matched, Words(*texts, "en"));
    const auto row_at = [&](const std::string& begin) {
        const auto at = sheet.find(begin) + 1;
        return sheet.substr(at, sheet.find('\n', at) - at);
    };
    EXPECT_TRUE(sheet.starts_with(std::string(csv_bom) + "id;name;level;department;tutor;tutor's name;hour;first session;")) << sheet.substr(0, 120);
    const auto& roster = loaded->checked->roster;
    const std::string row = row_at("\n" + roster.students[0].key + ";");
    const auto tutor = std::ranges::find_if(roster.tutors, [&](const domain::Tutor& t) { return row.find(";" + t.key + ";" + t.name + ";") != std::string::npos; });
    EXPECT_NE(tutor, roster.tutors.end()) << row;
    EXPECT_NE(row.find(";" + texts->text("en", "level." + std::string(domain::name(roster.students[0].level))) + ";"), std::string::npos) << row;
}

TEST_F(Demo, ThePlanShowsNoPhoneNumber) {
    const Words words(*texts, "es");
    const std::string all = plan_text(*matched, words) + plan_json(*matched, words) + plan_csv(*matched, words);
    for (const auto& student : loaded->checked->roster.students)
        for (const auto& phone : student.phones) EXPECT_EQ(all.find(phone.e164().substr(4)), std::string::npos);
    EXPECT_EQ(all.find("0951"), std::string::npos);
}

TEST(CoordinatorTexts, AreTheSameInBothLanguages) {
    const auto texts = CoordinatorTexts::load(config());
    ASSERT_TRUE(texts);
    const auto& catalog = texts->catalog();
    for (const auto& [from, to] : {std::pair{"en", "es"}, std::pair{"es", "en"}})
        for (const auto& [key, message] : catalog.messages(from)) {
            const auto* other = catalog.find(to, key);
            ASSERT_NE(other, nullptr) << to << " lacks " << key;
            EXPECT_EQ(names_in(message.text), names_in(other->text)) << key;
        }
}

TEST(CoordinatorTexts, CountOneAsOne) {
    const auto texts = CoordinatorTexts::load(config());
    ASSERT_TRUE(texts);
    const domain::Arguments one{{"placed", "1"}, {"students", "1"}, {"tutors", "1"}, {"@proof", "summary.optimal"}};
    EXPECT_TRUE(texts->text("es", "summary.placed", one).starts_with("1 de 1 estudiante tiene tutor y hora, con 1 tutor (")) << texts->text("es", "summary.placed", one);
    EXPECT_TRUE(texts->text("en", "summary.placed", one).starts_with("1 of 1 student has a tutor and an hour, with 1 tutor (")) << texts->text("en", "summary.placed", one);
    const domain::Arguments none{{"placed", "0"}, {"students", "21"}, {"tutors", "2"}, {"@proof", "summary.optimal"}};
    EXPECT_TRUE(texts->text("es", "summary.placed", none).starts_with("0 de 21 estudiantes tienen tutor y hora, con 2 tutores (")) << texts->text("es", "summary.placed", none);
}

TEST(RosterTemplate, ReadsBackWithoutAnError) {
    domain::Program program;
    program.country = "PY";
    program.zone = "America/Asuncion";
    program.languages = {"es", "gn"};
    program.departments = {"Central"};
    program.starts_on = base::parse_date("2027-03-08").value();
    for (const char* language : {"es", "en"}) {
        Diagnostics diagnostics;
        const RosterContext context{program, diagnostics};
        const std::string students = roster_template(student_columns(), language, "remark");
        const std::string tutors = roster_template(tutor_columns(), language, "remark");
        EXPECT_TRUE(students.starts_with(csv_bom));
        domain::Roster roster{read_students(students, "students.csv", context), read_tutors(tutors, "tutors.csv", context)};
        check_roster(roster, "students.csv", "tutors.csv", context);
        EXPECT_EQ(diagnostics.errors(), 0u);
        EXPECT_EQ(diagnostics.warnings(), 2u) << "both example rows are still there";
        ASSERT_EQ(roster.students.size(), 1u);
        EXPECT_EQ(roster.students[0].languages, (std::vector<std::string>{"gn", "es"}));
        EXPECT_EQ(roster.students[0].text_language, "es");
        EXPECT_EQ(roster.students[0].relation, domain::Relation::grandparent);
        ASSERT_TRUE(roster.students[0].consent);
        EXPECT_TRUE(roster.students[0].consent->calls);
        EXPECT_EQ(roster.tutors.at(0).minutes_per_week, 300);
        EXPECT_EQ("", test::golden_difference(std::string("program/golden/template.students.") + language + ".csv", students));
    }
}

}  // namespace
}  // namespace tutorline::program::demo_program_test
