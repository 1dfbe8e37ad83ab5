#include "app/service/start_cohort.hpp"

#include <chrono>

#include "app/places_now.hpp"
#include "app/reader_language.hpp"
#include "app/service/log.hpp"
#include "domain/roster/match_again.hpp"
#include "domain/roster/match_prices.hpp"
#include "engine/absent.hpp"
#include "engine/engine.hpp"
#include "engine/enroll.hpp"
#include "engine/resources.hpp"
#include "program/check_report.hpp"
#include "program/tutors_needed.hpp"
#include "reports/settings.hpp"

namespace tutorline::app {
namespace {

constexpr int recruits_max = 10;  ///< points of the curve

/// A line in the log now and then while a match takes long.
class LoggedProgress {
  public:
    void operator()(const domain::matching::Progress& progress) {
        using namespace std::chrono_literals;
        const auto now = Clock::now();
        if (now - begun_ < 2s || now - told_ < 2s) return;
        told_ = now;
        const std::int64_t percent = progress.total > 0 ? progress.done * 100 / progress.total : 0;
        log_info("match_working", {{"stage", progress.stage}, {"percent", percent},
                                   {"seconds", std::int64_t{std::chrono::duration_cast<std::chrono::seconds>(now - begun_).count()}}});
    }

  private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point begun_ = Clock::now(), told_ = begun_;
};

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

/// Students placed with 0, 1, 2.. tutors more: the curve of `plan --tutors-needed`. Of large cohorts it takes minutes.
std::vector<int> curve(const domain::Program& program, const domain::Roster& roster, const domain::RosterMatch& match) {
    if (match.problem.students.size() > domain::coupled_students_max) return {};
    std::vector<int> placed{static_cast<int>(match.solution.placed.size())};
    const program::CheckedProgram checked{program, roster};
    const auto needed = program::tutors_needed({checked, match, {}, {}}, recruits_max);
    for (const auto& recruit : needed.recruits) placed.push_back(placed.back() + recruit.students_gained);
    return placed;
}

ports::MatchRow match_row(const domain::Program& program, const domain::Roster& roster, const domain::RosterMatch& match, domain::CohortId cohort,
                          base::Instant now) {
    const auto& solution = match.solution;
    return {.cohort = cohort, .at = now, .content_hash = program.content_hash, .seed = solution.seed,
            .students = static_cast<int>(match.problem.students.size()), .placed = static_cast<int>(solution.placed.size()),
            .need_placed = solution.need_placed, .need_total = solution.need_total, .calls_moved = solution.calls_moved, .cost = solution.cost,
            .need_bound = solution.bound.need, .cost_bound = solution.bound.cost, .optimal = solution.optimal, .curve = curve(program, roster, match)};
}

engine::Resources resources_of(const CoordinatorFiles& files, const domain::Catalog& catalog) {
    engine::Resources resources;
    resources.program = files.program;
    resources.catalog = catalog;
    return resources;
}

/// Through the engine, like everything that happens to a cohort that runs.
bool change_places(ports::Store& store, const CoordinatorFiles& files, const domain::Catalog& catalog, domain::ChangePlaces changed,
                   base::Instant now) {
    if (changed.places.empty()) return true;
    changed.reason = "new_match";
    const engine::Resources resources = resources_of(files, catalog);
    engine::Engine engine(store, resources);
    const domain::Event event{std::move(changed)};
    return engine.handle({&event, 1}, now).front().kind != engine::Handled::Kind::refused;
}

}  // namespace

base::Result<CoordinatorFiles> read_coordinator_files(const std::filesystem::path& program, const std::filesystem::path& config) {
    auto loaded = program::load_and_check(program, config);
    if (loaded.checked) return CoordinatorFiles{std::move(loaded.checked->program), std::move(loaded.checked->roster), loaded.students_file, loaded.tutors_file};
    const auto texts = program::CoordinatorTexts::load(config);
    if (!texts) return texts.error();
    const std::string language = program::answer_language(language_told(), loaded);
    return base::Error{base::Error::Policy::permanent, "program_bad", program::render_diagnostics(loaded.diagnostics, *texts, language)};
}

bool knows_sheets(ports::Store& store, const CoordinatorFiles& files) {
    const auto known = store.cohort(files.program.key);
    return known && known->content_hash == files.program.content_hash;
}

SheetsApplied apply_sheets(ports::Store& store, ports::Reader& reader, const CoordinatorFiles& files, const domain::Catalog& catalog, base::Instant now,
                           const std::function<void(const domain::matching::Progress&)>& progress) {
    SheetsApplied applied;
    applied.absent = engine::withdraw_absent(store, resources_of(files, catalog), files.roster, now);  // first: their seats are free
    const PlacesNow now_placed = places_now(reader, files.program.key);
    applied.roster = without(files.roster, now_placed.left);
    applied.match = domain::match_again(files.program, applied.roster, now_placed.places, progress, now_placed.prices);
    applied.enrolled = engine::enroll(store, files.program, files.roster, assignments_of(applied.match, applied.roster), now);
    applied.whole = change_places(store, files, catalog, applied.enrolled.changed, now);
    return applied;
}

namespace {

std::int64_t sessions_in(ports::Reader& reader, const std::string& cohort) {
    std::int64_t sessions = 0;
    const std::vector<ports::Value> key{cohort};
    reader.query("SELECT count(*) FROM session s JOIN student t ON t.id = s.student JOIN cohort c ON c.id = t.cohort WHERE c.key = ?1", key,
                 [&](const ports::Row& row) { sessions = row.integer(0); });
    return sessions;
}

}  // namespace

void start_cohort(ports::Store& store, ports::Reader& reader, const CoordinatorFiles& files, const domain::Catalog& catalog, base::Instant now) {
    if (knows_sheets(store, files)) return log_info("cohort_known", {{"cohort", std::string_view{files.program.key}}});
    const std::int64_t sessions_before = sessions_in(reader, files.program.key);
    const SheetsApplied applied = apply_sheets(store, reader, files, catalog, now, LoggedProgress{});
    const auto& [absent, enrolled, roster, match, whole] = applied;
    if (!whole) return log_error("places_not_changed", {{"cohort", std::string_view{files.program.key}}});  // the next start tries again
    ports::Transaction transaction{store};
    store.set_meta(std::string{reports::settings_key} + files.program.key, reports::settings_json(files.program));
    transaction.commit();
    engine::finish_import(store, files.program, match_row(files.program, roster, match, enrolled.cohort, now), domain::prices_of(match));
    log_info("cohort_enrolled", {{"cohort", std::string_view{files.program.key}},
                                 {"students", std::int64_t{enrolled.students}},
                                 {"tutors", std::int64_t{enrolled.tutors}},
                                 {"matched", std::int64_t{enrolled.matched}},
                                 {"unmatched", std::int64_t{enrolled.unmatched}},
                                 {"sessions_made", sessions_in(reader, files.program.key) - sessions_before},  // also those of who joined a running round
                                 {"left", std::int64_t{absent.left}},
                                 {"tutors_left", std::int64_t{absent.tutors_left}},
                                 {"back_in_sheet", std::int64_t{absent.back}},
                                 {"numbers_retired", std::int64_t{enrolled.numbers_retired}},
                                 {"consents_revoked", std::int64_t{enrolled.consents_revoked}},
                                 {"places_changed", static_cast<std::int64_t>(enrolled.changed.places.size())}});
}

}  // namespace tutorline::app
