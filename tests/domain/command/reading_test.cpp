// What the reader promises beyond classes and verdicts, one text at a time.
#include "domain/command/reading.hpp"

#include <gtest/gtest.h>

#include "support/reading_packs.hpp"

namespace tutorline::domain::reading_test {
namespace {

Reading read_text(const std::string& text, Writer writer = Writer::caregiver, const std::string& expected = "", const std::vector<std::string>& children = {},
                  const std::string& item = "") {
    ReadRequest request;
    request.children = children;
    request.text = text;
    request.writer = writer;
    request.languages = {"es", "gn"};
    request.country = "PY";
    if (!expected.empty()) request.pending.push_back({"1", expected, false, item, {}});
    return read(request, test::shipped_packs());
}

/// "A, asked": a doubt that is asked back; the rest is the value.
std::string report_of(const std::string& text, bool asked = false) {
    ReadRequest request;
    request.text = text;
    request.writer = Writer::tutor;
    request.languages = {"es", "gn"};
    request.country = "PY";
    request.roster = {{"Luis", 5}, {"Ana", 6}};
    request.yes_no_pending = asked;
    const Reading reading = read(request, test::shipped_packs());
    return reading.value + (reading.confirm ? ", asked" : "");
}

TEST(Reading, AsksBackWhereAReportContradictsItself) {
    for (const char* text : {"5 OK 25 N3 5 NO", "5 OK -5 N3", "5 OK 25 N9", "5 OK 25 N3 S N", "5 OK 25 no contesta", "5 ok 25 n3 s 5 no contesta", "5 OK 25 N3; 5 OK 20 N2", "5 OK 25 N3 N4"})
        EXPECT_TRUE(report_of(text).ends_with(", asked")) << text << ": " << report_of(text);
    for (const char* text : {"5 OK 25 N3 5 OK 25 N3", "5-OK-25-N3", "5 OK - 25 N3", "5 OK 20 no 25", "5 OK 25 N3 NO", "5 no contesta, perdon 5 OK 25 N3", "5 OK 25, 6 no contesta"})
        EXPECT_FALSE(report_of(text).ends_with(", asked")) << text << ": " << report_of(text);
}

TEST(Reading, TakesANumberAloneForTheMinutesThatWereAsked) {
    EXPECT_EQ(report_of("25", true), "outcome=completed minutes=25");
    EXPECT_EQ(report_of("no, eran 25", true), "outcome=completed minutes=25");
    EXPECT_EQ(report_of("25"), "") << "nobody asked";
}

TEST(Reading, SaysWhichKindOfWordHasAPersonLook) {
    const Reading listed = read_text("se quemo nuestra casa anoche");
    EXPECT_TRUE(listed.words_to_watch);
    EXPECT_EQ(listed.watch_place.rfind("es/phrases.yaml:", 0), 0u) << listed.watch_place;
    EXPECT_EQ(listed.reasons.back().id, std::string_view{"watch_listed"});
}

TEST(Reading, SaysWhenItReadOnlyTheBeginning) {
    EXPECT_EQ(read_text("hola").reasons.size(), 1u);
    EXPECT_EQ(read_text("hola " + std::string(text_bytes_max, 'a')).reasons.back(), (Reason{"very_long", "6400"}));
}

TEST(Reading, KnowsWhatAQuestionIsAboutInEveryLanguage) {
    const auto topic = [](const char* text) {
        const Reading reading = read_text(text);
        EXPECT_EQ(reading.cls, Class::question) << text;
        return reading.topic;
    };
    for (const char* text : {"cuanto cuesta?", "es gratis?", "tiene algun costo?", "cuanto sale la clase?", "how much does it cost?", "is it free?", "quanto custa?", "eske se gratis", "mboýpa hepy?"})
        EXPECT_EQ(topic(text), QuestionTopic::cost) << text;
    for (const char* text : {"graban las llamadas?", "las llamadas se graban?", "do you record the calls?", "as chamadas sao gravadas?"}) EXPECT_EQ(topic(text), QuestionTopic::recording) << text;
    for (const char* text : {"cuando empiezan las clases?", "me puede recordar la hora?"}) EXPECT_EQ(read_text(text).topic, std::nullopt) << text;
    EXPECT_EQ(read_text("hola").topic, std::nullopt);
}

TEST(Reading, TakesNoNumberOutOfATerminalsControlSequence) {
    EXPECT_NE(read_text("\x1B[31m", Writer::student, "31").cls, Class::answer);
    EXPECT_EQ(read_text("\x1B[31;1m81\x1B[0m", Writer::student, "81").value, "81");
    EXPECT_EQ(read_text("\x1B[31;1m81\x1B[0m", Writer::student, "81").verdict, Verdict::right);
    EXPECT_EQ(read_text("\x1B[").cls, Class::empty);
}

Reading read_of_call(const std::string& text, bool hour_asked, bool call_near, const std::string& expected = "68") {
    ReadRequest request;
    request.text = text;
    request.writer = Writer::student;
    request.languages = {"es", "gn"};
    request.country = "PY";
    request.pending.push_back({"1", expected, false, "63 + 5 = ?", {}});
    request.hour_pending = request.hour_last = request.yes_no_pending = hour_asked;
    request.call_near = request.call_today = call_near;
    return read(request, test::shipped_packs());
}

TEST(Reading, HearsADayOrAnHourWhereOneWasAskedFor) {
    const std::vector<std::pair<const char*, const char*>> wishes{
        {"19:30", "19:30"}, {"mejor 19:30", "19:30"}, {"19.30", "19:30"}, {"a las 8", "20:00?"}, {"a las 7 y media", "19:30?"}, {"8", "20:00?"},
        {"mejor 19", "19:00"}, {"viernes", "Friday"}, {"mañana", "tomorrow"}};
    for (const auto& [text, value] : wishes) {
        EXPECT_EQ(read_of_call(text, true, false).cls, Class::reschedule) << text;
        EXPECT_EQ(read_of_call(text, true, false).value, value) << text;
    }
    for (const char* text : {"68", "70", "da 2", "2 caramelos"}) EXPECT_EQ(read_of_call(text, true, false).cls, Class::answer) << text;
    EXPECT_EQ(read_of_call("8", false, false).cls, Class::answer);
    EXPECT_EQ(read_of_call("8", true, false, "8").verdict, Verdict::right);
    EXPECT_EQ(read_of_call("8", true, false, "8").hour, "20:00?");
    EXPECT_EQ(read_of_call("si", true, false).cls, Class::yes);
    EXPECT_EQ(read_of_call("baja", true, true).cls, Class::opt_out);
}

TEST(Reading, HearsWhoCannotOfTheCallWhereOneIsNear) {
    for (const char* text : {"no puedo hoy", "no puedo", "ndaikatui", "no podemos"}) EXPECT_EQ(read_of_call(text, false, true).cls, Class::reschedule) << text;
    for (const char* text : {"no puedo", "ndaikatui"}) EXPECT_NE(read_of_call(text, false, false).cls, Class::reschedule) << text;
    for (const char* text : {"no se", "no puedo hacerlo", "no puedo resolver", "ndaikatui ajapo"}) EXPECT_EQ(read_of_call(text, false, true).cls, Class::dont_know) << text;
    EXPECT_EQ(read_of_call("aipota pytyvo", false, false).cls, Class::help);
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

TEST(Reading, RaisesNoAlarmOverAShortTextThatNobodyKnows) {
    for (const char* text : {"yo abanico", "mi abanico profe", "b i think", "yo soy su hermana mayor me da 81", "claro"}) EXPECT_NE(read_text(text, Writer::student, "81").cls, Class::safeguarding) << text;
    for (const char* text : {"me pega", "me quiero matar", "tengo miedo de mi papa", "no quiero vivir mas"}) EXPECT_EQ(read_text(text, Writer::student, "81").cls, Class::safeguarding) << text;
}

TEST(Reading, GradesNoNumberThatAnswersNothing) {
    for (const char* text : {"no es 12", "12 no es", "cualquiera menos 12", "mi hijo tiene 12 años", "tengo doce años", "nos vemos el 12", "vivo en la calle 12 de octubre", "pregunta 12 no entiendo",
                             "hoy comimos 2 empanadas", "me siento mal", "cerro campeon", "son las 12"}) {
        const Reading reading = read_text(text, Writer::student, "12");
        EXPECT_EQ(reading.verdict, Verdict::none) << text << " reads as " << to_word(reading.cls);
    }
}

TEST(Reading, GradesAYearWhereTheItemAsksForOne) {
    EXPECT_EQ(read_text("tiene 12 años", Writer::student, "12", {}, "Ana nacio en 2014. Cuantos años tiene en 2026?").verdict, Verdict::right);
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

TEST(Reading, HearsADayThatIsRefused) {
    const std::pair<const char*, const char*> all[] = {
        {"el jueves no podemos", "not Thursday"}, {"el jueves no", "not Thursday"}, {"no puede el jueves", "not Thursday"},
        {"los lunes no puedo", "not Monday"}, {"el martes no podemos, trabajo", "not Tuesday"},
        {"jueves no, viernes si", "Friday"}, {"jueves no viernes si", "Friday"}, {"el lunes no, mejor el jueves", "Thursday"},
        {"los lunes no, mejor jueves a las 7 de la noche", "Thursday 19:00"}, {"no puede hoy puede ser mañana a las 7", "tomorrow 19:00?"},
        {"el lunes y el martes no puedo", "not Monday not Tuesday"}, {"no llame antes de las 6", "after 18:00"},
        {"el sabado si puede", "Saturday"}, {"el sabado de mañana puede", "Saturday morning"}};
    for (const auto& [text, value] : all) {
        const Reading reading = read_text(text, Writer::caregiver);
        EXPECT_EQ(reading.cls, Class::reschedule) << text;
        EXPECT_EQ(reading.value, value) << text;
    }
}

TEST(Reading, GoesOnWithAUnitHoweverItIsSpelt) {
    for (const char* text : {"ochenta y 1", "sera ochenta y 1?", "ochenta yuno", "0chenta y un0", "ochenta y unno"}) EXPECT_EQ(read_text(text, Writer::student, "81").value, "81") << text;
    EXPECT_EQ(read_text("setenta y sies", Writer::student, "76").value, "76");
    EXPECT_EQ(read_text("80 y 1", Writer::student, "81").cls, Class::ambiguous);
}

TEST(Reading, ConfirmsAGuessThatMakesTheExpectedNumber) {
    for (const auto& [text, expected] : {std::pair("4B", "48"), std::pair("S1", "51"), std::pair("12,345", "12345"), std::pair("5,000", "5000"), std::pair("ll0", "110"), std::pair("l0l", "101")}) {
        const Reading reading = read_text(text, Writer::student, expected);
        EXPECT_EQ(reading.verdict, Verdict::right) << text;
        EXPECT_TRUE(reading.confirm) << text;
    }
    EXPECT_EQ(read_text("12,345", Writer::student, "12.345").verdict, Verdict::right);
    EXPECT_EQ(read_text("4B", Writer::student, "38").verdict, Verdict::wrong);
}

TEST(Reading, TakesTheExpectedNumberWhateverElseIsTold) {
    for (const char* text : {"no tenia saldo ayer. 81", "71 no espera 81", "81 con ayuda de papa"}) EXPECT_EQ(read_text(text, Writer::student, "81").verdict, Verdict::right) << text;
    EXPECT_EQ(read_text("no tenia saldo ayer. 71", Writer::student, "81").verdict, Verdict::none);
}

TEST(Reading, GradesNoQuestionAsAnAnswer) {
    EXPECT_EQ(read_text("de donde sale el 1 que se lleva", Writer::student, "81").verdict, Verdict::none);
    EXPECT_EQ(read_text("como te fue? 71", Writer::student, "81").verdict, Verdict::wrong);
}

TEST(Reading, KnowsChildrenByTheirInitials) {
    ReadRequest request;
    request.writer = Writer::student;
    request.languages = {"es"};
    request.children = {"Lucia", "Ana"};
    request.pending = {{"", "27", false, "", 0}, {"", "81", false, "", 1}};
    for (const char* text : {"L 27 A 81", "A: 81 L: 27", "l=27 a=81"}) {
        request.text = text;
        const Reading reading = read(request, test::shipped_packs());
        EXPECT_EQ(reading.cls, Class::answer_for) << text;
        EXPECT_EQ(reading.verdict, Verdict::right) << text;
    }
    request.children = {"Ana", "Alba"};
    request.text = "A 27 A 81";
    EXPECT_NE(read(request, test::shipped_packs()).cls, Class::answer_for);
}

TEST(Reading, KeepsTheMinutesThatAPhraseOfAReportHolds) {
    const Reading reading = read_text("21 ok solo 6 min", Writer::tutor);
    ASSERT_EQ(reading.logs.size(), 1u);
    EXPECT_EQ(reading.logs[0].outcome, ReportedOutcome::short_call);
    EXPECT_EQ(reading.logs[0].minutes, 6);
    EXPECT_EQ(read_text("9 me atendio el papa luis no estaba", Writer::tutor).cls, Class::log);
}

TEST(Reading, RaisesNoAlarmOverOneWordSentAgainAndAgain) {
    for (const std::string word : {"y ", "me ", "la ", "mi "}) {
        std::string text;
        while (text.size() < 1600) text += word;
        EXPECT_NE(read_text(text, Writer::student, "81").cls, Class::safeguarding) << word;
    }
    EXPECT_EQ(read_text("me pega me pega me pega me pega", Writer::student, "81").cls, Class::safeguarding);
}

TEST(Reading, GradesNoRelativeWhoTellsWhoseSheIs) {
    for (const char* text : {"hna de luis: 53", "hno de luis 53", "la mama de luis: 53"}) {
        const Reading reading = read_text(text, Writer::caregiver, "53", {"Luis"});
        EXPECT_EQ(reading.cls, Class::answer) << text;
        EXPECT_EQ(reading.verdict, Verdict::none) << text;
    }
    for (const char* text : {"la mama de luis, luis puso 53", "soy la hermana de luis, dice 53"}) EXPECT_EQ(read_text(text, Writer::caregiver, "53", {"Luis"}).verdict, Verdict::right) << text;
    for (const char* text : {"64 pero mi hermana dice que no", "64 creo pero mi hna dise otra cosa"}) EXPECT_EQ(read_text(text, Writer::student, "64").verdict, Verdict::right) << text;
    EXPECT_EQ(read_text("no acepto").cls, Class::no);  // 'hno' is no silent 'no'
}

TEST(Reading, HearsAWordThatStopsWithASlipInside) {
    for (const char* text : {"cacnelar", "cancelr", "CNACELAR", "slair por favor", "bsta", "bastta", "BJAA", "sotp"}) EXPECT_EQ(read_text(text).cls, Class::opt_out) << text;
    for (const char* text : {"sali", "termine", "pasta", "bata", "hasta", "caja", "pasar", "cancion", "bandera", "cacnelar el riego"}) EXPECT_NE(read_text(text).cls, Class::opt_out) << text;
}

TEST(Reading, GuessesNoNumberWhereAWordBesideItIsUnread) {
    for (const auto& [text, expected] : {std::pair("trenay seis", "36"), std::pair("treinta y zorro", "36"), std::pair("noventa mandarinas", "36"), std::pair("dos y mediio", "2.5")})
        EXPECT_EQ(read_text(text, Writer::student, expected).cls, Class::ambiguous) << text;
    const Reading guessed = read_text("sinc mil", Writer::student, "5000");
    EXPECT_EQ(guessed.verdict, Verdict::right);
    EXPECT_TRUE(guessed.confirm);
    for (const char* text : {"noventa", "noventa profe", "me da noventa caramelos", "noventa y uno"}) EXPECT_EQ(read_text(text, Writer::student, "81").verdict, Verdict::wrong) << text;
}

TEST(Reading, AnswersNothingWithTheWordThatAsks) {
    for (const char* text : {"cuato es 34+47", "cuanto es 34+47"}) EXPECT_EQ(read_text(text, Writer::student, "81").cls, Class::echo) << text;
    for (const char* text : {"ochenta y uno es 34+47", "81 = 34+47"}) EXPECT_EQ(read_text(text, Writer::student, "81").verdict, Verdict::right) << text;
    EXPECT_EQ(read_text("80 es 34+47", Writer::student, "81").verdict, Verdict::wrong);
}

TEST(Reading, TakesATeacherCalledAuntForNoRelative) {
    for (const char* text : {"48 tia", "tia, es 48", "tia 48", "no entendia pero mi abuela me explico y me dio 48", "48 me enseño mi papa"}) EXPECT_EQ(read_text(text, Writer::student, "48").verdict, Verdict::right) << text;
    for (const char* text : {"47 me enseño mi papa", "me ayudo mi hermana y puse 47"}) EXPECT_EQ(read_text(text, Writer::student, "48").verdict, Verdict::wrong) << text;
    for (const char* text : {"contesta la tia: 48", "soy su tia 48", "tia dice 48", "mi tia 48"}) EXPECT_EQ(read_text(text, Writer::student, "48").verdict, Verdict::none) << text;
}

TEST(Reading, AddsTheHalfOfAMillion) {
    EXPECT_EQ(read_text("un millon y medio", Writer::student, "1500000").value, "1500000");
    EXPECT_EQ(read_text("2 millones y medio", Writer::student, "2500000").value, "2500000");
    EXPECT_EQ(read_text("2 y medio", Writer::student, "2 1/2").verdict, Verdict::right);
    EXPECT_EQ(read_text("un millon y dos", Writer::student, "1000002").value, "1000002");
}

TEST(Reading, TakesASeparatorInFrontForTheExpectedDecimal) {
    for (const char* text : {",5", ".5", "es ,5"}) {
        const Reading reading = read_text(text, Writer::student, "0.5");
        EXPECT_EQ(reading.verdict, Verdict::right) << text;
        EXPECT_TRUE(reading.confirm) << text;
    }
    EXPECT_EQ(read_text(".5", Writer::student, "5").verdict, Verdict::right);
    EXPECT_EQ(read_text(",5", Writer::student, "0.7").verdict, Verdict::wrong);
}

TEST(Reading, TellsACorrectionFromAnOffer) {
    const Reading corrected = read_text("puse 54 pero era 64", Writer::student, "64");
    EXPECT_EQ(corrected.value, "64");
    EXPECT_EQ(corrected.verdict, Verdict::right);
    for (const char* text : {"puede ser 64 o sino 54", "64 o sino 54"}) EXPECT_EQ(read_text(text, Writer::student, "64").cls, Class::ambiguous) << text;
}

TEST(Reading, KnowsALetterByItsName) {
    for (const char* text : {"es la ce", "la ce", "opcion ce profe", "yo creo que la C de casa"}) {
        EXPECT_EQ(read_text(text, Writer::student, "C").value, "C") << text;
        EXPECT_EQ(read_text(text, Writer::student, "C").verdict, Verdict::right) << text;
    }
}

Reading read_at_home(const std::string& text, bool hour_asked = false, Writer writer = Writer::caregiver) {
    ReadRequest request;
    request.text = text;
    request.writer = writer;
    request.languages = {"es", "gn"};
    request.country = "PY";
    request.children = {"Luis", "Ana"};
    request.hour_pending = request.hour_last = request.yes_no_pending = hour_asked;
    return read(request, test::shipped_packs());
}

TEST(Reading, DropsNoNumberByLikenessWhereAChildOfTheHouseIsNamed) {
    for (const char* text : {"Luis no aparece", "oinupa Luis pe", "Luis ya no", "de Luis no es", "Luis no esta mas aqui", "Ana no se encuentra bien", "ya no vive Ana conmigo"})
        EXPECT_NE(read_at_home(text).cls, Class::wrong_number) << text;
    for (const char* text : {"aca no vive ningun Luis", "no conozco a ningun Luis", "numero equivocado, no hay ninguna Ana"}) EXPECT_EQ(read_at_home(text).cls, Class::wrong_number) << text;
}

TEST(Reading, StopsBesideAnAlarm) {
    for (const char* text : {"BAJA me pegan", "me pegan no me escriban mas", "baja, mi tio me toca"}) {
        const Reading reading = read_at_home(text, false, Writer::student);
        EXPECT_EQ(reading.cls, Class::safeguarding) << text;
        EXPECT_TRUE(reading.stops) << text;
    }
    EXPECT_FALSE(read_at_home("me pegan", false, Writer::student).stops);
    EXPECT_EQ(read_at_home("BAJA Luis le pegan").child, 0u);
}

TEST(Reading, TakesARefusalOutOfTheBlueForAStop) {
    for (const char* text : {"no autorizo", "no doy permiso", "no queremos", "no gracias", "ndaipotai", "ndoroipotai"}) {
        EXPECT_EQ(read_at_home(text).cls, Class::no) << text;
        EXPECT_TRUE(read_at_home(text).stops) << text;
        EXPECT_EQ(read_at_home(text, true).cls, Class::no) << text;
        EXPECT_FALSE(read_at_home(text, true).stops) << text;
    }
    EXPECT_FALSE(read_at_home("no").stops);
    EXPECT_FALSE(read_text("no gracias", Writer::student, "81").stops);
}

TEST(Reading, HasAPersonLookAtADeathOrAnAccident) {
    for (const char* text : {"mi mama murio", "lo atropello una moto", "se quemo nuestra casa", "omano che sy"}) {
        EXPECT_EQ(read_at_home(text).cls, Class::excused) << text;
        EXPECT_TRUE(read_at_home(text).words_to_watch) << text;
    }
    EXPECT_FALSE(read_at_home("fue al velorio del vecino").words_to_watch);
}

TEST(Reading, TakesNoDoubtForAYesToAnOffer) {
    for (const char* text : {"xx", "capaz", "ma'ẽ", "tal vez", "jj", "no se todavia"}) {
        EXPECT_NE(read_at_home(text, true).cls, Class::yes) << text;
        EXPECT_NE(read_at_home(text, true).cls, Class::ack) << text;
    }
    for (const char* text : {"si", "sii", "dale", "ok", "bueno", "nei", "si esa hora", "me queda bien"}) {
        const Class cls = read_at_home(text, true).cls;
        EXPECT_TRUE(cls == Class::yes || cls == Class::ack) << text << " reads as " << to_word(cls);
    }
}

TEST(Reading, TakesWhoDoesNotUnderstandAnOfferForOneWhoAsksAboutIt) {
    for (const char* text : {"no entiendo", "no entendi nada", "nantendei"}) EXPECT_EQ(read_at_home(text, true).cls, Class::question) << text;
    for (const char* text : {"no entiendo la suma", "no entiendo el ejercicio"}) EXPECT_EQ(read_at_home(text, true).cls, Class::help) << text;
    EXPECT_EQ(read_at_home("no entiendo").cls, Class::help);
}

TEST(Reading, GradesNoClockWhereANumberWaits) {
    for (const auto& [text, value] : {std::pair("19:30", "19:30"), std::pair("a las 8", "20:00?"), std::pair("viernes 18:00", "Friday 18:00")}) {
        const Reading reading = read_text(text, Writer::student, "68");
        EXPECT_EQ(reading.cls, Class::reschedule) << text;
        EXPECT_EQ(reading.value, value) << text;
    }
    EXPECT_EQ(read_text("cualquier dia menos viernes").value, "not Friday");
    EXPECT_EQ(read_text("todos menos el lunes").value, "not Monday");
}

TEST(Reading, StopsCallsTooWhereTheNumberIsWrong) {
    for (const Writer writer : {Writer::caregiver, Writer::unknown, Writer::student}) EXPECT_EQ(read_text("numero equivocado no escriban mas", writer).cls, Class::wrong_number);
    EXPECT_EQ(read_text("no escriban mas").cls, Class::opt_out);
}

TEST(Reading, TakesNoWordOfEveryDayForAnotherOne) {
    for (const char* text : {"es cierto profe", "en serio?", "hace mucho viento", "cae nieve", "rosa", "sopa", "un cuadro"}) EXPECT_EQ(read_text(text, Writer::student, "81").verdict, Verdict::none) << text;
    for (const char* text : {"bandera", "animal", "caminar", "tengo un malestar", "no me queda saldo para los mensajes"}) EXPECT_NE(read_text(text).cls, Class::opt_out) << text;
    for (const char* text : {"bajaa", "BAJAR", "vaja", "stpo", "para los mensajes"}) EXPECT_EQ(read_text(text).cls, Class::opt_out) << text;
}

}  // namespace
}  // namespace tutorline::domain::reading_test
