// Texts, practice, levels: what was said and what was learnt.
#include "reports/rows.hpp"

namespace tutorline::reports {
namespace {

/// The state a text had then: a receipt that came later had not come yet, and what was written later does not exist.
constexpr std::string_view message_states = R"(
SELECT CASE WHEN m.state_at <= ?2 THEN m.state
            WHEN m.state IN ('sent', 'delivered', 'failed', 'unknown', 'sending') AND m.not_before <= ?2 THEN 'sent' ELSE 'queued' END,
       count(*), sum(m.segments)
FROM message m LEFT JOIN student t ON t.id = m.student LEFT JOIN tutor u ON u.id = m.tutor
WHERE coalesce(t.cohort, u.cohort, ?1) = ?1 AND m.created_at <= ?2 GROUP BY 1)";

void count_messages(const Scope& scope, Texts& texts) {
    scope.each(message_states, [&](const ports::Row& row) {
        const auto state = row.text(0);
        const auto count = static_cast<int>(row.integer(1));
        const bool left = state == "sent" || state == "delivered" || state == "failed" || state == "unknown" || state == "sending";
        texts.sent += left ? count : 0;
        texts.segments += left ? static_cast<int>(row.integer(2)) : 0;
        if (state == "delivered") texts.delivered += count;
        if (state == "sent" || state == "sending") texts.without_receipt += count;
        if (state == "unknown") texts.unknown += count;
        if (state == "failed") texts.failed += count;
        if (state == "expired") texts.expired += count;
        if (state == "suppressed") texts.suppressed += count;
        if (state == "queued") texts.waiting += count;
    });
}

}  // namespace

void fill_texts(const Scope& scope, WeeklyReport& report) {
    Texts& texts = report.texts;
    count_messages(scope, texts);
    texts.received = static_cast<int>(scope.number("SELECT count(*) FROM inbox WHERE kind = 'text' AND at <= ?2 AND ?1 = ?1"));
    texts.replies = static_cast<int>(scope.number(
        R"(SELECT count(*) FROM inbox i WHERE i.kind = 'text' AND i.tutor IS NULL AND i.at <= ?2
           AND i.phone IN (SELECT sp.phone FROM student_phone sp JOIN student t ON t.id = sp.student WHERE t.cohort = ?1))"));
    scope.each(R"(SELECT a.verdict, count(*) FROM answer a JOIN item_sent i ON i.id = a.item_sent JOIN student t ON t.id = i.student
                  WHERE t.cohort = ?1 AND a.at <= ?2 GROUP BY 1)",
               [&](const ports::Row& row) {
                   texts.graded += static_cast<int>(row.integer(1));
                   if (row.text(0) == "right") texts.right += static_cast<int>(row.integer(1));
               });
    scope.each(R"(SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM answer a WHERE a.item_sent = i.id AND a.at <= ?2)), 0),
                         coalesce(sum(EXISTS (SELECT 1 FROM answer a WHERE a.item_sent = i.id AND a.verdict = 'right' AND a.at <= ?2)), 0)
                  FROM item_sent i JOIN student t ON t.id = i.student WHERE t.cohort = ?1 AND i.sent_at <= ?2)",
               [&](const ports::Row& row) {
                   texts.items = static_cast<int>(row.integer(0));
                   texts.items_answered = static_cast<int>(row.integer(1));
                   texts.items_right = static_cast<int>(row.integer(2));
               });
    scope.each(R"(SELECT count(*), coalesce(min(k.created_at), ?2) FROM task k LEFT JOIN student t ON t.id = k.student LEFT JOIN tutor u ON u.id = k.tutor
                  WHERE k.created_at <= ?2 AND (k.closed_at IS NULL OR k.closed_at > ?2) AND k.inbox IS NOT NULL AND k.kind <> 'safeguarding'
                    AND coalesce(t.cohort, u.cohort, ?1) = ?1)",
               [&](const ports::Row& row) {
                   texts.unread = static_cast<int>(row.integer(0));
                   const base::Instant oldest{base::Seconds{row.integer(1)}};
                   texts.unread_oldest_hours = std::chrono::duration<double, std::ratio<3600>>{scope.now - oldest}.count();
               });
}

void fill_levels(const Rows& rows, WeeklyReport& report) {
    Levels& levels = report.levels;
    for (const auto& student : rows.students) {
        levels.checkpoints += student.checkpoints;
        if (!student.matched()) continue;
        ++levels.start[domain::code(student.level_start)];
        ++levels.now[domain::code(student.level_now)];
        levels.measured += student.level_measured();
        levels.both += student.both_levels();
        levels.missing += !student.both_levels();
        levels.rose += student.rose();
    }
}

}  // namespace tutorline::reports
