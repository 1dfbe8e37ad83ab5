// What small words beside the figures of a tutor's report do.
#pragma once
#include <cstddef>
#include <vector>

#include "domain/command/number_scan.hpp"
#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// '20 min no 30', 'fueron 15, no 25': the figure behind the denial is the one that is not meant. Removes it from `numbers`
/// and marks its tokens and the denial's.
std::vector<bool> take_denied_figures(const MarkedText& text, std::vector<FoundNumber>& numbers);

/// 'nivel 3 bien': the praise in [first, last) stands right behind the level and tells nothing of a checkpoint. 'N3 S' does.
bool praises_level(const MarkedText& text, std::size_t first, std::size_t last);

/// 'todos menos Pedro, 20 min': tells of all but the student it names, so of nobody by name (phrases `all_but`).
bool leaves_one_out(const ReadContext& context);

/// 'con los tres', 'las dos': how many children, never a session.
bool counts_children(const MarkedText& text, const FoundNumber& number);

/// 'a las 18', '18:30', '6 hs': when, and no number of minutes.
bool clock_time(const MarkedText& text, const FoundNumber& number);
/// '3 veces', 'x3': how often it was tried.
bool times_called(const MarkedText& text, const FoundNumber& number);
/// '-5' is no number of minutes; '12-ok-25' and '12 ok - 25' only part the fields.
bool below_zero(const MarkedText& text, const FoundNumber& number);
/// Two reports of one session differ in what both say.
bool contradicts(const SessionLog& a, const SessionLog& b);

}  // namespace tutorline::domain
