#include "app/dry_run.hpp"

#include <stdexcept>

#include "engine/engine.hpp"
#include "engine/resources.hpp"
#include "store/store.hpp"

namespace tutorline::app {
namespace {

using Results = std::vector<std::pair<domain::Effect, domain::EffectResult>>;

constexpr int rounds_max = 1'000'000;  ///< against an engine that is never done

class DryRun {
  public:
    DryRun(ports::Store& store, engine::Engine& engine) : store_(store), engine_(engine) {}

    std::vector<DryText> run(base::Instant from, const EndOf& end) {
        engine_.recover(from);
        base::Instant now = from;
        for (int round = 0; round < rounds_max; ++round) {
            while (engine_.tick(now)) {
            }
            if (perform(now)) continue;
            const auto next = engine_.next_due();
            if (!next || (!texts_.empty() && *next >= end(texts_.front().at))) return std::move(texts_);
            now = std::max(now + base::Seconds{*next <= now ? 1 : 0}, *next);
        }
        throw std::runtime_error("the dry run does not end");
    }

  private:
    /// Every request is taken as the gateway would at best take it. False when there was nothing to do.
    bool perform(base::Instant now) {
        const auto effects = engine_.lease(now);
        Results results;
        std::vector<domain::Event> held;
        for (const domain::Effect& effect : effects) {
            results.emplace_back(effect, domain::EffectResult{.fate = domain::EffectResult::Fate::accepted, .provider_id = "dry-" + std::to_string(++taken_)});
            if (const auto* text = std::get_if<domain::SendText>(&effect)) keep(*text, now);
            if (const auto* call = std::get_if<domain::PlaceCall>(&effect))
                hold(call->id, held);
        }
        engine_.finish(results, now);
        if (!held.empty()) engine_.handle(held, now);
        return !effects.empty();
    }

    /// The call takes place and is reported: nothing has to be retried, chased or asked. Its outcome is of no account here.
    void hold(domain::AttemptId id, std::vector<domain::Event>& events) {
        using domain::CallEnd;
        using domain::CallStage;
        using domain::Leg;
        const auto attempt = store_.attempt(id);
        if (!attempt) return;
        const auto say = [&](Leg leg, CallStage stage, CallEnd end) {
            const std::string key = "dry-" + std::to_string(++taken_);
            const base::Seconds talked = end == CallEnd::completed ? base::Seconds{1200} : base::Seconds{0};
            events.push_back(domain::CallProgress{id, leg, stage, end, key, key, "completed", talked});
        };
        say(Leg::tutor, CallStage::answered, CallEnd::none);
        say(Leg::family, CallStage::answered, CallEnd::none);
        say(Leg::family, CallStage::ended, CallEnd::completed);
        say(Leg::tutor, CallStage::ended, CallEnd::completed);
        events.push_back(domain::CorrectOutcome{attempt->session, "excused", "plan", "dry_run"});
        const auto session = store_.session(attempt->session);
        if (session && session->carries)  // a sibling's lesson in the same call
            events.push_back(domain::CorrectOutcome{session->carries, "excused", "plan", "dry_run"});
    }

    void keep(const domain::SendText& text, base::Instant now) {
        DryText kept{now, {}, {}, text.text, 1};
        if (const auto row = store_.message(text.id)) {
            kept.segments = row->segments;
            if (row->tutor)
                if (const auto tutor = store_.tutor(row->tutor)) kept.tutor = tutor->tutor.key;
            if (row->student)
                if (const auto student = store_.student(row->student)) kept.student = student->student.key;
        }
        texts_.push_back(std::move(kept));
    }

    ports::Store& store_;
    engine::Engine& engine_;
    std::vector<DryText> texts_;
    int taken_ = 0;
};

}  // namespace

std::vector<DryText> dry_run(const program::CheckedProgram& checked, const domain::Catalog& catalog,
                             const std::vector<engine::Assignment>& assignments, base::Instant from, const EndOf& end) {
    auto store = store::open({.path = "", .durable = false});
    if (!store) throw std::runtime_error(store.error().message);
    engine::enroll(*store.value(), checked.program, checked.roster, assignments, from);
    engine::Resources resources;
    resources.program = checked.program;
    resources.catalog = catalog;
    resources.channel = "plan";
    engine::Engine engine(*store.value(), resources);
    return DryRun(*store.value(), engine).run(from, end);
}

}  // namespace tutorline::app
