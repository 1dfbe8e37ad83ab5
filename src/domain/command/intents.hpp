// What a text wants when it is no answer: phrases of the packs first, the model where they are silent.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "domain/command/read_context.hpp"

namespace tutorline::domain {

struct Intents {
    std::array<float, class_count> probability{};       ///< of the model alone
    std::array<std::uint8_t, class_count> phrase{};     ///< weight of the heaviest phrase of the class; 0: none
    std::array<const PackLine*, class_count> line{};    ///< that phrase
    const CompiledPacks::Phrase* keyword = nullptr;     ///< the whole text is this keyword
    std::optional<OptOutScope> scope;                   ///< what an opt-out names besides the texts
    std::vector<std::pair<std::size_t, std::size_t>> spans;  ///< tokens [first, last) that phrases of a class cover
    std::size_t words = 0;  ///< different words of the text, see WordSequence::distinct
    std::vector<std::pair<std::size_t, std::size_t>> not_answers;  ///< tokens whose numbers answer nothing ('12 años')
    std::vector<std::pair<std::size_t, std::size_t>> never_answers;  ///< of these the long ones: believed against the number that waits too
    bool stop_denied = false;  ///< the text says not to stop: 'no dejen de mandar'
    bool cannot = false;     ///< 'no puedo', whatever it is about
    bool watch = false;      ///< a phrase has a person look, whatever the class: a mother's death, an accident
    const PackLine* watch_line = nullptr;  ///< that phrase
    bool refusal = false;    ///< 'no autorizo', 'no queremos': asked nothing, who says so wants to be left alone
    bool names_child = false;  ///< a child of this phone by name
    bool later = false;      ///< an item is answered later
    bool all = false;        ///< said of the whole household
    bool loss = false;       ///< a child of the family died
    std::optional<std::size_t> lost_name;  ///< whose name stands beside it, see ReadContext::names
    bool idiom = false;                                 ///< a harmless phrase covers words that would alarm

    std::size_t weight(Class cls) const { return phrase[static_cast<std::size_t>(cls)]; }
    float chance(Class cls) const { return probability[static_cast<std::size_t>(cls)]; }
};

/// Without the model every chance is 0: for texts whose words say nothing of their own.
Intents find_intents(const ReadContext& context, bool with_model);

/// The best class among those a writer may mean (never an answer class, echo, ambiguous or empty); phrases outweigh
/// the model the more words they pin down.
struct Intent {
    Class cls = Class::chatter;
    bool by_phrase = false;
    float chance = 0;
};
Intent best_intent(const Intents& intents, Writer writer);

}  // namespace tutorline::domain
