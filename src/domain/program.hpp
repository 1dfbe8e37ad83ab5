// A programme's settings as checked values: what program/ makes of the coordinator's YAML. Every figure here is a
// default a coordinator can change (FIELD.md part e, 'Cohort settings').
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "base/phone_number.hpp"
#include "domain/roster/need.hpp"
#include "domain/roster/roster.hpp"

namespace tutorline::domain {

enum class CallMode {
    bridged,      ///< the gateway calls the tutor, then the family; numbers masked
    tutor_dials,  ///< the tutor dials with the own SIM and logs; only with tutor_sees_number
};

struct AttemptPlan {
    int attempts_max = 3;             ///< dials per session
    int slots_min = 2;                ///< different slots those dials are spread over, on different days where possible
    base::Seconds ring_max{45};
    base::Minutes redial_within{10};  ///< a dropped call redialled by then continues the same session
    int tracing_attempts = 7;         ///< dials in two weeks before a person traces the family
    double retry_share = 0.15;        ///< share of each tutor's slots kept free for retries
};

struct PracticePlan {
    int items_per_week = 1;
    int item_texts_max = 3;       ///< item, hint, worked answer
    bool inbound_free = false;    ///< whether a reply costs the family nothing (B31)
    int item_weekday = 0;         ///< weekday on which the week's item goes out, 0 = Monday
    int item_minute = 16 * 60;    ///< wall time of that text
};

struct TextLimits {
    int per_phone_week = 3;            ///< automatic texts a week on one phone (B28)
    int segments_max = 1;
    bool ucs2_allowed = false;
    int auto_replies_per_hour = 1;     ///< to one number (B32); answers to an item are not counted
    base::Minutes stale_after{120};    ///< a text that could not leave by then is dropped, where its words name a time
};

struct QuietHours {  ///< wall time of the receiver; texts outside only as RELIABILITY Q3 allows
    int texts_from = 7 * 60 + 30;
    int texts_to = 20 * 60 + 30;
    int calls_from = 8 * 60;
    int calls_to = 20 * 60 + 30;
    std::set<int> days_off{6};  ///< weekdays without calls and texts: Sunday
};

struct Prices {  ///< in the smallest unit the programme budgets in (guaranies, cents)
    std::string currency = "PYG";
    double text_segment = 0;
    double call_minute = 0;          ///< per leg
    double tutor_hour = 0;
};

struct StaffMember {
    std::string name;
    base::PhoneNumber phone;
};

struct Safeguarding {
    StaffMember focal_person;
    StaffMember deputy;
    base::Minutes escalate_after{30};
    std::string helpline;  ///< number given to a child in danger, as families dial it
};

struct Blackout {
    std::chrono::sys_days from{};
    std::chrono::sys_days to{};              ///< included
    std::vector<std::string> departments;    ///< empty = everywhere
    std::string reason;
};

struct DosageRule {
    base::Minutes completed_min{10};   ///< child minutes of a completed session
    double adequate_minutes = 0.75;    ///< share of designed minutes
    int adequate_checkpoints = 6;      ///< checkpoints done
};

/// When people are asked to look after a child who is missed (B40), in weeks.
struct EarlyWarningRule {
    int ask_family = 1;   ///< missed in a row: the family is asked when to call
    int facilitator = 2;  ///< in a row: a facilitator or the school asks, another hour is tried
    int visit = 3;        ///< in a row: home or school visit
    int red = 3;          ///< observed without any lesson with the child
};

/// What makes a placement worse, in the match's integer cost (domain/matching/problem.hpp).
struct MatchWeights {
    int language_second = 8;   ///< times the position of the student's first language that the tutor speaks
    int level_near = 5;        ///< what the student learns is only next to what the tutor teaches
    int department_other = 3;
    int tutor_changed = 12;
    int daytime = 2;           ///< a weekday hour before 17:00: evenings and weekends reach more families (FIELD.md 63)
};

struct Program {
    std::string key;   ///< short name, unique per installation: "paraguay-demo"
    std::string name;  ///< as families know it: used in texts
    std::string language = "es";  ///< of what coordinators read
    std::string country;          ///< ISO 3166 alpha-2
    std::string zone;             ///< default IANA zone
    std::map<std::string, std::string> department_zones;
    std::vector<std::string> departments;
    std::vector<std::string> languages;  ///< tags with a language pack
    std::chrono::sys_days starts_on{};   ///< Monday of programme week 1
    int weeks = 8;
    int sessions_per_week = 1;
    base::Minutes call_minutes{20};
    CallMode call_mode = CallMode::bridged;
    bool tutor_sees_number = false;
    bool onboarding = true;
    std::vector<WeeklyWindow> call_hours;
    QuietHours quiet;
    std::vector<Blackout> blackouts;
    AttemptPlan attempts;
    PracticePlan practice;
    TextLimits texts;
    Prices prices;
    Safeguarding safeguarding;
    DosageRule dosage;
    EarlyWarningRule early_warning;
    int group_least = 10;  ///< reports show no figures of groups with fewer students (B42)
    MatchWeights matching;
    NeedRules need;
    std::vector<StaffMember> facilitators;
    std::string contact;    ///< how a family reaches the programme, for the 'who are you' text
    std::uint64_t seed = 1; ///< of the match and of item sets
    std::string content_hash;  ///< sha256 of the YAML and rosters this was read from
};

}  // namespace tutorline::domain
