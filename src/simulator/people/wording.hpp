// What people write: families in Spanish, Guarani or jopara, tutors in the short forms of their reports, both with the
// habits of small keyboards. Every function draws one of several wordings.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "program/behaviour.hpp"

namespace tutorline::simulator {

enum class Tongue { spanish, guarani, jopara };

/// A reply of that kind. `answer` is the value the child means ("81", "13r3", "7/8"), `other` another value for texts
/// with two; both may be used or not.
std::string reply_text(program::ReplyKind kind, Tongue tongue, const std::string& answer, const std::string& other, base::Random& random);
std::string opt_out_text(Tongue tongue, base::Random& random);
/// Whether this is one of the wordings above or a stranger's: the truth that checkers hold the service to.
bool means_stop(std::string_view text);
std::string stranger_text(base::Random& random);
std::string leaving_text(base::Random& random);
/// An answer to "which day and hour?".
std::string meeting_text(Tongue tongue, base::Random& random);

/// How a call went, as the tutor knows it.
struct CallStory {
    enum class What { child, adult, nobody, dropped, stranger, leaves };
    What what = What::nobody;
    int session = 0;
    std::string child;  ///< first name
    int minutes = 0;
    std::optional<int> level;
    std::optional<bool> checkpoint;
};
std::string report_text(const CallStory& story, base::Random& random);
std::string absence_text(base::Random& random);

}  // namespace tutorline::simulator
