#include "base/phone_number.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <string>
#include <unordered_map>

namespace tutorline::base {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;
using Parsed = i18n::phonenumbers::PhoneNumber;

bool damaged_by_spreadsheet(std::string_view text) {  // 9.81E+08, 9,81123E+08
    const auto e = text.find_first_of("eE");
    return e != std::string_view::npos && e > 0 && text.find_first_of("0123456789") < e &&
           text.substr(0, e).find_first_not_of("0123456789.,+- ") == std::string_view::npos &&
           text.substr(e + 1).find_first_not_of("0123456789+-") == std::string_view::npos && text.size() > e + 1;
}

Error failure(const char* code, const char* message) { return {Error::Policy::permanent, code, message}; }

}  // namespace

Result<PhoneNumber> PhoneNumber::parse(std::string_view text, std::string_view country) {
    if (std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t'; })) return failure("phone_empty", "no number");
    if (damaged_by_spreadsheet(text)) return failure("phone_excel", "the spreadsheet turned the number into 9.81E+08");
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    Parsed parsed;
    std::string digits{text};
    // 595981123456: the country code without '+', as sheets and chat programs often keep it.
    const std::string code = std::to_string(util.GetCountryCodeForRegion(std::string(country)));
    if (text.find('+') == std::string_view::npos) {
        std::string bare;
        std::ranges::copy_if(text, std::back_inserter(bare), [](char c) { return c >= '0' && c <= '9'; });
        if (bare.starts_with(code) && bare.size() > code.size() + 7) {
            Parsed national;
            const bool as_is = util.Parse(bare, std::string(country), &national) == PhoneNumberUtil::NO_PARSING_ERROR &&
                               util.IsValidNumber(national);
            if (!as_is) digits = "+" + bare;
        }
    }
    if (util.Parse(digits, std::string(country), &parsed) != PhoneNumberUtil::NO_PARSING_ERROR || !util.IsValidNumber(parsed))
        return failure("phone_invalid", "not a phone number of this country");
    if (std::to_string(parsed.country_code()) != code) return failure("phone_country", "a number of another country");
    std::string e164;
    util.Format(parsed, PhoneNumberUtil::E164, &e164);
    return PhoneNumber{std::move(e164)};
}

std::string PhoneNumber::masked() const {
    if (e164_.size() < 8) return "***";
    return e164_.substr(0, 4) + std::string(e164_.size() - 7, '*') + e164_.substr(e164_.size() - 3);
}

namespace {

bool is_mobile(const std::string& e164) {
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    Parsed parsed;
    if (util.Parse(e164, "ZZ", &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
    const auto type = util.GetNumberType(parsed);
    return type == PhoneNumberUtil::MOBILE || type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE;
}

}  // namespace

bool can_receive_text(const PhoneNumber& number) {
    // A number's kind never changes, and the library needs some 20 us of regular expressions to tell it; every text asks.
    constexpr std::size_t remembered_max = 1U << 17;
    thread_local std::unordered_map<std::string, bool> remembered;
    const auto known = remembered.find(number.e164());
    if (known != remembered.end()) return known->second;
    if (remembered.size() >= remembered_max) remembered.clear();
    return remembered.emplace(number.e164(), is_mobile(number.e164())).first->second;
}

}  // namespace tutorline::base
