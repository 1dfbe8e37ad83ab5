#include "program/load_program.hpp"

#include <fstream>
#include <sstream>

#include "base/hmac.hpp"
#include "program/catalog.hpp"
#include "program/csv.hpp"
#include "program/program_warnings.hpp"
#include "program/roster_reader.hpp"

namespace tutorline::program {
namespace {

namespace fs = std::filesystem;

/// None when it cannot be read; at most one byte more than `bytes_max`, which the parser then refuses.
std::optional<std::string> read_bytes(const fs::path& path, std::size_t bytes_max) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::string bytes(bytes_max + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.eof() && file.fail()) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

std::optional<std::string> read_sheet(LoadedProgram& loaded, const fs::path& folder, const std::string& name, const char* key, std::string& shown) {
    if (name.empty()) return std::nullopt;
    const fs::path path = (folder / name).lexically_normal();
    shown = path.string();
    loaded.diagnostics.name_file(shown);
    auto bytes = read_bytes(path, csv_bytes_max);
    if (!bytes) loaded.diagnostics.error(loaded.file.place(std::string("rosters.") + key), "file.no_sheet", {{"file", quotable(name)}});
    return bytes;
}

}  // namespace

std::string content_hash(std::string_view yaml, std::string_view students, std::string_view tutors) {
    std::string all;
    for (const std::string_view part : {yaml, students, tutors}) all += std::to_string(part.size()) + ":" + std::string(part);
    return base::sha256_hex(all);
}

LoadedProgram load_program(const fs::path& path, const fs::path& languages) {
    LoadedProgram loaded;
    loaded.diagnostics.name_file(path.string());
    const auto yaml = read_bytes(path, yaml_bytes_max);
    if (!yaml) {
        loaded.diagnostics.error({path.string(), 1, 1}, "file.no_program");
        return loaded;
    }
    loaded.file = read_program(*yaml, path.string(), language_tags(languages), loaded.diagnostics);
    const domain::Program& program = loaded.file.program;
    const fs::path folder = path.parent_path();
    const auto students = read_sheet(loaded, folder, loaded.file.students_file, "students", loaded.students_file);
    const auto tutors = read_sheet(loaded, folder, loaded.file.tutors_file, "tutors", loaded.tutors_file);
    domain::Roster roster;
    const RosterContext context{program, loaded.diagnostics};
    if (students) roster.students = read_students(*students, loaded.students_file, context);
    if (tutors) roster.tutors = read_tutors(*tutors, loaded.tutors_file, context);
    check_roster(roster, loaded.students_file, loaded.tutors_file, context);
    if (loaded.diagnostics.failed()) return loaded;
    warn_about(loaded.file, roster, loaded.students_file, loaded.tutors_file, loaded.diagnostics);
    loaded.checked = CheckedProgram{program, std::move(roster)};
    loaded.checked->program.content_hash = content_hash(*yaml, *students, *tutors);
    return loaded;
}

}  // namespace tutorline::program
