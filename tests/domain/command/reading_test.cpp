// What the reader promises beyond classes and verdicts, one text at a time.
#include "domain/command/reading.hpp"

#include <gtest/gtest.h>

#include "support/reading_packs.hpp"

namespace tutorline::domain {
namespace {

Reading read_text(const std::string& text, Writer writer = Writer::caregiver, const std::string& expected = "", const std::string& item = "") {
    ReadRequest request;
    request.text = text;
    request.writer = writer;
    request.languages = {"es", "gn"};
    request.country = "PY";
    if (!expected.empty()) request.pending.push_back({"1", expected, false, item, {}});
    return read(request, test::shipped_packs());
}

TEST(Reading, SaysWhenItReadOnlyTheBeginning) {
    EXPECT_EQ(read_text("hola").reason.find("6,400"), std::string::npos);
    EXPECT_NE(read_text("hola " + std::string(text_bytes_max, 'a')).reason.find("only its first 6,400 bytes were read"), std::string::npos);
}

TEST(Reading, TakesNoNumberOutOfATerminalsControlSequence) {
    EXPECT_NE(read_text("\x1B[31m", Writer::student, "31").cls, Class::answer);
    EXPECT_EQ(read_text("\x1B[31;1m81\x1B[0m", Writer::student, "81").value, "81");
    EXPECT_EQ(read_text("\x1B[31;1m81\x1B[0m", Writer::student, "81").verdict, Verdict::right);
    EXPECT_EQ(read_text("\x1B[").cls, Class::empty);
}

TEST(Reading, HearsAWishToStopHoweverTheLettersStand) {
    for (const char* text : {"BAJA", "b a j a", "B.A.J.A.", "B-A-J-A", "s.t.o.p", "S T O P por favor", "\xF0\x9D\x97\x95\xF0\x9D\x97\x94\xF0\x9D\x97\x9D\xF0\x9D\x97\x94", "ＢＡＪＡ"})
        EXPECT_EQ(read_text(text).cls, Class::opt_out) << text;
}

TEST(Reading, TurnsAWishToStopRoundWhereItIsDenied) {
    for (const char* text : {"no quiero darme de baja", "no dejen de mandar", "no paren las clases", "nunca dejen de llamar", "no quiero que dejen de llamarle a mi hija",
                             "no quiero que mi hijo deje el programa", "por favor no cancelen"}) {
        const Reading reading = read_text(text);
        EXPECT_NE(reading.cls, Class::opt_out) << text;
        EXPECT_NE(reading.cls, Class::withdraw) << text;
    }
    for (const char* text : {"no, dejen de mandar", "no molesten", "no dejan de molestar", "no quiero mas. baja", "no manden mas, stop"}) EXPECT_EQ(read_text(text).cls, Class::opt_out) << text;
}

TEST(Reading, SeesAnAlarmBehindDigitsForLetters) {
    for (const char* text : {"m3 p3g4 mi papa", "me t0ca mi t10", "m3 qui3r0 m0r1r"}) EXPECT_EQ(read_text(text, Writer::student, "81").cls, Class::safeguarding) << text;
    EXPECT_NE(read_text("son 81 figuritas", Writer::student, "81").cls, Class::safeguarding);
}

TEST(Reading, GradesNoNumberThatAnswersNothing) {
    for (const char* text : {"no es 12", "12 no es", "cualquiera menos 12", "mi hijo tiene 12 años", "tengo doce años", "nos vemos el 12", "vivo en la calle 12 de octubre", "pregunta 12 no entiendo",
                             "hoy comimos 2 empanadas", "me siento mal", "cerro campeon", "son las 12"}) {
        const Reading reading = read_text(text, Writer::student, "12");
        EXPECT_EQ(reading.verdict, Verdict::none) << text << " reads as " << to_word(reading.cls);
    }
}

TEST(Reading, GradesAYearWhereTheItemAsksForOne) {
    EXPECT_EQ(read_text("tiene 12 años", Writer::student, "12", "Ana nacio en 2014. Cuantos años tiene en 2026?").verdict, Verdict::right);
}

TEST(Reading, TakesTheNumberThatIsNotDenied) {
    for (const char* text : {"no es 71 es 81", "ay no era 71 era 81", "71 no, 81", "71 no 81", "no 71 perdon 81", "81 y no 71"}) {
        const Reading reading = read_text(text, Writer::student, "81");
        EXPECT_EQ(reading.value, "81") << text;
        EXPECT_EQ(reading.verdict, Verdict::right) << text;
    }
    EXPECT_EQ(read_text("81 no?", Writer::student, "81").verdict, Verdict::right);
}

TEST(Reading, TakesAClockForATime) {
    for (const char* text : {"18:00", "el sabado 10:00", "17.30 hs"}) EXPECT_EQ(read_text(text).cls, Class::reschedule) << text;
}

}  // namespace
}  // namespace tutorline::domain
