// The numbers of the practice model: each child's, and those that all children share.
#include <algorithm>
#include <bit>
#include <cstring>

#include "store/sqlite/sqlite_store.hpp"

namespace tutorline::store {

using namespace domain;
using ports::ModelState;

namespace {

static_assert(std::endian::native == std::endian::little, "model numbers are stored as this machine has them");

std::span<const std::byte> blob(const std::vector<double>& numbers) { return std::as_bytes(std::span(numbers)); }

/// A child's skills as bytes, one after the other: length of the name (1 byte), name, answers (4), numbers (4), the numbers.
using Skills = std::vector<std::pair<std::string, ModelState>>;

std::vector<std::byte> bytes_of(const Skills& skills) {
    std::vector<std::byte> bytes;
    const auto put = [&](const void* from, std::size_t size) {
        const auto* first = static_cast<const std::byte*>(from);
        bytes.insert(bytes.end(), first, first + size);
    };
    for (const auto& [name, state] : skills) {
        const auto name_size = static_cast<std::uint8_t>(name.size());
        const auto answers = static_cast<std::int32_t>(state.answers);
        const auto count = static_cast<std::uint32_t>(state.numbers.size());
        put(&name_size, sizeof name_size);
        put(name.data(), name_size);
        put(&answers, sizeof answers);
        put(&count, sizeof count);
        put(state.numbers.data(), count * sizeof(double));
    }
    return bytes;
}

/// What ends in the middle of a skill is cut off before it.
Skills skills_in(std::span<const std::byte> bytes) {
    Skills skills;
    const auto take = [&](void* to, std::size_t size) {
        if (bytes.size() < size) return false;
        if (size > 0) std::memcpy(to, bytes.data(), size);
        bytes = bytes.subspan(size);
        return true;
    };
    while (!bytes.empty()) {
        std::uint8_t name_size = 0;
        std::int32_t answers = 0;
        std::uint32_t count = 0;
        std::string name;
        take(&name_size, sizeof name_size);
        name.resize(name_size);
        if (!take(name.data(), name_size) || !take(&answers, sizeof answers) || !take(&count, sizeof count)) break;
        ModelState state{std::vector<double>(std::min<std::size_t>(count, bytes.size() / sizeof(double))), answers};
        if (state.numbers.size() != count) break;
        take(state.numbers.data(), count * sizeof(double));
        skills.emplace_back(std::move(name), std::move(state));
    }
    return skills;
}

ModelState model_in(const Use& use) {
    ModelState state;
    const std::span<const std::byte> bytes = use.bytes(0);
    state.numbers.resize(bytes.size() / sizeof(double));
    if (!bytes.empty()) std::memcpy(state.numbers.data(), bytes.data(), state.numbers.size() * sizeof(double));
    state.answers = use.number(1);
    return state;
}

}  // namespace

/// What is remembered of a child, first what the file does not have yet; read when nothing is.
const SqliteStore::Masteries& SqliteStore::masteries(StudentId student) {
    if (const auto changed = unwritten_masteries_.find(student.value); changed != unwritten_masteries_.end()) return changed->second;
    if (const Masteries* known = masteries_.find(student.value)) return *known;
    Use use = database_.use("SELECT state FROM mastery WHERE student = ?1");
    Masteries all;
    if (use.bind(student).step()) all = {skills_in(use.bytes(0)), true};
    masteries_.keep(student.value, std::move(all));
    return *masteries_.find(student.value);
}

std::optional<ModelState> SqliteStore::mastery(StudentId student, std::string_view skill) {
    const Masteries& known = masteries(student);
    const auto found = std::ranges::find(known.skills, skill, [](const auto& each) { return std::string_view(each.first); });
    if (found == known.skills.end()) return std::nullopt;
    return found->second;
}

void SqliteStore::save_mastery(StudentId student, std::string_view skill, const ModelState& state, base::Instant now) {
    auto changed = unwritten_masteries_.find(student.value);
    if (changed == unwritten_masteries_.end()) {
        changed = unwritten_masteries_.emplace(student.value, masteries(student)).first;
        masteries_.forget(student.value);
    }
    Masteries& row = changed->second;
    row.updated_at = now;
    const auto found = std::ranges::find(row.skills, skill, [](const auto& each) { return std::string_view(each.first); });
    if (found != row.skills.end()) {
        found->second = state;
    } else {
        row.skills.emplace_back(skill, state);
    }
    if (!database_.in_transaction()) write_masteries();  // no commit will come
}

void SqliteStore::write_masteries() {
    for (auto& [student, row] : unwritten_masteries_) {
        // One of the two, not an upsert: that would look for the row twice, and for the student each time.
        Use use = row.stored ? database_.use("UPDATE mastery SET state = ?2, updated_at = ?3 WHERE student = ?1")
                             : database_.use("INSERT INTO mastery (student, state, updated_at) VALUES (?1, ?2, ?3)");
        const std::vector<std::byte> bytes = bytes_of(row.skills);
        use.bind(student, std::span{bytes}, row.updated_at).run();
        row.stored = true;
        masteries_.keep(student, std::move(row));
    }
    unwritten_masteries_.clear();
}

void SqliteStore::warm_masteries(const std::vector<StudentId>& students) {
    if (students.empty()) return;
    for (const StudentId id : students) masteries_.keep(id.value, {});
    Use use = database_.use("SELECT state, student FROM mastery WHERE student <= ?1");
    use.bind(students.back());
    while (use.step()) masteries_.keep(use.integer(1), {skills_in(use.bytes(0)), true});
}

SqliteStore::Difficulty& SqliteStore::known_difficulty(std::string_view item) {
    if (const auto known = difficulties_.find(item); known != difficulties_.end()) return known->second;
    Use use = database_.use("SELECT state, answers FROM item_difficulty WHERE item = ?1");
    Difficulty row;
    if (use.bind(item).step()) row.state = std::make_shared<ModelState>(model_in(use));
    return difficulties_.emplace(item, std::move(row)).first->second;
}

ports::Shared<ModelState> SqliteStore::difficulty(std::string_view item) { return known_difficulty(item).state; }

void SqliteStore::save_difficulty(std::string_view item, ModelState state) {
    change_difficulty(item, [&](ModelState& now) { now = std::move(state); });
}

void SqliteStore::change_difficulty(std::string_view item, const std::function<void(ModelState&)>& change) {
    Difficulty& row = known_difficulty(item);
    if (!row.state) row.state = std::make_shared<ModelState>();
    if (row.state.use_count() > 1) row.state = std::make_shared<ModelState>(*row.state);  // somebody reads it as it was
    change(*row.state);
    row.written = false;
    if (!database_.in_transaction()) write_difficulties();  // no commit will come
}

void SqliteStore::write_difficulties() {
    for (auto& [item, row] : difficulties_) {
        if (row.written) continue;
        Use use = database_.use(
            "INSERT INTO item_difficulty (item, answers, state) VALUES (?1, ?2, ?3) "
            "ON CONFLICT DO UPDATE SET answers = ?2, state = ?3");
        use.bind(item, row.state->answers, blob(row.state->numbers)).run();
        row.written = true;
    }
}

}  // namespace tutorline::store
