// Harm told in texts that are about something else as well: a request, a question, a report.
#include <gtest/gtest.h>

#include "domain/command/reading.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::domain::disclosures_test {
namespace {

Reading read_from(Writer writer, std::string_view text) {
    ReadRequest request;
    request.text = text;
    request.writer = writer;
    request.languages = {"es", "gn"};
    request.country = "PY";
    if (writer == Writer::tutor) request.roster = {{"Luis", 2}, {"Ana", 4}};
    return read(request, test::shipped_packs());
}

TEST(Disclosures, OutrankARequestForHelpOrACall) {
    for (const char* text : {"ahora me esta pegando, ayuda por favor", "ayuda por favor, ahora me esta pegando", "me esta tocando, ayuda por favor",
                             "me toca, ayuda por favor", "profe como hago, me estan golpeando", "me llama antes por favor? estoy encerrada",
                             "que hago si alguien me toca"})
        for (const Writer writer : {Writer::student, Writer::caregiver, Writer::unknown}) EXPECT_EQ(to_word(read_from(writer, text).cls), "safeguarding") << text;
}

TEST(Disclosures, AreHeardBehindAReportWhichIsStillFiled) {
    for (const char* text : {"2 OK 20 N1 S mi alumna dice que su padrastro la viola", "2 OK 20 N1 S la nena tiene moretones", "2 OK 25 N2 S. Me dijo que quiere morirse",
                             "2 OK 25 N2 S dice que se quiere matar", "2 OK 25 N2 S el nene me conto que le pegan", "Luis ok 20 n2 s pero me dijo que le pegan"}) {
        const Reading reading = read_from(Writer::tutor, text);
        EXPECT_EQ(to_word(reading.cls), "safeguarding") << text;
        ASSERT_EQ(reading.logs.size(), 1U) << text;
        EXPECT_EQ(reading.logs[0].outcome, ReportedOutcome::completed) << text;
        EXPECT_GE(reading.logs[0].minutes.value_or(0), 20) << text;
    }
}

TEST(Disclosures, AreNotHeardInWhatTutorsSayOfALesson) {
    for (const char* text : {"2 OK 20 N1 S", "2 OK 20 N1 S muy bien, le gusta sumar", "2 OK 20 N2 N le cuesta restar y se distrae", "2 no contesta", "4 excusado esta enferma",
                             "2 OK 25 N3 S tiene que practicar la tabla del 7", "4 CORTO 8 se corto la llamada"}) {
        const Reading reading = read_from(Writer::tutor, text);
        EXPECT_EQ(to_word(reading.cls), "log") << text;
        EXPECT_FALSE(reading.words_to_watch) << text;
    }
}

}  // namespace
}  // namespace tutorline::domain::disclosures_test
