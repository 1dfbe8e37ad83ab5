// Items given to children, their answers and questions.
#include <algorithm>

#include "store/sqlite/sqlite_store.hpp"

namespace tutorline::store {

using namespace domain;
using ports::ItemSentRow;

#define ITEM_COLUMNS "id, student, item, skill, week, message, sent_at, state, tries, texts, verdict, closed_at, asked_again "

namespace {

ItemSentRow item_in(const Use& use) {
    ItemSentRow row;
    row.id = use.id<ItemSentId>(0);
    row.student = use.id<StudentId>(1);
    row.item = use.text(2);
    row.skill = use.text(3);
    row.week = use.number(4);
    row.message = use.id<MessageId>(5);
    row.sent_at = use.instant(6);
    row.state = use.text(7);
    row.tries = use.number(8);
    row.texts = use.number(9);
    row.verdict = use.text(10);
    row.closed_at = use.maybe_instant(11);
    row.asked_again = use.flag(12);
    return row;
}

std::vector<ItemSentRow> all_items(Use& use) {
    std::vector<ItemSentRow> list;
    while (use.step()) list.push_back(item_in(use));
    return list;
}

bool is_open(const ItemSentRow& row) { return row.state == "waiting" || row.state == "hinted"; }

}  // namespace

ItemSentId SqliteStore::save(const ItemSentRow& row) {
    if (!row.id) {
        database_
            .use("INSERT INTO item_sent (student, item, skill, week, message, sent_at, state, tries, texts, verdict, closed_at) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
            .bind(row.student, row.item, row.skill, row.week, row.message, row.sent_at, row.state, row.tries, row.texts,
                  row.verdict, row.closed_at)
            .run();
        ItemSentRow stored = row;
        stored.id = ItemSentId{database_.last_id()};
        stored.asked_again = false;
        note_open(stored);
        items_.keep(stored.id.value, stored);
        return stored.id;
    }
    const ItemSentRow* known = items_.find(row.id.value);
    if (known != nullptr && known->message == row.message) {
        // A foreign key that is set is looked up, and SQLite keeps a journal for it, even when it stays as it was.
        database_
            .use("UPDATE item_sent SET state = ?2, tries = ?3, texts = ?4, verdict = ?5, closed_at = ?6, asked_again = ?7 WHERE id = ?1")
            .bind(row.id, row.state, row.tries, row.texts, row.verdict, row.closed_at, row.asked_again)
            .run();
    } else {
        database_
            .use("UPDATE item_sent SET message = ?2, state = ?3, tries = ?4, texts = ?5, verdict = ?6, closed_at = ?7, "
                 "asked_again = ?8 WHERE id = ?1")
            .bind(row.id, row.message, row.state, row.tries, row.texts, row.verdict, row.closed_at, row.asked_again)
            .run();
    }
    items_.keep(row.id.value, row);
    note_open(row);
    return row.id;
}

void SqliteStore::note_open(const ItemSentRow& row) {
    std::vector<ItemSentId>* open = open_items_.change(row.student.value);
    if (open == nullptr) return;
    const auto place = std::ranges::lower_bound(*open, row.id);
    const bool known = place != open->end() && *place == row.id;
    if (known && !is_open(row)) open->erase(place);
    if (!known && is_open(row)) open->insert(place, row.id);
}

std::optional<ItemSentRow> SqliteStore::item_sent(ItemSentId id) {
    if (const ItemSentRow* known = items_.find(id.value)) return *known;
    Use use = database_.use("SELECT " ITEM_COLUMNS "FROM item_sent WHERE id = ?1");
    if (!use.bind(id).step()) return std::nullopt;
    ItemSentRow row = item_in(use);
    items_.keep(id.value, row);
    return row;
}

std::vector<ItemSentRow> SqliteStore::open_items(StudentId student) {
    std::vector<ItemSentRow> items;
    if (const auto* known = open_items_.find(student.value)) {
        for (const ItemSentId id : *known) {
            const ItemSentRow* row = items_.find(id.value);
            if (row == nullptr) break;
            items.push_back(*row);
        }
        if (items.size() == known->size()) return items;
    }
    Use use = database_.use("SELECT " ITEM_COLUMNS
                            "FROM item_sent WHERE student = ?1 AND state IN ('waiting', 'hinted') ORDER BY id");
    use.bind(student);
    items = all_items(use);
    std::vector<ItemSentId> ids;
    for (const ItemSentRow& row : items) {
        ids.push_back(row.id);
        items_.keep(row.id.value, row);
    }
    open_items_.keep(student.value, std::move(ids));
    return items;
}

std::vector<ItemSentRow> SqliteStore::items_of(StudentId student) {
    Use use = database_.use("SELECT " ITEM_COLUMNS "FROM item_sent WHERE student = ?1");
    use.bind(student);
    auto items = all_items(use);
    std::ranges::sort(items, {}, [](const ItemSentRow& row) { return row.id.value; });  // SQLite's sorter costs more
    return items;
}

void SqliteStore::add_answer(const ports::AnswerRow& row) {
    database_.use("INSERT INTO answer (item_sent, inbox, at, given, verdict, predicted) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(row.item_sent, row.inbox, row.at, row.given, row.verdict, row.predicted)
        .run();
}

void SqliteStore::add_child_question(const ports::ChildQuestionRow& row) {
    database_.use("INSERT INTO child_question (inbox, student, tutor, answer_by, closed_at) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(row.inbox, row.student, row.tutor, row.answer_by, row.closed_at)
        .run();
}

std::optional<ports::ChildQuestionRow> SqliteStore::child_question(InboxId inbox) {
    Use use = database_.use("SELECT student, tutor, answer_by, closed_at FROM child_question WHERE inbox = ?1");
    if (!use.bind(inbox).step()) return std::nullopt;
    return ports::ChildQuestionRow{inbox, use.id<StudentId>(0), use.id<TutorId>(1), use.instant(2), use.maybe_instant(3)};
}

std::vector<ports::ChildQuestionRow> SqliteStore::open_questions(TutorId tutor) {
    Use use = database_.use(
        "SELECT inbox, student, answer_by FROM child_question WHERE tutor = ?1 AND closed_at IS NULL ORDER BY inbox");
    use.bind(tutor);
    std::vector<ports::ChildQuestionRow> list;
    while (use.step()) list.push_back({use.id<InboxId>(0), use.id<StudentId>(1), tutor, use.instant(2), std::nullopt});
    return list;
}

void SqliteStore::close_child_question(InboxId inbox, base::Instant now) {
    database_.use("UPDATE child_question SET closed_at = ?2 WHERE inbox = ?1 AND closed_at IS NULL").bind(inbox, now).run();
}

void SqliteStore::warm_items(const std::vector<StudentId>& students) {
    if (students.empty()) return;
    for (const StudentId id : students) open_items_.keep(id.value, {});
    Use use = database_.use("SELECT " ITEM_COLUMNS "FROM item_sent WHERE state IN ('waiting', 'hinted') AND student <= ?1 ORDER BY id");
    use.bind(students.back());
    while (use.step()) {
        ItemSentRow row = item_in(use);
        note_open(row);
        items_.keep(row.id.value, std::move(row));
    }
}

}  // namespace tutorline::store
