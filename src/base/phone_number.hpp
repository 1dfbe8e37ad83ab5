// Phone numbers as people write them -> E.164. libphonenumber sits behind this one file.
#pragma once
#include <compare>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tutorline::base {

/// A number in E.164 ("+595981123456"). The empty value means 'none'. Never print it in a log, error or URL.
class PhoneNumber {
  public:
    PhoneNumber() = default;
    /// Takes a stored E.164 string as it is; for text typed by people use parse().
    static PhoneNumber from_e164(std::string e164) { return PhoneNumber{std::move(e164)}; }
    /// `country` is ISO 3166 alpha-2 ("PY"). Codes: `phone_excel` (9.81E+08: a spreadsheet destroyed the digits),
    /// `phone_invalid`, `phone_country` (valid, but of another country), `phone_empty`. Messages hold no digits.
    static Result<PhoneNumber> parse(std::string_view text, std::string_view country);
    const std::string& e164() const { return e164_; }
    bool empty() const { return e164_.empty(); }
    /// "+595*****456": for pages where a person must recognise the number; logs print not even this.
    std::string masked() const;
    friend auto operator<=>(const PhoneNumber&, const PhoneNumber&) = default;

  private:
    explicit PhoneNumber(std::string e164) : e164_(std::move(e164)) {}
    std::string e164_;
};

/// Whether a text may be sent there: mobile or, in countries where the plan cannot tell, fixed-or-mobile.
/// False for fixed lines, premium, toll-free and short numbers.
bool can_receive_text(const PhoneNumber& number);

}  // namespace tutorline::base
