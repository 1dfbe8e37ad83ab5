// Progress of a match on standard error, for anything that takes over two seconds: a line now and then, in the reader's words.
#pragma once
#include <chrono>
#include <string>

#include "domain/matching/solve.hpp"
#include "program/coordinator_texts.hpp"

namespace tutorline::app {

class MatchProgress {
  public:
    /// `texts` must outlive it.
    MatchProgress(const program::CoordinatorTexts& texts, std::string language) : texts_(texts), language_(std::move(language)) {}
    void operator()(const domain::matching::Progress& progress);

  private:
    using Clock = std::chrono::steady_clock;
    const program::CoordinatorTexts& texts_;
    std::string language_;
    Clock::time_point begun_ = Clock::now(), told_ = begun_;
};

}  // namespace tutorline::app
