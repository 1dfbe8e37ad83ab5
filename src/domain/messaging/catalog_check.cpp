#include "domain/messaging/catalog_check.hpp"

#include <algorithm>

#include "domain/messaging/messages.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr int missing_named = 5;

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "{" : ", {") + name + "}";
    return text.empty() ? "none" : text;
}

/// True when every placeholder has a known longest argument, so that the text can be measured here.
bool measurable(const std::vector<std::string>& names) {
    return std::ranges::none_of(names, [](const auto& name) { return longest_argument(name).empty(); });
}

class Check {
  public:
    Check(const Catalog& catalog, std::string_view language, bool ucs2_allowed)
        : catalog_(catalog), language_(language), ucs2_allowed_(ucs2_allowed) {}

    void spec(const MessageSpec& spec) {
        const Message* message = catalog_.find(language_, spec.key);
        if (message == nullptr) return missing(spec);
        placeholders_of(spec, *message);
        if (spec.key.starts_with("voice.")) return;
        letters(spec, *message);
        if (spec.segments_max > 0) length(spec, *message);
    }

    void unknown_keys() {
        for (const auto& [key, message] : catalog_.messages(language_))
            if (find_spec(key) == nullptr)
                problem(false, message, key, "no text of the service has the key '" + key + "'", "remove it, or check its spelling");
    }

    void missing_texts() {
        if (missing_ == 0) return;
        problem(false, whole_file(), "", std::to_string(missing_) + " texts are missing and go out in Spanish: " + missing_keys_ + (missing_ > missing_named ? ", ..." : ""),
                "translate them, with the placeholders of the Spanish file");
    }

    std::vector<CatalogProblem> take() { return std::move(problems_); }

  private:
    void problem(bool error, const Message& message, std::string_view key, std::string what, std::string fix) {
        problems_.push_back({error, message.place, std::string{key}, std::move(what), std::move(fix)});
    }

    void missing(const MessageSpec& spec) {
        if (language_ == complete_language) {
            problem(true, whole_file(), spec.key, "the text '" + std::string{spec.key} + "' is missing",
                    "add it with " + (spec.placeholders.empty() ? "no placeholder" : joined(words_of(spec.placeholders))));
            return;
        }
        if (++missing_ <= missing_named) missing_keys_ += (missing_ > 1 ? ", " : "") + std::string{spec.key};
    }

    Message whole_file() const {
        Message file;
        const auto& all = catalog_.messages(language_);
        if (!all.empty()) file.place.file = all.begin()->second.place.file;
        return file;
    }

    void placeholders_of(const MessageSpec& spec, const Message& message) {
        const auto wanted = words_of(spec.placeholders);
        const auto present = placeholders(message.text);
        for (const auto& name : wanted)
            if (std::ranges::find(present, name) == present.end())
                problem(true, message, spec.key, "the text lacks {" + name + "}", "put {" + name + "} where the words belong");
        for (const auto& name : present)
            if (std::ranges::find(wanted, name) == wanted.end())
                problem(true, message, spec.key, "nothing fills {" + name + "}", "this text can use: " + joined(wanted));
    }

    void letters(const MessageSpec& spec, const Message& message) {
        const SmsSize size = measure_sms(message.text);
        if (size.alphabet == Alphabet::gsm7) return;
        const std::string instead = fold_to_gsm7(size.costly_letter);
        problem(!ucs2_allowed_, message, spec.key,
                "the letter '" + size.costly_letter + "' is not in the SMS alphabet: a text holds 70 letters instead of 160",
                instead == "?" || instead.empty() ? "write it without this letter" : "write '" + instead + "'");
    }

    void length(const MessageSpec& spec, const Message& message) {
        const auto names = placeholders(message.text);
        if (!measurable(names)) return;
        Arguments arguments;
        for (const auto& name : names) arguments.emplace_back(name, longest_argument(name));
        Catalog alone;
        alone.add("es", "text", message);
        const SmsSize size = measure_sms(render(alone, {}, "text", arguments));
        if (size.segments <= spec.segments_max || (ucs2_allowed_ && size.alphabet == Alphabet::ucs2)) return;
        problem(true, message, spec.key,
                "with long names this is " + std::to_string(size.units) + " letters, " + std::to_string(size.segments) +
                    " SMS instead of " + std::to_string(spec.segments_max),
                "shorten it");
    }

    const Catalog& catalog_;
    std::string_view language_;
    bool ucs2_allowed_;
    int missing_ = 0;
    std::string missing_keys_;
    std::vector<CatalogProblem> problems_;
};

}  // namespace

std::vector<CatalogProblem> check_catalog(const Catalog& catalog, std::string_view language, bool ucs2_allowed) {
    Check check{catalog, language, ucs2_allowed};
    for (const MessageSpec& spec : message_specs()) check.spec(spec);
    check.missing_texts();
    check.unknown_keys();
    return check.take();
}

}  // namespace tutorline::domain
