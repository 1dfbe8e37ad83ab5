// How many segments the network bills. Written apart from domain/messaging on purpose: the two must agree.
#pragma once
#include <string_view>

namespace tutorline::simulator {

int billed_segments(std::string_view utf8);

}  // namespace tutorline::simulator
