// Items given to children, their answers, and the numbers of the practice model.
#include <algorithm>
#include <bit>
#include <cstring>

#include "store/sqlite/sqlite_store.hpp"

namespace tutorline::store {

using namespace domain;
using ports::ItemSentRow;
using ports::ModelState;

#define ITEM_COLUMNS "id, student, item, skill, week, message, sent_at, state, tries, texts, verdict, closed_at, asked_again "

namespace {

static_assert(std::endian::native == std::endian::little, "model numbers are stored as this machine has them");

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

std::span<const std::byte> blob(const std::vector<double>& numbers) { return std::as_bytes(std::span(numbers)); }

ModelState model_in(const Use& use) {
    ModelState state;
    const std::span<const std::byte> bytes = use.bytes(0);
    state.numbers.resize(bytes.size() / sizeof(double));
    if (!bytes.empty()) std::memcpy(state.numbers.data(), bytes.data(), state.numbers.size() * sizeof(double));
    state.answers = use.number(1);
    return state;
}

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
                            "FROM item_sent INDEXED BY item_sent_open WHERE student = ?1 AND state IN ('waiting', 'hinted') ORDER BY id");
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

std::vector<ports::AnswerRow> SqliteStore::answers_of(StudentId student) {
    Use use = database_.use(
        "SELECT a.item_sent, a.inbox, a.at, a.given, a.verdict, a.predicted, a.id FROM item_sent i "
        "JOIN answer a ON a.item_sent = i.id WHERE i.student = ?1");
    use.bind(student);
    std::vector<std::pair<std::int64_t, ports::AnswerRow>> found;
    while (use.step())
        found.push_back({use.integer(6), {use.id<ItemSentId>(0), use.id<InboxId>(1), use.instant(2), use.text(3), use.text(4), use.real(5)}});
    std::ranges::sort(found, {}, [](const auto& each) { return each.first; });
    std::vector<ports::AnswerRow> list;
    for (auto& [unused, row] : found) list.push_back(std::move(row));
    return list;
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

std::optional<ModelState> SqliteStore::mastery(StudentId student, std::string_view skill) {
    const Masteries* known = masteries_.find(student.value);
    if (known == nullptr) {
        Use use = database_.use("SELECT state, answers, skill FROM mastery WHERE student = ?1");
        use.bind(student);
        Masteries all;
        while (use.step()) all.emplace_back(use.text(2), model_in(use));
        masteries_.keep(student.value, std::move(all));
        known = masteries_.find(student.value);
    }
    const auto found = std::ranges::find(*known, skill, [](const auto& each) { return std::string_view(each.first); });
    if (found == known->end()) return std::nullopt;
    return found->second;
}

void SqliteStore::save_mastery(StudentId student, std::string_view skill, const ModelState& state, base::Instant now) {
    const bool there = mastery(student, skill).has_value();
    Masteries& known = *masteries_.change(student.value);
    const auto found = std::ranges::find(known, skill, [](const auto& each) { return std::string_view(each.first); });
    if (there) {
        found->second = state;
    } else {
        known.emplace_back(skill, state);
    }
    // One of the two, not an upsert: that would look for the row twice, and for the student each time.
    Use use = there ? database_.use("UPDATE mastery SET answers = ?3, updated_at = ?4, state = ?5 WHERE student = ?1 AND skill = ?2")
                    : database_.use("INSERT INTO mastery (student, skill, answers, updated_at, state) VALUES (?1, ?2, ?3, ?4, ?5)");
    use.bind(student, skill, state.answers, now, blob(state.numbers)).run();
}

void SqliteStore::warm_practice(const std::vector<StudentId>& students) {
    if (students.empty()) return;
    for (const StudentId id : students) {
        open_items_.keep(id.value, {});
        masteries_.keep(id.value, {});
    }
    {
        Use use = database_.use("SELECT " ITEM_COLUMNS "FROM item_sent WHERE state IN ('waiting', 'hinted') AND student <= ?1 ORDER BY id");
        use.bind(students.back());
        while (use.step()) {
            ItemSentRow row = item_in(use);
            note_open(row);
            items_.keep(row.id.value, std::move(row));
        }
    }
    Use use = database_.use("SELECT state, answers, skill, student FROM mastery WHERE student <= ?1");
    use.bind(students.back());
    while (use.step())
        if (Masteries* known = masteries_.change(use.integer(3))) known->emplace_back(use.text(2), model_in(use));
}

SqliteStore::Difficulty& SqliteStore::known_difficulty(std::string_view item) {
    if (const auto known = difficulties_.find(item); known != difficulties_.end()) return known->second;
    Use use = database_.use("SELECT state, answers FROM item_difficulty WHERE item = ?1");
    Difficulty row;
    if (use.bind(item).step()) row.state = std::make_shared<ModelState>(model_in(use));
    return difficulties_.emplace(item, std::move(row)).first->second;
}

ports::Shared<ModelState> SqliteStore::difficulty(std::string_view item) { return known_difficulty(item).state; }

void SqliteStore::save_difficulty(std::string_view item, ModelState state) {
    change_difficulty(item, [&](ModelState& now) { now = std::move(state); });
}

void SqliteStore::change_difficulty(std::string_view item, const std::function<void(ModelState&)>& change) {
    Difficulty& row = known_difficulty(item);
    if (!row.state) row.state = std::make_shared<ModelState>();
    if (row.state.use_count() > 1) row.state = std::make_shared<ModelState>(*row.state);  // somebody reads it as it was
    change(*row.state);
    row.written = false;
    if (!database_.in_transaction()) write_difficulties();  // no commit will come
}

void SqliteStore::write_difficulties() {
    for (auto& [item, row] : difficulties_) {
        if (row.written) continue;
        Use use = database_.use(
            "INSERT INTO item_difficulty (item, answers, state) VALUES (?1, ?2, ?3) "
            "ON CONFLICT DO UPDATE SET answers = ?2, state = ?3");
        use.bind(item, row.state->answers, blob(row.state->numbers)).run();
        row.written = true;
    }
}

}  // namespace tutorline::store
