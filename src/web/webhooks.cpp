#include "web/webhooks.hpp"

#include <algorithm>

#include "gateways/registry.hpp"

namespace tutorline::web {
namespace {

constexpr std::string_view root = "/webhooks/";

base::HttpResponse plain(int status, std::string_view text) {
    base::HttpResponse response;
    response.status = status;
    response.body.assign(text).append("\n");
    return response;
}

bool is_channel_name(std::string_view name) {
    const auto fine = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= Webhooks::channel_name_characters_max && std::ranges::all_of(name, fine);
}

base::Error refuse(std::string code, std::string message) {
    return {base::Error::Policy::permanent, std::move(code), std::move(message)};
}

}  // namespace

base::Result<Webhooks> Webhooks::make(std::vector<ports::Channel> channels) {
    Webhooks webhooks;
    for (ports::Channel& channel : channels) {
        const ports::Gateway* gateway = gateways::find(channel.gateway);
        if (gateway == nullptr) return refuse("gateway_unknown", "no gateway is called '" + channel.gateway + "'");
        if (!is_channel_name(channel.name) || webhooks.entries_.contains(channel.name))
            return refuse("channel_name", "a channel's name has small letters, digits and '-' and stands once");
        if (channel.secret.empty()) return refuse("channel_secret", "channel '" + channel.name + "' has no secret");
        std::string name = channel.name;
        webhooks.entries_.emplace(std::move(name), std::make_unique<const Entry>(Entry{std::move(channel), gateway}));
    }
    return webhooks;
}

std::variant<base::HttpResponse, Intake> Webhooks::receive(base::HttpRequest request) const {
    std::string_view path = base::split_target(request.target).first;
    if (!path.starts_with(root)) return plain(404, "not found");
    path.remove_prefix(root.size());
    const auto found = entries_.find(path.substr(0, path.find('/')));
    if (found == entries_.end()) return plain(404, "not found");
    if (request.method != "POST") {
        base::HttpResponse response = plain(405, "post only");
        response.headers.emplace_back("Allow", "POST");
        return response;
    }
    if (request.body.size() > body_bytes_max) return plain(413, "too large");
    const Entry& entry = *found->second;
    if (!entry.gateway->verify(entry.channel, request)) return plain(403, "the signature does not fit");
    auto decoded = entry.gateway->decode(entry.channel, request);
    if (!decoded) return plain(400, decoded.error().code + ": " + decoded.error().message);
    return Intake{&entry.channel, entry.gateway, std::move(request), std::move(*decoded)};
}

base::HttpResponse Webhooks::answer(const Intake& intake, std::span<const engine::Handled> handled) const {
    if (std::ranges::any_of(handled, [](const auto& one) { return one.kind == engine::Handled::Kind::refused; }))
        return try_again_answer();
    const bool has_script = intake.decoded.wants_script && !handled.empty();
    return intake.gateway->acknowledge(*intake.channel, intake.request, has_script ? &handled.front().script : nullptr);
}

base::HttpResponse try_again_answer() {
    base::HttpResponse response = plain(503, "not stored; try again");
    response.headers.emplace_back("Retry-After", "10");
    return response;
}

}  // namespace tutorline::web
