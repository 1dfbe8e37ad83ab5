// The body of a change: one flat JSON object, read field by field. What is wrong is collected, so that one answer names it
// all; a message names the field and what it must be, never what came in.
#pragma once
#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tutorline::web {

class ChangeForm {
  public:
    /// Error codes: `json_bad` (not one JSON object), `json_twice` (a field stands twice: which one is meant?).
    static base::Result<ChangeForm> parse(std::string_view body);

    /// A whole number from 1.
    std::int64_t id(std::string_view name);
    bool yes_no(std::string_view name);
    /// A key of the coordinator's sheets. Empty when it may be absent and is.
    std::string key(std::string_view name, bool needed);
    /// A stable code: a small letter, then small letters, digits and '_'. A person's words could hold a name or a number.
    std::string code(std::string_view name);
    /// Who makes the change: like a code, with '.' and '-', and nobody of the service itself.
    std::string author();
    std::chrono::sys_days day(std::string_view name);
    /// Of those that `known` holds, one at least; absent: none.
    std::vector<std::string> some_of(std::string_view name, const std::vector<std::string>& known);
    /// One of `words`.
    std::string word(std::string_view name, const std::vector<std::string_view>& words);
    void refuse(std::string problem) { problems_.push_back(std::move(problem)); }

    /// All that is wrong, after the last field was read: fields nobody asked for are wrong too. None: all is well.
    std::optional<std::string> problems();

  private:
    explicit ChangeForm(boost::json::object fields) : fields_(std::move(fields)) {}
    const boost::json::value* find(std::string_view name);
    /// The text of a field; none, and a problem when `needed`, where there is none.
    std::optional<std::string> text(std::string_view name, bool needed, std::string_view what);

    boost::json::object fields_;
    std::vector<std::string> asked_;
    std::vector<std::string> problems_;
};

}  // namespace tutorline::web
