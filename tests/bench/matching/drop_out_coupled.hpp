// Tutors who drop out where calls hang together: two a week, and siblings with one tutor.
#pragma once

namespace tutorline::bench {

/// Prints, for tutors with eight students or more who leave a running match with 10 % spare places, how long the service's
/// re-match takes beside a full match in the same run, others moved per displaced student, and the need kept against what
/// was met before, which no re-match can exceed. Once with the tutors' hours as they are, once with no more hours than the
/// places need.
void coupled_drop_outs(int students, int tutors);

}  // namespace tutorline::bench
