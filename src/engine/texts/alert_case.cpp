#include "engine/texts/alert_case.hpp"

#include <algorithm>
#include <sstream>

#include "base/random.hpp"

namespace tutorline::engine::texts {
namespace {

/// A flood of ever different words is told by the hour anyway: there is no need to remember more of them.
constexpr std::size_t words_max = 16;

std::string key_of(domain::TaskId task) { return "alert_case:" + std::to_string(task.value); }

std::int64_t seconds(base::Instant at) { return at.time_since_epoch().count(); }

base::Instant read_instant(std::istream& in) {
    std::int64_t value = 0;
    in >> value;
    return base::Instant{base::Seconds{value}};
}

template <class T>
std::vector<T> read_list(std::istream& in) {
    std::size_t size = 0;
    in >> size;
    std::vector<T> list;
    for (T value{}; list.size() < size && in >> value;) list.push_back(value);
    return list;
}

template <class T>
void write_list(std::ostream& out, const std::vector<T>& list) {
    out << ' ' << list.size();
    for (const T& value : list) out << ' ' << value;
}

}  // namespace

bool AlertCase::was_told(domain::PhoneId phone) const { return std::find(told.begin(), told.end(), phone.value) != told.end(); }

void AlertCase::note_told(domain::PhoneId phone) {
    if (!was_told(phone)) told.push_back(phone.value);
}

bool AlertCase::new_words(std::string_view text) {
    const std::uint64_t hash = base::stable_hash(text);
    if (std::find(words.begin(), words.end(), hash) != words.end()) return false;
    if (words.size() >= words_max) words.erase(words.begin());
    words.push_back(hash);
    return true;
}

AlertCase load_case(Scope& scope, domain::TaskId task) {
    AlertCase state;
    const auto stored = scope.store.meta(key_of(task));
    if (!stored) return state;
    std::istringstream in(*stored);
    in >> state.order >> state.acknowledged >> state.texts >> state.untold;
    state.passed_at = read_instant(in);
    const base::Instant again = read_instant(in);
    if (again != base::Instant{}) state.told_again_at = again;
    state.told = read_list<std::int64_t>(in);
    state.words = read_list<std::uint64_t>(in);
    if (!(in >> state.grouped)) state.grouped = false;  // written before there were groups
    return state;
}

void save_case(Scope& scope, domain::TaskId task, const AlertCase& state) {
    std::ostringstream out;
    out << state.order << ' ' << state.acknowledged << ' ' << state.texts << ' ' << state.untold << ' ' << seconds(state.passed_at) << ' '
        << seconds(state.told_again_at.value_or(base::Instant{}));
    write_list(out, state.told);
    write_list(out, state.words);
    out << ' ' << state.grouped;
    scope.store.set_meta(key_of(task), out.str());
}

}  // namespace tutorline::engine::texts
