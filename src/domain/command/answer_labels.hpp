// '1) 81 2) 38', 'la primera 81': numbers and words that say which item an answer is for. Internal to domain/command.
#pragma once
#include <string>
#include <vector>

#include "domain/command/number_scan.hpp"
#include "domain/command/read_context.hpp"

namespace tutorline::domain {

struct AnswerLabel {
    std::size_t number;  ///< first token of the number it labels
    std::string text;    ///< "1", "b": as the items are labelled
};

/// Takes the labels out of `numbers` and marks their tokens in `used`.
std::vector<AnswerLabel> take_labels(const ReadContext& context, std::vector<FoundNumber>& numbers, std::vector<bool>& used);

}  // namespace tutorline::domain
