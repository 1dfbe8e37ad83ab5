// A start that is cut anywhere between its steps: the next start with the same sheets ends where an uncut one does.
#include <gtest/gtest.h>

#include "app/service/start_cohort.hpp"
#include "app/simulation/world.hpp"
#include "store/store.hpp"
#include "support/power_cut.hpp"
#include "support/process.hpp"

namespace tutorline::app::cut_start_test {
namespace {

using namespace std::chrono_literals;

class CutStart : public testing::Test {
  protected:
    CutStart() {
        WorldOptions options;
        options.students = 24;
        options.tutors = 4;
        options.seed = 4;
        world_ = load_world(options).value();
        first_ = world_->roster;
        newer_ = world_->roster;
        newer_.tutors.erase(newer_.tutors.begin());
        newer_.tutors.front().phone = base::PhoneNumber::from_e164("+595981777777");
        newer_.students.erase(newer_.students.begin() + 3);
        newer_.students[4].phones = {base::PhoneNumber::from_e164("+595981777778")};
        newer_.students[5].consent.reset();
    }
    base::Instant before() const { return base::Instant{world_->resources.program.starts_on} - 14 * 24h + 14h; }
    /// A start of the service; false when the power went.
    bool start(const domain::Roster& roster, const std::string& hash, base::Instant now) {
        domain::Program program = world_->resources.program;
        program.content_hash = hash;
        try {
            const store::Options where{.path = file(), .vfs = test::PowerCut::vfs, .checkpoints = false};
            auto store = store::open(where);
            if (!store) return false;
            const auto reader = store::open_reader({.path = file()}, **store);
            if (!reader) return false;
            start_cohort(**store, **reader, {program, roster}, world_->resources.catalog, now);
        } catch (const ports::StoreFailure&) {
            return false;
        }
        return !power_.is_cut();
    }
    std::string file() const { return (folder_.path / "cut.db").string(); }
    void clear() {
        for (const char* end : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(file() + end);
    }
    /// All that a start decides, but ids and moments.
    std::string state() const {
        std::string text;
        const auto reader = store::open_existing(file());
        if (!reader) return "no database";
        for (const char* sql : {
                 "SELECT content_hash FROM cohort",
                 "SELECT key FROM meta WHERE key LIKE '%settings%'",
                 "SELECT DISTINCT content_hash, students, placed FROM match ORDER BY content_hash",
                 "SELECT s.key, e.status, e.reason, coalesce(t.key, ''), e.slots, s.may_call, s.may_text FROM student s JOIN enrollment e ON e.student = s.id "
                 "LEFT JOIN tutor t ON t.id = e.tutor ORDER BY s.key",
                 "SELECT s.key, p.e164, sp.position, sp.blocked FROM student s JOIN student_phone sp ON sp.student = s.id JOIN phone p ON p.id = sp.phone ORDER BY s.key, p.e164",
                 "SELECT t.key, p.e164, t.active FROM tutor t JOIN phone p ON p.id = t.phone ORDER BY t.key",
                 "SELECT s.key, o.kind, o.number, t.key, coalesce(o.booked_at, 0), coalesce(o.outcome, ''), o.reason FROM session o JOIN student s ON s.id = o.student "
                 "JOIN tutor t ON t.id = o.tutor ORDER BY s.key, o.kind, o.number",
                 "SELECT p.e164, m.key, m.text FROM message m JOIN phone p ON p.id = m.phone WHERE m.state = 'queued' ORDER BY 1, 2, 3",
                 "SELECT k.kind, coalesce(s.key, '') FROM task k LEFT JOIN student s ON s.id = k.student ORDER BY 1, 2",
                 "SELECT kind, count(*) FROM fact GROUP BY kind"})
            (*reader)->query(sql, {}, [&](const ports::Row& row) {
                for (int i = 0; i < row.columns(); ++i) text += (i == 0 ? "" : " ") + std::string(row.text(i));
                text += '\n';
            });
        return text;
    }

    std::int64_t count(const std::string& from) const {
        std::int64_t counted = -1;
        const auto reader = store::open_existing(file());
        if (reader) (*reader)->query("SELECT count(*) FROM " + from, {}, [&](const ports::Row& row) { counted = row.integer(0); });
        return counted;
    }

    std::unique_ptr<World> world_;
    domain::Roster first_, newer_;
    test::TemporaryFolder folder_;
    test::PowerCut power_;
};

TEST_F(CutStart, TheNextStartEndsWhereAnUncutOneDoes) {
    const auto play = [&](std::int64_t cut_first, std::int64_t cut_newer) {
        clear();
        if (cut_first > 0) {
            power_.cut_at(cut_first);
            start(first_, "first", before());
            power_.restore(static_cast<std::uint64_t>(cut_first), true);
        }
        power_.cut_at(0);
        EXPECT_TRUE(start(first_, "first", before()));
        const auto of_first = power_.operations();
        if (cut_newer > 0) {
            power_.cut_at(cut_newer);
            start(newer_, "newer", before() + 48h);
            power_.restore(static_cast<std::uint64_t>(cut_newer), true);
        }
        power_.cut_at(0);
        EXPECT_TRUE(start(newer_, "newer", before() + 48h));
        return std::max(of_first, power_.operations());
    };
    const auto operations = play(0, 0);
    const std::string uncut = state();
    ASSERT_GT(uncut.size(), 1000u);
    for (std::int64_t k = 1; k <= operations + 3; k += 1 + operations / 25) {
        SCOPED_TRACE(k);
        play(k, 0);
        ASSERT_EQ(state(), uncut) << "first start cut";
        play(0, k);
        ASSERT_EQ(state(), uncut) << "newer sheets cut";
    }
}

/// The coordinator sees the service stop and puts the old files back: they hold, not the half of the newer ones.
TEST_F(CutStart, TheOldSheetsPutBackHoldAgain) {
    const std::string first_phone = first_.students[5].phones.front().e164();  // newer_'s fifth, after one is gone
    const auto play = [&](std::int64_t cut) {
        clear();
        power_.cut_at(0);
        EXPECT_TRUE(start(first_, "first", before()));
        power_.cut_at(cut);
        start(newer_, "newer", before() + 48h);
        const auto operations = power_.operations();
        if (cut > 0) power_.restore(static_cast<std::uint64_t>(cut), true);
        power_.cut_at(0);
        EXPECT_TRUE(start(first_, "first", before() + 49h));
        return operations;
    };
    const auto operations = play(0);
    for (std::int64_t k = 0; k <= operations + 3; k += 1 + operations / 25) {
        SCOPED_TRACE(k);
        play(k);
        EXPECT_EQ(count("cohort WHERE content_hash = 'first'"), 1);
        EXPECT_EQ(count("tutor WHERE active = 0"), 0);
        EXPECT_EQ(count("enrollment e JOIN tutor t ON t.id = e.tutor WHERE e.status = 'active' AND t.active = 0"), 0);
        EXPECT_EQ(count("enrollment e WHERE status = 'withdrawn' AND NOT EXISTS "
                        "(SELECT 1 FROM task k WHERE k.student = e.student AND k.kind = 'back_in_sheet')"), 0) << "who left and is in the sheet again";
        EXPECT_EQ(count("student_phone sp JOIN phone p ON p.id = sp.phone WHERE sp.blocked = '' AND p.e164 = '" + first_phone + "'"), 1);
        EXPECT_EQ(count("tutor t JOIN phone p ON p.id = t.phone WHERE p.e164 = '+595981777777'"), 0);
    }
}

}  // namespace
}  // namespace tutorline::app::cut_start_test
