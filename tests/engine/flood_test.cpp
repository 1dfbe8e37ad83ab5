// One phone that writes a hundred times in an hour: the first texts are answered, then it is quiet, and one task is open.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "app/simulation/stage.hpp"

namespace tutorline::test::flood_test {
namespace {

using namespace std::chrono_literals;
using Step = simulator::Transcript::Step;
using Kind = Step::Kind;

constexpr int texts = 60;

class Flood {
  public:
    Flood() : stage_(*simulator::parse_transcript("family: Luis | phone 0981 100 001 | slot fri 17:30\ntutor: Rosa | phone 0981 700 001\n@ 2026-03-10 10:00\n")) {
        stage_.advance(*base::parse_instant("2026-03-10T13:00:00Z"));
    }
    /// Texts each person got while `party` wrote.
    std::map<std::string, int> write(const std::string& party, const std::vector<std::string>& words, bool numbered) {
        const std::size_t before = stage_.played().steps.size();
        for (int n = 0; n < texts; ++n) {
            const std::string& text = words[static_cast<std::size_t>(n) % words.size()];
            stage_.receive({Kind::from, party, numbered ? text + " " + std::to_string(n) : text, 0});
            stage_.advance(stage_.now() + 20s);
        }
        return got_since(before);
    }
    /// So many numbers that are in no sheet write once each, a second apart.
    std::map<std::string, int> strangers(int how_many, const std::string& words) {
        const std::size_t before = stage_.played().steps.size();
        for (int n = 0; n < how_many; ++n) {
            const std::string number = std::to_string(595972000000 + ++strangers_);
            stage_.receive({Kind::from, "+" + number, words, 0});
            stage_.advance(stage_.now() + 1s);
        }
        return got_since(before);
    }
    std::map<std::string, int> wait(std::chrono::minutes time) {
        const std::size_t before = stage_.played().steps.size();
        stage_.advance(stage_.now() + time);
        return got_since(before);
    }
    std::map<std::string, int> says(const std::string& party, const std::string& words) {
        const std::size_t before = stage_.played().steps.size();
        stage_.receive({Kind::from, party, words, 0});
        return got_since(before);
    }
    void until(const char* instant) { stage_.advance(*base::parse_instant(instant)); }
    std::string last() { return stage_.played().steps.back().text; }
    int tasks(const std::string& kind) {
        const std::string open = stage_.answer("tasks");
        int count = 0;
        for (std::size_t at = open.find(kind); at != std::string::npos; at = open.find(kind, at + 1)) ++count;
        return count;
    }
    std::string phone() { return stage_.answer("phone"); }

  private:
    std::map<std::string, int> got_since(std::size_t step) {
        std::map<std::string, int> got;
        for (; step < stage_.played().steps.size(); ++step)
            if (stage_.played().steps[step].kind == Kind::to) ++got[stage_.played().steps[step].party];
        return got;
    }
    app::Stage stage_;
    std::int64_t strangers_ = 0;
};

TEST(Flood, OfQuestionsReachesTheTutorSixTimes) {
    Flood flood;
    auto got = flood.write("", {"no entiendo la tarea, como se hace?"}, false);
    EXPECT_GE(got["Rosa"], 1);
    EXPECT_LE(got["Rosa"], 6);
    EXPECT_LE(got[""], 6);
    EXPECT_EQ(flood.tasks("many_texts"), 1);
}

TEST(Flood, OfOtherHoursMovesNoCallsWithoutEnd) {
    Flood flood;
    auto got = flood.write("", {"otra hora por favor", "martes 18:00", "miercoles 19:00"}, false);
    EXPECT_LE(got[""], 6);
    EXPECT_LE(got["Rosa"], 6);
    EXPECT_EQ(flood.tasks("many_texts"), 1);
}

TEST(Flood, OfStopsIsObeyedAndConfirmedAFewTimes) {
    Flood flood;
    auto got = flood.write("", {"ALTA", "BAJA"}, false);
    EXPECT_LE(got[""], 9);
    EXPECT_NE(flood.phone().find("texts stopped"), std::string::npos);
    EXPECT_EQ(flood.tasks("many_texts"), 1);
}

TEST(Flood, OfWrongReportsIsAnsweredTwentyTimes) {
    Flood flood;
    auto got = flood.write("Rosa", {"99 OK 20 N1 S", "98 OK 20 N1 S", "97 OK 200", "1 OK blah"}, true);
    EXPECT_LE(got["Rosa"], 20);
}

TEST(Flood, OfStopsByAStoppedTutorOpensOneTask) {
    Flood flood;
    flood.write("Rosa", {"BAJA", "ALTA"}, false);
    EXPECT_EQ(flood.tasks("tutor_opted_out"), 1);
}

TEST(Flood, OfATutorsWordsOpensOneTask) {
    Flood flood;
    flood.write("Rosa", {"quiero hablar con la coordinadora, cuanto me pagan?"}, true);
    EXPECT_LE(flood.tasks("tutor_message"), 1);
    EXPECT_LE(flood.tasks("question"), 1);
}

TEST(Flood, AfterTheEndOpensOneTask) {
    Flood flood;
    flood.write("", {"BAJA TODO", "hola cuando llaman?", "por que no llaman?"}, false);
    EXPECT_EQ(flood.tasks("message_after_end"), 1);
    EXPECT_LE(flood.tasks("opted_out"), 1);
}

TEST(Flood, OfStopsAndStartsOpensOneTaskAboutTheCalls) {
    Flood flood;
    flood.write("", {"BAJA", "ALTA"}, false);
    EXPECT_EQ(flood.tasks("opt_out_calls"), 1);
}

int to_staff(const std::map<std::string, int>& got) {
    int texts = 0;
    for (const auto& [party, count] : got)
        if (party != "" && party != "Luis" && party != "Rosa") texts = std::max(texts, count);
    return texts;
}

TEST(Flood, OfCasesByUnknownNumbersIsToldTogetherAndNoneIsLost) {
    Flood flood;
    auto got = flood.strangers(60, "mi papa me pega");
    EXPECT_EQ(to_staff(got), 6) << "five one by one, the others in one text";
    EXPECT_EQ(flood.tasks("safeguarding"), 61) << "one a number, and the one that stands for them";
    EXPECT_EQ(to_staff(flood.wait(35min)), 6) << "the deputy";
    EXPECT_LE(to_staff(flood.wait(30min)), 7) << "the facilitator, and the focal person hears of those that came since";
    EXPECT_EQ(to_staff(flood.says("", "mi papa me pega con el cinto")), 1) << "a child's is told at once, whatever came before";
}

TEST(Flood, OfCasesByUnknownNumbersIsAcknowledgedByOneWord) {
    Flood flood;
    flood.strangers(60, "mi papa me pega");
    for (const int told : {1, 2, 3, 4, 5, 7}) flood.says("Marta", "RECIBIDO " + std::to_string(told));  // 7 stands for the others
    EXPECT_EQ(to_staff(flood.wait(35min)), 0) << "nobody else is told";
}

TEST(Flood, TheSameAnswerIsSaidOnceInSixtyMinutesWhateverTheClock) {
    Flood flood;
    flood.until("2026-03-10T13:59:50Z");
    flood.says("Rosa", "HORARIO");
    EXPECT_EQ(flood.says("Rosa", "HORARIO")["Rosa"], 1) << "twice an hour";
    flood.until("2026-03-10T14:00:02Z");
    EXPECT_EQ(flood.says("Rosa", "HORARIO")["Rosa"], 0);
    flood.until("2026-03-10T15:00:01Z");
    EXPECT_EQ(flood.says("Rosa", "HORARIO")["Rosa"], 1);
}

}  // namespace
}  // namespace tutorline::test::flood_test
