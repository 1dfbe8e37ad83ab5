// HTTP messages as values: what net/ reads and writes, what web/ answers, what gateways/ encode and decode.
// The simulator passes the same values in process.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tutorline::base {

struct HttpRequest {
    std::string method;  ///< upper case
    std::string target;  ///< path and raw query as received: "/webhooks/x?y=z"; a full URL for outgoing requests
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    /// First header of that name, case-insensitive; empty when absent.
    std::string_view header(std::string_view name) const;
};

struct HttpResponse {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  ///< further headers
    std::string_view header(std::string_view name) const;
};

/// Name-value pairs in their order; names may repeat.
using FormFields = std::vector<std::pair<std::string, std::string>>;

/// application/x-www-form-urlencoded ('+' is a blank), decoded. Bad percent signs are kept as they are. The fields are
/// views into the form's own memory: one piece for all of them.
class Form {
  public:
    explicit Form(std::string_view encoded);
    /// In their order; names may repeat.
    const std::vector<std::pair<std::string_view, std::string_view>>& fields() const { return fields_; }
    /// First value of that name; empty when absent.
    std::string_view operator[](std::string_view name) const;

  private:
    std::unique_ptr<char[]> decoded_;
    std::vector<std::pair<std::string_view, std::string_view>> fields_;
};

/// The same with texts of their own.
FormFields parse_form(std::string_view encoded);
std::string encode_form(const FormFields& fields);
/// One more "name=value" at the end of an encoded form.
void append_field(std::string& form, std::string_view name, std::string_view value);
std::string percent_encode(std::string_view text);
std::string percent_decode(std::string_view text, bool plus_is_blank);
/// First value of that name; empty when absent.
std::string_view field(const FormFields& fields, std::string_view name);
/// "/a/b?c=d" -> {"/a/b", "c=d"}
std::pair<std::string_view, std::string_view> split_target(std::string_view target);

}  // namespace tutorline::base
