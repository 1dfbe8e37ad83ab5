// What an option may hold, refused in one sentence before the command runs (exit 64), in the reader's language. CLI11's own
// conversion takes -1 and 2^64 for a seed, 010 as eight and 'nan' as a number of seconds.
#pragma once
#include <cstdint>

namespace CLI {
class Validator;
}

namespace tutorline::app {

/// Not '': an option that was written with nothing in it is a slip of a script, not the default. Every option has it.
CLI::Validator something();
/// Digits alone, from `min` to `max`.
CLI::Validator whole_number(std::uint64_t min, std::uint64_t max);
/// Any number of 64 bits without a sign.
CLI::Validator seed_number();
/// 0.001 to a million seconds, with or without decimals.
CLI::Validator seconds_span();
/// A day that exists, 2000-01-01 to 2100-12-31, written 2027-03-01.
CLI::Validator calendar_day();

/// Tags of languages that have texts, by comma: 'gn, es'.
CLI::Validator language_list();
/// What becomes of the dials of a talk, one after the other by comma: 'nobody', 'child 20' (1 to 120 minutes), 'lost'.
CLI::Validator call_list();

}  // namespace tutorline::app
