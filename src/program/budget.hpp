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
    TextCount onboarding; ///< reminders of the call before week 1, one per phone that receives texts: siblings share it
    TextCount reminders;  ///< one per call and phone that receives texts; siblings called on one day share it
    TextCount items;      ///< one per student and item, within the limit per phone
    TextCount answers;    ///< praise to right answers, of the third of the items that families answer (FIELD.md c5)
    TextCount follow_ups; ///< hints to wrong ones, and worked answers to what is wrong again, as texts_per_item_max allows
    TextCount schedules;  ///< one per tutor and day with calls
    TextCount checkpoints;  ///< the problems of a day's lessons with their answers, a text or more per tutor and day
    TextCount log_replies;  ///< one per session that a tutor reports
    TextCount missing_logs; ///< asking tutors and facilitators for reports as late as they usually are
    TextCount all() const;
    long sessions = 0;
    long call_minutes = 0;  ///< planned talk: sessions * call_minutes
    int legs = 2;           ///< paid by the programme: 2 bridged, 0 when tutors dial (they are paid by the hour)
    long onboarding_calls = 0;    ///< one per student with a place, where the programme has them
    long onboarding_minutes = 0;  ///< as long as a session
    long tutor_minutes = 0; ///< with attempts, onboarding included
    double cost_texts = 0;  ///< in the programme's currency unit
    double cost_calls = 0;
    double cost_onboarding = 0;  ///< of its calls
    double cost_tutors = 0;
    double cost() const { return cost_texts + cost_calls + cost_onboarding + cost_tutors; }
};

Budget round_budget(const domain::Program& program, const domain::Roster& roster, const domain::RosterMatch& match,
                    const domain::Catalog& catalog);

/// The words of the week's reminder to this family, as the engine would write them for a call on that day.
std::string reminder_words(const domain::Program& program, const domain::Catalog& catalog, const domain::Student& student,
                           const domain::Tutor& tutor);

}  // namespace tutorline::program
