// Who may use the API: a bearer token, the same for all of it.
#pragma once
#include <optional>
#include <string>

#include "base/http_message.hpp"

namespace tutorline::web {

/// None when the request bears `token`; else the answer: 403 when none is configured, 401 without or with a wrong one.
std::optional<base::HttpResponse> refuse_token(const base::HttpRequest& request, const std::string& token);

}  // namespace tutorline::web
