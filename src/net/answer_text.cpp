#include "net/answer_text.hpp"

#include <boost/beast/http/status.hpp>
#include <ostream>

namespace tutorline::net {
namespace {

std::string_view reason(int status) {
    const auto text = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(status)));
    return {text.data(), text.size()};
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    for (const char c : value) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    out += "\r\n";
}

}  // namespace

std::string answer_text(const base::HttpResponse& response, bool keep_alive, bool head) {
    std::string out;
    out.reserve(160 + response.body.size());
    out += "HTTP/1.1 ";
    out += std::to_string(response.status);
    out += ' ';
    out += reason(response.status);
    out += "\r\n";
    append_header(out, "Content-Type", response.content_type);
    out += "Content-Length: ";
    out += std::to_string(response.body.size());
    out += "\r\n";
    for (const auto& [name, value] : response.headers) append_header(out, name, value);
    if (!keep_alive) out += "Connection: close\r\n";
    out += "\r\n";
    if (!head) out += response.body;
    return out;
}

base::HttpResponse refusal(int status) {
    base::HttpResponse response;
    response.status = status;
    response.body.assign(reason(status)).append("\n");
    return response;
}

}  // namespace tutorline::net
