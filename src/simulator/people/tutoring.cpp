// What a tutor does besides talking: reads the schedule, checks what the child can do, reports, or forgets to.
#include <algorithm>
#include <charconv>

#include "simulator/people/parts.hpp"

namespace tutorline::simulator {
namespace {

using namespace std::chrono_literals;

constexpr double checkpoint_done = 0.92, checkpoint_done_short = 0.5;  // GK
constexpr double reports_nobody = 0.25;        // GK: the gateway tells already
constexpr double reports_when_chased = 0.6;    // GK

/// The number that starts at `at`, and where it ends.
int number_at(std::string_view text, std::size_t at) {
    int value = -1;
    std::from_chars(text.data() + at, text.data() + text.size(), value);
    return value;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Whether the number stands alone in the text ("12" in "#12" or "12 OK", not in "112" or "17:12").
bool names(std::string_view text, int number) {
    const std::string word = std::to_string(number);
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const char before = at == 0 ? ' ' : text[at - 1];
        const char after = at + word.size() < text.size() ? text[at + word.size()] : ' ';
        if (!digit(before) && before != ':' && !digit(after) && after != ':') return true;
    }
    return false;
}

}  // namespace

bool People::Parts::away(const Teacher& teacher, base::Instant at) const {
    if (at >= teacher.quits_at) return true;
    return std::ranges::any_of(teacher.absences, [&](const auto& week) { return at >= week.first && at < week.first + 7 * 24h; });
}

void People::Parts::checkpoint(CallStory& story, Child& child, Teacher& teacher, double minutes) {
    // Operations 1 addition .. 4 division, 5 beyond; the tutor teaches what the schedule says, else what comes next.
    int operation = std::min(child.mastered + 1, 5);
    if (const auto told = teacher.levels.find(story.session); told != teacher.levels.end() && told->second >= 2 && told->second <= 5)
        operation = told->second - 1;
    if (operation <= 4) story.level = operation + 1;  // past the ladder the schedule names no level, and so does the report
    if (!teacher.random.chance(minutes >= 10 ? checkpoint_done : checkpoint_done_short)) return;
    double right = behaviour.learning.right_at_level;
    if (operation <= 4) {
        const auto& row = behaviour.learning.transition[static_cast<std::size_t>(std::min(child.mastered, 4))];
        right = 0;
        for (auto state = static_cast<std::size_t>(operation); state < row.size(); ++state) right += row[state];
    }
    story.checkpoint = teacher.random.chance(right);
    if (*story.checkpoint) child.mastered = std::max(child.mastered, std::min(operation, 4));
}

void People::Parts::report(Teacher& teacher, int teacher_index, std::vector<CallStory> stories, base::Instant at) {
    const auto& habits = behaviour.tutor;
    base::Random& random = teacher.random;
    std::erase_if(stories, [](const CallStory& story) { return story.session <= 0; });  // a number the tutor never saw
    if (stories.empty()) return;
    if (stories.front().what == CallStory::What::nobody && !random.chance(reports_nobody)) return;
    const base::Zone& zone = teacher_zones[static_cast<std::size_t>(teacher_index)];
    const bool dropped = stories.back().what == CallStory::What::dropped;
    const std::array shares{habits.log_same_day, habits.log_next_day, habits.log_within_week, habits.log_never};
    const auto when = dropped ? 0 : pick(random, shares);
    if (when == 3) {
        for (auto& story : stories) teacher.unsent.push_back(std::move(story));
        return;
    }
    base::Instant sent = at + base::Seconds{random.between(60, dropped ? 180 : 3 * 3600)};
    if (when == 1) sent = at + base::Seconds{random.between(14 * 3600, 24 * 3600)};
    if (when == 2) sent = at + base::Seconds{random.between(2 * 86400, 6 * 86400)};
    if (when != 0) sent = awake(zone, sent, random);
    std::string text;
    for (const auto& story : stories) text += (text.empty() ? "" : ", ") + report_text(story, random);
    plan_text(sent, teacher.number, text);
    if (random.chance(habits.log_twice)) plan_text(sent + base::Seconds{random.between(60, 7200)}, teacher.number, text);
}

void People::Parts::teacher_reads(Teacher& teacher, int teacher_index, std::string_view text, base::Instant at) {
    for (auto mark = text.find('#'); mark != std::string_view::npos; mark = text.find('#', mark + 1)) {
        const int session = number_at(text, mark + 1);
        auto end = text.find_first_of(";,.", mark);
        if (end == std::string_view::npos) end = text.size();
        const auto entry = text.substr(mark, end - mark);
        const auto level = entry.rfind(" N");
        if (session <= 0) continue;
        if (level != std::string_view::npos) teacher.levels[session] = number_at(entry, level + 2);
        const auto name = entry.find(' ');
        if (name == std::string_view::npos) continue;
        const auto name_end = level == std::string_view::npos ? entry.size() : level;
        if (name + 1 < name_end) teacher.numbers[std::string{entry.substr(name + 1, name_end - name - 1)}] = session;
    }
    if (teacher.unsent.empty() || away(teacher, at)) return;
    std::erase_if(teacher.unsent, [&](const CallStory& story) {
        if (!names(text, story.session) || !teacher.random.chance(reports_when_chased)) return false;
        const auto sent = awake(teacher_zones[static_cast<std::size_t>(teacher_index)], at + base::Seconds{teacher.random.between(300, 7200)}, teacher.random);
        plan_text(sent, teacher.number, report_text(story, teacher.random));
        return true;
    });
}

}  // namespace tutorline::simulator
