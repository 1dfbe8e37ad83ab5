// Runs a piece of work in a process of its own, so that its peak memory is its own.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

namespace tutorline::bench {

struct Sample {
    double seconds = 0;
    double megabytes = 0;    ///< peak of the process above what it had when it began
    std::int64_t value = 0;  ///< what the work returns, to be compared
    bool ended = false;
};

struct Work {
    double seconds = 0;
    std::int64_t value = 0;
};

Sample measured(const std::function<Work()>& work);
double median(std::vector<double> values);

}  // namespace tutorline::bench
