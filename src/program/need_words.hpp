// The rules of need in words: which rules there are and how many they reach, and how one student comes to a sum.
#pragma once
#include <string>

#include "program/summary.hpp"

namespace tutorline::program {

/// "6 = 1 for everybody + 3 for the level beginner + 2 for rural"; "0" when no rule gives points.
std::string need_words(const domain::Student& student, const domain::Program& program, const Words& words);

/// The rules as a table: points, students they reach, how many of them have a place, then what it comes to. Empty when
/// all students count the same.
std::string need_section(const MatchedProgram& matched, const Words& words);

}  // namespace tutorline::program
