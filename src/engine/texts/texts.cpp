#include "engine/texts/texts.hpp"

namespace tutorline::engine::texts {

// Until the conversation is here: what comes in is kept for a person to read, and nothing is answered.
bool receive(Scope& scope, const ports::InboxRow& row) {
    scope.store.open_task({.kind = "unread", .phone = row.phone, .inbox = row.id, .created_at = scope.now, .due_at = scope.now});
    return true;
}
bool missed_call(Scope&, const ports::InboxRow&) { return true; }
void due(Scope&, const ports::Timer&) {}
void start(Scope&) {}
void session_changed(Scope&, const SessionChange&) {}
void missed(Scope&, const ports::EnrollmentRow&, const domain::Session&) {}

}  // namespace tutorline::engine::texts
