#include "store/sqlite/small_memory.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace tutorline::store {
namespace {

constexpr std::size_t step = 64;         // sizes are rounded up to it, the head included
constexpr std::size_t small_max = 2048;  // larger pieces are the system's
constexpr int kept_max = 256;            // of each size and thread

/// Stands before every piece; SQLite wants pieces that begin at a multiple of 8.
struct Head {
    std::uint64_t bytes;  ///< of the piece and its head
};
static_assert(sizeof(Head) == 8);

struct Free {
    Free* next;
};

/// What a thread gave back and may take again.
class Shelf {
  public:
    ~Shelf() {
        for (Size& size : sizes_) {
            while (Free* piece = size.first) {
                size.first = piece->next;
                std::free(reinterpret_cast<Head*>(piece) - 1);
            }
            size.kept = kept_max;  // what SQLite still gives back while the thread ends is the system's
        }
    }
    void* take(std::size_t bytes) {
        Size& size = sizes_[bytes / step];
        Free* piece = size.first;
        if (piece == nullptr) return nullptr;
        size.first = piece->next;
        --size.kept;
        return piece;
    }
    bool put(void* memory, std::size_t bytes) {
        Size& size = sizes_[bytes / step];
        if (size.kept >= kept_max) return false;
        auto* piece = static_cast<Free*>(memory);
        piece->next = size.first;
        size.first = piece;
        ++size.kept;
        return true;
    }

  private:
    struct Size {
        Free* first = nullptr;
        int kept = 0;
    };
    std::array<Size, small_max / step + 1> sizes_{};
};

thread_local Shelf shelf;

std::size_t with_head(int bytes) { return (static_cast<std::size_t>(bytes) + sizeof(Head) + step - 1) / step * step; }
Head& head(void* memory) { return *(static_cast<Head*>(memory) - 1); }

void* take(int bytes) {
    const std::size_t whole = with_head(bytes);
    if (whole <= small_max) {
        if (void* piece = shelf.take(whole)) return piece;
    }
    auto* made = static_cast<Head*>(std::malloc(whole));
    if (made == nullptr) return nullptr;
    made->bytes = whole;
    return made + 1;
}

void give_back(void* memory) {
    if (memory == nullptr) return;
    Head& its_head = head(memory);
    if (its_head.bytes > small_max || !shelf.put(memory, its_head.bytes)) std::free(&its_head);
}

int size_of(void* memory) { return memory == nullptr ? 0 : static_cast<int>(head(memory).bytes - sizeof(Head)); }

void* resize(void* memory, int bytes) {
    if (with_head(bytes) == head(memory).bytes) return memory;
    void* other = take(bytes);
    if (other == nullptr) return nullptr;
    std::memcpy(other, memory, static_cast<std::size_t>(std::min(bytes, size_of(memory))));
    give_back(memory);
    return other;
}

}  // namespace

const sqlite3_mem_methods& small_memory_methods() {
    static const sqlite3_mem_methods methods{
        take, give_back, resize, size_of, [](int bytes) { return static_cast<int>(with_head(bytes) - sizeof(Head)); },
        [](void*) { return SQLITE_OK; }, [](void*) {}, nullptr};
    return methods;
}

}  // namespace tutorline::store
