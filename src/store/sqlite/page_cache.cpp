#include "store/sqlite/page_cache.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace tutorline::store {
namespace {

/// Stands behind the page's bytes and SQLite's own notes about it, in the same piece of memory.
struct Page {
    sqlite3_pcache_page shown;  ///< first: SQLite hands back its address
    Page* older = nullptr;      ///< among those nobody holds
    Page* newer = nullptr;
    unsigned number = 0;
    bool held = false;
};

/// Pages by number: numbers are dense, but for the lock page far behind them.
class Table {
  public:
    Page* find(unsigned number) const {
        const std::size_t at = number / chunk_pages;
        return at < chunks_.size() && chunks_[at] ? chunks_[at]->pages[number % chunk_pages] : nullptr;
    }
    void put(Page& page) {
        const std::size_t at = page.number / chunk_pages;
        if (at >= chunks_.size()) chunks_.resize(at + 1);
        if (!chunks_[at]) chunks_[at] = std::make_unique<Chunk>();
        chunks_[at]->pages[page.number % chunk_pages] = &page;
        ++chunks_[at]->used;
    }
    void remove(const Page& page) {
        Chunk& chunk = *chunks_[page.number / chunk_pages];
        chunk.pages[page.number % chunk_pages] = nullptr;
        --chunk.used;
    }
    /// `each` may remove the page it is given.
    template <class Each>
    void from(unsigned first, Each each) {
        for (std::size_t at = first / chunk_pages; at < chunks_.size(); ++at) {
            for (std::size_t i = at == first / chunk_pages ? first % chunk_pages : 0; i < chunk_pages; ++i) {
                if (!chunks_[at] || chunks_[at]->used == 0) break;
                if (Page* page = chunks_[at]->pages[i]) each(*page);
            }
        }
    }

  private:
    static constexpr unsigned chunk_pages = 1024;
    struct Chunk {
        std::array<Page*, chunk_pages> pages{};
        int used = 0;
    };
    std::vector<std::unique_ptr<Chunk>> chunks_;
};

class PageCache {
  public:
    PageCache(int page_bytes, int note_bytes, bool purgeable)
        : page_bytes_(static_cast<std::size_t>(page_bytes)), note_bytes_(rounded(static_cast<std::size_t>(note_bytes))), purgeable_(purgeable) {}
    PageCache(const PageCache&) = delete;
    PageCache& operator=(const PageCache&) = delete;

    void limit(int pages) {
        pages_max_ = static_cast<std::size_t>(std::max(pages, 0));
        while (count_ > pages_max_ && oldest_ != nullptr) drop(*oldest_);
    }
    int count() const { return static_cast<int>(count_); }

    enum class Create { never, if_easy, always };
    /// The page, held from now on; null when it is not here and none can be made.
    sqlite3_pcache_page* fetch(unsigned number, Create create) {
        if (Page* known = table_.find(number)) {
            if (!known->held) take(*known);
            return &known->shown;
        }
        if (create == Create::never) return nullptr;
        // Full of pages in use: SQLite writes some of its changed ones out and asks again.
        if (create == Create::if_easy && purgeable_ && held_ >= pages_max_ - pages_max_ / 10) return nullptr;
        Page* page = purgeable_ && count_ + 1 >= pages_max_ && oldest_ != nullptr ? recycled() : made();
        if (page == nullptr) return nullptr;
        page->number = number;
        page->held = true;
        std::memset(page->shown.pExtra, 0, sizeof(void*));  // by that SQLite knows a new page
        try {
            table_.put(*page);
        } catch (const std::bad_alloc&) {
            put_aside(*page);
            return nullptr;
        }
        ++count_;
        ++held_;
        return &page->shown;
    }

    void let_go(Page& page, bool discard) {
        if (discard || (purgeable_ && count_ > pages_max_)) return drop(page);
        page.held = false;
        --held_;
        page.older = newest_;
        page.newer = nullptr;
        (newest_ != nullptr ? newest_->newer : oldest_) = &page;
        newest_ = &page;
    }

    /// Ends the process when there is no memory for it: SQLite knows no answer to that here.
    void renumber(Page& page, unsigned number) noexcept {
        if (Page* there = table_.find(number)) drop(*there);
        table_.remove(page);
        page.number = number;
        table_.put(page);
    }

    void truncate(unsigned first) {
        table_.from(first, [this](Page& page) { drop(page); });
    }

    void shrink() {
        while (oldest_ != nullptr) drop(*oldest_);
    }

  private:
    static std::size_t rounded(std::size_t bytes) { return (bytes + alignof(Page) - 1) / alignof(Page) * alignof(Page); }

    /// Pages come in slabs, each larger than the one before, up to one of the system's huge pages, and go back to the system
    /// with the cache. A large database is looked up here and there: in huge pages the processor finds its way to most of it.
    Page* made() {
        if (aside_ == nullptr && !make_slab()) return nullptr;
        Page* page = aside_;
        aside_ = page->older;
        page->older = page->newer = nullptr;
        return page;
    }

    bool make_slab() {
        const std::size_t whole = page_bytes_ + note_bytes_ + sizeof(Page);
        const std::size_t pages = std::min(huge_page_bytes / whole, std::size_t{2} << std::min<std::size_t>(slabs_.size(), 10));
        const bool huge = pages == huge_page_bytes / whole;
        std::unique_ptr<unsigned char, Freed> slab{static_cast<unsigned char*>(huge ? std::aligned_alloc(huge_page_bytes, huge_page_bytes) : std::malloc(pages * whole))};
        if (slab == nullptr) return false;
        if (huge) madvise(slab.get(), huge_page_bytes, MADV_HUGEPAGE);  // advice: without such pages all goes on
        for (std::size_t i = 0; i < pages; ++i) {
            unsigned char* bytes = slab.get() + i * whole;
            Page* page = new (bytes + page_bytes_ + note_bytes_) Page;
            page->shown = {bytes, bytes + page_bytes_};
            put_aside(*page);
        }
        try {
            slabs_.push_back(std::move(slab));
        } catch (const std::bad_alloc&) {
            aside_ = nullptr;  // there was none aside before
            return false;
        }
        return true;
    }

    void put_aside(Page& page) {
        page.older = aside_;
        aside_ = &page;
    }

    Page* recycled() {
        Page* page = oldest_;
        take(*page);
        table_.remove(*page);
        --count_;
        --held_;
        return page;
    }

    /// Out of the row of those nobody holds.
    void take(Page& page) {
        (page.newer != nullptr ? page.newer->older : newest_) = page.older;
        (page.older != nullptr ? page.older->newer : oldest_) = page.newer;
        page.held = true;
        ++held_;
    }

    void drop(Page& page) {
        if (!page.held) take(page);
        table_.remove(page);
        --count_;
        --held_;
        put_aside(page);
    }

    static constexpr std::size_t huge_page_bytes = std::size_t{2} << 20;
    struct Freed {
        void operator()(unsigned char* slab) const { std::free(slab); }
    };

    const std::size_t page_bytes_;
    const std::size_t note_bytes_;
    const bool purgeable_;  ///< false: a database in memory, whose pages are nowhere else
    std::size_t pages_max_ = 0;
    std::size_t count_ = 0;
    std::size_t held_ = 0;
    Page* oldest_ = nullptr;
    Page* newest_ = nullptr;
    Page* aside_ = nullptr;  ///< pages without a number, chained by `older`
    std::vector<std::unique_ptr<unsigned char, Freed>> slabs_;
    Table table_;
};

PageCache& cache(sqlite3_pcache* opaque) { return *reinterpret_cast<PageCache*>(opaque); }
Page& page(sqlite3_pcache_page* shown) { return *reinterpret_cast<Page*>(shown); }

sqlite3_pcache* create(int page_bytes, int note_bytes, int purgeable) {
    return reinterpret_cast<sqlite3_pcache*>(new (std::nothrow) PageCache(page_bytes, note_bytes, purgeable != 0));
}

sqlite3_pcache_page* fetch(sqlite3_pcache* opaque, unsigned number, int flag) {
    using Create = PageCache::Create;
    return cache(opaque).fetch(number, flag == 0 ? Create::never : flag == 1 ? Create::if_easy : Create::always);
}

}  // namespace

const sqlite3_pcache_methods2& page_cache_methods() {
    static const sqlite3_pcache_methods2 methods{
        1,
        nullptr,
        [](void*) { return SQLITE_OK; },
        [](void*) {},
        create,
        [](sqlite3_pcache* opaque, int pages) { cache(opaque).limit(pages); },
        [](sqlite3_pcache* opaque) { return cache(opaque).count(); },
        fetch,
        [](sqlite3_pcache* opaque, sqlite3_pcache_page* shown, int discard) { cache(opaque).let_go(page(shown), discard != 0); },
        [](sqlite3_pcache* opaque, sqlite3_pcache_page* shown, unsigned, unsigned number) { cache(opaque).renumber(page(shown), number); },
        [](sqlite3_pcache* opaque, unsigned first) { cache(opaque).truncate(first); },
        [](sqlite3_pcache* opaque) { delete &cache(opaque); },
        [](sqlite3_pcache* opaque) { cache(opaque).shrink(); },
    };
    return methods;
}

}  // namespace tutorline::store
