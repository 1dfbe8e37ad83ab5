// What commands write is there or the command fails: a full disk is no success.
#pragma once
#include <string>
#include <string_view>

namespace tutorline::app {

/// Writes a whole file; false when any byte of it could not be written.
bool write_file(const std::string& path, std::string_view bytes);

/// After a command: flushes standard output; false when something of it was lost.
bool output_complete();

}  // namespace tutorline::app
