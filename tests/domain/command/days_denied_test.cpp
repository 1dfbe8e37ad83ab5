// On which days somebody says that they cannot: the call of that day and no other may change for it.
#include <gtest/gtest.h>

#include "domain/command/reading.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::domain::days_denied_test {
namespace {

Reading read_text(const std::string& text, Writer writer) {
    ReadRequest request;
    request.text = text;
    request.writer = writer;
    request.languages = {"es", "gn"};
    request.country = "PY";
    request.children = {"Luis", "Ana"};
    if (writer == Writer::tutor) request.roster = {{"Mia", 4}, {"Jose", 5}};
    return read(request, test::shipped_packs());
}

std::string words(const DaysDenied& days) {
    static constexpr std::string_view weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    std::string out;
    const auto add = [&](std::string_view word) { out += (out.empty() ? "" : " ") + std::string(word); };
    if (days.today) add("today");
    if (days.tomorrow) add("tomorrow");
    if (days.day_after) add("day-after");
    for (unsigned day = 0; day < 7; ++day)
        if ((days.weekdays >> day & 1U) != 0) add(weekdays[day]);
    if (days.part == DaysDenied::Part::morning) add("morning");
    if (days.part == DaysDenied::Part::afternoon) add("afternoon");
    if (days.part == DaysDenied::Part::evening) add("evening");
    if (days.unsure) add("unsure");
    return out;
}

struct Row {
    const char* text;
    const char* days;
};

constexpr Row families[] = {
    {"mañana no hay nadie", "tomorrow"},
    {"mañana no vamos a estar", "tomorrow"},
    {"manana no estamos", "tomorrow"},
    {"mñn no hay nadie", "tomorrow"},
    {"mañna no vamos a estar", "tomorrow"},
    {"mañana tiene examen", "tomorrow"},
    {"mañana vamos al doctor", "tomorrow"},
    {"mañana no va a haber luz", "tomorrow"},
    {"mañana Luis no va a poder", "tomorrow"},
    {"para la llamada de mañana no podemos", "tomorrow"},
    {"pasado mañana no estamos", "day-after"},
    {"pasado mañana no hay nadie", "day-after"},
    {"el viernes no estamos", "Fri"},
    {"el jueves y el viernes no podemos", "Thu Fri"},
    {"el lunes que viene no podemos", "Mon unsure"},
    {"hoy no hay nadie", "today"},
    {"hoy y mañana no estamos", "today tomorrow"},
    {"hoy no podemos pero mañana si", "today"},
    {"hoy no estamos, mañana si", "today"},
    {"no podemos hoy, mejor mañana", "today"},
    {"hoy no puede, volvemos el lunes", "today"},
    {"de mañana no hay nadie", "morning"},
    {"por la mañana no hay nadie", "morning"},
    {"a la mañana no estamos", "morning"},
    {"mañana a la mañana no hay nadie", "tomorrow morning"},
    {"mañana de mañana no estamos", "tomorrow morning"},
    {"mañana a la tarde no podemos", "tomorrow afternoon"},
    {"no se si mañana vamos a poder", ""},
    {"el lunes no pudimos atender", ""},
    {"ko'ẽrõ ndaipóri avave", "tomorrow"},
    {"koero ndoroimei ogape", "tomorrow"},
    {"ko'ero ndaikatumo'ai", "tomorrow"},
    {"mañana noroimei", "tomorrow"},
    {"mañana ndaipori avave ogape", "tomorrow"},
    {"jueves ndaikatui", "Thu"},
    {"esta enfermo", ""},
};

constexpr Row tutors[] = {
    {"mañana no puedo", "tomorrow"},
    {"mañana no voy a poder llamar", "tomorrow"},
    {"mañana tengo examen", "tomorrow"},
    {"no puedo mañana", "tomorrow"},
    {"pasado mañana no puedo", "day-after"},
    {"el jueves no puedo", "Thu"},
    {"jueves y viernes no puedo", "Thu Fri"},
    {"hoy no puedo", "today"},
    {"hoy y mañana no puedo", "today tomorrow"},
    {"hoy no puedo, mañana si", "today"},
    {"hoy no puedo pero mañana les llamo", "today"},
    {"por la mañana no puedo", "morning"},
    {"de mañana no puedo", "morning"},
    {"ko'ẽrõ ndaikatui", "tomorrow"},
    {"mañana ndaikatui", "tomorrow"},
    {"mañana no doy clase", "tomorrow"},
};

TEST(DaysDenied, AreThoseAFamilyNames) {
    for (const Row& row : families) {
        const Reading reading = read_text(row.text, Writer::caregiver);
        EXPECT_EQ(words(reading.days_denied), row.days) << row.text << ": " << to_word(reading.cls) << " " << reading.value;
    }
}

TEST(DaysDenied, AreThoseATutorNames) {
    for (const Row& row : tutors) {
        const Reading reading = read_text(row.text, Writer::tutor);
        EXPECT_EQ(words(reading.days_denied), row.days) << row.text << ": " << to_word(reading.cls) << " " << reading.value;
    }
}

/// Who cannot tomorrow must not be read as one who wishes for tomorrow.
TEST(DaysDenied, AreNoWish) {
    for (const char* text : {"koero ndoroimei ogape", "mañana noroimei", "ko'ẽrõ ndaipóri avave"}) EXPECT_NE(read_text(text, Writer::caregiver).value, "tomorrow") << text;
    EXPECT_EQ(read_text("mañana no vamos a estar", Writer::caregiver).cls, Class::excused);
    EXPECT_EQ(read_text("mañna no vamos a estar", Writer::caregiver).cls, Class::excused) << "no absence of weeks";
}

}  // namespace
}  // namespace tutorline::domain::days_denied_test
