// The real binary, started from a test as a person would: arguments, input, environment; its output and errors apart.
#pragma once
#include <string>
#include <vector>

#include "support/process.hpp"

namespace tutorline::test {

struct Finished {
    int exit_code = -1;
    std::string output, errors;
};

/// `arguments` behind the binary's own path. `input` is what it reads; `environment` are assignments like "LANG=es_PY.UTF-8";
/// LANG and LC_* are unset otherwise.
Finished run_command(const std::vector<std::string>& arguments, const std::string& input = {}, const std::vector<std::string>& environment = {},
                     const std::string& output_to = {});

}  // namespace tutorline::test
