#include "simulator/network/ledger.hpp"

namespace tutorline::simulator {

const std::vector<ShownText>& Ledger::shown(std::string_view number) const {
    static const std::vector<ShownText> none;
    const auto found = shown_.find(std::string{number});
    return found == shown_.end() ? none : found->second;
}

void Ledger::add_accepted(const AcceptedText& text, double price) {
    ++texts_accepted_;
    segments_ += static_cast<std::uint64_t>(text.segments);
    money_ += price * text.segments;
    for (Watcher* watcher : watchers_) watcher->text_accepted(text);
}

void Ledger::add_shown(std::string_view number, std::string_view words, base::Instant at, bool keep) {
    ++texts_shown_;
    if (keep) shown_[std::string{number}].push_back({std::string{words}, at});
}

void Ledger::add_inbound(std::string_view from, std::string_view words, base::Instant at) {
    ++texts_in_;
    for (Watcher* watcher : watchers_) watcher->text_sent_by_phone(from, words, at);
}

void Ledger::add_call(std::string_view to, std::string_view reference, base::Instant at) {
    ++calls_accepted_;
    for (Watcher* watcher : watchers_) watcher->call_accepted(to, reference, at);
}

void Ledger::add_talk(base::Seconds talked, double minute_price) {
    const auto started = static_cast<std::uint64_t>((talked.count() + 59) / 60);
    minutes_ += started;
    money_ += minute_price * static_cast<double>(started);
}

}  // namespace tutorline::simulator
