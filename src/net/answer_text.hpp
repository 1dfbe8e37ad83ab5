// A response as the bytes that go out.
#pragma once
#include <string>

#include "base/http_message.hpp"

namespace tutorline::net {

/// HTTP/1.1 with Content-Length. Line breaks in header values become blanks, so no answer can smuggle a header. `head`:
/// the answer to a HEAD request, which has no body.
std::string answer_text(const base::HttpResponse& response, bool keep_alive, bool head);

/// A refusal of the server itself.
base::HttpResponse refusal(int status);

}  // namespace tutorline::net
