#include "web/changes.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

#include "domain/session/lists.hpp"
#include "engine/changes.hpp"
#include "ports/store.hpp"
#include "web/api_token.hpp"
#include "web/change_form.hpp"
#include "web/json_answer.hpp"

namespace tutorline::web {
namespace {

using domain::Event;
using ports::Value;
namespace why_not = engine::why_not;

/// What a change is read from.
struct Desk {
    const ApiSettings& settings;
    ports::Reader& reader;
    ChangeForm& form;

    /// The cohort the form names, else the one that runs.
    std::string cohort() const {
        const std::string key = form.key("cohort", false);
        return key.empty() && settings.programme != nullptr ? settings.programme->key : key;
    }
};

using Read = std::variant<base::HttpResponse, Event>;

base::HttpResponse unknown(std::string_view what) { return json_error(404, "not_found", std::string{what}); }

std::optional<base::HttpResponse> wrong_form(ChangeForm& form) {
    const auto problems = form.problems();
    return problems ? std::optional{json_error(422, "field_bad", *problems)} : std::nullopt;
}

Read read_close(const Desk& desk) {
    domain::CloseTask change;
    change.task = domain::TaskId{desk.form.id("task")};
    change.reason = desk.form.code("reason");
    change.author = desk.form.author();
    if (auto wrong = wrong_form(desk.form)) return std::move(*wrong);
    return Event{std::move(change)};
}

Read read_correct(const Desk& desk) {
    using domain::Outcome;
    std::vector<std::string_view> words;
    for (const Outcome outcome : {Outcome::completed, Outcome::short_session, Outcome::adult_contact, Outcome::no_contact, Outcome::excused,
                                  Outcome::cancelled_programme, Outcome::withdrawn, Outcome::not_logged})
        words.push_back(domain::name(outcome));
    domain::CorrectOutcome change;
    change.session = domain::SessionId{desk.form.id("session")};
    change.outcome = desk.form.word("outcome", words);
    change.reason = desk.form.code("reason");
    change.author = desk.form.author();
    if (auto wrong = wrong_form(desk.form)) return std::move(*wrong);
    return Event{std::move(change)};
}

Read read_stop(const Desk& desk) {
    domain::StopHousehold change;
    const std::string student = desk.form.key("student", true);
    const std::string cohort = desk.cohort();
    change.calls = desk.form.yes_no("calls");
    change.author = desk.form.author();
    if (auto wrong = wrong_form(desk.form)) return std::move(*wrong);
    const std::array<Value, 2> keys{cohort, student};
    desk.reader.query("SELECT s.id FROM student s JOIN cohort c ON c.id = s.cohort WHERE c.key = ?1 AND s.key = ?2", keys,
                      [&](const ports::Row& row) { change.student = domain::StudentId{row.integer(0)}; });
    if (!change.student) return unknown("no student of that cohort has that key");
    return Event{std::move(change)};
}

Read read_pause(const Desk& desk) {
    if (desk.settings.programme == nullptr) return unknown("no programme runs");
    const domain::Program& program = *desk.settings.programme;
    domain::PauseCohort change;
    change.from = desk.form.day("from");
    change.to = desk.form.day("to");
    change.departments = desk.form.some_of("departments", program.departments);
    change.reason = desk.form.code("reason");
    change.author = desk.form.author();
    const std::string cohort = desk.cohort();
    if (change.to < change.from) desk.form.refuse("to must not be before from");
    if (auto wrong = wrong_form(desk.form)) return std::move(*wrong);
    if (cohort != program.key) return unknown("only the cohort that runs can be paused: " + program.key);
    return Event{std::move(change)};
}

struct Address {
    std::string_view path;
    Read (*read)(const Desk&);
};

constexpr std::array addresses{Address{"/api/tasks/close", read_close}, Address{"/api/sessions/correct", read_correct},
                               Address{"/api/households/stop", read_stop}, Address{"/api/cohorts/pause", read_pause}};

const Address* find_address(std::string_view path) {
    const auto found = std::find_if(addresses.begin(), addresses.end(), [&](const Address& each) { return each.path == path; });
    return found == addresses.end() ? nullptr : &*found;
}

std::string_view address_of(const base::HttpRequest& request) { return base::split_target(request.target).first; }

bool is_json(const base::HttpRequest& request) {
    const std::string_view type = request.header("Content-Type");
    return type.substr(0, type.find(';')) == "application/json";
}

/// In words, for the codes of engine/changes.hpp.
base::HttpResponse refusal(std::string_view why) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> words{{
        {why_not::same, "it is so already; nothing has changed"},
        {why_not::on_the_line, "the call goes on right now; try again when it is over"},
        {why_not::no_minutes, "no minutes with the child are known, and none are invented: the tutor's report must say them"},
        {why_not::not_yet, "the call is still to come: it can be excused or cancelled_programme, nothing else"},
        {why_not::no_calls, "no call is left from the first of these days on"},
    }};
    if (why == why_not::unknown) return unknown("there is none with that id");
    if (why == why_not::past) return json_error(422, "field_bad", "from must not be before today");
    if (why == why_not::after_round) return json_error(422, "field_bad", "to must not be after the last day of the round");
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.first == why; });
    if (found == words.end()) return json_error(422, "field_bad", "it makes no sense");
    return json_error(409, found->first, found->second);
}

}  // namespace

bool is_change_address(std::string_view path) { return find_address(path) != nullptr; }

bool is_change(const base::HttpRequest& request) { return request.method == "POST" && is_change_address(address_of(request)); }

std::string change_addresses() {
    std::string list;
    for (const Address& address : addresses) list += (list.empty() ? "POST " : ", POST ") + std::string{address.path};
    return list;
}

std::variant<base::HttpResponse, Event> read_change(const ApiSettings& settings, ports::Reader& reader, const base::HttpRequest& request) {
    if (auto refused = refuse_token(request, settings.token)) return std::move(*refused);
    const auto [path, query] = base::split_target(request.target);
    const Address* const address = find_address(path);
    if (address == nullptr) return unknown("no such address; there are " + change_addresses());
    if (!query.empty()) return json_error(400, "query_bad", "what is to change stands in the body, not in the address");
    if (request.body.size() > change_bytes_max) return json_error(413, "too_large", "the body has over 4096 bytes");
    if (!is_json(request)) return json_error(415, "not_json", "send it with Content-Type: application/json");
    auto form = ChangeForm::parse(request.body);
    if (!form) return json_error(400, form.error().code, form.error().message);
    try {
        return address->read({settings, reader, *form});
    } catch (const ports::StoreFailure&) {
        return json_error(503, "store_busy", "the database cannot be read now; try again");
    }
}

base::HttpResponse answer_change(std::span<const engine::Handled> handled) {
    using Kind = engine::Handled::Kind;
    const engine::Handled what = handled.empty() ? engine::Handled{Kind::refused, {}} : handled.front();
    if (what.kind == Kind::changed && what.cancelled) return json_answer({{"changed", true}, {"lessons_moved", what.moved}, {"lessons_cancelled", *what.cancelled}});
    if (what.kind == Kind::changed) return json_answer({{"changed", true}});
    if (what.kind == Kind::unchanged) return refusal(what.why);
    base::HttpResponse response = json_error(503, "not_stored", "not stored, nothing has changed; try again");
    response.headers.emplace_back("Retry-After", "10");
    return response;
}

}  // namespace tutorline::web
