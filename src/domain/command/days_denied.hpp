// Which days a 'cannot' is about: 'mañana no hay nadie', 'el jueves y viernes no puedo', 'ko'ẽrõ ndaipóri avave'.
#pragma once
#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// Days beside a word of denial; where no such word has a day and `told` (the text as a whole is an excuse: 'mañana tiene
/// examen'), those of the first clause that names one. Never days on which they can ('mañana si', 'mejor el jueves', 'volvemos
/// el lunes'), days that are over ('el lunes no pudo') or that they are not sure of ('no se si mañana').
DaysDenied read_days_denied(const ReadContext& context, bool told);

/// A short text that denies named days and tells of no longer time.
bool away_for_a_day(const ReadContext& context);

}  // namespace tutorline::domain
