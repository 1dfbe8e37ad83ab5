// What a person sees of the simulated network: GET /simulator and GET /simulator/phones/<number>.
#pragma once
#include "app/gateway/open_phones.hpp"
#include "base/http_message.hpp"

namespace tutorline::app {

struct GatewayCounts;

base::HttpResponse simulator_overview(const GatewayCounts& counts, const OpenPhones& phones);
base::HttpResponse simulator_phone(std::string_view number, const OpenPhones& phones);

}  // namespace tutorline::app
