#include "engine/texts/grading.hpp"

#include "engine/texts/mastery_rows.hpp"

namespace tutorline::engine::texts {
namespace {

std::string_view state_name(domain::ItemState state) {
    switch (state) {
        case domain::ItemState::waiting: return "waiting";
        case domain::ItemState::hinted: return "hinted";
        case domain::ItemState::right: return "right";
        case domain::ItemState::shown: return "shown";
        case domain::ItemState::expired: return "expired";
    }
    return "waiting";
}

}  // namespace

void step_item(Scope& scope, const domain::ItemStep& step, domain::InboxId inbox) {
    auto row = scope.store.item_sent(step.item);
    if (!row) return;
    row->state = state_name(step.state);
    row->texts = step.texts_used;
    row->asked_again = step.asked_again;
    const bool closed = step.state != domain::ItemState::waiting && step.state != domain::ItemState::hinted;
    if (closed) row->closed_at = scope.now;
    if (step.verdict != domain::Verdict::none) {
        const double predicted = learn(scope, *row, step.verdict == domain::Verdict::right);
        ++row->tries;
        row->verdict = domain::to_word(step.verdict);
        scope.store.add_answer({row->id, inbox, scope.now, step.given, row->verdict, predicted});
    }
    scope.store.save(*row);
    if (step.verdict != domain::Verdict::none) {
        scope.store.add_fact({scope.now, "answer_graded", step.student, {}, row->id.value, row->verdict});
    }
}

}  // namespace tutorline::engine::texts
