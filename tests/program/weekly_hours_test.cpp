#include "program/weekly_hours.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "domain/calendar/week_slots.hpp"

namespace tutorline::program::weekly_hours_test {
namespace {

TEST(WeeklyHours, AreReadAsPeopleWriteThem) {
    struct Row { const char* written; const char* read; };
    const Row rows[] = {
        {"lun-vie 17:00-20:00; sáb 9-12", "lun-vie 17:00-20:00; sáb 09:00-12:00"},
        {"Lunes a viernes de 17 a 20 hs.", "lun-vie 17:00-20:00"},
        {"mar y jue 16-19", "mar 16:00-19:00; jue 16:00-19:00"},
        {"lun, mié, vie 18:30–20:30", "lun 18:30-20:30; mié 18:30-20:30; vie 18:30-20:30"},
        {"LUNES 17.30-20.00", "lun 17:30-20:00"},
        {"lun 17h30-20h00", "lun 17:30-20:00"},
        {"lun 17-20, mie 18-20", "lun 17:00-20:00; mié 18:00-20:00"},
        {"sab-lun 9-10", "lun 09:00-10:00; sáb-dom 09:00-10:00"},
        {"todos los días 18-20", "lun-dom 18:00-20:00"},
        {"fin de semana 9-11", "sáb-dom 09:00-11:00"},
        {"Mon-Fri 5pm-8pm", "lun-vie 17:00-20:00"},
        {"Mon to Fri from 5 to 8 pm", "lun-vie 17:00-20:00"},
        {"sat 9-11:30, 14-16", "sáb 09:00-11:30, 14:00-16:00"},
        {"every day 12 p.m. - 1:30 p.m.", "lun-dom 12:00-13:30"},
        {"sábados 8 a 10", "sáb 08:00-10:00"},
        {"lun 1730-2000", "lun 17:30-20:00"},
        {"lun 22-24", "lun 22:00-24:00"},
        {"lun 17-19\nmar 18-20", "lun 17:00-19:00; mar 18:00-20:00"},
        {"lun 17-19; lun 18-20", "lun 17:00-20:00"},
        {"L-V 17 a 20", "lun-vie 17:00-20:00"},
        {"L a V de 17 a 20hs", "lun-vie 17:00-20:00"},
        {"L, X, V 18-20; S 9-11", "lun 18:00-20:00; mié 18:00-20:00; vie 18:00-20:00; sáb 09:00-11:00"},
        {"lu-ju 17-20", "lun-jue 17:00-20:00"},
        {"lun a vie 17-20", "lun-vie 17:00-20:00"},
        {"Mar/Jue 18hs a 19:30hs", "mar 18:00-19:30; jue 18:00-19:30"},
        {"lunes de 5 a 7 de la tarde", "lun 17:00-19:00"},
        {"lun 6 de la tarde a 8 de la noche", "lun 18:00-20:00"},
        {"lun por la tarde de 5 a 7", "lun 17:00-19:00"},
        {"lun a la tarde 5-7, a la noche 7-8", "lun 17:00-20:00"},
        {"sáb 8 a 11 de la mañana", "sáb 08:00-11:00"},
        {"sáb 11 a 2 de la tarde", "sáb 11:00-14:00"},
        {"lun 5pm-8", "lun 17:00-20:00"},
        {"sat 9am-1", "sáb 09:00-13:00"},
        {"lun 6:30-7:30", "lun 06:30-07:30"},
        {"lun 05:30-07:00", "lun 05:30-07:00"},
        {"dom 17-19", "dom 17:00-19:00"},
        {"", ""},
    };
    for (const Row& row : rows) {
        const WeeklyHours hours = parse_weekly_hours(row.written);
        EXPECT_EQ(hours.fault, "") << row.written << " at " << hours.word;
        EXPECT_EQ(format_weekly_hours(hours.windows, "es"), row.read) << row.written;
    }
}

TEST(WeeklyHours, WhatIsNotClearIsRefusedWithTheWord) {
    struct Row { const char* written; const char* fault; const char* word; };
    const Row rows[] = {
        {"17-20", "hours.no_day", "17"},         {"lun", "hours.no_hour", "lun"},      {"lun 20-17", "hours.order", "20-17"},
        {"lun 17", "hours.hour", "17"},          {"lun 17:00-", "hours.hour", "17:00"}, {"lum 17-20", "hours.word", "lum"},
        {"cuando pueda", "hours.word", "cuando"}, {"lun 25-26", "hours.word", "25"},   {"lun 17:75-20", "hours.word", "17:75"},
        {"lun 17-20 y medio", "hours.word", "medio"}, {"lun -17", "hours.word", "-"},  {"lun; 17-20", "hours.no_hour", "lun"},
        {"lun 5-7", "hours.half", "5-7"}, {"lun 7-9", "hours.half", "7-9"}, {"lun 5-7:30", "hours.half", "5-7:30"}, {"lun 6 a 10", "hours.half", "6-10"},
        {"Mar/Jue 18hs", "hours.hour", "18"}, {"L-M 17-20", "hours.day_m", "m"}, {"lun a la tarde", "hours.no_hour", "lun"},
        {"lun 17 de la mañana a 20", "hours.word", "17 manana"}, {"LMXJV 17-20", "hours.word", "lmxjv"},
        {"lun 13pm-15pm", "hours.word", "13pm"}, {"lun 12345-20", "hours.word", "1234"},
    };
    for (const Row& row : rows) {
        const WeeklyHours hours = parse_weekly_hours(row.written);
        EXPECT_EQ(hours.fault, row.fault) << row.written;
        EXPECT_EQ(hours.word, row.word) << row.written;
        EXPECT_TRUE(hours.windows.empty());
    }
    EXPECT_EQ(parse_weekly_hours(std::string(1000, 'l')).fault, "hours.too_long");
}

TEST(WeeklyHours, WhatMayBeMorningOrEveningIsOfferedAsBothAndEitherReads) {
    struct Row { const char* written; const char* morning; const char* evening; };
    for (const Row& row : {Row{"sab 7-9", "07-09", "19-21"}, Row{"sab 5-7:30", "05-07:30", "17-19:30"}}) {
        const WeeklyHours hours = parse_weekly_hours(row.written);
        EXPECT_EQ(hours.morning, row.morning);
        EXPECT_EQ(hours.evening, row.evening);
        for (const std::string& offered : {hours.morning, hours.evening}) EXPECT_EQ(parse_weekly_hours("sab " + offered).fault, "") << offered;
    }
}

TEST(WeeklyHours, WhatIsPrintedReadsBackTheSame) {
    base::Random random(3);
    for (int round = 0; round < 500; ++round) {
        std::vector<domain::WeeklyWindow> windows;
        for (std::uint64_t n = 0; n < 1 + random.below(6); ++n) {
            const int from = static_cast<int>(random.between(0, 1438));
            windows.push_back({static_cast<int>(random.below(7)), from, static_cast<int>(random.between(from + 1, 1440))});
        }
        windows = domain::merged(windows);
        for (const char* language : {"es", "en"}) EXPECT_EQ(parse_weekly_hours(format_weekly_hours(windows, language)).windows, windows);
    }
}

TEST(WeeklyHours, AnyBytesAreSafe) {
    base::Random random(4);
    const std::string alphabet = "lunmarvie 0123456789:-;,.hpm\n\xC3\xA9\xFF/|~y";
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (std::uint64_t n = 0; n < random.below(40); ++n) text += alphabet[random.below(alphabet.size())];
        for (const auto& w : parse_weekly_hours(text).windows) EXPECT_TRUE(w.from_minute < w.to_minute && w.to_minute <= 1440) << text;
    }
}

}  // namespace
}  // namespace tutorline::program::weekly_hours_test
