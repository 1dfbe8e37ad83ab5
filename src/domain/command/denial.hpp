// 'No dejen de mandar': a word of denial turns the wish to stop into its opposite. Internal to domain/command.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// Whether a sign that ends a clause, or a line break, stands between two neighbouring words.
bool clause_ends_between(const ReadContext& context, std::size_t before, std::size_t after);

/// The word of denial whose scope reaches word `at` of context.words: it stands before it, with nothing but words of the
/// packs' `denial_bridge` ('quiero', 'que', 'mi hijo') and names between, and no sign that ends a clause.
std::optional<std::size_t> denied_by(const ReadContext& context, std::size_t at);

/// Takes away the opt-outs and withdrawals that are denied, and those that only seem so because their own 'no' belongs to
/// a denied one ('no quiero que dejen de mandar'). True when something was denied.
bool drop_denied(const ReadContext& context, std::vector<PhraseHit>& hits);

}  // namespace tutorline::domain
