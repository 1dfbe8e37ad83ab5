// A disk whose power can be cut: a SQLite VFS over the system's that counts writes, syncs and truncations, fails from a
// chosen one on, and then loses what was not synced yet, in part and torn at sector boundaries.
#pragma once
#include <cstdint>
#include <string>

namespace tutorline::test {

class PowerCut {
  public:
    /// Registers the VFS "power_cut" (once per process) and forgets all files.
    PowerCut();
    static constexpr const char* vfs = "power_cut";
    /// From the k-th operation on (1 = the next) everything fails; 0 = never.
    void cut_at(std::int64_t operation);
    bool is_cut() const;
    std::int64_t operations() const;
    /// Power is back: each unsynced write survived or not, by the seed; half of the lost ones are torn. With `kill_only`
    /// the process died but the machine did not: everything written is there.
    void restore(std::uint64_t seed, bool kill_only);
};

}  // namespace tutorline::test
