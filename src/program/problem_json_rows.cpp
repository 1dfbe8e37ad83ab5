#include "program/problem_json_rows.hpp"

namespace tutorline::program {

namespace json = boost::json;
using namespace domain::matching;

std::string gender_letter(Gender gender) {
    switch (gender) {
        case Gender::female:
            return "f";
        case Gender::male:
            return "m";
        case Gender::other:
            return "x";
        case Gender::any:
            break;
    }
    return "any";
}

json::object tutor_json(const domain::matching::Tutor& tutor) {
    return json::object{{"id", tutor.id},
                        {"slots", json::value_from(tutor.slots)},
                        {"languages", json::value_from(tutor.languages)},
                        {"levels", json::value_from(tutor.levels)},
                        {"department", tutor.department},
                        {"gender", gender_letter(tutor.gender)},
                        {"students_max", tutor.students_max}};
}

}  // namespace tutorline::program
