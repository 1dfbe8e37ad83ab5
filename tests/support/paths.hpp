// Where this checkout and its binary are. Functions, not macros with a path in them, so that two checkouts share
// compiled tests through ccache. Included by force (tests/CMakeLists.txt).
#pragma once

namespace tutorline::test {

const char* source_dir();
const char* binary_path();

}  // namespace tutorline::test

#define TUTORLINE_SOURCE_DIR ::tutorline::test::source_dir()
#define TUTORLINE_BINARY ::tutorline::test::binary_path()
