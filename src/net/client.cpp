#include "net/client.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <deque>
#include <map>

#include "net/line.hpp"
#include "net/loop_parts.hpp"
#include "net/url.hpp"

namespace tutorline::net {
namespace {

asio::ssl::context make_tls(const ClientTls& tls) {
    asio::ssl::context context{asio::ssl::context::tls_client};
    context.set_verify_mode(asio::ssl::verify_peer);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    if (tls.roots_file.empty()) {
        context.set_default_verify_paths();
    } else {
        context.load_verify_file(tls.roots_file);
    }
    return context;
}

}  // namespace

struct Client::Parts : std::enable_shared_from_this<Client::Parts> {
    struct Waiting {
        base::HttpRequest request;
        Url url;
        FetchDone done;
    };

    /// One origin: its kept connections, what is under way, what waits.
    struct Origin {
        std::vector<std::shared_ptr<Line>> kept;
        std::deque<Waiting> waiting;
        int busy = 0;
    };

    Parts(Loop& on, const std::vector<std::string>& allowed, const ClientLimits& given, const ClientTls& tls)
        : loop(on), limits(given), context(make_tls(tls)) {
        for (const std::string& text : allowed)
            if (const auto url = parse_url(text)) origins.try_emplace(url->origin);
    }

    void fetch(base::HttpRequest request, FetchDone done) {
        auto url = parse_url(request.target);
        const auto origin = url ? origins.find(url->origin) : origins.end();
        if (origin == origins.end())
            return done(base::Error{base::Error::Policy::permanent, "origin_refused", "this address is not configured"});
        origin->second.waiting.push_back({std::move(request), std::move(*url), std::move(done)});
        start_next(origin->second);
    }

    void start_next(Origin& origin) {
        if (closed || origin.waiting.empty() || origin.busy >= limits.connections_max) return;
        Waiting next = std::move(origin.waiting.front());
        origin.waiting.pop_front();
        ++origin.busy;
        std::shared_ptr<Line> line;
        while (!line && !origin.kept.empty()) {
            line = std::move(origin.kept.back());
            origin.kept.pop_back();
            if (!line->usable()) line.reset();
        }
        if (!line) line = open_line(loop, context, next.url, limits);
        auto finish = [self = shared_from_this(), &origin, line, done = std::move(next.done)](base::Result<base::HttpResponse> result) {
            --origin.busy;
            if (line->usable() && !self->closed) origin.kept.push_back(line);
            done(std::move(result));
            self->start_next(origin);
        };
        line->exchange(std::move(next.request), std::move(next.url), std::move(finish));
    }

    Loop& loop;
    const ClientLimits limits;
    asio::ssl::context context;
    std::map<std::string, Origin> origins;
    bool closed = false;
};

Client::Client(Loop& loop, const std::vector<std::string>& origins, const ClientLimits& limits, const ClientTls& tls)
    : parts_(std::make_shared<Parts>(loop, origins, limits, tls)), loop_(loop) {}

Client::~Client() {
    loop_.post([parts = parts_] {
        parts->closed = true;
        for (auto& [name, origin] : parts->origins) origin.kept.clear();
    });
}

void Client::fetch(base::HttpRequest request, FetchDone done) {
    loop_.post([parts = parts_, request = std::move(request), done = std::move(done)]() mutable {
        parts->fetch(std::move(request), std::move(done));
    });
}

}  // namespace tutorline::net
