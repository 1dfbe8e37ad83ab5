// Writes the starting corpus of the fuzz targets, one file per text.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "support/reading_fuzz.hpp"

int main(int argc, char** argv) {
    if (argc != 2) return std::cerr << "usage: fuzz_corpus DIR\n", 64;
    std::filesystem::create_directories(argv[1]);
    std::size_t number = 0;
    for (const std::string& text : tutorline::test::fuzz_corpus())
        std::ofstream(std::filesystem::path(argv[1]) / ("text-" + std::to_string(number++)), std::ios::binary) << text;
    std::cout << number << " texts\n";
    return 0;
}
