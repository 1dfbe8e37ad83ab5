// A talk by text as a file that a coordinator can read and write: `tutorline chat` saves it, the tests run it.
// The format is described in TRANSCRIPTS.md beside this file.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil_time.hpp"
#include "base/result.hpp"

namespace tutorline::simulator {

struct Transcript {
    struct Step {
        enum class Kind {
            comment,   ///< `# ..` or an empty line, kept as it stands
            time,      ///< `@ 2026-03-02 17:05`: wall time of the programme's zone
            from,      ///< `< 81`: a person writes to us
            to,        ///< `> ..`: a person gets a text
            call,      ///< `~ Rosa calls Luis: nobody`: what became of a call
            question,  ///< `? tasks: opt_out_calls`: what is stored at this point
        };
        Kind kind = Kind::comment;
        std::string party;  ///< who writes or gets it; empty: the first phone of the header
        std::string text;   ///< line breaks of a text are "\n"
        int line = 0;
        friend bool operator==(const Step& a, const Step& b) {
            return a.kind == b.kind && a.party == b.party && a.text == b.text;
        }
    };
    std::vector<std::string> header;  ///< lines before the first step, as they stand
    std::vector<Step> steps;
    /// Values of the header lines `key: value` with this key, in order.
    std::vector<std::string> all(std::string_view key) const;
    /// The first of them; empty when there is none.
    std::string first(std::string_view key) const;
};

/// Error code `transcript` with the line and what is wrong with it.
base::Result<Transcript> parse_transcript(std::string_view text);
std::string write_transcript(const Transcript& transcript);

/// "2026-03-02 17:05" on the clock of `zone`, both ways.
std::string wall_text(base::Instant at, const base::Zone& zone);
std::optional<base::Instant> parse_wall(std::string_view text, const base::Zone& zone);

}  // namespace tutorline::simulator
