#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "support/reading_fuzz.hpp"
#include "support/reading_packs.hpp"

/// Loads the packs before the clock of the first input runs.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    tutorline::test::shipped_packs();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string broken = tutorline::test::try_reader({reinterpret_cast<const char*>(data), size});
    if (broken.empty()) return 0;
    std::fprintf(stderr, "broken promise: %s\n", broken.c_str());
    std::abort();
}
