// Texts, practice, levels: what was said and what was learnt.
#include "domain/practice/level.hpp"
#include "reports/sections.hpp"

namespace tutorline::reports {

void fill_texts(const Scope& scope, WeeklyReport& report) {
    Texts& texts = report.texts;
    scope.each(R"(SELECT m.state, count(*), sum(m.segments) FROM message m
                  LEFT JOIN student t ON t.id = m.student LEFT JOIN tutor u ON u.id = m.tutor
                  WHERE coalesce(t.cohort, u.cohort, ?1) = ?1 GROUP BY 1)",
               [&](const ports::Row& row) {
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
    texts.replies = static_cast<int>(scope.number("SELECT count(*) FROM inbox i WHERE i.kind = 'text' AND i.tutor IS NULL AND ?1 = ?1"));
    scope.each(R"(SELECT a.verdict, count(*) FROM answer a JOIN item_sent i ON i.id = a.item_sent JOIN student t ON t.id = i.student
                  WHERE t.cohort = ?1 GROUP BY 1)",
               [&](const ports::Row& row) {
                   texts.graded += static_cast<int>(row.integer(1));
                   if (row.text(0) == "right") texts.right += static_cast<int>(row.integer(1));
               });
    scope.each(R"(SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM answer a WHERE a.item_sent = i.id)), 0),
                         coalesce(sum(EXISTS (SELECT 1 FROM answer a WHERE a.item_sent = i.id AND a.verdict = 'right')), 0)
                  FROM item_sent i JOIN student t ON t.id = i.student WHERE t.cohort = ?1)",
               [&](const ports::Row& row) {
                   texts.items = static_cast<int>(row.integer(0));
                   texts.items_answered = static_cast<int>(row.integer(1));
                   texts.items_right = static_cast<int>(row.integer(2));
               });
    scope.each(R"(SELECT count(*), coalesce(min(k.created_at), ?2) FROM task k
                  WHERE k.closed_at IS NULL AND k.inbox IS NOT NULL AND k.kind <> 'safeguarding' AND ?1 = ?1)",
               [&](const ports::Row& row) {
                   texts.unread = static_cast<int>(row.integer(0));
                   const base::Instant oldest{base::Seconds{row.integer(1)}};
                   texts.unread_oldest_hours = std::chrono::duration<double, std::ratio<3600>>{scope.now - oldest}.count();
               },
               {scope.now.time_since_epoch().count()});
}

void fill_levels(const Scope& scope, WeeklyReport& report) {
    Levels& levels = report.levels;
    scope.each(R"(SELECT t.level_start, t.mastered, count(*) FROM student t JOIN enrollment e ON e.student = t.id
                  WHERE t.cohort = ?1 AND e.tutor IS NOT NULL GROUP BY 1, 2)",
               [&](const ports::Row& row) {
                   const auto start = static_cast<int>(row.integer(0)), now = static_cast<int>(row.integer(1)), count = static_cast<int>(row.integer(2));
                   levels.start[start] += count;
                   levels.now[now] += count;
                   const auto from = domain::level_from_code(start), to = domain::level_from_code(now);
                   const auto low = from ? domain::rank(*from) : std::nullopt, high = to ? domain::rank(*to) : std::nullopt;
                   if (!low || !high) {
                       levels.missing += count;
                   } else {
                       levels.both += count;
                       levels.rose += *high > *low ? count : 0;
                   }
               });
}

}  // namespace tutorline::reports
