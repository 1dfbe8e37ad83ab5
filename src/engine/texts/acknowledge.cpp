// What staff answer to a safeguarding alert. A case that nobody reads must pass on: only the plain word counts, from a
// person who was told of that very case.
#include <algorithm>
#include <cctype>

#include "engine/texts/alert_case.hpp"
#include "engine/texts/alerts.hpp"
#include "engine/texts/limits.hpp"
#include "engine/texts/send.hpp"

namespace tutorline::engine::texts {
namespace {

constexpr std::size_t digits_max = 12;

/// Lower-case words and numbers, without the signs between them.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool inside = false;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool counts = byte >= 0x80 || std::isalnum(byte) != 0;
        if (counts && !inside) words.emplace_back();
        if (counts) words.back() += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
        inside = counts;
    }
    return words;
}

/// The words that acknowledge: those every language takes, and the one the alert itself asks for before the case's number.
std::vector<std::string> acknowledging(const Scope& scope) {
    std::vector<std::string> words{"recibido", "received"};
    const std::vector<std::string> language{scope.program().language};
    const auto alert = words_of(domain::render(scope.resources.catalog, language, "staff.safeguarding_alert", {{"case", "1"}}));
    if (alert.size() >= 2 && alert.back() == "1") words.push_back(alert[alert.size() - 2]);
    return words;
}

struct Said {
    bool plain = false;      ///< the word and perhaps a number, and nothing else
    bool speaks_of = false;  ///< of receiving something
    std::int64_t number = 0; ///< 0: none
};

bool is_number(const std::string& word) {
    return !word.empty() && word.size() <= digits_max && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Said read_answer(const Scope& scope, std::string_view text) {
    std::vector<std::string> words = words_of(text);
    const std::vector<std::string> known = acknowledging(scope);
    Said said;
    said.speaks_of = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return word.starts_with("recib") || std::find(known.begin(), known.end(), word) != known.end();
    });
    std::erase_if(words, [](const std::string& word) { return word == "caso" || word == "case"; });
    const bool opens = !words.empty() && std::find(known.begin(), known.end(), words[0]) != known.end();
    said.plain = opens && (words.size() == 1 || (words.size() == 2 && is_number(words[1])));
    if (said.plain && words.size() == 2) said.number = std::stoll(words[1]);
    return said;
}

/// Open cases this number was told of and is not itself concerned in.
std::vector<ports::TaskRow> cases_told(Scope& scope, const base::PhoneNumber& staff, domain::PhoneId phone) {
    std::vector<ports::TaskRow> cases = scope.store.open_tasks("safeguarding");
    std::erase_if(cases, [&](const ports::TaskRow& task) {
        if (!load_case(scope, task.id).was_told(phone)) return true;
        const std::vector<base::PhoneNumber> concerned = excluded(scope, task);
        return std::find(concerned.begin(), concerned.end(), staff) != concerned.end();
    });
    return cases;
}

domain::NewText reply_to(Scope& scope, const base::PhoneNumber& staff, const char* key) {
    domain::NewText reply;
    reply.to = staff;
    reply.kind = domain::TextKind::staff;
    reply.words.key = key;
    reply.languages = {scope.program().language};
    reply.priority = domain::Priority::direct_answer;
    return reply;
}

void ask_which(Scope& scope, const base::PhoneNumber& staff, const ports::InboxRow& inbox) {
    constexpr std::string_view what = "which_case";
    if (in_last_hour(scope, what, inbox.phone) > 0) return;
    if (send(scope, reply_to(scope, staff, "staff.safeguarding_which"), inbox.id).sent == Sent::queued) count_in_last_hour(scope, what, inbox.phone);
}

void take(Scope& scope, const ports::TaskRow& task, const base::PhoneNumber& staff, const ports::InboxRow& inbox) {
    AlertCase state = load_case(scope, task.id);
    domain::NewText reply = reply_to(scope, staff, "staff.safeguarding_confirmed");
    reply.words.arguments = {{"case", std::to_string(task.id.value)}};
    reply.once = "alert_acknowledged:" + std::to_string(task.id.value) + ":" + std::to_string(state.texts);
    send(scope, reply, inbox.id);
    if (state.acknowledged) return;
    state.acknowledged = true;
    save_case(scope, task.id, state);
    scope.store.add_fact({scope.now, "alert_acknowledged", task.student, task.tutor, task.id.value, {}});
}

}  // namespace

bool acknowledge(Scope& scope, const base::PhoneNumber& staff, const ports::InboxRow& inbox) {
    const Said said = read_answer(scope, inbox.text);
    if (!said.speaks_of) return false;
    const std::vector<ports::TaskRow> cases = cases_told(scope, staff, inbox.phone);
    if (!said.plain && cases.empty()) return false;  // about something else: a schedule, say
    const auto meant = std::find_if(cases.begin(), cases.end(), [&](const ports::TaskRow& task) { return task.id.value == said.number; });
    if (said.plain && meant != cases.end()) take(scope, *meant, staff, inbox);
    else if (said.plain && said.number == 0 && cases.size() == 1) take(scope, cases.front(), staff, inbox);
    else ask_which(scope, staff, inbox);
    return true;
}

}  // namespace tutorline::engine::texts
