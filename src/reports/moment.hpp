// Which instant a page tells of.
#pragma once
#include "base/result.hpp"
#include "domain/program.hpp"
#include "ports/reader.hpp"

namespace tutorline::reports {

struct Moment {
    base::Instant at{};
    int week = 0;  ///< the programme week the page is about
};

/// The last thing that is known to have happened: what `now` is to a report when nothing else is asked for.
base::Instant last_fact(ports::Reader& reader);

/// The moment at or before `now` that a page of `week` tells of: the end of its last day on the programme's clock before the
/// next week begins for anybody, or `now` while it runs; of the round's last week always `now`. Week 0: `now`, and the last week
/// that has begun for anybody. So both speak of whoever is ahead: after a pause or a holiday others are at an earlier week. Error codes: `cohort_unknown`, `week_unknown` (the round has no
/// such week), `week_ahead` (it has not begun at `now`), `nothing_yet` (`now` is before the programme was enrolled).
base::Result<Moment> moment_of(ports::Reader& reader, const domain::Program& program, int week, base::Instant now);

}  // namespace tutorline::reports
