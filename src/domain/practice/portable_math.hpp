// exp and log with the same bits on every machine: only IEEE + - * /, whose results are fixed. The C library's own pick
// another code path by processor, so a replay on another machine could differ in the last bit.
#pragma once

namespace tutorline::domain {

/// Within 1e-15 relative; saturates beyond +-700.
double portable_exp(double x);
/// Natural logarithm of x > 0, within 1e-15 relative to max(1, |result|).
double portable_log(double x);
/// 1 / (1 + exp(-x)), in (0, 1) for every finite x.
double sigmoid(double x);
/// log(1 + n) for a count, from a table for small ones.
double log_count(int n);

}  // namespace tutorline::domain
