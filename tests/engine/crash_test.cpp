// The power is cut at every single write of the engine's work, one run for each; after the restart nothing that was
// acknowledged is gone, no text leaves twice, no dial is placed twice, and every session still ends.
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "engine/cohort.hpp"
#include "support/power_cut.hpp"

namespace tutorline {
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
        for (const Effect& effect : c.run(now)) {
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
        if (c.handle(text, now).kind != Handled::Kind::refused) gateway.acknowledged.insert(id);
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

    std::filesystem::path path_;
};

TEST_F(CrashTest, AtEveryWriteOfAnEveningsWork) {
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

}  // namespace
}  // namespace tutorline
