// The inside of People: the cast, what it plans to do, and the three things it does (calling, texting, tutoring).
#pragma once
#include <queue>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "simulator/people/distributions.hpp"
#include "simulator/people/folk.hpp"
#include "simulator/people/item_reader.hpp"
#include "simulator/people/people.hpp"

namespace tutorline::simulator {

/// Looks a std::string_view up among std::string keys.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

struct People::Parts {
    Parts(const program::Behaviour& given, const domain::Catalog& catalog, bool replies_are_free);

    program::Behaviour behaviour;
    ItemReader items;
    bool inbound_free;
    BetaQuantiles contact, presence;
    double tutor_share;  ///< of the variance between homes that is their tutor's doing
    double lost;         ///< share of homes below all quantiles (cast.cpp)
    double contact_gain, presence_gain;  ///< for what the measured rates lump together and here happens on its own (cast.cpp)

    std::vector<Child> children;
    std::vector<Home> homes;
    std::vector<Teacher> teachers;
    std::vector<base::Zone> home_zones, teacher_zones;
    ByText<std::pair<int, int>> home_of;  ///< number -> home, line
    ByText<int> teacher_of;
    std::unordered_set<std::string, TextHash, std::equal_to<>> staff;

    // ---- what is planned
    struct Planned {
        base::Instant at;
        std::uint64_t order;
        PhoneAction action;
    };
    struct Later {
        bool operator()(const Planned& a, const Planned& b) const { return a.at != b.at ? a.at > b.at : a.order > b.order; }
    };
    std::priority_queue<Planned, std::vector<Planned>, Later> plans;
    std::uint64_t order = 0;
    void plan(base::Instant at, PhoneAction action) { plans.push({at, ++order, std::move(action)}); }
    void plan_text(base::Instant at, const std::string& number, std::string text) {
        plan(at, {PhoneAction::What::text, number, std::move(text)});
    }

    // ---- cast.cpp
    void cast(const domain::Roster& roster, base::Instant from, base::Instant until, std::uint64_t seed);
    void cast_home(const domain::Student& student, base::Instant from, base::Instant until, std::uint64_t seed, int region);
    void cast_child(const domain::Student& student, int home, std::uint64_t seed);
    void cast_teacher(const domain::Tutor& tutor, base::Instant from, base::Instant until, std::uint64_t seed);

    // ---- calling.cpp: who answers, for how long
    /// The children a call is for: those the machine named, the first of them under the number it said. Never empty for
    /// a home with children.
    std::vector<Child*> meant(const Teacher& teacher, const Home& home);
    int session_of(const Teacher& teacher, const Child& child, bool first) const;
    Pickup family_rings(Home& home, int line, Teacher& teacher, const Ring& ring);
    Pickup teacher_rings(Teacher& teacher, const Ring& ring);
    base::Seconds talk(Teacher& teacher, Home& home, const Bridge& bridge);
    void begin(Child& child, int session, Home& home, const Teacher& teacher, base::Instant at);
    /// One child's part of a talk in at most `room` minutes; how long it was.
    double talk_with(Child& child, Home& home, Teacher& teacher, int session, double room, base::Instant at, std::vector<CallStory>& stories);
    double quantile(const Home& home, const Teacher& teacher) const;
    double contact_rate(const Home& home, const Teacher& teacher) const;   ///< of weeks in which nothing else is wrong
    double presence_rate(const Home& home, const Teacher& teacher) const;
    double intensity(const Home& home, const Teacher& teacher, const Occasion& occasion, base::Instant at) const;
    Pickup nobody(Home& home);
    double child_minutes(const Child& child, Home& home);

    // ---- tutoring.cpp: what the tutor does besides talking
    bool away(const Teacher& teacher, base::Instant at) const;
    void report(Teacher& teacher, int teacher_index, std::vector<CallStory> stories, base::Instant at);
    void teacher_reads(Teacher& teacher, int teacher_index, std::string_view text, base::Instant at);
    void checkpoint(CallStory& story, Child& child, Teacher& teacher, double minutes);

    // ---- texting.cpp: what families do with texts
    void family_reads(Home& home, int home_index, std::string_view number, std::string_view text, base::Instant at);
    void maybe_opt_out(Home& home, int home_index, std::string_view number, base::Instant at);
    void answer_item(Home& home, int home_index, std::string_view number, std::string_view text, const domain::Item& item, base::Instant at);
    base::Instant reply_time(Home& home, int home_index, base::Instant at, bool soon);
    /// `at`, or the next morning when the people are asleep.
    base::Instant awake(const base::Zone& zone, base::Instant at, base::Random& random) const;
};

}  // namespace tutorline::simulator
