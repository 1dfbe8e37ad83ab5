// JSON answers of the API: never cached, errors in one shape: {"error": {"code": "...", "message": "..."}}.
#pragma once
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "base/http_message.hpp"

namespace tutorline::web {

base::HttpResponse json_answer(const boost::json::value& value, int status = 200);
/// The same for JSON that is text already.
base::HttpResponse json_text_answer(std::string text, int status = 200);
/// The message is ours, never what came in.
base::HttpResponse json_error(int status, std::string_view code, std::string_view message);

}  // namespace tutorline::web
