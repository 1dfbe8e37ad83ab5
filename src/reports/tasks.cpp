#include "reports/tasks.hpp"

#include <array>
#include <map>

#include "reports/page_writer.hpp"

namespace tutorline::reports {
namespace {

using ports::Row;
using ports::Value;

constexpr std::string_view safeguarding = "safeguarding";

std::string words_of(const Row& row, int column) { return std::string{row.text(column)}; }
base::Instant instant(const Row& row, int column) { return base::Instant{base::Seconds{row.integer(column)}}; }

/// "key name", what is there of it.
std::string person(const std::string& key, const std::string& name) { return name.empty() ? key : key + " " + name; }

std::string about(const OpenTask& task, const Words& words) {
    const std::string student = person(task.student_key, task.student_name), tutor = person(task.tutor_key, task.tutor_name);
    if (student.empty() && tutor.empty()) return words("tasks.about_nobody", {});
    if (student.empty()) return words("tasks.about_tutor", {{"tutor", tutor}});
    if (tutor.empty()) return words("tasks.about_student", {{"student", student}});
    if (!task.tutor_now_key.empty()) return words("tasks.about_moved", {{"student", student}, {"tutor", tutor}, {"now", person(task.tutor_now_key, task.tutor_now_name)}});
    return words("tasks.about_both", {{"student", student}, {"tutor", tutor}});
}

void add_later_words(ports::Reader& reader, OpenTask& task) {
    const std::array<Value, 1> parameters{task.id};
    reader.query("SELECT i.text FROM fact f JOIN inbox i ON i.id = CAST(f.detail AS INTEGER) WHERE f.kind IN ('alert_joined', 'task_joined') AND f.ref = ?1 ORDER BY f.id",
                 parameters, [&](const Row& row) { task.later.push_back(words_of(row, 0)); });
}

/// Texts that joined each task since it was opened.
void count_later(ports::Reader& reader, std::vector<OpenTask>& tasks) {
    std::map<std::int64_t, int> joined;
    reader.query("SELECT f.ref, count(*) FROM fact f JOIN task k ON k.id = f.ref WHERE f.kind = 'task_joined' AND k.closed_at IS NULL GROUP BY f.ref", {},
                 [&](const Row& row) { joined[row.integer(0)] = static_cast<int>(row.integer(1)); });
    for (OpenTask& task : tasks)
        if (const auto found = joined.find(task.id); found != joined.end()) task.more = found->second;
}

}  // namespace

base::Result<std::vector<OpenTask>> open_tasks(ports::Reader& reader, const domain::Program& program, std::optional<std::int64_t> only) {
    const std::array<Value, 2> parameters{program.key, only ? Value{*only} : Value{nullptr}};
    std::vector<OpenTask> tasks;
    reader.query(
        "SELECT k.id, k.kind, k.urgency, st.key, st.first_name, t.key, t.name, k.created_at, k.due_at, i.text, coalesce(n.key, ''), coalesce(n.name, ''),"
        " k.phone IS NOT NULL AND k.student IS NULL AND k.tutor IS NULL AS stranger, k.detail FROM task k"
        " LEFT JOIN student st ON st.id = k.student LEFT JOIN tutor t ON t.id = k.tutor LEFT JOIN inbox i ON i.id = k.inbox"
        " LEFT JOIN enrollment e ON e.student = k.student AND e.status = 'active' LEFT JOIN tutor n ON n.id = e.tutor AND n.id <> k.tutor"
        " LEFT JOIN cohort c ON c.id = coalesce(st.cohort, t.cohort)"
        " WHERE k.closed_at IS NULL AND (c.key IS NULL OR c.key = ?1) AND (?2 IS NULL OR k.id = ?2) ORDER BY k.urgency, stranger, k.due_at, k.id",
        parameters, [&](const Row& row) {
            OpenTask task{row.integer(0), words_of(row, 1), static_cast<int>(row.integer(2)), words_of(row, 3), words_of(row, 4),
                          words_of(row, 5), words_of(row, 6), instant(row, 7), instant(row, 8), words_of(row, 9), {}, 0, words_of(row, 10), words_of(row, 11),
                          row.integer(12) != 0, words_of(row, 13)};
            if (task.kind == safeguarding && !only) task.text.clear();
            tasks.push_back(std::move(task));
        });
    if (only && tasks.empty()) return base::Error{base::Error::Policy::permanent, "task_unknown", {}};
    if (only) add_later_words(reader, tasks.front());
    else count_later(reader, tasks);
    return tasks;
}

namespace {

/// The case that stands for many has words of its own.
std::string kind_words(const OpenTask& task, const Words& words) {
    return word_of(words, "tasks.kind_", task.kind == safeguarding && task.detail == "strangers" ? "safeguarding_strangers" : task.kind);
}

std::string task_words(const OpenTask& task, const base::Zone& zone, const Words& words) {
    const auto when = [&](base::Instant at) {
        const auto local = zone.to_civil(at);
        return base::format_date(local.day) + " " + base::format_hour(local.minute_of_day());
    };
    std::string text = "\n" + words(task.urgency == 0 ? "tasks.line_urgent" : "tasks.line",
                                    {{"id", std::to_string(task.id)}, {"kind", kind_words(task, words)}, {"about", about(task, words)}});
    text += "\n    " + words("tasks.times", {{"created", when(task.created_at)}, {"due", when(task.due_at)}}) + "\n";
    if (task.kind == "words_to_watch") text += "    " + (task.detail.empty() ? words("tasks.watch_alike", {}) : words("tasks.watch_listed", {{"place", task.detail}})) + "\n";
    TextTable sent("l");  // cleans what a phone sent
    if (!task.text.empty()) sent.add({words("tasks.text", {{"text", task.text}})});
    else if (task.kind == safeguarding) sent.add({words("tasks.case", {{"id", std::to_string(task.id)}})});
    if (task.more > 0) sent.add({words("tasks.more", {{"count", std::to_string(task.more)}, {"id", std::to_string(task.id)}})});
    for (const std::string& later : task.later) sent.add({words("tasks.text", {{"text", later}})});
    return text + sent.text(4);
}

}  // namespace

std::string tasks_page(const std::vector<OpenTask>& tasks, const domain::Program& program, const Words& words, bool all) {
    if (tasks.empty()) return words("tasks.none", {}) + "\n";
    auto zone = base::Zone::find(program.zone);
    if (!zone) zone = base::Zone::find("UTC");
    std::map<std::string, int> of_strangers, shown;
    for (const OpenTask& task : tasks) of_strangers[task.kind] += task.stranger ? 1 : 0;
    std::string page = tasks.size() == 1 ? words("tasks.count_one", {}) : words("tasks.count", {{"count", std::to_string(tasks.size())}});
    page += "\n";
    for (const OpenTask& task : tasks) {
        const int so_far = task.stranger && !all ? ++shown[task.kind] : 0;
        if (so_far > strangers_shown) continue;
        page += task_words(task, *zone, words);
        const int rest = of_strangers[task.kind] - strangers_shown;
        if (so_far == strangers_shown && rest > 0) page += "\n    " + words("tasks.strangers", {{"count", std::to_string(rest)}}) + "\n";
    }
    return page;
}

}  // namespace tutorline::reports
