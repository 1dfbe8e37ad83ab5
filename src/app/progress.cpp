#include "app/progress.hpp"

#include <iostream>

namespace tutorline::app {

void MatchProgress::operator()(const domain::matching::Progress& progress) {
    using namespace std::chrono_literals;
    const auto now = Clock::now();
    if (now - begun_ < 2s || now - told_ < 2s) return;
    told_ = now;
    const std::string seconds = std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now - begun_).count());
    const std::string what = texts_.text(language_, "progress." + std::string(progress.stage), {});
    const bool share = progress.total > 2;
    const std::string percent = share ? std::to_string(progress.done * 100 / progress.total) : std::string();
    std::cerr << texts_.text(language_, share ? "progress.line_share" : "progress.line", {{"what", what}, {"share", percent}, {"seconds", seconds}}) << '\n';
}

}  // namespace tutorline::app
