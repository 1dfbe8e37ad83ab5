// Who left, as a newer sheet of a cohort that runs says it: by no row at all.
#pragma once
#include "base/civil_time.hpp"
#include "domain/roster/roster.hpp"
#include "engine/resources.hpp"
#include "ports/store.hpp"

namespace tutorline::engine {

struct Absent {
    int left = 0;  ///< withdrawn now, reason `sheet`: lessons to come end as withdrawn, texts that wait are not sent
    int tutors_left = 0;  ///< teach no more from now on; their students get another place by the match that follows
    int back = 0;  ///< withdrawn so by an earlier sheet, and in this one again: a person's task each; they stay withdrawn
};

/// The tutor of a student who left is told, in one text for all of them. One transaction, the first of a start with newer
/// sheets: it also takes the old ones' content_hash away until finish_import(), so that the next start applies whatever sheets
/// it is given, the old ones too. Doing it again changes nothing. The caller has made sure that the sheet is whole. A cohort
/// the store does not know has nobody to leave. Throws StoreFailure.
Absent withdraw_absent(ports::Store& store, const Resources& resources, const domain::Roster& roster, base::Instant now);

}  // namespace tutorline::engine
