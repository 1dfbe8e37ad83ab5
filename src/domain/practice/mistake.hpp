// The mistake that explains a wrong answer, where one can be seen in it, and the words of a hint against it.
#pragma once
#include <string>
#include <string_view>

#include "domain/messaging/catalog.hpp"
#include "domain/practice/item.hpp"

namespace tutorline::domain {

enum class Mistake {
    none,               ///< nothing to be seen: the skill's own hint
    forgot_carry,       ///< 34 + 47 = 71
    carried_twice,      ///< 34 + 47 = 91
    wrote_both,         ///< 34 + 47 = 711
    subtracted,         ///< 34 + 47 = 13
    added,              ///< 83 - 45 = 128, 36 x 2 = 38, 68 : 5 = 73
    forgot_borrow,      ///< 83 - 45 = 48
    turned_around,      ///< 83 - 45 = 42: 5 - 3 in the units
    one_row_less,       ///< 36 x 2 = 36; 7 x 8 = 49 or 48
    one_row_more,
    times_carry,        ///< 36 x 2 = 62
    remainder_missing,  ///< 68 : 5 = 13
    remainder_wrong,    ///< 68 : 5 = 13 r 2
    remainder_large,    ///< 68 : 5 = 12 r 8
    reversed,           ///< 18 for 81
    off_by_one,
    tens_shift,         ///< 810 or 8 for 81: units for tens
    digit_only,         ///< 'what is the 4 in 347 worth': 4
    added_below,        ///< 3/8 + 4/8 = 7/16
    other_operation,    ///< a word problem answered with another of the four operations
};

/// Stable name, which is also the hint's key: hints.<name>.
std::string_view name(Mistake value);

/// What explains `value` as an answer to this item; none for the right answer, for no value and for what explains nothing.
/// The first that fits, the more telling before the less.
Mistake see_mistake(const Item& item, std::string_view value);

/// Key and arguments of the hint: against the mistake, or the skill's own for none.
struct HintText {
    std::string key;
    Arguments arguments;
};
HintText hint_text(const Item& item, Mistake mistake, std::string_view value);
/// Key and arguments of the way to the answer.
HintText worked_text(const Item& item);

}  // namespace tutorline::domain
