// What a tutor writes beside the figures of a report: a child's disclosure must not hide behind '12 OK 25 N3 S'.
#pragma once
#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// For a text with reports: reads the words beyond their fields as a text of its own. An alarm there makes the text
/// Class::safeguarding, words to watch are noted; the logs stay, and are filed all the same.
void read_beyond_report(const ReadContext& context, Reading& reading);

/// For a text that is an alarm by its own words: the reports in front of it, none that leaves open which session it means.
void keep_reports(const ReadContext& context, Reading& reading);

}  // namespace tutorline::domain
