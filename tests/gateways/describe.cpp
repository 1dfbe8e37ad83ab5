#include "gateways/describe.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>

#include "support/golden.hpp"

namespace tutorline::test {
namespace {

using domain::CallEnd;
using domain::DlrState;
using domain::EffectResult;

constexpr std::array dlr_words{"accepted", "sent", "delivered", "failed", "undelivered"};
constexpr std::array end_words{"none", "completed", "busy", "no_answer", "failed", "canceled"};
constexpr std::array fate_words{"accepted", "refused", "not_now", "unknown", "never_seen"};

struct EventWriter {
    std::ostream& out;

    void operator()(const domain::InboundText& e) const {
        out << "InboundText channel=" << e.channel << " provider_id=" << e.provider_id << " from=" << e.from
            << " to=" << e.to << "\n  text=[" << e.text << "]\n";
    }
    void operator()(const domain::TextStatus& e) const {
        out << "TextStatus message=" << e.message.value << " provider_id=" << e.provider_id
            << " state=" << dlr_words.at(static_cast<std::size_t>(e.state)) << " raw=" << e.raw_status
            << " error=" << e.error_code << '\n';
    }
    void operator()(const domain::CallProgress& e) const {
        out << "CallProgress attempt=" << e.attempt.value << (e.leg == domain::Leg::tutor ? " tutor" : " family")
            << (e.stage == domain::CallStage::answered ? " answered" : " ended")
            << " end=" << end_words.at(static_cast<std::size_t>(e.end)) << " provider_id=" << e.provider_id
            << " key=" << e.event_key << " raw=" << e.raw_code << " talked=" << e.talked.count() << "s\n";
    }
    void operator()(const domain::InboundCall& e) const {
        out << "InboundCall channel=" << e.channel << " provider_id=" << e.provider_id << " from=" << e.from
            << " to=" << e.to << '\n';
    }
    template <class Other>
    void operator()(const Other&) const {
        out << "an event no gateway makes\n";
    }
};

void write_headers(std::ostream& out, const std::vector<std::pair<std::string, std::string>>& headers) {
    for (const auto& [name, value] : headers) out << name << ": " << value << '\n';
}

struct Message {
    std::string start;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

Message read_message(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) throw std::runtime_error("no file " + path.string());
    std::istringstream lines(read_file(path));
    Message message;
    std::getline(lines, message.start);
    for (std::string line; std::getline(lines, line) && !line.empty();) {
        const auto colon = line.find(": ");
        if (colon == std::string::npos) throw std::runtime_error("no header: " + line);
        message.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    message.body.assign(std::istreambuf_iterator<char>(lines), {});
    return message;
}

}  // namespace

std::string describe(const base::Result<ports::Decoded>& decoded) {
    std::ostringstream out;
    if (!decoded) {
        out << "error " << decoded.error().code << ": " << decoded.error().message << '\n';
        return out.str();
    }
    for (const domain::Event& event : decoded->events) std::visit(EventWriter{out}, event);
    if (decoded->events.empty()) out << "nothing\n";
    if (decoded->wants_script) out << "wants a script\n";
    return out.str();
}

std::string describe(const EffectResult& result) {
    std::ostringstream out;
    out << fate_words.at(static_cast<std::size_t>(result.fate)) << " provider_id=" << result.provider_id
        << " error=" << result.error_code << (result.recipient_opted_out ? " opted_out" : "")
        << (result.number_invalid ? " number_invalid" : "") << (result.channel_broken ? " channel_broken" : "")
        << " retry_after=" << result.retry_after.count() << "s\n";
    return out.str();
}

std::string describe(const base::HttpRequest& request) {
    std::ostringstream out;
    out << request.method << ' ' << request.target << '\n';
    write_headers(out, request.headers);
    out << '\n';
    for (const auto& [name, value] : base::parse_form(request.body)) out << name << " = " << value << '\n';
    return out.str();
}

std::string describe(const base::HttpResponse& response) {
    std::ostringstream out;
    out << response.status << '\n' << "Content-Type: " << response.content_type << '\n';
    write_headers(out, response.headers);
    out << '\n' << response.body << '\n';
    return out.str();
}

base::HttpRequest read_request(const std::filesystem::path& path) {
    const Message message = read_message(path);
    const auto blank = message.start.find(' ');
    return {message.start.substr(0, blank), message.start.substr(blank + 1), message.headers, message.body};
}

base::HttpResponse read_response(const std::filesystem::path& path) {
    Message message = read_message(path);
    base::HttpResponse response;
    response.status = std::stoi(message.start);
    response.headers = std::move(message.headers);
    response.body = std::move(message.body);
    return response;
}

}  // namespace tutorline::test
