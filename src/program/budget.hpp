// What a round costs when it goes as planned: every call held, every text sent once. In segments, minutes and money, from
// the placements of the match and the words of the catalog (the real names measured with the real texts).
#pragma once
#include "domain/messaging/catalog.hpp"
#include "domain/roster/match_roster.hpp"

namespace tutorline::program {

struct TextCount {
    long texts = 0;
    long segments = 0;
    void add(long more, long segments_each) {
        texts += more;
        segments += more * segments_each;
    }
};

struct Budget {
    TextCount reminders;  ///< one per call and phone; siblings called on one day share it
    TextCount items;      ///< one per student and item, within the limit per phone
    TextCount answers;    ///< to the third of the items that families answer (FIELD.md c5), at least one text each
    TextCount schedules;  ///< one per tutor and day with calls
    TextCount log_replies;  ///< one per session that a tutor reports
    TextCount all() const;
    long sessions = 0;
    long call_minutes = 0;  ///< planned talk: sessions * call_minutes
    int legs = 2;           ///< paid by the programme: 2 bridged, 0 when tutors dial (they are paid by the hour)
    long tutor_minutes = 0; ///< with attempts
    double cost_texts = 0;  ///< in the programme's currency unit
    double cost_calls = 0;
    double cost_tutors = 0;
    double cost() const { return cost_texts + cost_calls + cost_tutors; }
};

Budget round_budget(const domain::Program& program, const domain::Roster& roster, const domain::RosterMatch& match,
                    const domain::Catalog& catalog);

/// The words of the week's reminder to this family, as the engine would write them for a call on that day.
std::string reminder_words(const domain::Program& program, const domain::Catalog& catalog, const domain::Student& student,
                           const domain::Tutor& tutor);

}  // namespace tutorline::program
