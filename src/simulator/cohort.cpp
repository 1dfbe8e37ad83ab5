#include "simulator/cohort.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "simulator/people/distributions.hpp"

namespace tutorline::simulator {
namespace {

constexpr std::array girls{"Ana", "Lucía", "María", "Fátima", "Rocío", "Belén", "Camila", "Noelia", "Araceli", "Mia", "Jazmín", "Liz", "Paz", "Sol", "Elena",
                           "Diana", "Carmen", "Gloria", "Tania", "Nadia", "Yeruti", "Panambi", "Kerana", "Abigail", "Milagros", "Zunilda"};
constexpr std::array boys{"Luis", "José", "Mateo", "Óscar", "Hugo", "Diego", "Elías", "Tobías", "Ángel", "Iván", "Marcos", "Pedro", "Rodrigo", "Thiago", "Aldo",
                          "Fabio", "Cristian", "Ariel", "Joel", "Nicolás", "Arandu", "Kuarahy", "Santiago", "Benjamín", "Gustavo"};
constexpr std::array grown_women{"Hermelinda", "Norma", "Juana", "Ramona", "Graciela", "Blanca", "Mirta", "Nélida", "Teresa", "Zulma", "Eulalia"};
constexpr std::array grown_men{"Julio", "Ramón", "Carlos", "Víctor", "Eusebio", "Derlis", "Nelson", "Hilario"};
constexpr std::array surnames{"Benítez", "González", "Ayala", "Giménez", "Duarte", "Franco", "Villalba", "Ortiz", "Rojas", "Cáceres", "Ferreira", "Vera"};
constexpr std::array supports{"lentes", "audífono", "lee despacio", "se distrae con ruido"};

constexpr double second_phone = 0.25, level_known = 0.7, wishes_woman = 0.03, support_known = 0.06, no_texts = 0.01;
constexpr double third_child = 0.1;  // of the homes with two or more: 1.6 % of all have three
constexpr double tutor_speaks_guarani = 0.8, tutor_only_guarani = 0.03;

template <std::size_t n>
std::string one_of(const std::array<const char*, n>& names, base::Random& random) {
    return names[random.below(n)];
}

base::PhoneNumber number(char series, int index) {
    std::string digits = std::to_string(index);
    digits.insert(0, 5 - std::min<std::size_t>(5, digits.size()), '0');
    return base::PhoneNumber::from_e164(std::string{"+595951"} + series + digits);
}

std::string zone_of(const domain::Program& program, const std::string& department) {
    const auto own = program.department_zones.find(department);
    return own == program.department_zones.end() ? program.zone : own->second;
}

bool has_language(const domain::Program& program, std::string_view tag) {
    return std::ranges::find(program.languages, tag) != program.languages.end();
}

class Inventor {
  public:
    Inventor(const domain::Program& program, const program::Behaviour& behaviour, std::uint64_t seed)
        : program_(program), behaviour_(behaviour), random_(base::Random{seed}.fork("cohort")) {}

    domain::Roster roster(CohortSize size) {
        domain::Roster out;
        while (static_cast<int>(out.students.size()) < size.students) household(out, size.students);
        for (int i = 0; i < size.tutors; ++i) out.tutors.push_back(tutor(i));
        return out;
    }

  private:
    /// A stretch of `length` minutes on a whole half hour inside the programme's hours of that day, later hours more often.
    std::optional<domain::WeeklyWindow> stretch(int weekday, int length) {
        std::vector<domain::WeeklyWindow> hours;
        for (const auto& window : program_.call_hours)
            if (window.weekday == weekday) hours.push_back(window);
        if (hours.empty()) return std::nullopt;
        const auto& window = hours[random_.below(hours.size())];
        const int room = (window.to_minute - window.from_minute - length) / 30;
        if (room < 0) return window;
        const int late = std::max(static_cast<int>(random_.between(0, room)), static_cast<int>(random_.between(0, room)));
        const int from = window.from_minute + late * 30;
        return domain::WeeklyWindow{weekday, from, from + length};
    }
    std::vector<domain::WeeklyWindow> windows(int days, int shortest, int longest) {
        std::array<int, 7> week{0, 1, 2, 3, 4, 5, 6};
        for (std::size_t i = week.size(); i > 1; --i) std::swap(week[i - 1], week[random_.below(i)]);
        std::vector<domain::WeeklyWindow> out;
        for (const int day : week) {
            if (static_cast<int>(out.size()) == days) break;
            if (auto window = stretch(day, static_cast<int>(random_.between(shortest, longest)) * 30)) out.push_back(*window);
        }
        std::ranges::sort(out, {}, [](const auto& window) { return std::pair{window.weekday, window.from_minute}; });
        return out;
    }
    std::vector<std::string> home_languages() {
        const auto& shares = behaviour_.household;
        const std::array weights{shares.jopara, shares.guarani, shares.spanish};
        const auto which = pick(random_, weights);
        if (which == 2 || !has_language(program_, "gn")) return {"es"};
        return which == 0 ? std::vector<std::string>{"gn", "es"} : std::vector<std::string>{"gn"};
    }
    domain::Level level(int grade) {
        constexpr std::array ladder{domain::Level::beginner, domain::Level::addition, domain::Level::subtraction, domain::Level::multiplication, domain::Level::division};
        const auto& row = behaviour_.learning.start_by_grade[static_cast<std::size_t>(std::clamp(grade - 3, 0, 2))];
        const auto found = ladder[pick(random_, row)];
        return random_.chance(level_known) ? found : domain::Level::not_assessed;
    }

    /// What the children of one home share.
    domain::Student home(int index) {
        domain::Student shared;
        shared.household = "H" + std::to_string(index + 1);
        shared.department = program_.departments.empty() ? "" : program_.departments[random_.below(program_.departments.size())];
        const bool capital = shared.department.starts_with("Asunci");
        shared.area = capital || random_.chance(0.5) ? domain::Area::urban : domain::Area::rural;
        shared.zone = zone_of(program_, shared.department);
        constexpr std::array relations{domain::Relation::parent, domain::Relation::aunt_uncle, domain::Relation::grandparent, domain::Relation::sibling, domain::Relation::other};
        shared.relation = relations[pick(random_, behaviour_.household.caregiver)];
        shared.caregiver_name = random_.chance(0.8) ? one_of(grown_women, random_) : one_of(grown_men, random_);
        shared.phones = {number('1', index)};
        if (random_.chance(second_phone)) shared.phones.push_back(number('2', index));
        shared.languages = home_languages();
        shared.text_language = shared.languages.size() > 1 ? "es" : shared.languages.front();
        shared.school = "Esc. Bás. N.º " + std::to_string(random_.between(100, 400));
        // Wide enough that tutor and family share several days: three spread dials a week need them.
        shared.windows = windows(static_cast<int>(random_.between(4, 6)), 5, 8);
        shared.tutor_gender = random_.chance(wishes_woman) ? "f" : "";
        const auto given = program_.starts_on - std::chrono::days{random_.between(32, 60)};
        shared.consent = domain::Consent{shared.caregiver_name, given, domain::ConsentMethod::paper, "v2", true, !random_.chance(no_texts), random_.chance(0.5), random_.chance(0.7)};
        return shared;
    }
    void household(domain::Roster& out, int students) {
        const domain::Student shared = home(homes_++);
        int children = 1;
        if (random_.chance(behaviour_.household.two_or_more_children)) children = random_.chance(third_child) ? 3 : 2;
        for (int child = 0; child < children && static_cast<int>(out.students.size()) < students; ++child) {
            domain::Student student = shared;
            student.key = "E" + std::to_string(10001 + out.students.size());
            const bool girl = random_.chance(0.5);
            do {  // no two children of a home with one name
                student.first_name = girl ? one_of(girls, random_) : one_of(boys, random_);
            } while (child > 0 && student.first_name == out.students.back().first_name);
            student.sex = girl ? domain::Sex::female : domain::Sex::male;
            student.grade = static_cast<int>(random_.between(4, 6));
            student.birth_year = static_cast<int>(std::chrono::year_month_day{program_.starts_on}.year()) - student.grade - static_cast<int>(random_.between(5, 7));
            student.level = level(student.grade);
            if (random_.chance(support_known)) student.support_needs = one_of(supports, random_);
            student.line = static_cast<int>(out.students.size()) + 2;
            out.students.push_back(std::move(student));
        }
    }
    domain::Tutor tutor(int index) {
        domain::Tutor tutor;
        tutor.key = "T" + std::to_string(1001 + index);
        const bool woman = random_.chance(0.7);
        tutor.name = (woman ? one_of(grown_women, random_) : one_of(grown_men, random_)) + " " + one_of(surnames, random_);
        tutor.gender = woman ? "f" : "m";
        tutor.phone = number('3', index);
        tutor.languages = {"es"};
        if (has_language(program_, "gn") && random_.chance(tutor_speaks_guarani)) tutor.languages = random_.chance(tutor_only_guarani) ? std::vector<std::string>{"gn"} : std::vector<std::string>{"gn", "es"};
        tutor.windows = windows(6, 7, 10);
        tutor.minutes_per_week = static_cast<int>(random_.between(25, 31)) * 10;  // ten to twelve students at 20 minutes
        tutor.department = program_.departments.empty() ? "" : program_.departments[random_.below(program_.departments.size())];
        tutor.zone = zone_of(program_, tutor.department);
        tutor.line = index + 2;
        return tutor;
    }

    const domain::Program& program_;
    const program::Behaviour& behaviour_;
    base::Random random_;
    int homes_ = 0;
};

}  // namespace

domain::Roster invent_roster(const domain::Program& program, const program::Behaviour& behaviour, CohortSize size, std::uint64_t seed) {
    return Inventor{program, behaviour, seed}.roster(size);
}

}  // namespace tutorline::simulator
