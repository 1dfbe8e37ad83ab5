#include "base/countries.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <set>

namespace tutorline::base {

const std::vector<std::string>& countries() {
    static const std::vector<std::string> known = [] {
        std::set<std::string> regions;
        i18n::phonenumbers::PhoneNumberUtil::GetInstance()->GetSupportedRegions(&regions);
        return std::vector<std::string>(regions.begin(), regions.end());
    }();
    return known;
}

}  // namespace tutorline::base
