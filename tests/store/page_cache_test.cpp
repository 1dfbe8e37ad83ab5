// The page cache by itself, against a plain map, and a database larger than its cache.
#include "store/sqlite/page_cache.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <random>

namespace tutorline::store::page_cache_test {
namespace {

constexpr int page_bytes = 64;
constexpr unsigned lock_page = 262'145;
const sqlite3_pcache_methods2& methods = page_cache_methods();

class Cache {
  public:
    Cache(int pages_max, bool purgeable) : cache_(methods.xCreate(page_bytes, 40, purgeable ? 1 : 0)) { methods.xCachesize(cache_, pages_max); }
    ~Cache() { methods.xDestroy(cache_); }
    Cache(const Cache&) = delete;
    Cache& operator=(const Cache&) = delete;

    sqlite3_pcache_page* fetch(unsigned number, int create) { return methods.xFetch(cache_, number, create); }
    void let_go(sqlite3_pcache_page* page, bool discard = false) { methods.xUnpin(cache_, page, discard ? 1 : 0); }
    void renumber(sqlite3_pcache_page* page, unsigned from, unsigned to) { methods.xRekey(cache_, page, from, to); }
    void truncate(unsigned first) { methods.xTruncate(cache_, first); }
    void shrink() { methods.xShrink(cache_); }
    void limit(int pages) { methods.xCachesize(cache_, pages); }
    int count() { return methods.xPagecount(cache_); }

  private:
    sqlite3_pcache* cache_;
};

void mark(sqlite3_pcache_page* page, unsigned number) {
    std::memset(page->pBuf, 0x5a, page_bytes);
    std::memcpy(page->pBuf, &number, sizeof number);
    std::memset(page->pExtra, 1, 40);
}
unsigned mark_of(sqlite3_pcache_page* page) {
    unsigned number = 0;
    std::memcpy(&number, page->pBuf, sizeof number);
    return number;
}
bool looks_new(sqlite3_pcache_page* page) {
    void* first = nullptr;
    std::memcpy(&first, page->pExtra, sizeof first);
    return first == nullptr;
}

TEST(PageCache, KeepsWhatIsHeldAndForgetsTheOldestOfTheRest) {
    Cache cache(4, true);
    for (unsigned number = 1; number <= 4; ++number) mark(cache.fetch(number, 2), number);
    EXPECT_EQ(cache.fetch(5, 1), nullptr) << "full of pages in use";
    EXPECT_NE(cache.fetch(5, 2), nullptr) << "must be made";
    EXPECT_EQ(cache.count(), 5);
    cache.let_go(cache.fetch(2, 0));
    EXPECT_EQ(cache.count(), 4) << "beyond the limit a page goes as soon as nobody holds it";
    cache.let_go(cache.fetch(1, 0));
    cache.let_go(cache.fetch(3, 0));
    auto* recycled = cache.fetch(6, 1);
    ASSERT_NE(recycled, nullptr);
    EXPECT_TRUE(looks_new(recycled));
    EXPECT_EQ(cache.fetch(1, 0), nullptr) << "let go first";
    ASSERT_NE(cache.fetch(3, 0), nullptr);
    EXPECT_EQ(mark_of(cache.fetch(3, 0)), 3u);
    EXPECT_FALSE(looks_new(cache.fetch(3, 0)));
}

TEST(PageCache, APageMovesToTheLockPageAndBack) {
    Cache cache(100, true);
    for (unsigned number = 1; number <= 3; ++number) mark(cache.fetch(number, 2), number);
    cache.let_go(cache.fetch(3, 0));
    auto* page = cache.fetch(1, 0);
    cache.renumber(page, 1, lock_page);
    EXPECT_EQ(cache.fetch(1, 0), nullptr);
    EXPECT_EQ(cache.fetch(lock_page, 0), page);
    cache.renumber(page, lock_page, 3);  // what was there goes
    EXPECT_EQ(cache.fetch(3, 0), page);
    EXPECT_EQ(cache.count(), 2);
    cache.truncate(3);
    EXPECT_EQ(cache.count(), 1);
    EXPECT_EQ(cache.fetch(3, 0), nullptr);
}

TEST(PageCache, DoesWhatAMapDoes) {
    for (const bool purgeable : {true, false}) {
        std::mt19937 engine(7);
        const auto random = [&] { return static_cast<unsigned>(engine()); };
        Cache cache(50, purgeable);
        std::map<unsigned, sqlite3_pcache_page*> held;
        for (int step = 0; step < 20'000; ++step) {
            const unsigned number = random() % 3 == 0 ? 1 + random() % 5000 : 1 + random() % 60;
            const unsigned what = random() % 100;
            if (what < 60 && held.size() < 40) {
                auto* page = cache.fetch(number, 2);
                ASSERT_NE(page, nullptr);
                if (held.contains(number)) {
                    ASSERT_EQ(held[number], page);
                }
                if (looks_new(page)) mark(page, number);
                ASSERT_EQ(mark_of(page), number);
                held[number] = page;
            } else if (what < 95 && !held.empty()) {
                const auto one = std::next(held.begin(), static_cast<std::ptrdiff_t>(random() % held.size()));
                if (purgeable) cache.let_go(one->second, random() % 10 == 0);
                else cache.let_go(one->second, true);
                held.erase(one);
            } else if (what < 97) {
                cache.truncate(number);
                held.erase(held.lower_bound(number), held.end());
            } else if (what == 97) {
                cache.shrink();
                ASSERT_EQ(cache.count(), static_cast<int>(held.size()));
            } else {
                cache.limit(static_cast<int>(10 + random() % 60));
            }
            for (const auto& [at, page] : held) ASSERT_EQ(cache.fetch(at, 0), page);
        }
    }
}

}  // namespace
}  // namespace tutorline::store::page_cache_test
