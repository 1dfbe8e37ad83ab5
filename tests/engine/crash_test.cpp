// The power is cut at every single write of the engine's work, one run for each; after the restart nothing that was
// acknowledged is gone, no text leaves twice, no dial is placed twice, and every session still ends.
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "engine/cohort.hpp"
#include "support/power_cut.hpp"

namespace tutorline::crash_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using engine::Handled;
using test::Cohort;

/// The gateway's own truth: what it took, whatever our tables say.
struct Gateway {
    std::map<std::int64_t, int> texts;
    std::map<std::int64_t, int> calls;
    std::set<std::string> acknowledged;

    EffectResult take(const Effect& effect) {
        EffectResult result;
        result.fate = EffectResult::Fate::accepted;
        if (const auto* text = std::get_if<SendText>(&effect)) {
            ++texts[text->id.value];
        } else if (const auto* call = std::get_if<PlaceCall>(&effect)) {
            ++calls[call->id.value];
        } else if (!texts.contains(std::get<QueryText>(effect).id.value)) {
            result.fate = EffectResult::Fate::never_seen;
        }
        result.provider_id = "SM1";
        return result;
    }
};

class CrashTest : public testing::Test {
  protected:
    CrashTest()
        : path_(std::filesystem::temp_directory_path() / ("tutorline-crash-" + std::to_string(::getpid()) + ".db")) {}
    ~CrashTest() override { clear(); }
    void clear() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
    }

    /// What leaves at `now` is carried out; its result may be lost with the process.
    void relay(Cohort& c, Gateway& gateway, base::Instant now) {
        std::vector<std::pair<Effect, EffectResult>> results;
        const auto effects = c.run(now);
        if (!c.flushed()) return;
        for (const Effect& effect : effects) {
            const EffectResult result = gateway.take(effect);
            results.emplace_back(effect, result);
        }
        c.engine->finish(results, now);
    }
    void text_in(Cohort& c, Gateway& gateway, const std::string& id, base::Instant now) {
        InboundText text;
        text.channel = "t";
        text.provider_id = id;
        text.from = "+595981000001";
        text.text = "81";
        if (c.handle(text, now).kind != Handled::Kind::refused && c.flushed()) gateway.acknowledged.insert(id);
    }
    void text_out(Cohort& c, const std::string& once, base::Instant now) {
        ports::MessageRow row;
        row.phone = c.phone("+595981000001");
        row.student = c.student_id("luis");
        row.text = "34 + 47 = ?";
        row.created_at = row.not_before = now;
        row.not_after = now + 72h;
        row.once = once;
        try {
            ports::Transaction transaction(*c.store);
            c.store->enqueue(row);
            transaction.commit();
        } catch (const ports::StoreFailure&) {
        }
    }
    /// One evening: texts in and out, a dial with its callbacks, the tutor's log.
    void work(Cohort& c, Gateway& gateway, base::Instant now) {
        text_out(c, "item:1", now);
        relay(c, gateway, now);
        text_in(c, gateway, "SM-a", now + 10s);
        for (const auto& [attempt, times] : std::map(gateway.calls)) {
            c.handle(c.answered(AttemptId{attempt}, Leg::tutor), now + 10s);
            c.handle(c.answered(AttemptId{attempt}, Leg::family), now + 20s);
            c.handle(c.ended(AttemptId{attempt}, Leg::family, CallEnd::completed, 700), now + 720s);
        }
        text_out(c, "item:2", now + 720s);
        relay(c, gateway, now + 720s);
        text_in(c, gateway, "SM-b", now + 740s);
        relay(c, gateway, now + 740s);
    }
    void live_on(Cohort& c, Gateway& gateway) {
        for (base::Instant now = c.monday + 1h; now < c.monday + 24h * 23; now += 30min) relay(c, gateway, now);
    }
    void check(Cohort& c, const Gateway& gateway) {
        for (const auto& [id, times] : gateway.texts) EXPECT_EQ(times, 1) << "text " << id << " left twice";
        for (const auto& [id, times] : gateway.calls) EXPECT_EQ(times, 1) << "call " << id << " was placed twice";
        for (const std::string& id : gateway.acknowledged) {
            ports::InboxRow row;
            row.channel = "t";
            row.provider_id = id;
            EXPECT_FALSE(c.store->claim(row)) << id << " was answered 200 and is gone";
        }
        for (int n = 1; n <= 3; ++n) EXPECT_TRUE(c.session("luis", n).outcome) << "session " << n << " did not end";
        EXPECT_TRUE(c.store->inflight().empty());
    }

    /// `split`: commits are flushed apart, before anything leaves, as `serve` does it.
    void cut_at_every_write(bool split);

    std::filesystem::path path_;
};

void CrashTest::cut_at_every_write(bool split) {
    const std::vector<Cohort::Child> luis{{"luis", "l", {"+595981000001"}}};
    constexpr int tears = 3;  // a commit leaves as one write: torn in several places
    std::int64_t points = 0;
    for (std::int64_t n = 0;; ++n) {
        const std::int64_t k = 1 + n / tears;
        SCOPED_TRACE("cut at operation " + std::to_string(k) + ", torn " + std::to_string(n));
        clear();
        test::PowerCut power;
        Gateway gateway;
        auto c = std::make_unique<Cohort>(path_.string(), test::PowerCut::vfs);
        c->enroll(luis);
        if (split) c->flush = c->store->split_flush();
        ASSERT_EQ(c->flush != nullptr, split);
        power.cut_at(k);
        work(*c, gateway, c->monday);
        const bool was_cut = power.is_cut();
        c.reset();
        power.restore(static_cast<std::uint64_t>(n), n % 4 == 0);
        if (!was_cut) break;
        ++points;
        c = std::make_unique<Cohort>(path_.string(), test::PowerCut::vfs);  // store::open checks the file's pages
        c->enroll(luis);
        c->engine->recover(c->monday + 30min);
        text_in(*c, gateway, "SM-a", c->monday + 31min);  // the gateway repeats what was not answered
        text_in(*c, gateway, "SM-b", c->monday + 31min);
        live_on(*c, gateway);
        check(*c, gateway);
        if (HasFailure()) break;
    }
    EXPECT_GT(points, 40);
    std::cout << points << " crash points\n";
}

/// New sheets: Rosa, who has Luis, Mia and Nora, leaves; Ana takes Luis and Mia, and Zoe joins. Nora waits.
domain::ChangePlaces new_sheets(Cohort& c) {
    auto roster = c.roster;
    if (roster.tutors.size() == 1) {
        roster.tutors.front().key = "ana";
        roster.tutors.front().name = "Ana Gomez";
        roster.tutors.front().phone = base::PhoneNumber::from_e164("+595981888888");
        auto zoe = roster.students.front();
        zoe.key = zoe.first_name = zoe.household = "zoe";
        zoe.phones = {base::PhoneNumber::from_e164("+595981000009")};
        roster.students.push_back(zoe);
    }
    const std::vector<engine::Assignment> places{{"luis", "ana", {36}, ""}, {"mia", "ana", {34}, ""}, {"nora", "", {}, "no_place"}, {"zoe", "ana", {38}, ""}};
    auto changed = engine::enroll(*c.store, c.resources().program, roster, places, c.start).changed;
    changed.reason = "new_match";
    return changed;
}

TEST_F(CrashTest, AtEveryWriteOfAReMatch) {
    const std::vector<Cohort::Child> children{{"luis", "l", {"+595981000001"}}, {"mia", "m", {"+595981000002"}, 36}, {"nora", "n", {"+595981000003"}, 38}};
    const auto prepare = [&](Cohort& c) {
        for (const char* key : {"families.handover", "families.tutor_left", "tutors.student_new", "tutors.student_gone", "tutors.students_gone"}) c.resources().catalog.add("es", key, {key, {}});
    };
    constexpr int tears = 5;
    std::int64_t points = 0;
    for (std::int64_t n = 0;; ++n) {
        const std::int64_t k = 1 + n / tears;
        SCOPED_TRACE("cut at operation " + std::to_string(k) + ", torn " + std::to_string(n));
        clear();
        test::PowerCut power;
        auto c = std::make_unique<Cohort>(path_.string(), test::PowerCut::vfs);
        prepare(*c);
        c->enroll(children);
        const base::Instant now = c->monday - 76h;
        power.cut_at(k);
        try {
            c->handle(new_sheets(*c), now);
        } catch (const ports::StoreFailure&) {
        }
        const bool was_cut = power.is_cut();
        c.reset();
        power.restore(static_cast<std::uint64_t>(n), n % 4 == 0);
        c = std::make_unique<Cohort>(path_.string(), test::PowerCut::vfs);
        c->enrolled.cohort = c->store->cohort("demo")->id;
        prepare(*c);
        Cohort people;  // the sheets are read anew at every start
        people.enroll(children);
        c->roster = people.roster;
        for (int start = 0; start < 2; ++start) {
            c->handle(new_sheets(*c), now);
            c->engine->recover(now);
        }
        std::map<std::string, int> texts;
        for (base::Instant at = now; at < now + 10min; at += 1min)
            for (const Effect& effect : c->run(at)) {
                if (const auto* text = std::get_if<SendText>(&effect)) ++texts[text->to.e164() + " " + text->text];
                c->finish(effect, {.fate = EffectResult::Fate::accepted, .provider_id = "SM"}, at);
            }
        EXPECT_EQ(texts.size(), 6u) << "four families, who left and who takes over";
        const auto ana = c->store->tutor(c->enrolled.cohort, "ana")->id;
        for (const char* child : {"luis", "mia", "zoe"})
            for (int lesson = 1; lesson <= 3; ++lesson) EXPECT_EQ(c->session(child, lesson).tutor, ana) << child << lesson;
        EXPECT_EQ(c->store->enrollment_of(c->student_id("nora"))->status, "waiting");
        EXPECT_EQ(c->store->open_tasks("no_place").size(), 1u);
        for (const auto& [text, times] : texts) EXPECT_EQ(times, text.find("student_") == std::string::npos ? 1 : 3) << text;
        if (!was_cut || HasFailure()) break;
        ++points;
    }
    EXPECT_GT(points, 15);
    std::cout << points << " crash points\n";
}

TEST_F(CrashTest, AtEveryWriteOfAnEveningsWork) { cut_at_every_write(false); }

TEST_F(CrashTest, AtEveryWriteWithTheFlushSplitFromTheCommit) { cut_at_every_write(true); }

}  // namespace
}  // namespace tutorline::crash_test
