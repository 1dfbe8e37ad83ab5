// The people of a simulation as values: children, homes with their phones, tutors. Drawn once from the behaviour model
// (cast.cpp); who they are differs between households, what they do is drawn from streams of their own.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/civil_time.hpp"
#include "base/random.hpp"
#include "domain/roster/roster.hpp"
#include "program/behaviour.hpp"
#include "simulator/people/wording.hpp"

namespace tutorline::simulator {

/// What a planned session meets at home, drawn when its first dial rings and kept for all its dials.
struct Occasion {
    int session = -1;            ///< the number the tutor's schedule gives it
    base::Instant begun{};
    double threshold = 0;        ///< dials reach somebody once their summed intensity passes it
    double summed = 0;
    bool child_there = false;
    bool leaves = false;         ///< the family says it will not go on
    bool reached = false;
    double child_minutes = 0;    ///< talked so far
    double minutes_left = 0;     ///< of a talk that was cut off
    std::optional<base::Instant> cut_off_at;
    std::optional<base::Instant> last_dial;
};

enum class WhoAnswers { nobody, child, adult, stranger };

struct Child {
    std::string key;
    std::string name;      ///< as texts write it: GSM letters
    std::string spoken;    ///< as a machine says it
    int home = 0;
    int mastered = 0;      ///< 0 nothing yet .. 4 division; 5 beyond
    bool called = false;   ///< the first call, the onboarding one, was tried
    bool met = false;      ///< an earlier call reached the family
    Occasion occasion;
    WhoAnswers answering = WhoAnswers::nobody;  ///< of the dial that goes on
    std::string last_item; ///< of the practice
    std::string open_answer;
    std::optional<base::Instant> last_session;
};

struct Line {  // a phone of a home
    std::string number;
    base::Instant dies_at = base::Instant::max(), returns_at = base::Instant::max();
    bool stranger = false; ///< was never theirs
};

struct Home {
    std::vector<Line> lines;
    std::vector<int> children;
    domain::Student roster;       ///< the first child's row: windows, zone, department
    bool rural = false;
    int region = 0;
    double ease = 0;              ///< standard normal: how easily this home is reached
    double replies = 0;           ///< propensity
    Tongue tongue = Tongue::spanish;
    bool stopped = false;
    std::optional<base::Instant> first_item;  ///< replies grow rarer from here on
    std::int64_t week = 0;        ///< calendar week that texts_this_week counts
    int texts_this_week = 0;
    base::Random random{0};
};

struct Teacher {
    std::string key, name, number, zone;
    double skill = 0;             ///< standard normal: how well this tutor reaches families
    base::Instant quits_at = base::Instant::max();
    std::vector<std::pair<base::Instant, bool>> absences;  ///< Mondays of absent weeks; whether the tutor says so
    std::unordered_map<int, int> levels;  ///< session number -> level in the last schedule text; looked up only
    std::unordered_map<std::string, int> numbers;  ///< child's name -> session number in the last schedule text
    int session = 0;              ///< of the call that goes on, as the machine announced it
    std::string announced;        ///< its words
    std::vector<CallStory> unsent;  ///< reports that were forgotten
    base::Random random{0};
};

}  // namespace tutorline::simulator
