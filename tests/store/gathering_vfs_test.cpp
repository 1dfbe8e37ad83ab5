// The log written in one piece holds what the log written page by page holds.
#include "store/sqlite/gathering_vfs.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "store/sqlite/database.hpp"
#include "support/power_cut.hpp"

namespace tutorline::store::gathering_vfs_test {
namespace {

class GatheringVfsTest : public testing::Test {
  protected:
    GatheringVfsTest() { clear(); }
    ~GatheringVfsTest() override { clear(); }
    void clear() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
    }
    std::unique_ptr<Database> open(const char* vfs) {
        auto database = std::make_unique<Database>(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs);
        database->execute("PRAGMA journal_mode = WAL");
        database->execute("PRAGMA synchronous = FULL");
        database->execute("PRAGMA wal_autocheckpoint = 0");
        database->execute("PRAGMA cache_size = 10");  // so small that changed pages go to the log before the commit
        return database;
    }
    static void add(Database& database, int rows) {
        database.execute(("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(rows) +
                          ") INSERT INTO t (a, b) SELECT i * 7919 % 100003, hex(randomblob(100)) FROM n")
                             .c_str());
    }

    const std::string path = (std::filesystem::temp_directory_path() / ("tutorline-gathering-" + std::to_string(::getpid()) + ".db")).string();
};

TEST_F(GatheringVfsTest, OtherConnectionsSeeEveryCommitAndNothingElse) {
    const std::string name = gathering_vfs({});
    ASSERT_FALSE(name.empty());
    EXPECT_EQ(name, gathering_vfs({})) << "registered once";
    auto writer = open(name.c_str());
    writer->execute("CREATE TABLE t (a, b); CREATE INDEX t_a ON t (a)");
    auto reader = open(nullptr);
    std::int64_t rows = 0;
    for (const int added : {1, 3000, 17, 800}) {
        writer->execute("BEGIN");
        add(*writer, added);
        EXPECT_EQ(writer->number("SELECT count(*) FROM t"), rows + added) << "of pages that are in the log only";
        EXPECT_EQ(writer->number("SELECT count(*) FROM t INDEXED BY t_a WHERE a >= 0"), rows + added);
        EXPECT_EQ(reader->number("SELECT count(*) FROM t"), rows);
        writer->execute("ROLLBACK");
        EXPECT_EQ(writer->number("SELECT count(*) FROM t"), rows);
        writer->execute("BEGIN");
        add(*writer, added);
        writer->execute("COMMIT");
        rows += added;
        EXPECT_EQ(reader->number("SELECT count(*) FROM t"), rows);
        EXPECT_EQ(reader->number("SELECT count(*) FROM t INDEXED BY t_a WHERE a >= 0"), rows);
        reader->execute("PRAGMA wal_checkpoint(RESTART)");  // the next commit starts the log over
    }
    auto check = reader->prepare("PRAGMA integrity_check");
    Use use(check);
    ASSERT_TRUE(use.step());
    EXPECT_EQ(use.view(0), "ok");
}

TEST_F(GatheringVfsTest, WhatWasCommittedIsThereWithoutAnOrderlyEnd) {
    {
        auto writer = open(gathering_vfs({}).c_str());
        writer->execute("CREATE TABLE t (a, b)");
        add(*writer, 500);
        writer->execute("BEGIN");
        add(*writer, 500);
        // As a process that is killed leaves it: what the files hold now.
        for (const char* end : {"", "-wal"}) std::filesystem::copy_file(path + end, path + "-copy" + end);
        writer->execute("ROLLBACK");
    }
    {
        Database copy(path + "-copy", SQLITE_OPEN_READWRITE, nullptr);
        EXPECT_EQ(copy.number("SELECT count(*) FROM t"), 500);
    }
    for (const char* end : {"-copy", "-copy-wal", "-copy-shm"}) std::filesystem::remove(path + end);
}

TEST_F(GatheringVfsTest, ASplitCommitIsSeenByAllAndDurableAfterTheFlush) {
    test::PowerCut power;
    const auto rows_after_the_power_is_back = [&](std::uint64_t seed) {
        power.restore(seed, false);
        Database copy(path, SQLITE_OPEN_READWRITE, test::PowerCut::vfs);
        auto check = copy.prepare("PRAGMA integrity_check");
        Use use(check);
        EXPECT_TRUE(use.step() && use.view(0) == "ok");
        return copy.number("SELECT count(*) FROM t");
    };
    std::set<std::int64_t> without;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        for (const bool flushed : {true, false}) {
            clear();
            power = {};
            auto writer = open(gathering_vfs(test::PowerCut::vfs).c_str());
            writer->execute("CREATE TABLE t (a, b)");
            add(*writer, 40);
            auto flush = split_flush(writer->raw());
            ASSERT_NE(flush, nullptr);
            writer->execute("PRAGMA wal_checkpoint(RESTART)");
            add(*writer, 1);  // begins the log anew: its header must not wait
            add(*writer, 1);
            const auto before = power.operations();
            add(*writer, 300);
            EXPECT_EQ(power.operations(), before + 1) << "one write and no sync";
            if (flushed) {
                flush->flush();
                EXPECT_EQ(power.operations(), before + 2);
                flush->flush();
                EXPECT_EQ(power.operations(), before + 2) << "nothing new, nothing done";
            }
            auto reader = open(test::PowerCut::vfs);
            EXPECT_EQ(reader->number("SELECT count(*) FROM t"), 342);
            power.cut_at(1);  // before the connections can say goodbye
            reader.reset();
            flush.reset();
            writer.reset();
            const auto rows = rows_after_the_power_is_back(seed);
            if (flushed) {
                EXPECT_EQ(rows, 342);
            } else {
                without.insert(rows);
            }
        }
    }
    for (const std::int64_t rows : without) EXPECT_TRUE(rows == 40 || rows == 41 || rows == 42 || rows == 342) << rows << ": part of a commit";
    EXPECT_TRUE(without.contains(40) || without.contains(41) || without.contains(42)) << "the flush is what keeps it";
}

TEST_F(GatheringVfsTest, AFlushThatFailsIsNeverMadeUpFor) {
    test::PowerCut power;
    auto writer = open(gathering_vfs(test::PowerCut::vfs).c_str());
    writer->execute("CREATE TABLE t (a, b)");
    auto flush = split_flush(writer->raw());
    ASSERT_NE(flush, nullptr);
    add(*writer, 1);
    power.cut_at(1);
    EXPECT_THROW(flush->flush(), ports::StoreFailure);
    power.cut_at(0);
    EXPECT_THROW(flush->flush(), ports::StoreFailure) << "the pages may be gone although a later sync succeeds";
    flush.reset();
}

TEST_F(GatheringVfsTest, OnlyAGatheredLogIsSplit) {
    const auto plain = open(nullptr);
    EXPECT_EQ(split_flush(plain->raw()), nullptr);
    Database memory(":memory:", SQLITE_OPEN_READWRITE, nullptr);
    EXPECT_EQ(split_flush(memory.raw()), nullptr);
}

TEST_F(GatheringVfsTest, NoBaseNoName) { EXPECT_EQ(gathering_vfs("there is none"), ""); }

}  // namespace
}  // namespace tutorline::store::gathering_vfs_test
