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

/// Reads the members of one JSON object; every mistake goes to `errors` behind the object's name.
class ObjectReader {
  public:
    ObjectReader(const json::object& object, std::string row, ProblemReading& out)
        : object_(object), row_(std::move(row)), out_(out) {}
    ~ObjectReader() {
        for (const auto& member : object_)
            if (std::find(known_.begin(), known_.end(), std::string_view(member.key())) == known_.end())
                out_.warnings.push_back(row_ + ": the key '" + quotable(std::string_view(member.key())) +
                                        "' is not known and does not count");
    }
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;

    void error(const std::string& what) { out_.errors.push_back(row_ + ": " + what); }

    const json::value* find(std::string_view key, bool required) {
        known_.emplace_back(key);
        const json::value* value = object_.if_contains(key);
        if (value && value->is_null() && !required) return nullptr;
        if (!value && required) error("'" + std::string(key) + "' is missing");
        return value;
    }
    std::int64_t whole(const json::value& value, const std::string& name) {
        if (value.is_int64()) return value.get_int64();
        if (value.is_uint64() || value.is_double())
            error("'" + name + "' " +
                  (value.is_double() ? "is not a whole number of the possible size" : "is too large"));
        else
            error("'" + name + "' must be a whole number");
        return 0;
    }
    int small(const json::value& value, const std::string& name) {
        const std::int64_t number = whole(value, name);
        if (number == static_cast<int>(number)) return static_cast<int>(number);
        error("'" + name + "' is too large");
        return 0;
    }
    std::int64_t number(std::string_view key) {
        const json::value* value = find(key, true);
        return value ? whole(*value, std::string(key)) : 0;
    }
    int small_number(std::string_view key) {
        const json::value* value = find(key, true);
        return value ? small(*value, std::string(key)) : 0;
    }
    std::string text(std::string_view key, bool required) {
        const json::value* value = find(key, required);
        if (!value) return "";
        if (value->is_string()) return std::string(value->get_string());
        error("'" + std::string(key) + "' must be a text");
        return "";
    }
    const json::array* list(std::string_view key, bool required) {
        const json::value* value = find(key, required);
        if (!value) return nullptr;
        if (value->is_array()) return &value->get_array();
        error("'" + std::string(key) + "' must be a list");
        return nullptr;
    }
    std::vector<std::string> texts(std::string_view key) {
        std::vector<std::string> found;
        if (const json::array* values = list(key, true))
            for (const json::value& value : *values) {
                if (value.is_string())
                    found.emplace_back(value.get_string());
                else
                    error("'" + std::string(key) + "' must hold texts");
            }
        return found;
    }
    std::vector<int> numbers(std::string_view key) {
        std::vector<int> found;
        if (const json::array* values = list(key, true))
            for (const json::value& value : *values) found.push_back(small(value, std::string(key)));
        return found;
    }
    Gender gender(std::string_view key) {
        const std::string text_value = text(key, false);
        if (text_value.empty() || text_value == "any") return Gender::any;
        if (text_value == "f") return Gender::female;
        if (text_value == "m") return Gender::male;
        if (text_value == "x") return Gender::other;
        error("'" + std::string(key) + "' must be \"f\", \"m\", \"x\" or \"any\"");
        return Gender::any;
    }

  private:
    const json::object& object_;
    std::string row_;
    ProblemReading& out_;
    std::vector<std::string> known_;
};

Student read_student(ObjectReader& reader, const std::string& row, ProblemReading& out) {
    Student student;
    student.id = reader.text("id", true);
    if (const json::array* slots = reader.list("slots", true))
        for (const json::value& value : *slots) {
            const json::array* pair = value.if_array();
            if (!pair || pair->size() != 2)
                reader.error("each of 'slots' must be [slot, cost]");
            else
                student.slots.push_back({reader.small((*pair)[0], "slots"), reader.whole((*pair)[1], "slots")});
        }
    student.languages = reader.texts("languages");
    student.level = reader.small_number("level");
    student.department = reader.text("department", true);
    student.need = reader.number("need");
    student.previous_tutor = reader.text("previous_tutor", false);
    student.household = reader.text("household", false);
    student.tutor_gender = reader.gender("tutor_gender");
    if (const json::value* pin = reader.find("pin", false)) {
        if (const json::object* object = pin->if_object()) {
            ObjectReader pin_reader(*object, row + ".pin", out);
            student.pin = Pin{pin_reader.text("tutor", true), pin_reader.numbers("slots")};
        } else {
            reader.error("'pin' must be {\"tutor\", \"slots\"}");
        }
    }
    return student;
}

Tutor read_tutor(ObjectReader& reader) {
    Tutor tutor;
    tutor.id = reader.text("id", true);
    tutor.slots = reader.numbers("slots");
    tutor.languages = reader.texts("languages");
    tutor.levels = reader.numbers("levels");
    tutor.department = reader.text("department", true);
    tutor.gender = reader.gender("gender");
    tutor.students_max = reader.small_number("students_max");
    return tutor;
}

class Reading {
  public:
    Reading(std::string_view text, bool with_current) : rows_(text), with_current_(with_current) {}

    void run(const json::object& root) {
        ObjectReader reader(root, "the problem", out);
        Problem& problem = out.problem;
        problem.slots_per_day = reader.small_number("slots_per_day");
        problem.sessions_per_week = reader.small_number("sessions_per_week");
        if (const json::value* days = reader.find("days", false); days && reader.small(*days, "days") != days_a_week)
            reader.error("'days' must be 7");
        if (const json::value* weights = reader.find("weights", true)) {
            if (const json::object* object = weights->if_object()) {
                ObjectReader weight(*object, "weights", out);
                problem.weights = {weight.number("language_second"), weight.number("level_near"),
                                   weight.number("department_other"), weight.number("tutor_changed")};
            } else {
                reader.error("'weights' must be an object");
            }
        }
        each(reader, "students", true, [&](ObjectReader& row, const std::string& name) {
            problem.students.push_back(read_student(row, name, out));
        });
        each(reader, "tutors", true,
             [&](ObjectReader& row, const std::string&) { problem.tutors.push_back(read_tutor(row)); });
        if (with_current_)
            each(reader, "current", true, [&](ObjectReader& row, const std::string&) {
                problem.current.push_back({row.text("student", true), row.text("tutor", true), row.numbers("slots")});
            });
        else if (reader.find("current", false))
            out.warnings.push_back("the problem: 'current' counts only in a re-match");
        if (!out.errors.empty()) return;  // faults of values that were not read would mislead
        for (const Fault& fault : faults(problem)) out.errors.push_back(where(fault) + ": " + fault.what);
    }

    ProblemReading out;

  private:
    std::string row_name(const std::string& list, int index, const std::string& id) const {
        std::string name = list + "[" + std::to_string(index) + "] (line " + std::to_string(rows_.line(list, index));
        return name + (id.empty() ? ")" : ", id '" + quotable(id) + "')");
    }
    std::string where(const Fault& fault) const {
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
        return "the problem";
    }
    template <class Read>
    void each(ObjectReader& reader, const std::string& key, bool required, Read read) {
        const json::array* rows = reader.list(key, required);
        if (!rows) return;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const json::object* object = (*rows)[i].if_object();
            const json::value* id = object ? object->if_contains(key == "current" ? "student" : "id") : nullptr;
            const std::string name =
                row_name(key, static_cast<int>(i), id && id->is_string() ? std::string(id->get_string()) : "");
            if (!object) {
                out.errors.push_back(name + ": must be an object");
                continue;
            }
            ObjectReader row(*object, name, out);
            read(row, name);
        }
    }

    JsonRows rows_;
    bool with_current_;
};

json::object student_json(const Student& student) {
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

ProblemReading read_problem_json(std::string_view text, bool with_current) {
    Reading reading(text, with_current);
    boost::system::error_code fault;
    json::parse_options options;
    options.max_depth = 8;
    json::stream_parser parser({}, options);
    const std::size_t read = parser.write_some(text.data(), text.size(), fault);
    if (!fault && read == text.size()) parser.finish(fault);
    const bool rest = !fault && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos;
    if (fault || rest || !parser.done()) {
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(read, text.size())), '\n');
        reading.out.errors.push_back("line " + std::to_string(line) + ": this is not JSON" +
                                     (fault ? " (" + fault.message() + ")" : ""));
        return std::move(reading.out);
    }
    for (const DoubledKey& doubled : doubled_keys(text))
        reading.out.errors.push_back("line " + std::to_string(doubled.line) + ": the key '" + doubled.key + "' stands twice in one object: keep one of them");
    if (!reading.out.errors.empty()) return std::move(reading.out);
    const json::value root = parser.release();
    if (const json::object* object = root.if_object())
        reading.run(*object);
    else
        reading.out.errors.push_back("the problem: must be one JSON object");
    return std::move(reading.out);
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
