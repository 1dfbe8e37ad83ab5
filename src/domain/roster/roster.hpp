// The people of a cohort as checked values: what program/ makes of the two CSV files. A phone, a caregiver, a student
// and a household are four different things (FIELD.md B1). 'Unknown' is a value and never guessed.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "base/phone_number.hpp"
#include "domain/practice/level.hpp"

namespace tutorline::domain {

enum class Sex { unknown, female, male, other };
enum class Area { unknown, urban, rural };
enum class Relation { unknown, parent, aunt_uncle, grandparent, sibling, other };
enum class ConsentMethod { paper, voice, sms };

/// A span of wall time that returns every week, in the person's own zone. 0 = Monday; minutes after midnight, from < to <= 1440.
struct WeeklyWindow {
    int weekday = 0;
    int from_minute = 0;
    int to_minute = 0;
    friend bool operator==(const WeeklyWindow&, const WeeklyWindow&) = default;
};

/// Who agreed to what, when and how (B2). No call or text leaves without a live consent for its channel.
struct Consent {
    std::string given_by;
    std::chrono::sys_days given_on{};
    ConsentMethod how = ConsentMethod::paper;
    std::string text_version;
    bool calls = true;
    bool texts = true;
    bool recording = false;
    bool research = false;
};

struct Student {
    std::string key;  ///< the id in the coordinator's sheet, unique in the cohort
    std::string first_name;
    std::string caregiver_name;
    Relation relation = Relation::unknown;
    std::vector<base::PhoneNumber> phones;  ///< in the order to try them; at least one
    std::vector<std::string> languages;     ///< tags in order of preference; jopara is {"gn", "es"}
    std::string text_language;              ///< language of texts: "es" for jopara unless the household chose "gn"
    int grade = 0;                          ///< 0 = unknown
    Level level = Level::not_assessed;      ///< highest operation mastered, when a diagnostic was taken
    std::string school;
    std::string department;
    Area area = Area::unknown;
    Sex sex = Sex::unknown;
    std::optional<int> birth_year;
    std::string support_needs;  ///< free words of the sheet; empty = none known
    int weeks_missed = 0;       ///< weeks of the last round in which nobody was reached; 0 also when there was none
    std::string tutor_gender;   ///< the household's wish: "f", "m" or empty
    std::string zone;           ///< IANA name
    std::vector<WeeklyWindow> windows;
    std::optional<Consent> consent;  ///< absent: may not be contacted
    std::string household;           ///< key: students of one household share the first phone
    int line = 0;                    ///< row of the sheet, for messages
};

struct Tutor {
    std::string key;
    std::string name;
    base::PhoneNumber phone;
    std::vector<std::string> languages;
    std::vector<Level> levels;  ///< levels the tutor can teach; empty = all
    std::vector<WeeklyWindow> windows;
    int minutes_per_week = 0;
    std::string department;
    std::string gender;  ///< "f", "m" or empty
    std::string zone;
    int line = 0;
};

struct Roster {
    std::vector<Student> students;
    std::vector<Tutor> tutors;
};

}  // namespace tutorline::domain
