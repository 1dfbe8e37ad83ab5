#include "web/json_answer.hpp"

#include <boost/json.hpp>

namespace tutorline::web {

base::HttpResponse json_answer(const boost::json::value& value, int status) {
    return json_text_answer(boost::json::serialize(value) + "\n", status);
}

base::HttpResponse json_text_answer(std::string text, int status) {
    base::HttpResponse response;
    response.status = status;
    response.content_type = "application/json";
    response.body = std::move(text);
    response.headers = {{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}};
    return response;
}

base::HttpResponse json_error(int status, std::string_view code, std::string_view message) {
    return json_answer({{"error", {{"code", code}, {"message", message}}}}, status);
}

}  // namespace tutorline::web
