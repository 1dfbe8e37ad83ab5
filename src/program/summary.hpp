// What a programme comes to, in words and tables for a coordinator: who has a place, hours offered and needed, texts, cost.
// Parts of check and plan.
#pragma once
#include <string>
#include <vector>

#include "domain/roster/unplaced.hpp"
#include "program/budget.hpp"
#include "program/coordinator_texts.hpp"
#include "program/load_program.hpp"

namespace tutorline::program {

/// A checked programme with its match, ready to be told.
struct MatchedProgram {
    const CheckedProgram& checked;
    domain::RosterMatch match;
    std::vector<domain::Unplaced> unplaced;
    Budget budget;
};
/// `catalog` of the programme's languages.
MatchedProgram match_program(const CheckedProgram& checked, const domain::Catalog& catalog);
MatchedProgram match_program(const CheckedProgram& checked, const domain::Catalog& catalog, domain::RosterMatch match);

class Words {  ///< the coordinator's texts in one language
  public:
    Words(const CoordinatorTexts& texts, std::string language) : texts_(texts), language_(std::move(language)) {}
    std::string operator()(std::string_view id, const domain::Arguments& arguments = {}) const { return texts_.text(language_, id, arguments); }
    const std::string& language() const { return language_; }

  private:
    const CoordinatorTexts& texts_;
    std::string language_;
};

/// "mar 17:30"
std::string slot_words(int slot, const Words& words);
/// Slots of the programme's week as this family's clock shows them.
std::vector<int> on_family_clock(std::vector<int> slots, const domain::Student& student, const domain::Program& program);
/// An operation of the problem (match_roster.hpp) by its name.
/// What a change of kind tutor_place takes of the tutor's row: minutes and, named as `hours`, half hours; empty: neither.
std::string place_needs(const domain::matching::Change& change, const MatchedProgram& matched, const Words& words, const std::string& hours);
std::string operation_words(int operation, const Words& words);
/// The sentence of why and the sentence of the smallest change, for one student. `of_explain`: told where no change was found
/// to be enough, so that it does not refer to the explanation.
std::string reason_words(const domain::Unplaced& unplaced, const MatchedProgram& matched, const Words& words);
std::string change_words(const domain::Unplaced& unplaced, const MatchedProgram& matched, const Words& words, bool of_explain = false);

/// Id of the reason in two or three words, for many of a kind.
std::string left_words(domain::Unplaced::Reason reason);

std::string hours_section(const MatchedProgram& matched, const Words& words);     ///< offered and needed, by language
/// At most told_of_a_kind students a reason, then how many more; with `all` everybody.
std::string unplaced_section(const MatchedProgram& matched, const Words& words, bool all = false);
std::string budget_section(const MatchedProgram& matched, const Words& words);    ///< texts, segments, cost of the round
std::string plan_title(const MatchedProgram& matched, const Words& words);        ///< dates and how many have a place
std::string check_summary(const MatchedProgram& matched, const Words& words, bool all = false);

}  // namespace tutorline::program
