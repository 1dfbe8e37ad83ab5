#include "app/gateway/simulator_pages.hpp"

#include <boost/json.hpp>

#include "app/gateway/gateway_service.hpp"

namespace tutorline::app {
namespace {

namespace json = boost::json;

base::HttpResponse page(const json::value& value) {
    base::HttpResponse response;
    response.content_type = "application/json";
    response.body = json::serialize(value) + "\n";
    return response;
}

json::array entries(const std::vector<HandsetMemory::Entry>& list) {
    json::array out;
    for (const auto& entry : list) out.push_back({{"at", base::format_instant(entry.at)}, {"text", entry.words}});
    return out;
}

}  // namespace

base::HttpResponse simulator_overview(const GatewayCounts& counts, const OpenPhones& phones) {
    json::array numbers;
    for (const auto& [number, memory] : phones.memory()) numbers.emplace_back(number);
    return page({{"texts_accepted", counts.texts_accepted},
                 {"texts_repeated", counts.texts_repeated},
                 {"calls_accepted", counts.calls_accepted},
                 {"calls_repeated", counts.calls_repeated},
                 {"webhooks_posted", counts.webhooks_posted},
                 {"webhooks_taken", counts.webhooks_taken},
                 {"phones", std::move(numbers)}});
}

base::HttpResponse simulator_phone(std::string_view number, const OpenPhones& phones) {
    const auto found = phones.memory().find(number);
    const HandsetMemory memory = found == phones.memory().end() ? HandsetMemory{} : found->second;
    return page({{"number", number}, {"rang", memory.calls}, {"texts", entries(memory.texts)}, {"heard", entries(memory.heard)}});
}

}  // namespace tutorline::app
