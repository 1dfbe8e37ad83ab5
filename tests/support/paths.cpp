#include "support/paths.hpp"

namespace tutorline::test {

const char* source_dir() { return TUTORLINE_SOURCE_PATH; }
const char* binary_path() { return TUTORLINE_BINARY_PATH; }

}  // namespace tutorline::test
