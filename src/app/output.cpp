#include "app/output.hpp"

#include <cstdio>
#include <fstream>
#include <iostream>

namespace tutorline::app {

bool write_file(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return static_cast<bool>(file);
}

bool output_complete() {
    std::cout.flush();
    const bool stream = static_cast<bool>(std::cout);
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && stream;
}

}  // namespace tutorline::app
