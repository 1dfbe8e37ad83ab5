#include "program/problem_json.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <limits>

#include "program/diagnostics.hpp"
#include "program/json_keys.hpp"
#include "program/json_rows.hpp"
#include "program/problem_json_rows.hpp"

namespace tutorline::program {
namespace {

namespace json = boost::json;
using namespace domain::matching;

/// How a message names a row: "students[3] (id 's4')". What is not in a row has words of the reader's language.
struct RowName {
    int line = 1;
    std::string text;  ///< empty: the problem as a whole

    domain::Arguments arguments() const { return {text.empty() ? std::pair<std::string, std::string>{"@row", "problem.whole"} : std::pair<std::string, std::string>{"row", text}}; }
};

/// Where messages about the file go.
struct Told {
    const std::string& file;
    Diagnostics& diagnostics;

    void error(const RowName& row, const std::string& what, domain::Arguments arguments = {}) const {
        add_row(arguments, row);
        diagnostics.error({file, row.line, 1}, "problem." + what, std::move(arguments));
    }
    void warning(const RowName& row, const std::string& what, domain::Arguments arguments = {}) const {
        add_row(arguments, row);
        diagnostics.warning({file, row.line, 1}, "problem." + what, std::move(arguments));
    }

  private:
    static void add_row(domain::Arguments& arguments, const RowName& row) {
        for (auto& [name, value] : arguments) value = name.starts_with('@') ? value : quotable(value);
        const auto named = row.arguments();
        arguments.insert(arguments.end(), named.begin(), named.end());
    }
};

/// Reads the members of one JSON object; every mistake is told with the object's name.
class ObjectReader {
  public:
    ObjectReader(const json::object& object, RowName row, const Told& told) : object_(object), row_(std::move(row)), told_(told) {}
    ~ObjectReader() {
        for (const auto& member : object_)
            if (std::find(known_.begin(), known_.end(), std::string_view(member.key())) == known_.end())
                told_.warning(row_, "unknown_key", {{"key", std::string(member.key())}});
    }
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;

    void error(std::string_view key, const std::string& what) { told_.error(row_, what, {{"key", std::string(key)}}); }

    const json::value* find(std::string_view key, bool required) {
        known_.emplace_back(key);
        const json::value* value = object_.if_contains(key);
        if (value && value->is_null() && !required) return nullptr;
        if (!value && required) error(key, "missing");
        return value;
    }
    std::int64_t whole(const json::value& value, std::string_view key) {
        if (value.is_int64()) return value.get_int64();
        error(key, value.is_uint64() || value.is_double() ? "number_size" : "number");
        return 0;
    }
    int small(const json::value& value, std::string_view key) {
        const std::int64_t number = whole(value, key);
        if (number == static_cast<int>(number)) return static_cast<int>(number);
        error(key, "number_size");
        return 0;
    }
    std::int64_t number(std::string_view key) {
        const json::value* value = find(key, true);
        return value ? whole(*value, key) : 0;
    }
    int small_number(std::string_view key) {
        const json::value* value = find(key, true);
        return value ? small(*value, key) : 0;
    }
    std::string text(std::string_view key, bool required) {
        const json::value* value = find(key, required);
        if (!value) return "";
        if (!value->is_string()) return error(key, "text"), "";
        std::string text(value->get_string());
        if (!one_plain_line(text)) error(key, "control");  // it is printed, and stands in messages
        return text;
    }
    const json::array* list(std::string_view key, bool required) {
        const json::value* value = find(key, required);
        if (!value) return nullptr;
        if (value->is_array()) return &value->get_array();
        error(key, "list");
        return nullptr;
    }
    std::vector<std::string> texts(std::string_view key) {
        std::vector<std::string> found;
        if (const json::array* values = list(key, true))
            for (const json::value& value : *values) {
                if (value.is_string()) found.emplace_back(value.get_string());
                else error(key, "list_of_texts");
            }
        return found;
    }
    std::vector<int> numbers(std::string_view key) {
        std::vector<int> found;
        if (const json::array* values = list(key, true))
            for (const json::value& value : *values) found.push_back(small(value, key));
        return found;
    }
    /// A wish is for a woman or a man, or none; what a tutor is has one word more.
    Gender gender(std::string_view key, bool wish) {
        const std::string word = text(key, false);
        if (word.empty() || word == "any") return Gender::any;
        if (word == "f") return Gender::female;
        if (word == "m") return Gender::male;
        if (word == "x" && !wish) return Gender::other;
        told_.error(row_, "choice", {{"key", std::string(key)}, {"value", word}, {"choices", wish ? "\"f\", \"m\", \"any\"" : "\"f\", \"m\", \"x\", \"any\""}});
        return Gender::any;
    }
    const RowName& row() const { return row_; }
    const Told& told() const { return told_; }

  private:
    const json::object& object_;
    RowName row_;
    Told told_;
    std::vector<std::string> known_;
};

domain::matching::Student read_student(ObjectReader& reader) {
    domain::matching::Student student;
    student.id = reader.text("id", true);
    if (const json::array* slots = reader.list("slots", true))
        for (const json::value& value : *slots) {
            const json::array* pair = value.if_array();
            if (!pair || pair->size() != 2) reader.error("slots", "slot_and_cost");
            else student.slots.push_back({reader.small((*pair)[0], "slots"), reader.whole((*pair)[1], "slots")});
        }
    student.languages = reader.texts("languages");
    student.level = reader.small_number("level");
    student.department = reader.text("department", true);
    student.need = reader.number("need");
    student.previous_tutor = reader.text("previous_tutor", false);
    student.household = reader.text("household", false);
    student.tutor_gender = reader.gender("tutor_gender", true);
    if (const json::value* pin = reader.find("pin", false)) {
        if (const json::object* object = pin->if_object()) {
            ObjectReader pin_reader(*object, {reader.row().line, reader.row().text + ".pin"}, reader.told());
            student.pin = Pin{pin_reader.text("tutor", true), pin_reader.numbers("slots")};
        } else {
            reader.error("pin", "pin");
        }
    }
    return student;
}

domain::matching::Tutor read_tutor(ObjectReader& reader) {
    domain::matching::Tutor tutor;
    tutor.id = reader.text("id", true);
    tutor.slots = reader.numbers("slots");
    tutor.languages = reader.texts("languages");
    tutor.levels = reader.numbers("levels");
    tutor.department = reader.text("department", true);
    tutor.gender = reader.gender("gender", false);
    tutor.students_max = reader.small_number("students_max");
    return tutor;
}

class Reading {
  public:
    Reading(std::string_view text, const std::string& file, bool with_current, ProblemReading& out)
        : rows_(text), with_current_(with_current), out_(out), told_{file, out.diagnostics} {}

    void run(const json::object& root) {
        ObjectReader reader(root, {}, told_);
        Problem& problem = out_.problem;
        problem.slots_per_day = reader.small_number("slots_per_day");
        problem.sessions_per_week = reader.small_number("sessions_per_week");
        if (const json::value* days = reader.find("days", false); days && reader.small(*days, "days") != days_a_week) reader.error("days", "days");
        read_weights(reader);
        each(reader, "students", [&](ObjectReader& row) { problem.students.push_back(read_student(row)); });
        each(reader, "tutors", [&](ObjectReader& row) { problem.tutors.push_back(read_tutor(row)); });
        if (with_current_)
            each(reader, "current", [&](ObjectReader& row) {
                problem.current.push_back({row.text("student", true), row.text("tutor", true), row.numbers("slots")});
            });
        else if (reader.find("current", false))
            told_.warning({}, "current_unused");
        if (out_.diagnostics.failed()) return;  // faults of values that were not read would mislead
        for (const Fault& fault : faults(problem)) told_.error(where(fault), fault.what, fault.arguments);
    }

  private:
    void read_weights(ObjectReader& reader) {
        const json::value* weights = reader.find("weights", true);
        if (!weights) return;
        const json::object* object = weights->if_object();
        if (!object) return reader.error("weights", "object");
        ObjectReader weight(*object, {1, "weights"}, told_);
        out_.problem.weights = {weight.number("language_second"), weight.number("level_near"), weight.number("department_other"), weight.number("tutor_changed")};
    }
    RowName row_name(const std::string& list, int index, const std::string& id) const {
        const std::string place = list + "[" + std::to_string(index) + "]";
        return {rows_.line(list, index), id.empty() ? place : place + " (id '" + quotable(id) + "')"};
    }
    RowName where(const Fault& fault) const {
        switch (fault.list) {
            case Fault::List::students:
                return row_name("students", fault.index, fault.id);
            case Fault::List::tutors:
                return row_name("tutors", fault.index, fault.id);
            case Fault::List::current:
                return row_name("current", fault.index, fault.id);
            case Fault::List::problem:
                break;
        }
        return {};
    }
    template <class Read>
    void each(ObjectReader& reader, const std::string& key, Read read) {
        const json::array* rows = reader.list(key, true);
        if (!rows) return;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const json::object* object = (*rows)[i].if_object();
            const json::value* id = object ? object->if_contains(key == "current" ? "student" : "id") : nullptr;
            const RowName name = row_name(key, static_cast<int>(i), id && id->is_string() ? std::string(id->get_string()) : "");
            if (!object) {
                told_.error(name, "row");
                continue;
            }
            ObjectReader row(*object, name, told_);
            read(row);
        }
    }

    JsonRows rows_;
    bool with_current_;
    ProblemReading& out_;
    Told told_;
};

/// Where reading stopped, and why.
void tell_syntax(std::string_view text, std::size_t read, const boost::system::error_code& fault, const std::string& file, Diagnostics& diagnostics) {
    const std::string_view before = text.substr(0, std::min(read, text.size()));
    const auto line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto column = 1 + static_cast<int>(std::count_if(before.begin() + static_cast<std::ptrdiff_t>(begin), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    const char* id = "problem.syntax";
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) id = "problem.empty";
    else if (fault == json::error::incomplete) id = "problem.ends";
    else if (fault == json::error::too_deep) id = "problem.deep";
    else if (!fault) id = "problem.rest";
    diagnostics.error({file, line, column}, id);
}

json::object student_json(const domain::matching::Student& student) {
    json::object row{{"id", student.id}};
    json::array& slots = row["slots"].emplace_array();
    for (const SlotWish& wish : student.slots) slots.push_back(json::array{wish.slot, wish.cost});
    row["languages"] = json::value_from(student.languages);
    row["level"] = student.level;
    row["department"] = student.department;
    row["need"] = student.need;
    if (!student.previous_tutor.empty()) row["previous_tutor"] = student.previous_tutor;
    if (!student.household.empty()) row["household"] = student.household;
    row["tutor_gender"] = gender_letter(student.tutor_gender);
    if (student.pin)
        row["pin"] = json::object{{"tutor", student.pin->tutor}, {"slots", json::value_from(student.pin->slots)}};
    return row;
}

template <class Rows, class Make>
void append_rows(std::string& text, const char* key, const Rows& rows, Make make) {
    text += std::string(",\n\"") + key + "\":[";
    for (std::size_t i = 0; i < rows.size(); ++i) text += (i ? ",\n " : "\n ") + json::serialize(make(rows[i]));
    text += "]";
}

}  // namespace

ProblemReading read_problem_json(std::string_view text, const std::string& file, bool with_current) {
    ProblemReading out;
    boost::system::error_code fault;
    json::parse_options options;
    options.max_depth = 8;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a Windows editor's byte order mark
    json::stream_parser parser({}, options);
    std::size_t read = parser.write_some(text.data(), text.size(), fault);
    if (!fault && read == text.size()) parser.finish(fault);
    if (!fault) read = std::min(text.find_first_not_of(" \t\r\n", read), text.size());
    if (fault || read < text.size() || !parser.done()) {
        tell_syntax(text, read, fault, file, out.diagnostics);
        return out;
    }
    for (const DoubledKey& doubled : doubled_keys(text)) out.diagnostics.error({file, doubled.line, 1}, "problem.key_twice", {{"key", doubled.key}});
    if (out.diagnostics.failed()) return out;
    const json::value root = parser.release();
    if (const json::object* object = root.if_object()) Reading(text, file, with_current, out).run(*object);
    else out.diagnostics.error({file, 1, 1}, "problem.not_an_object");
    return out;
}

std::string problem_json(const Problem& problem) {
    json::object head{{"slots_per_day", problem.slots_per_day},
                      {"sessions_per_week", problem.sessions_per_week},
                      {"weights",
                       {{"language_second", problem.weights.language_second},
                        {"level_near", problem.weights.level_near},
                        {"department_other", problem.weights.department_other},
                        {"tutor_changed", problem.weights.tutor_changed}}}};
    std::string text = json::serialize(head);
    text.pop_back();
    append_rows(text, "students", problem.students, student_json);
    append_rows(text, "tutors", problem.tutors, tutor_json);
    if (!problem.current.empty())
        append_rows(text, "current", problem.current, [](const Promise& promise) {
            return json::object{
                {"student", promise.student}, {"tutor", promise.tutor}, {"slots", json::value_from(promise.slots)}};
        });
    return text + "}\n";
}

}  // namespace tutorline::program
