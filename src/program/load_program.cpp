#include "program/load_program.hpp"

#include "base/hmac.hpp"
#include "program/catalog.hpp"
#include "program/csv.hpp"
#include "program/program_warnings.hpp"
#include "program/read_file.hpp"
#include "program/roster_reader.hpp"

namespace tutorline::program {
namespace {

namespace fs = std::filesystem;

std::string megabytes(std::size_t bytes) { return std::to_string(bytes >> 20); }

/// None when it cannot be used (reported at the setting that names it).
std::optional<std::string> read_sheet(LoadedProgram& loaded, const fs::path& folder, const std::string& name, const char* key, std::string& shown) {
    if (name.empty()) return std::nullopt;
    const fs::path path = (folder / name).lexically_normal();
    shown = path.string();
    loaded.diagnostics.name_file(shown);
    const domain::SourcePlace place = loaded.file.place(std::string("rosters.") + key);
    constexpr std::size_t name_bytes_max = 255;  // of file systems: a longer one is no file's
    if (path.filename().string().size() > name_bytes_max) {
        loaded.diagnostics.error(place, "file.no_sheet", {{"file", quotable(name)}});
        return std::nullopt;
    }
    if (!stays_within(path, folder)) {
        loaded.diagnostics.error(place, "file.outside", {{"file", quotable(name)}});
        return std::nullopt;
    }
    FileBytes file = read_file(path, csv_bytes_max);
    if (file.fault.empty()) return std::move(file.bytes);
    loaded.diagnostics.error(place, file.fault == "file.missing" ? "file.no_sheet" : file.fault, {{"file", quotable(name)}, {"max", megabytes(csv_bytes_max)}});
    return std::nullopt;
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
    const FileBytes yaml = read_file(path, yaml_bytes_max);
    if (!yaml.fault.empty()) {
        const std::string id = yaml.fault == "file.too_big" ? "yaml.too_big" : yaml.fault;
        loaded.diagnostics.error({path.string(), 1, 1}, id, {{"file", quotable(path.filename().string())}});
        return loaded;
    }
    loaded.file = read_program(yaml.bytes, path.string(), language_tags(languages), loaded.diagnostics);
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
    loaded.checked->program.content_hash = content_hash(yaml.bytes, *students, *tutors);
    return loaded;
}

}  // namespace tutorline::program
