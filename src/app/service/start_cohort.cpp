#include "app/service/start_cohort.hpp"

#include "app/service/log.hpp"
#include "domain/roster/match_roster.hpp"
#include "engine/enroll.hpp"
#include "program/check_report.hpp"
#include "reports/settings.hpp"

namespace tutorline::app {
namespace {

std::vector<engine::Assignment> assignments_of(const domain::RosterMatch& match, const domain::Roster& roster) {
    std::vector<engine::Assignment> assignments;
    for (const auto& placement : match.solution.placed) {
        const auto& student = match.problem.students[static_cast<std::size_t>(placement.student)];
        const auto& tutor = match.problem.tutors[static_cast<std::size_t>(placement.tutor)];
        assignments.push_back({student.id, tutor.id, placement.slots, {}});
    }
    for (const int student : match.solution.unplaced)
        assignments.push_back({match.problem.students[static_cast<std::size_t>(student)].id, {}, {}, "no_place"});
    for (const int student : match.without_consent)
        assignments.push_back({roster.students[static_cast<std::size_t>(student)].key, {}, {}, "no_consent"});
    return assignments;
}

}  // namespace

base::Result<CoordinatorFiles> read_coordinator_files(const std::filesystem::path& program, const std::filesystem::path& config) {
    auto loaded = program::load_and_check(program, config);
    if (loaded.checked) return CoordinatorFiles{std::move(loaded.checked->program), std::move(loaded.checked->roster)};
    const auto texts = program::CoordinatorTexts::load(config);
    if (!texts) return texts.error();
    const std::string language = program::answer_language({}, loaded);
    return base::Error{base::Error::Policy::permanent, "program_bad", program::render_diagnostics(loaded.diagnostics, *texts, language)};
}

void start_cohort(ports::Store& store, const CoordinatorFiles& files, base::Instant now) {
    const auto known = store.cohort(files.program.key);
    if (known && known->content_hash == files.program.content_hash)
        return log_info("cohort_known", {{"cohort", std::string_view{files.program.key}}});
    const domain::RosterMatch match = domain::match_roster(files.program, files.roster);
    const auto assignments = assignments_of(match, files.roster);
    const engine::Enrolled enrolled = engine::enroll(store, files.program, files.roster, assignments, now);
    ports::Transaction transaction{store};
    store.set_meta(std::string{reports::settings_key} + files.program.key, reports::settings_json(files.program));
    transaction.commit();
    log_info("cohort_enrolled", {{"cohort", std::string_view{files.program.key}},
                                 {"students", std::int64_t{enrolled.students}},
                                 {"tutors", std::int64_t{enrolled.tutors}},
                                 {"matched", std::int64_t{enrolled.matched}},
                                 {"unmatched", std::int64_t{enrolled.unmatched}},
                                 {"sessions_made", std::int64_t{enrolled.sessions_made}}});
}

}  // namespace tutorline::app
