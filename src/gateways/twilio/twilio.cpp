#include "gateways/twilio/twilio.hpp"

#include "gateways/twilio/addresses.hpp"
#include "gateways/twilio/answers.hpp"
#include "gateways/twilio/requests.hpp"
#include "gateways/twilio/signature.hpp"
#include "gateways/twilio/twiml.hpp"
#include "gateways/twilio/webhooks.hpp"

namespace tutorline::gateways::twilio {
namespace {

class Twilio final : public ports::Gateway {
  public:
    ports::Capabilities capabilities() const override {
        return {.idempotency_key = false,
                .queryable_log = true,
                .log_lag = std::chrono::minutes{10},
                .delivery_receipts = true,
                .voice = true};
    }
    bool verify(const ports::Channel& channel, const base::HttpRequest& request) const override {
        return signature_fits(channel.secret, channel.public_url, request);
    }
    base::Result<ports::Decoded> decode(const ports::Channel& channel, const base::HttpRequest& request) const override {
        return decode_webhook(channel, request);
    }
    base::HttpResponse acknowledge(const ports::Channel& channel, const base::HttpRequest& request,
                                   const domain::VoiceScript* script) const override {
        return render_answer(channel, find_address(channel, request.target), script);
    }
    base::HttpRequest encode(const ports::Channel& channel, const domain::Effect& effect) const override {
        return encode_effect(channel, effect);
    }
    domain::EffectResult decode_result(const domain::Effect& effect, const base::HttpResponse& response) const override {
        return decode_answer(effect, response);
    }
};

}  // namespace

const ports::Gateway& gateway() {
    static const Twilio instance;
    return instance;
}

}  // namespace tutorline::gateways::twilio
