#include "app/service/relay.hpp"

#include <algorithm>

namespace tutorline::app {

using domain::EffectResult;

int Relay::free(std::chrono::steady_clock::time_point now) {
    if (now >= free_at()) {
        window_start_ = now;
        window_count_ = 0;
    }
    return std::max(0, std::min(limits_.requests_max - open_.load(), limits_.requests_per_second_max - window_count_));
}

void Relay::reserve(int count) {
    open_ += count;
    window_count_ += count;
}

void Relay::perform(domain::Effect effect) {
    base::HttpRequest request = gateway_.encode(channel_, effect);
    client_.fetch(std::move(request), [this, effect = std::move(effect)](const base::Result<base::HttpResponse>& answer) mutable {
        EffectResult result = answer ? gateway_.decode_result(effect, *answer) : without_answer(answer.error());
        --open_;
        finished_(std::move(effect), std::move(result));
    });
}

EffectResult without_answer(const base::Error& error) {
    EffectResult result;
    result.error_code = error.code;
    if (error.policy == base::Error::Policy::unknown) return result;
    // Not a byte left: surely not carried out.
    result.fate = EffectResult::Fate::not_now;
    result.channel_broken = error.policy == base::Error::Policy::permanent;
    result.retry_after = std::chrono::seconds{result.channel_broken ? 900 : 30};
    return result;
}

}  // namespace tutorline::app
