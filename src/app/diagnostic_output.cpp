#include "app/diagnostic_output.hpp"

#include <iostream>

#include "app/config_dir.hpp"
#include "program/coordinator_texts.hpp"

namespace tutorline::app {

void tell_diagnostics(const program::Diagnostics& diagnostics, std::string_view language) {
    if (diagnostics.errors() + diagnostics.warnings() == 0) return;
    const auto texts = program::CoordinatorTexts::load(config_dir());
    if (texts) std::cerr << program::render_diagnostics(diagnostics, *texts, language, false, "report.more_alike");
    else std::cerr << texts.error().message << '\n';
}

}  // namespace tutorline::app
