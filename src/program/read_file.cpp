#include "program/read_file.hpp"

#include <algorithm>
#include <fstream>

namespace tutorline::program {

namespace fs = std::filesystem;

std::string file_fault(const fs::path& path, std::uintmax_t bytes_max) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error == std::errc::too_many_symbolic_link_levels) return "file.loop";
    if (status.type() == fs::file_type::not_found || (error && status.type() == fs::file_type::none))
        return error == std::errc::permission_denied ? "file.unreadable" : "file.missing";
    if (fs::is_directory(status)) return "file.directory";
    if (!fs::is_regular_file(status)) return "file.special";
    const auto size = fs::file_size(path, error);
    if (error) return "file.unreadable";
    return size > bytes_max ? "file.too_big" : "";
}

FileBytes read_file(const fs::path& path, std::uintmax_t bytes_max) {
    if (std::string fault = file_fault(path, bytes_max); !fault.empty()) return {{}, std::move(fault)};
    std::error_code error;
    const auto size = fs::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    if (!file) return {{}, "file.unreadable"};
    // Files of the system (/proc) tell size 0 and hold more; files may grow while they are read.
    std::string bytes(std::max<std::uintmax_t>(size, 1), '\0');
    std::size_t filled = 0;
    while (file.read(bytes.data() + filled, static_cast<std::streamsize>(bytes.size() - filled)) || file.gcount() > 0) {
        filled += static_cast<std::size_t>(file.gcount());
        if (filled > bytes_max) return {{}, "file.too_big"};
        if (filled == bytes.size()) bytes.resize(std::min<std::uintmax_t>(bytes.size() * 2, bytes_max + 1));
    }
    if (file.bad() || !file.eof()) return {{}, "file.unreadable"};
    bytes.resize(filled);
    return {std::move(bytes), {}};
}

void tell_file_fault(const fs::path& path, const std::string& fault, std::uintmax_t bytes_max, Diagnostics& diagnostics) {
    diagnostics.error({path.string(), 1, 1}, fault, {{"file", quotable((path.has_filename() ? path.filename() : path).string())}, {"max", std::to_string(bytes_max >> 20)}});
}

bool stays_within(const fs::path& path, const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(path, error);
    if (error) return false;
    const fs::path root = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, error);
    if (error) return false;
    const auto [end, ignored] = std::ranges::mismatch(root, real);
    return end == root.end();
}

}  // namespace tutorline::program
