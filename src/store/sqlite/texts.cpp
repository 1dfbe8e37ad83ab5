// What came in and what goes out as texts, and the outbox.
#include "store/sqlite/sqlite_store.hpp"

namespace tutorline::store {

using namespace domain;
using ports::InboxRow;
using ports::MessageRow;
using ports::MessageState;
using ports::OutboxEntry;
using ports::OutboxKind;

namespace {

std::string_view letter(OutboxKind kind) {
    switch (kind) {
        case OutboxKind::message: return "m";
        case OutboxKind::query: return "q";
        case OutboxKind::call: return "c";
    }
    return {};
}

OutboxKind kind_from(std::string_view letter) {
    if (letter == "m") return OutboxKind::message;
    return letter == "q" ? OutboxKind::query : OutboxKind::call;
}

/// Empty text as NULL, for the columns where 'none' is not a value.
std::optional<std::string_view> text_or_null(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

}  // namespace

std::optional<InboxId> SqliteStore::claim(const InboxRow& row) {
    database_
        .use("INSERT INTO inbox (channel, provider_id, at, kind, phone, sender, text, class, value, verdict, student, tutor, "
             "handled) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
             "ON CONFLICT (channel, provider_id) DO NOTHING")
        .bind(row.channel, row.provider_id, row.at, row.call ? "call" : "text", row.phone, row.sender, row.text, row.cls, row.value,
              row.verdict, row.student, row.tutor, row.handled)
        .run();
    if (database_.changes() == 0) return std::nullopt;
    return InboxId{database_.last_id()};
}

std::optional<InboxRow> SqliteStore::inbox(InboxId id) {
    Use use = database_.use(
        "SELECT channel, provider_id, at, kind, phone, sender, text, class, value, verdict, student, tutor, handled FROM inbox "
        "WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    return InboxRow{id,          use.text(0),           use.text(1),          use.instant(2), use.view(3) == "call",
                    use.id<PhoneId>(4), use.text(5),    use.text(6),          use.text(7),    use.text(8),
                    use.text(9), use.id<StudentId>(10), use.id<TutorId>(11), use.text(12)};
}

void SqliteStore::annotate(const InboxRow& row) {
    database_.use("UPDATE inbox SET class = ?2, value = ?3, verdict = ?4, student = ?5, tutor = ?6, handled = ?7 WHERE id = ?1")
        .bind(row.id, row.cls, row.value, row.verdict, row.student, row.tutor, row.handled)
        .run();
}

std::optional<MessageId> SqliteStore::enqueue(const MessageRow& row) {
    Use use = database_.use(
        "INSERT INTO message (phone, student, tutor, session, inbox, key, language, text, segments, priority, audience, "
        "automatic, final_word, created_at, not_before, not_after, state, state_at, once, kind) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 'queued', ?14, ?17, ?18) "
        "ON CONFLICT (once) WHERE once IS NOT NULL DO NOTHING");
    use.bind(row.phone, row.student, row.tutor, row.session, row.inbox, row.key, row.language, row.text, row.segments,
              static_cast<int>(row.priority), name(row.audience), row.automatic, row.final_word, row.created_at,
              row.not_before, row.not_after, text_or_null(row.once), row.kind);
    if (!use.run_unless_refused()) {
        add_fact({row.created_at, "text_not_written", row.student, row.tutor, row.phone.value, row.key});
        return std::nullopt;
    }
    if (database_.changes() == 0) return std::nullopt;
    const MessageId id{database_.last_id()};
    MessageRow stored = row;
    stored.id = id;
    stored.state = MessageState::queued;
    stored.state_at = row.created_at;
    stored.sends = 0;
    stored.provider_id.clear();
    stored.error_code.clear();
    messages_.keep(id.value, std::move(stored));
    push({row.priority, std::max(row.created_at, row.not_before), OutboxKind::message, id.value});
    return id;
}

bool SqliteStore::said(std::string_view once) {
    Use use = database_.use("SELECT 1 FROM message WHERE once = ?1");
    return use.bind(once).step();
}

std::optional<MessageRow> SqliteStore::message(MessageId id) {
    if (const auto* known = messages_.find(id.value)) return *known;
    auto row = read_message(id);
    if (row) messages_.keep(id.value, *row);
    return row;
}

std::optional<MessageRow> SqliteStore::read_message(MessageId id) {
    Use use = database_.use(
        "SELECT id, phone, student, tutor, session, inbox, key, language, text, segments, priority, audience, automatic, "
        "final_word, created_at, not_before, not_after, state, state_at, sends, provider_id, error_code, once, kind FROM message "
        "WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    MessageRow row;
    row.id = id;
    row.phone = use.id<PhoneId>(1);
    row.student = use.id<StudentId>(2);
    row.tutor = use.id<TutorId>(3);
    row.session = use.id<SessionId>(4);
    row.inbox = use.id<InboxId>(5);
    row.key = use.text(6);
    row.language = use.text(7);
    row.text = use.text(8);
    row.segments = use.number(9);
    row.priority = static_cast<Priority>(use.number(10));
    row.audience = ports::audience_from(use.view(11)).value_or(ports::Audience::stranger);
    row.automatic = use.flag(12);
    row.final_word = use.flag(13);
    row.created_at = use.instant(14);
    row.not_before = use.instant(15);
    row.not_after = use.instant(16);
    row.state = ports::message_state_from(use.view(17)).value_or(MessageState::failed);
    row.state_at = use.instant(18);
    row.sends = use.number(19);
    row.provider_id = use.text(20);
    row.error_code = use.text(21);
    row.once = use.text(22);
    row.kind = use.text(23);
    return row;
}

void SqliteStore::save_state(const MessageRow& row) {
    database_
        .use("UPDATE message SET state = ?2, state_at = ?3, sends = ?4, provider_id = ?5, error_code = ?6 WHERE id = ?1")
        .bind(row.id, name(row.state), row.state_at, row.sends, row.provider_id, row.error_code)
        .run();
    MessageRow* const known = messages_.change(row.id.value);
    if (known == nullptr) return messages_.keep(row.id.value, row);
    known->state = row.state;
    known->state_at = row.state_at;
    known->sends = row.sends;
    known->provider_id = row.provider_id;
    known->error_code = row.error_code;
}

int SqliteStore::suppress_queued(PhoneId phone, StudentId student, std::string_view why, base::Instant now) {
    std::vector<OutboxEntry> entries;
    {
        // The outbox is short beside the messages, so it leads.
        Use use = database_.use(
            "SELECT o.priority, o.due, o.id FROM outbox o CROSS JOIN message m ON m.id = o.id "
            "WHERE o.kind = 'm' AND m.phone = ?1 AND (?2 IS NULL OR m.student = ?2) AND m.final_word = 0 AND m.state = 'queued'");
        use.bind(phone, student);
        while (use.step())
            entries.push_back({static_cast<Priority>(use.number(0)), use.instant(1), OutboxKind::message, use.integer(2)});
    }
    for (const OutboxEntry& entry : entries) {
        drop(entry);
        messages_.forget(entry.id);
        database_.use("UPDATE message SET state = 'suppressed', state_at = ?2, error_code = ?3 WHERE id = ?1")
            .bind(entry.id, now, why)
            .run();
    }
    return static_cast<int>(entries.size());
}

void SqliteStore::push(const OutboxEntry& entry) {
    database_.use("INSERT INTO outbox (priority, due, kind, id) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
        .bind(static_cast<int>(entry.priority), entry.due, letter(entry.kind), entry.id)
        .run();
    note_earlier(next_outbox_, entry.due);
}

void SqliteStore::drop(const OutboxEntry& entry) {
    database_.use("DELETE FROM outbox WHERE priority = ?1 AND due = ?2 AND kind = ?3 AND id = ?4")
        .bind(static_cast<int>(entry.priority), entry.due, letter(entry.kind), entry.id)
        .run();
    next_outbox_.reset();
}

std::vector<OutboxEntry> SqliteStore::due_outbox(base::Instant now, int limit) {
    std::vector<OutboxEntry> entries;
    for (int priority = 0; priority <= static_cast<int>(Priority::report); ++priority) {
        // Alerts and answers about harm: what is about people in the sheets first, a flood of unknown numbers behind it.
        Use use = priority == 0
                      ? database_.use("SELECT o.due, o.kind, o.id FROM outbox o LEFT JOIN message m ON m.id = o.id WHERE o.priority = ?1 AND o.due <= ?2 "
                                      "ORDER BY m.student IS NULL AND m.tutor IS NULL, o.due, o.kind, o.id LIMIT ?3")
                      : database_.use("SELECT due, kind, id FROM outbox WHERE priority = ?1 AND due <= ?2 ORDER BY due, kind, id LIMIT ?3");
        use.bind(priority, now, limit - static_cast<int>(entries.size()));
        while (use.step())
            entries.push_back({static_cast<Priority>(priority), use.instant(0), kind_from(use.view(1)), use.integer(2)});
        if (static_cast<int>(entries.size()) >= limit) break;
    }
    return entries;
}

std::optional<base::Instant> SqliteStore::next_outbox() {
    if (next_outbox_) return *next_outbox_;
    Use use = database_.use(
        "SELECT min(due) FROM (SELECT (SELECT due FROM outbox WHERE priority = 0 ORDER BY due LIMIT 1) AS due "
        "UNION ALL SELECT (SELECT due FROM outbox WHERE priority = 1 ORDER BY due LIMIT 1) "
        "UNION ALL SELECT (SELECT due FROM outbox WHERE priority = 2 ORDER BY due LIMIT 1) "
        "UNION ALL SELECT (SELECT due FROM outbox WHERE priority = 3 ORDER BY due LIMIT 1) "
        "UNION ALL SELECT (SELECT due FROM outbox WHERE priority = 4 ORDER BY due LIMIT 1) "
        "UNION ALL SELECT (SELECT due FROM outbox WHERE priority = 5 ORDER BY due LIMIT 1))");
    use.step();
    next_outbox_ = use.maybe_instant(0);
    return *next_outbox_;
}

void SqliteStore::add_inflight(OutboxKind kind, std::int64_t id, base::Instant now) {
    database_.use("INSERT INTO inflight (kind, id, leased_at) VALUES (?1, ?2, ?3)").bind(letter(kind), id, now).run();
}

bool SqliteStore::remove_inflight(OutboxKind kind, std::int64_t id) {
    database_.use("DELETE FROM inflight WHERE kind = ?1 AND id = ?2").bind(letter(kind), id).run();
    return database_.changes() > 0;
}

std::vector<OutboxEntry> SqliteStore::inflight() {
    Use use = database_.use("SELECT kind, id, leased_at FROM inflight ORDER BY kind, id");
    std::vector<OutboxEntry> entries;
    while (use.step()) entries.push_back({Priority::report, use.instant(2), kind_from(use.view(0)), use.integer(1)});
    return entries;
}

}  // namespace tutorline::store
