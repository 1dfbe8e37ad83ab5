// Plain numbers put together: fractions, mixed numbers, decimals in words, negatives, quotient with remainder.
#pragma once
#include <vector>

#include "domain/command/number_scan.hpp"

namespace tutorline::domain {

struct FormOptions {
    bool remainders = true;  ///< '13 quedan 3' may be a quotient with its remainder
    bool mixed = true;       ///< '1 1/2' may be one number
    bool negatives = true;   ///< a dash glued before the first number is a minus
    bool slashes = true;     ///< '81/38' is a fraction; else two numbers
    bool fraction_waits = false;  ///< a fraction is expected: '3 de 4', 'tres entre cuatro' and '75%' are too
    bool spaced_minus = false;  ///< '- 8' at the start is a minus too, not a bullet
};

/// Joins what belongs together; numbers that belong to no form stay as they are. Same order, spans disjoint.
std::vector<FoundNumber> combine_numbers(const MarkedText& text, std::vector<FoundNumber> numbers, const FormOptions& options);

/// Whether every token in [first, last) is of one of the roles (`mask`) or one of the symbols.
bool only(const MarkedText& text, std::size_t first, std::size_t last, RoleMask mask, std::string_view symbols);

}  // namespace tutorline::domain
