// A small cohort in memory (or a file) with an engine over it, for the engine's tests: one tutor, Rosa, with students on
// Monday evenings in Asuncion.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/calls/calls.hpp"
#include "engine/engine.hpp"
#include "engine/enroll.hpp"
#include "engine/scope.hpp"
#include "store/store.hpp"

namespace tutorline::test {

class Cohort {
  public:
    struct Child {
        std::string key;
        std::string household;
        std::vector<std::string> phones;
        int slot = 34;  ///< Monday 17:00
    };

    explicit Cohort(std::string path = {}, std::string vfs = {}) {
        options_.path = std::move(path);
        options_.vfs = std::move(vfs);
        options_.durable = !options_.vfs.empty();
        options_.checkpoints = options_.vfs.empty();
        resources_.program = program();
        resources_.catalog.add("es", "voice.tutor_greeting", {"Hola, {tutor}. Llamamos a {child}, clase {session}.", {}});
        resources_.catalog.add("es", "voice.tutor_ask_first", {"Pregunte primero si siguen.", {}});
        resources_.catalog.add("es", "voice.family_greeting", {"Hola. Le llama {program} para {child} con {tutor}.", {}});
        resources_.catalog.add("es", "voice.call_over", {"Gracias.", {}});
        resources_.catalog.add("es", "voice.tutor_no_answer", {"No contestaron, {tutor}.", {}});
        resources_.capabilities = {.queryable_log = true, .log_lag = base::Seconds{60}, .delivery_receipts = true, .voice = true};
        open();
    }

    static domain::Program program() {
        domain::Program program;
        program.key = "demo";
        program.name = "Tutoria";
        program.country = "PY";
        program.zone = "America/Asuncion";
        program.starts_on = *base::parse_date("2026-03-02");  // a Monday
        program.weeks = 3;
        program.call_minutes = base::Minutes{20};
        program.onboarding = false;
        return program;
    }

    void enroll(const std::vector<Child>& children) {
        roster = {};
        domain::Tutor rosa;
        rosa.key = "rosa";
        rosa.name = "Rosa Benitez";
        rosa.phone = base::PhoneNumber::from_e164("+595981999999");
        rosa.languages = {"es"};
        rosa.zone = resources_.program.zone;
        for (int day = 0; day < 6; ++day) rosa.windows.push_back({day, 8 * 60, 20 * 60});
        roster.tutors = {rosa};
        std::vector<engine::Assignment> places;
        for (const Child& child : children) {
            roster.students.push_back(student(child));
            places.push_back({child.key, "rosa", {child.slot}, ""});
        }
        enrolled = engine::enroll(*store, resources_.program, roster, places, start);
        restart();
        if (!enrolled.changed.places.empty()) handle(enrolled.changed, start);
    }

    /// The process ends here and starts again over the same store.
    void restart() {
        engine.reset();
        engine = std::make_unique<engine::Engine>(*store, resources_);
        calendars_ = std::make_unique<engine::Calendars>(resources_.program, std::vector<domain::Blackout>{});
    }
    void open() {
        engine.reset();
        flush.reset();
        store.reset();
        auto opened = store::open(options_);
        if (!opened) throw std::runtime_error(opened.error().message);
        store = std::move(opened).value();
        restart();
    }

    /// What was committed until now is durable; false when the disk failed.
    bool flushed() {
        try {
            if (flush) flush->flush();
            return true;
        } catch (const ports::StoreFailure&) {
            return false;
        }
    }

    engine::Scope scope(base::Instant now) { return {*store, resources_, *calendars_, enrolled.cohort, now}; }
    engine::Resources& resources() { return resources_; }
    domain::StudentId student_id(const std::string& key) { return store->student(enrolled.cohort, key)->id; }
    domain::Session session(const std::string& key, int number = 1) {
        return *store->session_of(student_id(key), domain::SessionKind::lesson, number);
    }
    domain::PhoneId phone(const std::string& e164) { return store->phone(base::PhoneNumber::from_e164(e164))->id; }

    /// All that leaves at `now`, after all that is due.
    std::vector<domain::Effect> run(base::Instant now) {
        while (engine->tick(now)) {
        }
        return engine->lease(now);
    }
    /// The one call that leaves at `now`, accepted by the gateway; an attempt id of 0 when none does.
    domain::AttemptId dial(base::Instant now) {
        for (const auto& effect : run(now)) {
            const auto* call = std::get_if<domain::PlaceCall>(&effect);
            if (call == nullptr) continue;
            finish(effect, {.fate = domain::EffectResult::Fate::accepted, .provider_id = "CA" + std::to_string(call->id.value)}, now);
            return call->id;
        }
        return {};
    }
    void finish(const domain::Effect& effect, const domain::EffectResult& result, base::Instant now) {
        const std::pair<domain::Effect, domain::EffectResult> one{effect, result};
        engine->finish({&one, 1}, now);
    }
    engine::Handled handle(const domain::Event& event, base::Instant now) { return engine->handle({&event, 1}, now).front(); }

    domain::CallProgress answered(domain::AttemptId attempt, domain::Leg leg) {
        domain::CallProgress news;
        news.attempt = attempt;
        news.leg = leg;
        news.stage = domain::CallStage::answered;
        return news;
    }
    domain::CallProgress ended(domain::AttemptId attempt, domain::Leg leg, domain::CallEnd end, int seconds = 0) {
        domain::CallProgress news;
        news.attempt = attempt;
        news.leg = leg;
        news.end = end;
        news.raw_code = "code";
        news.talked = base::Seconds{seconds};
        return news;
    }
    /// A whole dial in which the tutor joins and the family does not answer.
    void unanswered(base::Instant now, domain::CallEnd end = domain::CallEnd::no_answer) {
        const auto attempt = dial(now);
        ASSERT_TRUE(attempt);
        handle(answered(attempt, domain::Leg::tutor), now);
        handle(ended(attempt, domain::Leg::family, end), now + base::Seconds{50});
        handle(ended(attempt, domain::Leg::tutor, domain::CallEnd::completed, 60), now + base::Seconds{60});
    }
    /// A whole dial in which somebody answers and the line is open for so long.
    void talk(base::Instant now, int seconds) {
        const auto attempt = dial(now);
        ASSERT_TRUE(attempt);
        handle(answered(attempt, domain::Leg::tutor), now);
        handle(answered(attempt, domain::Leg::family), now);
        handle(ended(attempt, domain::Leg::family, domain::CallEnd::completed, seconds), now + base::Seconds{seconds});
    }
    bool log(domain::SessionId session, domain::ReportedOutcome outcome, std::optional<int> minutes, std::optional<bool> checkpoint,
             base::Instant now) {
        domain::SessionLog log;
        log.outcome = outcome;
        log.minutes = minutes;
        log.checkpoint = checkpoint;
        ports::Transaction transaction(*store);
        engine::Scope its_scope = scope(now);
        const bool done = engine::calls::apply_log(its_scope, session, log, {}, true);
        transaction.commit();
        return done;
    }

    const base::Instant start = *base::parse_instant("2026-02-20T12:00:00Z");
    const base::Instant monday = *base::parse_instant("2026-03-02T20:00:00Z");  ///< 17:00 in Asuncion (-03)
    std::unique_ptr<ports::Store> store;
    std::unique_ptr<ports::Flush> flush;  ///< split from the store by a test that wants it
    std::unique_ptr<engine::Engine> engine;
    engine::Enrolled enrolled;
    domain::Roster roster;  ///< as it was enrolled last

  private:
    domain::Student student(const Child& child) const {
        domain::Student student;
        student.key = child.key;
        student.first_name = child.key;
        student.household = child.household;
        for (const std::string& number : child.phones) student.phones.push_back(base::PhoneNumber::from_e164(number));
        student.languages = {"es"};
        student.text_language = "es";
        student.zone = resources_.program.zone;
        for (int day = 0; day < 6; ++day) student.windows.push_back({day, 17 * 60, 20 * 60});
        domain::Consent consent;
        consent.given_by = "madre";
        consent.given_on = *base::parse_date("2026-02-10");
        consent.text_version = "1";
        student.consent = consent;
        return student;
    }

    store::Options options_;
    engine::Resources resources_;
    std::unique_ptr<engine::Calendars> calendars_;
};

}  // namespace tutorline::test
